"""A rehearsal is kept whole, is its person's, and another answer loses nothing of the first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import BadRequest
from assistant.rehearsal.shelf import LARGEST, Shelf, Terms
from knowledge.database import Database
from knowledge.errors import UnknownThing

TERMS = Terms("halte", "journalist", 2, "fr", "record", "le  prix\ndu lait")


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


def begun(shelf: Shelf, person: str = "Ada") -> str:
    return shelf.begin(person, TERMS, {"asked": "Pourquoi ?"})


def test_a_rehearsal_is_kept_turn_by_turn(shelf: Shelf) -> None:
    mine = begun(shelf)
    one, [first] = shelf.open(mine, "Ada")
    assert (one.terms.topic, one.title, one.person, one.count) == (
        "le prix du lait",
        "le prix du lait",
        "Ada",
        1,
    )
    assert (first.parent, first.number, one.leaf) == (None, 1, first.id)

    leaf = shelf.settle(
        mine, "Ada", first.id, {"answer": "Parce que."}, {"asked": "Combien ?"}, seen=first.body
    )
    one, [first, second] = shelf.open(mine, "Ada")
    assert first.body == {"answer": "Parce que."}
    assert (second.id, second.parent, second.body) == (leaf, first.id, {"asked": "Combien ?"})
    assert one.leaf == leaf


def test_whose_voice_the_answers_are_held_against_is_kept(shelf: Shelf) -> None:
    mine = shelf.begin("Ada", replace(TERMS, speaker="Inès Fabre"), {"asked": "Pourquoi ?"})
    assert shelf.open(mine, "Ada")[0].terms.speaker == "Inès Fabre"
    assert shelf.open(begun(shelf), "Ada")[0].terms.speaker is None


def test_another_answer_is_a_branch_beside_the_first(shelf: Shelf) -> None:
    mine = begun(shelf)
    _, [first] = shelf.open(mine, "Ada")
    seen = first.body
    before = shelf.settle(mine, "Ada", first.id, {"answer": "A"}, {"asked": "B?"}, seen=seen)
    # In another tab the question still waits for its answer.
    after = shelf.settle(mine, "Ada", first.id, {"answer": "C"}, {"asked": "D?"}, seen=seen)
    one, kept = shelf.open(mine, "Ada")
    assert [turn.body for turn in kept] == [
        {"answer": "A"},
        {"asked": "B?"},
        {"answer": "C"},
        {"asked": "D?"},
    ]
    assert kept[0].parent == kept[2].parent
    assert (kept[3].parent, one.leaf) == (kept[2].id, after)
    shelf.settle(mine, "Ada", first.id, {"answer": "E"})
    assert len(shelf.open(mine, "Ada")[1]) == 5
    shelf.stand(mine, "Ada", before)
    assert shelf.open(mine, "Ada")[0].leaf == before


def test_nobody_else_finds_it_unless_it_is_shared_and_then_only_reads_it(shelf: Shelf) -> None:
    mine = begun(shelf)
    _, [first] = shelf.open(mine, "Ada")
    with pytest.raises(UnknownThing):
        shelf.open(mine, "Maya")
    assert shelf.recent("Maya") == []

    shelf.share(mine, "Ada", "Maya")
    shelf.share(mine, "Ada", "Maya")
    assert shelf.shared_with(mine, "Ada") == ["Maya"]
    assert [one.id for one in shelf.recent("Maya")] == [mine]
    assert shelf.open(mine, "Maya")[0].person == "Ada"
    for act in (
        lambda: shelf.settle(mine, "Maya", first.id, {"answer": "X"}),
        lambda: shelf.stand(mine, "Maya", first.id),
        lambda: shelf.share(mine, "Maya", "Nadia"),
        lambda: shelf.shared_with(mine, "Maya"),
        lambda: shelf.rename(mine, "Maya", "X"),
        lambda: shelf.delete(mine, "Maya"),
    ):
        with pytest.raises(UnknownThing):
            act()
    shelf.unshare(mine, "Ada", "Maya")
    with pytest.raises(UnknownThing):
        shelf.open(mine, "Maya")


def test_a_turn_of_another_rehearsal_is_not_touched(shelf: Shelf) -> None:
    mine, other = begun(shelf), begun(shelf)
    _, [first] = shelf.open(other, "Ada")
    with pytest.raises(UnknownThing):
        shelf.settle(mine, "Ada", first.id, {"answer": "X"})
    with pytest.raises(UnknownThing):
        shelf.stand(mine, "Ada", first.id)
    assert shelf.open(other, "Ada")[1][0].body == {"asked": "Pourquoi ?"}


def test_what_is_too_large_is_refused_and_nothing_of_it_kept(shelf: Shelf) -> None:
    mine = begun(shelf)
    _, [first] = shelf.open(mine, "Ada")
    with pytest.raises(BadRequest, match="cannot be kept") as refused:
        shelf.settle(mine, "Ada", first.id, {"answer": "A"}, {"asked": "x" * LARGEST})
    assert "1\u00a0000\u00a0000 au plus" in refused.value.said("fr")
    _, [still] = shelf.open(mine, "Ada")
    assert still.body == {"asked": "Pourquoi ?"}


def test_the_one_that_changed_last_comes_first(shelf: Shelf) -> None:
    one, other = begun(shelf), begun(shelf)
    _, [first] = shelf.open(one, "Ada")
    shelf.settle(one, "Ada", first.id, {"answer": "A"})
    assert [found.id for found in shelf.recent("Ada", "halte")] == [one, other]
    assert shelf.recent("Ada", "another") == []


def test_it_is_renamed_and_deleted_for_good(shelf: Shelf) -> None:
    mine = begun(shelf)
    shelf.share(mine, "Ada", "Maya")
    shelf.rename(mine, "Ada", "  Before\nthe vote ")
    assert shelf.open(mine, "Maya")[0].title == "Before the vote"
    with pytest.raises(BadRequest):
        shelf.rename(mine, "Ada", " ")
    shelf.delete(mine, "Ada")
    assert shelf.recent("Ada") == shelf.recent("Maya") == []
