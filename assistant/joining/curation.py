"""The record as it is kept, joined to the vectors, the index and the checks of an installation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.curation.desk import Curation, Ingest
from knowledge.curator import Curator
from knowledge.loading import Limits
from knowledge.model import Passage, embedded_text, vector_key

if TYPE_CHECKING:
    from assistant.installation import Installation


def curation(
    house: Installation,
    settle: Callable[[str], None],
    forget: Callable[[str], None],
    ingest: Ingest,
) -> Curation:
    """The keeping of the record over ``house``: ``settle`` brings what is derived from it up to
    it, ``forget`` drops what is held of what was taken off it."""
    return Curation(
        record=house.record,
        curator=Curator(house.database, house.now),
        entailer=lambda: house.checks.entailer,
        near=lambda brand, passages, k: _near(house, brand, passages, k),
        settle=settle,
        forget=forget,
        ingest=ingest,
        limits=Limits(file_bytes=house.settings.max_file_mb * 1_000_000),
    )


def _near(
    house: Installation, brand: str, passages: Sequence[Passage], k: int
) -> list[list[Passage]]:
    """The passages of other documents that are nearest to each, by the vectors on record: nothing
    is embedded for it."""
    keys = [vector_key(embedded_text(p.title, p.heading, p.text)) for p in passages]
    vectors = house.record.vectors(house.embedder.name, keys)
    own = {passage.id for passage in passages}
    found: list[list[str]] = []
    for key in keys:
        if key not in vectors:
            found.append([])
            continue
        hits = house.index.search(brand, vectors[key].tolist(), k + len(own))
        found.append([identity for identity, _ in hits if identity not in own][:k])
    read = house.record.passages(brand, [identity for ids in found for identity in ids])
    return [[read[identity] for identity in ids if identity in read] for ids in found]
