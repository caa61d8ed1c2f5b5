"""What the other parts of Corail hand to listening; :mod:`assistant.joining.listening` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.listening.presence import Spoken
from assistant.listening.values import Act, By, Challenges, Rights, State, Tell
from assistant.themes.values import Answers
from knowledge.model import Brand

Floats = NDArray[np.float32]


class Vectors(Protocol):
    """The vectors of texts, a row for each, out of the record's cache: what was embedded once is
    not embedded again, and what is embedded now is kept, batch by batch."""

    def __call__(self, texts: Sequence[str], tell: Tell | None = None) -> Floats: ...


class AnswersOf(Protocol):
    """The record of a brand, as themes ask it."""

    def __call__(self, brand: str) -> Answers: ...


class Brands(Protocol):
    """The brand of that name, else the only one. Raises :class:`UnknownThing`."""

    def __call__(self, name: str | None = None) -> Brand: ...


class Situation(Protocol):
    """What an answer of the record depends on: another text, and it has to be asked again."""

    def __call__(self, brand: str) -> str: ...


class Dossiers(Protocol):
    """Where the replies of a brand are, by the digest of the post that each answers: drafting
    while one is on its way, answered once one was sent, new where none is to come."""

    def __call__(self, brand: str) -> Mapping[str, State]: ...


class Speakers(Protocol):
    """What the speakers of a brand said, on record."""

    def __call__(self, brand: str) -> Sequence[Spoken]: ...


class Allows(Protocol):
    """Whether somebody has the right to an act, so that nobody is shown what is refused them."""

    def __call__(self, by: By, act: Act) -> bool: ...


def _everything(by: By, act: Act) -> bool:
    return True


@dataclass(frozen=True)
class Handed:
    """All of it. ``locale`` is the language of the reader where no other is asked for; ``private``
    lets feeds be read from addresses of the house's own network."""

    rights: Rights
    vectors: Vectors
    challenges: Challenges
    answers: AnswersOf
    brands: Brands
    situation: Situation
    dossiers: Dossiers
    speakers: Speakers
    locale: str = "en"
    private: bool = False
    allows: Allows = _everything
