"""Long work in a thread of its own, telling how far it is.

It is finished even where whoever asked has left meanwhile: an answer that was given is kept.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

Result = TypeVar("Result")
Report = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def run(job: Callable[[Report], Result]) -> Iterator[tuple[int, int] | Result]:
    """What ``job`` reports while it works, then what it gives. Raises what it raises."""
    steps: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()

    def work() -> None:
        try:
            steps.put(("done", job(lambda done, whole: steps.put(("step", (done, whole))))))
        except Exception as error:
            steps.put(("failed", error))

    threading.Thread(target=work, name="corail-rehearse", daemon=True).start()
    while True:
        kind, told = steps.get()
        if isinstance(told, Exception) and kind == "failed":
            raise told
        yield told  # type: ignore[misc]
        if kind == "done":
            return
