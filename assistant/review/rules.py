"""What the house asks before a reply may leave: approvals, by whom, over what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import NotAllowed
from assistant.review.people import Person
from assistant.review.refusals import refused
from assistant.review.values import Dossier, Examination


@dataclass(frozen=True)
class Rules:
    """The house's rules. ``steps`` of approval (1 to 3), each by another person.

    ``own`` lets people approve what they wrote themselves.
    """

    steps: int = 1
    own: bool = False

    def approvable(
        self,
        dossier: Dossier,
        by: Person,
        examined: Examination,
        overrides: Mapping[str, str],
    ) -> None:
        """Raises :class:`NotAllowed` where ``by`` may not approve the current version."""
        if by.name == dossier.current.author and not self.own:
            raise refused(NotAllowed, "own text", who=by.name)
        if any(one.person == by.name for one in dossier.approvals):
            raise refused(NotAllowed, "own step", who=by.name)
        if not examined.complete:
            raise refused(NotAllowed, "broken")
        open_ = [one for one in examined.blocking if one.key not in overrides]
        if open_:
            listed = "; ".join(one.message for one in open_)
            raise refused(NotAllowed, "stops", listed=listed)

    def sendable(self, dossier: Dossier) -> None:
        """Raises :class:`NotAllowed` where the current version has not all its approvals."""
        given = len(dossier.approvals)
        if given < self.steps:
            raise refused(NotAllowed, "approvals", given=given, steps=self.steps)
