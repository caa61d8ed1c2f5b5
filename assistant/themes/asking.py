"""Questions asked again and again, and whether anybody answered.

A question is what reading takes for one: it has a question mark, or begins as questions do. Two are
the same when their vectors are nearly so and they share most of their telling words: vectors alone
put "when will it be repaired" beside "when will it be delivered".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import numpy as np

from assistant.reading.cues import MENTION, find
from assistant.themes.counting import shares
from assistant.themes.ground import Floats, grounded
from assistant.themes.values import Answers, AskedAgain, Voice
from assistant.themes.wording import key, stems

NEAR = 0.6
"""Cosine from which two questions may be the same, common ground taken out."""

SHARED = 0.4
"""Share of the telling words of both (Jaccard) from which they are."""

ASKED = 3
"""How often a question is asked to be told, unless less is asked for."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def asked_again(
    voices: Sequence[Voice],
    vectors: Floats,
    *,
    answered: Collection[str] = frozenset(),
    answers: Answers | None = None,
    least: int = ASKED,
) -> tuple[AskedAgain, ...]:
    """The questions that ``least`` voices or more ask, never answered first, most asked first.

    ``answered`` are ids of voices that were given an answer.
    """
    rows = [i for i, voice in enumerate(voices) if is_question(voice)]
    if len(rows) < least:
        return ()
    asking = [voices[i] for i in rows]
    ground = grounded(asking, np.asarray(vectors, dtype=np.float32)[rows])
    told = []
    for group in _grouped(asking, ground):
        if len(group) < least:
            continue
        middle = ground[group].mean(axis=0)
        best = asking[group[int(np.argmax(ground[group] @ middle))]]
        members = sorted((asking[i] for i in group), key=lambda v: (_when(v), v.id))
        told.append(
            AskedAgain(
                question=best.text,
                language=best.language,
                voices=tuple(voice.id for voice in members),
                communities={share.group: share.voices for share in shares(members)},
                answered=tuple(voice.id for voice in members if voice.id in answered),
                on_record=answers(best.text, best.language).bears if answers else None,
            )
        )
    return tuple(sorted(told, key=lambda q: (bool(q.answered), -len(q.voices), q.question)))


def is_question(voice: Voice) -> bool:
    """Whether a voice asks something."""
    text = MENTION.sub(" ", voice.text)
    if "?" in text:
        return True
    language = voice.language if voice.language in ("fr", "en") else "en"
    opening = set(" ".join(text.casefold().split()[:3]).split())
    return any(cue.split()[0] in opening for cue in find(text, language)["question"])


def _grouped(asking: Sequence[Voice], ground: Floats) -> list[list[int]]:
    """Each question with the first like it: leaders (Hartigan 1975), so that no chain of small
    steps joins two that differ."""
    words = [frozenset(stems(voice)) for voice in asking]
    groups: list[list[int]] = []
    leading: list[int] = []
    by_key: dict[str, int] = {}
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, voice in enumerate(asking):
        exact = key(voice.text)
        place = by_key.get(exact)
        if place is None:
            shared = Counter(group for word in words[i] for group in holding[word])
            alike = [g for g in shared if _alike(words[i], words[leading[g]])]
            near = ground[[leading[g] for g in alike]] @ ground[i] if alike else np.zeros(1)
            if alike and near.max() >= NEAR:
                place = alike[int(near.argmax())]
        if place is None:
            place = len(groups)
            groups.append([])
            leading.append(i)
            for word in words[i]:
                holding[word].append(place)
        groups[place].append(i)
        by_key.setdefault(exact, place)
    return groups


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= SHARED * len(one | other)


def _when(voice: Voice) -> datetime:
    if voice.at is None:
        return _LONG_AGO
    return voice.at if voice.at.tzinfo else voice.at.replace(tzinfo=UTC)
