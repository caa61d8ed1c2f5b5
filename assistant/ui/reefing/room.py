"""The Reef room: its widgets, and what happens on them.

All that is drawn stands in one place, drawn anew after each act; what somebody looks at is theirs,
in the session. Rights are asked where each act is carried out (:mod:`assistant.reef.rights`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, Overtaken
from assistant.reef.rights import Deed, may
from assistant.ui.conversation import Conversation
from assistant.ui.desk import Desk
from assistant.ui.pieces import Place, hint, inert, saying
from assistant.ui.reefing import forms, home, sheet
from assistant.ui.reefing.acts import LOOKS, View, act
from assistant.ui.shell import QUIET, Shell, acting_html, signed_in
from assistant.ui.taking import draft_at
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)

NAME = "reef"
LONGEST = 5_000
"""Characters of a box that are taken from the page."""


class ReefRoom:
    """The widgets of the Reef room."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock

    def build(self, room: gr.Radio) -> None:
        """Lay the room out and bind it; the reef is read when ``room`` comes to it."""
        with gr.Column(elem_id="reef-room", visible=False) as self.row:
            self.view = gr.State(View())
            self.hint = acting_html(elem_id="reef-hint")
            self.main = acting_html(elem_id="reef-main")
        shell, asked, drawn = self._shell, self.asked(room), self.drawn()
        room.input(self.show, asked, drawn, **QUIET)
        shell.on_brand(self.turn, asked, drawn)
        # Where to look may be told while the last look is still drawn; what writes is done once.
        self.main.click(self.look, asked, drawn, trigger_mode="always_last", **QUIET)
        self.main.click(self.act, asked, drawn, trigger_mode="once", **QUIET)
        shell.on_language(self.show, asked, drawn)

    def asked(self, room: gr.Radio) -> list[Any]:
        """What the room is drawn from."""
        return [room, self._shell.brand, self._shell.language, self.view]

    def drawn(self) -> list[Any]:
        """What is drawn of it."""
        return [self.view, self.main, self.hint]

    def wondered(
        self, conversation: Conversation, view: View, room: str, event: gr.EventData
    ) -> list[Any]:
        """From a draft: who could speak to it with their own voice."""
        told = event._data if isinstance(event._data, Mapping) else {}
        chosen = draft_at(conversation, str(told.get("subject", "")))
        if chosen is None or told.get("act") != "wonder":
            return [view, room]
        return [View(about=chosen[2].text), NAME]

    def show(
        self, room: str, brand: str, language: str, view: View, request: gr.Request
    ) -> Iterator[list[Any]]:
        """The room as it stands; nothing is read for one that nobody looks at."""
        if room != NAME:
            yield [gr.skip(), gr.skip(), ""]
            return
        yield [gr.skip(), gr.skip(), hint(say(language)("reef reading"))]
        yield self._guarded(
            language, lambda: [view, self._drawn(brand, language, view, request), ""]
        )

    def turn(
        self, room: str, brand: str, language: str, view: View, request: gr.Request
    ) -> Iterator[list[Any]]:
        """Another brand: its allies, none of them open."""
        yield from self.show(room, brand, language, View(), request)

    def look(
        self,
        room: str,
        brand: str,
        language: str,
        view: View,
        request: gr.Request,
        event: gr.EventData,
    ) -> list[Any]:
        """Another look at the reef; what writes is not done here."""
        return self._step(brand, language, view, request, event, looks=True)

    def act(
        self,
        room: str,
        brand: str,
        language: str,
        view: View,
        request: gr.Request,
        event: gr.EventData,
    ) -> list[Any]:
        """One act that changes or saves something."""
        return self._step(brand, language, view, request, event, looks=False)

    def _step(
        self,
        brand: str,
        language: str,
        view: View,
        request: gr.Request,
        event: gr.EventData,
        *,
        looks: bool,
    ) -> list[Any]:
        told = event._data if isinstance(event._data, Mapping) else {}
        fields = told.get("fields")
        words = {
            str(k): str(v)[:LONGEST]
            for k, v in (fields if isinstance(fields, Mapping) else {}).items()
        }
        name, subject = str(told.get("act", "")), str(told.get("subject", ""))[:LONGEST]
        if (name in LOOKS) != looks:
            return [gr.skip(), gr.skip(), gr.skip()]

        def done() -> list[Any]:
            person = self._desk.person(signed_in(request))
            try:
                made = act(name, subject, words, view, self._desk.reef, brand, person, language)
            except Overtaken as error:
                # What somebody else did meanwhile is shown; the words in the boxes come back.
                told_of = hint(inert(saying(error, language)), alert=True)
                return [view, self._drawn(brand, language, view, request), told_of]
            if made.view == view and name.startswith("save-"):
                return [gr.skip(), gr.skip(), made.said]
            return [made.view, self._drawn(brand, language, made.view, request), made.said]

        return self._guarded(language, done)

    def _drawn(self, brand: str, language: str, view: View, request: gr.Request) -> str:
        here = Place(say(language), language, 0, self._clock())
        person, reef = self._desk.person(signed_in(request)), self._desk.reef
        if not may(person, Deed.READ):
            return f'<p class="calm">{here.text("reef closed")}</p>'
        if view.ally:
            ally = reef.ally(brand, view.ally)
            told = forms.of(ally, person, reef.day, reef.phraser, view.asking, view.about, here)
            briefs = reef.briefs(brand, ally.id)
            return sheet.drawn(ally, briefs, person, reef.day, told, view.made, here)
        heard = home.heard(reef.voices(brand, view.about), here) if view.about.strip() else ""
        known = reef.map(brand, language)
        # Of a reef that was not begun there is no more to say than how to begin it.
        missing = home.missing(reef.holes(brand, language), here)
        return (
            home.asking(view.about, here)
            + heard
            + (missing if known.allies else home.nobody(here))
            + home.mapped(known, here)
            + forms.new(person, here)
        )

    def _guarded(self, language: str, job: Callable[[], list[Any]]) -> list[Any]:
        """What ``job`` gives; where it fails, why, with all that is on the page left as it is."""
        try:
            return job()
        except (AssistantError, KnowledgeError) as error:
            told = inert(saying(error, language))
        except Exception:
            logger.exception("The reef could not be read.")
            told = say(language)("reef failed")
        return [gr.skip(), gr.skip(), hint(told, alert=True)]
