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

from assistant.checks.platforms import platforms as named_platforms
from assistant.errors import AssistantError
from assistant.model import Post, Reply, Size, Tone, Wishes
from assistant.ui import conversation as told
from assistant.ui.conversation import KEPT, Conversation, Exchange, thread_of
from assistant.ui.desk import Desk
from assistant.ui.followup import FollowUp, another, change
from assistant.ui.pieces import aside, inert
from assistant.ui.recent import Recent, bodies, conversation_of
from assistant.ui.shell import QUIET, Shell, drawn_html
from assistant.ui.texts import counted, say
from assistant.ui.working import run
from knowledge.errors import KnowledgeError
from knowledge.model import Brand

logger = logging.getLogger(__name__)

EXAMPLES = 3
AT_ONCE = 4
"""Drafts made at once; the rest wait their turn."""

Updates = dict[Any, Any]


class ReplyRoom:
    """The widgets of the Reply room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, engine: str | None, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._engine = engine
        self._clock = clock
        self.followup = FollowUp()
        self.recent = Recent()

    # --- what is on the page ----------------------------------------------------------------------

    def build(self) -> None:
        """Lay the room out and bind it. Called inside the page's Blocks."""
        self.conversation = gr.State(())
        self.opened = gr.State(None)
        with gr.Row(elem_id="reply-room", equal_height=False):
            with gr.Column(elem_id="reply-left", min_width=0):
                self.recent.build(self._shell.first_language)
                with gr.Column(elem_id="reply-scroll", min_width=0):
                    self.welcome = drawn_html(elem_id="reply-welcome")
                    with gr.Column(elem_id="reply-examples", min_width=0) as self.examples:
                        self.example_buttons = [
                            gr.Button(visible=False, elem_classes="example", size="sm")
                            for _ in range(EXAMPLES)
                        ]
                    self.log = drawn_html(elem_id="reply-log")
                self._build_composer()
            with gr.Column(elem_id="reply-right", min_width=0):
                self.evidence = drawn_html(elem_id="reply-evidence")
        self.status = drawn_html(elem_id="reply-status")
        self._bind()

    def _build_composer(self) -> None:
        text, spoken = say(self._shell.first_language), self._shell.first_language
        self.followup.build(spoken)
        with gr.Row(visible=False, elem_id="reply-offer") as self.offer:
            self.offer_text = drawn_html()
            self.again = gr.Button(size="sm", elem_id="reply-again")
        with gr.Column(elem_id="reply-composer", min_width=0):
            self.post = gr.Textbox(
                lines=2,
                max_lines=7,
                show_label=False,
                label=text("post"),
                elem_id="reply-post",
                container=False,
            )
            with gr.Row(elem_id="reply-choices"):
                offered = [(label, key) for key, label in self._platforms(spoken)]
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
                        choices=self._strategies(spoken),
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

    def _bind(self) -> None:
        self.wishes = [self.reply_language, self.strategy, self.tone, self.size]
        given = [self.author, self.thread, self.link, self.time]
        whose = [self._shell.brand, self.conversation, self._shell.language, self.opened]
        asked = [self.post, self.platform, *given, *self.wishes, *whose]
        follow = self.followup
        drawn = [
            *(self.log, self.evidence, self.status, self.conversation, self.post, self.hint),
            *(self.go, self.stop, self.offer, self.welcome, self.examples),
            *(follow.row, follow.words, follow.hint, *given),
            *(self.opened, self.recent.row, self.recent.list, self.recent.name),
            *(self.recent.forget, self._shell.brand),
        ]
        shown = [self._shell.language, self.opened]
        self.recent.list.input(
            self.reopen, [self.recent.list, self._shell.language], drawn, **QUIET
        )
        self.recent.new.click(self.start_anew, [self._shell.language], drawn, **QUIET)
        self.recent.name.submit(self.rename, [self.recent.name, *shown], drawn, **QUIET)
        self.recent.forget.click(self.forget, shown, drawn, **QUIET)
        self._shell.on_language(self.list_recent, shown, [self.recent.row, self.recent.list])
        at_work: dict[str, Any] = {
            **QUIET,
            "concurrency_limit": AT_ONCE,
            "concurrency_id": "draft",
            "trigger_mode": "once",
        }
        runs: list[Any] = [
            self.go.click(self.draft, asked, drawn, **at_work),
            self.again.click(
                self.draft_again,
                [self.platform, *self.wishes, *whose],
                drawn,
                **at_work,
            ),
            follow.go.click(self.refine, [follow.words, *whose], drawn, **at_work),
            follow.words.submit(self.refine, [follow.words, *whose], drawn, **at_work),
            follow.retry.click(self.retry, whose, drawn, **at_work),
            *(chip.click(self.refine, [chip, *whose], drawn, **at_work) for chip in follow.chips),
        ]
        follow.undo.click(self.undo, whose, drawn, **QUIET)
        for number, button in enumerate(self.example_buttons):
            taken = button.click(
                self._taking(number),
                [self._shell.brand],
                [self.post, self.platform, self.author, self.thread],
                **QUIET,
            )
            runs.append(taken.then(self.draft, asked, drawn, **at_work))
        self.stop.click(
            self.stopped,
            [self.conversation, self._shell.language],
            [self.log, self.status, self.hint, self.go, self.stop, self.followup.row],
            cancels=runs,
            **QUIET,
        )
        changed = [
            *(self.platform, self._shell.brand, self.conversation, self._shell.language),
        ]
        for widget in (self.platform, self._shell.brand):
            widget.input(
                self.offer_again, changed, [self.offer, self.offer_text, self.again], **QUIET
            )
        greeted = [self.welcome, self.examples, *self.example_buttons]
        seen = [self._shell.brand, self.conversation, self._shell.language]
        self._shell.brand.input(self.greet, seen, greeted, **QUIET)
        self._shell.on_language(self.greet, seen, greeted)
        self._shell.on_language(
            self.label,
            [self._shell.language, self.platform],
            [
                *(self.post, self.platform, self.reply_language, self.context),
                *(self.author, self.thread, self.go, self.stop),
                *(self.link, self.time, self.strategy, self.tone, self.size),
                *(*self.followup.labelled(), *self.recent.labelled()),
            ],
        )
        self._shell.on_language(
            self.draw,
            [self.conversation, self._shell.language],
            [self.log, self.evidence, self.status],
        )
        self._shell.on_language(
            self.offer_again, changed, [self.offer, self.offer_text, self.again]
        )

    # --- words ------------------------------------------------------------------------------------

    def label(self, language: str, platform: str) -> list[Any]:
        """Every label of the room in ``language``."""
        text = say(language)
        replies = [(text(f"language {code}"), code) for code in ("auto", "fr", "en")]
        return [
            gr.update(label=text("post"), placeholder=text("post placeholder")),
            gr.update(
                label=text("platform"),
                choices=[(label, key) for key, label in self._platforms(language)],
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
            gr.update(label=text("strategy"), choices=self._strategies(language)),
            gr.update(
                label=text("tone"), choices=[(text(f"tone {one}"), str(one)) for one in Tone]
            ),
            gr.update(
                label=text("size"), choices=[(text(f"size {one}"), str(one)) for one in Size]
            ),
            *(*self.followup.labels(language), *self.recent.labels(language)),
        ]

    def _strategies(self, language: str) -> list[tuple[str, str]]:
        auto = (say(language)("strategy auto"), "auto")
        return [auto, *((label, name) for name, label in self._desk.strategies(language))]

    def _platforms(self, language: str) -> list[tuple[str, str]]:
        names = dict(named_platforms(language))
        return [(key, names.get(key, label)) for key, label in self._desk.platforms()]

    def greet(self, brand: str, conversation: Conversation, language: str) -> list[Any]:
        """Whose record this is and, for the example brand, posts to begin with."""
        text = say(language)
        if conversation:
            return [gr.update(value="", visible=False), gr.update(visible=False)] + [
                gr.update(visible=False)
            ] * EXAMPLES
        owner = self._brand(brand)
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

    def draw(self, conversation: Conversation, language: str) -> list[str]:
        """The conversation, its evidence, and what is said aloud of it."""
        today = self._clock()
        return [
            told.log(conversation, language, today, self._engine),
            told.evidence(conversation, language, today),
            _aloud(told.status(conversation, language)),
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
    ) -> Iterator[Updates]:
        """Draft for the post in the box, telling each stage as it comes.

        A box that nobody touched is ``None``.
        """
        if not words or not words.strip():
            yield {self.hint: _hint(say(language)("empty post"), alert=True)}
            return
        owner = self._brand(brand)
        post = Post(
            text=words,
            platform=platform,
            author=(author or "").strip() or None,
            url=(link or "").strip() or None,
            time=(time or "").strip() or None,
            thread=thread_of(thread or "", owner),
        )
        wishes = _wishes(reply_language, strategy, tone, size)
        exchange = self._new(post, owner, wishes, language)
        yield from self._answer(exchange, conversation, language, opened)

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
    ) -> Iterator[Updates]:
        """Draft once more for the latest post, for the platform and brand chosen now."""
        if not conversation:
            return
        post = replace(conversation[-1].post, platform=platform)
        wishes = _wishes(reply_language, strategy, tone, size)
        exchange = self._new(post, self._brand(brand), wishes, language)
        yield from self._answer(exchange, conversation, language, opened)

    def refine(
        self,
        words: str | None,
        brand: str,
        conversation: Conversation,
        language: str,
        opened: str | None = None,
    ) -> Iterator[Updates]:
        """Draft for the same post again, with the change that was asked for."""
        latest = _latest(conversation)
        if latest is None:
            return
        if not words or not words.strip():
            told = _hint(say(language)("refine empty"), alert=True)
            yield {self.followup.hint: told}
            return
        if words == say(language)("chip other language"):
            words = _OTHER_LANGUAGE[_spoken(latest) == "fr"]
        asked = change(words, latest, language, has_model=self._desk.writer is not None)
        if asked.refused is not None:
            yield {self.followup.hint: _hint(inert(asked.refused), alert=True)}
            return
        post = replace(latest.post, platform=asked.platform)
        owner = self._brand(latest.brand)
        exchange = replace(
            self._new(post, owner, asked.wishes, language),
            asked=words,
            understood=(*asked.understood, *((asked.left,) if asked.left else ())),
        )
        yield from self._answer(exchange, conversation, language, opened)

    def retry(
        self, brand: str, conversation: Conversation, language: str, opened: str | None = None
    ) -> Iterator[Updates]:
        """Draft the latest once more in its place: other words, or another quotation."""
        if not conversation:
            return
        latest = conversation[-1]
        wishes = latest.wishes
        if latest.reply is not None and self._desk.writer is None:
            wishes = another(wishes, latest.reply)
        again = replace(latest, wishes=wishes, reply=None, error=None, written=(), stage=None)
        yield from self._answer(again, conversation[:-1], language, opened)

    def undo(
        self, brand: str, conversation: Conversation, language: str, opened: str | None = None
    ) -> Updates:
        """The page as it was before the latest drafts; what was asked is in its box again."""
        if not conversation:
            return {self.hint: ""}
        gone, left = conversation[-1], conversation[:-1]
        updates = self._drawn(left, language) | {
            **self._keep(left, language, opened),
            self.conversation: left,
            self.followup.row: gr.update(visible=bool(left)),
            self.hint: _hint(say(language)("undone")),
            self.followup.hint: "",
        }
        if gone.asked is not None:
            updates[self.followup.words] = gone.asked
        else:
            updates[self.post] = gone.post.text
        return updates

    def _new(self, post: Post, brand: Brand, wishes: Wishes, language: str) -> Exchange:
        return Exchange(
            number=0,
            post=post,
            brand=brand.name,
            brand_title=brand.title or brand.name,
            platform_label=dict(self._platforms(language)).get(post.platform, post.platform),
            wishes=wishes,
        )

    def _answer(
        self,
        exchange: Exchange,
        conversation: Conversation,
        language: str,
        opened: str | None,
    ) -> Iterator[Updates]:
        before = tuple(one for one in conversation if one.error is None)
        number = before[-1].number + 1 if before else 1
        exchange = replace(exchange, number=number, stage=told.STAGES[0])
        yield self._drawn((*before, exchange), language) | {
            self.go: gr.update(visible=False),
            self.stop: gr.update(visible=True),
            self.offer: gr.update(visible=False),
            self.welcome: gr.update(visible=False),
            self.examples: gr.update(visible=False),
            self.followup.row: gr.update(visible=False),
            self.followup.hint: "",
            self.hint: "",
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
                    yield {self.log: told.log(now, language, self._clock(), self._engine)}
        except (AssistantError, KnowledgeError) as error:
            exchange = replace(exchange, stage=None, error=str(error))
        except Exception:
            logger.exception("A draft failed.")
            exchange = replace(exchange, stage=None, error=say(language)("failed"))
        now = (*before, exchange)[-KEPT:]
        done: Updates = {
            self.conversation: now,
            self.go: gr.update(visible=True),
            self.stop: gr.update(visible=False),
            self.followup.row: gr.update(visible=True),
        }
        if exchange.error is None and exchange.asked is None:
            # What was asked is now in the conversation; after an error it stays in the box.
            done |= dict.fromkeys((self.post, self.thread, self.author, self.link, self.time), "")
        elif exchange.error is None:
            done[self.followup.words] = ""
        yield self._drawn(now, language) | done | self._keep(now, language, opened)

    # --- conversations that are kept --------------------------------------------------------------

    def _keep(self, conversation: Conversation, language: str, opened: str | None) -> Updates:
        """Keep the conversation as it is now; a note for the person where that fails."""
        kept = bodies(conversation)
        if not kept and opened is None:
            return {}
        first = conversation[0] if conversation else None
        try:
            if first is None and opened is not None:
                self._desk.forget(opened)
                opened = None
            elif first is not None:
                opened = self._desk.keep(opened, first.brand, kept, first.post.text)
        except (AssistantError, KnowledgeError) as error:
            told_why = say(language)("not kept", reason=inert(str(error)))
            return {self.hint: _hint(told_why, alert=True)}
        row, listed = self.list_recent(language, opened)
        return {self.opened: opened, self.recent.row: row, self.recent.list: listed} | self._mine(
            opened
        )

    def _mine(self, opened: str | None) -> Updates:
        shown = gr.update(visible=opened is not None)
        return {self.recent.name: shown, self.recent.forget: shown}

    def list_recent(self, language: str, opened: str | None) -> list[Any]:
        """The conversations that can be opened again."""
        found = [
            (f"{one.title} · {one.changed_at[:10]}", one.id) for one in self._desk.conversations()
        ]
        here = opened if any(key == opened for _, key in found) else None
        return [gr.update(visible=bool(found)), gr.update(choices=found, value=here)]

    def reopen(self, chosen: str | None, language: str) -> Updates:
        """The page with a conversation that was kept."""
        if not chosen:
            return {self.hint: ""}
        try:
            kept, frozen = self._desk.reopen(chosen)
        except (AssistantError, KnowledgeError) as error:
            return {self.hint: _hint(inert(str(error)), alert=True)}
        conversation, lost = conversation_of(frozen)
        note = _hint(counted(say(language), "unreadable", lost)) if lost else ""
        return (
            self._drawn(conversation, language)
            | self._mine(chosen)
            | {
                self.conversation: conversation,
                self.opened: chosen,
                self.followup.row: gr.update(visible=bool(conversation)),
                self.welcome: gr.update(visible=False),
                self.examples: gr.update(visible=False),
                self.hint: note,
                self._shell.brand: kept.brand,
            }
        )

    def start_anew(self, language: str) -> Updates:
        """The page with nothing on it; what was there is kept."""
        row, listed = self.list_recent(language, None)
        return (
            self._drawn((), language)
            | self._mine(None)
            | {
                self.conversation: (),
                self.opened: None,
                self.recent.row: row,
                self.recent.list: listed,
                self.followup.row: gr.update(visible=False),
                self.hint: "",
            }
        )

    def rename(self, title: str | None, language: str, opened: str | None) -> Updates:
        """The conversation under another title."""
        if opened is None:
            return {self.hint: ""}
        try:
            self._desk.rename(opened, title or "")
        except (AssistantError, KnowledgeError) as error:
            return {self.hint: _hint(inert(str(error)), alert=True)}
        row, listed = self.list_recent(language, opened)
        return {
            self.recent.row: row,
            self.recent.list: listed,
            self.recent.name: "",
            self.hint: _hint(say(language)("renamed")),
        }

    def forget(self, language: str, opened: str | None) -> Updates:
        """The page without the conversation, which is deleted for good."""
        if opened is not None:
            try:
                self._desk.forget(opened)
            except (AssistantError, KnowledgeError) as error:
                return {self.hint: _hint(inert(str(error)), alert=True)}
        return self.start_anew(language) | {self.hint: _hint(say(language)("deleted"))}

    def _drawn(self, conversation: Conversation, language: str) -> Updates:
        log, evidence, status = self.draw(conversation, language)
        return {self.log: log, self.evidence: evidence, self.status: status}

    def stopped(self, conversation: Conversation, language: str) -> list[Any]:
        """The page as it was before the draft that was given up; the post is still in the box."""
        log, _, _ = self.draw(conversation, language)
        words = say(language)("stopped")
        return [
            *(log, _aloud(words), _hint(words)),
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
        label = dict(self._platforms(language)).get(platform, platform)
        before, after = latest.platform_label, label
        if latest.brand != brand:
            owner = self._brand(brand)
            before, after = latest.brand_title, owner.title or owner.name
        changed = f"<p>{text('platform changed', before=aside(before))}</p>"
        return [gr.update(visible=True), changed, gr.update(value=text("draft again", after=after))]

    def _taking(self, number: int) -> Callable[[str], list[Any]]:
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

    def _brand(self, name: str) -> Brand:
        return next((b for b in self._desk.brands() if b.name == name), Brand(name=name))


_OTHER_LANGUAGE = ("en français", "in English")


def _wishes(reply_language: str, strategy: str, tone: str, size: str) -> Wishes:
    return Wishes(
        language=None if reply_language == "auto" else reply_language,
        strategy=None if strategy == "auto" else strategy,
        tone=Tone(tone),
        size=Size(size),
    )


def _latest(conversation: Conversation) -> Exchange | None:
    return next((one for one in reversed(conversation) if one.reply is not None), None)


def _spoken(exchange: Exchange) -> str:
    """The language of the drafts of an exchange."""
    drafts = exchange.reply.drafts if exchange.reply is not None else ()
    return drafts[0].language if drafts else "en"


def _first_words(words: str, limit: int = 150) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"


def _hint(words: str, *, alert: bool = False) -> str:
    return (
        f'<p class="hint alert" role="alert">{words}</p>'
        if alert
        else f'<p class="hint">{words}</p>'
    )


def _aloud(words: str) -> str:
    return f'<p role="status" aria-live="polite" class="sr-only">{words}</p>'
