"""Drafts from the record alone: the brand's own words, joined by courtesies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.composing import MAX_DRAFTS, compose, hold
from assistant.drafting import Case, Drafted, Report
from assistant.model import Draft
from assistant.strategies import Playbook


class ComposedDrafter:
    """Builds drafts from the brand's own words. Needs no model, answers in milliseconds."""

    name = "composed"
    model: str | None = None

    def __init__(self, playbooks: Mapping[str, Playbook]) -> None:
        self._playbooks = playbooks

    def draft(self, case: Case, report: Report | None = None) -> Drafted:
        drafts = compose(case.post, case.reading, case.evidence, self._playbooks, case.style)
        if case.loosely:
            drafts = self.with_holding(drafts, case)
        prompts = {f"strategies/{name}": book.digest for name, book in self._playbooks.items()}
        return Drafted(tuple(drafts), prompts=prompts)

    def with_holding(self, drafts: Sequence[Draft], case: Case) -> list[Draft]:
        """The drafts with a holding reply as the last: for when what was found may not answer."""
        if case.style.wishes.strategy is not None or not any(
            s.citations for d in drafts for s in d.sentences
        ):
            return list(drafts)
        holding = hold(case.post, case.reading, self._playbooks["hold"], case.style)
        return [*drafts[: MAX_DRAFTS - 1], holding]
