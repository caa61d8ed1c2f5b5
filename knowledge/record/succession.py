"""What stands in the place of what: declared by a source, decided by a person, never in a circle.

A document may declare that it replaces another, by the other's id, source, file name or title.
The declaration is acted on once, as soon as exactly one document answers to it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
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


def _replaced(connection: Connection, brand: str, identity: str) -> bool:
    """Whether a document that is on record stands in the place of this one."""
    query = select(documents.c.id).where(
        documents.c.brand == brand,
        documents.c.id.in_(chain(connection, brand, identity)),
        documents.c.removed.is_(False),
    )
    return connection.execute(query).first() is not None


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
    answers = _answers(connection, brand, {row.supersedes for row in waiting})
    acts = []
    for row in waiting:
        target = _target(row, answers[row.supersedes])
        if target is None:
            continue
        connection.execute(
            update(documents)
            .where(documents.c.brand == brand, documents.c.id == row.id)
            .values(resolved=True)
        )
        if target in chain(connection, brand, row.id) or _replaced(connection, brand, target):
            # Two that each declare to replace the other, or a target that has its successor
            # already: what came first stands, and a person can decide otherwise.
            continue
        set_successor(connection, brand, target, row.id, how="declared", at=scribe.at)
        acts.append(Act("document superseded", target, {"by": row.id, "how": "declared"}))
    scribe.write(brand, acts)


def _answers(connection: Connection, brand: str, refs: set[str]) -> dict[str, list[AnyRow]]:
    """For each reference, the documents that answer to it by any of their names."""
    names = (documents.c.id, documents.c.source, documents.c.title)
    found: defaultdict[str, list[AnyRow]] = defaultdict(list)
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for ref in sorted(refs):
        by_file[_file_name(ref)].append(ref)
    for part in by_parts(sorted(refs), 4_000):
        files = {_file_name(ref) for ref in part}
        query = (
            select(*names, documents.c.file_name, documents.c.superseded_how)
            .where(documents.c.brand == brand, documents.c.removed.is_(False))
            .where(or_(documents.c.file_name.in_(files), *(name.in_(part) for name in names)))
            .order_by(documents.c.arrival)
        )
        for row in connection.execute(query):
            paths = {ref for ref in by_file.get(row.file_name, ()) if _is_file(row, ref)}
            for ref in ({row.id, row.source, row.title} & refs) | paths:
                found[ref].append(row)
    return found


def _file_name(ref: str) -> str:
    return ref.rsplit("/", 1)[-1]


def _is_file(row: AnyRow, ref: str) -> bool:
    """Whether a reference is the end of a document's path: ``a.md``, ``2019/a.md``, ``../a.md``."""
    path = PurePosixPath(*(part for part in PurePosixPath(ref).parts if part != ".."))
    return row.file_name == _file_name(ref) and f"/{row.source}".endswith(f"/{path}")


def _target(declaring: AnyRow, answering: list[AnyRow]) -> str | None:
    """The one document meant: by its exact id or source before its file name or title."""
    ref = declaring.supersedes
    others = [row for row in answering if row.id != declaring.id]
    for row in others:
        if row.id == ref:
            return str(ref)
    # Of several versions of one source, what its source says now is meant; and the declaring
    # document's own earlier versions are superseded already.
    others = [
        row for row in others if row.superseded_how != "version" and row.source != declaring.source
    ]
    for meant in (
        [row for row in others if row.source == ref],
        [row for row in others if _is_file(row, ref)],
        [row for row in others if row.title == ref],
    ):
        if meant:
            return str(meant[0].id) if len(meant) == 1 else None
    return None
