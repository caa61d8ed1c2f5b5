"""The OpenAPI document, whose outputs are those of the catalogue, and a page that lists it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.api.problems import MEDIA, TITLES, Problem

AT = "/api/v1"
_KINDS: Mapping[str, tuple[str, ...]] = {
    "get": ("no-key", "not-allowed", "not-found", "too-many"),
    "post": (
        *("bad-request", "no-key", "not-allowed", "not-found", "overtaken", "too-large"),
        *("unreadable", "too-many"),
    ),
}
_NAMES = {
    # What two rooms call by the same word, told apart; and what FastAPI names by itself.
    "assistant__listening__values__State": "PostState",
    "assistant__review__states__State": "ReplyState",
    "Body_import_posts": "PostsFile",
    "Body_put_file": "DocumentFile",
}
_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key made with `corail people key add`.",
}


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document, made once."""
    from assistant.api.own import OWN
    from assistant.outputs.catalogue import outputs
    from assistant.outputs.schemas import schemas_of
    from assistant.review.values import Examination

    made = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    made["servers"] = [{"url": AT}]
    operations = [one for path in made["paths"].values() for one in path.values()]
    every = {**outputs(), **OWN, "examination": Examination, "problem": Problem}
    used = {one["x-output"] for one in operations} | {"problem"}
    found, shared = schemas_of(
        {name: every[name] for name in sorted(used)}, "#/components/schemas/{model}"
    )
    parts = made.setdefault("components", {})
    for name in ("HTTPValidationError", "ValidationError"):
        parts.get("schemas", {}).pop(name, None)
    # A choice that is sent and told is the same; else no two things have one name.
    sent = parts.get("schemas", {})
    clash = [n for n in sent.keys() & shared.keys() if "enum" not in sent[n]]
    if clash:
        raise ValueError(f"Bodies and outputs are called the same: {', '.join(clash)}.")
    parts["schemas"] = dict(sorted({**sent, **shared}.items()))
    parts["securitySchemes"] = {"key": _KEY}
    for path in made["paths"].values():
        for method, one in path.items():
            _describe(one, method, found)
    told = json.dumps(made)
    for long, short in _NAMES.items():
        told = told.replace(f'{long}"', f'{short}"')
    named: dict[str, Any] = json.loads(told)
    return named


def _describe(one: dict[str, Any], method: str, found: Mapping[str, Any]) -> None:
    output, status = one.pop("x-output"), str(one.pop("x-status"))
    media, free = one.pop("x-media", None), one.pop("x-free", False)
    content: dict[str, Any] = {"application/json": {"schema": found[output]}}
    if media is not None:
        content[media] = {"schema": {"type": "string"}}
    one["responses"] = {status: {"description": one["summary"], "content": content}}
    if free:
        one["security"] = []
        return
    one["security"] = [{"key": []}]
    for kind in _KINDS[method]:
        code, title, _ = TITLES[kind]
        told = {MEDIA: {"schema": found["problem"]}}
        one["responses"][str(code)] = {"description": title, "content": told}


def page(described: Mapping[str, Any]) -> str:
    """What can be asked, as a page without script or anything from elsewhere."""
    rows = "".join(
        f"<tr><td>{method.upper()}</td><td><code>{escape(AT + path)}</code></td>"
        f"<td><b>{escape(one['summary'])}</b><br>{escape(one.get('description', ''))}</td></tr>"
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Corail: HTTP API</title>'
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;"
        "padding:0 1rem}td{padding:.5rem 1rem .5rem 0;vertical-align:top;border-top:1px solid "
        "#8886}code{white-space:nowrap}table{border-collapse:collapse}</style>"
        f"<h1>Corail: HTTP API</h1><p>{escape(described['info']['description'])}</p>"
        f'<p>For programs: <a href="{AT}/openapi.json">openapi.json</a>.</p>'
        f"<table>{rows}</table></html>"
    )
