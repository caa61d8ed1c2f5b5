"""The Rehearse room: its widgets, and what happens on them.

What is drawn is read anew at every step, by whoever is signed in at that moment; the session keeps
only what is looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.exporting import pdf, word
from assistant.rehearsal.session import Rehearsal
from assistant.ui.desk import Desk
from assistant.ui.pieces import Place, aloud, hint, inert, saved_now, saying
from assistant.ui.rehearsing import (
    beginning,
    briefing,
    comparing,
    looking_back,
    progressing,
    sources,
    talking,
    underway,
)
from assistant.ui.rehearsing.acts import SLOW, Asked, Outcome, leaf_below, path_to, perform
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.rehearsing.view import View, home
from assistant.ui.shell import QUIET, Shell, acting_html, signed_in
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError, UnknownThing

logger = logging.getLogger(__name__)

NAME = "rehearse"
AT_ONCE = 4
LONGEST = 20_000
"""Characters of a box that are taken from the page."""


class RehearseRoom:
    """The widgets of the room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock

    def build(self, room: gr.Radio) -> None:
        """Lay it out and bind it; what is listed is read when ``room`` comes to it."""
        # Nothing is read before the room is entered for the first time.
        self.view = gr.State(None)
        with gr.Row(elem_id="rehearse-room", equal_height=False, visible=False) as self.row:
            with gr.Column(elem_id="rehearse-left", min_width=0):
                self.main = acting_html(elem_id="rehearse-main")
                self.hint = acting_html(elem_id="rehearse-hint")
            with gr.Column(elem_id="rehearse-right", min_width=0):
                self.side = acting_html(elem_id="rehearse-side")
        shell = self._shell
        asked = [self.view, shell.brand, shell.language]
        drawn = [self.view, self.main, self.side, self.hint]
        for pressed in (self.main, self.side, self.hint):
            pressed.click(
                self.act,
                asked,
                drawn,
                concurrency_limit=AT_ONCE,
                concurrency_id=NAME,
                trigger_mode="once",
                **QUIET,
            )
        room.input(self.enter, [room, *asked], drawn, **QUIET)
        shell.on_brand(self.start, asked, drawn)
        shell.on_language(self.look, asked, drawn)

    # --- what happens -----------------------------------------------------------------------------

    def enter(
        self, room: str, view: View | None, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """The room as whoever comes to it left it."""
        if room != NAME:
            return [gr.skip()] * 4
        return self.look(view or home(), brand, language, request)

    def start(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """The beginning, for another brand."""
        return self.look(home() if view is not None else None, brand, language, request)

    def look(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """What is looked at, as it stands now; nothing before the room was entered."""
        if view is None:
            return [gr.skip()] * 4
        try:
            return [*self._drawn(view, brand, language, self._who(request)), ""]
        except Exception as error:
            return self._failed(error, language)

    def act(
        self,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[list[Any]]:
        """One act, or one step through the room, as the page tells of it."""
        told = event._data if isinstance(event._data, Mapping) else {}
        fields = told.get("fields")
        words = {
            str(k): str(v)[:LONGEST]
            for k, v in (fields if isinstance(fields, Mapping) else {}).items()
        }
        name, subject = str(told.get("act", "")), str(told.get("subject", ""))
        here = view or home()
        try:
            asked = Asked(name, subject, words, self._who(request), brand, language)
            if name not in SLOW:
                outcome = perform(self._desk, here, asked, lambda done, whole: None)
                yield self._came(outcome, name, asked)
                return
            yield _waiting(name, None, language)
            for step in underway.run(lambda report: perform(self._desk, here, asked, report)):
                if isinstance(step, Outcome):
                    yield self._came(step, name, asked)
                else:
                    yield _waiting(name, step, language)
        except Exception as error:
            yield self._failed(error, language)

    def _came(self, outcome: Outcome, act: str, asked: Asked) -> list[Any]:
        """What an act led to."""
        text = say(asked.language)
        if outcome.told is not None:
            content = pdf(outcome.told) if act == "pdf" else word(outcome.told)
            file = saved_now(content, f"{outcome.name}.{act}", text)
            return [gr.skip(), gr.skip(), gr.skip(), hint(file)]
        said = hint(text(outcome.done)) + aloud(text(outcome.done)) if outcome.done else ""
        served = f'<i hidden data-done="{inert(outcome.served)}"></i>' if outcome.served else ""
        drawn = self._drawn(outcome.view, asked.brand, asked.language, asked.who)
        return [*drawn, served + said]

    def _failed(self, error: Exception, language: str) -> list[Any]:
        """Why it failed, with all that is on the page left as it is."""
        text = say(language)
        if isinstance(error, UnknownThing):
            told = text("rehearse unknown")
        elif isinstance(error, AssistantError | KnowledgeError):
            told = inert(saying(error, language))
        else:
            logger.error("The Rehearse room failed.", exc_info=error)
            told = text("rehearse failed")
        return [gr.skip(), gr.skip(), gr.skip(), hint(told, alert=True)]

    def _who(self, request: gr.Request) -> str:
        return self._desk.person(signed_in(request)).name

    # --- what is seen -----------------------------------------------------------------------------

    def _drawn(self, view: View, brand: str, language: str, who: str) -> list[Any]:
        """The view, what stands at the left, and what beside it."""
        here = sources.place(language, self._clock(), alone=self._desk.alone)
        if view.shown == "brief" and view.brief is not None:
            found = Sources.of(here, view.brief.sources)
            return [view, briefing.drawn(view.brief, found, here), found.evidence()]
        if view.shown == "progress":
            told = self._desk.debriefing.progress(who, brand, language)
            return [view, progressing.drawn(told, here), ""]
        if view.opened is None:
            return [home(), *self._home(brand, who, here)]
        one = self._desk.rehearsals.read(view.opened, who)
        if view.shown == "debrief" and view.debrief is not None:
            found = Sources.of(here, view.debrief.sources)
            return [view, looking_back.drawn(view.debrief, found, here), found.evidence()]
        if view.shown == "compare" and view.pair is not None:
            return [view, self._compared(one, view.pair, who, here), ""]
        return [view, *self._talk(one, view, who, here)]

    def _home(self, brand: str, who: str, here: Place) -> tuple[str, str]:
        desk = self._desk
        room = desk.rehearsals
        main = beginning.drawn(
            list(room.challengers.values()),
            desk.topics(brand, here.language),
            desk.speakers(brand),
            desk.writer if room.converses else None,
            desk.passage_count(brand),
            here,
        )
        listed = room.shelf.recent(who, brand)
        return main, beginning.kept(listed, who, room.challengers, here)

    def _talk(self, one: Rehearsal, view: View, who: str, here: Place) -> tuple[str, str]:
        desk = self._desk
        listed = one.listed
        own = listed.person == who
        path = one.path
        if view.at is not None and not own:
            path = path_to(one.branches, leaf_below(one.branches, view.at))
        label = self._label(one, here)
        shared = desk.rehearsals.shelf.shared_with(listed.id, who) if own else ()
        seen = talking.Seen(one, path, label, own, shared, desk.colleagues())
        passages = desk.passages_of(listed.terms.brand, sources.quoted_in(path))
        found = Sources(here, passages)
        main = talking.drawn(seen, view, found, here)
        return main, found.evidence(newest_first=True)

    def _compared(self, one: Rehearsal, pair: tuple[str, str], who: str, here: Place) -> str:
        told = self._desk.debriefing.compare(one.listed.id, who, *pair)
        beside = [turn.id for turn in one.beside(told.one.turn) if turn.answer is not None]
        numbers = beside.index(pair[0]) + 1, beside.index(pair[1]) + 1
        return comparing.drawn(told, numbers, here)

    def _label(self, one: Rehearsal, here: Place) -> str:
        terms = one.listed.terms
        asker = self._desk.rehearsals.challengers.get(terms.challenger)
        return asker.labels.get(here.language, asker.name) if asker else terms.challenger


def _waiting(act: str, step: Any, language: str) -> list[Any]:
    """That it is under way, and how far."""
    text = say(language)
    key = {"otherwise": "answer"}.get(act, act)
    told = text(f"under way {key}")
    if act == "debrief" and step is not None and step[1]:
        told = text("under way debrief step", done=step[0], whole=step[1])
    busy = f'<p class="hint busy" role="status">{told}</p>'
    return [gr.skip(), gr.skip(), gr.skip(), busy]
