"""A draft on its way from the Reply room: taken to review, or copied by who is alone here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.model import Draft, Reply
from assistant.review.values import Made
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.desk import Desk
from assistant.ui.pieces import copied_now, hint, inert, saying
from assistant.ui.reviewing.desk_part import View
from assistant.ui.shell import signed_in
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)


class Taking:
    """What is pressed on a draft."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def act(
        self,
        conversation: Conversation,
        view: View,
        room: str,
        language: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> list[Any]:
        """What the Review room looks at then, which room is seen, and what is said here."""
        told = event._data if isinstance(event._data, Mapping) else {}
        stays = [gr.skip(), gr.skip()]
        chosen = draft_at(conversation, str(told.get("subject", "")))
        if chosen is None or told.get("act") not in ("review", "copied"):
            return [*stays, gr.skip()]
        exchange, reply, draft = chosen
        try:
            person = self._desk.person(signed_in(request))
            if told["act"] == "copied":
                self._desk.review.ledger.copied(exchange.brand, draft.text, person)
                return [*stays, copied_now(draft.text, say(language), str(told["subject"]))]
            opened = self._desk.review.open(
                exchange.brand,
                exchange.post,
                draft.text,
                person,
                made=made(reply),
                complete=draft.complete,
                locale=language,
            )
        except (AssistantError, KnowledgeError) as error:
            return [*stays, hint(inert(saying(error, language)), alert=True)]
        except Exception:
            logger.exception("A draft could not be taken to review.")
            return [*stays, hint(say(language)("desk failed"), alert=True)]
        return [View(opened.id, view.shown), "review", ""]


def draft_at(conversation: Conversation, subject: str) -> tuple[Exchange, Reply, Draft] | None:
    """The draft that a button names: number of the exchange, place among its drafts."""
    number, _, place = subject.partition("-")
    for one in conversation:
        if str(one.number) == number and one.reply is not None and place.isdecimal():
            drafts = one.reply.drafts
            if int(place) < len(drafts):
                return one, one.reply, drafts[int(place)]
    return None


def made(reply: Reply) -> Made:
    """What made a reply's drafts, as a version keeps it."""
    engine = reply.engine
    by = "record" if engine.model is None else "model"
    return Made(by, engine.model, engine.prompts, engine.settings)
