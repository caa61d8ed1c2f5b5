"""What a chat model answered, read with distrust: sentences, and what each says it rests on.

The answer is JSON that may be half there (it is shown as it comes), cut off, wrapped, or no JSON
at all. A model's word that a passage says something is worth nothing: the id must be one it was
given and the words must be in that passage, which :mod:`assistant.checks.citations` sees to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.chat import declines, read_json
from assistant.checks.sources import is_courtesy
from assistant.checks.standing import heard, is_only_polite
from assistant.model import Citation, Post, Sentence, Standing
from knowledge.cleaning import clean, squash
from knowledge.model import Passage

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "maxItems": 12,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "cites": {
                        "type": "array",
                        "maxItems": 3,
                        "items": {
                            "type": "object",
                            "properties": {
                                "id": {"type": "string"},
                                "quote": {"type": "string"},
                            },
                            "required": ["id", "quote"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "cites"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
"""The shape of an answer, which servers that take a schema hold the model to."""

MOST = 12
"""Sentences of an answer that are read."""
FRAME = 16
"""Words that may introduce a quotation; a sentence that says more than that is not its source's."""

# The beginning of an escaped character, whose end has not come yet.
_CUT_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?$")
# An id that the model wrote into its sentence is for the mark beside it, not for the reader.
_MARK = re.compile(r"\s*[\[(](?:p[0-9a-f]{6,16}(?:\s*[,;]\s*)?)+[\])]")
_AROUND = re.compile(r"^[\s“”«»\"]+|[\s“”«»\"]+$")


@dataclass(frozen=True)
class Said:
    """One sentence as the model gave it: its words, and (short id, words) for each source."""

    text: str
    cites: tuple[tuple[str, str], ...] = ()


def so_far(words: str) -> str:
    """The reply that can be read in the beginning of an answer, while it is written."""
    whole = _CUT_ESCAPE.sub("", words)
    return " ".join(one.text for one in _sentences(read_json(whole)) if one.text)


def read(words: str) -> list[Said] | None:
    """The sentences of a whole answer; ``None`` for one that is not the JSON it should be."""
    told = read_json(words)
    if not isinstance(told, dict) or not isinstance(told.get("sentences"), list):
        return None
    return [one for one in _sentences(told) if one.text]


def is_refusal(words: str, said: Sequence[Said] | None) -> bool:
    """Whether an answer declines the task instead of doing it."""
    if said is None:
        return declines(words)
    return bool(said) and not any(one.cites for one in said) and declines(said[0].text)


def sentences(
    said: Sequence[Said],
    ids: Mapping[str, str],
    passages: Mapping[str, Passage],
    numbers: dict[str, int],
    post: Post,
) -> tuple[Sentence, ...]:
    """The model's sentences as Corail holds them, each with its citations and a first standing.

    ``ids`` are the passages' ids by the short ones the model was given; one it made up stays as
    it is, so that the check names it. ``numbers`` gives each passage its mark, over all drafts.
    A sentence that holds its source's words is *quoted*; one that tells them otherwise, or that
    cites nothing and is no courtesy of the model's own, is *not checked*.
    """
    read = heard(post, passages.values())
    found = []
    for one in said:
        citations = []
        for short, quote in one.cites:
            identity = _full(short, ids)
            number = numbers.setdefault(identity, len(numbers) + 1)
            citations.append(Citation(identity, quote, number))
        standing = Standing.NOT_CHECKED
        if not citations and is_courtesy(one.text) and is_only_polite(one.text, read):
            standing = Standing.COURTESY
        elif (
            citations
            and all(_quoted(one.text, c, passages) for c in citations)
            and _beside(one.text, citations) <= FRAME
        ):
            standing = Standing.QUOTED
        found.append(Sentence(one.text, standing, tuple(citations)))
    return tuple(found)


def _quoted(text: str, citation: Citation, passages: Mapping[str, Passage]) -> bool:
    words = squash(citation.words).rstrip(" .…")
    passage = passages.get(citation.passage_id)
    return (
        passage is not None
        and len(words.split()) >= 3
        and words in squash(text)
        and words in squash(passage.text)
    )


def _beside(text: str, citations: Sequence[Citation]) -> int:
    """How many words a sentence has beside those that it quotes."""
    rest = squash(text)
    for one in citations:
        rest = rest.replace(squash(one.words).rstrip(" .…"), " ")
    return len(re.findall(r"\w+", rest))


def _full(short: str, ids: Mapping[str, str]) -> str:
    bare = short.strip().strip("[]()#\"' ").lower()
    if bare in ids:
        return ids[bare]
    # A model may give a longer id than it was shown only by inventing the rest.
    return bare[:32] or "?"


def _sentences(told: Any) -> list[Said]:
    rows = told.get("sentences") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        return []
    return [_said(row) for row in rows[:MOST] if isinstance(row, dict)]


def _said(row: Mapping[str, Any]) -> Said:
    text = row.get("text")
    words = _MARK.sub("", clean(text).text) if isinstance(text, str) else ""
    cites = row.get("cites")
    pairs = []
    for one in cites if isinstance(cites, list) else []:
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            quote = one.get("quote")
            pairs.append((one["id"], _bare(quote) if isinstance(quote, str) else ""))
    return Said(" ".join(words.split()), tuple(pairs[:3]))


def _bare(quote: str) -> str:
    """Words without the quotation marks that a model puts around them."""
    return _AROUND.sub("", clean(quote).text)
