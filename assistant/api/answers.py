"""What programs get: JSON as the command line prints it, and lists in pages.

A list is a plain array; where there is more of it, the `Link` header says where (RFC 8288), and
`X-Total-Count` how many there are, where that is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Query, Request
from starlette.responses import JSONResponse

LONGEST_PAGE = 200

Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="At most so many of them.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="So many are left out first.")]
_KEPT_NOWHERE = {"cache-control": "no-store"}


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A value as an answer, which is kept nowhere on its way."""
    return JSONResponse(value, status_code=status, headers=_KEPT_NOWHERE | dict(headers or {}))


def page(
    request: Request, found: Sequence[Any], limit: int, offset: int, total: int | None = None
) -> JSONResponse:
    """One page: ``found`` begins at ``offset`` and has more than ``limit`` if there is more."""
    headers: dict[str, str] = {}
    if total is not None:
        headers["x-total-count"] = str(total)
    links = []
    if len(found) > limit:
        links.append(_link(request, offset + limit, "next"))
    if offset:
        links.append(_link(request, max(0, offset - limit), "prev"))
    if links:
        headers["link"] = ", ".join(links)
    return answer(list(found[:limit]), headers=headers)


def _link(request: Request, offset: int, rel: str) -> str:
    there = request.url.include_query_params(offset=offset)
    return f'<{there.path}?{there.query}>; rel="{rel}"'


def told(
    name: str, summary: str, output: str, status: int = 200, *, media: str | None = None
) -> dict[str, Any]:
    """What the OpenAPI document says of a route: its name, what it does, and which ``output`` of
    the catalogue it answers with; ``media`` is another that it can answer in."""
    return {
        "operation_id": name,
        "summary": summary,
        "status_code": status,
        "response_model": None,
        "openapi_extra": {"x-output": output, "x-status": status, "x-media": media},
    }
