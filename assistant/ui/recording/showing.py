"""What a person looks at, read from the record at that moment and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assistant.curation.rights import Deed, may
from assistant.review import Person
from assistant.ui.desk import Desk
from assistant.ui.inbox.words import figure
from assistant.ui.pieces import Place, attribute
from assistant.ui.recording import adding, done, listing, opening, promised, proposed, speaking
from assistant.ui.recording.view import PARTS, View
from assistant.ui.texts import say
from knowledge.curator import Proposal
from knowledge.record import DocumentEntry


@dataclass(frozen=True)
class Drawn:
    """The room as HTML, and whether files can be chosen."""

    main: str
    choosing: bool


class Showing:
    """Draws the room over a desk."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        self._desk = desk
        self._clock = clock

    def drawn(self, view: View, brand: str, language: str, person: Person) -> Drawn:
        """The whole of it. Raises :class:`UnknownThing` for a document that is gone."""
        here = Place(say(language), language, 0, self._clock(), self._desk.alone)
        if not may(person, Deed.READ):
            return Drawn(f'<p class="calm">{here.text("rec closed")}</p>', False)
        keeps = may(person, Deed.KEEP)
        head = self._head(view, brand, person, keeps, here)
        inside = self._part(view, brand, person, keeps, here)
        return Drawn(head + inside, keeps and view.part == "add" and view.document is None)

    def _part(self, view: View, brand: str, person: Person, keeps: bool, here: Place) -> str:
        room = self._desk.curation
        if view.document is not None:
            opened = room.open(brand, view.document, person)
            titles = self._titles(brand, opened.proposals, person)
            offered = room.latest(brand, opening.OFFERED, person)
            return opening.drawn(opened, offered, titles, person, view.erasing, here)
        if view.part == "proposed":
            waiting = room.proposals(brand, person)
            titles = self._titles(brand, waiting, person)
            return proposed.drawn(waiting, titles, keeps, here)
        if view.part == "promises":
            return promised.part(self._desk.commitments(brand), view.status, here)
        if view.part == "speakers":
            guesses = room.likely(brand, person) if keeps else []
            return speaking.drawn(room.speakers(brand, person), guesses, keeps, here)
        if view.part == "done":
            acts = room.done(brand, person)
            about = {identity for one in acts for identity in one.documents}
            return done.drawn(acts, room.named(brand, about, person), keeps, here)
        if view.part == "add" and keeps:
            return adding.drawn(view.taken, here)
        page = room.documents(brand, view.query, person)
        names = list(dict.fromkeys(one.name for one in room.speakers(brand, person)))
        return listing.drawn(page, view.query, room.years(brand, person), names, here)

    def _titles(
        self, brand: str, proposals: Iterable[Proposal], person: Person
    ) -> dict[str, DocumentEntry]:
        """The documents that something is proposed of, by id."""
        ids = {identity for one in proposals for identity in (one.new_id, one.old_id)}
        return self._desk.curation.named(brand, ids, person)

    def _head(self, view: View, brand: str, person: Person, keeps: bool, here: Place) -> str:
        """The parts of the room, with how much is to be decided."""
        waiting = len(self._desk.curation.proposals(brand, person))
        chips = ""
        for part in PARTS:
            if part == "add" and not keeps:
                continue
            count = ""
            if part == "proposed" and waiting:
                count = f' <span class="count">{figure(waiting, here)}</span>'
            pressed = "true" if part == view.part else "false"
            chips += (
                f'<button type="button" class="choice" data-act="part" data-subject="{part}" '
                f'aria-pressed="{pressed}">{here.text(f"rec part {part}")}{count}</button>'
            )
        label = attribute(here.text("rec parts"))
        return f'<nav class="choices inbox-parts" aria-label="{label}">{chips}</nav>'
