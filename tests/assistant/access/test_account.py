"""One's own account: a first password, one's own, and where one is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.access import Access
from assistant.errors import BadRequest, NotAllowed, SignInRefused
from assistant.review import Person, Role
from tests.assistant.access.conftest import PASSWORD
from tests.assistant.access.served import Served, served

OWN = "tourbe prairie lanterne"


@pytest.fixture
def site(access: Access, maya: Any) -> Iterator[Served]:
    with served(access) as one:
        yield one


def test_a_first_password_lets_somebody_choose_their_own_and_nothing_else(
    access, ada, told, passwords
):
    member, first = access.invite("Nadia", ["reviewer"], ada)
    assert member.first_until is not None
    token = access.sign_in("Nadia", first)
    assert access.session(token) is None
    assert access.choosing(token).name == "Nadia"
    with pytest.raises(BadRequest, match="another password than the one you were given"):
        access.change_password(token, "", first)
    with pytest.raises(BadRequest, match="at least 12"):
        access.change_password(token, "", "short")
    after = access.change_password(token, "", OWN)
    assert access.session(after) == Person("Nadia", frozenset({Role.REVIEWER}))
    assert access.choosing(token) is None
    assert access.session(token) is None
    with pytest.raises(SignInRefused):
        access.sign_in("Nadia", first)
    assert next(one for one in access.people() if one.name == "Nadia").first_until is None
    assert [e.actor for e in told("password changed")] == ["Nadia"]


def test_a_first_password_is_good_for_a_week(access, ada, clock, told):
    _, first = access.invite("Nadia", ["reviewer"], ada)
    clock.on(days=7)
    with pytest.raises(SignInRefused) as refused:
        access.sign_in("Nadia", first)
    assert refused.value.kind == "late"
    with pytest.raises(SignInRefused) as wrong:
        access.sign_in("Nadia", "not the password at all")
    assert wrong.value.kind == "wrong"
    assert told("sign-in refused")[0].detail["why"] == "first password too old"


def test_only_administrators_hand_a_first_password_and_never_to_themselves(access, ada, maya, told):
    with pytest.raises(NotAllowed):
        access.invite("Eve", ["administrator"], maya)
    with pytest.raises(NotAllowed):
        access.hand_password("Ada", maya)
    # Or whoever finds her page open would have her account for good.
    with pytest.raises(BadRequest, match="My account"):
        access.hand_password("Ada", ada)
    with pytest.raises(BadRequest, match="My account"):
        access.set_password("Ada", "another few words", ada)
    token = access.sign_in("Maya", PASSWORD)
    first = access.hand_password("Maya", ada)
    assert access.session(token) is None
    assert access.choosing(access.sign_in("Maya", first)).name == "Maya"
    assert [e.actor for e in told("first password given")] == ["Ada"]


def test_one_s_own_password_is_changed_by_who_knows_it_and_ends_the_other_sessions(
    access, maya, told
):
    here, elsewhere = access.sign_in("Maya", PASSWORD), access.sign_in("Maya", PASSWORD)
    with pytest.raises(SignInRefused) as refused:
        access.change_password(here, "not the password", OWN)
    assert refused.value.kind == "present"
    assert told("sign-in refused")[-1].detail["why"] == "wrong present password"
    assert access.session(elsewhere) is not None
    after = access.change_password(here, PASSWORD, OWN)
    assert access.session(after) is not None
    assert access.session(here) is None
    assert access.session(elsewhere) is None


def test_guessing_the_present_password_at_an_open_page_has_to_wait(access, maya):
    token = access.sign_in("Maya", PASSWORD)
    kinds = []
    for _ in range(8):
        with pytest.raises(SignInRefused) as refused:
            access.change_password(token, "not the password", OWN)
        kinds.append(refused.value.kind)
    assert kinds[-1] == "wait"
    assert set(kinds) == {"present", "wait"}


def test_one_sees_and_ends_one_s_own_sessions_and_nobody_else_s(access, ada, maya, told):
    hers, here = access.sign_in("Ada", PASSWORD), access.sign_in("Maya", PASSWORD)
    other = access.sign_in("Maya", PASSWORD)
    keys = [one.key for one in access.sessions_of(maya)]
    assert len(keys) == 2
    [of_ada] = access.sessions_of(ada)
    access.end_session(of_ada.key, maya)
    assert access.session(hers) is not None
    for key in keys:
        access.end_session(key, maya)
    assert access.sessions_of(maya) == []
    assert access.session(here) is None
    assert access.session(other) is None
    assert [e.actor for e in told("session ended")] == ["Maya", "Maya"]
    assert access.sessions_of(Person("nobody")) == []


def test_somebody_disabled_is_let_in_again_as_they_were_by_administrators_alone(
    access, ada, maya, told
):
    access.disable("Maya", ada)
    with pytest.raises(NotAllowed):
        access.enable("Maya", maya)
    assert access.enable("maya", ada).active
    assert access.session(access.sign_in("Maya", PASSWORD)) == maya
    assert [e.actor for e in told("person enabled")] == ["Ada"]


def test_with_a_first_password_the_page_leads_nowhere_but_to_choosing(site: Served, ada):
    _, first = site.access.invite("Nadia", ["reviewer"], ada)
    with site.signed_in("Nadia", first) as browser:
        for path in ("/", "/account"):
            answer = browser.get(path, headers={"accept": "text/html"})
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/choose")
        assert browser.post("/gradio_api/queue/join", json={}).status_code == 401
        assert browser.post("/account/away", data={"from": "2026-12-01"}).status_code == 401
        assert "Nadia" in browser.get("/sign-in/choose").text
        given = {"password": OWN, "again": "something else"}
        assert browser.post("/sign-in/choose", data=given).status_code == 422
        answer = browser.post("/sign-in/choose", data={"password": OWN, "again": OWN})
        assert answer.headers["location"] == "/"
        assert browser.get("/").status_code == 200


def test_the_account_changes_password_absence_and_sessions(site: Served, access):
    with (
        site.signed_in("Maya", PASSWORD) as browser,
        site.signed_in("Maya", PASSWORD) as elsewhere,
    ):
        page = browser.get("/account?in=fr")
        assert page.status_code == 200
        assert "Mon compte" in page.text
        assert page.headers["cache-control"] == "no-store"
        away = {"from": "2026-12-01", "until": "2026-12-09", "stand-in": "Ada"}
        answer = browser.post("/account/away?in=fr", data=away)
        assert answer.headers["location"] == "/account?in=fr&done=away"
        account = browser.get("/account?in=fr").text
        assert "Absence du 1er décembre 2026 au 9 décembre 2026" in account
        wrong = {"present": "not this one", "password": OWN, "again": OWN}
        assert browser.post("/account/password", data=wrong).status_code == 403
        right = wrong | {"present": PASSWORD}
        assert browser.post("/account/password", data=right).status_code == 303
        assert browser.get("/account").status_code == 200
        assert elsewhere.get("/account", headers={"accept": "text/html"}).status_code == 303
    assert access.session(access.sign_in("Maya", OWN)) is not None


def test_another_site_changes_nothing_of_an_account(site: Served, access):
    with site.signed_in("Maya", PASSWORD) as browser:
        for path in ("away", "back", "session", "password"):
            answer = browser.post(
                f"/account/{path}",
                data={"from": "2026-12-01"},
                headers={"origin": "https://elsewhere.example"},
            )
            assert answer.status_code == 403
    assert all(one.away_from is None for one in access.people())


def test_alone_there_is_no_account(access: Access):
    with served(access) as site, site.browser() as browser:
        answer = browser.get("/account")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert browser.post("/account/password", data={}).status_code == 303
