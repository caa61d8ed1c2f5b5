"""A draft under way: made in a thread of its own, telling its stages, and given up on demand."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from assistant.model import Reply
from assistant.ui.conversation import Exchange
from assistant.ui.desk import Desk


class Stopped(Exception):
    """The person pressed Stop or left: the draft under way is given up at its next stage."""


def run(desk: Desk, exchange: Exchange, language: str) -> Iterator[str | Reply]:
    """The stages as they begin, then the reply, explained in ``language``.

    Closing this gives the draft up.
    """
    steps: queue.SimpleQueue[str | Reply | Exception] = queue.SimpleQueue()
    given_up = threading.Event()

    def progress(stage: str) -> None:
        if given_up.is_set():
            raise Stopped
        steps.put(stage)

    def work() -> None:
        try:
            reply = desk.draft(
                exchange.post,
                exchange.brand,
                language=exchange.language,
                progress=progress,
                locale=language,
            )
            steps.put(reply)
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
