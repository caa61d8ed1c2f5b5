"""Who speaks on the record: the names as they are written, and which of them are one person.

A document keeps the letter of who it says spoke. That "C. Martin" is Camille Martin is a person's
word, kept beside it; whoever reads who speaks follows it. It is undone by forgetting it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from knowledge.errors import BadInput, UnknownThing
from knowledge.journal import Act, Scribe
from knowledge.record.befores import keep_before
from knowledge.schema import documents, record_befores, speaker_aliases

LONGEST = 300
"""Characters of a name that can be an alias."""


@dataclass(frozen=True)
class Speaker:
    """A name as it is written on record. ``known_as`` is whose it is, where that was said; ``last``
    the last day of a document of theirs. Removed documents do not count."""

    spelling: str
    documents: int
    last: str | None
    known_as: str | None = None

    @property
    def name(self) -> str:
        """Who it is."""
        return self.known_as or self.spelling


def read_aliases(connection: Connection, brand: str) -> dict[str, str]:
    """From each spelling that is somebody's to who they are in the end."""
    query = select(speaker_aliases.c.spelling, speaker_aliases.c.name).where(
        speaker_aliases.c.brand == brand
    )
    step = {row.spelling: row.name for row in connection.execute(query)}
    return {spelling: _last(step, spelling) for spelling in step}


def _last(step: Mapping[str, str], spelling: str) -> str:
    seen = {spelling}
    at = step[spelling]
    while at in step and at not in seen:
        seen.add(at)
        at = step[at]
    return at


def read_speakers(connection: Connection, brand: str) -> list[Speaker]:
    """The names on record, by who they are, who says most first, their spellings together."""
    query = (
        select(documents.c.speaker, func.count().label("count"), func.max(documents.c.date))
        .where(documents.c.brand == brand, documents.c.removed.is_(False))
        .where(documents.c.speaker.is_not(None), documents.c.speaker != "")
        .group_by(documents.c.speaker)
    )
    known = read_aliases(connection, brand)
    found = [
        Speaker(spelling, count, last, known.get(spelling))
        for spelling, count, last in connection.execute(query)
    ]
    # An alias whose documents were removed is shown all the same: it can be undone.
    spelt = {one.spelling for one in found}
    found += [Speaker(one, 0, None, name) for one, name in known.items() if one not in spelt]
    together: Counter[str] = Counter()
    for one in found:
        together[one.name] += one.documents
    return sorted(
        found,
        key=lambda one: (-together[one.name], one.name, one.known_as is not None, one.spelling),
    )


def set_alias(
    connection: Connection, brand: str, spelling: str, name: str | None, scribe: Scribe
) -> bool:
    """Say that ``spelling`` is ``name``, or nobody's but its own; whether anything was written.

    Raises :class:`BadInput` for what is no alias, :class:`UnknownThing` for a name that nobody on
    record has.
    """
    spelling = spelling.strip()
    now = own_name(connection, brand, spelling)
    if name is not None:
        name = name.strip()
        _check(connection, brand, spelling, name)
    if now == name:
        return False
    here = (speaker_aliases.c.brand == brand) & (speaker_aliases.c.spelling == spelling)
    connection.execute(delete(speaker_aliases).where(here))
    if name is not None:
        row = {"brand": brand, "spelling": spelling, "name": name, "at": scribe.at}
        connection.execute(insert(speaker_aliases).values(row))
    act = "speaker alias lifted" if name is None else "speaker alias set"
    keyed = scribe.digest(spelling) or ""
    scribe.write(brand, [Act(act, keyed, {"name": scribe.digest(name)})])
    keep_before(connection, brand, None, {"spelling": spelling, "from": now, "to": name})
    return True


def own_name(connection: Connection, brand: str, spelling: str) -> str | None:
    """Whose spelling it was said to be, without following it any further."""
    query = select(speaker_aliases.c.name).where(
        speaker_aliases.c.brand == brand, speaker_aliases.c.spelling == spelling
    )
    return connection.execute(query).scalar_one_or_none()


def _check(connection: Connection, brand: str, spelling: str, name: str) -> None:
    if not spelling or not name or max(len(spelling), len(name)) > LONGEST:
        raise BadInput(f"A speaker's name has 1 to {LONGEST} characters.")
    if spelling == name:
        raise BadInput(f"{spelling!r} is {name!r} already, to the letter.")
    query = select(documents.c.id).where(
        documents.c.brand == brand, documents.c.speaker == spelling
    )
    if connection.execute(query.limit(1)).first() is None:
        raise UnknownThing(
            f"Nobody is written {spelling!r} on {brand}'s record. See who is with "
            "`corail record speakers`."
        )
    known = read_aliases(connection, brand)
    if known.get(name, name) == spelling:
        raise BadInput(
            f"{name!r} is said to be {spelling!r} already. Undo that first if it is the other way "
            "round."
        )


def forget_unspoken(connection: Connection, brand: str) -> None:
    """After an erasure: let go of names that no document has any more."""
    spoken = select(documents.c.speaker).where(
        documents.c.brand == brand, documents.c.speaker == speaker_aliases.c.spelling
    )
    connection.execute(
        delete(speaker_aliases).where(speaker_aliases.c.brand == brand, ~spoken.exists())
    )
    # Nor do the acts on aliases, which are undone by these words, hold what is gone.
    kept = {
        value
        for row in connection.execute(
            select(speaker_aliases.c.spelling, speaker_aliases.c.name).where(
                speaker_aliases.c.brand == brand
            )
        )
        for value in row
    }
    for seq, body in _aliased(connection, brand):
        names = {value for value in body.values() if value}
        gone = [one for one in names - kept if not _is_spoken(connection, brand, one)]
        if gone:
            connection.execute(
                delete(record_befores).where(
                    record_befores.c.brand == brand, record_befores.c.seq == seq
                )
            )


def _aliased(connection: Connection, brand: str) -> Iterator[tuple[int, dict[str, str | None]]]:
    query = select(record_befores.c.seq, record_befores.c.body).where(
        record_befores.c.brand == brand, record_befores.c.document_id.is_(None)
    )
    for row in connection.execute(query).all():
        yield row.seq, json.loads(row.body)


def _is_spoken(connection: Connection, brand: str, name: str) -> bool:
    query = select(documents.c.id).where(documents.c.brand == brand, documents.c.speaker == name)
    return connection.execute(query.limit(1)).first() is not None
