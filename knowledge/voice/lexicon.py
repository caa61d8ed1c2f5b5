"""The words by which a voice is recognised (``words.toml``), and where a text has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import regex

Span = tuple[int, int]


class Entry(NamedTuple):
    """A word or a phrase, and the list it stands in."""

    words: str
    name: str


# In French an elided word ("j'", "s'") is one of its own; in English "we're" is one word.
_TOKENS = {"fr": regex.compile(r"\p{L}+'?"), "en": regex.compile(r"\p{L}+(?:'\p{L}+)*")}


def straight(text: str) -> str:
    """Lower case and straight apostrophes, one character for one: offsets stay true."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = lowered.replace("\u2019", "'").replace("\u2018", "'")
    return lowered.replace("\u00a0", " ").replace("\u202f", " ")


def cues(words: str, language: str) -> Mapping[str, list[Span]]:
    """Where the words of each list stand in ``words`` (made by :func:`straight`).

    Of the entries of a list that begin at the same place, the longest counts. Empty for a
    language other than French and English.
    """
    places: dict[str, list[Span]] = {}
    tokens = _TOKENS.get(language)
    if tokens is None:
        return places
    entries = _entries(language)
    for match in tokens.finditer(words):
        start = match.start()
        seen: set[str] = set()
        for entry in entries.get(match.group(), ()):
            end = start + len(entry.words)
            if entry.name in seen or not words.startswith(entry.words, start):
                continue
            if entry.words[-1] == "'" or not words[end : end + 1].isalnum():
                seen.add(entry.name)
                places.setdefault(entry.name, []).append((start, end))
    return places


@lru_cache(maxsize=len(_TOKENS))
def _entries(language: str) -> Mapping[str, list[Entry]]:
    """The entries by their first token, the longest first: "would you mind" before "would"."""
    text = resources.files("knowledge.voice").joinpath("words.toml").read_text(encoding="utf-8")
    begins: dict[str, list[Entry]] = {}
    for name, listed in tomllib.loads(text)[language].items():
        for words in listed.replace("\n", "").split("|"):
            first = _TOKENS[language].match(words.strip())
            if first is not None:
                begins.setdefault(first.group(), []).append(Entry(words.strip(), name))
    for entries in begins.values():
        entries.sort(key=lambda entry: -len(entry.words))
    return begins
