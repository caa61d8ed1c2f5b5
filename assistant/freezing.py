"""Plain values as JSON and back, without loss, so that what was kept can be opened again.

What was kept by another version of Corail may not be what this one makes: what cannot be read is
refused as a whole, and whatever is kept beside it stays.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadRequest

Thing = TypeVar("Thing")


def freeze(value: object) -> dict[str, Any]:
    """A value (a dataclass of plain fields) as plain JSON types."""
    frozen: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return frozen


def thaw(kind: type[Thing], frozen: object) -> Thing:
    """The value of ``kind`` that was frozen. Raises :class:`BadRequest` for what is none."""
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
