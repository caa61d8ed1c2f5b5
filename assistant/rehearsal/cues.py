"""The words by which one hears how a question was met (``technique.toml``), as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.cleaning import flat


def plain(text: str) -> str:
    """The text letter by letter without case and accents, its length as it was."""
    return flat(text).replace("’", "'")


@cache
def cue(name: str, language: str) -> re.Pattern[str]:
    """The pattern of a table of ``technique.toml``, such as ``asks.when``, in ``fr`` or ``en``."""
    table: Any = _data()
    for part in name.split("."):
        table = table[part]
    return re.compile(table[language])


@cache
def _data() -> dict[str, Any]:
    raw = files("assistant.rehearsal").joinpath("technique.toml").read_text("utf-8")
    return tomllib.loads(raw)
