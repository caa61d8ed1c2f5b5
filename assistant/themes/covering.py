"""How far the record answers a theme: "asked 41 times, nothing on record".

Voices are put to the record one by one, as a post would be, and whether it answers them, or merely
speaks of their subject, is decided there. Of a large theme a sample is put, spread evenly from its
middle to its rim, and told as such. A voice of two or three words ("cool, thanks") is not put,
where others say more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.themes.counting import wilson
from assistant.themes.values import Answers, Coverage, Theme, Themes, Voice
from assistant.themes.wording import substance

ASKED = 40
"""Voices of a theme that are put to the record, unless more are asked for."""

TELLING = 4
"""Words of a voice that is put to the record, unless all are shorter."""


def cover(
    theme: Theme, voices: Mapping[str, Voice], answers: Answers, *, most: int = ASKED
) -> Coverage:
    """How far the record answers ``theme``; ``voices`` by id holds its members at least.

    Copies of one text are asked once and count as often as they were said.
    """
    copies = {again: group[0] for group in theme.copies for again in group[1:]}
    said = Counter(copies.get(member, member) for member in theme.members)
    once = [member for member in theme.members if member in said]
    # "Yes" and "cool, thanks" are nothing that a record could answer or leave unanswered.
    telling = [member for member in once if substance(voices[member].text) >= TELLING]
    put = _spread(telling or once, most)
    unknown: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    asked = answered = spoken = 0
    still: list[str] = []
    for member in put:
        voice = voices[member]
        answer = answers(voice.text, voice.language)
        asked += said[member]
        if answer.answers:
            answered += said[member]
            passages.update({quotation.passage_id for quotation in answer.quotations})
            continue
        still.append(member)
        if answer.bears:
            spoken += said[member]
        else:
            unknown.update(set(answer.unknown))
    bounds = wilson(answered, asked)
    low, high = bounds if bounds else (None, None)
    return Coverage(
        theme_id=theme.id,
        voices=len(theme),
        asked=asked,
        answered=answered,
        open=tuple(still),
        unknown=tuple(word for word, _ in unknown.most_common(8)),
        passages=tuple(passage for passage, _ in passages.most_common(8)),
        low=low,
        high=high,
        spoken=spoken,
    )


def gaps(
    themes: Themes,
    voices: Mapping[str, Voice],
    answers: Answers,
    *,
    least: int = 3,
    most: int = ASKED,
) -> tuple[Coverage, ...]:
    """The themes that the record answers less than half of the time, most voices unanswered first.

    Themes of fewer than ``least`` voices are left out.
    """
    told = [cover(t, voices, answers, most=most) for t in themes.themes if len(t) >= least]
    open_ones = [one for one in told if 2 * one.answered < one.asked]
    return tuple(sorted(open_ones, key=_unanswered))


def _unanswered(told: Coverage) -> tuple[float, str]:
    return -told.voices * (1 - told.answered / max(1, told.asked)), told.theme_id


def _spread(members: Sequence[str], most: int) -> list[str]:
    if len(members) <= most:
        return list(members)
    return [members[i * len(members) // most] for i in range(most)]
