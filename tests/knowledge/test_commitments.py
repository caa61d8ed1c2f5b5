"""The pledges of a record: each once, who answers for it, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.commitments import found, merged
from knowledge.keeping import held
from knowledge.model import Access, Commitment, Passage, Status, Successor
from knowledge.sentences import sentences

TODAY = "2026-11-22"


def _passage(text: str, date: str | None = "2024-05-10", **facts: Any) -> Passage:
    identity = f"{abs(hash((text, date))):x}"
    return Passage(
        **{
            "id": f"p{identity}",
            "document_id": f"d{identity}",
            "brand": "halte",
            "position": 0,
            "start": 0,
            "end": len(text),
            "text": text,
            "sentences": tuple(sentences(text)),
            "tokens": 9,
            "date": date,
            "language": "en",
            **facts,
        }
    )


def test_who_answers_for_it_is_the_owner_on_record_or_the_speaker() -> None:
    text = "We will halve our plastic by 2030."
    owned = _passage(text, access=Access(owner="Ana Roy"), speaker="Halte")
    assert found(owned)[0].owner == "Ana Roy"
    assert found(_passage(text, speaker="Halte"))[0].owner == "Halte"


# --- each once ------------------------------------------------------------------------------------


def test_a_pledge_said_twice_is_listed_once_in_its_newest_wording() -> None:
    old = _passage("We will halve our plastic packaging by 2030.", "2022")
    new = _passage("By 2030, we will halve the plastic in our packaging.", "2024")
    (one,) = merged([*found(old), *found(new)])
    assert one.newest.passage is new
    assert one.since == "2022"


def test_a_pledge_published_in_two_languages_is_one() -> None:
    french = _passage(
        "Nous réduirons les émissions de nos laiteries de 40 % d'ici 2030.", language="fr"
    )
    english = _passage("We will cut the emissions of our dairies by 40% by 2030.")
    assert len(merged([*found(french), *found(english)])) == 1


def test_two_pledges_of_one_subject_with_other_figures_are_two() -> None:
    one = _passage("We will cut our scope 1 emissions by 50% by 2030.")
    two = _passage("We will cut our scope 3 emissions by 30% by 2030.")
    assert len(merged([*found(one), *found(two)])) == 2


# --- what became of it ----------------------------------------------------------------------------


PLEDGE = "We will plant 2 million trees along our rivers by 2027."


def _status(*passages: Passage, today: str = TODAY) -> Commitment:
    commitments = [c for p in passages for c in found(p)]
    return next(c for c in held(commitments, passages, today) if c.words == PLEDGE)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2025-01-01", Status.OPEN),
        ("2026-12-31", Status.DUE),
        ("2027-12-31", Status.DUE),
        ("2028-01-01", Status.LATE),
    ],
)
def test_its_day_tells_where_nothing_else_does(today: str, status: Status) -> None:
    assert _status(_passage(PLEDGE), today=today).status is status


def test_a_later_report_that_reaches_the_target_keeps_it() -> None:
    report = _passage("We have planted 2.1 million trees along our rivers.", "2026-03")
    one = _status(_passage(PLEDGE), report)
    assert (one.status, one.because) == (Status.KEPT, report)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("We have planted 1.2 million trees along our rivers.", "2026-03"),
        ("We have planted 2.1 million trees along our rivers.", "2023-03"),
        ("We have planted 2.1 million trees along our rivers.", None),
        ("We had our best year in 2 million years of trees.", "2026-03"),
        ("We missed our target of 2 million trees along our rivers.", "2026-03"),
        ("We opened 2 million boxes of biscuits.", "2026-03"),
    ],
)
def test_a_report_that_falls_short_is_older_undated_or_of_other_things_keeps_nothing(
    text: str, date: str | None
) -> None:
    assert _status(_passage(PLEDGE), _passage(text, date)).status is not Status.KEPT


def test_a_target_to_stay_under_is_kept_by_less() -> None:
    pledge = _passage("We commit to using no more than 2.5 litres of water by 2027.", "2021")
    kept = _passage("Our dairies have used 2.4 litres of water.", "2025")
    short = _passage("Our dairies have used 2.8 litres of water.", "2025")
    (one,) = held(found(pledge), [pledge, kept], TODAY)
    (other,) = held(found(pledge), [pledge, short], TODAY)
    assert (one.status, other.status) == (Status.KEPT, Status.OPEN)


def test_a_later_passage_that_takes_it_back_drops_it() -> None:
    back = _passage("We are abandoning our target of planting trees along our rivers.", "2026")
    one = _status(_passage(PLEDGE), back)
    assert (one.status, one.because) == (Status.DROPPED, back)


def test_another_day_for_the_same_replaces_it() -> None:
    later = _passage("We will plant 2 million trees along our rivers by 2032.", "2026")
    one = _status(_passage(PLEDGE), later)
    assert (one.status, one.because) == (Status.SUPERSEDED, later)


def test_what_stands_in_a_superseded_document_is_superseded() -> None:
    new = _passage("We look after our rivers.", "2025", document_id="dnew")
    old = _passage(PLEDGE, superseded_by=Successor("dnew", "New", "2025"))
    one = _status(old, new)
    assert (one.status, one.because) == (Status.SUPERSEDED, new)


def test_what_happened_first_settles_it() -> None:
    done = _passage("We have planted 2 million trees along our rivers.", "2025")
    back = _passage("We are abandoning our target of planting trees along our rivers.", "2026")
    assert _status(_passage(PLEDGE), back, done).status is Status.KEPT


def test_a_french_pledge_is_kept_by_a_french_report() -> None:
    pledge = _passage(
        "Nous nous engageons à n'utiliser que des œufs de plein air d'ici fin 2024.",
        "2022",
        language="fr",
    )
    report = _passage(
        "Nos œufs sont tous de plein air depuis décembre 2024 : objectif tenu.",
        "2025",
        language="fr",
    )
    (one,) = held(found(pledge), [pledge, report], TODAY)
    assert one.status is Status.KEPT
