"""Sentences that could become the purpose, one vote a person, comments, and what was decided.

Who chose what is known while the call is open, because a vote can be changed; with the call's end
each person becomes a number drawn by lot, in the transaction that ends it. The journal tells that
somebody voted, never for what.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from assistant.errors import BadRequest, NotAllowed
from assistant.review.people import Person
from assistant.workshop.rights import Act, may
from assistant.workshop.shelf import Shelf, must_be
from assistant.workshop.values import (
    Call,
    Candidate,
    Comment,
    Decided,
    Piece,
    Source,
    State,
    Tally,
)
from knowledge.cleaning import clean
from knowledge.errors import UnknownThing
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.schema import purpose_calls as calls
from knowledge.schema import purpose_candidates as candidates
from knowledge.schema import purpose_comments as comments
from knowledge.schema import purpose_outcomes as outcomes
from knowledge.schema import purpose_votes as votes

LONGEST = 2_000
"""Characters of a sentence or a comment."""


class Ballots:
    """What is put to the vote, over the calls of a shelf. Safe to share between threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._database = shelf.database

    # --- sentences --------------------------------------------------------------------------------

    def put(
        self,
        call: Call,
        language: str,
        pieces: Sequence[Piece],
        by: str,
        made_by: str,
        *,
        named: Sequence[str] = (),
        themes: Sequence[str] = (),
    ) -> Candidate:
        """Put a sentence to the vote. Raises :class:`BadRequest`, also for a known one."""
        text = words_of("".join(piece.text for piece in pieces))
        with self._database.writing() as connection:
            must_be(connection, call.id, State.OPEN, State.CLOSED)
            here = candidates.c.call_id == call.id
            same = select(candidates.c.id).where(here, candidates.c.text == text)
            if connection.execute(same).first() is not None:
                raise BadRequest(
                    "This very sentence is there already.", "Cette phrase y est déjà, mot pour mot."
                )
            last = connection.execute(select(func.max(candidates.c.number)).where(here)).scalar()
            identity = secrets.token_hex(8)
            scribe = Scribe(connection, by, self._shelf.clock())
            body = {
                "pieces": [[p.text, p.source.value, p.of] for p in pieces],
                "named": list(named),
                "themes": list(themes),
            }
            connection.execute(
                insert(candidates).values(
                    id=identity,
                    call_id=call.id,
                    number=(last or 0) + 1,
                    language=language,
                    text=text,
                    author=by,
                    made_by=made_by,
                    at=scribe.at,
                    body=json.dumps(body, ensure_ascii=False),
                )
            )
            detail = {"call": call.id, "text": scribe.digest(text), "made_by": made_by}
            scribe.write(call.brand, [Entry("purpose sentence put", identity, detail)])
            return _candidate(_one(connection, call, identity))

    def candidates(self, call: Call) -> list[Candidate]:
        """The sentences, in the order they were put."""
        query = select(candidates).where(candidates.c.call_id == call.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(candidates.c.number))
            return [_candidate(row) for row in rows]

    def candidate(self, call: Call, ref: str) -> Candidate:
        """A sentence by its number or its id. Raises :class:`UnknownThing`."""
        with self._database.reading() as connection:
            return _candidate(_one(connection, call, ref))

    def withdraw(self, call: Call, ref: str, by: Person) -> None:
        """Take a sentence away for good, with its votes and comments: whoever put it there, or who
        keeps the record."""
        with self._database.writing() as connection:
            row = _one(connection, call, ref)
            must_be(connection, call.id, State.OPEN)
            _own(row.author, by)
            connection.execute(delete(candidates).where(candidates.c.id == row.id))
            scribe = Scribe(connection, by.name, self._shelf.clock())
            detail = {"call": call.id}
            scribe.write(call.brand, [Entry("purpose sentence withdrawn", row.id, detail)])
        self._database.tidy()

    # --- the vote ---------------------------------------------------------------------------------

    def vote(self, call: Call, ref: str | None, by: Person) -> None:
        """Choose a sentence, instead of the one chosen before; ``None`` takes the vote back."""
        with self._database.writing() as connection:
            must_be(connection, call.id, State.OPEN)
            mine = (votes.c.call_id == call.id) & (votes.c.person == by.name)
            had = connection.execute(delete(votes).where(mine)).rowcount
            if ref is not None:
                chosen = _candidate(_one(connection, call, ref))
                if chosen.blank:
                    raise BadRequest(
                        "Somebody has to write in this sentence first: it has a place in brackets.",
                        "Il faut d'abord compléter cette phrase\u00a0: il y reste un passage entre "
                        "crochets.",
                    )
                values = {"call_id": call.id, "person": by.name, "candidate_id": chosen.id}
                connection.execute(insert(votes).values(values))
            scribe = Scribe(connection, by.name, self._shelf.clock())
            act = "vote taken back" if ref is None else "vote changed" if had else "voted"
            scribe.write(call.brand, [Entry(act, call.id)])

    def tally(self, call: Call, by: Person) -> Tally:
        """The vote as ``by`` may know it: the counts only once they can tell nobody's choice."""
        query = select(votes.c.person, votes.c.candidate_id).where(votes.c.call_id == call.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        is_open = call.state is State.OPEN
        mine = (
            next((r.candidate_id for r in rows if r.person == by.name), None) if is_open else None
        )
        told = not is_open and (len(rows) >= call.least or by.alone)
        counts = Counter(row.candidate_id for row in rows)
        return Tally(len(rows), dict(counts) if told else None, mine)

    def seal(self, connection: Connection, scribe: Scribe, call: Call) -> None:
        """Forget who chose what, within the transaction that closes the call."""
        here = votes.c.call_id == call.id
        cast = [r.candidate_id for r in connection.execute(select(votes).where(here))]
        connection.execute(delete(votes).where(here))
        if cast:
            # Neither an order nor a name is left.
            rows = [
                {"call_id": call.id, "person": secrets.token_hex(16), "candidate_id": one}
                for one in sorted(cast)
            ]
            connection.execute(insert(votes), rows)

    # --- comments ---------------------------------------------------------------------------------

    def comment(self, call: Call, ref: str | None, words: str, by: Person) -> Comment:
        """Say something of a sentence, or of the call as a whole."""
        said = words_of(words)
        with self._database.writing() as connection:
            must_be(connection, call.id, State.OPEN)
            about = _one(connection, call, ref).id if ref is not None else None
            scribe = Scribe(connection, by.name, self._shelf.clock())
            identity = secrets.token_hex(8)
            values = {"id": identity, "call_id": call.id, "candidate_id": about}
            values |= {"person": by.name, "at": scribe.at, "words": said}
            connection.execute(insert(comments).values(values))
            detail = {"call": call.id, "words": scribe.digest(said)}
            scribe.write(call.brand, [Entry("purpose comment", identity, detail)])
        return Comment(identity, about, by.name, scribe.at, said)

    def comments(self, call: Call) -> list[Comment]:
        """What was said, oldest first."""
        query = select(comments).where(comments.c.call_id == call.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(comments.c.at, comments.c.id))
            return [Comment(r.id, r.candidate_id, r.person, r.at, r.words) for r in rows]

    def erase_comment(self, call: Call, comment: str, by: Person) -> None:
        """Forget a comment for good: whoever wrote it, or who keeps the record."""
        with self._database.writing() as connection:
            here = (comments.c.call_id == call.id) & (comments.c.id == comment)
            row = connection.execute(select(comments).where(here)).first()
            if row is None:
                raise UnknownThing(f"No comment {comment[:40]!r} in this call.")
            _own(row.person, by)
            connection.execute(delete(comments).where(here))
            scribe = Scribe(connection, by.name, self._shelf.clock())
            scribe.write(call.brand, [Entry("purpose comment erased", row.id, {"call": call.id})])
        self._database.tidy()

    # --- what was decided -------------------------------------------------------------------------

    def decide(
        self,
        connection: Connection,
        scribe: Scribe,
        call: Call,
        documents: Mapping[str, Mapping[str, Any]],
        by: str,
    ) -> None:
        """Keep what went on record, with its provenance, in the transaction that put it there."""
        must_be(connection, call.id, State.CLOSED)
        rows = [
            {
                "call_id": call.id,
                "document_id": document,
                "decided_by": by,
                "at": scribe.at,
                "provenance": json.dumps(dict(told), ensure_ascii=False, sort_keys=True),
            }
            for document, told in documents.items()
        ]
        connection.execute(insert(outcomes), rows)
        here = update(calls).where(calls.c.id == call.id)
        connection.execute(here.values(state=State.DECIDED.value))
        detail = {"documents": sorted(documents)}
        scribe.write(call.brand, [Entry("purpose decided", call.id, detail)])

    def decided(self, call: Call) -> list[Decided]:
        """What the call came to."""
        query = select(outcomes).where(outcomes.c.call_id == call.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(outcomes.c.document_id)).all()
        return [Decided(r.document_id, r.decided_by, r.at, json.loads(r.provenance)) for r in rows]


def words_of(text: str) -> str:
    """A sentence or a comment as it is kept. Raises :class:`BadRequest`."""
    said = " ".join(clean(text).text.split())
    if not said:
        raise BadRequest("Write something first.", "Écrivez d'abord quelque chose.")
    if len(said) > LONGEST:
        raise BadRequest(
            f"That is {len(said):,} characters; at most {LONGEST:,} are kept.",
            f"Cela fait {len(said)} caractères\u00a0; on en garde {LONGEST} au plus.",
        )
    return said


def _own(author: str, by: Person) -> None:
    if author != by.name and not may(by, Act.ERASE):
        raise NotAllowed(
            "Only who wrote this, or who keeps the record, takes it away.",
            "Seuls l'auteur et les gestionnaires du registre peuvent le retirer.",
        )


def _one(connection: Connection, call: Call, ref: str) -> Row[Any]:
    here = candidates.c.call_id == call.id
    which = candidates.c.id == ref
    if ref.isdecimal() and len(ref) < 6:
        which = candidates.c.number == int(ref)
    row = connection.execute(select(candidates).where(here, which)).first()
    if row is None:
        raise UnknownThing(
            f"No sentence {ref[:40]!r} in this call. `corail purpose candidates` lists them."
        )
    return row


def _candidate(row: Row[Any]) -> Candidate:
    body = json.loads(row.body)
    return Candidate(
        id=row.id,
        number=row.number,
        language=row.language,
        text=row.text,
        author=row.author,
        made_by=row.made_by,
        at=row.at,
        pieces=tuple(Piece(text, Source(source), of) for text, source, of in body["pieces"]),
        named=tuple(body["named"]),
        themes=tuple(body["themes"]),
    )
