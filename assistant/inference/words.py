"""A sentence taken apart, so that it can be held against another.

Its content words come as stems, each with the polarity it is said with: "not" and "ne … pas" turn
what follows in their clause, "deny" and "faux" what follows in the sentence, "non-" and "sans" the
word beside them. "Ne … que", "not only" and "pas seulement" turn nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.cleaning import fold
from knowledge.lately import lately
from knowledge.lexical import STOP
from knowledge.quantities import Quantity, quantities
from knowledge.stemming import stemmer

KEPT = 4_096
"""Sentences that stay taken apart: those of the record come back with every draft."""

_ELISION = re.compile(r"\b(?:[cdjlmst]|qu|jusqu|lorsqu|puisqu)'")
_ONLY = re.compile(r"\b(?:non|pas) (?:seulement|uniquement)\b|\bnot (?:only|just|merely)\b")
_NON = re.compile(r"\bnon[ -](?=[a-z]{3})")
_TOKEN = re.compile(r"n't|n'|[a-z0-9%€$£]+(?:-[a-z0-9]+)*|[.,;:!?()«»\"—–]")
_STOPS = frozenset('.;:!?()«»"—–')
_ENDS = frozenset(".!?;")
_MARKS = _STOPS | {","}
_NAME = re.compile(r"(?<![.!?»”\"]\s)(?<!^)(?<![-•*#]\s)\b[A-ZÀ-Þ][\w'’-]+")
_NAMED = 7
"""Letters by which a name is known again, whatever its ending."""


@dataclass(frozen=True)
class Said:
    """One sentence taken apart.

    ``signs`` are the polarities, 1 or -1, with which each content stem is said; ``stems`` all
    words in their order; ``kinds`` the quantifiers and modals it uses, by the names of
    ``polarity.toml``; ``ends`` counts words that say of a thing that it is no more;
    ``names`` are the beginnings of its names, ``begins`` of all its words.
    """

    language: str
    stems: tuple[str, ...]
    signs: Mapping[str, frozenset[int]]
    negations: int
    denials: int
    ends: int
    kinds: frozenset[str]
    names: frozenset[str]
    begins: frozenset[str]
    figures: tuple[Quantity, ...]

    @property
    def content(self) -> frozenset[str]:
        """The content stems."""
        return frozenset(self.signs)


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that turn a sentence round."""

    negations: frozenset[str]
    denials: frozenset[str]
    endings: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    opposites: Mapping[str, frozenset[str]]
    prefixes: tuple[str, ...]
    breaks: frozenset[str]
    bare: re.Pattern[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of ``fr`` or ``en``."""
    data = tomllib.loads(files("assistant.inference").joinpath("polarity.toml").read_text("utf-8"))
    stem = stemmer(language)
    opposites: dict[str, set[str]] = {}
    for line in data["opposites"][language]:
        one, other = ({stem(fold(w)) for w in side.split()} for side in line.split("|"))
        for these, those in ((one, other), (other, one)):
            for word in these:
                opposites.setdefault(word, set()).update(those - these)
    kinds = {
        kind: frozenset(words[language].split())
        for group in ("quantifier", "modal")
        for kind, words in data[group].items()
    }
    return Lexicon(
        negations=frozenset(data["negation"][language].split()),
        denials=frozenset(stem(fold(word)) for word in data["denial"][language].split()),
        endings=frozenset(stem(fold(word)) for word in data["ending"][language].split()),
        kinds=kinds,
        opposites={word: frozenset(others) for word, others in opposites.items()},
        prefixes=tuple(data["prefixes"][language].split()),
        breaks=frozenset(data["breaks"][language].split()),
        bare=re.compile(data["bare"][language]),
    )


def served(language: str | None) -> str:
    """The language whose lexicon is used: French where it is that, English elsewhere."""
    return "fr" if language == "fr" else "en"


@lately(KEPT)
def take_apart(text: str, language: str) -> Said:
    """``text`` taken apart, in ``fr`` or ``en``. Kept until :func:`forget`."""
    lex = lexicon(language)
    stem = stemmer(language)
    tokens = _tokens(text, language)
    words = [token for token in tokens if token not in _MARKS]
    signs: dict[str, set[int]] = {}
    for word, sign in _signed(tokens, language, lex):
        signs.setdefault(word, set()).add(sign)
    spoken = set(words)
    stems = tuple(stem(word) for word in words)
    return Said(
        language=language,
        stems=stems,
        signs={word: frozenset(found) for word, found in signs.items()},
        negations=_negations(words, language, lex),
        denials=len(set(stems) & lex.denials),
        ends=len(set(stems) & lex.endings),
        kinds=frozenset(kind for kind, cues in lex.kinds.items() if cues & spoken),
        names=frozenset(fold(match.group())[:_NAMED] for match in _NAME.finditer(text)),
        begins=frozenset(word[:_NAMED] for word in words),
        figures=tuple(quantities(text, language)),
    )


def affirmed(text: str, language: str) -> str:
    """``text`` without its negations: what is denied, as if it were said."""
    return " ".join(lexicon(language).bare.sub("", text).split()) or text


def opposed(one: Said, other: Said) -> int:
    """How many words of one have their opposite in the other ("open", "close"), said alike.

    Opposites said with opposite polarity agree ("not open", "closed"), and count against.
    """
    lex = lexicon(one.language)
    count = 0
    for word in one.content - other.content:
        for opposite in lex.opposites.get(word, ()):
            if opposite in other.signs and opposite not in one.signs:
                count += 1 if one.signs[word] & other.signs[opposite] else -1
    return count


def prefixed(one: Said, other: Said) -> int:
    """How many words of one are those of the other with an opening that denies: "illegal"."""
    return sum(
        1
        for these, those in ((one.content, other.content), (other.content, one.content))
        for word in these - those
        for prefix in lexicon(one.language).prefixes
        if word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in those
    )


def _tokens(text: str, language: str) -> list[str]:
    flat = fold(text).replace("’", "'")
    if language == "fr":
        flat = _ELISION.sub(lambda match: match.group()[:-1] + " ", flat)
    else:
        flat = re.sub(r"n't\b", " n't", flat).replace("cannot", "can n't")
    return _TOKEN.findall(_NON.sub("non-", _ONLY.sub("", flat)))


def _signed(tokens: list[str], language: str, lex: Lexicon) -> Iterator[tuple[str, int]]:
    """Each content stem with its polarity, in the order of the words."""
    stem = stemmer(language)
    clause = whole = 1
    run = 0
    for at, token in enumerate(tokens):
        if token in _STOPS or token in lex.breaks:
            clause, run = 1, 0
            if token in _ENDS:
                whole = 1
            continue
        if token in _MARKS:
            clause = 1 if run else clause
            continue
        if token in lex.negations or token in ("ne", "n'"):
            if _turns(tokens, at, language):
                clause, run = -1, 0
            continue
        stemmed = stem(token)
        if stemmed in lex.denials:
            whole = -whole
            continue
        sign = clause * whole
        if token.startswith("non-"):
            stemmed, sign = stem(token[4:]), -sign
        if token in STOP[language] or len(token) < 2:
            continue
        run += 1
        yield stemmed, sign


def _turns(tokens: list[str], at: int, language: str) -> bool:
    """Whether the negation at a place turns what follows."""
    token = tokens[at]
    if language == "en":
        return True
    if token in ("ne", "n'"):
        return not _restricts(tokens[at + 1 : at + 9])
    # "Plus" and "personne" deny only together with "ne", which has turned the clause already.
    return token not in ("plus", "personne", "rien", "guere")


def _restricts(following: list[str]) -> bool:
    """Whether "ne" goes on with "que": only, and not not."""
    end = next((i for i, word in enumerate(following) if word in _STOPS or word == ","), None)
    near = following[:end]
    denied = {"pas", "plus", "jamais", "aucun", "aucune", "rien", "ni", "personne", "nul", "nulle"}
    return bool({"que", "qu"} & set(near)) and not denied & set(near)


def _negations(words: list[str], language: str, lex: Lexicon) -> int:
    """How often a sentence denies: "ne … pas" once."""
    if language == "en":
        return sum(word in lex.negations for word in words)
    places = [at for at, word in enumerate(words) if word in ("ne", "n'")]
    alone = {"pas", "jamais", "aucun", "aucune", "rien", "sans", "ni", "nul", "nulle"}
    beside = sum(
        word in alone and not any(0 < at - place <= 5 for place in places)
        for at, word in enumerate(words)
    )
    turned = sum(not _restricts(words[place + 1 : place + 6]) for place in places)
    return turned + beside
