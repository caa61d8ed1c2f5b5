"""The Record room: its widgets, and what happens on them.

What is drawn is read anew at every step, by whoever is signed in at that moment; the session keeps
only what is looked at.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, Overtaken
from assistant.review import Person
from assistant.ui.desk import Desk
from assistant.ui.inbox.words import many
from assistant.ui.pieces import Place, aloud, hint, inert, saying
from assistant.ui.recording.acts import SLOW, Asked, Outcome, perform
from assistant.ui.recording.showing import Showing
from assistant.ui.recording.view import View
from assistant.ui.shell import QUIET, Shell, acting_html, pressed, signed_in
from assistant.ui.texts import say
from assistant.ui.workshop.underway import Stopped, run
from knowledge.errors import KnowledgeError, UnknownThing

logger = logging.getLogger(__name__)

NAME = "record"
AT_ONCE = 4
DRAWN = 4
LONGEST = 100_000
"""Characters of a box that are taken from the page."""
FILES = [
    *(".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx", ".pptx", ".xlsx"),
    *(".csv", ".tsv", ".jsonl"),
]


class RecordRoom:
    """The widgets of the room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock
        self._showing = Showing(desk, clock)
        # What a person's page has under way, so that Stop finds it; nothing of what is read.
        self._running: dict[str, threading.Event] = {}

    def build(self, room: gr.Radio) -> None:
        """Lay it out and bind it; what is on record is read when ``room`` comes to it."""
        # Nothing is read before the room is entered for the first time.
        self.view = gr.State(None)
        with gr.Column(elem_id="record-room", visible=False) as self.row:
            self.main = acting_html(elem_id="record-main")
            self.files = gr.UploadButton(
                say(self._shell.first_language)("rec choose files"),
                file_count="multiple",
                file_types=FILES,
                elem_id="record-files",
                visible=False,
            )
            self.hint = acting_html(elem_id="record-hint")
        shell = self._shell
        asked = [self.view, shell.brand, shell.language]
        drawn = [self.view, self.main, self.files, self.hint]
        at_work: dict[str, Any] = {
            **QUIET,
            "concurrency_limit": AT_ONCE,
            "concurrency_id": NAME,
            # A click that comes while the step before it ends is not lost.
            "trigger_mode": "multiple",
        }
        self.main.click(self.act, asked, drawn, **at_work)
        self.files.upload(self.upload, [self.files, *asked], drawn, **at_work)
        self.hint.click(self.stop, None, None, **QUIET)
        room.input(self.enter, [room, *asked], drawn, **QUIET)
        shell.on_brand(self.start, asked, drawn)
        shell.on_language(self.label, [shell.language], [self.files])
        shell.on_language(self.look, asked, drawn)

    # --- what happens -----------------------------------------------------------------------------

    def label(self, language: str) -> dict[str, Any]:
        """The button that is not drawn by us."""
        return gr.update(label=say(language)("rec choose files"))

    def enter(
        self, room: str, view: View | None, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """The room as whoever comes to it left it."""
        if room != NAME:
            return [gr.skip()] * DRAWN
        return self.look(view or View(), brand, language, request)

    def start(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """The beginning, for another brand."""
        return self.look(View() if view is not None else None, brand, language, request)

    def look(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """What is looked at, as it stands now; nothing before the room was entered."""
        if view is None:
            return [gr.skip()] * DRAWN
        try:
            return [*self._drawn(view, brand, language, self._who(request)), ""]
        except Exception as error:
            return self._failed(error, view, brand, language, request)

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
        name, subject, words = pressed(event, LONGEST)
        yield from self._done(name, subject, words, (), view, brand, language, request)

    def upload(
        self,
        files: list[str] | str | None,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        """Files that were chosen, put on record."""
        paths = tuple(Path(one) for one in ([files] if isinstance(files, str) else files or []))
        if paths:
            yield from self._done("files", "", {}, paths, view, brand, language, request)

    def _done(
        self,
        name: str,
        subject: str,
        words: Mapping[str, str],
        files: tuple[Path, ...],
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        here, page = view or View(), request.session_hash or ""
        stop: threading.Event | None = None
        try:
            asked = Asked(name, subject, words, self._who(request), brand, language, files)
            if name not in SLOW:
                yield self._came(perform(self._desk, here, asked, lambda *_: None), asked)
                return
            stop = self._running[page] = threading.Event()
            for step in run(lambda tell: perform(self._desk, here, asked, tell), stop):
                if isinstance(step, Outcome):
                    yield self._came(step, asked)
                else:
                    yield _waiting(step, language)
        except Stopped:
            told = say(language)("rec stopped")
            yield [*[gr.skip()] * (DRAWN - 1), hint(told) + aloud(told)]
        except Exception as error:
            yield self._failed(error, here, brand, language, request)
        finally:
            # What began meanwhile can still be stopped.
            if stop is not None and self._running.get(page) is stop:
                del self._running[page]

    def _came(self, outcome: Outcome, asked: Asked) -> list[Any]:
        """What an act led to."""
        here = Place(say(asked.language), asked.language, 0, self._clock())
        words = ""
        if outcome.count is not None:
            words = many(outcome.done, outcome.count, here)
        elif outcome.done:
            words = here.text(outcome.done)
        said = hint(words) + aloud(words) if words else ""
        served = f'<i hidden data-done="{inert(outcome.served)}"></i>' if outcome.served else ""
        drawn = self._drawn(outcome.view, asked.brand, asked.language, asked.person)
        return [*drawn, served + said]

    def _failed(
        self, error: Exception, view: View, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """Why it failed, with all that is on the page left as it is; but what somebody else did
        meanwhile is shown."""
        text = say(language)
        if isinstance(error, UnknownThing):
            words = text("rec unknown")
        elif isinstance(error, AssistantError | KnowledgeError):
            words = inert(saying(error, language))
        else:
            logger.error("The Record room failed.", exc_info=error)
            words = text("rec failed")
        told = hint(words, alert=True)
        if isinstance(error, Overtaken):
            try:
                return [*self._drawn(view, brand, language, self._who(request)), told]
            except Exception:
                logger.exception("The Record room could not be drawn anew.")
        return [*[gr.skip()] * (DRAWN - 1), told]

    def _drawn(self, view: View, brand: str, language: str, person: Person) -> list[Any]:
        drawn = self._showing.drawn(view, brand, language, person)
        return [view, drawn.main, gr.update(visible=drawn.choosing)]

    def _who(self, request: gr.Request) -> Person:
        return self._desk.person(signed_in(request))


def _waiting(step: Any, language: str) -> list[Any]:
    """That it is under way, how far, and how to stop it."""
    text = say(language)
    done, whole, what = step
    words = text(f"rec under way {what}", done=done)
    if whole:
        words = text("rec so far", what=words, done=done, whole=whole)
    busy = (
        f'<p class="hint busy" role="status">{words} '
        f'<button type="button" class="quiet" data-act="stop">{text("act stop")}</button></p>'
    )
    return [*[gr.skip()] * (DRAWN - 1), busy]
