"""Words that stand around what is said, and say nothing of it themselves (``framing.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from knowledge.stemming import stem


@cache
def framing() -> frozenset[str]:
    """Words that a sentence of purpose is framed by, folded."""
    return frozenset(_data()["frame"].split())


@cache
def counting(language: str) -> frozenset[str]:
    """The stems of numbers and months in a language."""
    return frozenset(stem(word, language) for word in _data()["counted"].get(language, "").split())


@cache
def _data() -> Mapping[str, Any]:
    raw = resources.files("assistant.workshop").joinpath("framing.toml")
    return tomllib.loads(raw.read_text(encoding="utf-8"))
