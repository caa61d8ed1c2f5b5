"""The API put together: the door, the routes, what is said when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse

from assistant.api import described, drafts, inbox, own, record, reviews
from assistant.api.described import AT
from assistant.api.desk import Desk
from assistant.api.door import AGAIN, Keyed, TooMany, language_of
from assistant.api.problems import TOO_MANY, WRONG, Wrong, of_error, problem, response
from assistant.errors import AssistantError
from knowledge.errors import KnowledgeError

__all__ = ["AT", "application"]

logger = logging.getLogger(__name__)

DESCRIPTION = (
    "Answers to those who challenge a brand in public, from its own record: drafts, checks, "
    "search, the record, reviews and the inbox. Every request is signed with a key, which acts in "
    "the name of its person and with their roles."
)
_HTTP = {404: "not-found", 405: "no-method", 413: "too-large"}
_SAID = {
    "not-found": ("Nothing is at this address.", "Il n'y a rien à cette adresse."),
    "no-method": (
        "This address is not asked in this way: see `/api/v1/docs`.",
        "Cette adresse ne s'interroge pas ainsi\u00a0: voyez `/api/v1/docs`.",
    ),
}
MOST_WRONG = 20


def application(desk: Desk, language: Callable[[str | None], str]) -> FastAPI:
    """The API over ``desk``, to be mounted at :data:`AT`.

    ``language`` chooses the one to answer in, for an ``Accept-Language`` header.
    """
    app = FastAPI(
        title="Corail",
        version=own.version(),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.include_router(own.routes())
    for part in (record, drafts, reviews, inbox):
        app.include_router(part.routes(desk))

    @cache
    def told() -> dict[str, Any]:
        return described.document(app)

    @app.get("/openapi.json", include_in_schema=False)
    def openapi() -> Any:
        return JSONResponse(told())

    @app.get("/docs", include_in_schema=False)
    @app.get("/", include_in_schema=False)
    def docs() -> Any:
        return HTMLResponse(described.page(told()))

    app.add_exception_handler(AssistantError, _of_jobs)
    app.add_exception_handler(KnowledgeError, _of_jobs)
    app.add_exception_handler(TooMany, _too_many)
    app.add_exception_handler(RequestValidationError, _does_not_fit)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _unforeseen)
    app.add_middleware(Keyed, access=desk.access, language=language)
    return app


async def _of_jobs(request: Request, error: Exception) -> Any:
    return response(of_error(error, language_of(request)))


async def _too_many(request: Request, error: Exception) -> Any:
    spoken = language_of(request)
    told = problem("too-many", TOO_MANY[spoken == "fr"], spoken)
    return response(told, {"retry-after": AGAIN})


async def _does_not_fit(request: Request, error: Exception) -> Any:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    spoken = language_of(request)
    # What was sent is not said back: it may be anybody's words.
    wrong: list[Wrong] = [
        {"where": "/".join(str(part) for part in one["loc"]), "why": str(one["msg"])}
        for one in error.errors()[:MOST_WRONG]
    ]
    return response(problem("bad-request", WRONG[spoken == "fr"], spoken, wrong))


async def _of_http(request: Request, error: Exception) -> Any:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    spoken = language_of(request)
    kind = _HTTP.get(error.status_code, "bad-request")
    said = _SAID.get(kind)
    detail = said[spoken == "fr"] if said is not None else str(error.detail)
    return response(problem(kind, detail, spoken))


async def _unforeseen(request: Request, error: Exception) -> Any:
    return response(of_error(error, language_of(request)))
