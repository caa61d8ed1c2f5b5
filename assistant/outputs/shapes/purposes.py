"""An open call on the purpose, what is read out of its answers, and the vote."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.workshop.values import (
    Borne,
    Candidate,
    Piece,
    Spread,
    State,
    Voiced,
)


class Call(TypedDict):
    """An open call. `question` and `asked` are by language, `answers` counts what came in.

    `least` is how many people a group needs to be shown, `mapping` what the last import read: a
    field, and the heading it is under. `answered` grows with each change to the answers.
    """

    id: str
    brand: str
    question: dict[str, str]
    asked: dict[str, str]
    anonymous: bool
    least: int
    state: State
    opened_by: str
    opened_at: str
    closed_at: str | None
    mapping: dict[str, str]
    answered: int
    answers: int


class Themes(TypedDict):
    """What was said, largest first, and by which groups, as far as these may be shown."""

    themes: list[Voiced]
    spreads: list[Spread]


class Few(TypedDict):
    """Something that few say: their answers' ids, and the answers themselves.

    `kind` is `theme`, `several` or `alone`; `distance` in [0, 2] is how far it stands from the
    nearest theme.
    """

    kind: str
    members: list[str]
    distance: float
    theme_id: str | None
    words: list[str]
    texts: list[str]


class Proposal(TypedDict):
    """A sentence that could be put to the vote, in pieces traced to the answers they are from."""

    language: str
    pieces: list[Piece]
    named: list[str]
    themes: list[str]
    borne: Borne
    text: str


class Candidates(TypedDict):
    """What could be put to the vote, and what was."""

    proposals: list[Proposal]
    candidates: list[Candidate]


class Tried(TypedDict):
    """A sentence of one's own, null where it was only tried, and what bears it out."""

    candidate: Candidate | None
    borne: Borne


class Forgotten(TypedDict):
    """How many answers were forgotten, and whether the call went with them."""

    call: str
    whole: bool
    answers: int
