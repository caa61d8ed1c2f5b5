"""The Record room: what the brand has promised, over the years, and how each promise stands.

For whoever keeps the record, and whoever is about to say something about the future.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui import promised
from assistant.ui.desk import Desk
from assistant.ui.pieces import Place, hint, inert, saying
from assistant.ui.shell import QUIET, Shell, drawn_html
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)

NAME = "record"


class RecordRoom:
    """The widgets of the Record room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock

    def build(self, room: gr.Radio) -> None:
        """Lay the room out and bind it; what is on record is read when ``room`` comes to it."""
        with gr.Column(elem_id="record-room", visible=False) as self.row:
            self.lead = drawn_html(elem_id="record-lead")
            self.status = gr.Radio(
                choices=[("", "all")], value="all", elem_id="record-status", min_width=160
            )
            self.hint = drawn_html(elem_id="record-hint")
            self.promises = drawn_html(elem_id="record-promises")
        shell = self._shell
        asked = [room, shell.brand, self.status, shell.language]
        drawn = [self.lead, self.status, self.hint, self.promises]
        for change in (room.input, self.status.input, shell.brand.input):
            change(self.show, asked, drawn, **QUIET)
        shell.on_language(self.show, asked, drawn)

    def show(self, room: str, brand: str, status: str, language: str) -> list[Any]:
        """The room as it stands; nothing is read for one that nobody looks at."""
        text = say(language)
        lead = (
            f'<div class="welcome"><h2>{text("record title")}</h2>'
            f"<p>{text('record lead')}</p></div>"
        )
        labelled = gr.update(label=text("status"))
        if room != NAME:
            return [lead, labelled, "", gr.skip()]
        here = Place(text, language, 0, self._clock())
        try:
            found = self._desk.commitments(brand)
        except (AssistantError, KnowledgeError) as error:
            return [lead, labelled, hint(inert(saying(error, language)), alert=True), ""]
        except Exception:
            logger.exception("The commitments could not be read.")
            return [lead, labelled, hint(text("record failed"), alert=True), ""]
        choices = promised.counted(found, here)
        chosen = status if any(value == status for _, value in choices) else "all"
        listed = [one for one in found if chosen in ("all", one.status)]
        filter_ = gr.update(label=text("status"), choices=choices, value=chosen)
        return [lead, filter_, "", promised.drawn(listed, here)]
