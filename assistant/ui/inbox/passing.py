"""A post handed over to the Reply room: in its box, with its thread, where it is to be answered."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.listening.triage import PLATFORMS
from assistant.ui.conversation import thread_words
from assistant.ui.desk import Desk
from assistant.ui.pieces import aside, hint, inert, saying
from assistant.ui.reply_tab import ReplyRoom
from assistant.ui.shell import QUIET, Shell, signed_in
from assistant.ui.texts import channel_name, say
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)

Updates = dict[Any, Any]


class Passing:
    """What is pressed on a post that is to be answered."""

    def __init__(self, desk: Desk, reply: ReplyRoom, room: gr.Radio, told: Any) -> None:
        """``told`` is where the Inbox room says what went wrong."""
        self._desk = desk
        self._reply = reply
        self._room = room
        self._told = told

    def bound(self, pressed: gr.HTML, shell: Shell) -> Any:
        """Bind it to where posts are opened; the event, for what follows it."""
        given = [shell.brand, shell.language]
        return pressed.click(self.act, given, self.drawn(), trigger_mode="once", **QUIET)

    def drawn(self) -> list[Any]:
        """The widgets that change."""
        reply = self._reply
        box, recent = reply.composer, reply.recent
        return [
            *(self._room, self._told, box.post, box.platform, *box.given, box.hint),
            *(reply.log, reply.evidence, reply.status, reply.conversation, reply.opened),
            *(reply.followup.row, reply.welcome.words, reply.welcome.examples),
            *(recent.row, recent.list, recent.name, recent.forget),
        ]

    def act(self, brand: str, language: str, request: gr.Request, event: gr.EventData) -> Updates:
        """The post in the box of a new conversation; nothing for whatever else was pressed."""
        told = event._data if isinstance(event._data, Mapping) else {}
        if told.get("act") != "draft":
            return {self._room: gr.skip()}
        ref = str(told.get("subject", ""))[:100]
        try:
            me = self._desk.person(signed_in(request))
            post = self._desk.listening.draft(brand, ref, me)
            heard = self._desk.listening.posts(brand, [ref]).get(ref)
        except (AssistantError, KnowledgeError) as error:
            return {self._told: hint(inert(saying(error, language)), alert=True)}
        except Exception:
            logger.exception("A post could not be handed over.")
            return {self._told: hint(say(language)("inbox failed"), alert=True)}
        channel = heard.channel if heard is not None else post.platform
        box, text = self._reply.composer, say(language)
        who = aside(post.author) if post.author else text("nobody named")
        named = aside(channel_name(channel, language))
        note = text("drafting for", who=who)
        if channel not in PLATFORMS:
            note = text("drafting elsewhere", who=who, channel=named)
        # Nobody is kept from drafting; but who drafts knows that somebody else may be at it.
        if heard is not None and heard.taken_by not in (None, me.name):
            note += f" <strong>{text('has taken', who=aside(heard.taken_by or ''))}.</strong>"
        if heard is not None and heard.answered:
            note += f" <strong>{text('post state answered')}.</strong>"
        offered = any(key == post.platform for key, _ in self._desk.platforms())
        return self._reply.start_anew(language, request) | {
            self._room: "reply",
            self._told: "",
            self._reply.welcome.words: gr.update(visible=False),
            self._reply.welcome.examples: gr.update(visible=False),
            box.post: post.text,
            box.platform: post.platform if offered else gr.skip(),
            box.author: post.author or "",
            box.link: post.url or "",
            box.time: post.time or "",
            box.thread: thread_words(post.thread),
            box.hint: hint(f"{note}<i hidden data-passed></i>"),
        }
