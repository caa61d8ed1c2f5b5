"""The conversations a person had: opened again, named, deleted.

They are kept on the server when drafts are asked for, and again with what came of it: who closes
the page meanwhile finds their words again. What cannot be read any more (it was kept by another
version) is left out of what is shown, and stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.freezing import freeze, thaw
from assistant.model import Post, Reply, Wishes
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.desk import Desk
from assistant.ui.shell import signed_in
from assistant.ui.texts import say


def bodies(conversation: Conversation) -> list[dict[str, Any]]:
    """The exchanges as plain JSON; one whose drafts were never finished has no reply."""
    return [
        {
            "post": freeze(one.post),
            "brand": one.brand,
            "brand_title": one.brand_title,
            "platform_label": one.platform_label,
            "wishes": freeze(one.wishes),
            "asked": one.asked,
            "understood": list(one.understood),
            "reply": freeze(one.reply) if one.reply is not None else None,
        }
        for one in conversation
    ]


def conversation_of(kept: Sequence[Mapping[str, Any]]) -> tuple[Conversation, int]:
    """The exchanges that can be read, and how many cannot."""
    found: list[Exchange] = []
    for body in kept:
        try:
            exchange = Exchange(
                number=len(found) + 1,
                post=thaw(Post, body["post"]),
                brand=str(body["brand"]),
                brand_title=str(body["brand_title"]),
                platform_label=str(body["platform_label"]),
                wishes=thaw(Wishes, body["wishes"]),
                asked=body["asked"],
                understood=tuple(body["understood"]),
                reply=thaw(Reply, body["reply"]) if body["reply"] is not None else None,
            )
        except (AssistantError, KeyError, TypeError):
            continue
        found.append(exchange)
    return tuple(found), len(kept) - len(found)


class Recent:
    """The list at the head of the room, over what the desk keeps."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def build(self, language: str) -> None:
        """Lay them out, hidden until a conversation was kept."""
        text = say(language)
        with gr.Row(visible=False, elem_id="reply-recent") as self.row:
            self.list = gr.Dropdown(
                choices=[],
                value=None,
                label=text("recent"),
                filterable=False,
                elem_id="reply-recent-list",
                min_width=160,
            )
            self.new = gr.Button(text("new"), size="sm", elem_id="reply-new", min_width=60)
            self.name = gr.Textbox(
                max_lines=1,
                max_length=120,
                show_label=False,
                container=False,
                label=text("rename"),
                placeholder=text("rename"),
                elem_id="reply-rename",
                visible=False,
                min_width=120,
            )
            self.forget = gr.Button(
                text("delete"), size="sm", elem_id="reply-forget", min_width=60, visible=False
            )

    def labelled(self) -> list[Any]:
        """The widgets whose labels :meth:`labels` gives."""
        return [self.list, self.new, self.name, self.forget]

    def labels(self, language: str) -> list[Any]:
        """Their labels in ``language``."""
        text = say(language)
        return [
            gr.update(label=text("recent")),
            gr.update(value=text("new")),
            gr.update(label=text("rename"), placeholder=text("rename")),
            gr.update(value=text("delete")),
        ]

    def keep(
        self, conversation: Conversation, opened: str | None, who: str | None = None
    ) -> str | None:
        """Keep the conversation as it is now; its id, ``None`` where there is nothing to keep."""
        if conversation:
            first = conversation[0]
            return self._desk.conversations_of(who).save(
                opened, first.brand, bodies(conversation), first.post.text
            )
        if opened is not None:
            self._desk.conversations_of(who).delete(opened)
        return None

    def listed(
        self, language: str, opened: str | None, request: gr.Request | None = None
    ) -> list[Any]:
        """The row and its list: the conversations that can be opened again."""
        return self._listed(opened, signed_in(request))

    def _listed(self, opened: str | None, who: str | None) -> list[Any]:
        found = [
            (f"{one.title} · {one.changed_at[:10]}", one.id)
            for one in self._desk.conversations_of(who).recent()
        ]
        here = opened if any(key == opened for _, key in found) else None
        return [gr.update(visible=bool(found)), gr.update(choices=found, value=here)]

    def shown(self, language: str, opened: str | None, who: str | None = None) -> dict[Any, Any]:
        """The list, with ``opened`` chosen in it, and what can be done to that one."""
        row, found = self._listed(opened, who)
        here = gr.update(visible=opened is not None)
        return {self.row: row, self.list: found, self.name: here, self.forget: here}
