"""Signing in and out, sessions that end, and tries that have to wait."""

from __future__ import annotations

import threading

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from assistant.access import Access
from assistant.access.passwords import Passwords
from assistant.errors import SignInRefused
from assistant.review import Person, Role

PASSWORD = "three words apart"
WRONG = "not this one at all"
HERE, THERE = "192.0.2.7", "198.51.100.9"


def _refusal(access, name, password, address=HERE):
    with pytest.raises(SignInRefused) as refused:
        access.sign_in(name, password, address)
    return refused.value


@pytest.mark.parametrize("called", ["Maya", " maya ", "maya@halte.example"])
def test_a_name_or_address_and_its_password_open_a_session(access, maya, told, called):
    token = access.sign_in(called, PASSWORD, HERE)
    assert access.session(token) == Person("Maya", frozenset({Role.DRAFTER}))
    [entry] = told("signed in")
    assert (entry.actor, entry.detail["way"]) == ("Maya", "password")


def test_the_token_is_not_kept_only_its_digest(access, maya, database):
    token = access.sign_in("Maya", PASSWORD, HERE)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT * FROM sessions")).all()
    assert len(rows) == 1 and token not in str(rows)


def test_a_refusal_is_the_same_whether_or_not_there_is_anybody_of_that_name(
    access, maya, passwords, told
):
    """In its words and in its work: each is held against one digest."""
    access.add("Sam", ["drafter"], access.person("Ada"))
    access.add("Old", ["drafter"], access.person("Ada"), password=PASSWORD)
    access.disable("Old", access.person("Ada"))
    said = {
        str(_refusal(access, name, password))
        for name, password in (
            ("Maya", WRONG),
            ("Nobody", WRONG),
            ("Sam", PASSWORD),
            ("Old", PASSWORD),
            ("", ""),
        )
    }
    assert said == {"The name or the password is not right."}
    assert passwords.held == [True, False, False, False, False]
    assert [e.detail["why"] for e in told("sign-in refused")] == [
        "wrong password",
        "nobody of that name",
        "wrong password",
        "wrong password",
        "nobody of that name",
    ]
    assert {e.actor for e in told("sign-in refused")} == {"corail"}


def test_a_refusal_is_told_in_the_reader_s_language(access, maya):
    refused = _refusal(access, "Maya", WRONG)
    assert refused.told("fr") == "Le nom ou le mot de passe n'est pas le bon."


def test_a_digest_made_with_other_parameters_is_made_anew_at_the_next_sign_in(
    database, clock, access, maya
):
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    later = Access(database, passwords=Passwords(stronger), clock=clock)
    later.sign_in("Maya", PASSWORD, HERE)
    with database.reading() as connection:
        kept = connection.execute(
            text("SELECT password FROM people WHERE name = 'Maya'")
        ).scalar_one()
    assert "m=16,t=2" in kept
    later.sign_in("Maya", PASSWORD, HERE)


# --- how sessions end -----------------------------------------------------------------------------


def test_fault_41_a_session_left_idle_is_refused_and_journalled(make, access, maya, clock, told):
    house = make()
    token = house.sign_in("Maya", PASSWORD, HERE)
    clock.on(hours=1, minutes=59)
    assert house.session(token)
    clock.on(hours=1, minutes=59)
    assert house.session(token), "what is used does not end"
    clock.on(hours=2)
    assert house.session(token) is None
    assert house.session(token) is None
    [entry] = told("session refused")
    assert (entry.actor, entry.detail["why"]) == ("Maya", "idle")


def test_fault_41_a_session_past_its_last_hour_is_refused_and_journalled(access, maya, clock, told):
    token = access.sign_in("Maya", PASSWORD, HERE)
    for _ in range(11):
        clock.on(hours=1)
        assert access.session(token)
    clock.on(hours=1)
    assert access.session(token) is None
    assert told("session refused")[0].detail["why"] == "expired"


def test_a_session_signed_out_of_is_refused_and_its_use_journalled(access, maya, told):
    token, other = access.sign_in("Maya", PASSWORD), access.sign_in("Maya", PASSWORD)
    access.sign_out(token)
    access.sign_out(token)
    assert access.session(token) is None
    assert access.session(other) is not None
    assert len(told("signed out")) == 1
    assert told("session refused")[0].detail["why"] == "signed out"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda a, by: a.disable("Maya", by), "disabled"),
        (lambda a, by: a.set_password("Maya", "another few words", by), "password"),
    ],
)
def test_who_is_disabled_or_gets_another_password_is_out_at_once(access, ada, maya, told, act, why):
    token = access.sign_in("Maya", PASSWORD, HERE)
    act(access, ada)
    assert access.session(token) is None
    assert told("session refused")[0].detail["why"] == why
    assert _refusal(access, "Maya", PASSWORD).kind == "wrong"


def test_who_is_erased_is_out_at_once(access, ada, maya):
    token = access.sign_in("Maya", PASSWORD, HERE)
    access.erase("Maya", ada)
    assert access.session(token) is None


def test_a_token_that_nobody_was_given_opens_nothing_and_tells_nothing(access, maya, told):
    before = len(told())
    for token in ("", "x", "proxy maya", "\ud800"):
        assert access.session(token) is None
    assert len(told()) == before


def test_roles_are_those_of_now_not_of_the_sign_in(access, ada, maya):
    token = access.sign_in("Maya", PASSWORD, HERE)
    access.set_roles("Maya", ["reviewer"], ada)
    assert access.session(token).roles == {Role.REVIEWER}


def test_a_password_changed_while_it_was_being_tried_opens_nothing(access, ada, maya, passwords):
    looked = passwords.holds

    def holds(kept, password):
        access.disable("Maya", ada)
        return looked(kept, password)

    passwords.holds = holds
    assert _refusal(access, "Maya", PASSWORD).kind == "wrong"


# --- tries ----------------------------------------------------------------------------------------


def test_tries_for_a_name_wait_longer_and_longer_and_never_for_good(access, maya, clock):
    waits = []
    for n in range(14):
        refused = _refusal(access, "Maya", WRONG, f"203.0.113.{n}")
        if refused.kind == "wait":
            waits.append(refused.seconds)
            clock.on(seconds=refused.seconds)
            assert _refusal(access, "Maya", WRONG, f"203.0.113.{n}").kind == "wrong"
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60, 60]
    clock.on(seconds=60)
    assert access.session(access.sign_in("Maya", PASSWORD, HERE))


def test_the_wait_is_told_and_nothing_is_looked_at_meanwhile(access, maya, passwords):
    for _ in range(5):
        _refusal(access, "Maya", WRONG)
    tried = len(passwords.held)
    refused = _refusal(access, "Maya", PASSWORD)
    assert str(refused) == "Too many tries: try again in 2 seconds."
    assert refused.told("fr") == "Trop d'essais\u00a0: réessayez dans 2 secondes."
    assert len(passwords.held) == tried


def test_tries_during_a_wait_do_not_lengthen_it(access, maya, clock):
    for _ in range(6):
        _refusal(access, "Maya", WRONG)
    for _ in range(50):
        assert _refusal(access, "Maya", WRONG).seconds == 2
    clock.on(seconds=2)
    assert access.sign_in("Maya", PASSWORD, HERE)


def test_a_wait_is_told_to_the_journal_once_with_how_many_came_meanwhile(access, maya, clock, told):
    for _ in range(25):
        _refusal(access, "Maya", WRONG)
    assert len(told("sign-in refused")) == 6
    clock.on(seconds=2)
    _refusal(access, "Maya", WRONG)
    assert told("sign-in refused")[-1].detail["unheard"] == 20


def test_an_address_that_tries_many_names_waits_too(access, maya):
    for n in range(20):
        assert _refusal(access, f"name{n}", WRONG).kind == "wrong"
    assert _refusal(access, "Maya", PASSWORD).kind == "wait"
    assert access.sign_in("Maya", PASSWORD, THERE)


def test_of_ipv6_a_household_counts_as_one(access, maya):
    for n in range(20):
        _refusal(access, f"name{n}", WRONG, f"2001:db8::{n:x}")
    assert _refusal(access, "Maya", PASSWORD, "2001:db8::ffff").kind == "wait"
    assert access.sign_in("Maya", PASSWORD, "2001:db8:0:1::1")


def test_signing_in_is_never_held_against_an_address(access, maya):
    for _ in range(40):
        access.sign_in("Maya", PASSWORD, HERE)


def test_own_success_does_not_clear_an_address_that_tries_others(access, maya):
    """Somebody with a place of their own here could try others' passwords for ever."""
    for n in range(19):
        _refusal(access, f"name{n}", WRONG)
        access.sign_in("Maya", PASSWORD, HERE)
    _refusal(access, "name", WRONG)
    assert _refusal(access, "Maya", PASSWORD).kind == "wait"


def test_tries_are_counted_by_all_processes_together(make, access, maya):
    houses = [make() for _ in range(5)]
    for house in houses:
        _refusal(house, "Maya", WRONG)
    assert _refusal(make(), "Maya", WRONG).kind == "wait"


def test_of_many_tries_at_once_no_more_are_looked_at_than_one_after_the_other(
    access, maya, passwords
):
    start = threading.Barrier(12)

    def tries():
        start.wait()
        with pytest.raises(SignInRefused):
            access.sign_in("Maya", WRONG, HERE)

    all_ = [threading.Thread(target=tries) for _ in range(12)]
    for one in all_:
        one.start()
    for one in all_:
        one.join()
    assert len(passwords.held) == 5


def test_failures_are_forgotten_after_a_while(access, maya, clock):
    for _ in range(6):
        _refusal(access, "Maya", WRONG)
    clock.on(hours=13)
    for _ in range(5):
        assert _refusal(access, "Maya", WRONG).kind == "wrong"


def test_fault_43_a_clock_set_back_makes_nobody_wait_longer(access, maya, clock):
    for _ in range(5):
        _refusal(access, "Maya", WRONG)
    clock.on(days=-30)
    assert _refusal(access, "Maya", WRONG).seconds == 2
    clock.on(seconds=2)
    assert access.sign_in("Maya", PASSWORD, HERE)


def test_a_backup_brings_nobody_s_session_back(access, maya, sqlite, tmp_path, clock):
    from knowledge.backup import backup, restore
    from knowledge.database import Database

    token = access.sign_in("Maya", PASSWORD, HERE)
    if access.database is not sqlite:
        pytest.skip("one database is enough")
    backup(sqlite, tmp_path / "b.zip")
    other = Database.open(tmp_path / "other.sqlite")
    restore(other, tmp_path / "b.zip")
    restored = Access(other, clock=clock)
    assert [one.name for one in restored.people()] == ["Ada", "Maya"]
    assert restored.session(token) is None
    other.close()
