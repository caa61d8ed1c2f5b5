"""The box a post is pasted into, and all that can be said with it.

Platform and language stand beside the button; author, link, time, thread, strategy, tone and
length are one click away.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.checks.platforms import platforms as named_platforms
from assistant.model import Size, Tone, Wishes
from assistant.ui.desk import Desk
from assistant.ui.shell import drawn_html
from assistant.ui.texts import say


class Composer:
    """The widgets that a post is entered with."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def build(self, spoken: str) -> None:
        """Lay them out, for a reader of ``spoken``."""
        with gr.Column(elem_id="reply-composer", min_width=0):
            self.post = gr.Textbox(
                lines=2,
                max_lines=7,
                show_label=False,
                label=say(spoken)("post"),
                elem_id="reply-post",
                container=False,
            )
            with gr.Row(elem_id="reply-choices"):
                offered = self.platforms(spoken)
                self.platform = gr.Dropdown(
                    choices=offered,
                    value=offered[0][1],
                    filterable=False,
                    elem_id="reply-platform",
                    min_width=120,
                )
                self.reply_language = gr.Dropdown(
                    choices=["auto", "fr", "en"],
                    value="auto",
                    filterable=False,
                    elem_id="reply-language",
                    min_width=120,
                )
                self.go = gr.Button(variant="primary", elem_id="reply-draft", min_width=96)
                self.stop = gr.Button(visible=False, elem_id="reply-stop", min_width=96)
            with gr.Accordion(open=False, elem_id="reply-context") as self.context:
                with gr.Row():
                    self.author = gr.Textbox(max_lines=1, max_length=200, elem_id="reply-author")
                    self.link = gr.Textbox(max_lines=1, max_length=500, elem_id="reply-link")
                    self.time = gr.Textbox(max_lines=1, max_length=40, elem_id="reply-time")
                self.thread = gr.Textbox(lines=2, max_lines=6, elem_id="reply-thread")
                with gr.Row():
                    self.strategy = gr.Dropdown(
                        choices=self.strategies(spoken),
                        value="auto",
                        filterable=False,
                        elem_id="reply-strategy",
                        min_width=140,
                    )
                    self.tone = gr.Dropdown(
                        choices=list(Tone),
                        value=str(Tone.USUAL),
                        filterable=False,
                        elem_id="reply-tone",
                        min_width=120,
                    )
                    self.size = gr.Dropdown(
                        choices=list(Size),
                        value=str(Size.USUAL),
                        filterable=False,
                        elem_id="reply-size",
                        min_width=120,
                    )
            self.hint = drawn_html(elem_id="reply-hint")

    @property
    def given(self) -> list[Any]:
        """What is known of the post beside its words."""
        return [self.author, self.thread, self.link, self.time]

    @property
    def wishes(self) -> list[Any]:
        """How the reply is wanted; what they hold is read by :func:`wished`."""
        return [self.reply_language, self.strategy, self.tone, self.size]

    def labelled(self) -> list[Any]:
        """The widgets whose labels :meth:`labels` gives."""
        return [
            *(self.post, self.platform, self.reply_language, self.context),
            *(self.author, self.thread, self.go, self.stop),
            *(self.link, self.time, self.strategy, self.tone, self.size),
        ]

    def labels(self, language: str, platform: str) -> list[Any]:
        """Their labels in ``language``."""
        text = say(language)
        replies = [(text(f"language {code}"), code) for code in ("auto", "fr", "en")]
        return [
            gr.update(label=text("post"), placeholder=text("post placeholder")),
            gr.update(
                label=text("platform"),
                choices=self.platforms(language),
                value=platform,
            ),
            gr.update(label=text("reply language"), choices=replies),
            gr.update(label=text("context")),
            gr.update(label=text("author"), placeholder=text("author placeholder")),
            gr.update(label=text("thread"), placeholder=text("thread placeholder")),
            gr.update(value=text("draft")),
            gr.update(value=text("stop")),
            gr.update(label=text("post link"), placeholder="https://"),
            gr.update(label=text("post time")),
            gr.update(label=text("strategy"), choices=self.strategies(language)),
            gr.update(
                label=text("tone"), choices=[(text(f"tone {one}"), str(one)) for one in Tone]
            ),
            gr.update(
                label=text("size"), choices=[(text(f"size {one}"), str(one)) for one in Size]
            ),
        ]

    def strategies(self, language: str) -> list[tuple[str, str]]:
        """The strategies that can be wished for, after the choice of none: label and name."""
        auto = (say(language)("strategy auto"), "auto")
        return [auto, *((label, name) for name, label in self._desk.strategies(language))]

    def platforms(self, language: str) -> list[tuple[str, str]]:
        """The platforms: label and key."""
        names = dict(named_platforms(language))
        return [(names.get(key, label), key) for key, label in self._desk.platforms()]

    def platform_label(self, platform: str, language: str) -> str:
        """What a platform is called."""
        return next((label for label, key in self.platforms(language) if key == platform), platform)


def wished(reply_language: str, strategy: str, tone: str, size: str) -> Wishes:
    """What the four choices come to."""
    return Wishes(
        language=None if reply_language == "auto" else reply_language,
        strategy=None if strategy == "auto" else strategy,
        tone=Tone(tone),
        size=Size(size),
    )
