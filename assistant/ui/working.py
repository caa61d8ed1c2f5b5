"""A draft under way: made in a thread of its own, telling its stages, and given up on demand."""

from __future__ import annotations

import inspect
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from assistant.model import Reply
from assistant.ui.conversation import Exchange
from assistant.ui.desk import Desk


class Stopped(Exception):
    """The person pressed Stop or left: the draft under way is given up at its next stage."""


def run(desk: Desk, exchange: Exchange, language: str) -> Iterator[str | Reply]:
    """The stages as they begin, then the reply. Closing this gives the draft up."""
    steps: queue.SimpleQueue[str | Reply | Exception] = queue.SimpleQueue()
    given_up = threading.Event()

    def progress(stage: str) -> None:
        if given_up.is_set():
            raise Stopped
        steps.put(stage)

    def work() -> None:
        try:
            steps.put(_ask(desk, exchange, progress, language))
        except Exception as error:
            steps.put(error)

    threading.Thread(target=work, name="corail-draft", daemon=True).start()
    try:
        while True:
            step = steps.get()
            if isinstance(step, Exception):
                raise step
            yield step
            if isinstance(step, Reply):
                return
    finally:
        given_up.set()


def _ask(desk: Desk, exchange: Exchange, progress: Callable[[str], None], language: str) -> Reply:
    options: dict[str, Any] = {"language": exchange.language, "progress": progress}
    # A desk that can explain itself in the reader's language is told which it is.
    if "locale" in inspect.signature(desk.draft).parameters:
        options["locale"] = language
    return desk.draft(exchange.post, exchange.brand, **options)
