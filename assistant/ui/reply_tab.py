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
from assistant.model import Post
from assistant.ui import conversation as told
from assistant.ui.conversation import KEPT, Conversation, Exchange, thread_of
from assistant.ui.desk import Desk
from assistant.ui.pieces import aside, inert
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

    # --- what is on the page ----------------------------------------------------------------------

    def build(self) -> None:
        """Lay the room out and bind it. Called inside the page's Blocks."""
        self.conversation = gr.State(())
        with gr.Row(elem_id="reply-room", equal_height=False):
            with gr.Column(elem_id="reply-left", min_width=0):
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
                self.author = gr.Textbox(max_lines=1, max_length=200, elem_id="reply-author")
                self.thread = gr.Textbox(lines=2, max_lines=6, elem_id="reply-thread")
            self.hint = drawn_html(elem_id="reply-hint")

    def _bind(self) -> None:
        asked = [
            *(self.post, self.platform, self.reply_language, self.author, self.thread),
            *(self._shell.brand, self.conversation, self._shell.language),
        ]
        drawn = [
            *(self.log, self.evidence, self.status, self.conversation, self.post, self.hint),
            *(self.go, self.stop, self.offer, self.welcome, self.examples, self.thread),
            self.author,
        ]
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
                [
                    *(self.platform, self.reply_language, self._shell.brand),
                    *(self.conversation, self._shell.language),
                ],
                drawn,
                **at_work,
            ),
        ]
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
            [self.log, self.status, self.hint, self.go, self.stop],
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
        ]

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
        reply_language: str,
        author: str | None,
        thread: str | None,
        brand: str,
        conversation: Conversation,
        language: str,
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
            thread=thread_of(thread or "", owner),
        )
        yield from self._answer(post, owner, reply_language, conversation, language)

    def draft_again(
        self,
        platform: str,
        reply_language: str,
        brand: str,
        conversation: Conversation,
        language: str,
    ) -> Iterator[Updates]:
        """Draft once more for the latest post, for the platform and brand chosen now."""
        if not conversation:
            return
        post = replace(conversation[-1].post, platform=platform)
        yield from self._answer(post, self._brand(brand), reply_language, conversation, language)

    def _answer(
        self,
        post: Post,
        brand: Brand,
        reply_language: str,
        conversation: Conversation,
        language: str,
    ) -> Iterator[Updates]:
        before = tuple(one for one in conversation if one.error is None)
        exchange = Exchange(
            number=before[-1].number + 1 if before else 1,
            post=post,
            brand=brand.name,
            brand_title=brand.title or brand.name,
            platform_label=dict(self._platforms(language)).get(post.platform, post.platform),
            language=None if reply_language == "auto" else reply_language,
            stage=told.STAGES[0],
        )
        yield self._drawn((*before, exchange), language) | {
            self.go: gr.update(visible=False),
            self.stop: gr.update(visible=True),
            self.offer: gr.update(visible=False),
            self.welcome: gr.update(visible=False),
            self.examples: gr.update(visible=False),
            self.hint: "",
        }
        try:
            for step in run(self._desk, exchange, language):
                if isinstance(step, str):
                    exchange = replace(exchange, stage=step)
                    yield self._drawn((*before, exchange), language)
                else:
                    exchange = replace(exchange, stage=None, reply=step)
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
        }
        if exchange.error is None:
            # What was asked is now in the conversation; after an error it stays in the box.
            done |= {self.post: "", self.thread: "", self.author: ""}
        yield self._drawn(now, language) | done

    def _drawn(self, conversation: Conversation, language: str) -> Updates:
        log, evidence, status = self.draw(conversation, language)
        return {self.log: log, self.evidence: evidence, self.status: status}

    def stopped(self, conversation: Conversation, language: str) -> list[Any]:
        """The page as it was before the draft that was given up; the post is still in the box."""
        log, _, _ = self.draw(conversation, language)
        words = say(language)("stopped")
        return [log, _aloud(words), _hint(words), gr.update(visible=True), gr.update(visible=False)]

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
