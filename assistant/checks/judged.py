"""What a judge's verdicts are worth: a standing that is quoted, and never against a figure.

A chat model reads meaning better than rules do, and it also invents. So its verdict counts only
with words that are in the passage to the letter; a figure, a date or a "not" that differs stays a
contradiction whatever it says; and what it calls supported is held to the passage's own figures
and absolutes before it is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.checks import Context, Judge, Verdict
from assistant.checks.standing import is_all_there, may_support
from assistant.errors import ModelFailed
from assistant.inference.words import served
from assistant.model import Citation, Draft, Sentence, Standing
from knowledge.cleaning import squash
from knowledge.model import Passage

MOST = 24
"""Sentences that are put to a judge at once; a longer text is judged in its beginning."""
NEAR = 3
"""Passages that are shown for each sentence."""
LEAST_QUOTED = 3
"""Words of a quotation that decides."""

OPEN = frozenset({Standing.SUPPORTED, Standing.EXTENDS, Standing.NEW})
"""The standings that a judge may change: what was found to the letter, or against a figure, is
beyond it."""
_QUOTING = frozenset({Standing.SUPPORTED, Standing.EXTENDS, Standing.CONTRADICTS})


@dataclass(frozen=True)
class Judged:
    """A draft with the standings that a judge gave; ``failure`` where it gave none.

    ``heeded`` of the ``asked`` sentences have the judge's standing.
    """

    draft: Draft
    asked: int = 0
    heeded: int = 0
    failure: ModelFailed | None = None


def judged(draft: Draft, context: Context, judge: Judge) -> Judged:
    """``draft``, already given its standings without a model, with those that ``judge`` changes."""
    if context.record is None:
        return Judged(draft)
    places = [at for at, s in enumerate(draft.sentences) if s.standing in OPEN][:MOST]
    if not places:
        return Judged(draft)
    passages: dict[str, Passage] = {}
    for at in places:
        for hit in context.record.near(draft.sentences[at].text)[:NEAR]:
            # What is not public stays in the house, wherever the model runs.
            if hit.passage.access.is_public_on(context.today):
                passages.setdefault(hit.passage.id, hit.passage)
    words = [draft.sentences[at].text for at in places]
    try:
        given = judge.verdicts(words, list(passages.values()), draft.language)
    except ModelFailed as error:
        return Judged(draft, len(places), 0, error)
    sentences = list(draft.sentences)
    numbers = {c.passage_id: c.number for s in draft.sentences for c in s.citations}
    heeded = 0
    for n, at in enumerate(places):
        verdict = given.get(n)
        if verdict is None or not _counts(verdict, passages):
            continue
        heeded += 1
        sentences[at] = _with(sentences[at], verdict, draft.language, context, passages, numbers)
    return Judged(replace(draft, sentences=tuple(sentences)), len(places), heeded)


def _counts(verdict: Verdict, passages: Mapping[str, Passage]) -> bool:
    """Whether a verdict quotes what decides, where it has to."""
    if verdict.standing not in _QUOTING:
        return True
    passage = passages.get(verdict.passage_id)
    words = squash(verdict.quote).strip(" .…")
    return (
        passage is not None and len(words.split()) >= LEAST_QUOTED and words in squash(passage.text)
    )


def _with(
    sentence: Sentence,
    verdict: Verdict,
    language: str,
    context: Context,
    passages: Mapping[str, Passage],
    numbers: dict[str, int],
) -> Sentence:
    standing = verdict.standing
    if standing not in _QUOTING:
        return replace(sentence, standing=standing, citations=())
    passage = passages[verdict.passage_id]
    if standing is not Standing.CONTRADICTS:
        if not may_support(passage, context.today):
            # A past reply, or what is not public, is no ground for saying it.
            return replace(sentence, standing=Standing.NEW, citations=())
        if not is_all_there(sentence.text, passage, served(language)):
            standing = Standing.EXTENDS
    number = numbers.setdefault(passage.id, max(numbers.values(), default=0) + 1)
    cited = Citation(passage.id, verdict.quote.strip(), number)
    return replace(sentence, standing=standing, citations=(cited,))
