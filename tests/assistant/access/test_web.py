"""The page served for real, with people who sign in: what is closed, what is open, and to whom."""

from __future__ import annotations

import json
import re

import pytest

from assistant.access import Access
from assistant.access.house import _network
from assistant.access.web import local
from assistant.errors import BadSettings
from assistant.ui.serving import may_serve
from knowledge.database import Database
from tests.assistant.access.served import EmptyDesk, Served, served

PASSWORD = "three words apart"
LOOPBACK = (_network("127.0.0.1"),)


@pytest.fixture
def database(sqlite: Database) -> Database:
    """How it is served has nothing to do with which database it is served from."""
    return sqlite


@pytest.fixture
def site(access: Access, maya):
    with served(access) as one:
        yield one


# --- without a session ----------------------------------------------------------------------------

CLOSED = [
    ("GET", "/config"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/user"),
    ("GET", "/gradio_api/token"),
    ("GET", "/gradio_api/app_id"),
    ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/heartbeat/abc"),
    ("GET", "/gradio_api/queue/data?session_hash=abc"),
    ("GET", "/gradio_api/queue/status"),
    ("GET", "/gradio_api/upload_progress?upload_id=1"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=https://example.org"),
    ("GET", "/gradio_api/stream/a/1/2/playlist.m3u8"),
    ("GET", "/gradio_api/stream/a/1/2/3.ts"),
    ("GET", "/gradio_api/deep_link?session_hash=a"),
    ("GET", "/gradio_api/call/draft/abc"),
    ("GET", "/monitoring"),
    ("GET", "/theme.css"),
    ("GET", "/assets/index.js"),
    ("GET", "/static/img/logo.svg"),
    ("GET", "/manifest.json"),
    ("GET", "/robots.txt"),
    ("HEAD", "/config"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/queue/join?"),
    ("POST", "/gradio_api/run/draft"),
    ("POST", "/gradio_api/api/draft"),
    ("POST", "/gradio_api/call/draft"),
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/reset"),
    ("POST", "/gradio_api/stream/abc"),
    ("POST", "/gradio_api/stream/abc/close"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/login"),
    ("POST", "/"),
    ("PUT", "/"),
    ("DELETE", "/gradio_api/queue/join"),
    ("OPTIONS", "/config"),
    ("GET", "//config"),
    ("GET", "/sign-in/../config"),
    ("GET", "/sign-in/other"),
    ("GET", "/favicon.ico/x"),
]


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """One server for all that is only looked at from outside."""
    database = Database.open(tmp_path_factory.mktemp("closed") / "record.sqlite")
    database.migrate()
    access = Access(database)
    access.add("Ada", ["administrator"], access.operator("root"), password=PASSWORD)
    with served(access) as one:
        yield one
    database.close()


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nothing_is_reached_without_a_session(closed: Served, method, path):
    with closed.browser() as browser:
        answer = browser.request(method, closed.at + path)
        assert answer.status_code == 401, answer.text
        if method != "HEAD":
            assert answer.json() == {"detail": "Sign in first."}
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def _paths(routes, prefix=""):
    for route in routes:
        if path := getattr(route, "path", None):
            yield prefix + path
        if inner := getattr(route, "original_router", None):
            yield from _paths(inner.routes)


def test_no_route_of_gradio_s_is_reached_without_a_session(closed: Served):
    """A further version of it may bring further routes: none is open by being new."""
    from assistant.ui.page import build_page
    from assistant.ui.serving import application

    mounted = application(build_page(EmptyDesk(), "moulin"), "127.0.0.1", closed.access)
    paths = set(_paths(mounted.router.routes[-1].app.routes))
    assert len(paths) > 60
    assert any(path.endswith("/queue/join") for path in paths)
    with closed.browser() as browser:
        for path in sorted(paths - {"/favicon.ico"}):
            filled = re.sub(r"\{[^}]*\}", "x", path)
            for method in ("GET", "POST"):
                answer = browser.request(method, filled)
                if method == "GET" and filled == "/":
                    assert answer.headers["location"] == "/sign-in"
                else:
                    assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/", "/sign-in"),
        ("/?view=late", "/sign-in?next=%2F%3Fview%3Dlate"),
        ("/gradio_api/file=x", "/sign-in?next=%2Fgradio_api%2Ffile%3Dx"),
    ],
)
def test_a_page_leads_to_signing_in(closed: Served, path, to):
    with closed.browser(accept="text/html") as browser:
        answer = browser.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, to)


def test_the_icon_is_everybody_s(closed: Served):
    with closed.browser() as browser:
        assert browser.get("/favicon.ico").status_code == 200


def test_a_made_up_cookie_opens_nothing(closed: Served):
    for token in ("x", "proxy maya", "0" * 5_000):
        with closed.browser(cookie=f"corail={token}") as browser:
            assert browser.get("/config").status_code == 401


@pytest.mark.parametrize(("told", "words"), [("fr-FR,fr", "Se connecter"), ("en", "Sign in")])
def test_the_sign_in_page_speaks_the_browser_s_language_and_needs_no_script(
    closed: Served, told, words
):
    with closed.browser(**{"accept-language": told}) as browser:
        page = browser.get("/sign-in")
    assert words in page.text
    assert f'<html lang="{told[:2]}">' in page.text
    assert "<script" not in page.text and "http" not in page.text
    assert 'name="viewport"' in page.text
    assert page.headers["cache-control"] == "no-store"
    for field in ("name", "password"):
        assert f'<label for="{field}">' in page.text and f'id="{field}"' in page.text


def test_what_was_typed_is_only_ever_text(closed: Served):
    with closed.browser() as browser:
        page = browser.post(
            "/sign-in", data={"name": '"><img src=x>', "password": "?", "next": '/"><b>'}
        )
    assert page.status_code == 403
    assert "<img" not in page.text and "<b>" not in page.text
    assert 'role="alert"' in page.text


# --- with a session -------------------------------------------------------------------------------


def _cookie(answer) -> str:
    return answer.headers["set-cookie"].lower()


def test_signing_in_leads_to_the_page_and_out_again(site: Served, told):
    with site.browser() as browser:
        entered = browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        assert "httponly" in _cookie(entered)
        assert "samesite=lax" in _cookie(entered)
        assert "secure" not in _cookie(entered)
        assert browser.get("/").status_code == 200
        assert browser.get("/gradio_api/user").json() == "Maya"
        left = browser.post("/sign-out")
        assert (left.status_code, left.headers["location"]) == (303, "/sign-in?out")
        assert "You are signed out." in browser.get("/sign-in?out").text
        assert browser.get("/").status_code == 303
    assert [e.actor for e in told("signed out")] == ["Maya"]


def test_fault_41_an_expired_session_joins_no_queue_and_it_is_journalled(site: Served, clock, told):
    with site.signed_in("Maya", PASSWORD) as browser:
        config = browser.get("/config").json()
        body = {"data": [], "fn_index": config["dependencies"][0]["id"], "session_hash": "s"}
        assert browser.post("/gradio_api/queue/join", json=body).status_code == 200
        clock.on(hours=13)
        answer = browser.post("/gradio_api/queue/join", json=body)
    assert answer.status_code == 401
    [entry] = told("session refused")
    assert (entry.actor, entry.detail["why"]) == ("Maya", "expired")


def test_the_page_s_events_know_who_is_signed_in(site: Served):
    """Through the queue, as a browser's page asks: the header is drawn for Maya."""
    with site.signed_in("Maya", PASSWORD) as browser:
        assert "Maya" in _drawn_header(browser)
    site.access.add("Zoé <b>", ["drafter"], site.access.person("Ada"), password=PASSWORD)
    with site.signed_in("zoé <b>", PASSWORD) as browser:
        drawn = _drawn_header(browser)
    assert "Zoé &lt;b&gt;" in drawn and "<b>" not in drawn
    assert 'action="/sign-out"' in drawn


def _drawn_header(browser) -> str:
    config = browser.get("/config").json()
    place = next(
        c["id"] for c in config["components"] if c["props"].get("elem_id") == "corail-person"
    )
    event = next(d for d in config["dependencies"] if place in d["outputs"])
    values = {c["id"]: c["props"].get("value") for c in config["components"]}
    given = [values.get(one) for one in event["inputs"]]
    asked = {"data": given, "fn_index": event["id"], "session_hash": "tab"}
    assert browser.post("/gradio_api/queue/join", json=asked).status_code == 200
    with browser.stream("GET", "/gradio_api/queue/data?session_hash=tab") as stream:
        for line in stream.iter_lines():
            told = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if told.get("msg") == "process_completed":
                assert told["success"], told
                return str(told["output"]["data"][event["outputs"].index(place)])
    raise AssertionError("the event never ended")


def test_signing_in_again_ends_the_session_before(site: Served):
    with site.signed_in("Maya", PASSWORD) as browser:
        before = browser.cookies["corail"]
        browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
        assert browser.cookies["corail"] != before
    with site.browser(cookie=f"corail={before}") as browser:
        assert browser.get("/config").status_code == 401


def test_who_has_to_wait_is_told_for_how_long(site: Served):
    with site.browser(**{"accept-language": "fr"}) as browser:
        for _ in range(5):
            browser.post("/sign-in", data={"name": "maya", "password": "no"})
        answer = browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "2"
    assert "réessayez dans 2 secondes" in answer.text


@pytest.mark.parametrize(
    "sent", [b"", b"name", b"\xff\xfe", b"name=" + b"x" * 20_000, b"&".join([b"a=b"] * 50)]
)
def test_what_is_no_form_is_no_sign_in(site: Served, sent):
    with site.browser() as browser:
        assert browser.post("/sign-in", content=sent).status_code == 403


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ("/?view=late", "/?view=late"),
        ("https://attacker.example", "/"),
        ("//attacker.example", "/"),
        ("/\\attacker.example", "/"),
        ("/x\r\nset-cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(asked, after):
    assert local(asked) == after


# --- other sites ----------------------------------------------------------------------------------

ELSEWHERE = [
    {"origin": "https://attacker.example"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
    {"origin": "["},
]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/gradio_api/queue/join"])
def test_another_site_changes_nothing_here(site: Served, path, told):
    sent = {"name": "maya", "password": PASSWORD}
    with site.signed_in("Maya", PASSWORD) as browser:
        for headers in ELSEWHERE:
            assert browser.post(path, headers=headers, data=sent).status_code == 403, headers
        assert browser.get("/config").status_code == 200, "still signed in"
    assert len(told("signed in")) == 1


def test_our_own_page_does(site: Served):
    for headers in (
        {"origin": site.at},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
    ):
        with site.signed_in("Maya", PASSWORD) as browser:
            assert browser.post("/sign-out", headers=headers).status_code == 303


def test_another_site_changes_nothing_where_somebody_is_alone_either(access: Access):
    with served(access) as site, site.browser() as browser:
        answer = browser.post(
            "/gradio_api/queue/join", json={}, headers={"origin": "https://attacker.example"}
        )
        assert answer.status_code == 403


# --- alone ----------------------------------------------------------------------------------------


def test_alone_nobody_signs_in_and_the_page_says_so(access: Access):
    with served(access) as site, site.browser() as browser:
        assert browser.get("/").status_code == 200
        assert browser.get("/sign-in").headers["location"] == "/"
        assert "Personal mode: nobody signs in" in _drawn_header(browser)


def test_the_page_is_closed_as_soon_as_somebody_was_added(access: Access):
    with served(access) as site, site.browser() as browser:
        assert browser.get("/config").status_code == 200
        access.add("Ada", ["administrator"], access.operator("root"))
        assert browser.get("/config").status_code == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "corail.example"])
def test_where_nobody_was_added_others_are_not_served(access: Access, host):
    for nobody in (access, None):
        with pytest.raises(BadSettings, match="corail people add NAME --role administrator"):
            may_serve(host, nobody)


def test_others_are_served_once_somebody_was_added_or_a_proxy_is_believed(access, make, ada):
    may_serve("0.0.0.0", access)
    may_serve("0.0.0.0", make(header="remote-user", proxies=LOOPBACK))


def test_a_page_that_others_reach_is_never_left_to_whoever_comes(access: Access):
    """As after a restore that brought an empty roll back while it was served."""
    with served(access, "0.0.0.0") as site, site.browser() as browser:
        answer = browser.get("/")
        assert answer.status_code == 403
        assert "corail people add" in answer.text


# --- a reverse proxy ------------------------------------------------------------------------------


def test_a_believed_proxy_tells_who_is_here(make, access, maya, told):
    house = make(header="remote-user", proxies=LOOPBACK)
    with served(house) as site, site.browser(**{"remote-user": "maya@halte.example"}) as browser:
        assert browser.get("/gradio_api/user").json() == "Maya"
        assert browser.get("/gradio_api/user").json() == "Maya"
        assert "gateway signed you in" in browser.post("/sign-out").text
    [entry] = told("signed in")
    assert (entry.actor, entry.detail["way"]) == ("Maya", "proxy")


def test_the_header_from_anybody_else_is_refused_and_journalled(make, access, maya, told):
    house = make(header="remote-user", proxies=(_network("192.0.2.0/24"),))
    with served(house) as site:
        with site.browser(**{"Remote-User": "Ada"}) as browser:
            for path in ("/", "/config", "/sign-in"):
                assert browser.get(path).status_code == 403
        with site.signed_in("Maya", PASSWORD) as browser:
            assert browser.get("/config").status_code == 200
            assert browser.get("/config", headers={"remote-user": "Ada"}).status_code == 403
    assert {e.detail["why"] for e in told("sign-in refused")} == {"header"}


def test_a_forwarded_address_makes_nobody_a_proxy(make, access, maya):
    house = make(header="remote-user", proxies=(_network("192.0.2.0/24"),))
    told = {"remote-user": "Ada", "x-forwarded-for": "192.0.2.1"}
    with served(house) as site, site.browser(**told) as browser:
        assert browser.get("/config").status_code == 403


def test_a_header_that_came_twice_is_refused(make, access, maya):
    house = make(header="remote-user", proxies=LOOPBACK)
    with served(house) as site, site.browser() as browser:
        twice = [("remote-user", "Maya"), ("Remote-User", "Ada")]
        assert browser.get("/config", headers=twice).status_code == 403


def test_a_stranger_that_the_proxy_names_is_told_whom_to_ask(make, access, ada, told):
    house = make(header="remote-user", proxies=LOOPBACK)
    house.add("Old", ["drafter"], ada)
    house.disable("Old", ada)
    with served(house) as site:
        for name in ("Eve", "Old"):
            with site.browser(**{"remote-user": name, "accept-language": "fr"}) as browser:
                answer = browser.get("/")
            assert answer.status_code == 403
            assert "Demandez-le à un administrateur" in answer.text
    assert [e.detail["why"] for e in told("sign-in refused")] == ["unknown", "unknown"]
    assert [one.name for one in house.people()] == ["Ada", "Old"]


def test_who_the_proxy_names_is_disabled_at_once(make, access, ada, maya):
    house = make(header="remote-user", proxies=LOOPBACK)
    with served(house) as site, site.browser(**{"remote-user": "Maya"}) as browser:
        assert browser.get("/config").status_code == 200
        house.disable("Maya", ada)
        assert browser.get("/config").status_code == 403


def test_without_its_header_the_proxy_s_requests_need_a_session(make, access, maya):
    house = make(header="remote-user", proxies=LOOPBACK)
    with served(house) as site:
        with site.browser() as browser:
            assert browser.get("/config").status_code == 401
        with site.signed_in("Maya", PASSWORD) as browser:
            assert browser.get("/config").status_code == 200


def test_by_https_the_cookie_is_for_https_alone(make, access, maya):
    house = make(proxies=LOOPBACK, public_url="https://corail.example")
    with served(house) as site:
        with site.browser(host="corail.example", origin="https://corail.example") as browser:
            answer = browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
        assert answer.status_code == 303
        assert _cookie(answer).startswith("__host-corail=")
        assert "secure" in _cookie(answer)
        with site.browser(host="attacker.example") as browser:
            assert browser.get("/sign-in").status_code == 421


def test_tries_are_counted_by_the_address_before_the_proxy(make, access, maya):
    house = make(proxies=LOOPBACK)
    with served(house) as site:
        with site.browser(**{"x-forwarded-for": "198.51.100.1, 203.0.113.5"}) as browser:
            for n in range(20):
                browser.post("/sign-in", data={"name": f"n{n}", "password": "no"})
            wait = browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
            assert wait.status_code == 429
        with site.browser(**{"x-forwarded-for": "203.0.113.5, 198.51.100.1"}) as browser:
            entered = browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
            assert entered.status_code == 303


def test_a_record_that_cannot_be_read_lets_nobody_in(site: Served, sqlite):
    with site.signed_in("Maya", PASSWORD) as browser:
        with sqlite.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE sessions RENAME TO elsewhere")
        assert browser.get("/config").status_code == 503
