"""A theme named by its own words: those that set it apart, as most of its voices spell them.

Class-based TF-IDF (Grootendorst 2022): how many of a theme's voices hold a stem, times how rare
the stem is over all themes. Pairs of neighbouring words count as words; a single word that is in a
pair already chosen is left out. A name is in the language that most of the voices are in. Words
that posts to any brand are made of never name a theme.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from assistant.themes.values import Voice
from assistant.themes.wording import spelt
from knowledge.cleaning import fold

READ = 400
"""Voices of a theme, nearest to its middle, that name it."""

NAMED = 3
TOLD = 8

Term = tuple[str, ...]


def names(
    groups: Sequence[Sequence[Voice]], without: Collection[str] = frozenset()
) -> list[tuple[str, tuple[str, ...]]]:
    """For each group of voices its name, and the words that set it apart, most telling first.

    ``without`` are folded words that name no theme here: the brand is what all voices speak of.
    """
    counted = [_counted(group[:READ], without) for group in groups]
    everywhere: Counter[Term] = Counter()
    for held, _ in counted:
        everywhere.update(held)
    usual = sum(everywhere.values()) / max(1, len(groups))
    told = []
    used: set[str] = set()
    for group, (held, spellings) in zip(groups, counted, strict=True):
        least = 2 if len(group) >= 4 else 1
        weights = {
            # Two words together are rarer than each of them, and say more.
            term: count * math.log(1 + usual / everywhere[term]) * (1.3 if len(term) > 1 else 1.0)
            for term, count in held.items()
            if count >= least
        }
        words = _chosen(weights, spellings)
        name = " · ".join(words[:NAMED]) or "…"
        if name in used:
            name = " · ".join(words[: NAMED + 2])
        used.add(name)
        told.append((name, words))
    return told


def _counted(
    group: Sequence[Voice], without: Collection[str]
) -> tuple[Counter[Term], dict[Term, Counter[str]]]:
    """In how many voices each term stands, and how it is spelt, in the group's main language."""
    spoken = Counter(voice.language for voice in group).most_common(1)
    language = spoken[0][0] if spoken else "en"
    held: Counter[Term] = Counter()
    spellings: defaultdict[Term, Counter[str]] = defaultdict(Counter)
    for voice in group:
        if voice.language != language:
            continue
        terms: set[Term] = set()
        before, said = "", ""
        for stem, word in spelt(voice):
            if stem and fold(word) not in without:
                terms.add((stem,))
                spellings[(stem,)][_plain(word)] += 1
                if before and before != stem:
                    terms.add((before, stem))
                    spellings[(before, stem)][f"{_plain(said)} {_plain(word)}"] += 1
            before, said = ("" if fold(word) in without else stem), word
        held.update(terms)
    return held, spellings


def _chosen(weights: dict[Term, float], spellings: dict[Term, Counter[str]]) -> tuple[str, ...]:
    chosen: list[Term] = []
    for term in sorted(weights, key=lambda t: (-weights[t], t)):
        if not any(set(term) & set(other) for other in chosen):
            chosen.append(term)
        if len(chosen) == TOLD:
            break
    # Of spellings that are as frequent the first by letters, so that a name does not change.
    return tuple(min(spellings[t], key=lambda s: (-spellings[t][s], s)) for t in chosen)


def _plain(word: str) -> str:
    """The word in small letters, but for a name or an acronym written in capitals throughout."""
    return word if word.isupper() and len(word) <= 5 else word.lower()
