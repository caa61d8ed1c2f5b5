"""The page: a header, and the rooms under it. A further room is one more module and one more line.

Gradio is imported here, when the page is built, after its telemetry has been switched off: its
import is what takes time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.ui.desk import Desk
from assistant.ui.pieces import aside
from assistant.ui.texts import DEFAULT, LANGUAGES, preferred, say

if TYPE_CHECKING:
    import gradio as gr

    from assistant.access import Access

__all__ = ["Desk", "build_page", "serve"]

ROOMS = ("reply", "review", "record")
"""The rooms that work, in the order of the page's header."""

_WORDMARK = (
    '<div class="wordmark"><svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">'
    '<path d="M16 29V13M16 20C9 20 7 15 7 9M16 17c6 0 8-4 8-9M16 24c5 0 9-2 10-6M16 13V4" '
    'fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/></svg>'
    "<h1>Corail</h1><p>{tagline}</p></div>"
)


def quieten() -> None:
    """Switch off every telemetry that Gradio and what it imports could send."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Its monitoring page is closed; without this it sums up all that was ever done, at each event.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")


def build_page(
    desk: Desk,
    default_brand: str,
    *,
    clock: Callable[[], date] = date.today,
) -> gr.Blocks:
    """The whole page over ``desk``, opened on ``default_brand``."""
    quieten()
    import gradio as gr

    from assistant.ui.record_tab import RecordRoom
    from assistant.ui.reply_tab import ReplyRoom
    from assistant.ui.reviewing import ReviewRoom
    from assistant.ui.shell import QUIET, Shell, drawn_html
    from assistant.ui.signed import signed_line
    from assistant.ui.taking import Taking

    page: gr.Blocks
    with gr.Blocks(title="Corail", analytics_enabled=False, fill_width=True) as page:
        # Only the choice of language is kept in the browser, nothing of what is written.
        chosen = gr.BrowserState(None, storage_key="corail-language", secret="corail")  # noqa: S106
        with gr.Row(elem_id="corail-header"):
            mark = drawn_html(elem_id="corail-mark")
            room = gr.Radio(
                choices=_rooms(DEFAULT),
                value=ROOMS[0],
                elem_id="corail-room",
                min_width=160,
            )
            brand = gr.Dropdown(
                choices=[(b.title or b.name, b.name) for b in desk.brands()],
                value=default_brand,
                filterable=False,
                elem_id="corail-brand",
                min_width=140,
            )
            language = gr.Radio(
                choices=[("English", "en"), ("Français", "fr")],
                value=DEFAULT,
                elem_id="corail-language",
                min_width=140,
            )
        person = drawn_html(elem_id="corail-person")
        notices = drawn_html(elem_id="corail-notices", visible=False)
        shell = Shell(brand, language, DEFAULT)

        def label(spoken: str, named: str) -> list[Any]:
            text = say(spoken)
            told = [f'<p dir="auto">{aside(one)}</p>' for one in desk.notices]
            brands = [(b.title or b.name, b.name) for b in desk.brands()]
            return [
                _WORDMARK.format(tagline=text("tagline")),
                gr.update(label=text("brand"), choices=brands, value=named),
                gr.update(label=text("interface language")),
                gr.update(value="".join(told), visible=bool(told)),
            ]

        def signed(spoken: str, request: gr.Request) -> str:
            return signed_line(spoken, request.username if request is not None else None)

        signed.__annotations__["request"] = gr.Request
        shell.on_language(label, [language, brand], [mark, brand, language, notices])
        shell.on_language(signed, [language], [person])
        reply = ReplyRoom(desk, shell, clock=clock)
        review = ReviewRoom(desk, shell, clock=clock)
        record = RecordRoom(desk, shell, clock=clock)
        reply.build()
        review.build(room)
        shell.on_language(
            lambda spoken: gr.update(
                label=say(spoken)("room"),
                choices=_rooms(spoken),
            ),
            [language],
            [room],
        )
        record.build(room)

        def entered(chosen: str) -> list[Any]:
            return [gr.update(visible=chosen == name) for name in ROOMS]

        rows = [reply.row, review.row, record.row]
        room.input(entered, [room], rows, **QUIET)
        taken = reply.log.click(
            Taking(desk).act,
            [reply.conversation, review.desk.view, room, language],
            [review.desk.view, room, reply.composer.hint],
            trigger_mode="once",
            **QUIET,
        )
        seen = taken.then(entered, [room], rows, **QUIET)
        seen.then(review.arrive, review.asked(room), review.drawn(), **QUIET)

        def first(kept: object, request: gr.Request) -> str:
            told = request.headers.get("accept-language") if request is not None else None
            return str(kept) if kept in LANGUAGES else preferred(told)

        first.__annotations__["request"] = gr.Request
        opened = page.load(first, [chosen], [language], **QUIET)
        for function, inputs, outputs in shell.listeners:
            # When the language is known, whether at the first look or by choice.
            opened.then(function, list(inputs), list(outputs), **QUIET)
            language.input(function, list(inputs), list(outputs), **QUIET)
        language.input(lambda spoken: spoken, [language], [chosen], **QUIET)
        speak = "(spoken) => window.corail && window.corail.speak(spoken)"
        opened.then(None, [language], None, js=speak, **QUIET)
        language.input(None, [language], None, js=speak, **QUIET)
    page.queue(max_size=32, default_concurrency_limit=8, api_open=False)
    return page


def _rooms(spoken: str) -> list[tuple[str, str]]:
    text = say(spoken)
    return [(text(f"room {name}"), name) for name in ROOMS]


def serve(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    default_brand: str,
    open_browser: bool,
    on_ready: Callable[[str], None],
    access: Access | None = None,
) -> None:
    """Serve the page until SIGINT or SIGTERM; tell ``on_ready`` the address once it answers.

    Takes the next free port when ``port`` is taken. Prints nothing itself. Raises
    :class:`BadSettings` for a host that others can reach where ``access`` asks nobody to sign in.
    """
    from assistant.ui.serving import application, listen, may_serve, run

    may_serve(host, access)
    page = build_page(desk, default_brand)
    with listen(host, port) as socket:
        run(application(page, host, access), socket, open_browser=open_browser, on_ready=on_ready)
