"""What the Review room says of replies on their way out."""

from __future__ import annotations

from assistant.ui.texts.text import Text

REVIEW: dict[str, Text] = {}
