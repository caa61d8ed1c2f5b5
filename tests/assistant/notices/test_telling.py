"""Who is told of what, and that nothing of a post or a reply is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from assistant.access import Access
from assistant.access.values import Operator
from assistant.errors import NotAllowed, Overtaken
from assistant.notices import Kind
from assistant.review import Person, Role
from assistant.review.rules import Rules
from knowledge.database import Database
from knowledge.journal import stamp
from knowledge.schema import notices

from .conftest import ADA, CLEAN, MAYA, NADIA, OMAR, SECRET_POST, SECRET_TEXT, Clock, House

BY = Operator("root")
INES = Person("Ines", frozenset({Role.REVIEWER}))


def told(house: House, kind: Kind) -> list[str | None]:
    """Who is told of a kind of thing; ``None`` is the webhook."""
    found = [one.recipient for one in house.outbox.listed() if one.told.kind is kind]
    return sorted(found, key=lambda name: name or "")


@pytest.fixture
def ines(house: Access) -> None:
    house.add("Ines", INES.roles, BY, email="ines@halte.example")


def test_reviewers_are_told_of_what_waits_for_them(at: Callable[..., House], ines: None) -> None:
    """Omar reviews too, and has no address."""
    here = at()
    here.submitted()
    assert told(here, Kind.SUBMITTED) == [None, "Ines", "Nadia"]


def test_only_the_reviewer_who_took_a_reply_on_is_told_that_it_waits(
    at: Callable[..., House], ines: None
) -> None:
    here = at()
    one = here.open()
    one = here.ledger.assign(one.id, one.turn, "Ines", NADIA)
    here.ledger.submit(one.id, one.turn, MAYA)
    assert told(here, Kind.SUBMITTED) == [None, "Ines"]


def test_whoever_a_reply_is_given_to_is_told_and_not_of_their_own_doing(
    at: Callable[..., House],
) -> None:
    here = at()
    one = here.submitted()
    one = here.ledger.assign(one.id, one.turn, "Nadia", NADIA)
    assert told(here, Kind.ASSIGNED) == [None]
    one = here.ledger.assign(one.id, one.turn, "Maya", NADIA)
    assert told(here, Kind.ASSIGNED) == [None, None, "Maya"]
    here.ledger.assign(one.id, one.turn, None, NADIA)
    assert told(here, Kind.ASSIGNED) == [None, None, "Maya"]


def test_the_author_is_told_what_was_decided(at: Callable[..., House]) -> None:
    here = at()
    one = here.submitted()
    one = here.ledger.approve(one.id, one.turn, one.current.digest, NADIA, CLEAN)
    assert told(here, Kind.APPROVED) == [None, "Maya"]
    here.ledger.ask_changes(one.id, one.turn, "Shorter, please.", OMAR)
    assert told(here, Kind.CHANGES) == [None, "Maya"]


def test_after_a_first_approval_of_two_the_others_are_asked(
    at: Callable[..., House], ines: None
) -> None:
    here = at(Rules(steps=2))
    one = here.submitted()
    here.ledger.approve(one.id, one.turn, one.current.digest, NADIA, CLEAN)
    assert told(here, Kind.STEP) == [None, "Ines"]
    assert told(here, Kind.APPROVED) == []


def test_everybody_is_told_of_a_freeze_but_who_set_it(at: Callable[..., House]) -> None:
    here = at()
    here.ledger.freeze("halte", "An accident at the mill", ADA)
    here.ledger.lift("halte", ADA)
    assert told(here, Kind.FROZEN) == told(here, Kind.LIFTED) == [None, "Maya", "Nadia"]


def test_who_stands_in_is_told_in_the_place_of_who_is_away(
    at: Callable[..., House], house: Access
) -> None:
    house.away("Nadia", date(2026, 11, 20), date(2026, 11, 30), "Ada", BY)
    here = at()
    here.submitted()
    assert told(here, Kind.SUBMITTED) == [None, "Ada"]


def test_who_may_be_here_no_more_is_told_nothing(at: Callable[..., House], house: Access) -> None:
    house.disable("Nadia", BY)
    here = at()
    here.submitted()
    assert told(here, Kind.SUBMITTED) == [None]


def test_what_is_erased_of_a_person_is_their_notices_too(
    at: Callable[..., House], house: Access
) -> None:
    here = at()
    here.submitted()
    house.erase("Nadia", BY)
    assert told(here, Kind.SUBMITTED) == [None]


def test_a_notice_holds_nothing_of_what_was_written(
    at: Callable[..., House], database: Database
) -> None:
    here = at()
    one = here.submitted()
    one = here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-23T10:00:00.000Z")
    here.outbox.remind()
    here.ledger.ask_changes(one.id, one.turn, "Say sorry for the dump.", NADIA)
    here.ledger.freeze("halte", "An accident at the mill", ADA)
    with database.reading() as connection:
        rows = [str(tuple(row)) for row in connection.execute(select(notices))]
    assert len(rows) > 8
    for words in (SECRET_POST, SECRET_TEXT, "someone", "sorry", "accident", "halte.example"):
        assert not any(words in row for row in rows)


@pytest.mark.parametrize(
    ("hours", "kinds"),
    [
        (0, set()),
        (20.5, {Kind.DUE}),
        (24.1, {Kind.LATE}),
        (24 * 9, set()),
    ],
)
def test_what_is_due_is_told_ahead_and_what_is_overdue_for_a_week(
    at: Callable[..., House], clock: Clock, hours: float, kinds: set[Kind]
) -> None:
    here = at()
    one = here.submitted()
    here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-24T09:00:00.000Z")
    clock.on(hours=hours)
    here.outbox.remind()
    due = {one.told.kind for one in here.outbox.listed()} & {Kind.DUE, Kind.LATE}
    assert due == kinds
    for kind in kinds:
        assert told(here, kind) == [None, "Nadia"]


def test_what_is_due_is_told_once_and_again_when_it_is_due_at_another_time(
    at: Callable[..., House], clock: Clock
) -> None:
    here = at()
    one = here.submitted()
    one = here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at=stamp(clock.now))
    assert here.outbox.remind() == 2
    clock.on(minutes=1)
    assert here.outbox.remind() == 0
    here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-23T11:00:00+01:00")
    assert here.outbox.remind() == 2
    assert told(here, Kind.LATE) == [None, "Nadia"]
    assert told(here, Kind.DUE) == [None, "Nadia"]


def test_nobody_is_reminded_of_a_reply_that_left(at: Callable[..., House], clock: Clock) -> None:
    here = at()
    one = here.submitted()
    one = here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-23T10:00:00.000Z")
    one = here.ledger.approve(one.id, one.turn, one.current.digest, NADIA, CLEAN)
    here.ledger.send(one.id, one.turn, one.current.digest, MAYA)
    assert here.outbox.remind() == 0


def test_an_act_that_was_refused_tells_nobody(at: Callable[..., House]) -> None:
    here = at()
    one = here.open()
    with pytest.raises(NotAllowed):
        here.ledger.submit(one.id, one.turn, ADA)
    with pytest.raises(Overtaken):
        here.ledger.submit(one.id, one.turn + 1, MAYA)
    assert here.outbox.listed() == []


def test_an_act_and_its_notices_are_kept_together_or_not_at_all(
    at: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = at()
    one = here.open()

    notify = here.outbox.notify

    def then_fail(*given: object) -> None:
        notify(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    here.ledger._acting.notify = then_fail
    with pytest.raises(KeyboardInterrupt):
        here.ledger.submit(one.id, one.turn, MAYA)
    assert here.outbox.listed() == []
    assert here.ledger.read(one.id) == one


def test_off_until_configured(at: Callable[..., House]) -> None:
    here = at(webhook=None, mail=None)
    here.submitted()
    here.ledger.freeze("halte", "Wait", ADA)
    assert here.outbox.listed() == []
