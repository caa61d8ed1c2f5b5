"""What a person looks at, read from listening at that moment and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.listening.facade import Listening
from assistant.listening.values import Act, Counts, Query
from assistant.review import Person
from assistant.ui.desk import Desk, brand_of
from assistant.ui.inbox import (
    agreeing,
    asking,
    bringing,
    feeding,
    leading,
    leaving,
    listing,
    opening,
    theming,
    words,
)
from assistant.ui.inbox.view import PARTS, View
from assistant.ui.inbox.words import button
from assistant.ui.pieces import Place, attribute
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.texts import say

EXCHANGE = -2
"""The number under which the room's evidence cards stand in the page: no other room's."""
BEHIND = 100
"""Posts behind a line that are listed; the others are counted."""


@dataclass(frozen=True)
class Drawn:
    """The room as HTML, and whether files can be chosen where one is."""

    head: str
    main: str
    side: str
    choosing: bool


class Showing:
    """Draws the room over a desk."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        self._desk = desk
        self._clock = clock

    def place(self, language: str) -> Place:
        """Where the pieces of the room stand."""
        return Place(say(language), language, EXCHANGE, self._clock(), self._desk.alone)

    def drawn(self, view: View, brand: str, language: str, person: Person) -> Drawn:
        """The whole of it. Raises :class:`UnknownThing` for a post or a theme that is gone."""
        here, room = self.place(language), self._desk.listening
        counts = room.counts(brand, Query())
        if view.part == "import" and (view.offered or view.imported):
            main = bringing.drawn(view.offered, view.imported, here)
            fed = "" if view.offered else self._feeds(room, brand, person, here)
            return Drawn(_head(view, here), main + fed, "", not view.offered)
        if not counts.total:
            title = brand_of(self._desk, brand).title or brand
            examples = len(self._desk.example_posts(brand))
            fed = self._feeds(room, brand, person, here)
            return Drawn("", bringing.empty(title, examples, here) + fed, "", True)
        if view.part == "import":
            main = bringing.drawn((), (), here) + self._feeds(room, brand, person, here)
            return Drawn(_head(view, here), main, "", True)
        main = self._main(room, view, brand, counts, person, here)
        return Drawn(_head(view, here), main, self._side(room, view, brand, person, here), False)

    def beside(self, view: View, brand: str, language: str, person: Person) -> str:
        """What is opened, alone."""
        return self._side(self._desk.listening, view, brand, person, self.place(language))

    def _feeds(self, room: Listening, brand: str, person: Person, here: Place) -> str:
        return feeding.drawn(room.feeds(brand), room.allows(person, Act.FEED), here)

    def _main(
        self,
        room: Listening,
        view: View,
        brand: str,
        counts: Counts,
        person: Person,
        here: Place,
    ) -> str:
        if view.part == "themes":
            return theming.listed(room.themes(brand), view.theme, here)
        if view.part == "asked":
            return asking.drawn(view.asked, here)
        if view.part == "leaders":
            themed = bool(view.leaders) and bool(room.themes(brand).themes)
            return leading.drawn(view.leaders, themed, here)
        page = room.inbox(brand, view.query)
        why = room.reasons(page.posts, here.language)
        themes = [(one.theme.id, one.theme.name) for one in room.themes(brand).themes]
        saved = leaving.posts(page.total, room.allows(person, Act.EXPORT_NAMES), here)
        erased = leaving.forget(here) if room.allows(person, Act.ERASE) else ""
        return listing.drawn(page, counts, why, themes, view, here) + saved + erased

    def _side(self, room: Listening, view: View, brand: str, person: Person, here: Place) -> str:
        if view.forgetting:
            return leaving.sure(view.forgetting, room.by_author(brand, view.forgetting), here)
        if view.post is not None:
            return self._post(room, view, brand, person, here)
        if view.behind:
            return self._behind(room, view.behind, brand, here)
        if view.part == "themes" and view.theme is not None:
            return self._theme(room, view, brand, here)
        invites = {"posts": "pick a post", "themes": "pick a theme"}
        key = invites.get(view.part)
        return f'<p class="muted inbox-invites">{here.text(key)}</p>' if key else ""

    def _post(self, room: Listening, view: View, brand: str, person: Person, here: Place) -> str:
        shown = room.show(brand, view.post or "", here.language)
        told = shown.challenge.statements if shown.challenge is not None else ()
        sources = self._sources(brand, [one.passage_id for one in told], here)
        back = "back to theme" if view.part == "themes" and not view.behind else "close post"
        erases = room.allows(person, Act.ERASE)
        return opening.drawn(shown, person.name, sources, here, back, erases=erases)

    def _theme(self, room: Listening, view: View, brand: str, here: Place) -> str:
        shown = room.theme(brand, view.theme or "")
        told = view.consensus
        if told is None or told.theme_id != view.theme or view.locale != here.language:
            return theming.opened(shown, agreeing.invited(shown.listed.theme.id, here), here)
        cited = [one.passage_id for one in told.bridge.cited] if told.bridge is not None else []
        sources = self._sources(brand, cited, here)
        sides = agreeing.drawn(told, sources, here)
        return theming.opened(shown, sides + sources.evidence(), here)

    def _behind(self, room: Listening, ids: Sequence[str], brand: str, here: Place) -> str:
        found = list(room.posts(brand, ids[:BEHIND]).values())
        text, left = here.text, len(ids) - len(ids[:BEHIND])
        more = (
            f'<p class="muted">{text("behind more", count=words.figure(left, here))}</p>'
            if left
            else ""
        )
        return (
            f'<article class="opened" data-version="behind-{len(ids)}-{ids[0]}">'
            f"{button('close', text('close post'), kind='quiet')}"
            f'<header><h2 tabindex="-1" data-arrive>{text("behind title")}</h2></header>'
            f"{words.rows(found, here)}{more}</article>"
        )

    def _sources(self, brand: str, ids: Sequence[str], here: Place) -> Sources:
        return Sources(here, self._desk.passages_of(brand, list(dict.fromkeys(ids))))


def _head(view: View, here: Place) -> str:
    """The parts of the room."""
    chips = "".join(
        f'<button type="button" class="choice" data-act="part" data-subject="{part}" '
        f'aria-pressed="{"true" if part == view.part else "false"}">'
        f"{here.text(f'part {part}')}</button>"
        for part in PARTS
    )
    label = attribute(here.text("inbox parts"))
    return f'<nav class="choices inbox-parts" aria-label="{label}">{chips}</nav>'
