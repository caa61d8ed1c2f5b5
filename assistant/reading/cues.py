"""The words by which a post shows what it is, read from ``reading.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.model import Post
from knowledge.cleaning import fold

MENTION = re.compile(r"@\w+|https?://\S+")


@dataclass(frozen=True)
class _Cue:
    word: str
    pattern: re.Pattern[str]


@cache
def _lexicon() -> Mapping[str, Mapping[str, tuple[_Cue, ...]]]:
    raw = tomllib.loads(
        resources.files("assistant.reading").joinpath("reading.toml").read_text(encoding="utf-8")
    )
    return {
        name: {lang: tuple(_cue(w) for w in words) for lang, words in by_language.items()}
        for name, by_language in raw.items()
    }


def _cue(word: str) -> _Cue:
    start = r"(?<!\w)" if word[:1].isalnum() else ""
    return _Cue(word.strip(), re.compile(start + re.escape(fold(word)) + r"\w*"))


def find(text: str, language: str) -> dict[str, list[str]]:
    """For each list of ``reading.toml``, the words of it that ``text`` holds, folded."""
    folded = fold(MENTION.sub(" ", text))
    return {
        name: [m.group() for cue in words.get(language, ()) if (m := cue.pattern.search(folded))]
        for name, words in _lexicon().items()
    }


def speaks(post: Post, of: str) -> bool:
    """Whether the post holds a word of one list, in either language."""
    folded = fold(MENTION.sub(" ", post.text))
    return any(cue.pattern.search(folded) for cues in _lexicon()[of].values() for cue in cues)


def say(locale: str, english: str, french: str) -> str:
    """The sentence in the language of a reader of ``locale``."""
    return french if locale == "fr" else english
