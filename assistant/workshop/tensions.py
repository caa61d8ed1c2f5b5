"""Where answers pull apart: found in their words, each with quotes from both sides.

Four ways, from what people say themselves to what only may be so:

- *rather*: somebody sets one thing above another ("rather than"), and others want that other;
- *denied*: what one answer wants, another refuses (:mod:`assistant.inference.clash`);
- *sides*: what some praise in a theme, others blame (:mod:`assistant.themes.consensus`);
- *poles*: words of two things that often pull apart in any house (``tensions.toml``).

A tension is no quarrel and no verdict: it is a question that a purpose has to answer, or to leave
open knowingly. The answers that share a word are compared, not all with all.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Any

from assistant.inference.clash import clash
from assistant.inference.words import served
from assistant.themes.consensus import read_out
from assistant.workshop.hearing import Heard, Sentence, terms_of
from assistant.workshop.values import Tension
from knowledge.cleaning import flat

MOST = 12
"""Tensions that are told."""
QUOTED = 4
"""Quotes of a side."""
COMPARED = 4_000
"""Pairs of sentences that are held against each other."""
COMMON = 60
"""Sentences with a word beyond which it no longer tells what they are about."""
THEMES = 10
SAID_BY = 2
"""Answers of each side that a pair of poles needs."""

Quote = tuple[str, str]
_DENIES = re.compile(r"\b(?:not|no|never|without|pas|jamais|sans|ni|plus jamais|rather than|"
                     r"instead of|plutot qu\w*|au lieu d\w*|n'est)\b")  # fmt: skip

_END = re.compile(r"[,;:.!?]| (?:et que|et|and|mais|but|when|quand|si|if) ")


def tensions(heard: Heard) -> tuple[Tension, ...]:
    """What pulls apart, what people say themselves first."""
    told = list(heard.sentences())
    found = [*_rather(told), *_poles(told), *_sides(heard), *_denied(heard, told)]
    kept: list[Tension] = []
    for one in found:
        pairs = {(a, b) for a, _ in one.one for b, _ in one.other}
        if not any(_same(pairs, other) for other in kept):
            kept.append(replace(one, one=one.one[:QUOTED], other=one.other[:QUOTED]))
    return tuple(kept[:MOST])


def _same(pairs: set[tuple[str, str]], other: Tension) -> bool:
    known = {(a, b) for a, _ in other.one for b, _ in other.other}
    return bool(pairs & (known | {(b, a) for a, b in known}))


def _rather(told: Sequence[Sentence]) -> Iterator[Tension]:
    """Somebody sets one thing above another, and others want that other."""
    behind: list[tuple[Sentence, str]] = []
    for sentence in told:
        language = served(sentence.language)
        match = _rather_than(language).search(flat(sentence.text))
        if match is not None:
            set_back = re.split(r"[,.;:!?]", sentence.text[match.end() :])[0].strip()
            if terms_of(set_back, sentence.language):
                behind.append((sentence, set_back))
    for sentence, words in behind:
        wanted = terms_of(words, sentence.language)
        for_it = {
            one.answer_id: one.text
            for one in told
            if one.answer_id != sentence.answer_id
            and 2 * len(wanted & terms_of(one.text, one.language)) >= len(wanted)
            and not _DENIES.search(flat(one.text))
        }
        if for_it and len(for_it) <= COMMON:
            yield Tension(
                "rather",
                (words,),
                ((sentence.answer_id, sentence.text),),
                tuple(for_it.items()),
            )


def _poles(told: Sequence[Sentence]) -> Iterator[Tension]:
    """Words of two things that often pull apart."""
    for name in _data()["poles"]:
        sides: tuple[list[Quote], list[Quote]] = ([], [])
        for sentence in told:
            language = served(sentence.language)
            words = flat(sentence.text)
            one, other = (pattern.search(words) for pattern in _pole(name, language))
            # Who names both poles sets them against each other, or joins them: that is "rather".
            if bool(one) == bool(other):
                continue
            at = (one or other).start()  # type: ignore[union-attr]
            denied = bool(_DENIES.search(_clause(words, at)))
            sides[(one is None) ^ denied].append((sentence.answer_id, sentence.text))
        one_side, other_side = (_by_answer(side) for side in sides)
        if min(len(one_side), len(other_side)) >= SAID_BY:
            yield Tension(f"poles {name}", (), one_side, other_side)


def _clause(words: str, at: int) -> str:
    """The clause that a place is in."""
    starts = [match.end() for match in _END.finditer(words) if match.end() <= at]
    after = _END.search(words, at)
    return words[starts[-1] if starts else 0 : after.start() if after else len(words)]


def pole_names(tension: Tension, language: str) -> tuple[str, str] | None:
    """What the two poles of a tension are called; ``None`` for one of another kind."""
    if not tension.kind.startswith("poles "):
        return None
    one, other = _data()["poles"][tension.kind.removeprefix("poles ")]["name"][served(language)]
    return str(one), str(other)


def _sides(heard: Heard) -> Iterator[Tension]:
    """What some praise in a theme and others blame."""
    for theme in heard.themes.themes[:THEMES]:
        told = read_out(theme, heard.voices)
        for line in (*told.irreconcilable, *told.contested):
            quotes = dict(line.quotes)
            one = tuple((i, quotes[i]) for i in line.supporting if i in quotes)
            other = tuple((i, quotes[i]) for i in line.opposing if i in quotes)
            if one and other:
                yield Tension("sides", (line.about,), one, other)


def _denied(heard: Heard, told: Sequence[Sentence]) -> Iterator[Tension]:
    """What one sentence wants and another, about the same, refuses."""
    terms = [terms_of(sentence.text, sentence.language) for sentence in told]
    held: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(terms):
        for term in words:
            held[term].append(at)
    pairs: dict[tuple[int, int], int] = {}
    for rows in sorted(held.values(), key=len):
        if 1 < len(rows) <= COMMON:
            for pair in combinations(rows, 2):
                pairs[pair] = pairs.get(pair, 0) + 1
        if len(pairs) > 4 * COMPARED:
            break
    denies = [bool(_DENIES.search(flat(sentence.text))) for sentence in told]
    likely = [
        pair
        for pair, shared in pairs.items()
        if shared >= 2
        and denies[pair[0]] != denies[pair[1]]
        and told[pair[0]].answer_id != told[pair[1]].answer_id
    ]
    found: list[tuple[float, Tension]] = []
    for a, b in likely[:COMPARED]:
        one, other = told[a], told[b]
        cosine = float(
            heard.ground[heard.place[one.answer_id]] @ heard.ground[heard.place[other.answer_id]]
        )
        if cosine < heard.near:
            continue
        against = clash(one.text, "", [(other.text, other.language)], one.language)
        if against is None or against.kind not in ("axis", "denied"):
            continue
        about = tuple(sorted(terms[a] & terms[b]))
        tension = Tension(
            "denied", about, ((one.answer_id, one.text),), ((other.answer_id, other.text),)
        )
        found.append((against.weight, tension))
    for _, tension in sorted(found, key=lambda pair: -pair[0]):
        yield tension


def _by_answer(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """One quote an answer."""
    return tuple({identity: (identity, words) for identity, words in reversed(quotes)}.values())


@cache
def _data() -> Mapping[str, Any]:
    raw = resources.files("assistant.workshop").joinpath("tensions.toml")
    return tomllib.loads(raw.read_text(encoding="utf-8"))


@cache
def _pole(name: str, language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = _data()["poles"][name]
    one, other = (re.compile(rf"(?<![\w-])(?:{told[s][language]})(?!\w)") for s in ("one", "other"))
    return one, other


@cache
def _rather_than(language: str) -> re.Pattern[str]:
    return re.compile(_data()["rather"][language])
