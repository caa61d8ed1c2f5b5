"""Where whoever opens the page arrives: at the inbox where posts wait, else at the first room."""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui.desk import Desk
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)


class Arriving:
    """Whether posts wait, asked as the page is opened."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def first(self, brand: str, room: str, request: gr.Request) -> Any:
        """The inbox where posts wait; the room stays where the address names a reply."""
        if request is not None and request.query_params:
            return gr.skip()
        try:
            return "inbox" if self._desk.listening.waiting(brand) else gr.skip()
        except (AssistantError, KnowledgeError):
            logger.exception("The inbox could not be asked whether posts wait.")
            return gr.skip()
