"""What went wrong, as RFC 9457 has it: a type that programs can rely on, and a sentence for people.

The sentence says what to do, in French or English as the request asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired

from typing_extensions import TypedDict

from assistant.errors import AssistantError, BadRequest, ModelFailed, NotAllowed, Overtaken
from knowledge.errors import BadInput, KnowledgeError, RecordFull, RecordUnavailable, UnknownThing

MEDIA = "application/problem+json"
_TYPE = "urn:corail:problem:"

TITLES: Mapping[str, tuple[int, str, str]] = {
    "bad-request": (400, "This cannot be done as asked", "Ceci ne peut pas être fait ainsi"),
    "no-key": (401, "A key is needed", "Il faut une clé"),
    "not-allowed": (403, "Not with this key, or not yet", "Pas avec cette clé, ou pas encore"),
    "not-found": (404, "There is no such thing", "Introuvable"),
    "no-method": (405, "Not in this way", "Pas de cette façon"),
    "overtaken": (409, "Somebody acted first", "Quelqu'un a agi avant vous"),
    "too-large": (413, "Too much at once", "Trop volumineux"),
    "unreadable": (422, "This cannot be taken as it is", "Ceci ne peut pas être repris tel quel"),
    "too-many": (429, "Too many at once", "Trop de demandes à la fois"),
    "failed": (500, "Something went wrong here", "Une erreur s'est produite ici"),
    "model-failed": (502, "The chat model failed", "Le modèle a échoué"),
    "unavailable": (503, "Not available now", "Indisponible pour l'instant"),
    "full": (507, "No room left", "Il n'y a plus de place"),
}
"""Status and title of each kind of problem."""

NO_KEY = (
    "Send a key that counts, as `Authorization: Bearer KEY`. Whoever runs Corail makes one with "
    "`corail people key add`.",
    "Envoyez une clé valable, sous la forme `Authorization: Bearer CLÉ`. Qui fait tourner Corail "
    "en crée une avec `corail people key add`.",
)
"""The same whether there is no key, an unknown one, or one that opens nothing any more."""
TOO_MANY = (
    "This key has many requests under way. Wait for their answers, then ask again.",
    "Cette clé a beaucoup de demandes en cours. Attendez leurs réponses, puis recommencez.",
)
FAILED = (
    "Nothing of this was kept. Try again; if it stays so, whoever runs Corail finds it in the log.",
    "Rien n'en a été gardé. Réessayez\u00a0; si cela dure, qui fait tourner Corail le trouvera "
    "dans son journal technique.",
)
WRONG = (
    "The request does not fit: `errors` says where.",
    "La demande ne convient pas\u00a0: `errors` dit où.",
)


class Wrong(TypedDict):
    """A part of a request that does not fit, and why."""

    where: str
    why: str


class Problem(TypedDict):
    """What went wrong: `type` is for programs, `detail` for people."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[Wrong]]


def problem(kind: str, detail: str, language: str, errors: list[Wrong] | None = None) -> Problem:
    """A problem of a kind, told in a language."""
    status, english, french = TITLES[kind]
    told: Problem = {
        "type": _TYPE + kind,
        "title": french if language == "fr" else english,
        "status": status,
        "detail": detail,
    }
    if errors:
        told["errors"] = errors
    return told


def of_error(error: Exception, language: str) -> Problem:
    """What an error of the jobs, or of the record, is to whoever asked."""
    if isinstance(error, AssistantError):
        return problem(_kind(error), error.said(language), language)
    if isinstance(error, KnowledgeError):
        return problem(_kind(error), str(error), language)
    return problem("failed", FAILED[language == "fr"], language)


def response(told: Problem, headers: Mapping[str, str] | None = None) -> Any:
    """A problem as an answer."""
    from starlette.responses import JSONResponse

    return JSONResponse(
        told,
        status_code=told["status"],
        media_type=MEDIA,
        headers={"cache-control": "no-store"} | dict(headers or {}),
    )


# The first that fits: a kind of error stands before the kinds that it is one of.
_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (BadRequest, "bad-request"),
    (NotAllowed, "not-allowed"),
    (Overtaken, "overtaken"),
    (ModelFailed, "model-failed"),
    (UnknownThing, "not-found"),
    (BadInput, "unreadable"),
    (RecordFull, "full"),
    (RecordUnavailable, "unavailable"),
    (KnowledgeError, "unavailable"),
)


def _kind(error: Exception) -> str:
    return next((kind for family, kind in _KINDS if isinstance(error, family)), "failed")
