"""What today's purpose says that nobody said, and what people say of which it says nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.workshop.hearing import Heard
from assistant.workshop.values import Gap, Line, Missing
from knowledge.model import Passage

WORDS = 4
"""Words that a line of a purpose has, at least: less is a heading."""
COVERED = 0.25
"""The share of a theme's voices that a purpose's lines answer, together, to be no gap."""


def gap(heard: Heard, purposes: Sequence[Passage]) -> Gap:
    """The sentences of the purpose documents beside what was answered. ``purposes`` are the
    passages of those that are in force."""
    texts = [
        (passage, text)
        for passage in purposes
        for text in passage.quotes
        if len(text.split()) >= WORDS
    ]
    languages = [passage.language or "" for passage, _ in texts]
    bearing = heard.bearing([text for _, text in texts], languages)
    lines = tuple(
        Line(
            passage_id=passage.id,
            document_id=passage.document_id,
            title=passage.title,
            language=passage.language or "",
            text=text,
            said=tuple(identity for identity, _ in close),
        )
        for (passage, text), close in zip(texts, bearing, strict=True)
    )
    return Gap(lines, _missing(heard, lines))


def _missing(heard: Heard, lines: Sequence[Line]) -> tuple[Missing, ...]:
    """The themes that no line answers, largest first, with the line that comes nearest."""
    answered = {identity for line in lines for identity in line.said}
    found = []
    near = None
    if lines and len(heard.middles):
        vectors = heard.embed([line.text for line in lines])
        near = heard.middles @ heard.grounded(vectors, [line.language for line in lines]).T
    for at, theme in enumerate(heard.themes.themes):
        share = sum(member in answered for member in theme.members) / len(theme)
        if share < COVERED:
            nearest = lines[int(np.argmax(near[at]))] if near is not None else None
            found.append(Missing(theme.id, len(theme), nearest))
    return tuple(found)
