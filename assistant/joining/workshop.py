"""The purpose workshop, joined to the record, the vectors and the chat model of an installation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant import example
from assistant.exporting.masking import mask
from assistant.joining.vectors import embedded
from assistant.review.people import Person
from assistant.workshop.desk import Progress, Workshop
from assistant.workshop.outcome import on_record
from assistant.workshop.phrasing import phrase
from assistant.workshop.shelf import Shelf
from assistant.workshop.values import Call
from assistant.workshop.veiling import veil
from knowledge.cleaning import fold
from knowledge.loading.outcomes import Limits
from knowledge.model import Kind, Passage, vector_key

if TYPE_CHECKING:
    from assistant.installation import Installation

Floats = NDArray[np.float32]


def workshop(
    house: Installation, now: Callable[[], datetime], settle: Callable[[str], None]
) -> Workshop:
    """The workshop over ``house``; ``settle`` brings what is derived from the record up to it."""
    model = house.chat_model
    settings = house.settings
    return Workshop(
        shelf=Shelf(house.database, now),
        around=Around(house, now, settle),
        publish=on_record(house.record, settings.passage_tokens),
        clock=now,
        least=settings.smallest_group,
        phrase=partial(phrase, model) if model is not None else None,
        limits=Limits(file_bytes=settings.max_file_mb * 1_000_000),
    )


def example_call(workshop: Workshop, by: Person) -> Call:
    """The example brand's open call, with its answers."""
    told = example.open_call()
    call = workshop.open(example.brand().name, told.question, by, asked=told.asked)
    with example.answers() as path:
        workshop.take_in(call, path, by)
    return workshop.call(call.brand, call.id)


class Around:
    """What the workshop needs of the house around it."""

    def __init__(
        self, house: Installation, now: Callable[[], datetime], settle: Callable[[str], None]
    ) -> None:
        self._house = house
        self._now = now
        self._settle = settle
        self._known: dict[str, tuple[object, frozenset[str]]] = {}

    def settle(self, brand: str) -> None:
        """Bring what is derived from the record up to it."""
        self._settle(brand)

    def embed(self, texts: Sequence[str], progress: Progress) -> Floats:
        """A vector for each text, from the record's cache where it is known."""
        return embedded(self._house.record, self._house.embedder, texts, progress)

    def forget(self, texts: Sequence[str]) -> None:
        """Drop the vectors of texts that were erased."""
        self._house.record.forget_vectors([vector_key(text) for text in texts])

    def veil(self, brand: str) -> Callable[[str, str], str]:
        """What masks a text: names that the public record writes with a capital stay."""
        known = self._names(brand)
        ours = next((b for b in self._house.record.brands() if b.name == brand), None)
        handles = ours.handles if ours is not None else ()

        def masked(text: str, language: str) -> str:
            return veil(text, language, known, lambda t, spoken: mask(t, spoken, handles))

        return masked

    def _names(self, brand: str) -> frozenset[str]:
        """Words that the public record writes with a capital, folded; kept while it stays."""
        situation = self._house.record.revision(brand), self._now().date()
        kept = self._known.get(brand)
        if kept is not None and kept[0] == situation:
            return kept[1]
        found: set[str] = set()
        for passage in self._public(brand):
            found.update(_capitals(passage.text), _capitals(passage.speaker or ""))
        for one in self._house.record.brands():
            if one.name == brand:
                found.update(*(_capitals(name) for name in (one.title, *one.names)))
        self._known[brand] = situation, frozenset(found)
        return self._known[brand][1]

    def names(self, brand: str) -> frozenset[str]:
        """The words of the brand's own names, folded."""
        ours = next((b for b in self._house.record.brands() if b.name == brand), None)
        told = (ours.name, ours.title, *ours.names) if ours is not None else (brand,)
        return frozenset(fold(word) for name in told for word in name.split())

    def purposes(self, brand: str) -> list[Passage]:
        """The passages of the purpose documents in force, first the oldest document's."""
        record = self._house.record
        ids = [
            entry.id
            for entry in record.catalogue(brand)
            if entry.kind == Kind.PURPOSE and not entry.superseded
        ]
        return list(record.passages(brand, ids).values())

    def words(self, brand: str, language: str) -> list[str]:
        """What the brand has said in public in a language."""
        return [
            entry.text
            for entry in self._public(brand)
            if entry.language == language and entry.kind != Kind.ALLY
        ]

    def _public(self, brand: str) -> list[Passage]:
        record = self._house.record
        today = self._now().date().isoformat()
        ids = [entry.id for entry in record.catalogue(brand)]
        return [p for p in record.passages(brand, ids).values() if p.access.is_public_on(today)]


def _capitals(text: str) -> set[str]:
    found = set()
    for word in text.split():
        bare = word.strip(_MARKS).replace("’", "'").rsplit("'", 1)[-1]
        if bare[:1].isupper():
            found.add(fold(bare))
    return found


_MARKS = ".,;:!?…«»\"“”()[]–—'’"
