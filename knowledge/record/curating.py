"""What a person does to the record by hand: edit, supersede, remove, restore, erase."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from knowledge.errors import BadInput
from knowledge.journal import Act, Scribe
from knowledge.record import facts as of_facts
from knowledge.record.befores import keep_before
from knowledge.record.entries import DocumentEntry
from knowledge.record.finding import read_documents, resolve_document, successors
from knowledge.record.speakers import forget_unspoken
from knowledge.record.succession import resolve_declared, set_successor
from knowledge.record.vectors import purge, rekey
from knowledge.schema import brands, documents, passages


def touch(connection: Connection, brand: str) -> None:
    """Let everyone who derives something from the brand's passages see that they changed."""
    connection.execute(
        update(brands).where(brands.c.name == brand).values(revision=brands.c.revision + 1)
    )


def edit_document(
    connection: Connection, brand: str, identity: str, changes: of_facts.Facts, scribe: Scribe
) -> None:
    """Change a document's facts; its passages' vectors are looked for under its new title."""
    _known(changes, of_facts.EDITABLE, "a document")
    of_facts.check(f"Document {identity}", changes)
    here = (documents.c.brand == brand) & (documents.c.id == identity)
    columns = [documents.c[name] for name in of_facts.NAMES]
    now = dict(connection.execute(select(*columns).where(here)).mappings().one())
    changes = {name: value for name, value in changes.items() if now[name] != value}
    if not changes:
        return
    _embargo({**now, **changes}, f"Document {identity}")
    connection.execute(update(documents).where(here).values(**changes, changed_at=scribe.at))
    if "title" in changes:
        rekey(connection, brand, identity)
        resolve_declared(connection, brand, scribe)
    touch(connection, brand)
    scribe.write(brand, [_edited("document edited", identity, now, changes, scribe)])
    _keep(connection, brand, identity, now, changes)


def edit_passage(
    connection: Connection, brand: str, identity: str, changes: of_facts.Facts, scribe: Scribe
) -> None:
    """Give a passage an access of its own; ``None`` gives it back its document's."""
    _known(changes, frozenset(of_facts.ACCESS), "a passage")
    given: of_facts.Facts = {name: value for name, value in changes.items() if value is not None}
    of_facts.check(f"Passage {identity}", given)
    here = (passages.c.brand == brand) & (passages.c.id == identity)
    columns = [passages.c[name] for name in of_facts.ACCESS]
    now = dict(connection.execute(select(*columns).where(here)).mappings().one())
    changes = {name: value for name, value in changes.items() if now[name] != value}
    if not changes:
        return
    of_document = connection.execute(
        select(documents.c.id, documents.c.embargoed_until, documents.c.removed)
        .join(
            passages,
            (passages.c.brand == documents.c.brand) & (passages.c.document_id == documents.c.id),
        )
        .where(here)
    ).one()
    if of_document.removed:
        raise BadInput(
            f"Passage {identity} is of a document that was removed. Bring it back first."
        )
    then = {**now, **changes}
    then["embargoed_until"] = then["embargoed_until"] or of_document.embargoed_until
    _embargo(then, f"Passage {identity}")
    connection.execute(update(passages).where(here).values(**changes))
    touch(connection, brand)
    scribe.write(brand, [_edited("passage edited", identity, now, changes, scribe)])
    _keep(connection, brand, of_document.id, now, changes)


def supersede(
    connection: Connection, brand: str, old: str, new: str | None, scribe: Scribe
) -> DocumentEntry:
    """Put ``new`` in the place of ``old``, or nothing; the old document as it is then."""
    old = resolve_document(connection, brand, old)
    new = resolve_document(connection, brand, new) if new is not None else None
    succeed(connection, brand, old, new, scribe, how="person")
    return read_documents(connection, brand, ids=[old], removed=True)[0]


def succeed(
    connection: Connection,
    brand: str,
    old: str,
    new: str | None,
    scribe: Scribe,
    *,
    how: str | None,
) -> None:
    """Put ``new`` in the place of ``old``, both by their whole ids, and ``how`` that came about."""
    here = (documents.c.brand == brand) & (documents.c.id == old)
    columns = (documents.c.superseded_by, documents.c.superseded_how)
    now = connection.execute(select(*columns).where(here)).one()
    if now.superseded_by == new:
        return
    how = how if new is not None else None
    set_successor(connection, brand, old, new, how=how, at=scribe.at)
    touch(connection, brand)
    # What was there before, for whoever undoes it.
    before = {"instead_of": now.superseded_by, "was": now.superseded_how}
    before = before if now.superseded_by is not None else {}
    if new is not None:
        act = Act("document superseded", old, {"by": new, "how": how, **before})
    else:
        act = Act("document current again", old, before)
    scribe.write(brand, [act])


def remove(connection: Connection, brand: str, ref: str, scribe: Scribe) -> list[DocumentEntry]:
    """Hide a document; the documents that are current again without it."""
    identity = resolve_document(connection, brand, ref)
    before = _superseded(connection, brand)
    if not _set_removed(connection, brand, identity, True, scribe):
        return []
    return _current_again(connection, brand, before)


def restore(connection: Connection, brand: str, ref: str, scribe: Scribe) -> DocumentEntry:
    """Show a removed document again."""
    identity = resolve_document(connection, brand, ref)
    if _set_removed(connection, brand, identity, False, scribe):
        resolve_declared(connection, brand, scribe)
    return read_documents(connection, brand, ids=[identity], removed=True)[0]


def erase(connection: Connection, brand: str, ref: str, scribe: Scribe) -> list[DocumentEntry]:
    """Delete a document and all that was made of it; the documents current again without it."""
    identity = resolve_document(connection, brand, ref)
    here = (documents.c.brand == brand) & (documents.c.id == identity)
    before = _superseded(connection, brand)
    row = connection.execute(
        select(
            documents.c.superseded_by,
            documents.c.superseded_how,
            documents.c.text_digest,
            documents.c.facts_digest,
        ).where(here)
    ).one()
    # What it stood in the place of is now in the place before its own successor.
    connection.execute(
        update(documents)
        .where(documents.c.brand == brand, documents.c.superseded_by == identity)
        .values(
            superseded_by=row.superseded_by,
            superseded_how=row.superseded_how,
            changed_at=scribe.at,
        )
    )
    connection.execute(delete(documents).where(here))
    purge(connection)
    forget_unspoken(connection, brand)
    touch(connection, brand)
    detail = {"text": scribe.digest(row.text_digest), "facts": scribe.digest(row.facts_digest)}
    scribe.write(brand, [Act("document erased", identity, detail)])
    return _current_again(connection, brand, before - {identity})


def _set_removed(
    connection: Connection, brand: str, identity: str, removed: bool, scribe: Scribe
) -> bool:
    """Whether anything had to be written."""
    changed = connection.execute(
        update(documents)
        .where(documents.c.brand == brand, documents.c.id == identity)
        .where(documents.c.removed.is_(not removed))
        .values(removed=removed, changed_at=scribe.at)
    ).rowcount
    if changed:
        touch(connection, brand)
        act = "document removed" if removed else "document restored"
        scribe.write(brand, [Act(act, identity)])
    return bool(changed)


def _superseded(connection: Connection, brand: str) -> set[str]:
    query = select(documents.c.id, documents.c.superseded_by).where(
        documents.c.brand == brand, documents.c.superseded_by.is_not(None)
    )
    return set(
        successors(
            connection, brand, {row.id: row.superseded_by for row in connection.execute(query)}
        )
    )


def _current_again(connection: Connection, brand: str, before: set[str]) -> list[DocumentEntry]:
    again = before - _superseded(connection, brand)
    return read_documents(connection, brand, ids=sorted(again)) if again else []


def _known(changes: of_facts.Facts, allowed: frozenset[str], what: str) -> None:
    unknown = sorted(changes.keys() - allowed)
    if unknown:
        raise BadInput(
            f"{', '.join(unknown)} cannot be edited on {what}. What can: "
            f"{', '.join(sorted(allowed))}."
        )


def _embargo(then: of_facts.Facts, what: str) -> None:
    if then["visibility"] == "embargoed" and then["embargoed_until"] is None:
        raise BadInput(f"{what}: embargoed until when? Give embargoed_until too, as 2023-05-10.")


def _edited(
    act: str, identity: str, now: of_facts.Facts, changes: of_facts.Facts, scribe: Scribe
) -> Act:
    before = {name: now[name] for name in changes}
    return Act(
        act,
        identity,
        {
            "from": of_facts.told(before, scribe.digest),
            "to": of_facts.told(changes, scribe.digest),
        },
    )


def _keep(
    connection: Connection, brand: str, document: str, now: of_facts.Facts, changes: of_facts.Facts
) -> None:
    """Keep what an edit found and left, which the journal does not tell."""
    before = {name: now[name] for name in changes}
    keep_before(connection, brand, document, {"from": before, "to": changes})
