"""What a person says under the drafts: a change they want, the last one undone, another try.

The words are understood by :mod:`assistant.refining`; a chat model also gets them as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant.model import Reply, Wishes
from assistant.refining import unable, understand
from assistant.ui.conversation import Exchange
from assistant.ui.shell import drawn_html
from assistant.ui.texts import say

CHIPS = ("shorter", "warmer", "plainer", "other language", "another quotation")
"""Changes offered as buttons: the keys of their labels, which are what they say."""


@dataclass(frozen=True)
class Change:
    """What a follow-up comes to: the wishes and the platform, and what to tell of it.

    ``refused`` is a sentence for when nothing of it can be done.
    """

    wishes: Wishes
    platform: str
    understood: tuple[str, ...] = ()
    refused: str | None = None
    left: str | None = None


def change(words: str, latest: Exchange, language: str, *, has_model: bool) -> Change:
    """What ``words``, said under the latest drafts, ask for."""
    told = understand(words, latest.wishes, language)
    wishes = told.wishes
    if told.another:
        wishes = another(wishes, latest.reply)
    nothing = not told.done and not told.another and told.platform is None
    left = unable(told.left, language) if told.left and not has_model else None
    platform = told.platform or latest.post.platform
    if nothing and not has_model:
        return Change(wishes, platform, refused=unable(told.left or words, language))
    return Change(wishes, platform, told.done, left=left)


def another(wishes: Wishes, reply: Reply | None) -> Wishes:
    """The wishes without the passage that the first draft leads with."""
    drafts = reply.drafts if reply is not None else ()
    used = [c.passage_id for d in drafts for s in d.sentences for c in s.citations]
    return replace(wishes, without=(*wishes.without, *used[:1]))


class FollowUp:
    """The widgets under the drafts."""

    def build(self, language: str) -> None:
        """Lay them out, hidden until there are drafts."""
        text = say(language)
        with gr.Column(visible=False, elem_id="reply-followup", min_width=0) as self.row:
            with gr.Row(elem_id="reply-chips"):
                self.chips = [
                    gr.Button(text(f"chip {key}"), size="sm", elem_classes="chip", min_width=60)
                    for key in CHIPS
                ]
                self.undo = gr.Button(size="sm", elem_id="reply-undo", min_width=60)
                self.retry = gr.Button(size="sm", elem_id="reply-retry", min_width=60)
            with gr.Row(elem_id="reply-refine-row"):
                self.words = gr.Textbox(
                    max_lines=3,
                    max_length=2_000,
                    show_label=False,
                    container=False,
                    label=text("refine"),
                    elem_id="reply-refine",
                )
                self.go = gr.Button(elem_id="reply-refine-go", min_width=80)
            self.hint = drawn_html(elem_id="reply-refine-hint")

    def labelled(self) -> list[Any]:
        """The widgets whose labels :meth:`labels` gives."""
        return [self.words, self.go, self.undo, self.retry, *self.chips]

    def labels(self, language: str) -> list[Any]:
        """Their labels in ``language``."""
        text = say(language)
        return [
            gr.update(label=text("refine"), placeholder=text("refine placeholder")),
            gr.update(value=text("refine go")),
            gr.update(value=text("undo")),
            gr.update(value=text("retry")),
            *(gr.update(value=text(f"chip {key}")) for key in CHIPS),
        ]
