"""Words that posts are made of, and words that cross from French to English and back.

Two lists that retrieval by words leans on (``words.toml``): the *dull* words that a post to any
brand may hold, so that "nobody answers, shame on you" is not taken for a subject; and pairs of
words, so that a French post finds an English record by words too, and not by meaning alone.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from knowledge.cleaning import fold
from knowledge.stemming import stem

LANGUAGES = ("fr", "en")


@cache
def dull(language: str) -> frozenset[str]:
    """The stems of the dull words of a language, French or English."""
    return frozenset(stem(word, language) for word in fold(_words()["dull"][language]).split())


@cache
def translations(language: str) -> Mapping[str, tuple[str, ...]]:
    """From stems of a language, French or English, to the stems of the other that mean the same."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for pair in fold(_words()["glossary"]["pairs"]).split(";"):
        french, *english = pair.split()
        for word in english:
            if language == "fr":
                found[stem(french, "fr")][stem(word, "en")] = None
            else:
                found[stem(word, "en")][stem(french, "fr")] = None
    return {known: tuple(others) for known, others in found.items()}


@cache
def _words() -> dict[str, Any]:
    text = resources.files("knowledge").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
