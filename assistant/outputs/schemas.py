"""Types -> JSON Schema, draft 2020-12, as our values leave: every field there, choices by word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Leaving(GenerateJsonSchema):
    """The schema of what leaves: a field with a default is there too, and an ordered choice is told
    by its word (:func:`assistant.exports.plain`)."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        """Nothing is left out, but for what says that it may be."""
        if field["type"] == "typed-dict-field":
            return bool(field.get("required", total))
        return True

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """Words for choices."""
        kind = schema["cls"]
        if not issubclass(kind, IntEnum):
            return super().enum_schema(schema)
        return {"type": "string", "title": kind.__name__, "enum": [m.name.lower() for m in kind]}


def schema_of(kind: Any, title: str) -> dict[str, Any]:
    """The schema of one type."""
    made = TypeAdapter(kind).json_schema(mode="serialization", schema_generator=Leaving)
    return {"$schema": DIALECT} | made | {"title": title}


def schemas_of(
    kinds: Mapping[str, Any], template: str
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The schema of each type by name, and what they share, to be found as ``template`` says."""
    made, shared = TypeAdapter.json_schemas(
        [(name, "serialization", TypeAdapter(kind)) for name, kind in kinds.items()],
        ref_template=template,
        schema_generator=Leaving,
    )
    return {name: made[name, "serialization"] for name in kinds}, shared.get("$defs", {})
