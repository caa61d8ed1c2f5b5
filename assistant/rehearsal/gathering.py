"""What the record gives a challenger, kept for as long as the record stays as it is.

A rehearsal asks for it at each answer, and it is the same until somebody puts something on record
or the day changes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence

from assistant.rehearsal.matter import Record, gather
from assistant.rehearsal.values import Matter

KEPT = 16
"""Topics that stay gathered."""


class Gathering:
    """Matters by brand, topic and language. Safe to share between threads.

    ``record_of`` gives a brand's record as read in a language, ``posts_of`` the public posts to it
    that nobody answered, ``state_of`` what changes when either does.
    """

    def __init__(
        self,
        record_of: Callable[[str, str], Record],
        posts_of: Callable[[str], Sequence[str]],
        state_of: Callable[[str], Hashable],
    ) -> None:
        self._record_of = record_of
        self._posts_of = posts_of
        self._state_of = state_of
        self._kept: OrderedDict[Hashable, Sequence[Matter]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, brand: str, topic: str, language: str) -> Sequence[Matter]:
        """All that can be held up on ``topic``, the hardest first."""
        posts = tuple(self._posts_of(brand))
        key = (brand, topic.strip(), language, posts, self._state_of(brand))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = gather(topic, self._record_of(brand, language), posts)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Let nothing be left in memory of what was taken off the record."""
        with self._lock:
            self._kept.clear()
