"""A chat model that puts a person's ask into better words. It decides nothing, and adds nothing."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

import prompts
from assistant.chat import ChatModel, declines, is_echo, read_json
from assistant.errors import ModelFailed
from assistant.material import tagged

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"ask": {"type": "string"}},
    "required": ["ask"],
    "additionalProperties": False,
}
LONGER = 2.0
"""How much longer than the person's own words it may be, in words."""
SHORT = 25
"""Words that it may have in any case."""

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_MARKS = re.compile('[«»“”"]')


class ModelPhraser:
    """Asks a chat model. Safe to share between threads."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.name = model.name

    def __call__(self, ask: str, about: str, ally: str, language: str) -> str:
        """The ask, phrased. Raises :class:`ModelFailed`, also for one that adds a figure, quotes
        somebody, or is far longer."""
        boundary, canary = secrets.token_hex(6), f"ref-{secrets.token_hex(8)}"
        prompt = prompts.load(f"reef/ask-{'fr' if language == 'fr' else 'en'}")
        system = prompt.fill(boundary=boundary, canary=canary)
        material = {"ask": ask, "about": about, "ally": ally}
        user = "\n\n".join(tagged(name, words, boundary, {}) for name, words in material.items())
        written = self._model.write([("system", system), ("user", user)], SCHEMA)
        if is_echo(written.words, system, canary):
            raise ModelFailed("echo", self.name)
        told = read_json(written.words)
        better = told.get("ask") if isinstance(told, dict) else None
        if not isinstance(better, str) or not better.strip():
            kind = "refusal" if declines(written.words) else "garbage"
            raise ModelFailed(kind, self.name)
        better = " ".join(better.split())
        added = set(_FIGURE.findall(better)) - set(_FIGURE.findall(f"{ask} {about}"))
        longest = max(SHORT, LONGER * len(ask.split()))
        if added or _MARKS.search(better) or len(better.split()) > longest:
            raise ModelFailed("garbage", self.name)
        return better
