"""Leaders' presence: when each last spoke, about what, where they are silent, whom they answer.

A leader is a speaker on record, with the accounts that were named as theirs. A leader speaks to a
theme of the inbox when one of their texts holds two of the words that name it (one where it has no
more): a plain rule, so that whoever doubts it can look. Answers are replies in a thread, posts that
begin with an account's name, and replies on record; all else is broadcast. Numbers are small and
are told as counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.listening.values import Heard
from assistant.themes.naming import names
from assistant.themes.values import Theme, Voice
from assistant.themes.wording import stems

TOPICS = 5
NAMED_BY = 2
"""Words of a theme's name that one text has to hold to speak to it."""
WORDS = 5
"""Words that name a theme, of those that set it apart."""


@dataclass(frozen=True)
class Spoken:
    """Something a speaker said, on record (``passage_id`` empty) or in a post of theirs."""

    speaker: str
    text: str
    language: str
    date: str | None
    where: str
    id: str
    answer: bool
    on_record: bool


@dataclass(frozen=True)
class Topic:
    """A theme of the inbox that a leader spoke to: in how many texts, and when last."""

    theme_id: str
    name: str
    said: int
    last: str | None


@dataclass(frozen=True)
class Gap:
    """A theme of the inbox that a leader never spoke to, and how many posts it has."""

    theme_id: str
    name: str
    posts: int


@dataclass(frozen=True)
class Presence:
    """One leader. ``last`` is what they said last; ``words`` what they speak of, by their own
    words; ``answers`` and ``broadcasts`` add up to ``said``; ``answered`` are the ids of the posts
    they answered that are in the inbox."""

    speaker: str
    handles: tuple[str, ...]
    said: int
    on_record: int
    last: Spoken | None
    words: tuple[str, ...]
    topics: tuple[Topic, ...]
    gaps: tuple[Gap, ...]
    answers: int
    broadcasts: int
    answered: tuple[str, ...]


def presences(
    spoken: Iterable[Spoken],
    handles: Mapping[str, str],
    themes: Sequence[Theme],
    answered: Mapping[str, Sequence[str]],
) -> tuple[Presence, ...]:
    """The presence of each speaker, who spoke last first.

    ``handles`` are accounts and whose they are, ``answered`` the posts each speaker answered.
    """
    by_speaker: dict[str, list[Spoken]] = {}
    for one in spoken:
        by_speaker.setdefault(one.speaker, []).append(one)
    for speaker in handles.values():
        by_speaker.setdefault(speaker, [])
    found = [
        _presence(
            speaker,
            said,
            tuple(handle for handle, whose in handles.items() if whose == speaker),
            themes,
            tuple(answered.get(speaker, ())),
        )
        for speaker, said in by_speaker.items()
    ]
    return tuple(sorted(found, key=_order, reverse=True))


def post_of(one: Heard, speaker: str) -> Spoken:
    """A post of a leader, as something they said."""
    answers = one.reply_to is not None or one.text.lstrip().startswith("@")
    return Spoken(
        speaker, one.text, one.language, one.at, one.channel, one.id, answers, on_record=False
    )


def _presence(
    speaker: str,
    said: Sequence[Spoken],
    handles: tuple[str, ...],
    themes: Sequence[Theme],
    answered: tuple[str, ...],
) -> Presence:
    dated = [one for one in said if one.date is not None]
    last = max(dated, key=lambda one: one.date or "") if dated else (said[-1] if said else None)
    stemmed = [(one, frozenset(stems(_voice(one)))) for one in said]
    topics, gaps = [], []
    for theme in themes:
        named = _stems_of(theme)
        if not named:
            continue
        held = [one for one, words in stemmed if len(words & named) >= min(NAMED_BY, len(named))]
        if held:
            when = max((one.date for one in held if one.date is not None), default=None)
            topics.append(Topic(theme.id, theme.name, len(held), when))
        else:
            gaps.append(Gap(theme.id, theme.name, len(theme)))
    answers = sum(one.answer for one in said)
    return Presence(
        speaker=speaker,
        handles=handles,
        said=len(said),
        on_record=sum(one.on_record for one in said),
        last=last,
        words=_own_words(said),
        topics=tuple(sorted(topics, key=lambda one: -one.said)),
        gaps=tuple(sorted(gaps, key=lambda one: -one.posts)),
        answers=answers,
        broadcasts=len(said) - answers,
        answered=answered,
    )


def _own_words(said: Sequence[Spoken]) -> tuple[str, ...]:
    """What somebody speaks of, in the words that come back most."""
    if not said:
        return ()
    [(_, words)] = names([[_voice(one) for one in said]])
    return words[:TOPICS]


def _stems_of(theme: Theme) -> frozenset[str]:
    spoken = Counter(theme.languages).most_common(1)
    language = spoken[0][0] if spoken else "en"
    named = Voice(theme.id, " ".join(theme.words[:WORDS]), language)
    return frozenset(stems(named))


def _voice(one: Spoken) -> Voice:
    return Voice(one.id, one.text, one.language)


def _order(one: Presence) -> tuple[str, int, str]:
    return (one.last.date or "" if one.last is not None else "", one.said, one.speaker)
