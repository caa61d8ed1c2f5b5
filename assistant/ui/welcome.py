"""What stands in the room before anything was asked: whose record this is, and what to try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.ui.conversation import Conversation
from assistant.ui.desk import Desk, brand_of
from assistant.ui.pieces import aside, inert
from assistant.ui.shell import QUIET, Shell, drawn_html
from assistant.ui.texts import counted, say

EXAMPLES = 3


class Welcome:
    """The greeting, and for the example brand a few posts to begin with."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def build(self) -> None:
        """Lay it out, empty until the page knows its language."""
        self.words = drawn_html(elem_id="reply-welcome")
        with gr.Column(elem_id="reply-examples", min_width=0) as self.examples:
            self.buttons = [
                gr.Button(visible=False, elem_classes="example", size="sm") for _ in range(EXAMPLES)
            ]

    def drawn(self) -> list[Any]:
        """The widgets that :meth:`greet` fills."""
        return [self.words, self.examples, *self.buttons]

    def greet(self, brand: str, conversation: Conversation, language: str) -> list[Any]:
        """Whose record this is and, for the example brand, posts to begin with."""
        text = say(language)
        if conversation:
            return [gr.update(value="", visible=False), gr.update(visible=False)] + [
                gr.update(visible=False)
            ] * EXAMPLES
        owner = brand_of(self._desk, brand)
        name = aside(owner.title or owner.name)
        count = self._desk.passage_count(owner.name)
        examples = list(self._desk.example_posts(owner.name))[:EXAMPLES]
        passages = counted(text, "passage count", count)
        if not count:
            lead = text("welcome empty", brand=name, name=inert(owner.name))
        elif examples:
            lead = text("welcome example", brand=name, passages=passages)
        else:
            lead = text("welcome brand", passages=passages)
        welcome = f'<div class="welcome"><h2>{text("welcome", brand=name)}</h2><p>{lead}</p></div>'
        buttons = [gr.update(value=_first_words(p.text), visible=True) for p in examples]
        spare = [gr.update(visible=False)] * (EXAMPLES - len(buttons))
        return [
            gr.update(value=welcome, visible=True),
            gr.update(visible=bool(buttons)),
            *buttons,
            *spare,
        ]

    def entered(self, room: gr.Radio, name: str, shell: Shell, conversation: gr.State) -> None:
        """Greet anew whoever comes back to the room: meanwhile the record may have been filled."""

        def again(seen: str, brand: str, said: Conversation, language: str) -> list[Any]:
            if seen != name:
                return [gr.skip()] * len(self.drawn())
            return self.greet(brand, said, language)

        asked = [room, shell.brand, conversation, shell.language]
        room.input(again, asked, self.drawn(), **QUIET)

    def taking(self, number: int) -> Callable[[str], list[Any]]:
        """What a click on a button does: its post, platform, author and thread in their boxes."""

        def take(brand: str) -> list[Any]:
            """Put an example post in the box, as if it had been pasted."""
            posts = self._desk.example_posts(brand)
            if number >= len(posts):
                return [gr.skip()] * 4
            post = posts[number]
            offered = any(key == post.platform for key, _ in self._desk.platforms())
            platform = post.platform if offered else gr.skip()
            return [post.text, platform, post.author or "", ""]

        return take


def _first_words(words: str, limit: int = 150) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
