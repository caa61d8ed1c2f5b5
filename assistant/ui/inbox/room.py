"""The Inbox room: its widgets, and what happens on them.

What is drawn is read anew at every step; the session keeps only what is looked at. Long work goes
on beside it: whoever waits for it can look at something else, and it is taken into the view as that
is then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, Overtaken
from assistant.listening.columns import Heading
from assistant.ui.desk import Desk
from assistant.ui.inbox import works
from assistant.ui.inbox.acts import Asked, Outcome, perform
from assistant.ui.inbox.showing import Showing
from assistant.ui.inbox.underway import Step, Stopped, run
from assistant.ui.inbox.view import Offered, View, home
from assistant.ui.inbox.works import Done, Work
from assistant.ui.pieces import aloud, hint, inert, saved_now, saying
from assistant.ui.shell import QUIET, Shell, acting_html, signed_in
from assistant.ui.texts import counted, say
from knowledge.errors import KnowledgeError, UnknownThing, Unreadable

logger = logging.getLogger(__name__)

NAME = "inbox"
FILES = [".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".js", ".xlsx"]
AT_ONCE = 4
DRAWN = 6
"""Widgets that are drawn at each step."""
BESIDE = frozenset({"open", "close", "behind"})
"""Steps that change what is opened, and nothing else."""
LONGEST = 20_000
"""Characters of a box that are taken from the page."""


class InboxRoom:
    """The widgets of the room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._showing = Showing(desk, clock)

    def build(self, room: gr.Radio) -> None:
        """Lay it out and bind it; what is listed is read when ``room`` comes to it."""
        # Nothing is read before the room is entered for the first time.
        self.view = gr.State(None)
        self.work, self.done = gr.State(None), gr.State(None)
        with gr.Row(elem_id="inbox-room", equal_height=False, visible=False) as self.row:
            with gr.Column(elem_id="inbox-left", min_width=0):
                self.head = acting_html(elem_id="inbox-head")
                self.main = acting_html(elem_id="inbox-main")
                self.files = gr.UploadButton(
                    say(self._shell.first_language)("choose files"),
                    file_count="multiple",
                    file_types=FILES,
                    elem_id="inbox-files",
                    visible=False,
                )
                with gr.Row(elem_id="inbox-told"):
                    self.hint = acting_html(elem_id="inbox-hint")
                    self.stop = gr.Button(visible=False, elem_id="inbox-stop", size="sm")
            with gr.Column(elem_id="inbox-right", min_width=0):
                self.side = acting_html(elem_id="inbox-side")
        self._bind(room)

    def asked(self) -> list[Any]:
        """What :meth:`look` is given."""
        return [self.view, self._shell.brand, self._shell.language]

    def drawn(self) -> list[Any]:
        """What :meth:`look` draws."""
        return [self.view, self.head, self.main, self.side, self.files, self.hint]

    def _bind(self, room: gr.Radio) -> None:
        shell, asked, drawn = self._shell, self.asked(), self.drawn()
        working = [self.work, shell.language]
        progress = [self.work, self.done, self.hint, self.stop]
        settling = [self.done, *asked]
        after = [*drawn, self.work, self.done]
        at_work: dict[str, Any] = {
            **QUIET,
            "concurrency_limit": AT_ONCE,
            "concurrency_id": NAME,
            "trigger_mode": "multiple",
        }
        works: list[Any] = []
        for pressed in (self.head, self.main, self.side, self.hint):
            # What is pressed while a step is under way is not lost.
            one = pressed.click(
                self.act, asked, [*drawn, self.work], trigger_mode="multiple", **QUIET
            )
            # A work that is done may begin another: posts that came in are read.
            for _ in range(2):
                one = one.then(self.carry, working, progress, **at_work)
                works.append(one)
                one = one.then(self.settle, settling, after, **QUIET)
        self.stop.click(self.stopped, asked, [*drawn, self.stop], cancels=works, **QUIET)
        self.files.upload(self.choose, [self.files, *asked], drawn, **QUIET)
        room.input(self.enter, [room, *asked], drawn, **QUIET)
        shell.on_brand(self.start, asked, drawn)
        shell.on_language(self.label, [shell.language], [self.files, self.stop])
        shell.on_language(self.look, asked, drawn)

    # --- what happens -----------------------------------------------------------------------------

    def label(self, language: str) -> list[Any]:
        """The buttons that are not drawn by us."""
        text = say(language)
        return [gr.update(label=text("choose files")), gr.update(value=text("work stop"))]

    def enter(
        self, room: str, view: View | None, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """The room as whoever comes to it left it."""
        if room != NAME:
            return [gr.skip()] * DRAWN
        return self.look(view or home(), brand, language, request)

    def start(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """The beginning, for another brand."""
        return self.look(home() if view is not None else None, brand, language, request)

    def look(self, view: View | None, brand: str, language: str, request: gr.Request) -> list[Any]:
        """What is looked at, as it stands now; nothing before the room was entered."""
        if view is None:
            return [gr.skip()] * DRAWN
        try:
            return [*self._drawn(view, brand, language, request), ""]
        except Exception as error:
            return self._failed(error, view, brand, language, request)

    def act(
        self,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> list[Any]:
        """One act, or one step through the room, as the page tells of it."""
        told = event._data if isinstance(event._data, Mapping) else {}
        fields = told.get("fields")
        words = {
            str(k): str(v)[:LONGEST]
            for k, v in (fields if isinstance(fields, Mapping) else {}).items()
        }
        name, subject = str(told.get("act", "")), str(told.get("subject", ""))[:LONGEST]
        if name == "draft":  # The Reply room takes it (passing.py).
            return [gr.skip()] * (DRAWN + 1)
        here = view or home()
        try:
            asked = Asked(name, subject, words, self._person(request), brand, language)
            outcome = perform(self._desk, here, asked)
            if outcome.work is not None:
                busy = _busy(say(language)("work under way", work=_named(outcome.work, language)))
                return [outcome.view, *[gr.skip()] * 4, busy, outcome.work]
            said = _said(outcome, language)
            told_of = hint(said) + aloud(said) if said else ""
            served = f'<i hidden data-done="{inert(outcome.served)}"></i>' if outcome.served else ""
            draw = self._beside if name in BESIDE else self._drawn
            drawn = draw(outcome.view, brand, language, request)
            return [*drawn, served + told_of, gr.skip()]
        except Exception as error:
            return [*self._failed(error, here, brand, language, request), gr.skip()]

    def choose(
        self,
        files: list[str] | str | None,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
    ) -> list[Any]:
        """Files that were chosen, each with the columns it has."""
        paths = [files] if isinstance(files, str) else files or []
        offered = tuple(self._offered(Path(path), brand) for path in paths)
        here = replace(view or home(), part="import", offered=offered, imported=(), post=None)
        return self.look(here, brand, language, request)

    def _offered(self, path: Path, brand: str) -> Offered:
        room = self._desk.listening
        try:
            heading = room.heading(path)
        except (Unreadable, OSError) as error:
            return Offered(path, Heading((), {}), None, str(error))
        try:
            return Offered(path, heading, room.columns(path, brand).of)
        except Unreadable:
            return Offered(path, heading, None)

    # --- long work --------------------------------------------------------------------------------

    def carry(self, work: Work | None, language: str, request: gr.Request) -> Iterator[list[Any]]:
        """Carry out the work that was asked for, telling how far it is."""
        if work is None:
            yield [gr.skip()] * 4
            return
        by, text = self._person(request), say(language)
        shown = gr.update(visible=True)
        # It is taken off the list as it begins: nothing carries it out twice.
        yield [None, None, _busy(text("work under way", work=_named(work, language))), shown]
        try:
            for step in run(lambda tell: works.carry(self._desk, work, by, tell)):
                if isinstance(step, Step):
                    yield [*[gr.skip()] * 2, _busy(_progress(work, step, language)), shown]
                elif isinstance(step, Done):
                    yield [gr.skip(), step, gr.skip(), gr.update(visible=False)]
        except Stopped:
            return
        except Exception as error:
            told = hint(_why(error, language), alert=True)
            yield [*[gr.skip()] * 2, told, gr.update(visible=False)]

    def settle(
        self,
        done: Done | None,
        view: View | None,
        brand: str,
        language: str,
        request: gr.Request,
    ) -> list[Any]:
        """Take what was done into what is looked at now, and begin what follows by itself."""
        if done is None:
            return [gr.skip()] * (DRAWN + 2)
        here = works.settled(view or home(), done)
        if done.file is not None:
            saved = hint(saved_now(*done.file, say(language)))
            return [*[gr.skip()] * (DRAWN - 1), saved, None, None]
        usual = f"work done {works.SHOWN.get(done.work.name, done.work.name)}"
        told = say(language)(done.told or usual)
        if done.work.brand != brand:
            return [*[gr.skip()] * (DRAWN - 1), hint(told), works.following(done), None]
        drawn = self.look(here, brand, language, request)
        return [*drawn[:-1], hint(told) + aloud(told), works.following(done), None]

    def stopped(
        self, view: View | None, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """What is looked at, once a work was given up."""
        drawn = self.look(view or home(), brand, language, request)
        told = say(language)("work stopped")
        return [*drawn[:-1], hint(told) + aloud(told), gr.update(visible=False)]

    # --- what is seen -----------------------------------------------------------------------------

    def _drawn(self, view: View, brand: str, language: str, request: gr.Request) -> list[Any]:
        drawn = self._showing.drawn(view, brand, language, self._person(request))
        choosing = gr.update(visible=drawn.choosing)
        return [view, drawn.head, drawn.main, drawn.side, choosing]

    def _beside(self, view: View, brand: str, language: str, request: gr.Request) -> list[Any]:
        """What is opened alone: the list beside it stays as it is."""
        side = self._showing.beside(view, brand, language, self._person(request))
        return [view, gr.skip(), gr.skip(), side, gr.skip()]

    def _failed(
        self, error: Exception, view: View, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """Why it failed, with all that is on the page left as it is; but what somebody else did
        meanwhile is shown."""
        told = hint(_why(error, language), alert=True)
        if isinstance(error, Overtaken):
            try:
                return [*self._drawn(view, brand, language, request), told]
            except Exception:
                logger.exception("The Inbox room could not be drawn anew.")
        return [*[gr.skip()] * (DRAWN - 1), told]

    def _person(self, request: gr.Request) -> Any:
        return self._desk.person(signed_in(request))


def _said(outcome: Outcome, language: str) -> str:
    """What is said of an act that was done, with its number where it has one."""
    if not outcome.done:
        return ""
    if outcome.count is None:
        return say(language)(outcome.done)
    return counted(say(language), outcome.done, outcome.count)


def _why(error: Exception, language: str) -> str:
    if isinstance(error, UnknownThing) and not isinstance(error, AssistantError):
        return say(language)("post unknown")
    if isinstance(error, AssistantError | KnowledgeError):
        return inert(saying(error, language))
    logger.error("The Inbox room failed.", exc_info=error)
    return say(language)("inbox failed")


def _named(work: Work, language: str) -> str:
    return say(language)(f"work {works.SHOWN.get(work.name, work.name)}")


def _progress(work: Work, step: Step, language: str) -> str:
    """How far a work is, in words; a stage that we have no words for is a file's name."""
    text, named = say(language), _named(work, language)
    if not step.total:
        return text("work under way", work=named)
    numbers = {"done": f"{step.done:,}", "total": f"{step.total:,}"}
    if language == "fr":
        numbers = {name: told.replace(",", "\u202f") for name, told in numbers.items()}
    if f"stage {step.what}" in STAGES:
        stage = text(f"stage {step.what}")
        return text("work stage", work=named, stage=stage, **numbers)
    return text("work step", work=named, **numbers)


STAGES = frozenset(
    f"stage {one}"
    for one in ("embedding", "gathering", "asking the record", "languages", "writing")
)


def _busy(words: str) -> str:
    return f'<p class="hint busy" role="status">{words}</p>'
