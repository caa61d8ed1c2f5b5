"""What a person looks at in the room. It lives in their session and gives no right to anything."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.workshop.candidates import Proposal
from assistant.workshop.importing import Imported
from assistant.workshop.values import Borne

STEPS = ("call", "said", "few", "words", "sentences", "vote", "outcome")
READ = frozenset({"said", "few", "words", "sentences"})
"""Steps for which the answers have to be read."""


@dataclass(frozen=True)
class Tried:
    """A sentence that was tried, and what bears it out."""

    text: str
    language: str
    borne: Borne


@dataclass(frozen=True)
class View:
    """``step`` is where on the path, ``call`` the id of the call; ``None``: the newest.

    ``opening``: another call is being opened. ``tried`` is a sentence somebody is writing,
    ``start`` the words it begins from; ``phrased`` what the model named ``model`` gave.
    """

    step: str = "call"
    call: str | None = None
    opening: bool = False
    imported: Imported | None = None
    tried: Tried | None = None
    start: str = ""
    phrased: tuple[Proposal, ...] = ()
    model: str = ""
