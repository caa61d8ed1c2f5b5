"""Long work in a thread of its own, telling how far it is, and stopped on demand.

What is stopped ends at its next step; listening keeps what was done until then.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from assistant.listening.values import Tell

Result = TypeVar("Result")
SHOWN_EVERY = 0.3
"""Seconds between two steps that are shown: a page chokes on more."""


class Stopped(Exception):
    """The person pressed Stop, or left."""


@dataclass(frozen=True)
class Step:
    """How far a work is; ``total`` is 0 where nobody knows. ``what`` is its stage."""

    done: int
    total: int
    what: str


def run(job: Callable[[Tell], Result]) -> Iterator[Step | Result]:
    """What ``job`` tells while it works, then what it gives. Raises what it raises; closing this
    stops it."""
    steps: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()
    given_up = threading.Event()

    def tell(done: int, total: int, what: str) -> None:
        if given_up.is_set():
            raise Stopped
        steps.put(("step", Step(done, total, what)))

    def work() -> None:
        try:
            steps.put(("done", job(tell)))
        except Exception as error:
            steps.put(("failed", error))

    threading.Thread(target=work, name="corail-inbox", daemon=True).start()
    shown = 0.0
    try:
        while True:
            kind, told = steps.get()
            if kind == "failed" and isinstance(told, Exception):
                raise told
            if kind == "step" and time.monotonic() - shown < SHOWN_EVERY:
                continue
            shown = time.monotonic()
            yield told  # type: ignore[misc]
            if kind == "done":
                return
    finally:
        given_up.set()
