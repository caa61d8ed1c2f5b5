"""How soon a post wants somebody's eyes, by rules that can be read: ``urgency.toml``.

There is no score: a post is as urgent as the most urgent reason that holds, and each reason is told
with the words or the number it rests on. What makes a reason is a proposal to a team, which may
change the file; nothing here was learned from posts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from assistant.listening.values import Heard, Urgency
from assistant.model import Intent, Reading
from assistant.reading import SERVED, language_name
from assistant.reading.complaints import Judged
from assistant.reading.cues import MENTION
from knowledge.cleaning import fold
from knowledge.languages import UNKNOWN

TOLD = 4
"""Reasons that are told of one post."""

_NO_CONDITION = frozenset(("name", "level", "told", "fr", "en", "unless", "with"))
_PROVOKES = frozenset({Intent.TROLL, Intent.PILE_ON})


@dataclass(frozen=True)
class Seen:
    """What the rules go by: the post, and what was read of it."""

    post: Heard
    reading: Reading
    complaint: Judged
    problem: Judged
    promise: bool


def urgency(seen: Seen, locale: str = "en") -> tuple[Urgency, tuple[str, ...]]:
    """How urgent a post is, and why, the weightiest reason first; never without a reason."""
    held = [(rule, found) for rule in _rules() if (found := _holds(rule, seen)) is not None]
    provokes = seen.reading.intent in _PROVOKES
    if provokes:
        # A provocation is not made urgent by how it is worded, but by what it may set off.
        held = [one for one in held if one[0].weighty]
    if not held:
        return Urgency.NONE, (_kept()["provokes" if provokes else "nothing"][_spoken(locale)],)
    held.sort(key=lambda one: -one[0].level)
    reasons = [_told(rule, found, locale) for rule, found in held]
    return held[0][0].level, tuple(dict.fromkeys(reasons))[:TOLD]


def rules_text() -> str:
    """The rules as they are written: what was read by others is read again."""
    return resources.files("assistant.listening").joinpath("urgency.toml").read_text("utf-8")


@dataclass(frozen=True)
class _Rule:
    level: Urgency
    when: Mapping[str, Any]
    told: Mapping[str, str]
    words: Mapping[str, re.Pattern[str]]
    unless: frozenset[str]
    among: frozenset[str]
    """Words count only in a post that is one of these."""

    @property
    def weighty(self) -> bool:
        """Whether it is about what is at stake or how far it went, not about tone."""
        return self.level is Urgency.NOW or "copies" in self.when or "route" in self.when


def _holds(rule: _Rule, seen: Seen) -> tuple[str, ...] | int | None:
    """The words or the number that a rule rests on; ``None`` where it does not hold."""
    post, when = seen.post, rule.when
    if seen.reading.intent.value in rule.unless:
        return None
    if rule.among and not any(judged.is_so for judged in _judged(seen, rule.among)):
        return None
    if rule.words:
        found = _found(rule, post.text, seen.reading.language)
        return found or None
    if "intent" in when:
        return () if seen.reading.intent.value == when["intent"] else None
    if "route" in when:
        return () if seen.reading.route.value == when["route"] else None
    if "promise" in when:
        return () if seen.promise else None
    if "language" in when:
        spoken = seen.reading.language
        return None if spoken in (*SERVED, UNKNOWN) else (spoken,)
    for name, judged in (("complaint", seen.complaint), ("problem", seen.problem)):
        if name in when:
            return judged.reasons[:3] if judged.is_so else None
    if "rating" in when:
        return post.rating if post.rating is not None and post.rating <= when["rating"] else None
    for name, number in (("reach", post.reach or 0), ("copies", post.copies)):
        if name in when:
            return number if number >= when[name] else None
    return None


def _judged(seen: Seen, names: frozenset[str]) -> Iterator[Judged]:
    if "complaint" in names:
        yield seen.complaint
    if "problem" in names:
        yield seen.problem


def _found(rule: _Rule, text: str, language: str) -> tuple[str, ...]:
    pattern = rule.words.get(language, rule.words["en"])
    folded = fold(MENTION.sub(" ", text)).replace("’", "'")
    return tuple(dict.fromkeys(match.group() for match in pattern.finditer(folded)))[:3]


def _told(rule: _Rule, found: tuple[str, ...] | int, locale: str) -> str:
    spoken = _spoken(locale)
    if isinstance(found, int):
        number = f"{found:,}".replace(",", "\u202f" if spoken == "fr" else ",")
        return rule.told[spoken].format(count=number)
    if "language" in rule.when:
        found = tuple(language_name(code, spoken) for code in found)
        return rule.told[spoken].format(words=", ".join(found))
    marks = "«\u00a0{}\u00a0»" if spoken == "fr" else "“{}”"
    words = ", ".join(marks.format(word) for word in found)
    told = rule.told[spoken].format(words=words)
    return told if words else told.replace(" ()", "")


def _spoken(locale: str) -> str:
    return "fr" if locale == "fr" else "en"


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            level=Urgency.of(raw["level"]),
            when={k: v for k, v in raw.items() if k not in _NO_CONDITION},
            told=raw["told"],
            words={code: _pattern(raw[code]) for code in ("fr", "en") if code in raw},
            unless=frozenset(raw.get("unless", ())),
            among=frozenset(raw.get("with", ())),
        )
        for raw in _kept()["rule"]
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    any_of = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{any_of})\w*")


@cache
def _kept() -> Mapping[str, Any]:
    return tomllib.loads(rules_text())
