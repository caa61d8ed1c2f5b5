"""What is of the API itself: that it is here, and whose key this is."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from fastapi import APIRouter, Request
from typing_extensions import TypedDict

from assistant.api.answers import answer, told
from assistant.api.door import key_of, person_of


class Health(TypedDict):
    """That Corail answers, and which version."""

    status: str
    version: str


class Signed(TypedDict):
    """Whose key a request is signed with, and the roles it has now; `alone` where nobody else is
    here, and no roles are given."""

    id: str
    name: str
    person: str
    roles: list[str]
    alone: bool
    expires_at: str | None


OWN: dict[str, Any] = {"health": Health, "key": Signed}


def version() -> str:
    """Corail's version."""
    return metadata.version("corail")


def routes() -> APIRouter:
    """The API's own part."""
    router = APIRouter(tags=["api"])
    free = told("health", "Whether Corail answers; asks for no key", "health")
    free["openapi_extra"]["x-free"] = True

    @router.get("/health", **free)
    def health() -> Any:
        """Nothing else is told."""
        here: Health = {"status": "ok", "version": version()}
        return answer(here)

    @router.get("/key", **told("whose_key", "Whose key this is, and which roles it has now", "key"))
    def key(request: Request) -> Any:
        """Roles are those of the person at this moment, or fewer."""
        person, signed = person_of(request), key_of(request)
        said: Signed = {
            "id": signed.id,
            "name": signed.name,
            "person": person.name,
            "roles": sorted(person.roles),
            "alone": person.alone,
            "expires_at": signed.expires_at,
        }
        return answer(said)

    return router
