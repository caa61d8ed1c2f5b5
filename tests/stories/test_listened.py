"""From what is said about a brand to a draft that cites what it said: the gap in the record found,
and filled. Over the example brand, with the tests' stand-in for the embedding model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.access.values import Operator
from assistant.assembly import Assistant, build
from assistant.errors import NotAllowed
from assistant.exporting import rows_of
from assistant.exports import plain
from assistant.listening.values import Query, State
from assistant.review.people import Role
from assistant.settings import Settings
from knowledge.journal import Journal
from tests.conftest import WordEmbedder

TODAY = date(2026, 11, 22)
DRONES = (
    "Why do surveillance drones buzz across the vineyard at dawn?",
    "Those surveillance drones frighten our horses beside the vineyard.",
    "Will surveillance drones ever quit hovering above the vineyard?",
    "Surveillance drones again above the vineyard, unbearable buzzing.",
    "Surveillance drones hovering above our vineyard: who is the pilot?",
    "Horses panic whenever surveillance drones hover nearby.",
    "Surveillance drones hover, horses bolt, riders fall near the vineyard.",
)
POTS = (
    "You still sell yoghurt in plastic pots, what about glass?",
    "When do the returnable glass pots come to my shop?",
    "Plastic pots everywhere, and the glass pots only in a few shops.",
    "How many glass pots were returned in your trial?",
    "Glass pots are heavier than plastic pots, are they better?",
    "I returned my glass pots and got the deposit back, good.",
    "Plastic yoghurt pots again this week, where is the glass?",
)
STATEMENT = """---
title: Surveillance drones near Vallon
kind: statement
speaker: Ronsel
date: 2026-11-20
channel: website
---
We grounded our surveillance drones above the vineyard on 16 November 2026. Surveillance drones no
longer hover within 300 metres of the vineyard, or of horses.
"""


class Wide(WordEmbedder):
    """Words that have nothing in common fall together less often."""

    dimension = 2_048


@pytest.fixture
def ronsel(tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="Ada")
    with build(settings, clock=lambda: TODAY, embedder=Wide()) as built:
        built.ensure_example()
        yield built


def posts(write: Callable[[str, str], Path]) -> Path:
    rows = [
        {"id": f"{i}", "author": f"@somebody{i}", "date": f"2026-11-{1 + i:02}", "text": text}
        for i, text in enumerate((*DRONES, *POTS))
    ]
    rows.append({"id": "r", "author": "@ronsel", "text": "All of them.", "in_reply_to": "7"})
    return write("posts.jsonl", "\n".join(map(json.dumps, rows)))


def test_a_theme_with_no_record_is_found_and_filled_and_the_draft_then_cites_it(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    by, room = ronsel.access.operator("Ada"), ronsel.listening
    found = room.import_files([posts(write)], "ronsel", by, own_handles=["@ronsel"])
    assert (found.new, found.own, found.replies) == (15, 1, 1)

    # A theme that nothing on record answers.
    room.gather("ronsel", by)
    listed = room.themes("ronsel", covered=True).themes
    gap = next(one for one in listed if "drones" in one.theme.name)
    assert gap.coverage is not None and gap.coverage.silent
    assert gap.coverage.asked == len(gap.theme) == len(DRONES)
    others = [one for one in listed if "pots" in one.theme.name]
    assert others and any(o.coverage is not None and not o.coverage.silent for o in others)

    # A draft for a post of it abstains, and the post says that the record is silent.
    [post] = room.inbox("ronsel", Query(theme=gap.theme.id, words="at dawn")).posts
    shown = room.show("ronsel", post.id)
    assert shown.theme == (gap.theme.id, gap.theme.name)
    assert shown.challenge is not None and not shown.challenge.bears
    reply = ronsel.draft(room.draft("ronsel", post.id, by), brand="ronsel")
    assert not reply.answered and reply.missing
    assert room.show("ronsel", post.id).post.state is State.DRAFTING
    opened = room.theme("ronsel", gap.theme.id)
    assert {one.text for one in opened.open_on_record} == set(DRONES)

    # The statement is put on record; nothing else changes.
    embedded = ronsel.embedder.documents  # type: ignore[attr-defined]
    ronsel.ingest([write("drones.md", STATEMENT)], brand="ronsel")
    ronsel.settle("ronsel")
    listed = room.themes("ronsel", covered=True).themes
    filled = next(one for one in listed if one.theme.id == gap.theme.id)
    assert filled.coverage is not None and filled.coverage.answered > 0
    shown = room.show("ronsel", post.id)
    assert shown.challenge is not None and shown.challenge.bears
    assert "drones" in shown.challenge.statements[0].words

    # The draft now cites it.
    reply = ronsel.draft(room.as_post("ronsel", post.id), brand="ronsel")
    assert reply.answered
    cited = {c.passage_id for s in reply.drafts[0].sentences for c in s.citations}
    sources = {one.id: one.title for one in reply.passages}
    assert "Surveillance drones near Vallon" in {sources[one] for one in cited}

    # Gathered again, themes keep their ids, and nothing is embedded a second time.
    before = {one.theme.id for one in listed}
    again = room.gather("ronsel", by)
    assert {one.theme.id for one in again.themes} == before
    assert ronsel.embedder.documents - embedded <= 3  # type: ignore[attr-defined]


def test_names_leave_neither_by_themes_nor_by_an_export_unless_asked(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    by, room = ronsel.access.operator("Ada"), ronsel.listening
    room.import_files([posts(write)], "ronsel", by)
    room.gather("ronsel", by)
    told = json.dumps(plain(room.themes("ronsel", covered=True)))
    journal = json.dumps([vars(one) for one in Journal(ronsel.database).entries()])
    masked = rows_of(room.exported("ronsel", by))
    whole = rows_of(room.exported("ronsel", by, authors=True), authors=True)
    assert "somebody" not in told + journal + json.dumps(masked)
    assert "@somebody1" in {row["author"] for row in whole}
    acts = [one.detail for one in Journal(ronsel.database).entries() if one.act == "posts exported"]
    assert [one["authors"] for one in acts] == [False, True]


def test_who_has_no_role_takes_nothing_in_and_only_who_keeps_the_record_erases(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    room, roll = ronsel.listening, ronsel.access
    operator = Operator("Ada")
    for name, role in (("Zoé", Role.ADMINISTRATOR), ("Maya", Role.DRAFTER)):
        roll.add(name, [role], operator)
    roll.add("Kim", [Role.KNOWLEDGE_MANAGER], operator)
    maya, kim, bo = (roll.person(name) for name in ("Maya", "Kim", "Bo"))
    path = posts(write)
    with pytest.raises(NotAllowed):
        room.import_files([path], "ronsel", bo)
    assert room.import_files([path], "ronsel", maya).new == 15
    with pytest.raises(NotAllowed, match="knowledge manager"):
        room.erase_author("ronsel", "somebody1", maya)
    with pytest.raises(NotAllowed):
        room.exported("ronsel", maya, authors=True)
    assert room.erase_author("ronsel", "somebody1", kim) == 1
    refused = [one for one in Journal(ronsel.database).entries() if one.act == "act refused"]
    assert [one.actor for one in refused] == ["Bo", "Maya", "Maya"]


def test_leaders_are_told_by_their_last_word_their_answers_and_their_gaps(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    by, room = ronsel.access.operator("Ada"), ronsel.listening
    room.import_files([posts(write)], "ronsel", by)
    said = [
        {"id": "c1", "author": "@cvasseur", "date": "2026-11-21", "in reply to": "8",
         "text": "You are right about the glass pots, and the plastic ones stay a while."},
        {"id": "c2", "author": "cvasseur", "date": "2026-11-19", "text": "Good morning, all."},
    ]  # fmt: skip
    room.import_files([write("c.jsonl", "\n".join(map(json.dumps, said)))], "ronsel", by)
    room.name_account("ronsel", "@CVasseur", "Claire Vasseur", by)
    room.gather("ronsel", by)
    [claire] = [one for one in room.presence("ronsel") if one.speaker == "Claire Vasseur"]
    assert claire.last is not None and claire.last.date == "2026-11-21"
    assert (claire.said - claire.on_record, claire.answers) == (2, 1)
    assert claire.answers + claire.broadcasts == claire.said
    assert any("drones" in gap.name and gap.posts >= len(DRONES) for gap in claire.gaps)
    assert any("pots" in topic.name for topic in claire.topics)
    assert room.presence("ronsel")[0].speaker == "Claire Vasseur"
    assert [room.posts("ronsel", claire.answered)[i].own_id for i in claire.answered] == ["8"]
