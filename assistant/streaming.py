"""A chat model's stream as plain JSON, piece by piece.

The OpenAI client builds a validated object for every piece of an answer, which LangChain turns
back into a dict. With eight people drafting in the same instant that was the largest part of what
Corail added to a model's time: p95 240 ms with it, 157 without (``docs/figures.md``). The client
still makes the request, retries it and names its errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


class PlainCompletions:
    """OpenAI's chat completions, whose streams give dicts; all else is theirs."""

    def __init__(self, completions: Any) -> None:
        self._completions = completions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._completions, name)

    def create(self, **asked: Any) -> Any:
        """As the client's own ``create``; a stream gives what the server sent, as JSON."""
        if not asked.get("stream"):
            return self._completions.create(**asked)
        return _Stream(self._completions.with_raw_response.create(**asked).http_response)


class _Stream:
    """Server-sent events, each one JSON object, until ``[DONE]``."""

    def __init__(self, response: Any) -> None:
        self._response = response

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._response.close()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        import openai

        for line in self._response.iter_lines():
            if not line.startswith("data:"):
                continue
            told = line[5:].strip()
            if told.startswith("[DONE]"):
                return
            piece = json.loads(told)
            if not isinstance(piece, dict):
                continue
            if error := piece.get("error"):
                said = error.get("message") if isinstance(error, dict) else error
                raise openai.APIError(str(said), self._response.request, body=error)
            yield piece
