"""Long work in a thread of its own: how far it is, and how it is stopped.

Stopped or left, it ends at its next step; what was kept until then stays.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

Result = TypeVar("Result")
Step = tuple[int, int, str]


class Stopped(Exception):
    """Somebody pressed Stop, or left."""


def run(
    job: Callable[[Callable[[int, int, str], None]], Result], stop: threading.Event
) -> Iterator[Step | Result]:
    """What ``job`` reports while it works, then what it gives. Raises what it raises."""
    steps: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()

    def report(done: int, whole: int, what: str) -> None:
        if stop.is_set():
            raise Stopped
        steps.put(("step", (done, whole, what)))

    def work() -> None:
        try:
            steps.put(("done", job(report)))
        except Exception as error:
            steps.put(("failed", error))

    threading.Thread(target=work, name="corail-purpose", daemon=True).start()
    try:
        while True:
            kind, told = steps.get()
            if kind == "failed" and isinstance(told, Exception):
                raise told
            yield told  # type: ignore[misc]
            if kind == "done":
                return
    finally:
        stop.set()
