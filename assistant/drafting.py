"""Who writes the drafts. One protocol: the composed drafter now, a chat model beside it later.

A drafter receives what was read and what was found, and nothing else: no tools, no other brand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.composing import Style, compose
from assistant.evidence import Scored
from assistant.model import Draft, Post, Reading
from assistant.strategies import Playbook


class Drafter(Protocol):
    """Writes candidate drafts for a post from evidence that was retrieved for it."""

    name: str
    model: str | None

    @property
    def prompts(self) -> Mapping[str, str]:
        """The digest of each prompt that shapes the drafts, by name."""
        ...

    def draft(
        self, post: Post, reading: Reading, evidence: Sequence[Scored], style: Style
    ) -> list[Draft]:
        """The candidates, best first; a holding reply when ``evidence`` is empty."""
        ...


class ComposedDrafter:
    """Builds drafts from the brand's own words. Needs no model, answers in milliseconds."""

    name = "composed"
    model: str | None = None

    def __init__(self, playbooks: Mapping[str, Playbook]) -> None:
        self._playbooks = playbooks

    @property
    def prompts(self) -> Mapping[str, str]:
        return {f"strategies/{name}": book.digest for name, book in self._playbooks.items()}

    def draft(
        self, post: Post, reading: Reading, evidence: Sequence[Scored], style: Style
    ) -> list[Draft]:
        return compose(post, reading, evidence, self._playbooks, style)
