"""Any text, whoever wrote it, held sentence by sentence against the record.

For now a sentence is *quoted* (its words are on record to the letter), a *courtesy* (one of ours),
or *not checked*; beside each stand the nearest things the brand has said, for a person to judge.
What is internal or embargoed may inform here, and is marked: this is for reviewers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.checks import Check, Context
from assistant.errors import BadRequest
from assistant.model import (
    Citation,
    Draft,
    Finding,
    Length,
    Post,
    Reading,
    Sentence,
    Severity,
    Standing,
    Strategy,
)
from assistant.reading import SERVED, read
from knowledge import languages
from knowledge.cleaning import squash
from knowledge.model import Passage
from knowledge.retrieval import Hit
from knowledge.sentences import sentences as sentence_spans

MAX_TEXT = 20_000
NEAREST = 3
_FRAMED = re.compile(r"[“«\"]\s*(.+?)\s*[”»\"]", re.S)
_OWN_TEXT = Strategy("written", "Written by a person", "")


@dataclass(frozen=True)
class Held:
    """A text held against the record: sentences with standings, findings, evidence, length."""

    text: str
    reading: Reading
    sentences: tuple[Sentence, ...]
    nearest: Mapping[int, tuple[str, ...]]
    """For each sentence's index, ids of the nearest passages, best first."""
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    length: Length


def hold(
    text: str,
    *,
    search: Callable[[str, int], Sequence[Hit]],
    courtesies: Iterable[str],
    checks: Sequence[Check],
    measure: Callable[[str], Length],
    platform: str,
    locale: str,
    today: date,
) -> Held:
    """``text`` against the record. Raises :class:`BadRequest` for an empty or too long one."""
    if not text.strip():
        raise BadRequest("The text is empty. Give the words to check.")
    if len(text) > MAX_TEXT:
        raise BadRequest(
            f"The text has {len(text):,} characters; at most {MAX_TEXT:,} are checked."
        )
    language = languages.detect(text).code
    known = [_as_pattern(wording) for wording in courtesies]
    passages: dict[str, Passage] = {}
    nearest: dict[int, tuple[str, ...]] = {}
    sentences: list[Sentence] = []
    for start, end in sentence_spans(text, language if language in SERVED else "en"):
        words = text[start:end].strip()
        if not words:
            continue
        if any(pattern.fullmatch(words) for pattern in known):
            sentences.append(Sentence(words, Standing.COURTESY))
            continue
        hits = search(words, NEAREST + 5)
        passages |= {hit.passage.id: hit.passage for hit in hits[:NEAREST]}
        nearest[len(sentences)] = tuple(hit.passage.id for hit in hits[:NEAREST])
        source = _source(words, [hit.passage for hit in hits])
        if source is None:
            sentences.append(Sentence(words, Standing.NOT_CHECKED))
            continue
        passages[source.passage_id] = next(
            hit.passage for hit in hits if hit.passage.id == source.passage_id
        )
        number = list(passages).index(source.passage_id) + 1
        sentences.append(Sentence(words, Standing.QUOTED, (replace(source, number=number),)))
    reading = read(Post(text, platform), locale=locale)
    draft = Draft(_OWN_TEXT, language, text, tuple(sentences), measure(text))
    context = Context(
        post=Post(text, platform),
        reading=reading,
        passages=passages,
        platform=platform,
        locale=locale,
        today=today.isoformat(),
    )
    findings = [finding for check in checks for finding in check(draft, context)]
    unchecked = sum(1 for s in sentences if s.standing is Standing.NOT_CHECKED)
    if unchecked:
        findings.append(
            Finding(
                "grounding",
                Severity.NOTE,
                f"{unchecked} phrase(s) ne figurent pas mot pour mot au registre : à relire au "
                "regard des passages proches."
                if locale == "fr"
                else f"{unchecked} sentence(s) are not on record to the letter: read them beside "
                "the nearest passages.",
                0,
                len(text),
            )
        )
    return Held(
        text=text,
        reading=reading,
        sentences=tuple(sentences),
        nearest=nearest,
        findings=tuple(findings),
        passages=tuple(passages.values()),
        length=draft.length,
    )


def _source(words: str, passages: Sequence[Passage]) -> Citation | None:
    """The passage that holds the sentence, or the quotation inside it, to the letter."""
    tries = [words.rstrip(), words.rstrip(" .")]
    tries += [found.rstrip(" .") for found in _FRAMED.findall(words)]
    for candidate in tries:
        bare = squash(candidate)
        if len(bare.split()) < 4:
            continue
        for passage in passages:
            if bare in squash(passage.text):
                return Citation(passage.id, candidate, 0)
    return None


def _as_pattern(wording: str) -> re.Pattern[str]:
    """A courtesy as a pattern: its greeting and topic may be any few words."""
    escaped = re.escape(wording)
    escaped = escaped.replace(re.escape("{greeting}"), r"[\w\s'’-]{2,40}")
    return re.compile(escaped.replace(re.escape("{topic}"), r".{2,60}"))
