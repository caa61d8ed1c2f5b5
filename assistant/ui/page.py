"""The page: a header, and the rooms under it. A further room is one more module and one more line.

Gradio is imported here, when the page is built (:mod:`assistant.ui.gradio_import`): its import is
what takes time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.ui.desk import Desk
from assistant.ui.gradio_import import import_gradio

if TYPE_CHECKING:
    import gradio as gr

    from assistant.access import Access

__all__ = ["Desk", "build_page", "serve"]

ROOMS = ("inbox", "reply", "rehearse", "review", "record", "reef", "purpose", "people")
"""The rooms that work, in the order of the page's header."""
FIRST = "reply"
"""The room the page opens on, unless posts wait in the inbox."""
LOOKED, KEPT = 1_800, 6 * 3_600
"""Seconds between two looks at files that were uploaded, and how long one that nobody brought in
may lie."""
QUEUED = 256
"""What may wait for its turn at once; a page that asks for more is told to try again."""


def build_page(
    desk: Desk,
    default_brand: str,
    *,
    clock: Callable[[], date] = date.today,
) -> gr.Blocks:
    """The whole page over ``desk``, opened on ``default_brand``."""
    import_gradio()
    import gradio as gr

    from assistant.ui.arriving import Arriving
    from assistant.ui.header import Header
    from assistant.ui.inbox import InboxRoom, Passing
    from assistant.ui.people_room import PeopleRoom
    from assistant.ui.recording import RecordRoom
    from assistant.ui.reefing import ReefRoom
    from assistant.ui.rehearsing import RehearseRoom
    from assistant.ui.reply_tab import ReplyRoom
    from assistant.ui.reviewing import ReviewRoom
    from assistant.ui.shell import QUIET
    from assistant.ui.taking import Taking
    from assistant.ui.workshop import PurposeRoom

    page: gr.Blocks
    with gr.Blocks(
        title="Corail", analytics_enabled=False, fill_width=True, delete_cache=(LOOKED, KEPT)
    ) as page:
        header = Header(desk, ROOMS, FIRST)
        header.build(default_brand)
        shell, room = header.shell, header.room
        inbox = InboxRoom(desk, shell, clock=clock)
        reply = ReplyRoom(desk, shell, clock=clock)
        rehearse = RehearseRoom(desk, shell, clock=clock)
        review = ReviewRoom(desk, shell, clock=clock)
        record = RecordRoom(desk, shell, clock=clock)
        reef = ReefRoom(desk, shell, clock=clock)
        purpose = PurposeRoom(desk, shell, clock=clock)
        people = PeopleRoom(desk, shell, clock=clock)
        inbox.build(room)
        reply.build(room, FIRST)
        rehearse.build(room)
        review.build(room)
        record.build(room)
        reef.build(room)
        purpose.build(room)
        people.build(room)

        def entered(chosen: str) -> list[Any]:
            return [gr.update(visible=chosen == name) for name in ROOMS]

        rows = [
            *(inbox.row, reply.row, rehearse.row, review.row, record.row),
            *(reef.row, purpose.row, people.row),
        ]
        room.input(entered, [room], rows, **QUIET)
        taken = reply.log.click(
            Taking(desk).act,
            [reply.conversation, review.desk.view, room, shell.language],
            [review.desk.view, room, reply.composer.hint],
            trigger_mode="once",
            **QUIET,
        )
        Passing(desk, reply, room, inbox.hint).bound(inbox.side, shell).then(
            entered, [room], rows, **QUIET
        )
        seen = taken.then(entered, [room], rows, **QUIET)
        seen.then(review.arrive, review.asked(room), review.drawn(), **QUIET)

        wondered = reply.log.click(
            reef.wondered, [reply.conversation, reef.view, room], [reef.view, room], **QUIET
        )
        seen = wondered.then(entered, [room], rows, **QUIET)
        seen.then(reef.show, reef.asked(room), reef.drawn(), **QUIET)

        header.bind(page, Arriving(desk, header, inbox, review).asked(entered, rows))
    page.queue(max_size=QUEUED, default_concurrency_limit=8, api_open=False)
    return page


def serve(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    default_brand: str,
    open_browser: bool,
    on_ready: Callable[[str], None],
    access: Access | None = None,
    beside: Mapping[str, Any] | None = None,
) -> None:
    """Serve the page until SIGINT or SIGTERM; tell ``on_ready`` the address once it answers.

    ``beside`` are other applications, by where they stand. Takes the next free port when ``port``
    is taken. Prints nothing itself. Raises :class:`BadSettings` for a host that others can reach
    where ``access`` asks nobody to sign in.
    """
    from assistant.ui.serving import application, listen, may_serve, run

    may_serve(host, access)
    page = build_page(desk, default_brand)
    with listen(host, port) as socket:
        app = application(page, host, access, beside)
        run(app, socket, open_browser=open_browser, on_ready=on_ready)
