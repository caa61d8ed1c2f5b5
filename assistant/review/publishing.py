"""A reply that was sent goes on the record, in the transaction that says it was sent.

It is kept as what it is: a reply, dated, in the brand's name, which serves consistency and voice
and is never the sole evidence for another. Its vector and its place in the index follow after.
"""

from __future__ import annotations

from sqlalchemy import Connection

from assistant.review.books import Publish, Retract
from assistant.review.shelf import read_dossier
from assistant.review.values import Dossier
from knowledge.cleaning import one_line
from knowledge.journal import Scribe
from knowledge.model import Kind, SourceDocument, Visibility, document_id
from knowledge.record import Record
from knowledge.segmenting import BOUND, segment

SOURCE = "corail:reply/"
"""How a reply that was sent from here is known on the record: this, and its dossier's id."""
TITLED = 80


def on_record(record: Record, bound: int = BOUND) -> Publish:
    """What puts replies on ``record``, in passages of at most ``bound`` tokens."""

    def publish(connection: Connection, dossier: Dossier, scribe: Scribe) -> str:
        brand = next((b for b in record.brands_within(connection, dossier.brand)), None)
        current = dossier.current
        document = SourceDocument(
            source=SOURCE + dossier.id,
            text=current.text,
            title=one_line(current.text, TITLED),
            kind=Kind.REPLY,
            speaker=(brand.title or None) if brand else None,
            date=scribe.at[:10],
            channel=dossier.platform,
            language=current.language,
            url=dossier.url,
            supersedes=_corrected(connection, dossier),
        )
        identity = document_id(dossier.brand, document)
        passages = segment(document, dossier.brand, identity, bound)
        [kept] = record.add_within(connection, dossier.brand, [(document, passages)], scribe)
        return kept.document_id

    return publish


def off_record(record: Record) -> Retract:
    """What marks a reply on ``record`` as taken down: kept, seen inside, and no longer cited."""

    def retract(connection: Connection, dossier: Dossier, scribe: Scribe) -> None:
        if dossier.document_id is not None:
            inside = {"visibility": Visibility.INTERNAL.value}
            record.edit_within(connection, dossier.brand, dossier.document_id, inside, scribe)

    return retract


def _corrected(connection: Connection, dossier: Dossier) -> str | None:
    """The document of the reply that this one mends."""
    if dossier.corrects is None:
        return None
    return read_dossier(connection, dossier.corrects).document_id
