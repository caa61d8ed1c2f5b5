"""The Purpose room: its widgets, and what happens on them.

What is drawn is read anew at every step, by whoever is signed in at that moment; the session keeps
only what is looked at.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.review.people import Person
from assistant.ui.desk import Desk
from assistant.ui.pieces import Place, aloud, hint, inert, saved_now, saying
from assistant.ui.shell import QUIET, Shell, acting_html, pressed, signed_in
from assistant.ui.texts import say
from assistant.ui.workshop import calling, deciding, sentences, underway, wording
from assistant.ui.workshop import saying as told
from assistant.ui.workshop.acts import SLOW, Asked, Outcome, perform
from assistant.ui.workshop.underway import Stopped
from assistant.ui.workshop.view import READ, View
from assistant.workshop.desk import ENOUGH
from assistant.workshop.values import Call
from knowledge.errors import KnowledgeError, UnknownThing

logger = logging.getLogger(__name__)

NAME = "purpose"
AT_ONCE = 4
FILES = [".csv", ".tsv", ".jsonl", ".ndjson", ".xlsx"]
LONGEST, LONGEST_ROWS = 20_000, 2_000_000
"""Characters of a box that are taken from the page; of pasted rows."""


class PurposeRoom:
    """The widgets of the room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock
        # What a person's page has under way, so that Stop finds it; nothing of what is read.
        self._running: dict[str, threading.Event] = {}

    def build(self, room: gr.Radio) -> None:
        """Lay it out and bind it; what is there is read when ``room`` comes to it."""
        self.view = gr.State(None)
        with gr.Column(elem_id="purpose-room", visible=False) as self.row:
            self.main = acting_html(elem_id="purpose-main")
            # Seen only beside the form for answers: see purpose.css.
            self.files = gr.UploadButton(
                say(self._shell.first_language)("take in file"),
                file_types=FILES,
                elem_id="purpose-files",
            )
            self.hint = acting_html(elem_id="purpose-hint")
        shell = self._shell
        asked = [self.view, shell.brand, shell.language]
        drawn = [self.view, self.main, self.hint]
        self.main.click(
            self.act,
            asked,
            drawn,
            concurrency_limit=AT_ONCE,
            concurrency_id=NAME,
            # A click that comes while the step before it ends is not lost.
            trigger_mode="multiple",
            **QUIET,
        )
        self.files.upload(
            self.choose,
            [self.files, *asked],
            drawn,
            concurrency_limit=AT_ONCE,
            concurrency_id=NAME,
            **QUIET,
        )
        self.hint.click(self.stop, None, None, **QUIET)
        room.input(self.enter, [room, *asked], drawn, **QUIET)
        shell.on_brand(self.start, asked, drawn)
        shell.on_language(self.look, asked, drawn)
        shell.on_language(self.label, [shell.language], [self.files])

    # --- what happens -----------------------------------------------------------------------------

    def enter(
        self, room: str, view: View | None, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """The room as whoever comes to it left it."""
        if room != NAME:
            return [gr.skip()] * 3
        return self.look(view or View(), brand, language, request)

    def start(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """The beginning, for another brand."""
        return self.look(View() if view is not None else None, brand, language, request)

    def look(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """What is looked at, as it stands now; nothing before the room was entered."""
        if view is None:
            return [gr.skip()] * 3
        try:
            return [*self._drawn(view, brand, language, self._who(request)), ""]
        except Exception as error:
            return self._failed(error, language)

    def stop(self, request: gr.Request) -> None:
        """End what this page has under way, at its next step."""
        running = self._running.get(request.session_hash or "")
        if running is not None:
            running.set()

    def act(
        self,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[list[Any]]:
        """One act, or one step through the room, as the page tells of it."""
        name, subject, words = pressed(event, LONGEST, rows=LONGEST_ROWS)
        try:
            asked = Asked(name, subject, words, self._who(request), brand, language)
        except Exception as error:
            yield self._failed(error, language)
            return
        yield from self._done(asked, view or View(), request)

    def choose(
        self,
        file: str | None,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        """A file of answers that was chosen: taken in at once, as columns are recognised."""
        if not file:
            yield [gr.skip()] * 3
            return
        try:
            who = self._who(request)
        except Exception as error:
            yield self._failed(error, language)
            return
        asked = Asked("take-in", "", {}, who, brand, language, Path(file))
        yield from self._done(asked, view or View(), request)

    def label(self, language: str) -> Any:
        """The button that is not drawn by us."""
        return gr.update(label=say(language)("take in file"))

    def _done(self, asked: Asked, here: View, request: gr.Request) -> Iterator[list[Any]]:
        """Carry an act out, telling how far it is where it may take its time."""
        page, language = request.session_hash or "", asked.language
        stop: threading.Event | None = None
        try:
            if asked.act not in SLOW:
                outcome = perform(self._desk, here, asked, lambda done, whole, what: None)
                yield self._came(outcome, asked)
                return
            stop = self._running[page] = threading.Event()
            for step in underway.run(lambda report: perform(self._desk, here, asked, report), stop):
                if isinstance(step, Outcome):
                    yield self._came(step, asked)
                else:
                    yield _waiting(step, language)
        except Stopped:
            yield [gr.skip(), gr.skip(), hint(say(language)("stopped"))]
        except Exception as error:
            yield self._failed(error, language)
        finally:
            # What began meanwhile can still be stopped.
            if stop is not None and self._running.get(page) is stop:
                del self._running[page]

    def _came(self, outcome: Outcome, asked: Asked) -> list[Any]:
        """What an act led to."""
        text = say(asked.language)
        if outcome.file is not None:
            return [gr.skip(), gr.skip(), hint(saved_now(*outcome.file, text))]
        words = outcome.note or (text(outcome.done) if outcome.done else "")
        said = hint(words) + aloud(words) if words else ""
        served = f'<i hidden data-done="{inert(outcome.served)}"></i>' if outcome.served else ""
        return [*self._drawn(outcome.view, asked.brand, asked.language, asked.who), served + said]

    def _failed(self, error: Exception, language: str) -> list[Any]:
        """Why it failed, with all that is on the page left as it is."""
        text = say(language)
        if isinstance(error, UnknownThing):
            words = text("purpose unknown")
        elif isinstance(error, AssistantError | KnowledgeError):
            words = inert(saying(error, language))
        else:
            logger.error("The Purpose room failed.", exc_info=error)
            words = text("purpose failed")
        return [gr.skip(), gr.skip(), hint(words, alert=True)]

    def _who(self, request: gr.Request) -> Person:
        return self._desk.person(signed_in(request))

    # --- what is seen -----------------------------------------------------------------------------

    def _drawn(self, view: View, brand: str, language: str, who: Person) -> list[Any]:
        """The view, and the step it is at."""
        shop = self._desk.workshop
        here = Place(say(language), language, 0, self._clock(), alone=self._desk.alone)
        calls = shop.calls(brand)
        example = bool(self._desk.example_posts(brand))
        if not calls:
            return [View(), calling.beginning(who, here, shop.least, example=example)]
        if view.opening:
            return [view, calling.beginning(who, here, shop.least, example=False, again=True)]
        call = shop.call(brand, view.call)
        inside = self._step(view, call, calls, who, here)
        return [view, calling.framed(call, shop.count(call), view.step, inside, here)]

    def _step(self, view: View, call: Call, calls: list[Call], who: Person, here: Place) -> str:
        shop = self._desk.workshop
        count = shop.count(call)
        if view.step in READ:
            if count < ENOUGH:
                return calling.too_few(count, ENOUGH, here)
            study = shop.study(call)
            if view.step == "said":
                return told.said(study, here)
            if view.step == "few":
                return told.few_and_against(study, here)
            if view.step == "words":
                return wording.drawn(study, here)
            model = self._desk.writer if shop.phrase is not None else None
            return sentences.drawn(study, view, call, model, here)
        if view.step == "vote":
            return deciding.vote(
                call, shop.candidates(call), shop.tally(call, who), shop.comments(call), who, here
            )
        if view.step == "outcome":
            purposes = self._desk.purposes(call.brand)
            return deciding.outcome(
                call,
                shop.candidates(call),
                shop.tally(call, who),
                shop.decided(call),
                purposes,
                who,
                here,
                readable=count >= ENOUGH,
            )
        return calling.call(call, count, [c for c in calls if c.id != call.id], view, who, here)


def _waiting(step: Any, language: str) -> list[Any]:
    """That it is under way, how far, and how to stop it."""
    text = say(language)
    done, whole, what = step
    words = text(f"under way {what}", done=done, whole=whole)
    busy = (
        f'<p class="hint busy" role="status">{words} '
        f'<button type="button" class="quiet" data-act="stop">{text("act stop")}</button></p>'
    )
    return [gr.skip(), gr.skip(), busy]
