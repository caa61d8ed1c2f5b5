"""The Reply room: a post in at the left, its drafts above it, their evidence at the right.

The room holds the desk and its own widgets, and nothing of anyone's conversation: that is in the
session's state, handed to each function and given back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.model import Post, Reply, Wishes
from assistant.ui import conversation as told
from assistant.ui.composer import Composer, wished
from assistant.ui.conversation import KEPT, Conversation, Exchange, thread_of
from assistant.ui.desk import Desk, brand_of
from assistant.ui.followup import FollowUp, another, change
from assistant.ui.pieces import aloud, aside, hint, inert, saying
from assistant.ui.recent import Recent, conversation_of
from assistant.ui.shell import QUIET, Shell, acting_html, drawn_html, signed_in
from assistant.ui.texts import counted, say
from assistant.ui.welcome import Welcome
from assistant.ui.working import run
from knowledge.errors import KnowledgeError
from knowledge.model import Brand

logger = logging.getLogger(__name__)

AT_ONCE = 4
"""Drafts made at once; the rest wait their turn."""

Updates = dict[Any, Any]


class ReplyRoom:
    """The widgets of the Reply room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock
        self.welcome = Welcome(desk)
        self.composer = Composer(desk)
        self.followup = FollowUp()
        self.recent = Recent(desk)

    # --- what is on the page ----------------------------------------------------------------------

    def build(self, room: gr.Radio, name: str) -> None:
        """Lay it out and bind it; ``room`` has it as ``name``. Called inside the page's Blocks."""
        self.conversation = gr.State(())
        self.opened = gr.State(None)
        with gr.Row(elem_id="reply-room", equal_height=False) as self.row:
            with gr.Column(elem_id="reply-left", min_width=0):
                self.recent.build(self._shell.first_language)
                with gr.Column(elem_id="reply-scroll", min_width=0):
                    self.welcome.build()
                    self.log = acting_html(elem_id="reply-log")
                self._build_composer()
            with gr.Column(elem_id="reply-right", min_width=0):
                self.evidence = drawn_html(elem_id="reply-evidence")
        self.status = drawn_html(elem_id="reply-status")
        self._bind()
        self.welcome.entered(room, name, self._shell, self.conversation)

    def _build_composer(self) -> None:
        spoken = self._shell.first_language
        self.followup.build(spoken)
        with gr.Row(visible=False, elem_id="reply-offer") as self.offer:
            self.offer_text = drawn_html()
            self.again = gr.Button(size="sm", elem_id="reply-again")
        self.composer.build(spoken)

    def _bind(self) -> None:
        box, follow, recent, shell = self.composer, self.followup, self.recent, self._shell
        whose = [shell.brand, self.conversation, shell.language, self.opened]
        asked = [box.post, box.platform, *box.given, *box.wishes, *whose]
        drawn = [
            *(self.log, self.evidence, self.status, self.conversation, self.opened, self.offer),
            *(box.post, *box.given, box.hint, box.go, box.stop),
            *(self.welcome.words, self.welcome.examples),
            *(follow.row, follow.words, follow.hint),
            *(recent.row, recent.list, recent.name, recent.forget),
            *(shell.brand, shell.held),
        ]
        self._bind_drafting(asked, whose, drawn)
        follow.undo.click(self.undo, whose, drawn, **QUIET)
        shown = [shell.language, self.opened]
        recent.list.input(self.reopen, [recent.list, *shown], drawn, **QUIET)
        recent.new.click(self.start_anew, [shell.language], drawn, **QUIET)
        recent.name.submit(self.rename, [recent.name, *shown], drawn, **QUIET)
        recent.forget.click(self.forget, shown, drawn, **QUIET)
        offered = [self.offer, self.offer_text, self.again]
        changed = [box.platform, shell.brand, self.conversation, shell.language]
        box.platform.input(self.offer_again, changed, offered, **QUIET)
        shell.on_brand(self.offer_again, changed, offered)
        seen = [shell.brand, self.conversation, shell.language]
        shell.on_brand(self.welcome.greet, seen, self.welcome.drawn())
        shell.on_language(self.welcome.greet, seen, self.welcome.drawn())
        shell.on_language(recent.listed, shown, [recent.row, recent.list])
        labelled = [*box.labelled(), *follow.labelled(), *recent.labelled()]
        shell.on_language(self.label, [shell.language, box.platform], labelled)
        shell.on_language(
            self.draw, [self.conversation, shell.language], [self.log, self.evidence, self.status]
        )
        shell.on_language(self.offer_again, changed, offered)

    def _bind_drafting(self, asked: list[Any], whose: list[Any], drawn: list[Any]) -> None:
        """What makes drafts, and what stops them."""
        box, follow = self.composer, self.followup
        at_work: dict[str, Any] = {
            **QUIET,
            "concurrency_limit": AT_ONCE,
            "concurrency_id": "draft",
            "trigger_mode": "once",
        }
        again = [box.platform, *box.wishes, *whose]
        runs: list[Any] = [
            box.go.click(self.draft, asked, drawn, **at_work),
            self.again.click(self.draft_again, again, drawn, **at_work),
            follow.go.click(self.refine, [follow.words, *whose], drawn, **at_work),
            follow.words.submit(self.refine, [follow.words, *whose], drawn, **at_work),
            follow.retry.click(self.retry, whose, drawn, **at_work),
            *(chip.click(self.refine, [chip, *whose], drawn, **at_work) for chip in follow.chips),
        ]
        for number, button in enumerate(self.welcome.buttons):
            taken = button.click(
                self.welcome.taking(number),
                [self._shell.brand],
                [box.post, box.platform, box.author, box.thread],
                **QUIET,
            )
            runs.append(taken.then(self.draft, asked, drawn, **at_work))
        box.stop.click(
            self.stopped,
            [self.conversation, self._shell.language],
            [self.log, self.status, box.hint, box.go, box.stop, follow.row],
            cancels=runs,
            **QUIET,
        )

    # --- words ------------------------------------------------------------------------------------

    def label(self, language: str, platform: str) -> list[Any]:
        """Every label of the room in ``language``."""
        return [
            *self.composer.labels(language, platform),
            *self.followup.labels(language),
            *self.recent.labels(language),
        ]

    def draw(self, conversation: Conversation, language: str) -> list[str]:
        """The conversation, its evidence, and what is said aloud of it."""
        today = self._clock()
        return [
            told.log(conversation, language, today, alone=self._desk.alone),
            told.evidence(conversation, language, today),
            aloud(told.status(conversation, language)),
        ]

    # --- what happens -----------------------------------------------------------------------------

    def draft(
        self,
        words: str | None,
        platform: str,
        author: str | None,
        thread: str | None,
        link: str | None,
        time: str | None,
        reply_language: str,
        strategy: str,
        tone: str,
        size: str,
        brand: str,
        conversation: Conversation,
        language: str,
        opened: str | None = None,
        request: gr.Request | None = None,
    ) -> Iterator[Updates]:
        """Draft for the post in the box, telling each stage as it comes.

        A box that nobody touched is ``None``.
        """
        if not words or not words.strip():
            yield {self.composer.hint: hint(say(language)("empty post"), alert=True)}
            return
        owner = brand_of(self._desk, brand)
        post = Post(
            text=words,
            platform=platform,
            author=(author or "").strip() or None,
            url=(link or "").strip() or None,
            time=(time or "").strip() or None,
            thread=thread_of(thread or "", owner),
        )
        wishes = wished(reply_language, strategy, tone, size)
        exchange = self._new(post, owner, wishes, language)
        yield from self._answer(exchange, conversation, language, opened, signed_in(request))

    def draft_again(
        self,
        platform: str,
        reply_language: str,
        strategy: str,
        tone: str,
        size: str,
        brand: str,
        conversation: Conversation,
        language: str,
        opened: str | None = None,
        request: gr.Request | None = None,
    ) -> Iterator[Updates]:
        """Draft once more for the latest post, for the platform and brand chosen now."""
        if not conversation:
            return
        post = replace(conversation[-1].post, platform=platform)
        wishes = wished(reply_language, strategy, tone, size)
        exchange = self._new(post, brand_of(self._desk, brand), wishes, language)
        yield from self._answer(exchange, conversation, language, opened, signed_in(request))

    def refine(
        self,
        words: str | None,
        brand: str,
        conversation: Conversation,
        language: str,
        opened: str | None = None,
        request: gr.Request | None = None,
    ) -> Iterator[Updates]:
        """Draft for the same post again, with the change that was asked for."""
        latest = _latest(conversation)
        if latest is None:
            return
        if not words or not words.strip():
            told = hint(say(language)("refine empty"), alert=True)
            yield {self.followup.hint: told}
            return
        if words == say(language)("chip other language"):
            words = _OTHER_LANGUAGE[_spoken(latest) == "fr"]
        asked = change(words, latest, language, has_model=self._desk.writer is not None)
        if asked.refused is not None:
            yield {self.followup.hint: hint(inert(asked.refused), alert=True)}
            return
        post = replace(latest.post, platform=asked.platform)
        owner = brand_of(self._desk, latest.brand)
        exchange = replace(
            self._new(post, owner, asked.wishes, language),
            asked=words,
            understood=(*asked.understood, *((asked.left,) if asked.left else ())),
        )
        yield from self._answer(exchange, conversation, language, opened, signed_in(request))

    def retry(
        self,
        brand: str,
        conversation: Conversation,
        language: str,
        opened: str | None = None,
        request: gr.Request | None = None,
    ) -> Iterator[Updates]:
        """Draft the latest once more in its place: other words, or another quotation."""
        if not conversation:
            return
        latest = conversation[-1]
        wishes = latest.wishes
        if latest.reply is not None and self._desk.writer is None:
            wishes = another(wishes, latest.reply)
        again = replace(latest, wishes=wishes, reply=None, error=None, written=(), stage=None)
        yield from self._answer(again, conversation[:-1], language, opened, signed_in(request))

    def undo(
        self,
        brand: str,
        conversation: Conversation,
        language: str,
        opened: str | None = None,
        request: gr.Request | None = None,
    ) -> Updates:
        """The page as it was before the latest drafts; what was asked is in its box again."""
        if not conversation:
            return {self.composer.hint: ""}
        gone, left = conversation[-1], conversation[:-1]
        updates = self._drawn(left, language) | {
            **self._kept(left, language, opened, signed_in(request)),
            self.conversation: left,
            self.followup.row: gr.update(visible=bool(left)),
            self.composer.hint: hint(say(language)("undone")),
            self.followup.hint: "",
        }
        if gone.asked is not None:
            updates[self.followup.words] = gone.asked
        else:
            updates[self.composer.post] = gone.post.text
        return updates

    def _new(self, post: Post, brand: Brand, wishes: Wishes, language: str) -> Exchange:
        return Exchange(
            number=0,
            post=post,
            brand=brand.name,
            brand_title=brand.title or brand.name,
            platform_label=self.composer.platform_label(post.platform, language),
            wishes=wishes,
        )

    def _answer(
        self,
        exchange: Exchange,
        conversation: Conversation,
        language: str,
        opened: str | None,
        who: str | None,
    ) -> Iterator[Updates]:
        before = tuple(one for one in conversation if one.reply is not None)
        number = before[-1].number + 1 if before else 1
        exchange = replace(exchange, number=number, stage=told.STAGES[0])
        # Kept before it is answered: whoever closes the page meanwhile finds the post again.
        kept = self._kept((*before, exchange), language, opened, who)
        opened = kept.get(self.opened, opened)
        yield self._drawn((*before, exchange), language) | {
            self.composer.go: gr.update(visible=False),
            self.composer.stop: gr.update(visible=True),
            self.offer: gr.update(visible=False),
            self.welcome.words: gr.update(visible=False),
            self.welcome.examples: gr.update(visible=False),
            self.followup.row: gr.update(visible=False),
            self.followup.hint: "",
            self.composer.hint: "",
            **kept,
        }
        try:
            for step in run(self._desk, exchange, language):
                if isinstance(step, Reply):
                    exchange = replace(exchange, stage=None, reply=step)
                    continue
                if isinstance(step, str):
                    exchange = replace(exchange, stage=step)
                    yield self._drawn((*before, exchange), language)
                else:
                    exchange = replace(exchange, written=step)
                    now = (*before, exchange)
                    yield {self.log: told.log(now, language, self._clock(), alone=False)}
        except (AssistantError, KnowledgeError) as error:
            exchange = replace(exchange, stage=None, error=saying(error, language))
        except Exception:
            logger.exception("A draft failed.")
            exchange = replace(exchange, stage=None, error=say(language)("failed"))
        now = (*before, exchange)[-KEPT:]
        done: Updates = {
            self.conversation: now,
            self.composer.go: gr.update(visible=True),
            self.composer.stop: gr.update(visible=False),
            self.followup.row: gr.update(visible=True),
        }
        if exchange.error is None and exchange.asked is None:
            # What was asked is now in the conversation; after an error it stays in the box.
            done |= dict.fromkeys((self.composer.post, *self.composer.given), "")
        elif exchange.error is None:
            done[self.followup.words] = ""
        yield self._drawn(now, language) | done | self._kept(now, language, opened, who)

    # --- conversations that are kept --------------------------------------------------------------

    def _kept(
        self, conversation: Conversation, language: str, opened: str | None, who: str | None
    ) -> Updates:
        """Keep the conversation as it is now; a note for the person where that fails."""
        try:
            opened = self.recent.keep(conversation, opened, who)
        except (AssistantError, KnowledgeError) as error:
            told_why = say(language)("not kept", reason=inert(saying(error, language)))
            return {self.composer.hint: hint(told_why, alert=True)}
        return {self.opened: opened, **self.recent.shown(language, opened, who)}

    def reopen(
        self,
        chosen: str | None,
        language: str,
        opened: str | None,
        request: gr.Request | None = None,
    ) -> Updates:
        """The page with a conversation that was kept; one that is open stays as it is."""
        if not chosen or chosen == opened:
            return {self.composer.hint: ""}
        try:
            kept, frozen = self._desk.conversations_of(signed_in(request)).open(chosen)
        except (AssistantError, KnowledgeError) as error:
            return {self.composer.hint: hint(inert(saying(error, language)), alert=True)}
        conversation, lost = conversation_of(frozen)
        note = hint(counted(say(language), "unreadable", lost)) if lost else ""
        return (
            self._drawn(conversation, language)
            | self.recent.shown(language, chosen, signed_in(request))
            | {
                self.conversation: conversation,
                self.opened: chosen,
                self.followup.row: gr.update(visible=bool(conversation)),
                self.welcome.words: gr.update(visible=False),
                self.welcome.examples: gr.update(visible=False),
                self.composer.hint: note,
                self._shell.brand: kept.brand,
                self._shell.held: kept.brand,
            }
        )

    def start_anew(self, language: str, request: gr.Request | None = None) -> Updates:
        """The page with nothing on it; what was there is kept."""
        return (
            self._drawn((), language)
            | self.recent.shown(language, None, signed_in(request))
            | {
                self.conversation: (),
                self.opened: None,
                self.followup.row: gr.update(visible=False),
                self.composer.hint: "",
            }
        )

    def rename(
        self,
        title: str | None,
        language: str,
        opened: str | None,
        request: gr.Request | None = None,
    ) -> Updates:
        """The conversation under another title."""
        if opened is None:
            return {self.composer.hint: ""}
        try:
            self._desk.conversations_of(signed_in(request)).rename(opened, title or "")
        except (AssistantError, KnowledgeError) as error:
            return {self.composer.hint: hint(inert(saying(error, language)), alert=True)}
        return {
            **self.recent.shown(language, opened, signed_in(request)),
            self.recent.name: "",
            self.composer.hint: hint(say(language)("renamed")),
        }

    def forget(
        self, language: str, opened: str | None, request: gr.Request | None = None
    ) -> Updates:
        """The page without the conversation, which is deleted for good."""
        if opened is not None:
            try:
                self._desk.conversations_of(signed_in(request)).delete(opened)
            except (AssistantError, KnowledgeError) as error:
                return {self.composer.hint: hint(inert(saying(error, language)), alert=True)}
        return self.start_anew(language, request) | {
            self.composer.hint: hint(say(language)("deleted"))
        }

    def _drawn(self, conversation: Conversation, language: str) -> Updates:
        log, evidence, status = self.draw(conversation, language)
        return {self.log: log, self.evidence: evidence, self.status: status}

    def stopped(self, conversation: Conversation, language: str) -> list[Any]:
        """The page as it was before the draft that was given up; the post is still in the box."""
        log, _, _ = self.draw(conversation, language)
        words = say(language)("stopped")
        return [
            *(log, aloud(words), hint(words)),
            *(gr.update(visible=True), gr.update(visible=False)),
            gr.update(visible=bool(conversation)),
        ]

    def offer_again(
        self, platform: str, brand: str, conversation: Conversation, language: str
    ) -> list[Any]:
        """Offer to draft again when platform or brand is no longer that of the latest drafts."""
        latest = conversation[-1] if conversation else None
        if latest is None or (latest.post.platform, latest.brand) == (platform, brand):
            return [gr.update(visible=False), "", ""]
        text = say(language)
        label = self.composer.platform_label(platform, language)
        before, after = latest.platform_label, label
        if latest.brand != brand:
            owner = brand_of(self._desk, brand)
            before, after = latest.brand_title, owner.title or owner.name
        changed = f"<p>{text('platform changed', before=aside(before))}</p>"
        return [gr.update(visible=True), changed, gr.update(value=text("draft again", after=after))]


_OTHER_LANGUAGE = ("en français", "in English")


def _latest(conversation: Conversation) -> Exchange | None:
    return next((one for one in reversed(conversation) if one.reply is not None), None)


def _spoken(exchange: Exchange) -> str:
    """The language of the drafts of an exchange."""
    drafts = exchange.reply.drafts if exchange.reply is not None else ()
    return drafts[0].language if drafts else "en"
