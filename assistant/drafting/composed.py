"""Drafts from the record alone: the brand's own words, joined by courtesies."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.composing import compose
from assistant.drafting import Case, Drafted, Report
from assistant.strategies import Playbook


class ComposedDrafter:
    """Builds drafts from the brand's own words. Needs no model, answers in milliseconds."""

    name = "composed"

    def __init__(self, playbooks: Mapping[str, Playbook]) -> None:
        self._playbooks = playbooks

    def draft(self, case: Case, report: Report | None = None) -> Drafted:
        drafts = compose(case.post, case.reading, case.evidence, self._playbooks, case.style)
        prompts = {f"strategies/{name}": book.digest for name, book in self._playbooks.items()}
        return Drafted(tuple(drafts), prompts=prompts)
