"""The head of the page: which room, whose record, in which language, and who is here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.ui.desk import Desk
from assistant.ui.people_room import NAME as PEOPLE
from assistant.ui.people_room import may_enter
from assistant.ui.pieces import aside
from assistant.ui.shell import QUIET, Shell, drawn_html, signed_in
from assistant.ui.signed import signed_line
from assistant.ui.texts import DEFAULT, LANGUAGES, preferred, say
from assistant.ui.together import Asked, Together

_WORDMARK = (
    '<div class="wordmark"><svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">'
    '<path d="M16 29V13M16 20C9 20 7 15 7 9M16 17c6 0 8-4 8-9M16 24c5 0 9-2 10-6M16 13V4" '
    'fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/></svg>'
    "<h1>Corail</h1><p>{tagline}</p></div>"
)


class Header:
    """The widgets at the head of the page, and the language that all rooms are told."""

    def __init__(self, desk: Desk, rooms: Sequence[str], first: str) -> None:
        self._desk = desk
        self._rooms = rooms
        self._first = first

    def build(self, default_brand: str) -> None:
        """Lay it out. Called inside the page's Blocks."""
        # Only the choice of language is kept in the browser, nothing of what is written.
        self._chosen = gr.BrowserState(
            None,
            storage_key="corail-language",
            secret="corail",  # noqa: S106
        )
        with gr.Row(elem_id="corail-header"):
            mark = drawn_html(elem_id="corail-mark")
            self.room = gr.Radio(
                choices=self._named(DEFAULT),
                value=self._first,
                elem_id="corail-room",
                min_width=160,
            )
            brand = gr.Dropdown(
                choices=self._brands(),
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
        self.shell = Shell(brand, gr.State(default_brand), language, DEFAULT)
        drawn = [mark, self.room, brand, language, person, notices]
        self.shell.on_language(self.label, [language, brand], drawn)

    def bind(self, page: gr.Blocks, arriving: Asked) -> None:
        """Tell the language to every room that asked for it, by choice and as the page is opened;
        then ask where one arrives, in the same answer."""
        language, chosen = self.shell.language, self._chosen
        first = Asked(self.first, [chosen], [language])
        opening = Together([first, *self.shell.listeners, arriving])
        changing = Together(self.shell.listeners)
        turning = Together(self.shell.of_brand)
        brand, held = self.shell.brand, self.shell.held

        def opened(request: gr.Request, *values: Any) -> list[Any]:
            return opening.answers(values, request)

        def changed(request: gr.Request, *values: Any) -> list[Any]:
            return changing.answers(values, request)

        def turned(request: gr.Request, chosen: str, told: str, *values: Any) -> list[Any]:
            if chosen == told:
                return [gr.skip()] * (1 + len(turning.outputs))
            return [chosen, *turning.answers(values, request)]

        brand.input(turned, [brand, held, *turning.inputs], [held, *turning.outputs], **QUIET)
        arrived = page.load(opened, opening.inputs, opening.outputs, **QUIET)
        language.input(changed, changing.inputs, changing.outputs, **QUIET)
        language.input(lambda spoken: spoken, [language], [chosen], **QUIET)
        speak = "(spoken) => window.corail && window.corail.speak(spoken)"
        arrived.then(
            None,
            [language],
            None,
            js="(spoken) => window.corail && window.corail.arrived(spoken)",
            **QUIET,
        )
        language.input(None, [language], None, js=speak, **QUIET)

    def first(self, kept: object, request: gr.Request) -> str:
        """The language of a first look: the one that was chosen once, else the browser's."""
        told = request.headers.get("accept-language") if request is not None else None
        return str(kept) if kept in LANGUAGES else preferred(told)

    def label(self, spoken: str, named: str, request: gr.Request) -> list[Any]:
        """All that stands here, in the language ``spoken``."""
        text = say(spoken)
        told = [f'<p dir="auto">{aside(one)}</p>' for one in self._desk.notices]
        return [
            _WORDMARK.format(tagline=text("tagline")),
            gr.update(label=text("room"), choices=self._named(spoken, self._closed(request))),
            gr.update(label=text("brand"), choices=self._brands(), value=named),
            gr.update(label=text("interface language")),
            signed_line(spoken, signed_in(request)),
            gr.update(value="".join(told), visible=bool(told)),
        ]

    def _closed(self, request: gr.Request) -> tuple[str, ...]:
        """The rooms that are of no use to whoever asks; what is done in them is refused anyway."""
        person = self._desk.person(signed_in(request))
        return () if may_enter(person) else (PEOPLE,)

    def _named(self, spoken: str, but: Sequence[str] = ()) -> list[tuple[str, str]]:
        text = say(spoken)
        return [(text(f"room {name}"), name) for name in self._rooms if name not in but]

    def _brands(self) -> list[tuple[str, str]]:
        return [(b.title or b.name, b.name) for b in self._desk.brands()]
