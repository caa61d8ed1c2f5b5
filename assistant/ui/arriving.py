"""Where whoever opens the page arrives: at the reply that a link names, at the inbox where posts
wait, else at the first room.

It is part of the one answer that draws all of the page as it opens. Of several on their way at
once, the last would say what is seen, and a notice's link lose to the inbox.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui.desk import Desk
from assistant.ui.header import Header
from assistant.ui.inbox import InboxRoom
from assistant.ui.reviewing import ReviewRoom
from assistant.ui.reviewing.desk_part import View
from assistant.ui.reviewing.room import NAME as REVIEW
from assistant.ui.together import Asked
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)


class Arriving:
    """What is seen first, asked as the page is opened."""

    def __init__(self, desk: Desk, header: Header, inbox: InboxRoom, review: ReviewRoom) -> None:
        self._desk = desk
        self._header = header
        self._inbox = inbox
        self._review = review

    def asked(self, entered: Callable[[str], list[Any]], rows: list[Any]) -> Asked:
        """What to ask last as the page is opened; ``entered`` says which of ``rows`` are seen."""
        self._entered = entered
        room, shell = self._header.room, self._header.shell
        return Asked(
            self.arrive,
            [shell.brand, room, self._review.desk.view, shell.language],
            [room, *rows, *self._review.drawn(), *self._inbox.drawn()],
        )

    def arrive(
        self, brand: str, room: str, view: View, spoken: str, request: gr.Request
    ) -> list[Any]:
        """The room, and what is in it."""
        named = self._review.linked(request)
        chosen = REVIEW if named else self.first(brand, room, request)
        one = View(named, view.shown) if named else view
        # Where nobody is taken anywhere, nothing is said: a room pressed meanwhile stays.
        rows = self._entered(chosen)
        seen = [gr.skip()] * (1 + len(rows)) if chosen == room else [chosen, *rows]
        return [
            *seen,
            *self._review.arrive(chosen, one, brand, spoken, request),
            *self._inbox.enter(chosen, None, brand, spoken, request),
        ]

    def first(self, brand: str, room: str, request: gr.Request) -> str:
        """The inbox where posts wait; the room stays where the address asks for something."""
        if request is not None and request.query_params:
            return room
        try:
            return "inbox" if self._desk.listening.waiting(brand) else room
        except (AssistantError, KnowledgeError):
            logger.exception("The inbox could not be asked whether posts wait.")
            return room
