"""Which sentences of the record somebody can read out to another as they stand.

Read aloud, a sentence that hangs on the one before, or a brackets' worth of an editor's, is held
against whoever reads it. Nor may anybody be asked for the date of a promise that says when.
"""

from __future__ import annotations

import re

from assistant.quoting import Quotable, quotable_sentences
from knowledge.cleaning import fold
from knowledge.model import Commitment, Kind, Passage

LONGEST = 45
"""Words of a quotation that a question can hold up aloud."""

_BOLD = re.compile(
    r"\b(?:never|always|every|all|none|no one|zero|only|first|best|most|entire\w*|guarantee\w*|"
    r"jamais|toujours|chaque|tous|toutes|aucune?|zero|seule?s?|premiere?s?|meilleure?s?|garanti\w*)\b"
)

_HANGS = re.compile(
    r"(?:and|but|so|also|then|therefore|they|these|those|this|it|he|she|et|mais|donc|aussi|ainsi|"
    r"de meme|c'est pourquoi|c'est ainsi|ils|elles|celles?-ci|ceux-ci|celui-ci|cela|ceci|il|elle|"
    r"ces|cette)\b"
)
"""What begins a sentence that nobody understands without the one before."""
_FORECAST = re.compile(
    r"\b(?:aur(?:a|ont) (?:plus|moins|environ|pres) (?:de|d')? ?\d+ ans|ne suffir\w+|"
    r"will (?:be|have turned) (?:over|under|older than|younger than) \d+|will not be enough|"
    r"(?:if|unless) nobody|si personne|if no one)\b"
)
"""What is to come and is nobody's to do: an age, and what will not be enough."""


_BINDS = re.compile(
    r"\b(?:(?:nous )?engage(?:ons|ment\w*|rons)|m'engage\w*|promet\w*|promesse\w*|"
    r"commit\w*|pledge\w*|promise\w*|target\w*|objectif\w*)\b"
)
"""What makes a promise of a sentence about what is to come, where it names neither day nor figure:
"we shall win the battle" is rhetoric, and nobody asks its date."""
_SAYS_WHEN = re.compile(
    r"\b(?:d'ici|des (?:le|la|l'|cette|demain|janvier)|avant (?:l[ae']|les|fin|mi-)|"
    r"cette annee|(?:l'an|l'annee|mois|trimestre) prochaine?|fin (?:d'annee|de l'annee)|"
    r"dans les \w+ (?:mois|ans|annees|semaines)|"
    r"(?:en|in|by|for|pour|before|until|from|during) (?:early |late |mid-?)?20\d\d|"
    r"(?:this|next|coming) (?:year|month|quarter|spring|summer|autumn|winter)|"
    r"by the end|by then|within)\b"
)
"""What says when, though no day can be counted from it: nobody may say that it has no date."""


def is_bold(words: str) -> bool:
    """Whether a sentence says all, never, the first, the best."""
    return bool(_BOLD.search(fold(words)))


def is_forecast(words: str) -> bool:
    """Whether it tells what is to come and is nobody's to do."""
    return bool(_FORECAST.search(fold(words)))


def can_be_dated(one: Commitment) -> bool:
    """Whether somebody can ask for the day of a promise that has none: it binds, and says not so
    much as "before the elections"."""
    words = fold(one.words).replace("’", "'")
    binds = one.target is not None or one.passage.kind is Kind.COMMITMENT
    return (binds or bool(_BINDS.search(words))) and not _SAYS_WHEN.search(words)


def sayable(passage: Passage, language: str) -> list[Quotable]:
    """The sentences of a passage that can be said aloud as they stand."""
    spoken = "fr" if (passage.language or language) == "fr" else "en"
    return [
        one
        for one in quotable_sentences(passage.text, passage.sentences, spoken)
        if not one.partial and not one.blemish and _speakable(one.words)
    ]


def _speakable(words: str) -> bool:
    # What an editor put in brackets nobody said.
    return 5 <= len(words.split()) <= LONGEST and not set("\n[]") & set(words)


def stands_alone(words: str) -> bool:
    """Whether a promise can be read out as it is: a whole sentence that hangs on no other."""
    begins, ends = words[:1], words.rstrip("”»\"' ")[-1:]
    whole = (begins.isupper() or begins.isdigit()) and ends in set(".!?…")
    return _speakable(words) and whole and not _HANGS.match(fold(words))
