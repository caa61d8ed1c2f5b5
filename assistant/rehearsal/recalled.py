"""What was said before on what an answer says, for whoever must not say it otherwise unawares.

Whether a sentence goes against the record in other words is often beyond the judge. Which dated
statements are about the same is not: beside a claim that the record does not bear out they are
shown, and the person who said it sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.inference.stated import Stated, same, stated
from assistant.inference.words import served
from assistant.model import Sentence, Standing
from assistant.rehearsal.matter import said_in
from assistant.rehearsal.values import Before, Recalled, Said
from knowledge.model import Brand, Kind, Passage, Visibility

MOST = 3
"""Statements that are shown beside one claim."""
_OPEN = frozenset({Standing.NEW, Standing.EXTENDS})
_NOT_OURS = frozenset({Kind.ALLY, Kind.OUTSIDE})


def recalled(
    placed: Sequence[tuple[Sentence, int]],
    nearest: Mapping[int, Sequence[Passage]],
    question: str,
    brand: Brand,
    language: str,
) -> list[Recalled]:
    """Each claim that is new or goes further, with the dated public statements nearest to it.

    ``nearest`` are, for the place of each sentence, passages about the same, best first. One that
    shares no term with the claim, nor two with the claim and the question, is not about the same.
    """
    spoken = served(language)
    asking = stated(question, spoken)
    found = []
    for at, (sentence, start) in enumerate(placed):
        if sentence.standing not in _OPEN:
            continue
        mine = stated(sentence.text, spoken)
        beside: list[Before] = []
        for passage in nearest.get(at, ()):
            if passage.kind in _NOT_OURS or not passage.date or not _is_public(passage):
                continue
            words = _on_this(passage, mine, asking)
            if words is not None:
                beside.append(
                    Before(said_in(passage, words, brand), passage.superseded_by is not None)
                )
        if beside:
            end = start + len(sentence.text)
            found.append(Recalled(sentence.text, start, end, tuple(beside[:MOST])))
    return found


def shown_once(every: Sequence[Recalled]) -> list[Recalled]:
    """The same without what an earlier claim of the answer already has beside it."""
    seen: set[Said] = set()
    found = []
    for one in every:
        fresh = tuple(before for before in one.before if before.said not in seen)
        seen |= {before.said for before in fresh}
        if fresh:
            found.append(Recalled(one.words, one.start, one.end, fresh))
    return found


def _is_public(passage: Passage) -> bool:
    """Whether it is, whatever the day."""
    access = passage.access
    return access.visibility is Visibility.PUBLIC and access.embargoed_until is None


def _on_this(passage: Passage, mine: Stated, asking: Stated) -> str | None:
    """The sentence of a passage that is most about what a claim and its question are about."""
    spoken = served(passage.language)
    told = [(quote, stated(quote, spoken)) for quote in passage.quotes]
    shared = [(_shared(mine, one), _shared(asking, one), quote) for quote, one in told]
    best = max(shared, key=_weight, default=None)
    if best is None or not (best[0] or best[1] > 1):
        return None
    return best[2]


def _shared(one: Stated, other: Stated) -> int:
    return sum(any(same(a, b) for b in other.terms) for a in one.terms)


def _weight(one: tuple[int, int, str]) -> float:
    return one[0] + one[1] / 2
