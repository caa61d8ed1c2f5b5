"""The API beside the page: its own door, and not a way round the page's."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.responses import JSONResponse

from assistant.access import Access
from assistant.access.door import Door, who
from assistant.api.application import AT
from assistant.api.door import TooMany, Turns
from knowledge.database import Database


async def told(scope: Any, receive: Any, send: Any) -> None:
    from starlette.requests import Request

    answer = JSONResponse({"who": who(Request(scope))})
    await answer(scope, receive, send)


def test_only_what_is_at_the_apis_own_place_goes_by_the_door_of_the_page(sqlite: Database) -> None:
    access = Access(sqlite)
    access.add("Ada", ["administrator"], access.operator("root"))
    door = Door(told, access, lambda asked: "en", alone_here=False, beside=[AT])

    async def ask(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(door)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path)

    beside = asyncio.run(ask(f"{AT}/brands"))
    assert beside.json() == {"who": None}, "a door of its own, which knows nobody of this one"
    for path in ("/config", f"{AT}x/brands", "/api/v11", f"/x{AT}/brands", "/api//v1/brands"):
        assert asyncio.run(ask(path)).status_code == 401, path


def test_a_key_has_so_many_turns_at_once_so_many_wait_and_others_are_not_held_up() -> None:
    async def story() -> None:
        turns, gone = Turns(1, 1), asyncio.Event()
        order: list[str] = []

        async def ask(key: str, name: str) -> None:
            async with turns.of(key):
                order.append(name)
                await gone.wait()

        first = asyncio.create_task(ask("a", "first"))
        await asyncio.sleep(0)
        second = asyncio.create_task(ask("a", "second"))
        await asyncio.sleep(0)
        try:
            await ask("a", "third")
        except TooMany:
            order.append("too many")
        other = asyncio.create_task(ask("b", "another's"))
        await asyncio.sleep(0)
        assert order == ["first", "too many", "another's"]
        second.cancel()
        gone.set()
        await asyncio.gather(first, second, other, return_exceptions=True)
        async with turns.of("a"):
            assert not turns.full("a"), "who went away holds nobody up"
        assert not turns._turns

    asyncio.run(story())
