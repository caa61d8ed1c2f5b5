"""The clauses, as ``rules.toml`` has them, made ready to be looked for.

A wording is plain words with a few signs that are told at the head of ``rules.toml``. It becomes
one regular expression that is read over folded letters (:mod:`.letters`), with every gap bounded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from assistant.model import Severity
from knowledge.cleaning import fold
from knowledge.lately import lately

GAP = r"(?![a-z0-9])[^.!?;\n]{0,60}?(?<![a-z0-9])"
"""What "…" stands for: a few words of one clause; a headline goes on past its colon."""
_BLANK, _SPACE = r"[\s\-]{0,2}", r"[\s\-]{1,2}"
_WORD_START, _WORD_END = r"(?<![a-z0-9])", r"(?![a-z0-9])"
_LIST = re.compile(r"<(\w+)>")
_STAR = re.compile(r"(?<=[a-z)])\*")
_NESTED = 4


@dataclass(frozen=True, eq=False)
class Clause:
    """One clause and the wordings that may break it. ``told`` holds its sentences by language.

    ``accepts`` are kinds of grounds (:mod:`.grounds`) that make the wording acceptable beside it,
    ``lifted_by`` and ``lowered_by`` those on record, ``unless`` they also say this. ``future`` is
    the clause that applies when the wording speaks of what is to come, ``ahead`` says that this
    one speaks of nothing else. A clause that ``needs`` something is looked at only where that
    is so.
    """

    id: str
    law: Mapping[str, str]
    told: Mapping[str, Mapping[str, str]]
    jurisdiction: tuple[str, ...]
    severity: Severity
    wording: re.Pattern[str]
    unlike: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    accepts: tuple[str, ...]
    lifted_by: tuple[str, ...]
    lowered_by: tuple[str, ...]
    unless: str
    future: str | None
    ahead: bool
    french: bool
    needs_with: str
    needs_record: str
    needs_beside: str

    def matches(self, letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the wordings stand in ``letters[start:end]``, without those that mean otherwise."""
        before = max(0, start - 1)  # whether a word begins there is told by the letter before it
        for a, b in _places(self, letters[before:end], start - before):
            yield a + before, b + before


@lately(8192)
def _places(clause: Clause, letters: str, start: int) -> tuple[tuple[int, int], ...]:
    """Kept for a while: a sentence is looked at with each draft and each version that has it."""
    found = [match.span() for match in clause.wording.finditer(letters, start)]
    if not found or clause.unlike is None:
        return tuple(found)
    others = [match.span() for match in clause.unlike.finditer(letters, start)]
    return tuple((a, b) for a, b in found if not any(c < b and a < d for c, d in others))


@lru_cache(maxsize=1)
def clauses() -> tuple[Clause, ...]:
    """All clauses, in the order of the file."""
    data = tomllib.loads(_read("rules.toml"))
    return tuple(_clause(entry) for entry in data["clause"])


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The words that rules share, as ``words.toml`` has them."""
    return tomllib.loads(_read("words.toml"))


@lru_cache(maxsize=64)
def phrase(table: str, name: str) -> re.Pattern[str]:
    """A regular expression of ``words.toml``, to be read over folded letters."""
    return re.compile(words()[table][name])


def wording(patterns: Iterable[str]) -> re.Pattern[str]:
    """Wordings of ``rules.toml`` as one expression.

    Where a word must begin is asked once for all wordings in a row, not once for each of them.
    """
    told = [_expression(pattern) for pattern in patterns]
    return re.compile(
        "|".join(
            f"{starts}(?:{'|'.join(body for _, body in row)})"
            for starts, row in groupby(told, key=lambda one: one[0])
        )
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _clause(entry: Mapping[str, Any]) -> Clause:
    def some(name: str) -> tuple[str, ...]:
        return tuple(entry.get(name, ()))

    def pattern(patterns: Sequence[str]) -> re.Pattern[str] | None:
        return wording(patterns) if patterns else None

    return Clause(
        id=entry["id"],
        law={"en": entry["law"], "fr": entry.get("law_fr", entry["law"])},
        told={
            language: {
                kind: entry.get(f"{kind}_{language}", "")
                for kind in ("bans", "accept", "proposal", "alike")
            }
            for language in ("en", "fr")
        },
        jurisdiction=some("jurisdiction"),
        severity=Severity(entry["severity"]),
        wording=wording((*some("triggers_en"), *some("triggers_fr"))),
        unlike=pattern(some("unlike")),
        beside=pattern(some("beside")),
        accepts=some("accepts"),
        lifted_by=some("lifted_by"),
        lowered_by=some("lowered_by"),
        unless=entry.get("unless", ""),
        future=entry.get("future"),
        ahead=entry.get("ahead", False),
        french=entry.get("french", False),
        needs_with=entry.get("needs_with", ""),
        needs_record=entry.get("needs_record", ""),
        needs_beside=entry.get("needs_beside", ""),
    )


def _expression(pattern: str) -> tuple[str, str]:
    """What must stand before a wording, and the wording."""
    for _ in range(_NESTED):
        pattern = _LIST.sub(_listed, pattern)
    body = fold(pattern).replace("’", "'")
    # The gap first: the blank beside it is its own, not that of the word before.
    body = re.sub(r" ?… ?", lambda _: GAP, body)
    # Nothing repeats without a bound: a hostile text is read in linear time too.
    body = body.replace(" )*", " ){0,3}").replace(" )+", " ){1,3}")
    body = body.replace(r"\w* ", rf"\w{{0,30}}{_SPACE}").replace(r"\w*", r"\w{0,30}")
    body = _STAR.sub(r"\\w{0,30}", body)
    body = body.replace(r"\w+ ", rf"\w{{1,30}}{_SPACE}").replace(r" \w+", rf"{_SPACE}\w{{1,30}}")
    body = body.replace(r"\w+", r"\w{1,30}")
    body = body.replace(" ", _BLANK)
    starts = _WORD_START if re.match(r"[\w(]", body) else ""
    ends = _WORD_END if re.search(r"[\w)*?+}]$", body) else ""
    return starts, f"(?:{body}){ends}"


def _listed(match: re.Match[str]) -> str:
    return "(" + "|".join(words()["lists"][match.group(1)]) + ")"
