"""A document and its passages as they are handed in: checked, digested and made into rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from knowledge.errors import BadInput
from knowledge.model import (
    Passage,
    SourceDocument,
    document_id,
    embedded_text,
    passage_id,
    vector_key,
)
from knowledge.record import facts as of_facts

Item = tuple[SourceDocument, Sequence[Passage]]


class Handed:
    """A document as it is handed in, with what tells it apart, computed once.

    Raises :class:`BadInput` for what the record cannot hold.
    """

    def __init__(self, brand: str, document: SourceDocument, cut: Sequence[Passage]) -> None:
        self.brand = brand
        self.document = document
        self.cut = cut
        self.facts = of_facts.facts_of(document)
        of_facts.check_document(document, self.facts)
        self.id = document_id(brand, document)
        self.digest = document.digest
        self.facts_digest = of_facts.digest(self.facts)
        self.twin_of = (self.digest, self.facts_digest)


def passage_row(passage: Passage, one: Handed, title: str) -> dict[str, Any]:
    """A passage's row. Raises :class:`BadInput` when it is not of the document handed in."""
    source, text = one.document.source, one.document.text
    if passage.brand != one.brand or passage.document_id != one.id:
        raise BadInput(
            f"{source}: passage {passage.id} was cut for document {passage.document_id} of "
            f"{passage.brand!r}, not for {one.id} of {one.brand!r}. Segment the document again."
        )
    identity = passage_id(one.id, passage.start, passage.text)
    if text[passage.start : passage.end] != passage.text or passage.id != identity:
        raise BadInput(
            f"{source}: passage {passage.id} is not what stands at {passage.start}–{passage.end} "
            "of its document. Segment the document again."
        )
    of_facts.storable(source, "heading", passage.heading)
    own: dict[str, str | None] = dict.fromkeys(of_facts.ACCESS)
    if passage.access != one.document.access:
        stated, whole = of_facts.access_facts(passage.access), one.facts
        own = {
            name: value if name == "visibility" or value != whole[name] else None
            for name, value in stated.items()
        }
    return {
        "brand": one.brand,
        "id": passage.id,
        "document_id": one.id,
        "position": passage.position,
        "start": passage.start,
        "stop": passage.end,
        "tokens": passage.tokens,
        "vector_key": vector_key(embedded_text(title, passage.heading, passage.text)),
        **own,
        "heading": passage.heading,
        "sentences": json.dumps(passage.sentences, separators=(",", ":")),
        "text": passage.text,
    }
