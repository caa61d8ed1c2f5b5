"""Many answers in one: what several functions say of the page, asked and drawn at once.

Each answer of its own costs the browser a look at the whole page; the twenty that the language
changes, a second of whoever opens it.
"""

from __future__ import annotations

import inspect
import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A function of the page: what it is given, and what its answer is drawn in."""

    function: Callable[..., Any]
    inputs: Sequence[Any]
    outputs: Sequence[Any]

    def answer(self, given: Sequence[Any], request: gr.Request) -> list[Any]:
        """One for each output. What fails is told to the log, and leaves its outputs as they are:
        one room must not keep the others from being drawn."""
        told = {"request": request} if _wants_request(self.function) else {}
        try:
            answer = self.function(*given, **told)
            if inspect.isgenerator(answer):  # what it shows on its way to the last is left out
                answer = deque(answer, maxlen=1).pop()
        except Exception:
            logger.exception("A part of the page could not be drawn.")
            answer = gr.skip()
        if _is_update(answer) or len(self.outputs) == 1:
            return [answer] * len(self.outputs)
        if isinstance(answer, Mapping):  # by what it is drawn in
            return [answer.get(widget, gr.skip()) for widget in self.outputs]
        return list(answer)


class Together:
    """Several :class:`Asked` in one event: each input is sent once, each output drawn once.

    They answer in their order, as one after another would: a later one is given what an earlier
    one said, and where both say something of the same output, its word holds.
    """

    def __init__(self, all_asked: Sequence[Asked]) -> None:
        self._asked = tuple(all_asked)
        self.inputs = _once(widget for one in self._asked for widget in one.inputs)
        self.outputs = _once(widget for one in self._asked for widget in one.outputs)

    def answers(self, values: Sequence[Any], request: gr.Request) -> list[Any]:
        """What is drawn in :attr:`outputs`, given the ``values`` of :attr:`inputs`."""
        value = dict(zip(map(id, self.inputs), values, strict=True))
        drawn: dict[int, Any] = {id(widget): gr.skip() for widget in self.outputs}
        for one in self._asked:
            told = one.answer([value[id(widget)] for widget in one.inputs], request)
            for widget, said in zip(one.outputs, told, strict=True):
                drawn[id(widget)] = now = merged(drawn[id(widget)], said)
                if not _is_update(now):
                    value[id(widget)] = now
                elif "value" in now:
                    value[id(widget)] = now["value"]
        return list(drawn.values())


def merged(before: Any, after: Any) -> Any:
    """One answer of two about the same output."""
    if not _is_update(after) and not _is_update(before):
        return after
    if _is_update(after) and len(after) == 1:  # gr.skip()
        return before
    if _is_update(before) and len(before) == 1:
        return after
    return {**_as_update(before), **_as_update(after)}


def _is_update(answer: Any) -> bool:
    return isinstance(answer, Mapping) and answer.get("__type__") == "update"


def _as_update(answer: Any) -> Mapping[str, Any]:
    return answer if _is_update(answer) else gr.update(value=answer)


def _once(widgets: Iterator[Any]) -> list[Any]:
    return list({id(widget): widget for widget in widgets}.values())


def _wants_request(function: Callable[..., Any]) -> bool:
    return "request" in inspect.signature(function).parameters
