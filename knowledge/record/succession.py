"""What stands in the place of what: declared by a source, decided by a person, never in a circle.

A document may declare that it replaces another, by the other's id, source, file name or title.
The declaration is acted on once, as soon as exactly one document answers to it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, or_, select, update

from knowledge.errors import BadInput
from knowledge.journal import Act, Scribe
from knowledge.record.finding import by_parts
from knowledge.schema import documents

if TYPE_CHECKING:
    from knowledge.record.finding import AnyRow


def set_successor(
    connection: Connection, brand: str, old: str, new: str | None, *, how: str | None, at: str
) -> None:
    """Write that ``new`` stands in the place of ``old``; ``None`` for nothing does.

    Raises :class:`BadInput` when it would close a circle.
    """
    if new is not None and (old == new or old in chain(connection, brand, new)):
        raise BadInput(
            f"{new} cannot supersede {old}: it would stand in the place of itself, directly or "
            "through others. See what replaced what with `corail record show`."
        )
    connection.execute(
        update(documents)
        .where(documents.c.brand == brand, documents.c.id == old)
        .values(superseded_by=new, superseded_how=how, changed_at=at)
    )


def chain(connection: Connection, brand: str, identity: str) -> list[str]:
    """The documents that stand in the place of ``identity``, one after another."""
    found: list[str] = []
    at: str | None = identity
    while at is not None and at not in found:
        if at != identity:
            found.append(at)
        at = connection.execute(
            select(documents.c.superseded_by).where(
                documents.c.brand == brand, documents.c.id == at
            )
        ).scalar_one_or_none()
    return found


def resolve_declared(connection: Connection, brand: str, scribe: Scribe) -> None:
    """Act on the declarations that can be acted on now; the others wait for their target."""
    waiting = connection.execute(
        select(documents.c.id, documents.c.source, documents.c.supersedes)
        .where(
            documents.c.brand == brand,
            documents.c.supersedes.is_not(None),
            documents.c.resolved.is_(False),
            documents.c.removed.is_(False),
        )
        .order_by(documents.c.arrival)
    ).all()
    if not waiting:
        return
    answers = _answers(connection, brand, {row.supersedes.strip() for row in waiting})
    acts = []
    for row in waiting:
        target = _target(row, answers[row.supersedes.strip()])
        if target is None:
            continue
        connection.execute(
            update(documents)
            .where(documents.c.brand == brand, documents.c.id == row.id)
            .values(resolved=True)
        )
        if target in chain(connection, brand, row.id) or chain(connection, brand, target):
            # Two that each declare to replace the other, or a target that has its successor
            # already: what came first stands, and a person can decide otherwise.
            continue
        set_successor(connection, brand, target, row.id, how="declared", at=scribe.at)
        acts.append(Act("document superseded", target, {"by": row.id, "how": "declared"}))
    scribe.write(brand, acts)


def _answers(connection: Connection, brand: str, refs: set[str]) -> dict[str, list[AnyRow]]:
    """For each reference, the documents that answer to it by any of their names."""
    names = (documents.c.id, documents.c.source, documents.c.file_name, documents.c.title)
    found: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for part in by_parts(refs, 4_000):
        query = select(*names, documents.c.superseded_how).where(
            documents.c.brand == brand,
            documents.c.removed.is_(False),
            or_(*(name.in_(part) for name in names)),
        )
        for row in connection.execute(query):
            for name in {row.id, row.source, row.file_name, row.title} & refs:
                found[name].append(row)
    return found


def _target(declaring: AnyRow, answering: list[AnyRow]) -> str | None:
    """The one document meant: by its exact id or source before its file name or title."""
    ref = declaring.supersedes.strip()
    others = [row for row in answering if row.id != declaring.id]
    for name in ("id", "source", "file_name", "title"):
        meant = [row for row in others if getattr(row, name) == ref]
        # Of several versions of one source, the one that its source says now; the declaring
        # document's own earlier versions are superseded already, and are not what is meant.
        if name != "id":
            meant = [
                row
                for row in meant
                if row.superseded_how != "version" and row.source != declaring.source
            ]
        if len(meant) == 1:
            return str(meant[0].id)
        if meant:
            return None
    return None
