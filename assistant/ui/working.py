"""A draft under way: made in a thread of its own, telling its stages, and given up on demand."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator

from assistant.model import Glimpse, Reply
from assistant.ui.conversation import Exchange
from assistant.ui.desk import Desk


class Stopped(Exception):
    """The person pressed Stop or left: the draft under way is given up at its next stage."""


SHOWN_EVERY = 0.05
"""Seconds between two looks at what is being written: pages choke on more."""

Step = str | tuple[Glimpse, ...] | Reply


def run(desk: Desk, exchange: Exchange, language: str) -> Iterator[Step]:
    """The stages as they begin, the drafts as they are written, then the reply.

    Everything is explained in ``language``. Closing this gives the draft up: what is being
    written ends at its next word.
    """
    steps: queue.SimpleQueue[str | Glimpse | Reply | Exception] = queue.SimpleQueue()
    given_up = threading.Event()

    def progress(step: str | Glimpse) -> None:
        if given_up.is_set():
            raise Stopped
        steps.put(step)

    def work() -> None:
        try:
            reply = desk.draft(
                exchange.post,
                exchange.brand,
                wishes=exchange.wishes,
                progress=progress,
                locale=language,
            )
            steps.put(reply)
        except Exception as error:
            steps.put(error)

    threading.Thread(target=work, name="corail-draft", daemon=True).start()
    written: dict[int, Glimpse] = {}
    shown = 0.0
    try:
        while True:
            step = steps.get()
            if isinstance(step, Exception):
                raise step
            if isinstance(step, Glimpse):
                written[step.number] = step
                # The first words are shown at once; after them, the latest of what came.
                if time.monotonic() - shown >= SHOWN_EVERY or steps.empty():
                    shown = time.monotonic()
                    yield tuple(written[number] for number in sorted(written))
                continue
            yield step
            if isinstance(step, Reply):
                return
    finally:
        given_up.set()
