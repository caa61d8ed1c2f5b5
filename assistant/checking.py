"""Any text, whoever wrote it, held sentence by sentence against the record.

Each sentence gets its standing, and beside it the nearest things the brand has said; each check
says what it found. What is internal or embargoed may inform here, and is marked: this is for
whoever must say yes or no to a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.checks import Context, Judge, OnRecord
from assistant.checks.judged import judged
from assistant.checks.offlimits import Limit
from assistant.checks.running import SECONDS, Named, not_checked, run
from assistant.checks.standing import stand
from assistant.errors import BadRequest
from assistant.inference import Entailer
from assistant.model import Draft, Finding, Length, Post, Reading, Sentence, Standing, Strategy
from assistant.reading import SERVED, read
from knowledge import languages
from knowledge.model import Brand, Passage
from knowledge.sentences import sentences as sentence_spans
from knowledge.voice import VoiceScore

MAX_TEXT = 20_000
NEAREST = 3
_OWN_TEXT = Strategy("written", "Written by a person", "")


@dataclass(frozen=True)
class Held:
    """A text held against the record: sentences with standings, findings, evidence, length.

    ``revision`` names the state of the record that it was held against.
    """

    text: str
    reading: Reading
    sentences: tuple[Sentence, ...]
    nearest: Mapping[int, tuple[str, ...]]
    """For each sentence's index, ids of the nearest passages, best first."""
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    length: Length
    revision: str = ""
    voice: VoiceScore | None = None
    """How near the text is to the brand's voice in its language, where anything is known of it."""
    voiced: int = 0
    """How many of the brand's statements that voice was learned from."""
    judging: Judging | None = None
    """The chat model's part in the standings, where one was asked."""


@dataclass(frozen=True)
class Judging:
    """Which model judged, by which instructions, and how many sentences have its standing."""

    model: str
    prompt: str
    asked: int
    heeded: int


def hold(
    text: str,
    *,
    brand: Brand,
    record: OnRecord,
    courtesies: Iterable[str],
    checks: Sequence[Named],
    entailer: Entailer,
    measure: Callable[[str], Length],
    platform: str,
    locale: str,
    today: date,
    post: Post | None = None,
    judge: Judge | None = None,
    off_limits: Sequence[Limit] | None = None,
    seconds: float = SECONDS,
) -> Held:
    """``text`` against the record; ``post`` is what it answers, where it answers something.

    Where there is a ``judge`` it is asked how the sentences stand that are not settled without it.
    The checks have ``seconds`` together; which did not end in them is among the findings.

    Raises :class:`BadRequest` for an empty text or one that is too long.
    """
    if not text.strip():
        raise BadRequest("The text is empty. Give the words to check.")
    if len(text) > MAX_TEXT:
        raise BadRequest(
            f"The text has {len(text):,} characters; at most {MAX_TEXT:,} are checked."
        )
    language = languages.detect(text).code
    language = language if language in SERVED else "en"
    known = [_as_pattern(wording) for wording in courtesies]
    sentences = tuple(
        Sentence(
            words,
            Standing.COURTESY
            if any(pattern.fullmatch(words) for pattern in known)
            else Standing.NOT_CHECKED,
        )
        for start, end in sentence_spans(text, language)
        if (words := text[start:end].strip())
    )
    answered = post or Post(text, platform)
    context = Context(
        post=answered,
        reading=read(answered, locale=locale, off_limits=off_limits),
        passages={},
        platform=platform,
        locale=locale,
        today=today.isoformat(),
        brand=brand,
        record=record,
        answers=post is not None,
    )
    draft = stand(Draft(_OWN_TEXT, language, text, sentences, measure(text)), context, entailer)
    told: list[Finding] = []
    judging = None
    if judge is not None:
        result = judged(draft, context, judge)
        draft = result.draft
        if result.asked:
            judging = Judging(judge.name, judge.digest(language), result.asked, result.heeded)
        if result.failure is not None:
            told.append(not_checked("judge", locale, result.failure.told(locale)))
    nearest, passages = _evidence(draft, record)
    context = replace(context, passages=passages)
    profile = record.voice(language)
    return Held(
        text=text,
        reading=context.reading,
        sentences=draft.sentences,
        nearest=nearest,
        findings=(*run(checks, draft, context, seconds), *told),
        passages=tuple(passages.values()),
        length=draft.length,
        revision=record.revision,
        voice=profile.score(text) if profile else None,
        voiced=profile.statements if profile else 0,
        judging=judging,
    )


def _evidence(
    draft: Draft, record: OnRecord
) -> tuple[dict[int, tuple[str, ...]], dict[str, Passage]]:
    """For each sentence the ids of what is nearest; and those passages with the cited ones.

    Passages come in the order of their numbers, so that the first is the one marked 1.
    """
    nearest: dict[int, tuple[str, ...]] = {}
    cited: dict[int, Passage] = {}
    others: dict[str, Passage] = {}
    for at, sentence in enumerate(draft.sentences):
        if sentence.standing is Standing.COURTESY and not sentence.citations:
            continue
        found = [hit.passage for hit in record.near(sentence.text)]
        nearest[at] = tuple(passage.id for passage in found[:NEAREST])
        numbers = {c.passage_id: c.number for c in sentence.citations}
        cited |= {numbers[passage.id]: passage for passage in found if passage.id in numbers}
        others |= {passage.id: passage for passage in found}
    listed = [cited[number] for number in sorted(cited)]
    passages = {passage.id: passage for passage in listed} | others
    return nearest, passages


def _as_pattern(wording: str) -> re.Pattern[str]:
    """A courtesy as a pattern: its greeting and topic may be any few words."""
    escaped = re.escape(wording)
    escaped = escaped.replace(re.escape("{greeting}"), r"[\w\s'’-]{2,40}")
    return re.compile(escaped.replace(re.escape("{topic}"), r".{2,60}"))
