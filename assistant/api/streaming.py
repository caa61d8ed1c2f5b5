"""A draft as it is being written, as server-sent events: its stages, the words so far, the reply.

Whoever goes away gives the draft up: what is being written ends at its next word.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

from assistant.model import Glimpse, Reply

MEDIA = "text/event-stream"
ALIVE = 15.0
"""Seconds of silence after which a comment is sent, so that nobody on the way hangs up."""

Progress = Callable[[str | Glimpse], None]


class _GivenUp(Exception):
    """Whoever asked is gone."""


async def events(
    draft: Callable[[Progress], Reply],
    tell: Callable[[Reply], Any],
    wrong: Callable[[Exception], Any],
) -> AsyncIterator[str]:
    """The events of one draft: ``stage``, ``words``, and at the end ``reply`` or ``problem``."""
    loop = asyncio.get_running_loop()
    steps: asyncio.Queue[str | Glimpse | Reply | Exception] = asyncio.Queue()
    given_up = threading.Event()

    def put(step: str | Glimpse | Reply | Exception) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(steps.put_nowait, step)

    def progress(step: str | Glimpse) -> None:
        if given_up.is_set():
            raise _GivenUp
        put(step)

    def work() -> None:
        try:
            put(draft(progress))
        except Exception as error:
            put(error)

    threading.Thread(target=work, name="corail-api-draft", daemon=True).start()
    try:
        while True:
            try:
                step = await asyncio.wait_for(steps.get(), ALIVE)
            except TimeoutError:
                yield ": still at it\n\n"
                continue
            if isinstance(step, Reply):
                yield _event("reply", await asyncio.to_thread(tell, step))
                return
            if isinstance(step, Exception):
                yield _event("problem", wrong(step))
                return
            if isinstance(step, Glimpse):
                said = {"number": step.number, "strategy": step.strategy.name, "text": step.text}
                yield _event("words", said)
            else:
                yield _event("stage", {"stage": step})
    finally:
        given_up.set()


def _event(name: str, value: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
