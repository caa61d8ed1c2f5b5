"""What a person does on the page, as one act of the workflow.

The page says which turn and which text the person saw; the workflow refuses where either has
moved on. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.errors import BadRequest
from assistant.model import Post
from assistant.review import Dossier, Person
from assistant.review.desk import ReviewDesk
from assistant.review.refusals import refused

OVERRIDE = "why:"
"""What stands before the key of a finding, in the name of its box."""


@dataclass(frozen=True)
class Asked:
    """An act as the page asks for it: on which dossier, by whom, with the words of its boxes."""

    act: str
    dossier: str
    subject: str
    person: Person
    fields: Mapping[str, str]
    locale: str = "en"

    @property
    def turn(self) -> int:
        """The turn that the person saw."""
        told = self.fields.get("turn", "")
        if not told.isdecimal():
            raise refused(BadRequest, "unseen")
        return int(told)

    def words(self, name: str) -> str:
        """What stands in a box."""
        return self.fields.get(name, "").strip()

    def given(self, name: str) -> str | None:
        """The same, ``None`` where the box is empty."""
        return self.words(name) or None

    @property
    def overrides(self) -> dict[str, str]:
        """The reasons given for findings that block, by their keys."""
        found = {k: v.strip() for k, v in self.fields.items() if k.startswith(OVERRIDE)}
        return {k.removeprefix(OVERRIDE): why for k, why in found.items() if why}


def perform(review: ReviewDesk, asked: Asked) -> Dossier:
    """Carry an act out; the dossier after it. Raises what the workflow raises."""
    act = ACTS.get(asked.act)
    if act is None:
        raise refused(BadRequest, "old page")
    return act(review, asked)


def _approve(review: ReviewDesk, asked: Asked) -> Dossier:
    return review.approve(
        asked.dossier,
        asked.turn,
        asked.words("digest"),
        asked.person,
        overrides=asked.overrides,
        reason=asked.words("reason"),
        locale=asked.locale,
    )


def _revise(review: ReviewDesk, asked: Asked) -> Dossier:
    words = asked.words("text")
    return review.revise(asked.dossier, asked.turn, words, asked.person, locale=asked.locale)


def _use(review: ReviewDesk, asked: Asked) -> Dossier:
    if not asked.words("for-post"):
        raise refused(BadRequest, "no post")
    platform = review.read(asked.dossier).platform
    post = Post(asked.words("for-post"), platform, url=asked.given("for-url"))
    return review.use(asked.dossier, asked.words("digest"), post, asked.person, asked.locale)


def _comment(review: ReviewDesk, asked: Asked) -> Dossier:
    about = asked.words("sentence")
    version = review.read(asked.dossier).version
    return review.ledger.comment(
        asked.dossier,
        asked.words("comment"),
        asked.person,
        version=version,
        sentence=int(about) if about.isdecimal() else None,
    )


def _settle(review: ReviewDesk, asked: Asked) -> Dossier:
    number = int(asked.subject) if asked.subject.isdecimal() else 0
    return review.ledger.settle(asked.dossier, number, asked.person)


def _decline(review: ReviewDesk, asked: Asked) -> Dossier:
    return review.ledger.decline(
        asked.dossier,
        asked.turn,
        asked.words("why-not"),
        asked.person,
        look_again=asked.given("again"),
    )


def _mine(review: ReviewDesk, asked: Asked) -> Dossier:
    due = review.read(asked.dossier).due_at
    who = asked.person.name
    return review.ledger.assign(asked.dossier, asked.turn, who, asked.person, due_at=due)


def _assign(review: ReviewDesk, asked: Asked) -> Dossier:
    to, due = asked.given("to"), asked.given("due")
    return review.assign(asked.dossier, asked.turn, to, asked.person, due_at=due)


def _send(review: ReviewDesk, asked: Asked) -> Dossier:
    digest, url = asked.words("digest"), asked.given("url")
    return review.send(asked.dossier, asked.turn, digest, asked.person, url=url)


ACTS: Mapping[str, Callable[[ReviewDesk, Asked], Dossier]] = {
    "submit": lambda r, a: r.ledger.submit(a.dossier, a.turn, a.person),
    "approve": _approve,
    "ask": lambda r, a: r.ledger.ask_changes(a.dossier, a.turn, a.words("reason"), a.person),
    "reject": lambda r, a: r.ledger.reject(a.dossier, a.turn, a.words("reason"), a.person),
    "decline": _decline,
    "reopen": lambda r, a: r.ledger.reopen(a.dossier, a.turn, a.person),
    "revise": _revise,
    "comment": _comment,
    "settle": _settle,
    "mine": _mine,
    "assign": _assign,
    "send": _send,
    "withdraw": lambda r, a: r.ledger.withdraw(a.dossier, a.turn, a.words("why-down"), a.person),
    "erase": lambda r, a: r.ledger.erase_post(a.dossier, a.person),
    "use": _use,
    "correct": lambda r, a: r.correct(a.dossier, a.person),
}
