"""The allies of a brand, kept: each change whole, in the name of who made it, and journalled.

The journal gets ids, communities, states and keyed digests, never a name or a word that somebody
said: an ally who is erased is gone, and the chain still holds.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from assistant.errors import BadRequest, Overtaken
from assistant.reef.forms import NewAlly, NewConsent, NewContact, NewSaying
from assistant.reef.rights import Deed, ask
from assistant.reef.texts import refused, say
from assistant.reef.values import (
    Ally,
    Answer,
    Bond,
    Community,
    Contact,
    Recorded,
    Saying,
    Stance,
    Tie,
)
from assistant.review.people import Person
from knowledge.cleaning import fold
from knowledge.database import Database
from knowledge.journal import Act, Scribe
from knowledge.schema import (
    allies,
    ally_briefs,
    ally_consents,
    ally_contacts,
    ally_sayings,
    journal,
)

PARTS: Mapping[str, Table] = {"saying": ally_sayings, "contact": ally_contacts}
"""What can be taken back, one by one. What was recorded of consent cannot: it is recorded anew."""


@dataclass(frozen=True)
class Asked:
    """A brief that was made for an ally, as it is kept."""

    ally_id: str
    number: int
    at: str
    by: str
    language: str
    about: str
    ask: str
    body: Mapping[str, Any]


class Shelf:
    """The allies on a database that has been migrated. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        forget: Callable[[Connection, Ally], None] = lambda connection, ally: None,
    ) -> None:
        """``forget`` drops, within the transaction, what was derived of an ally's words."""
        self._database = database
        self._clock = clock
        self._forget = forget

    # --- reading ----------------------------------------------------------------------------------

    def allies(self, brand: str) -> list[Ally]:
        """All of them, by name."""
        with self._database.reading() as connection:
            return _read(connection, brand)

    def ally(self, brand: str, ref: str) -> Ally:
        """One, by id, by name, or by a part of the name that no other has.

        Raises :class:`BadRequest` where there is none, or it may be several.
        """
        known = self.allies(brand)
        wanted = fold(" ".join(ref.split()))
        for one in known:
            if one.id == ref or fold(one.name) == wanted:
                return one
        part = [one for one in known if wanted and wanted in fold(one.name)]
        if len(part) == 1:
            return part[0]
        if part:
            raise refused(
                BadRequest, "several allies", ref=repr(ref[:60]), known=[one.name for one in part]
            )
        raise refused(BadRequest, "no ally", ref=repr(ref[:60]))

    def was_begun(self, brand: str) -> bool:
        """Whether an ally was ever added, also where none is left."""
        added = (journal.c.brand == brand) & (journal.c.act == "ally added")
        with self._database.reading() as connection:
            return (
                connection.execute(select(journal.c.seq).where(added).limit(1)).first() is not None
            )

    def asked(self, brand: str, ally_id: str | None = None) -> list[Asked]:
        """The briefs that were made, the newest first."""
        query = select(ally_briefs).where(ally_briefs.c.brand == brand)
        if ally_id is not None:
            query = query.where(ally_briefs.c.ally_id == ally_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(ally_briefs.c.at.desc())).all()
        return [
            Asked(
                r.ally_id, r.number, r.at, r.person, r.language, r.about, r.ask, json.loads(r.body)
            )
            for r in rows
        ]

    # --- keeping ----------------------------------------------------------------------------------

    def add(self, brand: str, new: Sequence[NewAlly], by: Person) -> tuple[list[Ally], list[str]]:
        """Put allies on the reef, all or none; who was added, and the names that were there.

        Who is there already stays as they are.
        """
        with self._writing(brand, by, Deed.KEEP) as (connection, scribe):
            there = set(
                connection.execute(select(allies.c.folded).where(allies.c.brand == brand)).scalars()
            )
            ids, known = [], []
            for one in new:
                if fold(one.name) in there:
                    known.append(one.name)
                    continue
                there.add(fold(one.name))
                ids.append(_add(connection, scribe, brand, one, by))
            added = _read(connection, brand, ids) if ids else []
        return added, known

    def describe(
        self, brand: str, ref: str, by: Person, seen: str | None = None, **changes: Any
    ) -> Ally:
        """Change who somebody is: ``name community who link ties topics``.

        Raises :class:`Overtaken` where they changed since ``seen``, the ``changed_at`` that was
        looked at, and :class:`BadRequest` for a name that another ally has.
        """
        ally = self.ally(brand, ref)
        if not changes:
            ask(by, Deed.KEEP)
            return ally
        with self._writing(brand, by, Deed.KEEP) as (connection, scribe):
            here = (allies.c.brand == brand) & (allies.c.id == ally.id)
            as_seen = here if seen is None else here & (allies.c.changed_at == seen)
            values = {key: _column(key, value) for key, value in changes.items()}
            told: dict[str, Any] = {"changed": sorted(values)}
            if "name" in values:
                values["folded"] = fold(values["name"])[:300]
                told["name"] = scribe.digest(fold(values["name"]))
                other = (allies.c.brand == brand) & (allies.c.folded == values["folded"])
                if connection.execute(select(allies.c.id).where(other, ~here)).first():
                    raise refused(BadRequest, "known ally", name=values["name"])
            values["changed_at"] = scribe.at
            if not connection.execute(update(allies).where(as_seen).values(**values)).rowcount:
                raise refused(Overtaken, "ally changed", name=ally.name)
            scribe.write(brand, [Act("ally described", ally.id, told)])
        return self.ally(brand, ally.id)

    def note(self, brand: str, ref: str, said: NewSaying, by: Person) -> Ally:
        """Note what an ally said."""
        ally = self.ally(brand, ref)
        with self._changing(ally, by, Deed.NOTE) as (connection, scribe):
            number = _put(connection, ally_sayings, brand, ally.id, _saying(said))
            told = {"number": number, "stance": said.stance, "words": scribe.digest(said.words)}
            scribe.write(brand, [Act("ally quoted", ally.id, told)])
        return self.ally(brand, ally.id)

    def spoke(self, brand: str, ref: str, met: NewContact, by: Person) -> Ally:
        """Note a contact with an ally."""
        ally = self.ally(brand, ref)
        with self._changing(ally, by, Deed.CONTACT) as (connection, scribe):
            number = _put(connection, ally_contacts, brand, ally.id, _contact(met, by.name))
            told = {"number": number, "date": met.date, "crisis": met.crisis}
            scribe.write(brand, [Act("ally contacted", ally.id, told)])
        return self.ally(brand, ally.id)

    def record_consent(self, brand: str, ref: str, told: NewConsent, by: Person) -> Ally:
        """Record what came of asking whether they may be cited; what was recorded before stays."""
        ally = self.ally(brand, ref)
        with self._changing(ally, by, Deed.CONSENT) as (connection, scribe):
            _agree(connection, scribe, brand, ally.id, told, by)
        return self.ally(brand, ally.id)

    def keep_ask(
        self,
        ally: Ally,
        by: Person,
        language: str,
        about: str,
        ask: str,
        body: Mapping[str, Any],
        hold: Callable[[Sequence[Asked]], None],
    ) -> Asked:
        """Keep a brief. ``hold`` is given all that were made for this brand, within the same
        transaction, and raises where this one may not be."""
        with self._changing(ally, by, Deed.BRIEF) as (connection, scribe):
            rows = connection.execute(
                select(ally_briefs).where(ally_briefs.c.brand == ally.brand)
            ).all()
            hold(
                [
                    Asked(r.ally_id, r.number, r.at, r.person, r.language, r.about, r.ask, {})
                    for r in rows
                ]
            )
            values = {
                "at": scribe.at,
                "person": by.name,
                "language": language,
                "about": about,
                "ask": ask,
                "body": json.dumps(body, ensure_ascii=False),
            }
            number = _put(connection, ally_briefs, ally.brand, ally.id, values)
            told = {
                "number": number,
                "ask": scribe.digest(ask),
                "consent": ally.consent_on(scribe.at[:10]),
            }
            scribe.write(ally.brand, [Act("ally brief made", ally.id, told)])
        return Asked(ally.id, number, scribe.at, by.name, language, about, ask, body)

    # --- taking away ------------------------------------------------------------------------------

    def take_back(self, brand: str, ref: str, what: str, number: int, by: Person) -> Ally:
        """Take back a saying or a contact that was noted wrongly. Raises :class:`BadRequest`."""
        ally, table = self.ally(brand, ref), PARTS[what]
        with self._changing(ally, by, Deed.NOTE) as (connection, scribe):
            here = (table.c.brand == brand) & (table.c.ally_id == ally.id)
            gone = connection.execute(delete(table).where(here, table.c.number == number))
            if not gone.rowcount:
                raise BadRequest(
                    *(
                        say(speech)(
                            "no such",
                            name=ally.name,
                            what=say(speech)(f"what {what}"),
                            number=number,
                        )
                        for speech in ("en", "fr")
                    )
                )
            self._forget(connection, ally)
            scribe.write(brand, [Act(f"ally {what} taken back", ally.id, {"number": number})])
        self._database.tidy()
        return self.ally(brand, ally.id)

    def erase(self, brand: str, ref: str, by: Person) -> str:
        """Forget an ally: all that was known, said, agreed, asked. Their name, for a last word."""
        ally = self.ally(brand, ref)
        with self._writing(brand, by, Deed.ERASE) as (connection, scribe):
            here = (allies.c.brand == brand) & (allies.c.id == ally.id)
            # What they said, agreed to, and were asked goes with them.
            connection.execute(delete(allies).where(here))
            self._forget(connection, ally)
            told = {"name": scribe.digest(fold(ally.name))}
            scribe.write(brand, [Act("ally erased", ally.id, told)])
        self._database.tidy()
        return ally.name

    def exported(self, brand: str, by: Person, how: Mapping[str, Any]) -> None:
        """Tell the journal that allies left the house as a file."""
        with self._writing(brand, by, Deed.EXPORT) as (_, scribe):
            scribe.write(brand, [Act("allies exported", brand, dict(how))])

    # --- parts ------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self, brand: str, by: Person, deed: Deed) -> Iterator[tuple[Connection, Scribe]]:
        ask(by, deed)
        with self._database.writing() as connection:
            yield connection, Scribe(connection, by.name, self._clock())

    @contextmanager
    def _changing(self, ally: Ally, by: Person, deed: Deed) -> Iterator[tuple[Connection, Scribe]]:
        with self._writing(ally.brand, by, deed) as (connection, scribe):
            here = (allies.c.brand == ally.brand) & (allies.c.id == ally.id)
            # Held until the end: what hangs on an ally is numbered one after the other.
            done = connection.execute(update(allies).where(here).values(changed_at=scribe.at))
            if not done.rowcount:
                raise refused(BadRequest, "no ally", ref=repr(ally.name))
            yield connection, scribe


def _add(connection: Connection, scribe: Scribe, brand: str, new: NewAlly, by: Person) -> str:
    identity = "y" + secrets.token_hex(4)
    connection.execute(
        insert(allies).values(
            brand=brand,
            id=identity,
            name=new.name,
            folded=fold(new.name)[:300],
            community=new.community.value,
            language=new.language,
            added_at=scribe.at,
            changed_at=scribe.at,
            who=new.who,
            link=new.link,
            ties=_column("ties", new.ties),
            topics=_column("topics", new.topics),
        )
    )
    told = {"community": new.community.value, "name": scribe.digest(fold(new.name))}
    scribe.write(brand, [Act("ally added", identity, told)])
    for said in new.sayings:
        _put(connection, ally_sayings, brand, identity, _saying(said))
    for met in new.contacts:
        _put(connection, ally_contacts, brand, identity, _contact(met, by.name))
    for agreed in new.consents:
        _agree(connection, scribe, brand, identity, agreed, by)
    return identity


def _agree(
    connection: Connection, scribe: Scribe, brand: str, ally: str, told: NewConsent, by: Person
) -> None:
    values = {
        "answer": told.answer.value,
        "date": told.date,
        "until": told.until,
        "person": by.name,
        "scope": told.scope,
    }
    number = _put(connection, ally_consents, brand, ally, values)
    kept = {
        "number": number,
        "answer": told.answer.value,
        "date": told.date,
        "until": told.until,
        "scope": scribe.digest(told.scope) if told.scope else None,
    }
    scribe.write(brand, [Act("ally consent", ally, kept)])


def _put(
    connection: Connection, table: Table, brand: str, ally: str, values: Mapping[str, Any]
) -> int:
    here = (table.c.brand == brand) & (table.c.ally_id == ally)
    last = connection.execute(select(func.max(table.c.number)).where(here)).scalar() or 0
    connection.execute(insert(table).values(brand=brand, ally_id=ally, number=last + 1, **values))
    return last + 1


def _saying(said: NewSaying) -> dict[str, Any]:
    return {
        "stance": said.stance.value,
        "date": said.date,
        "language": said.language[:8],
        "document_id": said.document_id,
        "source": said.source,
        "topic": said.topic,
        "words": said.words,
    }


def _contact(met: NewContact, by: str) -> dict[str, Any]:
    return {"date": met.date, "crisis": met.crisis, "person": by, "about": met.about}


def _column(key: str, value: Any) -> Any:
    if key == "ties":
        listed = [[one.bond.value, one.words] for one in value]
        return json.dumps(listed, ensure_ascii=False)
    if key == "topics":
        return json.dumps(list(value), ensure_ascii=False)
    return value.value if isinstance(value, Community) else value


def _read(connection: Connection, brand: str, ids: Sequence[str] | None = None) -> list[Ally]:
    query = select(allies).where(allies.c.brand == brand).order_by(allies.c.folded)
    if ids is not None:
        query = query.where(allies.c.id.in_(ids))
    parts: dict[str, dict[str, list[Row[Any]]]] = {}
    for table in (ally_sayings, ally_consents, ally_contacts):
        of = parts.setdefault(table.name, {})
        rows = connection.execute(
            select(table).where(table.c.brand == brand).order_by(table.c.number)
        )
        for row in rows:
            of.setdefault(row.ally_id, []).append(row)
    return [_ally(row, parts) for row in connection.execute(query)]


def _ally(row: Row[Any], parts: Mapping[str, Mapping[str, Sequence[Row[Any]]]]) -> Ally:
    return Ally(
        id=row.id,
        brand=row.brand,
        name=row.name,
        community=Community(row.community),
        who=row.who,
        link=row.link,
        language=row.language,
        ties=tuple(Tie(Bond(bond), words) for bond, words in json.loads(row.ties)),
        topics=tuple(json.loads(row.topics)),
        sayings=tuple(
            Saying(
                r.number,
                Stance(r.stance),
                r.words,
                r.date,
                r.source,
                r.document_id,
                r.language,
                r.topic,
            )
            for r in parts["ally_sayings"].get(row.id, ())
        ),
        consents=tuple(
            Recorded(r.number, Answer(r.answer), r.date, r.until, r.scope, r.person)
            for r in parts["ally_consents"].get(row.id, ())
        ),
        contacts=tuple(
            Contact(r.number, r.date, r.about, bool(r.crisis), r.person)
            for r in parts["ally_contacts"].get(row.id, ())
        ),
        added_at=row.added_at,
        changed_at=row.changed_at,
    )
