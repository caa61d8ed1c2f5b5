"""Figures on record that do not agree."""

from __future__ import annotations

from assistant.conflicts import find
from knowledge.model import Passage, Successor


def _passage(n: int, text: str, date: str | None, **facts: object) -> Passage:
    return Passage(
        id=f"p{n}",
        document_id=f"d{n}",
        brand="halte",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=9,
        date=date,
        **facts,  # type: ignore[arg-type]
    )


OLD = _passage(1, "Our members delivered 410 million litres of milk to us.", "2021")
NEW = _passage(2, "Our members delivered 395 million litres of milk to us.", "2024-03")


def test_two_figures_for_the_same_thing_are_found_the_newest_last() -> None:
    """Fault 16: sources that contradict each other: both shown, the newest marked."""
    (found,) = find([NEW, OLD])
    assert (found.older.id, found.newer.id) == ("p1", "p2")


def test_the_same_figure_said_twice_is_no_conflict() -> None:
    again = _passage(3, "Our members delivered 395 million litres of milk to us.", "2025")
    assert find([NEW, again]) == []


def test_different_things_with_different_figures_are_no_conflict() -> None:
    other = _passage(4, "Our bakery school trained 40 apprentices last spring.", "2025")
    assert find([NEW, other]) == []


def test_what_was_superseded_is_settled() -> None:
    settled = _passage(5, OLD.text, "2021", superseded_by=Successor("d2", "New", "2024"))
    assert find([NEW, settled]) == []
