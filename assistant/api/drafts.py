"""Drafts and checks: the post or the text in, what the record makes of it out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from assistant.api import streaming
from assistant.api.answers import answer, told
from assistant.api.bodies import CheckAsked, DraftAsked
from assistant.api.desk import Desk
from assistant.api.door import TooMany, Turns, key_of, language_of, person_of
from assistant.api.problems import of_error
from assistant.api.rights import Deed, demand
from assistant.errors import AssistantError, BadRequest
from assistant.exports import held_as_dict, reply_as_dict
from assistant.model import Reply
from knowledge.errors import KnowledgeError
from knowledge.journal import Act, Journal

logger = logging.getLogger(__name__)

AT_ONCE = 4
"""Drafts that are made at once, whoever asked for them."""
WAITING = 8
"""Drafts of one key that wait for the one before."""


def routes(desk: Desk) -> APIRouter:
    """Drafting and checking."""
    router = APIRouter(tags=["drafts"])
    turns, at_once = Turns(1, WAITING), asyncio.Semaphore(AT_ONCE)

    def platform(name: str | None) -> None:
        known = [key for key, _ in desk.platforms()]
        if name is not None and name not in known:
            raise BadRequest(
                f"No platform is called {name!r}. There are: {', '.join(known)}.",
                f"Aucune plateforme ne s'appelle «\u00a0{name}\u00a0». Il y a\u00a0: "
                f"{', '.join(known)}.",
            )

    def hand_out(request: Request, reply: Reply) -> Any:
        """The reply as it leaves; the journal is told, since nobody approved what is in it."""
        given = Act("drafts given", reply.brand, {"drafts": len(reply.drafts), "way": "api"})
        access = desk.access
        Journal(access.database).append(person_of(request).name, given, access.clock())
        return reply_as_dict(reply)

    @router.post(
        "/brands/{brand}/drafts",
        **told("draft", "Draft cited replies to a post", "draft", media=streaming.MEDIA),
    )
    async def drafts(request: Request, brand: str, body: DraftAsked) -> Any:
        """Two or three candidates, each another strategy, every factual sentence with its source.

        `answered` is false where nothing on record bears on the post. With
        `Accept: text/event-stream` come events: `stage`, `words` as they are written, then `reply`
        with what is answered otherwise, or `problem`. One draft of a key is made at a time; the
        next wait. Nobody approved what is in a draft: take it to review before it leaves.
        """
        by, spoken = person_of(request), language_of(request)

        def ready() -> str:
            demand(desk.access, by, Deed.DRAFT, brand)
            platform(body.post.platform)
            return desk.brand(brand).name

        name = await run_in_threadpool(ready)
        post, wishes = body.post.post(), body.wishes.wishes()

        def draft(progress: streaming.Progress | None = None) -> Reply:
            return desk.draft(post, brand=name, wishes=wishes, progress=progress, locale=spoken)

        def wrong(error: Exception) -> Any:
            if not isinstance(error, AssistantError | KnowledgeError):
                logger.error("A draft failed.", exc_info=error)
            return of_error(error, spoken)

        key = key_of(request).id
        if streaming.MEDIA not in request.headers.get("accept", ""):
            async with turns.of(key), at_once:
                reply = await run_in_threadpool(draft)
            return answer(await run_in_threadpool(hand_out, request, reply))

        if turns.full(key):
            raise TooMany

        async def stream() -> AsyncIterator[str]:
            # Taken here, so that it is given back however the stream ends, or never begins.
            async with turns.of(key), at_once:
                async for event in streaming.events(
                    draft, lambda reply: hand_out(request, reply), wrong
                ):
                    yield event

        return StreamingResponse(
            stream(), media_type=streaming.MEDIA, headers={"cache-control": "no-store"}
        )

    @router.post(
        "/brands/{brand}/checks",
        **told("check", "Hold a text, sentence by sentence, against the record", "check"),
    )
    def checks(request: Request, brand: str, body: CheckAsked) -> Any:
        """Each sentence with its standing and what it rests on, and what each check found."""
        demand(desk.access, person_of(request), Deed.CHECK, brand)
        platform(body.platform)
        post = body.post.post() if body.post is not None else None
        held = desk.check(
            body.text,
            brand=desk.brand(brand).name,
            platform=body.platform,
            post=post,
            locale=language_of(request),
        )
        return answer(held_as_dict(held))

    return router
