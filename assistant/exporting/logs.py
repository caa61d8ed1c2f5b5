"""Logs without personal data: whatever a message or a traceback quotes is masked."""

from __future__ import annotations

import logging
import sys

from assistant.exporting.masking import mask

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Masked(logging.Formatter):
    """Formats as its parent does, tracebacks too, then masks."""

    def format(self, record: logging.LogRecord) -> str:
        """The line or lines of a record."""
        return mask(super().format(record))


def begin(level: int = logging.WARNING) -> None:
    """Send the logs of this process to standard error, masked; for a server at its start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masked(FORM))
    logging.basicConfig(level=level, handlers=[handler], force=True)
