"""Single sign-on, from the button to the page, with a real provider on loopback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from assistant.access import Access
from assistant.access.house import Provider
from assistant.access.single import SingleSignOn, arrival_of
from assistant.errors import SignInRefused
from assistant.review import Role
from knowledge.database import Database
from tests.assistant.access.provider import CLIENT, SECRET, TestProvider, provider_served
from tests.assistant.access.served import Served, served

PASSWORD = "three words apart"
MAYA = {"email": "maya@halte.example", "email_verified": True}
ROLES = {
    "press": frozenset({Role.DRAFTER}),
    "legal": frozenset({Role.REVIEWER}),
    "it": frozenset({Role.ADMINISTRATOR}),
}


@pytest.fixture
def database(sqlite: Database) -> Database:
    """How the provider is spoken with has nothing to do with which database is behind."""
    return sqlite


@pytest.fixture
def provider(clock):
    with provider_served(TestProvider(clock)) as one:
        one.who = dict(MAYA)
        yield one


@pytest.fixture
def house(make, provider) -> Callable[..., Access]:
    """The house, with the provider; ``given`` differs from the usual."""

    def _house(**given: Any) -> Access:
        usual = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET}
        return make(provider=Provider(**(usual | given)))

    return _house


@pytest.fixture
def site(house, maya):
    with served(house()) as one:
        yield one


def _begun(site: Served, browser: httpx.Client, after: str = "") -> str:
    """To the provider and back, up to where it sends the browser."""
    to = browser.get("/sign-in/single", params={"next": after} if after else {})
    assert to.status_code == 303, to.text
    back = httpx.get(to.headers["location"], trust_env=False)
    return back.headers["location"].removeprefix(site.at)


def _signed_in(site: Served, browser: httpx.Client) -> httpx.Response:
    return browser.get(_begun(site, browser))


def _refusals(told: Any) -> list[tuple[str, str | None]]:
    return [(e.detail["why"], e.detail.get("detail")) for e in told("sign-in refused")]


def test_from_the_button_to_the_page(site: Served, provider, told):
    with site.browser() as browser:
        assert 'href="/sign-in/single?next=%2F"' in browser.get("/sign-in").text
        answer = browser.get(_begun(site, browser, "/?view=late"))
        assert (answer.status_code, answer.headers["location"]) == (303, "/?view=late")
        assert browser.get("/gradio_api/user").json() == "Maya"
    [entry] = told("signed in")
    assert (entry.actor, entry.detail["way"]) == ("Maya", "oidc")
    [asked] = provider.asked
    assert asked["scope"] == "openid profile email"
    assert asked["redirect_uri"] == f"{site.at}/sign-in/back"


def test_each_sign_in_has_secrets_of_its_own(site: Served, provider):
    with site.browser() as browser:
        _begun(site, browser)
        _begun(site, browser)
    first, second = provider.asked
    for secret in ("state", "nonce", "code_challenge"):
        assert first[secret] != second[secret]
        assert len(first[secret]) >= 32


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"aud": "another client"}, "aud"),
        ({"aud": ["another", "third"]}, "aud"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "azp"),
        ({"aud": None}, "aud"),
        ({"iss": "https://another.example"}, "iss"),
        ({"exp": 1_700_000_000}, "exp"),
        ({"exp": None}, "exp"),
        ({"iat": 4_000_000_000}, "iat"),
        ({"sub": None}, "sub"),
        ({"at_hash": "another"}, "at_hash"),
    ],
)
def test_a_token_with_a_wrong_claim_opens_nothing_and_is_journalled(
    site: Served, provider, told, wrong, claim
):
    provider.wrong = wrong
    with site.browser() as browser:
        answer = _signed_in(site, browser)
        assert answer.status_code == 403
        assert "Single sign-on did not succeed" in answer.text
        assert browser.get("/config").status_code == 401
    [(why, detail)] = _refusals(told)
    assert why == "provider"
    assert detail == f"id token: {claim}"


@pytest.mark.parametrize("how", ["signed_by_another", "signed_by_us", "unsigned"])
def test_a_token_that_the_provider_did_not_sign_opens_nothing(site: Served, provider, told, how):
    if how == "unsigned":
        provider.header = {"alg": "none"}
    else:
        getattr(provider, how)()
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 403
    assert _refusals(told)[0][0] == "provider"


def test_a_key_that_the_provider_changed_is_asked_for_anew(site: Served, provider):
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
    provider.key = type(provider.key).generate_key(2048, {"kid": "k2"})
    provider.header = {"alg": "RS256", "kid": "k2"}
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303


def test_what_has_come_back_once_counts_no_more(site: Served, provider, told):
    """A replayed state, with a code that is still good."""
    with site.browser() as browser:
        back = _begun(site, browser)
        kept = browser.cookies["corail-single"]
        assert browser.get(back).status_code == 303
        state = parse_qs(urlsplit(back).query)["state"][0]
        provider.codes["fresh"] = provider.asked[0]
        again = httpx.get(
            f"{site.at}/sign-in/back?code=fresh&state={state}",
            cookies={"corail-single": kept},
            trust_env=False,
        )
    assert again.status_code == 403
    assert "set-cookie" in again.headers and "corail=" not in again.headers["set-cookie"]
    assert "fresh" in provider.codes, "the code was not even tried"
    assert _refusals(told) == [("state", None)]


def test_what_another_browser_began_lets_this_one_in_nowhere(site: Served, told):
    with site.browser() as one, site.browser() as other:
        back = _begun(site, one)
        assert other.get(back).status_code == 403
        _begun(site, other)
        assert other.get(back).status_code == 403
    assert _refusals(told) == [("state", None), ("state", None)]


@pytest.mark.parametrize("state", ["", "x", "1.2.3", "99999999999.a.b", ".." * 200, "é.é.é"])
def test_a_state_that_is_not_ours_opens_nothing(access, maya, state):
    with pytest.raises(SignInRefused, match="Begin again"):
        access.returned(state)


def test_a_state_is_good_for_ten_minutes(access, clock):
    one, other = access.begin_handshake(), access.begin_handshake()
    clock.on(minutes=10)
    assert access.returned(one.state) == one
    clock.on(seconds=1)
    with pytest.raises(SignInRefused):
        access.returned(other.state)
    clock.on(minutes=-9)
    with pytest.raises(SignInRefused):
        access.returned(one.state)


def test_another_issuer_s_answer_is_not_taken(site: Served, provider):
    """RFC 9207: who sends the browser back says who it is."""
    with site.browser() as browser:
        back = _begun(site, browser)
        assert browser.get(back + "&iss=https://another.example").status_code == 403
        back = _begun(site, browser)
        answer = browser.get(back + "&iss=" + provider.issuer)
        assert answer.status_code == 303


def test_a_provider_that_refuses_or_fails_lets_nobody_in_and_says_so(site: Served, provider, told):
    with site.browser() as browser:
        state = parse_qs(urlsplit(_begun(site, browser)).query)["state"][0]
        assert browser.get(f"/sign-in/back?error=access_denied&state={state}").status_code == 403
        provider.fails = True
        assert _signed_in(site, browser).status_code == 403
    assert _refusals(told) == [
        ("provider", "the code was refused"),
        ("provider", "the provider cannot be reached"),
    ]


def test_a_provider_that_cannot_be_reached_leaves_the_page_as_it_is(make, maya):
    nowhere = Provider("http://127.0.0.1:1", CLIENT, SECRET)
    with served(make(provider=nowhere)) as site, site.browser() as browser:
        answer = browser.get("/sign-in/single")
        assert answer.status_code == 403
        assert 'name="password"' in answer.text
        answer = browser.post("/sign-in", data={"name": "maya", "password": PASSWORD})
        assert answer.status_code == 303


def test_a_provider_that_does_not_answer_is_waited_for_once(make, maya, monkeypatch):
    """Whoever pressed the button held a thread of the server, one after the other."""
    import time

    from httpx2 import ConnectTimeout

    asked = []

    def fetched(url):
        asked.append(url)
        raise ConnectTimeout("nothing")

    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(SingleSignOn, "_fetched", staticmethod(fetched))
    one = SingleSignOn(make(), Provider("https://id.example", CLIENT))
    for _ in range(3):
        with pytest.raises(SignInRefused):
            one.begin("https://halte.example/sign-in/back")
    assert len(asked) == 1
    now[0] += 6
    with pytest.raises(SignInRefused):
        one.begin("https://halte.example/sign-in/back")
    assert len(asked) == 2


def test_a_provider_that_calls_itself_otherwise_is_not_believed(site: Served, provider):
    provider.metadata = {"issuer": "https://another.example"}
    with site.browser() as browser:
        assert browser.get("/sign-in/single").status_code == 403


# --- who comes ------------------------------------------------------------------------------------


def test_a_stranger_is_refused_unless_somebody_added_them(site: Served, provider, told):
    provider.who = {"email": "eve@halte.example"}
    with site.browser(**{"accept-language": "fr"}) as browser:
        answer = _signed_in(site, browser)
    assert "Demandez-le à un administrateur" in answer.text
    assert _refusals(told) == [("unknown", None)]
    assert len(site.access.people()) == 2


@pytest.mark.parametrize("said", [True, "true", "True"])
def test_an_address_that_is_said_to_be_verified_is_believed(said):
    claims = {"iss": "https://x", "sub": "1", "email": "a@b.example", "email_verified": said}
    assert arrival_of(Provider("https://x", "c"), claims).email == "a@b.example"


def test_who_was_disabled_does_not_come_in(site: Served, ada):
    site.access.disable("Maya", ada)
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 403


@pytest.mark.parametrize("said", [False, "false", "False", 0, "no"])
def test_an_address_that_nobody_verified_is_nobody_s(site: Served, provider, told, said):
    """Some providers write it as a word."""
    provider.who = MAYA | {"email_verified": said}
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 403
    assert _refusals(told) == [("provider", "the address is not verified")]


def test_another_account_that_takes_somebody_s_name_does_not_come_in(site: Served, provider, told):
    """Names and addresses are given anew; an account is one person's for good."""
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
    provider.who = MAYA | {"sub": "account-2"}
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 403
    assert _refusals(told) == [("account", None)]


def test_an_account_is_one_person_whatever_it_is_called_later(house, provider, ada, told):
    """Who could be two people here would approve what they wrote themselves."""
    provider.who = {"email": "zoe@halte.example", "groups": ["press"]}
    with served(house(roles_claim="groups", roles=ROLES)) as site:
        with site.browser() as browser:
            assert _signed_in(site, browser).status_code == 303
        provider.who = {"email": "zoe.b@halte.example", "groups": ["legal"]}
        with site.browser() as browser:
            assert _signed_in(site, browser).status_code == 303
            assert browser.get("/gradio_api/user").json() == "zoe@halte.example"
        assert [one.name for one in site.access.people()] == ["Ada", "zoe@halte.example"]


def test_an_account_that_takes_the_name_of_another_stays_who_it_was(site: Served, provider, ada):
    """Ada has never come by single sign-on, and is no easier to become for that."""
    site.access.add("Root", ["administrator"], ada, email="root@halte.example")
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
    provider.who = {"email": "root@halte.example", "email_verified": True}
    with site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
        assert browser.get("/gradio_api/user").json() == "Maya"


def test_who_was_disabled_does_not_come_in_under_another_name(house, provider, ada):
    provider.who = {"email": "zoe@halte.example", "groups": ["press"]}
    with served(house(roles_claim="groups", roles=ROLES)) as site, site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
        site.access.disable("zoe@halte.example", ada)
        provider.who["email"] = "zoe.b@halte.example"
        assert _signed_in(site, browser).status_code == 403
    assert len(site.access.people()) == 2


def test_a_claim_that_gives_roles_lets_somebody_in_with_them(house, provider, ada, told):
    provider.who = {"email": "zoe@halte.example", "groups": ["press", "legal", "canteen"]}
    with served(house(roles_claim="groups", roles=ROLES)) as site, site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
        assert site.access.person("zoe@halte.example").roles == {Role.DRAFTER, Role.REVIEWER}
        provider.who["groups"] = "press"
        assert _signed_in(site, browser).status_code == 303
        assert site.access.person("zoe@halte.example").roles == {Role.DRAFTER}
        provider.who["groups"] = ["canteen"]
        assert _signed_in(site, browser).status_code == 403
    assert [e.act for e in told() if e.act in ("person added", "roles set")][1:] == [
        "person added",
        "roles set",
    ]
    assert _refusals(told) == [("no role", None)]


def test_a_claim_never_takes_the_last_administrator_away(house, provider, access, ada):
    access.add("Ines", ["administrator"], ada, email="ines@halte.example")
    access.disable("Ada", access.person("Ines"))
    provider.who = {"email": "ines@halte.example", "groups": ["press"]}
    with served(house(roles_claim="groups", roles=ROLES)) as site, site.browser() as browser:
        assert _signed_in(site, browser).status_code == 303
    assert access.person("Ines").roles == {Role.DRAFTER, Role.ADMINISTRATOR}


def test_without_passwords_only_the_button_is_shown_with_its_label(house, access):
    access.add("Ada", ["administrator"], access.operator("root"))
    with served(house(label="Halte <SSO>")) as site, site.browser() as browser:
        page = browser.get("/sign-in").text
    assert "Halte &lt;SSO&gt;" in page
    assert "<form" not in page


@pytest.mark.parametrize(
    ("told", "roles"),
    [
        (["press"], {Role.DRAFTER}),
        ("legal", {Role.REVIEWER}),
        (None, set()),
        ([], set()),
        ({"press": True}, set()),
        ([["press"], 3], set()),
    ],
)
def test_groups_are_read_from_a_list_or_one_word_and_from_nothing_else(told, roles):
    provider = Provider("https://x", "c", roles_claim="groups", roles=ROLES)
    claims = {"iss": "https://x", "sub": "1", "email": "a@b.example", "groups": told}
    assert arrival_of(provider, claims).roles == roles
