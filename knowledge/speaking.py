"""Who speaks in a passage: the brand itself, somebody who speaks for it, or a voice from outside.

A record also holds what others told the brand: a union's president at the general assembly, a
campaigner in a round table. It is worth knowing, and is nobody's promise, position or quotation
but theirs. One place decides, for drafts, checks and rehearsals alike: a document of the kind
``outside``, or of an ally. The kind is said by the source or by a person; where neither did,
:func:`stands_outside` tells it from the role and the name, and only when they leave no doubt.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from knowledge.cleaning import fold
from knowledge.model import Brand, Kind, Passage, SourceDocument

OTHERS = frozenset({Kind.ALLY, Kind.OUTSIDE})
"""Kinds of document in which somebody else speaks."""


class Voice(StrEnum):
    """Who speaks."""

    HOUSE = "house"
    PERSON = "person"
    OUTSIDE = "outside"


def voice_of(passage: Passage, brand: Brand) -> Voice:
    """Whether the brand itself speaks, a person who speaks for it, or somebody else."""
    if passage.kind in OTHERS:
        return Voice.OUTSIDE
    return Voice.HOUSE if is_named(passage.who, brand) else Voice.PERSON


def is_named(speaker: str | None, brand: Brand) -> bool:
    """Whether a speaker is the brand by one of its names; where none is said, it is."""
    if not speaker:
        return True
    said = _letters(speaker)
    ours = (brand.name, brand.title, *brand.names, *brand.handles)
    return any(name and said.startswith(name) for name in map(_letters, ours))


def stands_outside(document: SourceDocument, brand: Brand) -> bool:
    """Whether the speaker of a statement surely does not speak for ``brand``, by role or name.

    A role that names the brand is the brand's; so is one in a body such as the brand is itself:
    the president of "the federation" is no stranger to a federation.
    """
    if document.kind is not Kind.STATEMENT or is_named(document.speaker, brand):
        return False
    ours = [_plain(name) for name in (brand.name, brand.title, *brand.names) if name]
    role = _plain(document.role or "")
    if any(re.search(rf"\b{re.escape(name)}\b", role) for name in ours):
        return False
    told = _cues()
    if told["alone"].search(role):
        return True
    body = told["office"].search(role) or told["body"].search(_plain(document.speaker or ""))
    return body is not None and not any(body["body"] in name for name in ours)


def _plain(words: str) -> str:
    return fold(words).replace("’", "'")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    raw = resources.files("knowledge").joinpath("speaking.toml").read_text(encoding="utf-8")
    listed = {
        name: "|".join(lines.strip().splitlines()) for name, lines in tomllib.loads(raw).items()
    }
    # "Head of NGO partnerships", "director of relations with the union": the house's own offices.
    dealing = r"relations?|partnerships?|partenariats?|affairs|affaires|engagement|liaison|dialogue"
    body = rf"(?P<body>{listed['bodies']})\b(?!\s(?:{dealing})\b)"
    of = r"(?:\s?,\s|\s)(?:(?:of|for|at|in|de|du|des|d'|a|pour)(?:\s|(?<=')))?"
    the = r"(?:(?:the|a|an|la|le|les|l'|une?|notre)(?:\s|(?<=')))?"
    # Nor is the European Union a union.
    between = rf"(?:(?!(?:{dealing}|europeenne?|european|credit)\b)[\w'-]+\s){{0,3}}"
    after = "of|for|at|from|in|and|since|de|du|des|d'|et|a|au|dans|chez|depuis"
    ends = rf"(?=$|\s?[,;/&(]|\s(?:{after})\b)"
    return {
        "body": re.compile(rf"(?:^|\b){body}"),
        "office": re.compile(rf"\b(?:{listed['offices']}){of}{the}{between}{body}"),
        "alone": re.compile(
            rf"(?:^|[,;/&]\s*|\b(?:and|et)\s)(?:[\w-]+\s)?(?:{listed['alone']}){ends}"
        ),
    }


@lru_cache(maxsize=1_024)
def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
