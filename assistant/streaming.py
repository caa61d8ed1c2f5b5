"""A chat model's stream as plain JSON, piece by piece.

The OpenAI client builds a validated object for every piece of an answer, which LangChain turns
back into a dict. With eight people drafting in the same instant that was the largest part of what
Corail added to a model's time: p95 240 ms with it, 157 without (``docs/figures.md``). The client
still makes the request, retries it and names its errors. Pieces that arrived together are one: the
more people draft, the fewer pieces there are to each of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
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

        for events in self._arrived():
            pieces = [one for one in map(json.loads, events) if isinstance(one, dict)]
            for piece in _joined(pieces):
                if error := piece.get("error"):
                    said = error.get("message") if isinstance(error, dict) else error
                    raise openai.APIError(str(said), self._response.request, body=error)
                yield piece

    def _arrived(self) -> Iterator[list[str]]:
        """The events that came together, whole, until the last."""
        rest = ""
        for text in chain(self._response.iter_text(), "\n"):
            *lines, rest = (rest + text).split("\n")
            events = [line[5:].strip() for line in lines if line.startswith("data:")]
            before = list(takewhile(lambda told: not told.startswith("[DONE]"), events))
            yield before
            if len(before) < len(events):
                return


def _joined(pieces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pieces, those that are nothing but words added to the words before them."""
    found: list[dict[str, Any]] = []
    for piece in pieces:
        if found and _goes_on(found[-1], piece):
            more = piece["choices"][0]["delta"]["content"]
            found[-1]["choices"][0]["delta"]["content"] += more
        else:
            found.append(piece)
    return found


def _goes_on(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a piece has only words, which follow those of the one before."""
    return (
        _has_words(one) and _has_words(other) and set(other["choices"][0]["delta"]) == {"content"}
    )


def _has_words(piece: dict[str, Any]) -> bool:
    match piece:
        case {"choices": [{"index": 0, "delta": {"content": str()}} as only]}:
            return not piece.get("usage") and not any(
                only.get(key) for key in ("finish_reason", "logprobs")
            )
    return False
