"""Where the time of a draft went, told to whoever asked for it (the setting ``trace``).

The jobs say what they are about to do (:func:`span`) and, in numbers and words of Corail's own,
what came of it. Nobody listens unless :func:`under` was entered: then a span is handed to the
tracer, which :mod:`assistant.tracing.opentelemetry` makes. Nothing that a person wrote is ever
told: no post, no passage, no draft, no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar, copy_context
from typing import ParamSpec, Protocol, TypeVar

Fact = str | int | float | bool
Given = ParamSpec("Given")
Gives = TypeVar("Gives")


class Span(Protocol):
    """A piece of work under way."""

    def tell(self, **facts: Fact | None) -> None:
        """Say what came of it; ``None`` says nothing."""


class Tracer(Protocol):
    """Takes in spans, each inside the one that was open when it began."""

    def span(self, name: str) -> AbstractContextManager[Span]: ...

    def close(self) -> None:
        """Send on what was taken in."""


class _Untold:
    def tell(self, **facts: Fact | None) -> None:
        """Nobody listens."""


_UNTOLD = _Untold()
_listening: ContextVar[Tracer | None] = ContextVar("corail_tracer", default=None)


@contextmanager
def under(tracer: Tracer | None) -> Iterator[None]:
    """Hand what is done inside to ``tracer``; to nobody where there is none."""
    token = _listening.set(tracer)
    try:
        yield
    finally:
        _listening.reset(token)


@contextmanager
def span(name: str, **facts: Fact | None) -> Iterator[Span]:
    """A piece of work, from entering to leaving it."""
    tracer = _listening.get()
    if tracer is None:
        yield _UNTOLD
        return
    with tracer.span(name) as begun:
        begun.tell(**facts)
        yield begun


def carried(work: Callable[Given, Gives]) -> Callable[Given, Gives]:
    """``work`` for another thread, whose spans are inside the one that is open here."""
    here = copy_context()

    def carry(*args: Given.args, **kwargs: Given.kwargs) -> Gives:
        # A copy for each: a context is entered once at a time.
        return here.copy().run(work, *args, **kwargs)

    return carry
