"""The inbox: what is said about the brand, and files of it taken in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, UploadFile

from assistant.api.answers import answer, told
from assistant.api.desk import Desk
from assistant.api.door import language_of, person_of
from assistant.api.record import taken
from assistant.api.rights import Deed, demand
from assistant.exports import plain
from assistant.listening.values import Order, Urgency
from assistant.listening.values import Query as Asked
from assistant.listening.values import State as PostState
from assistant.model import Route

READ_AT_ONCE = 1_000
"""Posts that are read before an import answers; the others are as they come up."""
Several = Annotated[list[str] | None, Query(description="Repeatable.")]


def routes(desk: Desk) -> APIRouter:
    """What is said about the brand."""
    router = APIRouter(tags=["inbox"])

    @router.get(
        "/brands/{brand}/inbox",
        **told("list_posts", "The posts of the inbox, the most urgent first", "listen inbox"),
    )
    def posts(
        request: Request,
        brand: str,
        state: Annotated[list[PostState] | None, Query(description="Repeatable.")] = None,
        urgency: Annotated[str | None, Query(pattern="^(now|today|later|none)$")] = None,
        route: Annotated[list[Route] | None, Query(description="Repeatable.")] = None,
        language: Several = None,
        channel: Several = None,
        community: Several = None,
        answered: bool | None = None,
        complaint: bool | None = None,
        words: Annotated[str, Query(max_length=500)] = "",
        order: Order = Order.URGENT,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        size: Annotated[int, Query(ge=1, le=200)] = 20,
    ) -> Any:
        """`urgency` is the least. Authors are named, for those who answer them."""
        demand(desk.access, person_of(request), Deed.READ, brand)
        query = Asked(
            states=tuple(state or ()),
            urgency=Urgency.of(urgency) if urgency else None,
            routes=tuple(route or ()),
            languages=tuple(language or ()),
            channels=tuple(channel or ()),
            communities=tuple(community or ()),
            answered=answered,
            complaint=complaint,
            words=words,
            order=order,
            page=page,
            size=size,
        )
        return answer(plain(desk.listening.inbox(desk.brand(brand).name, query)))

    @router.get(
        "/brands/{brand}/inbox/{post}",
        **told(
            "read_post",
            "One post: its reading, and what of the record it challenges",
            "listen show",
        ),
    )
    def read(request: Request, brand: str, post: str) -> Any:
        """With why it is as urgent as it is, and its thread."""
        demand(desk.access, person_of(request), Deed.READ, brand)
        name = desk.brand(brand).name
        return answer(plain(desk.listening.show(name, post, language_of(request))))

    @router.post(
        "/brands/{brand}/inbox/files",
        **told("import_posts", "Take a file of posts into the inbox", "listen import", 201),
    )
    def imported(
        request: Request,
        brand: str,
        file: Annotated[UploadFile, File(description="CSV, JSON Lines, JSON or Excel.")],
        channel: Annotated[str | None, Form(max_length=100)] = None,
        community: Annotated[str | None, Form(max_length=200)] = None,
        own_handle: Annotated[list[str] | None, Form(description="Accounts of the brand.")] = None,
    ) -> Any:
        """Exports of X, Bluesky, Mastodon and review sites are known. The same file again adds
        nothing. `channel` and `community` are for rows that do not say theirs."""
        by = person_of(request)
        said = {"channel": channel, "community": community}
        with taken(file) as path:
            name = desk.brand(brand).name
            found = desk.listening.import_files(
                [path],
                name,
                by,
                defaults={field: value for field, value in said.items() if value},
                own_handles=own_handle or (),
            )
        desk.listening.read_on(name, most=READ_AT_ONCE)
        return answer(plain(found), 201)

    return router
