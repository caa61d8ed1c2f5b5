"""Questions asked again and again, and whether anybody answered.

A question is what reading takes for one: it has a question mark, or begins as questions do. What is
compared is the sentence that asks, without the story before it. Two are the same when they ask for
the same kind of thing (why, when, how, a yes or no), their vectors are near, and they share telling
words, the nearer the fewer: vectors alone put "when will it be repaired" beside "when will it be
delivered", and words alone join nothing among short, misspelt posts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from assistant.reading.cues import MENTION, find
from assistant.themes.counting import shares
from assistant.themes.ground import Floats, grounded
from assistant.themes.values import Answers, AskedAgain, Voice
from assistant.themes.wording import key, stems
from knowledge.cleaning import fold

NEAR, SHARED = 0.55, 0.3
"""Cosine, common ground taken out, and share of the telling words of both (Jaccard), from which two
questions are the same whatever words ask them."""

NEAR_ALIKE, SHARED_ALIKE = 0.35, 0.15
"""The same where both ask why, when, how, how much or where."""

NEAR_PLAIN, SHARED_PLAIN = 0.4, 0.2
"""The same where both ask for a yes or a no."""

BARE = 2
"""Telling words up to which a question may share none ("what can we do?")."""

ASKED = 3
"""How often a question is asked to be told, unless less is asked for."""

_ASKED = re.compile(r"[^.!?…;\n]+\?")
_GREETING = re.compile(
    r"^(?:\W*\b(?:bonjour|bonsoir|salut|coucou|hello|hey|hi|dear|please|svp|merci|thanks)\b\W*)+",
    re.IGNORECASE,
)
_KINDS = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "why": "pourquoi|pour quelle raison|why|how come",
        "when": r"quand|combien de (?:temps|jours)|(?:quelle|quel) (?:heure|jour|date)|"
        r"encore long\w*|when|how (?:long|soon)|what time",
        "much": "combien|quel prix|how (?:much|many)",
        "how": "comment|que (?:puis-je |peut-on |dois-je |faut-il )?fai(?:re|t)|fait quoi|"
        "quoi faire|"
        "peut faire|how|what (?:can|should|do) (?:i|we)",
        "where": "ou est|ou en est|ou sont|quelle adresse|a quel endroit|where",
    }.items()
}
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

    ``vectors`` are of what each voice asks (:func:`question_of`), in their order.
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
        answer = answers(best.text, best.language) if answers else None
        told.append(
            AskedAgain(
                question=best.text,
                language=best.language,
                voices=tuple(voice.id for voice in members),
                communities={share.group: share.voices for share in shares(members)},
                answered=tuple(voice.id for voice in members if voice.id in answered),
                on_record=answer.answers if answer else None,
                spoken=answer.bears if answer else False,
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


def question_of(voice: Voice) -> str:
    """The sentence of a voice that asks: of several the one that says most; all of it where none
    has a question mark. A greeting, and the story before the question, are no part of it."""
    asked = [part.strip() for part in _ASKED.findall(MENTION.sub(" ", voice.text))]
    telling = [(len(stems(Voice("", part, voice.language))), part) for part in asked]
    best = max(telling, key=lambda one: one[0], default=(0, ""))
    return _GREETING.sub("", best[1]) if best[0] else voice.text


@dataclass(frozen=True)
class _Question:
    """What is compared of a question: its telling words, and the kind of thing it asks for."""

    words: frozenset[str]
    kind: str


def _grouped(asking: Sequence[Voice], ground: Floats) -> list[list[int]]:
    """Each question with the first like it: leaders (Hartigan 1975), so that no chain of small
    steps joins two that differ."""
    told = [_told(voice) for voice in asking]
    groups: list[list[int]] = []
    leading: list[int] = []
    by_key: dict[str, int] = {}
    holding: defaultdict[str, list[int]] = defaultdict(list)
    bare: list[int] = []
    for i, voice in enumerate(asking):
        exact = key(voice.text)
        place = by_key.get(exact)
        if place is None:
            may = dict.fromkeys(group for word in told[i].words for group in holding[word])
            if len(told[i].words) <= BARE:
                may |= dict.fromkeys(bare)
            near = ground[[leading[g] for g in may]] @ ground[i] if may else np.zeros(0)
            alike = [
                (float(cosine), group)
                for group, cosine in zip(may, near, strict=True)
                if _same(told[i], told[leading[group]], float(cosine))
            ]
            place = max(alike)[1] if alike else None
        if place is None:
            place = len(groups)
            groups.append([])
            leading.append(i)
            for word in told[i].words:
                holding[word].append(place)
            if len(told[i].words) <= BARE:
                bare.append(place)
        groups[place].append(i)
        by_key.setdefault(exact, place)
    return groups


def _told(voice: Voice) -> _Question:
    asked = question_of(voice)
    words = frozenset(stems(Voice("", asked, voice.language)))
    folded = fold(asked).replace("’", "'")
    kind = next((name for name, pattern in _KINDS.items() if pattern.search(folded)), "")
    return _Question(words, kind)


def _same(one: _Question, other: _Question, cosine: float) -> bool:
    either = len(one.words | other.words)
    shared = len(one.words & other.words) / either if either else 0.0
    if cosine >= NEAR and shared >= SHARED:
        return True
    if one.kind != other.kind:
        return False
    if cosine >= NEAR and max(len(one.words), len(other.words)) <= BARE:
        return True
    near, least = (NEAR_ALIKE, SHARED_ALIKE) if one.kind else (NEAR_PLAIN, SHARED_PLAIN)
    return cosine >= near and shared >= least


def _when(voice: Voice) -> datetime:
    if voice.at is None:
        return _LONG_AGO
    return voice.at if voice.at.tzinfo else voice.at.replace(tzinfo=UTC)
