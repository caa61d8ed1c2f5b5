"""The Review room and the choice between its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import gradio as gr

from assistant.ui.desk import Desk
from assistant.ui.reviewing.desk_part import DeskPart
from assistant.ui.reviewing.text_part import TextPart
from assistant.ui.shell import QUIET, Shell
from assistant.ui.texts import say

NAME = "review"
PARTS = ("replies", "text")
_ID = re.compile(r"[0-9a-f]{32}")


class ReviewRoom:
    """The room's two parts, one of them seen."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._shell = shell
        self._alone = desk.alone
        self.desk = DeskPart(desk, shell, clock=clock)
        self.text = TextPart(desk, shell, clock=clock)

    def build(self, room: gr.Radio) -> None:
        """Lay the room out and bind it; what is listed is read when ``room`` comes to it."""
        spoken = self._shell.first_language
        # Who is alone has nobody to wait for: a text to check comes first.
        first = PARTS[1] if self._alone else PARTS[0]
        with gr.Column(elem_id="review", visible=False) as self.row:
            self.part = gr.Radio(
                choices=_parts(spoken), value=first, elem_id="review-part", min_width=160
            )
            self.desk.build(seen=first == PARTS[0])
            self.text.build(seen=first == PARTS[1])
        rows = [self.desk.row, self.text.row]
        self.part.input(self.choose, [self.part], rows, **QUIET)
        room.input(self.enter, self.asked(room), self.desk.drawn, **QUIET)
        self._shell.on_language(
            lambda language: gr.update(label=say(language)("part"), choices=_parts(language)),
            [self._shell.language],
            [self.part],
        )

    def asked(self, room: gr.Radio) -> list[Any]:
        """What :meth:`enter` and :meth:`arrive` are given."""
        return [room, self.desk.view, self._shell.brand, self._shell.language]

    def drawn(self) -> list[Any]:
        """What :meth:`arrive` draws."""
        return [self.part, self.desk.row, self.text.row, *self.desk.drawn]

    def choose(self, part: str) -> list[Any]:
        """The part that was chosen, the other out of sight."""
        return [gr.update(visible=part == name) for name in PARTS]

    def enter(
        self, room: str, view: Any, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """What is on its way, read as the room is entered."""
        if room != NAME:
            return [gr.skip()] * len(self.desk.drawn)
        return self.desk.look(view, brand, language, request)

    def linked(self, request: gr.Request) -> str | None:
        """The reply that the page's own address names, where it names one: a notice's link."""
        named = request.query_params.get("reply", "") if request is not None else ""
        return str(named) if _ID.fullmatch(str(named)) else None

    def arrive(
        self, room: str, view: Any, brand: str, language: str, request: gr.Request
    ) -> list[Any]:
        """The reply that was just taken here, or that a link leads to."""
        if room != NAME:
            return [gr.skip()] * len(self.drawn())
        return [PARTS[0], *self.choose(PARTS[0]), *self.enter(room, view, brand, language, request)]


def _parts(spoken: str) -> list[tuple[str, str]]:
    text = say(spoken)
    return [(text(f"part {name}"), name) for name in PARTS]
