"""What the first check of a text waits for, loaded beforehand.

Once the page is served, a sentence of no concern is held against the record in each language, in a
thread of its own: so the modules, patterns, the brand's voice and its commitments are in memory
before anybody asks. Nothing depends on it. Where it fails, the first check says why, as ever.
Before that, what a first draft waits for is loaded, and what an act was cut off from the last time
is made good.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType

AFTER = 5.0
"""Seconds that whoever opens the page has to themselves first."""
ENDING = 2.0
"""Seconds that leaving waits for a check under way."""
SENTENCES = {
    "fr": "Nous avons réduit nos émissions de 12 % entre 2020 et 2024.",
    "en": "We cut our emissions by 12 % between 2020 and 2024.",
}

Check = Callable[[str, str], object]
"""A text and its language -> whatever the checks make of it."""

logger = logging.getLogger(__name__)


class Readying:
    """Checks once in the background, from :meth:`begin` on; leaving it ends it.

    ``first`` is done before the checks, also where there is nothing to check by.
    """

    def __init__(
        self,
        check: Check | None,
        first: Callable[[], object] | None = None,
        *,
        after: float = AFTER,
    ) -> None:
        self._check = check
        self._first = first
        self._after = after
        self._left = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Readying:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        if self._thread is not None:
            self._thread.join(ENDING)

    def begin(self) -> None:
        """Begin, and return at once; again, or without anything to do, it does nothing."""
        if self._thread is not None or (self._check is None and self._first is None):
            return
        self._thread = threading.Thread(target=self._run, name="readying the checks", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is done."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        self._left.wait(self._after)
        if self._first is not None and not self._left.is_set():
            try:
                self._first()
            except Exception:
                logger.warning("What was left to be indexed is left for later.", exc_info=True)
        for language, sentence in SENTENCES.items():
            if self._left.is_set() or self._check is None:
                return
            try:
                self._check(sentence, language)
            except Exception:
                # Told by the first check that somebody asks for; here nobody reads it.
                logger.debug("The checks could not be readied.", exc_info=True)
                return
