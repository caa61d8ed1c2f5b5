"""Calls and their answers as they are kept, and the reading made of them.

Each change is one transaction, with its entry in the journal. The journal is told how many and by
whom, never a word of an answer.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from assistant.errors import BadRequest
from assistant.workshop.importing import Arrival
from assistant.workshop.values import Answer, Call, State
from knowledge.cleaning import clean
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.schema import purpose_answers as answers
from knowledge.schema import purpose_calls as calls
from knowledge.schema import purpose_readings as readings

LONGEST = 1_000
"""Characters of a question, or of who is asked."""


class Shelf:
    """The calls on a database that has been migrated. Safe to share between threads."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.clock = clock

    # --- calls ------------------------------------------------------------------------------------

    def open(
        self,
        brand: str,
        question: Mapping[str, str],
        asked: Mapping[str, str],
        by: str,
        *,
        anonymous: bool,
        least: int,
    ) -> Call:
        """A new call. Raises :class:`BadRequest` for one that asks nothing."""
        asks, whom = _told(question), _told(asked)
        if not asks:
            raise BadRequest(
                "A call asks something: give it a question.",
                "Un appel pose une question\u00a0: écrivez-la.",
            )
        if least < 2:
            raise BadRequest(
                "A group of one is a person: the smallest group shown has at least 2.",
                "Un groupe d'une personne est une personne\u00a0: le plus petit groupe montré en "
                "compte au moins 2.",
            )
        identity = secrets.token_hex(8)
        with self.database.writing() as connection:
            scribe = Scribe(connection, by, self.clock())
            connection.execute(
                insert(calls).values(
                    id=identity,
                    brand=brand,
                    question=_json(asks),
                    asked=_json(whom),
                    anonymous=anonymous,
                    least=least,
                    state=State.OPEN.value,
                    salt=secrets.token_hex(16),
                    mapping="{}",
                    answered=0,
                    opened_by=by,
                    opened_at=scribe.at,
                )
            )
            detail = {"anonymous": anonymous, "least": least}
            scribe.write(brand, [Entry("call opened", identity, detail)])
            return _call(_row(connection, identity))

    def call(self, identity: str) -> Call:
        """The call of that id, or beginning of an id. Raises :class:`UnknownThing`."""
        with self.database.reading() as connection:
            return _call(_row(connection, identity))

    def calls(self, brand: str) -> list[Call]:
        """The brand's calls, the newest first."""
        query = select(calls).where(calls.c.brand == brand)
        with self.database.reading() as connection:
            rows = connection.execute(query.order_by(calls.c.opened_at.desc(), calls.c.id))
            return [_call(row) for row in rows]

    def close(self, call: Call, by: str, within: Callable[[Connection, Scribe], None]) -> Call:
        """Nothing comes in any more: the salt is forgotten. ``within`` is done along with it."""
        with self.database.writing() as connection:
            scribe = Scribe(connection, by, self.clock())
            must_be(connection, call.id, State.OPEN)
            connection.execute(
                update(calls)
                .where(calls.c.id == call.id)
                .values(state=State.CLOSED.value, salt=None, closed_at=scribe.at)
            )
            within(connection, scribe)
            scribe.write(call.brand, [Entry("call closed", call.id)])
            return _call(_row(connection, call.id))

    def erase_call(self, call: Call, by: str) -> None:
        """Forget a call with all that was said and voted in it. What went on record stays."""
        with self.database.writing() as connection:
            scribe = Scribe(connection, by, self.clock())
            connection.execute(delete(calls).where(calls.c.id == call.id))
            scribe.write(call.brand, [Entry("call erased", call.id)])
        self.database.tidy()

    # --- answers ----------------------------------------------------------------------------------

    def salt(self, call: Call) -> str:
        """What answers are known again by. Raises :class:`BadRequest` once it was forgotten."""
        with self.database.reading() as connection:
            salt = must_be(connection, call.id, State.OPEN).salt
        return str(salt)

    def take(self, call: Call, arrived: Sequence[Arrival], by: str) -> int:
        """Keep those that are not kept yet, all of them or none; how many there were."""
        with self.database.writing() as connection:
            must_be(connection, call.id, State.OPEN)
            known = self._known(connection, call.id, [one.id for one in arrived])
            fresh = {one.id: one for one in arrived if one.id not in known}
            if not fresh:
                return 0
            connection.execute(
                insert(answers),
                [
                    {
                        "call_id": call.id,
                        "id": one.id,
                        "who": one.who,
                        "language": one.language[:8],
                        "groups_told": _json(one.groups),
                        "text": one.text,
                    }
                    for one in fresh.values()
                ],
            )
            _changed(connection, call.id)
            scribe = Scribe(connection, by, self.clock())
            entry = Entry("answers imported", call.id, {"count": len(fresh)})
            scribe.write(call.brand, [entry])
            return len(fresh)

    def keep_mapping(self, call: Call, mapping: Mapping[str, str]) -> None:
        """Keep by which headings a file was read, for the next one."""
        with self.database.writing() as connection:
            here = update(calls).where(calls.c.id == call.id)
            connection.execute(here.values(mapping=_json(mapping)))

    def answers(self, call: Call) -> tuple[int, list[Answer]]:
        """The answers as they were written, by id, and the count of changes they are of."""
        with self.database.reading() as connection:
            answered = _row(connection, call.id).answered
            query = select(answers).where(answers.c.call_id == call.id).order_by(answers.c.id)
            found = [
                Answer(r.id, r.text, r.language, r.who, json.loads(r.groups_told))
                for r in connection.execute(query)
            ]
        return answered, found

    def count(self, call: Call) -> int:
        """How many answers there are."""
        query = select(func.count()).where(answers.c.call_id == call.id)
        with self.database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def erase(self, call: Call, ids: Iterable[str], by: str) -> list[str]:
        """Forget answers for good; their texts, so that what was made of them can go too."""
        wanted = list(dict.fromkeys(ids))
        with self.database.writing() as connection:
            scribe = Scribe(connection, by, self.clock())
            here = (answers.c.call_id == call.id) & answers.c.id.in_(wanted)
            rows = connection.execute(select(answers.c.id, answers.c.text).where(here)).all()
            missing = set(wanted) - {row.id for row in rows}
            if missing:
                raise UnknownThing(f"No answer {min(missing)!r} in this call.")
            connection.execute(delete(answers).where(here))
            # A theme's name may be in their words: what was read is read anew.
            connection.execute(delete(readings).where(readings.c.call_id == call.id))
            _changed(connection, call.id)
            acts = [Entry("answer erased", row.id, {"call": call.id}) for row in rows]
            scribe.write(call.brand, acts)
        self.database.tidy()
        return [row.text for row in rows]

    def _known(self, connection: Connection, call: str, ids: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            query = select(answers.c.id).where(answers.c.call_id == call, answers.c.id.in_(part))
            found.update(connection.execute(query).scalars())
        return found

    # --- what was read out of them ----------------------------------------------------------------

    def reading(self, call: Call) -> tuple[int, Mapping[str, Any]] | None:
        """What was read last, and of which count of changes."""
        query = select(readings).where(readings.c.call_id == call.id)
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row.answered, json.loads(row.body))

    def keep_reading(self, call: Call, answered: int, body: Mapping[str, Any]) -> None:
        """Keep what was read, unless the answers changed meanwhile."""
        with self.database.writing() as connection:
            if _row(connection, call.id).answered != answered:
                return
            connection.execute(delete(readings).where(readings.c.call_id == call.id))
            values = {"call_id": call.id, "answered": answered, "body": _json(body)}
            connection.execute(insert(readings).values(values))


def must_be(connection: Connection, call: str, *states: State) -> Row[Any]:
    """The call's row, held until the end of the transaction.

    Raises :class:`BadRequest` where it is in no such state.
    """
    row = _row(connection, call, held=True)
    if State(row.state) not in states:
        raise BadRequest(*_STATES[State(row.state)])
    return row


_STATES: Mapping[State, tuple[str, str]] = {
    State.OPEN: (
        "The call is still open: close it first, so that the vote stands.",
        "L'appel est encore ouvert\u00a0: fermez-le d'abord, pour que le vote soit arrêté.",
    ),
    State.CLOSED: (
        "The call is closed: nothing comes in any more.",
        "L'appel est clos\u00a0: plus rien ne s'y ajoute.",
    ),
    State.DECIDED: (
        "The call has been decided on: nothing comes in any more.",
        "La décision est prise\u00a0: plus rien ne s'ajoute à cet appel.",
    ),
}


def _changed(connection: Connection, call: str) -> None:
    here = update(calls).where(calls.c.id == call)
    connection.execute(here.values(answered=calls.c.answered + 1))


def _row(connection: Connection, identity: str, *, held: bool = False) -> Row[Any]:
    query = select(calls).where(calls.c.id.startswith(identity, autoescape=True)).limit(2)
    rows = connection.execute(query.with_for_update() if held else query).all()
    if len(rows) != 1 or not identity:
        raise UnknownThing(
            f"No call {identity[:40]!r}. `corail purpose list` shows those there are."
        )
    return rows[0]


def _call(row: Row[Any]) -> Call:
    return Call(
        id=row.id,
        brand=row.brand,
        question=json.loads(row.question),
        asked=json.loads(row.asked),
        anonymous=bool(row.anonymous),
        least=row.least,
        state=State(row.state),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        mapping=json.loads(row.mapping),
        answered=row.answered,
    )


def _told(words: Mapping[str, str]) -> dict[str, str]:
    cleaned = {name: clean(one).text.strip()[:LONGEST] for name, one in words.items()}
    return {name: one for name, one in cleaned.items() if one}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))
