"""A reply as plain JSON and back, without loss, so that a conversation can be opened again.

What was kept by another version of Corail may not be what this one makes: what cannot be read is
refused as a whole, and the rest of the conversation stays.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadRequest
from assistant.model import Post, Reply, Wishes

Thing = TypeVar("Thing", Reply, Post, Wishes)


def freeze(value: Reply | Post | Wishes) -> dict[str, Any]:
    """The value as plain JSON types."""
    frozen: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return frozen


def thaw_reply(frozen: object) -> Reply:
    """The reply that was frozen. Raises :class:`BadRequest` for what is none."""
    return _thawed(Reply, frozen)


def thaw_post(frozen: object) -> Post:
    """The post that was frozen. Raises :class:`BadRequest` for what is none."""
    return _thawed(Post, frozen)


def thaw_wishes(frozen: object) -> Wishes:
    """The wishes that were frozen. Raises :class:`BadRequest` for what is none."""
    return _thawed(Wishes, frozen)


def _thawed(kind: type[Thing], frozen: object) -> Thing:
    try:
        value: Thing = _adapter(kind).validate_python(frozen)
    except ValidationError as error:
        raise BadRequest(
            f"This was kept by another version of Corail and cannot be shown: "
            f"{error.error_count()} fields of a {kind.__name__.lower()} do not fit."
        ) from error
    return value


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


_adapters: dict[type[Any], TypeAdapter[Any]] = {}
