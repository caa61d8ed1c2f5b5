"""The words that people use and the brand does not, and the reverse.

Log-odds ratios with an informative Dirichlet prior, after Monroe, Colaresi and Quinn (2008),
"Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of Political
Conflict" (Political Analysis 16, 372-403): with ``y`` the counts of a word on either side, ``n``
all words of a side and ``a`` the prior count of the word, drawn from both sides together,

    d = log((y1 + a) / (n1 + A - y1 - a)) - log((y2 + a) / (n2 + A - y2 - a))
    z = d / sqrt(1 / (y1 + a) + 1 / (y2 + a))

where ``A`` is the sum of all ``a``. Rare words are drawn to the middle by the prior, so that one
person's turn of phrase is not taken for what people say. French and English are counted apart, over
stems as the rest of Corail cuts them; a word of the answers counts once for each of them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from assistant.themes.values import Voice
from assistant.themes.wording import spelt
from assistant.workshop.framing import counting
from assistant.workshop.values import Word, Wording
from knowledge.cleaning import fold

PRIOR = 200.0
"""Words that the prior is worth, all together."""
TELLING = 1.96
"""The z-score from which a word tells the two sides apart (5 %, two-sided)."""
ANSWERS = 3
"""Answers that a word stands in, at least, to be shown as one of theirs."""
PASSAGES = 2
PURPOSES = 2
"""Passages of the purpose that a word stands in, to be one that nobody said."""
MOST = 20
ENOUGH = 10
"""Texts of a language on either side below which nothing is told."""


def wording(
    voices: Sequence[Voice], record: Sequence[str], purposes: Sequence[str], language: str
) -> Wording | None:
    """The words that tell the answers in ``language`` from the brand's own texts in it; ``None``
    where either are too few.

    ``purposes`` are those among its texts that say what it is for: a word that stands in them again
    and again and in no answer is told whatever chance could do, and so is one that several answers
    have and no text of the brand.
    """
    spoken = [voice for voice in voices if voice.language == language]
    if len(spoken) < ENOUGH or len(record) < ENOUGH:
        return None
    theirs, spelling = _counted(spoken)
    passages = [Voice("", text, language) for text in record]
    ours, ours_spelt = _counted(passages)
    for stem, spellings in ours_spelt.items():
        spelling[stem].update(spellings)
    founding, _ = _counted([Voice("", text, language) for text in purposes])
    counted = counting(language)
    weights = log_odds(theirs, ours)
    people, brand = [], []
    for stem in sorted(weights, key=lambda s: (-abs(weights[s]), s)):
        weight, spellings = weights[stem], spelling[stem]
        if fold(stem) in counted:
            continue
        word = Word(spellings.most_common(1)[0][0].lower(), round(weight, 2), theirs[stem],
                    ours[stem])  # fmt: skip
        never_ours = not ours[stem] and not founding[stem]
        if theirs[stem] >= ANSWERS and (weight >= TELLING or never_ours):
            people.append(word)
        never_theirs = not theirs[stem] and founding[stem] >= PURPOSES
        # A record is full of names, which the answers need not have.
        name = all(spelt[:1].isupper() for spelt in spellings)
        if ours[stem] >= PASSAGES and not name and (weight <= -TELLING or never_theirs):
            brand.append(word)
    return Wording(language, tuple(people[:MOST]), tuple(brand[:MOST]), len(spoken), len(record))


def log_odds(one: Counter[str], other: Counter[str], prior: float = PRIOR) -> dict[str, float]:
    """The z-score of each word: above nought it is more of ``one``, below of ``other``."""
    both = one + other
    whole = sum(both.values())
    if not whole:
        return {}
    n1, n2 = sum(one.values()), sum(other.values())
    found = {}
    for word, count in both.items():
        a = prior * count / whole
        y1, y2 = one[word] + a, other[word] + a
        odds = math.log(y1 / (n1 + prior - y1)) - math.log(y2 / (n2 + prior - y2))
        found[word] = odds / math.sqrt(1 / y1 + 1 / y2)
    return found


def _counted(voices: Iterable[Voice]) -> tuple[Counter[str], defaultdict[str, Counter[str]]]:
    """In how many texts each stem stands, and how it is spelt."""
    counted: Counter[str] = Counter()
    spelling: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for voice in voices:
        held = set()
        for stem, word in spelt(voice):
            if stem:
                held.add(stem)
                spelling[stem][word] += 1
        counted.update(held)
    return counted, spelling
