"""Claimed by one at a time, tried again with longer waits, given up in the end, and shown."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from assistant.access import Access
from assistant.access.values import Operator
from assistant.notices.carrying import carry_one
from assistant.notices.outbox import FIRST_WAIT, KEPT, LEASE, LONGEST_WAIT, NEWS, TRIES
from assistant.notices.values import NotDelivered, Notice, Standing

from .conftest import MAYA, Clock, House


@pytest.fixture
def here(at: Callable[..., House]) -> House:
    """One notice waits: for the webhook."""
    house = at(mail=None)
    house.submitted()
    return house


def only(house: House) -> Notice:
    [one] = house.outbox.listed()
    return one


def fail(_: Notice) -> None:
    raise NotDelivered("it answered 503")


def arrive(_: Notice) -> None:
    pass


def test_what_is_claimed_is_not_claimed_again_until_the_claim_lapses(
    here: House, clock: Clock
) -> None:
    first = here.outbox.claim("webhook")
    assert first is not None
    assert here.outbox.claim("webhook") is None
    clock.on(seconds=LEASE.total_seconds() + 1)
    second = here.outbox.claim("webhook")
    assert second is not None
    assert second[0].id == first[0].id
    assert second[1] != first[1]


def test_a_carrier_that_comes_back_late_settles_nothing(here: House, clock: Clock) -> None:
    late = here.outbox.claim("webhook")
    clock.on(seconds=LEASE.total_seconds() + 1)
    other = here.outbox.claim("webhook")
    assert late is not None
    assert other is not None
    here.outbox.delivered(*late)
    here.outbox.failed(*late, "it hung")
    assert only(here).standing is Standing.WAITING
    assert only(here).error is None
    here.outbox.delivered(*other)
    assert only(here).standing is Standing.DELIVERED


def test_it_is_tried_again_after_waits_that_double_and_then_given_up(
    here: House, clock: Clock
) -> None:
    waits: list[timedelta] = []
    while carry_one(here.outbox, "webhook", fail):
        one = only(here)
        if one.standing is Standing.GIVEN_UP:
            break
        wait = datetime.fromisoformat(one.next_at) - clock.now
        clock.now += wait - timedelta(seconds=1)
        assert not carry_one(here.outbox, "webhook", fail)
        clock.on(seconds=1)
        waits.append(wait)
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert len(waits) == TRIES - 1
    assert max(waits) == waits[-1] == LONGEST_WAIT
    assert (only(here).tries, only(here).error) == (TRIES, "it answered 503")
    clock.on(hours=2)
    assert not carry_one(here.outbox, "webhook", arrive)


def test_a_notice_that_kills_each_carrier_is_given_up_too(here: House, clock: Clock) -> None:
    """Nobody lives to say that it failed: only the claims tell."""
    for _ in range(TRIES):
        assert here.outbox.claim("webhook") is not None
        clock.on(seconds=LEASE.total_seconds() + 1)
    assert here.outbox.claim("webhook") is None
    assert only(here).standing is Standing.GIVEN_UP


def test_what_waited_for_a_week_is_no_news_and_given_up_until_asked_for_again(
    here: House, clock: Clock
) -> None:
    clock.on(seconds=NEWS.total_seconds() + 1)
    assert not carry_one(here.outbox, "webhook", arrive)
    assert only(here).standing is Standing.GIVEN_UP
    assert here.outbox.again() == 1
    assert carry_one(here.outbox, "webhook", arrive)
    assert only(here).standing is Standing.DELIVERED
    assert here.outbox.again() == 0


def test_a_channel_carries_its_own(at: Callable[..., House]) -> None:
    here = at()
    here.submitted()
    carried: list[str | None] = []
    assert carry_one(here.outbox, "mail", lambda one: carried.append(one.recipient))
    assert not carry_one(here.outbox, "mail", arrive)
    assert carried == ["Nadia"]
    assert carry_one(here.outbox, "webhook", lambda one: carried.append(one.recipient))
    assert carried == ["Nadia", None]


def test_what_was_settled_is_forgotten_after_a_month_and_what_waits_is_not(
    here: House, clock: Clock
) -> None:
    carry_one(here.outbox, "webhook", arrive)
    clock.on(seconds=KEPT.total_seconds() - 1)
    here.submitted()
    here.outbox.sweep()
    assert len(here.outbox.listed()) == 2
    clock.on(seconds=2)
    here.outbox.sweep()
    assert only(here).standing is Standing.WAITING


def test_who_is_erased_is_named_in_no_notice(here: House, house: Access, clock: Clock) -> None:
    one = here.submitted()
    here.ledger.assign(one.id, one.turn, "Nadia", MAYA)
    house.erase("Maya", Operator("root"))
    house.erase("Nadia", Operator("root"))
    told = [notice.told for notice in here.outbox.listed()]
    assert told and not [one for one in told if {"Maya", "Nadia"} & {one.by, one.assignee}]


def test_of_several_carriers_at_once_each_notice_has_one(at: Callable[..., House]) -> None:
    here = at(mail=None)
    for _ in range(12):
        here.submitted()
    carried: list[str] = []
    barrier = threading.Barrier(4)

    def carry() -> None:
        barrier.wait()
        while carry_one(here.outbox, "webhook", lambda one: carried.append(one.id)):
            pass

    threads = [threading.Thread(target=carry) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(carried) == 12
    assert max(Counter(carried).values()) == 1
    assert {one.standing for one in here.outbox.listed()} == {Standing.DELIVERED}


def test_of_several_processes_that_look_at_what_is_due_one_tells(at: Callable[..., House]) -> None:
    here = at()
    one = here.submitted()
    here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-23T10:00:00Z")
    barrier = threading.Barrier(4)
    kept: list[int] = []

    def look() -> None:
        barrier.wait()
        kept.append(here.outbox.remind())

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == [0, 0, 0, 2]
