"""One text of the page in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """What the page says, in English and in French."""

    en: str
    fr: str
