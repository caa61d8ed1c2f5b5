"""Who writes the drafts: a chat model where one is set, the brand's own words where none is.

A drafter receives one :class:`Case` (what was read, found and wished for) and nothing else: no
tools, no other brand. Without evidence no model is called: what it wrote could only be invented.

    composed.py   from the record alone, with `assistant.composing`
    spoken.py     the same, to be said aloud
    chatting.py   by a chat model, held to what it was given
    asking.py     what a model is asked        budget.py    what of it fits
    answers.py    what a model answered, read as sentences and their sources
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.composing import Style
from assistant.errors import ModelFailed
from assistant.evidence import Scored
from assistant.model import Draft, Glimpse, Post, Reading, Usage
from knowledge.model import Passage

Report = Callable[[Glimpse], None]


@dataclass(frozen=True)
class Case:
    """One post to answer, and all that a drafter may know.

    ``evidence`` are the words worth quoting, ``passages`` all that was retrieved, best first;
    ``bears`` is whether the record answers the post at all, ``loosely`` whether only from afar.
    ``hold`` gives a draft back with what the checks found in it.
    """

    post: Post
    reading: Reading
    evidence: Sequence[Scored]
    passages: Sequence[Passage]
    bears: bool
    loosely: bool
    style: Style
    hold: Callable[[Draft], Draft]


@dataclass(frozen=True)
class Drafted:
    """What a drafter gives: its candidates, best first, and what they took.

    ``prompts`` are the digests of what shaped them, ``failures`` what went wrong with some.
    """

    drafts: tuple[Draft, ...]
    model: str | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    usage: Usage | None = None
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    failures: tuple[ModelFailed, ...] = ()


class Drafter(Protocol):
    """Writes candidate drafts for a post from evidence that was retrieved for it."""

    name: str
    model: str | None
    """The chat model that writes, by name."""

    def draft(self, case: Case, report: Report | None = None) -> Drafted:
        """The candidates, best first; a holding reply without evidence.

        ``report`` is told what is written while it is written; what it raises ends the work.
        Raises :class:`ModelFailed` when there is a model, and it gave nothing that can be used.
        """
        ...
