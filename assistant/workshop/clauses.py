"""The words of an answer that could stand in a sentence of purpose, as they were written.

People answer in all ways: "To feed people honestly", "Our role is to ...", "We should ...", a
story, a complaint. An *aim* is what a sentence says the house is for, a *duty* what it says the
house must do; both are runs of the answer's own words, from the verb to the end of the sentence.
What speaks of the person who answers, asks, scolds or alludes is no sentence for all, and stays
where it was said. The patterns are data (``clauses.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from assistant.inference.words import served
from assistant.themes.stance import stance
from assistant.themes.values import Side

FEWEST, MOST = 4, 26
"""Words of a clause."""


class Form(StrEnum):
    """What a clause is of."""

    AIM = "aim"
    DUTY = "duty"


@dataclass(frozen=True)
class Clause:
    """Words of an answer, verbatim but for the capital at their head and the stop at their end."""

    answer_id: str
    words: str
    language: str
    form: Form

    def __len__(self) -> int:
        return len(self.words.split())


def clause(answer_id: str, sentence: str, language: str) -> Clause | None:
    """What of a sentence could stand in a purpose; ``None`` where nothing could."""
    spoken = served(language)
    whole = sentence.strip().rstrip(".… \u00a0").strip()
    words, form, led = whole, Form.AIM, False
    lowered = whole[:1].lower() + whole[1:]
    for name, as_form in (("lead", Form.AIM), ("duty", Form.DUTY)):
        match = _pattern(name, spoken).match(lowered)
        if match is not None:
            words, form, led = lowered[match.end() :], as_form, True
            break
    words = words.strip()
    words = words[:1].lower() + words[1:]
    if not FEWEST <= len(words.split()) <= MOST:
        return None
    # In English a verb cannot be told from a noun by its ending: something has to lead to it.
    if spoken == "en" and not led:
        return None
    if not _pattern("aim", spoken).match(words) or _pattern("not_aim", spoken).match(words):
        return None
    if _pattern("out", spoken).search(words):
        return None
    if stance(sentence, language).side is Side.AGAINST:
        return None
    return Clause(answer_id, words, spoken, form)


def say(name: str, language: str) -> str:
    """A word or two that join."""
    return str(_data()["say"][served(language)][name])


@cache
def _data() -> Mapping[str, Any]:
    raw = resources.files("assistant.workshop").joinpath("clauses.toml")
    return tomllib.loads(raw.read_text(encoding="utf-8"))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(_data()[language][name], re.VERBOSE)
