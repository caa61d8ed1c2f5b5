"""What can be told of one text's style, as numbers, each with the words that show it."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from knowledge.cleaning import fold

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic})*")
_OPENING = re.compile(r"^(?:\s|\.?@\w+)*")
_MARKS = {
    "lines": re.compile(r"\n+"),
    "hashtags": re.compile(r"#\w*"),
    "mentions": re.compile(r"@\w*"),
    "exclamations": re.compile(r"!+"),
    "questions": re.compile(r"\?+"),
    "links": re.compile(r"https?\S*|www\.\S+"),
    "figures": re.compile(r"\d[\d\s.,]*"),
    "commas": re.compile(r","),
    "dashes": re.compile(r"\s[-–—]\s|[:;()]"),
    "quotation marks": re.compile(r"[“”«»\"]"),
    "typographic apostrophes": re.compile("’"),
    "plain apostrophes": re.compile("'"),
}


@dataclass(frozen=True)
class Style:
    """``values`` by feature, ``shown`` the spans of the words that make them what they are."""

    values: Mapping[str, float]
    shown: Mapping[str, tuple[Span, ...]]


def style(text: str) -> Style:
    """The style of ``text``. Counts are given as logarithms, what depends on length as shares."""
    words = list(_WORD.finditer(text))
    sentences = [m for m in _SENTENCE.finditer(text) if _WORD.search(m.group())]
    total = max(1, len(words))
    shown: dict[str, tuple[Span, ...]] = {
        name: tuple(m.span() for m in pattern.finditer(text)) for name, pattern in _MARKS.items()
    }
    shown["emoji"] = tuple(m.span() for m in _EMOJI.finditer(text))
    values = {name: math.log1p(len(spans)) for name, spans in shown.items()}
    values["length"] = math.log1p(len(text))
    values["words"] = math.log1p(len(words))
    values["sentence length"] = len(words) / max(1, len(sentences))
    values["word length"] = sum(m.end() - m.start() for m in words) / total
    longest = max(sentences, key=lambda m: m.end() - m.start(), default=None)
    shown["length"] = shown["words"] = ((0, len(text)),) if text else ()
    shown["sentence length"] = (longest.span(),) if longest else ()
    shown["word length"] = tuple(
        m.span() for m in sorted(words, key=lambda m: m.start() - m.end())[:3]
    )
    for name, spans in _by_kind(words).items():
        shown[name] = spans
        values[name] = len(spans) / total
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    first = next((m.span() for m in words if m.start() >= start), None)
    values["greets"] = float(bool(_lists()["greetings"].match(fold(text[start : start + 30]))))
    shown["greets"] = (first,) if first else ()
    last = text.rstrip()
    values["ends in a stop"] = float(last[-1:] in ".!?…")
    shown["ends in a stop"] = ((max(0, len(last) - 1), len(last)),) if last else ()
    return Style(values, shown)


def _by_kind(words: Sequence[re.Match[str]]) -> dict[str, tuple[Span, ...]]:
    kinds: dict[str, list[Span]] = {
        name: [] for name in ("we", "you", "I", "hedges", "formal", "casual", "tu", "vous")
    }
    kinds["capitals"], kinds["capitalised"] = [], []
    listed = _words()
    for match in words:
        word = match.group()
        if len(word) > 1 and word.isupper():
            kinds["capitals"].append(match.span())
        elif word[0].isupper():
            kinds["capitalised"].append(match.span())
        for name in listed.get(fold(word), ()):
            kinds[name].append(match.span())
    return {name: tuple(spans) for name, spans in kinds.items()}


def address(text: str) -> str | None:
    """How a French text addresses its reader: ``"tu"``, ``"vous"``, or ``None`` where it doesn't.

    By pronouns and possessives first, by the endings of verbs that command where there are none.
    """
    flat = fold(text).replace("’", "'")
    tu, vous = len(_lists()["tu"].findall(flat)), len(_lists()["vous"].findall(flat))
    if tu != vous:
        return "tu" if tu > vous else "vous"
    commands = len(_lists()["commands"].findall(flat))
    if vous or commands:
        return "vous"
    return "tu" if _lists()["orders"].search(flat) else None


def politeness(text: str, language: str) -> float:
    """Cues of politeness less cues of its contrary, for each ten words; unbounded, 0 is neither.

    After the markers of Danescu-Niculescu-Mizil et al. (2013): thanks, apologies, greetings,
    hedges and wishes, against commands, plain denials and second persons at the start.
    """
    flat = fold(text).replace("’", "'")
    key = "fr" if language == "fr" else "en"
    polite = len(_lists()[f"polite {key}"].findall(flat))
    rude = len(_lists()[f"rude {key}"].findall(flat)) + 0.5 * text.count("!")
    return 10 * (polite - rude) / (10 + len(flat.split()))


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("knowledge.voice").joinpath("words.toml").read_text("utf-8"))


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """The lists that each word is in."""
    found: dict[str, list[str]] = {}
    for name, words in _data()["words"].items():
        for word in words.split():
            found.setdefault(fold(word), []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _lists() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _data()["patterns"].items()}
