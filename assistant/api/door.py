"""The door of the API (ASGI): who signs, and how much one key may ask at once.

A key comes in a header that no browser sends by itself, so no other site can act with it; cookies
open nothing here, and no other origin is told that it may ask. Nothing of what a request brings is
read before its key was seen.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from assistant.access import Access
from assistant.access.coming import coming
from assistant.access.keys import Key
from assistant.api.problems import NO_KEY, TOO_MANY, of_error, problem, response
from assistant.review.people import Person
from knowledge.errors import KnowledgeError

OPEN = frozenset({"/health", "/openapi.json", "/docs", "/docs/", "/", ""})
"""What is told to anybody: that Corail is here, and how it is asked."""
PERSON, KEY, LANGUAGE = "corail.person", "corail.key", "corail.language"
AT_ONCE, WAITING = 4, 16
"""Requests of one key that are seen to at once, and those that may wait for them."""
AGAIN = "2"
"""Seconds after which to ask again."""


class TooMany(Exception):
    """More requests are under way than one key may have."""


class Turns:
    """Takes turns, by key: so many at once, so many waiting, and no more."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once, self._most = at_once, at_once + waiting
        self._turns: dict[str, tuple[asyncio.Semaphore, int]] = {}

    def full(self, key: str) -> bool:
        """Whether no more of a key may wait."""
        return key in self._turns and self._turns[key][1] >= self._most

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """A turn of a key. Raises :class:`TooMany`."""
        if self.full(key):
            raise TooMany
        turn, here = self._turns.get(key, (asyncio.Semaphore(self._at_once), 0))
        self._turns[key] = turn, here + 1
        try:
            async with turn:
                yield
        finally:
            turn, here = self._turns[key]
            if here > 1:
                self._turns[key] = turn, here - 1
            else:
                del self._turns[key]


class Keyed:
    """Lets requests through to ``app`` with who signs them."""

    def __init__(self, app: Any, access: Access, language: Callable[[str | None], str]) -> None:
        self._app = app
        self._access = access
        self._language = language
        self._turns = Turns(AT_ONCE, WAITING)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        accepted = headers.get(b"accept-language", b"").decode("latin-1")
        scope[LANGUAGE] = spoken = self._language(accepted or None)
        if scope["path"].removeprefix(scope.get("root_path", "")) in OPEN:
            await self._app(scope, receive, send)
            return
        answer = await self._let_in(scope, headers, spoken)
        if answer is None:
            try:
                async with self._turns.of(scope[KEY].id):
                    await self._app(scope, receive, send)
                    return
            except TooMany:
                told = problem("too-many", TOO_MANY[spoken == "fr"], spoken)
                answer = response(told, {"retry-after": AGAIN})
        await answer(scope, receive, send)

    async def _let_in(self, scope: Any, headers: dict[bytes, bytes], spoken: str) -> Any:
        from starlette.concurrency import run_in_threadpool

        way, _, words = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        try:
            found = None
            if way.lower() == "bearer" and words.strip():
                address = coming(scope, self._access.house).address
                holder = self._access.keys.holder
                found = await run_in_threadpool(holder, words.strip(), address)
        except KnowledgeError as error:
            return response(of_error(error, spoken))
        if found is None:
            told = problem("no-key", NO_KEY[spoken == "fr"], spoken)
            return response(told, {"www-authenticate": 'Bearer realm="corail"'})
        scope[PERSON], scope[KEY] = found
        return None


def person_of(request: Any) -> Person:
    """Who signs a request."""
    found: Person = request.scope[PERSON]
    return found


def key_of(request: Any) -> Key:
    """The key that a request is signed with."""
    found: Key = request.scope[KEY]
    return found


def language_of(request: Any) -> str:
    """The language that whoever asks wants to read: ``fr`` or ``en``."""
    return str(request.scope[LANGUAGE])
