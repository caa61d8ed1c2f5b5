"""The lines of a draft, the patterns they are read by, and what two texts have in common."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.checks import placed
from assistant.model import Draft, Standing
from knowledge import glossary
from knowledge.cleaning import flat, fold
from knowledge.lately import lately
from knowledge.lexical import STOP
from knowledge.stemming import stem

NAME = "exposure"
LANGUAGES = ("en", "fr")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ASIDE = re.compile(r"[@#]\w+|https?://\S+|\bwww\.\S+")


@dataclass(frozen=True)
class Line:
    """One sentence of a draft: its words, the same folded letter by letter, and where it stands."""

    words: str
    plain: str
    start: int
    end: int
    quoted: bool
    cited: frozenset[str]


def lines(draft: Draft) -> list[Line]:
    """The sentences of ``draft`` that stand in its text."""
    found = []
    for sentence, (start, end) in placed(draft):
        words = draft.text[start:end]
        if words.strip():
            quoted = sentence.standing is Standing.QUOTED
            cited = frozenset(citation.passage_id for citation in sentence.citations)
            found.append(Line(words, flat(words), start, end, quoted, cited))
    return found


@lru_cache(maxsize=128)
def pattern(name: str, language: str = "") -> re.Pattern[str]:
    """One of the patterns of ``wording.toml``: ``"denial"``, ``"contact.idle"``, by language."""
    table: Any = _data()
    for part in name.split("."):
        table = table[part]
    if language:
        table = table[language if language in LANGUAGES else "en"]
    return re.compile(table)


@lru_cache(maxsize=1)
def families() -> tuple[re.Pattern[str], ...]:
    """The families of hostile words."""
    return tuple(re.compile(family) for family in _data()["hostile"]["families"])


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    raw = files("assistant.checks.exposure").joinpath("wording.toml").read_text("utf-8")
    return tomllib.loads(raw)


@lately(2048)
def subjects(text: str, language: str) -> frozenset[str]:
    """The stems of the words of ``text`` that say what it is about; accounts and links aside."""
    return frozenset(_stems(text, language))


def _stems(text: str, language: str) -> Iterator[str]:
    dull = glossary.dull(language) if language in LANGUAGES else frozenset()
    said = STOP.get(language, frozenset())
    for word in _WORD.findall(fold(_ASIDE.sub(" ", text))):
        root = stem(word, language)
        if word not in said and word != "ici" and root not in dull:  # "d'ici 2030" is no subject
            yield root


def stems(text: str, language: str) -> frozenset[str]:
    """The stems of all words of ``text``, dull ones too."""
    return frozenset(stem(word, language) for word in _WORD.findall(fold(_ASIDE.sub(" ", text))))


def quote(words: str, french: bool) -> str:
    """``words`` between the quotation marks of the reader's language."""
    return f"«\u00a0{words}\u00a0»" if french else f"“{words}”"
