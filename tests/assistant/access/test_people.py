"""Who may be here: kept by administrators, and by nobody else."""

from __future__ import annotations

import json
import threading
from datetime import date

import pytest
from sqlalchemy import text

from assistant.access.values import fold
from assistant.errors import BadRequest, NotAllowed
from assistant.model import Post
from assistant.rehearsal.shelf import Shelf, Terms
from assistant.review import Examination, Ledger, Person, Role
from assistant.review.people import may
from assistant.review.publishing import on_record
from assistant.review.rules import Rules
from assistant.review.states import Act
from assistant.store import Store
from knowledge.errors import UnknownThing
from knowledge.model import Brand
from knowledge.record import Record

PASSWORD = "three words apart"


def test_where_nobody_was_added_whoever_is_here_is_alone(access):
    assert not access.defined()
    assert not access.signs_in()
    assert access.person("me") == Person("me", alone=True)
    assert access.unsigned("me") == Person("me", alone=True)


def test_once_somebody_was_added_nobody_is_alone_any_more(access, ada):
    assert access.defined()
    assert ada == Person("Ada", frozenset({Role.ADMINISTRATOR}))
    assert access.unsigned("me") == Person("me")
    assert not any(may(access.unsigned("me"), act) for act in Act)


def test_the_assistant_knows_who_acts(assistant):
    assert assistant.person() == Person("tester", alone=True)
    operator = assistant.access.operator("tester")
    assistant.access.add("Ada", ["administrator"], operator, password=PASSWORD)
    assert assistant.person("Ada").roles == {Role.ADMINISTRATOR}
    assert assistant.person() == Person("tester")
    assert assistant.person("tester") == Person("tester")


def test_where_a_proxy_or_a_provider_is_configured_nobody_is_alone(make):
    house = make(header="remote-user")
    assert house.signs_in() and not house.defined()
    assert house.person("me") == Person("me")
    assert house.unsigned("me") == Person("me")


def test_the_first_person_is_an_administrator_added_on_the_machine(access, told):
    with pytest.raises(BadRequest, match="first person has to be an administrator"):
        access.add("Maya", ["drafter"], access.operator("root"))
    with pytest.raises(NotAllowed):
        access.add("Ada", ["administrator"], access.person("me"))
    assert not access.defined()
    access.add("Ada", ["administrator"], access.operator("root"))
    assert [(e.actor, e.act) for e in told()] == [
        ("me", "act refused"),
        ("root", "by command line"),
        ("root", "person added"),
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda a, by: a.add("Eve", ["administrator"], by),
        lambda a, by: a.set_roles("Maya", ["administrator"], by),
        lambda a, by: a.set_password("Ada", "another few words", by),
        lambda a, by: a.disable("Ada", by),
        lambda a, by: a.erase("Ada", by),
        lambda a, by: a.away("Ada", date(2026, 1, 1), None, None, by),
    ],
)
@pytest.mark.parametrize("who", ["maya", "pretender", "alone", "stranger"])
def test_only_administrators_keep_the_roll_and_a_refusal_is_journalled(
    access, maya, told, act, who
):
    """Whatever roles the caller says somebody has: the roll is what counts."""
    by = {
        "maya": maya,
        "pretender": Person("Maya", frozenset(Role)),
        "alone": Person("Maya", alone=True),
        "stranger": Person("Eve", frozenset(Role)),
    }[who]
    before = access.people()
    with pytest.raises(NotAllowed, match="administrator"):
        act(access, by)
    assert access.people() == before
    assert told()[-1].act == "act refused"
    assert told()[-1].actor == by.name


def test_a_right_that_was_taken_away_is_gone_at_the_next_act(access, ada, told):
    access.add("Nadia", ["reviewer"], ada)
    assert may(access.person("Nadia"), Act.APPROVE)
    access.set_roles("nadia", ["drafter"], ada)
    assert not may(access.person("Nadia"), Act.APPROVE)
    assert told("roles set")[0].detail == {"from": ["reviewer"], "to": ["drafter"]}
    access.disable("Nadia", ada)
    assert access.person("Nadia") == Person("Nadia")


def test_fault_41_who_has_not_the_role_approves_nothing_and_it_is_journalled(
    access, ada, database, told
):
    """A right taken away between looking and acting, through the ledger itself."""
    record = Record(database)
    record.keep_brand(Brand("halte"), "test")
    ledger = Ledger(database, on_record(record), Rules())
    for name, role in (("Maya", "drafter"), ("Nadia", "reviewer")):
        access.add(name, [role], ada)
    one = ledger.open(
        "halte",
        Post("You promised.", "x"),
        "Hello.",
        access.person("Maya"),
        Examination("halte@1"),
        language="en",
    )
    one = ledger.submit(one.id, one.turn, access.person("Maya"))
    access.disable("Nadia", ada)
    with pytest.raises(NotAllowed):
        ledger.approve(
            one.id, one.turn, one.current.digest, access.person("Nadia"), Examination("halte@1")
        )
    assert ledger.read(one.id).approvals == ()
    assert (told()[-1].act, told()[-1].actor) == ("act refused", "Nadia")


def test_an_administrator_whose_role_was_taken_away_lets_nobody_in(access, ada):
    access.add("Ines", ["administrator"], ada)
    access.set_roles("Ada", ["drafter"], access.person("Ines"))
    with pytest.raises(NotAllowed):
        access.add("Eve", ["drafter"], ada)


@pytest.mark.parametrize(
    "act",
    [
        lambda a, by: a.set_roles("Ada", ["drafter"], by),
        lambda a, by: a.disable("Ada", by),
        lambda a, by: a.erase("Ada", by),
    ],
)
def test_the_last_administrator_stays_one(access, ada, maya, act):
    access.add("Ines", ["administrator"], ada)
    access.disable("Ines", ada)
    for by in (ada, access.operator("root")):
        with pytest.raises(BadRequest, match="last administrator"):
            act(access, by)
    assert access.person("Ada") == ada


def test_of_two_administrators_who_take_each_other_s_role_at_once_one_stays(access, ada):
    access.add("Ines", ["administrator"], ada)
    ines, start, refused = access.person("Ines"), threading.Barrier(2), []

    def take(name: str, by: Person) -> None:
        start.wait()
        try:
            access.disable(name, by)
        except (BadRequest, NotAllowed) as error:
            refused.append(error)

    both = [threading.Thread(target=take, args=a) for a in (("Ines", ada), ("Ada", ines))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(refused) == 1
    assert sum(one.active for one in access.people()) == 1


def test_somebody_disabled_is_brought_back_as_they_are_described_now(access, ada, maya):
    with pytest.raises(BadRequest, match="Maya is here already"):
        access.add("MAYA", ["reviewer"], ada)
    access.disable("Maya", ada)
    back = access.add("maya", ["reviewer"], ada)
    assert (back.name, back.roles, back.has_password) == ("Maya", {Role.REVIEWER}, False)
    assert [one.name for one in access.people()] == ["Ada", "Maya"]


@pytest.mark.parametrize("called", ["  MAYA ", "maya@halte.EXAMPLE"])
def test_a_name_or_an_address_leads_to_one_person(access, ada, maya, called):
    with pytest.raises(BadRequest, match="already"):
        access.add(called, ["drafter"], ada)


def test_two_people_do_not_share_an_address(access, ada, maya):
    with pytest.raises(BadRequest, match="already how Maya is known"):
        access.add("Other", ["drafter"], ada, email="maya@halte.EXAMPLE")


def test_names_are_looked_up_however_they_are_typed():
    assert fold("  Zoé ") == fold("ZOE\u0301") == fold("zo\u00e9")
    assert fold("Jean  Valjean") == fold("jean valjean")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"name": " \u200b "}, "Say the person's name"),
        ({"name": "x" * 101}, "at most 100"),
        ({"roles": []}, "at least one role"),
        ({"roles": ["king"]}, "There are: drafter, reviewer"),
        ({"email": "nowhere"}, "no email address"),
        # Mail for one person would go to two.
        ({"email": "eve@halte.example,all@halte.example"}, "no email address"),
        ({"email": "eve<all@halte.example>"}, "no email address"),
        ({"password": "short"}, "at least 12"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_can(access, ada, given, reason):
    wanted = {"name": "Zoe", "roles": ["drafter"]} | given
    with pytest.raises(BadRequest, match=reason):
        access.add(wanted.pop("name"), wanted.pop("roles"), ada, **wanted)
    assert len(access.people()) == 1


def test_who_is_erased_is_nowhere_but_under_what_they_decided(access, ada, maya, database, told):
    Store(database).save(None, "halte", "Maya", [{"post": "by Maya"}], "t")
    rehearsed = Shelf(database)
    terms = Terms("halte", "journalist", 1, "en", "record", "plastic")
    rehearsed.begin("Maya", terms, {"asked": "Maya?"})
    rehearsed.share(rehearsed.begin("Ada", terms, {"asked": "Why?"}), "Ada", "Maya")
    access.sign_in("Maya", PASSWORD, "192.0.2.7")
    access.add("Omar", ["reviewer"], ada)
    access.away("Omar", date(2026, 11, 1), None, "Maya", ada)
    access.erase("Maya", ada)

    assert [one.name for one in access.people()] == ["Ada", "Omar"]
    with database.reading() as connection:
        of_people = ("people", "sessions", "attempts", "conversations", "exchanges", "actors")
        rehearsing = ("rehearsals", "rehearsal_turns", "rehearsal_shares")
        for table in (*of_people, *rehearsing):
            rows = connection.execute(text(f"SELECT * FROM {table}")).mappings()
            assert "maya" not in json.dumps([dict(row) for row in rows], default=str).casefold()
    assert {"person erased", "actor forgotten"} <= {e.act for e in told()}
    assert [e.actor for e in told("signed in")] == [None]


def test_nobody_erases_themselves_or_their_own_name_would_be_told_of_it(access, ada):
    access.add("Ines", ["administrator"], ada)
    with pytest.raises(BadRequest, match="another administrator"):
        access.erase("Ada", ada)


def test_no_name_and_no_address_is_in_the_journal(access, ada, maya, database):
    access.sign_in("maya", PASSWORD, "192.0.2.7")
    with pytest.raises(Exception, match="not right"):
        access.sign_in("maya", "not this one at all", "192.0.2.7")
    access.away("Maya", date(2026, 12, 1), date(2026, 12, 9), "Ada", maya)
    with database.reading() as connection:
        rows = [dict(r) for r in connection.execute(text("SELECT * FROM journal")).mappings()]
    said = json.dumps(rows).casefold()
    assert not any(word in said for word in ("maya", "halte", "192.0.2.7", "2026-12-0", "three"))


# --- who is away ----------------------------------------------------------------------------------

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 9)


@pytest.fixture
def away(access, ada):
    """Reviewers, and who stands in for whom."""

    def _away(**stand_ins):
        for name in stand_ins:
            access.add(name, ["reviewer"], ada)
        for name, other in stand_ins.items():
            if other:
                access.away(name, FIRST, LAST, other, ada)

    return _away


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2026, 11, 30), "Lea"),
        (FIRST, "Nadia"),
        (LAST, "Nadia"),
        (date(2026, 12, 10), "Lea"),
    ],
)
def test_a_stand_in_acts_from_the_first_day_to_the_last(access, away, day, who):
    away(Lea="Nadia", Nadia=None)
    assert access.acting_for("Lea", day) == who


def test_a_stand_in_who_is_away_has_one_in_turn(access, away):
    away(Lea="Nadia", Nadia="Omar", Omar=None)
    assert access.acting_for("Lea", FIRST) == "Omar"


@pytest.mark.parametrize("row", [{"Lea": "Nadia", "Nadia": "Lea"}, {"Lea": "Ada"}])
def test_where_everybody_is_away_or_gone_it_stays_with_the_person(access, ada, away, row):
    access.add("Ines", ["administrator"], ada)
    away(**row)
    access.disable("Ada", access.person("Ines"))
    assert access.acting_for("Lea", FIRST) == "Lea"


def test_who_is_back_acts_again(access, ada, away):
    away(Lea="Nadia", Nadia=None)
    access.away("Lea", None, None, None, access.person("Lea"))
    assert access.acting_for("Lea", FIRST) == "Lea"
    assert access.people()[1].stand_in is None


def test_without_a_last_day_somebody_is_away_until_they_say_so(access, ada, away):
    away(Lea=None, Nadia=None)
    access.away("Lea", FIRST, None, "Nadia", ada)
    assert access.acting_for("Lea", date(2031, 1, 1)) == "Nadia"


def test_nobody_stands_in_for_themselves_nor_somebody_who_is_not_here(access, ada, away):
    away(Lea=None)
    with pytest.raises(BadRequest, match="cannot stand in"):
        access.away("Lea", FIRST, LAST, "lea", ada)
    with pytest.raises(UnknownThing, match="Eve"):
        access.away("Lea", FIRST, LAST, "Eve", ada)
    with pytest.raises(BadRequest, match="comes before"):
        access.away("Lea", LAST, FIRST, None, ada)


def test_people_tell_of_their_own_absence_and_of_nobody_else_s(access, maya, ada):
    access.away("Maya", FIRST, LAST, "Ada", maya)
    assert access.acting_for("Maya", FIRST) == "Ada"
    with pytest.raises(NotAllowed):
        access.away("Ada", FIRST, LAST, "Maya", maya)


def test_roles_are_those_of_the_moment_of_the_act(access, ada, maya, database):
    """Within the transaction of an act: of who was disabled, or let in alone before others came."""
    with database.reading() as connection:
        assert access.standing(connection, Person("Maya")).roles == {Role.DRAFTER}
        assert not access.standing(connection, Person("me", alone=True)).alone
        assert not access.standing(connection, Person("Eve", frozenset(Role))).roles
    access.disable("Maya", ada)
    with database.reading() as connection:
        assert not access.standing(connection, maya).roles
