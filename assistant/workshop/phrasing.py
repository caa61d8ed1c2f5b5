"""Sentences of purpose phrased by a chat model, each held to answers that it names.

The model phrases, it decides nothing: it is shown masked answers, theme by theme, and says for each
sentence on which it rests. A sentence is kept only where at least one of the answers it names bears
it out as any other text has to be borne out; the words nobody said are marked, whoever wrote them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import prompts
from assistant.budget import cut, pack
from assistant.chat import ChatModel, declines, is_echo, read_json
from assistant.errors import ModelFailed
from assistant.material import tagged
from assistant.workshop.candidates import Proposal
from assistant.workshop.hearing import Heard
from assistant.workshop.values import Gap, Piece, Source
from knowledge import tokens
from knowledge.cleaning import clean, squash

THEMES = 8
VOICES = 6
"""Answers of a theme that the model is shown."""
ANSWER_TOKENS = 80
LONGEST = 400
MOST = 5

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "candidates": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "answers": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "answers"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["candidates"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Phrased:
    """What a model phrased: the sentences that hold, and how many did not."""

    proposals: tuple[Proposal, ...]
    dropped: int
    model: str


def phrase(model: ChatModel, heard: Heard, gap: Gap, language: str) -> Phrased:
    """Sentences in ``language`` by ``model``. Raises :class:`ModelFailed`."""
    boundary, canary = secrets.token_hex(6), f"ref-{secrets.token_hex(8)}"
    prompt = prompts.load(f"workshop/candidates-{'fr' if language == 'fr' else 'en'}")
    system = prompt.fill(boundary=boundary, canary=canary)
    shown, material = _material(heard, gap, language, boundary, model.room - tokens.count(system))
    written = model.write([("system", system), ("user", material)], SCHEMA)
    if not written.words.strip():
        raise ModelFailed("empty", model.name)
    if is_echo(written.words, system, canary):
        raise ModelFailed("echo", model.name)
    told = read_json(written.words)
    rows = told.get("candidates") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise ModelFailed("refusal" if declines(written.words) else "garbage", model.name)
    found: dict[str, Proposal] = {}
    for row in rows[:MOST]:
        one = _held(row, shown, heard, language)
        if one is not None:
            found.setdefault(one.text, one)
    return Phrased(tuple(found.values()), len(rows[:MOST]) - len(found), model.name)


def _held(row: Any, shown: Sequence[str], heard: Heard, language: str) -> Proposal | None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return None
    text = squash(clean(row["text"]).text)[:LONGEST]
    numbers = row.get("answers")
    numbers = numbers if isinstance(numbers, list) else []
    named = [shown[n - 1] for n in numbers if isinstance(n, int) and 0 < n <= len(shown)]
    if not text or not named:
        return None
    borne = heard.borne(text, language)
    holding = [one for one in dict.fromkeys(named) if one in borne.answers]
    if not holding:
        return None
    themes = [theme.id for one in holding if (theme := heard.themes.of(one)) is not None]
    pieces = (Piece(text, Source.MODEL),)
    return Proposal(language, pieces, tuple(holding), tuple(dict.fromkeys(themes)), borne)


def _material(
    heard: Heard, gap: Gap, language: str, boundary: str, room: int
) -> tuple[list[str], str]:
    """The ids of the answers shown, in the order of their numbers, and the material."""
    today = "\n".join(line.text for line in gap.lines[:3] if line.language == language)
    items: list[tuple[str | None, str]] = []
    if today:
        items.append((None, tagged("today", today, boundary, {})))
    numbered: list[str] = []
    for theme in heard.themes.themes[:THEMES]:
        items.append((None, tagged("theme", theme.name, boundary, {"voices": str(len(theme))})))
        for member in dict.fromkeys((*theme.representatives, *theme.members)):
            if sum(heard.themes.of(one) is theme for one in numbered) >= VOICES:
                break
            numbered.append(member)
            items.append((member, _answer(heard, member, len(numbered), boundary)))
    for member in heard.themes.unsorted[:VOICES]:
        numbered.append(member)
        items.append((member, _answer(heard, member, len(numbered), boundary)))
    kept, _ = pack([text for _, text in items], room)
    return numbered, "\n\n".join(items[at][1] for at in kept)


def _answer(heard: Heard, member: str, number: int, boundary: str) -> str:
    words = cut(heard.by_id[member].text, ANSWER_TOKENS)
    return tagged("answer", words, boundary, {"number": str(number)})
