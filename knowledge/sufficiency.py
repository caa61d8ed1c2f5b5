"""Does the record bear on a post at all? If not, silence is better than the nearest sentence.

There is always a nearest passage. What tells whether it answers is read off five things
(:class:`Signals`): how far it stands out from what a question of no concern reaches on this
record; how far it rises above the record at large for this one; which share of the post's subjects
it holds; whether the passages that are near by meaning are those that hold them; and how many
subjects there are. A subject is a content word that posts to every brand do not share
(:mod:`knowledge.glossary`). They are weighed by a logistic regression of so few coefficients that
they can be read in ``sufficiency.toml``: ``python -m benchmarks.sufficiency`` fits them on posts
written for it, and measures each brand by what was learnt from the others.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from knowledge import glossary
from knowledge.cleaning import fold
from knowledge.lexical import Word
from knowledge.stemming import stem

if TYPE_CHECKING:
    from knowledge.fusion import Asked, Found
    from knowledge.holdings import Holdings
    from knowledge.retrieval import Hit

# A passage of fewer words (accounts, hashtags, addresses and pictures aside) says too little to
# answer anything, and is near to everything.
SUBSTANCE = 6

# Hits that count as near by meaning, for whether they are those that hold the subjects.
NEAREST = 5

_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_WORDS = re.compile(r"(?<![\w.])[@#]\w+|(?:https?://|www\.)\S+|:[a-z][\w-]*:")
_ACCOUNT = re.compile(r"(?<![\w.@])@(\w[\w.-]*\w|\w)")


@dataclass(frozen=True)
class Signals:
    """What tells whether a record answers a post.

    ``standout`` and ``rise`` are in standard deviations: above what an unconcerned question
    would reach, and above what chance would among so many passages. ``covered`` and ``agreed``
    are shares in [0, 1] of the subjects, by how telling they are, in the best passage and in the
    best of the nearest by meaning. ``unknown`` are subjects that the record never uses.
    ``elsewhere`` are the accounts that the post speaks to when none of them, and no word of it,
    is the brand's. ``corrected`` tells whether there was a backdrop.
    """

    standout: float
    rise: float
    covered: float
    agreed: float
    subjects: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    corrected: bool = True


@dataclass(frozen=True)
class Bearing:
    """Whether the record bears on a post, how sure that is, in [0, 1], and why, in sentences."""

    score: float
    bears: bool
    reasons: tuple[str, ...] = ()


class Ground(Protocol):
    """What can be asked about a post and what was found for it: a ``Retriever``."""

    def signals(self, query: str, hits: Sequence[Hit]) -> Signals: ...


def bearing(query: str, hits: Sequence[Hit], ground: Ground, *, locale: str = "en") -> Bearing:
    """Whether ``hits`` bear on the post ``query``, rather than being merely the nearest there are.

    ``ground`` is the retriever that found them; ``locale`` (``fr`` or ``en``) is the language of
    the reasons. Takes some milliseconds: the post is not embedded again.
    """
    if not hits:
        return Bearing(0.0, False, (_said("nothing", locale),))
    return weigh(ground.signals(query, hits), locale=locale)


def weigh(signals: Signals, *, locale: str = "en") -> Bearing:
    """The signals weighed: the likelihood that the record answers, held against the bar."""
    data = _coefficients()
    part = data["corrected" if signals.corrected else "plain"]
    odds = part["intercept"] + sum(part[name] * value for name, value in features(signals).items())
    if signals.elsewhere:
        odds -= data["elsewhere"]
    score = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
    bears = score >= data["bar"]
    return Bearing(round(score, 3), bears, _reasons(signals, bears, locale))


def features(signals: Signals) -> dict[str, float]:
    """The numbers that are weighed, by the names that their coefficients have."""
    return {
        "standout": signals.standout,
        "rise": signals.rise,
        "covered": signals.covered,
        "agreed": signals.agreed,
        "subjects": math.log1p(len(signals.subjects)),
    }


def read_signals(
    query: str,
    held: Holdings,
    asked: Asked,
    found: Found,
    texts: Sequence[str],
    names: Collection[str],
) -> Signals:
    """The signals of the passages ``found``, whose ``texts`` are given, for ``query``."""
    subjects = _subjects(asked.words, asked.spoken)
    kept = [i for i, text in enumerate(texts) if _has_substance(text)]
    written = _as_written(query)
    told = {
        "subjects": tuple(written.get(word.word, word.word) for word in subjects),
        "unknown": tuple(written.get(w.word, w.word) for w in subjects if not w.terms),
        "elsewhere": _elsewhere(query, names),
    }
    corrected = held.backdrop is not None
    if not kept:
        return Signals(-4.0, -4.0, 0.0, 0.0, corrected=corrected, **told)
    near = found.vectors[kept] @ asked.vector
    lifted = near - held.usual(found.vectors[kept], asked.spoken)
    usual, spread = held.reached(asked.spoken)
    chance = math.sqrt(2 * math.log(max(len(held), 1)))
    rows = np.asarray(found.rows, dtype=np.intp)[kept]
    covered = held.lexical.coverage(subjects, rows)
    nearest = np.argsort(-lifted, kind="stable")[:NEAREST]
    return Signals(
        (float(lifted.max()) - usual) / max(spread, 1e-6) if corrected else 0.0,
        (float(near.max()) - asked.mean) / max(asked.deviation, 1e-6) - chance,
        float(covered.max()),
        float(covered[nearest].max()),
        corrected=corrected,
        **told,
    )


def _subjects(words: Sequence[Word], spoken: Sequence[str]) -> tuple[Word, ...]:
    """The words that say what a post is about."""
    dull = {language: glossary.dull(language) for language in spoken}
    return tuple(
        word
        for word in words
        if not any(stem(word.word, language) in dull[language] for language in spoken)
    )


def _has_substance(text: str) -> bool:
    return len(_WORD.findall(_NO_WORDS.sub(" ", text))) >= SUBSTANCE


def _elsewhere(query: str, names: Collection[str]) -> tuple[str, ...]:
    """The accounts a post speaks to, when the brand is neither among them nor named."""
    accounts = tuple(dict.fromkeys(_ACCOUNT.findall(query)))
    if not accounts or not names:
        return ()
    text, spoken_to = fold(_ACCOUNT.sub(" ", query)), fold(" ".join(accounts))
    for name in names:
        # An account is the brand's when it holds its name: "attcares", "nestleusa".
        if len(name) > 2 and re.sub(r"\W", "", name) in spoken_to:
            return ()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            return ()
    return accounts


def _as_written(query: str) -> dict[str, str]:
    """From folded words to how the post writes them."""
    return {fold(word): word for word in reversed(re.findall(r"[^\W_]+", query))}


def _reasons(signals: Signals, bears: bool, locale: str) -> tuple[str, ...]:
    reasons = []
    if signals.elsewhere:
        named = ", ".join(f"@{name}" for name in signals.elsewhere[:3])
        reasons.append(_said("elsewhere", locale).format(named=named))
    unknown = _quoted(signals.unknown, locale)
    known = _quoted([w for w in signals.subjects if w not in signals.unknown], locale)
    if not signals.subjects:
        reasons.append(_said("no subject", locale))
    elif bears and known and signals.covered > 0:
        reasons.append(_said("speaks of", locale).format(words=known))
    elif bears:
        reasons.append(_said("stands out", locale))
    elif unknown:
        reasons.append(_said("never", locale).format(words=unknown))
    if not bears and (signals.standout if signals.corrected else signals.rise) < 0:
        reasons.append(_said("nothing near", locale))
    return tuple(reasons)


def _quoted(words: Sequence[str], locale: str) -> str:
    form = "« {} »" if locale == "fr" else "“{}”"
    return ", ".join(form.format(word) for word in words[:4])


def _said(what: str, locale: str) -> str:
    words: Mapping[str, str] = _coefficients()["reasons"]["fr" if locale == "fr" else "en"]
    return words[what]


@cache
def _coefficients() -> dict[str, Any]:
    found = resources.files("knowledge").joinpath("sufficiency.toml")
    return tomllib.loads(found.read_text(encoding="utf-8"))
