"""The words of voices as themes are told by them: stems that mean something, and their spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.themes.values import Voice
from knowledge import glossary
from knowledge.cleaning import fold
from knowledge.lexical import STOP
from knowledge.stemming import stemmer

READ = 2_000
"""Characters of a voice that are looked at."""

_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com)\S+|&\w+;")
_HANDLE = re.compile(r"@\w+")
_WORD = re.compile(r"[^\W\d_]{2,}")


def stems(voice: Voice) -> list[str]:
    """The stems of a voice but the dull ones, in order; accounts it names are words too."""
    text = _ADDRESS.sub(" ", voice.text[:READ])
    return [stem for stem, _ in _told(text, voice.language) if stem]


def spelt(voice: Voice) -> Iterator[tuple[str, str]]:
    """Each word in order with its stem, accounts and addresses left out; the stem of a dull word,
    and of a break between sentences, is empty."""
    text = _HANDLE.sub(" . ", _ADDRESS.sub(" . ", voice.text[:READ]))
    for clause in re.split(r"[.,;:!?()\n«»\"]", text):
        yield from _told(clause, voice.language)
        yield "", ""


def key(text: str) -> str:
    """What two copies of a text share: letters and figures, accounts and addresses set aside."""
    bare = fold(_HANDLE.sub(" ", _ADDRESS.sub(" ", text)))
    return "".join(c for c in bare if c.isalnum()) or text.strip()


def substance(text: str) -> int:
    """How many words a text has, accounts and addresses set aside."""
    return len(_WORD.findall(_HANDLE.sub(" ", _ADDRESS.sub(" ", text))))


def _told(text: str, language: str) -> Iterator[tuple[str, str]]:
    spoken = language if language in glossary.LANGUAGES else None
    cut = stemmer(language)
    dull = glossary.dull(spoken) if spoken else frozenset()
    stop = STOP[spoken] if spoken else frozenset()
    for match in _WORD.finditer(text):
        word = match.group()
        folded = fold(word)
        stem = cut(folded)
        said = stem in dull or folded in stop or len(word) < 3
        yield ("" if said else stem), word
