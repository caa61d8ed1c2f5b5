"""Any text in the Review room: in at the left, what the record says of each sentence beside it.

For whoever must say yes or no before a name goes under a text. Holds nothing of anyone's: the
text and what was found are in the session's state.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import gradio as gr

from assistant.checking import Held
from assistant.errors import AssistantError
from assistant.model import Post
from assistant.ui.desk import Desk
from assistant.ui.pieces import hint, inert, saying
from assistant.ui.reviewing import reviewed
from assistant.ui.shell import QUIET, Shell, drawn_html
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)

AT_ONCE = 4
Updates = dict[Any, Any]


class TextPart:
    """The widgets of this part and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock

    def build(self, *, seen: bool) -> None:
        """Lay it out and bind it. Called inside the page's Blocks."""
        offered = [(label, key) for key, label in self._desk.platforms()]
        self.held = gr.State(None)
        with gr.Row(elem_id="review-room", equal_height=False, visible=seen) as self.row:
            with gr.Column(elem_id="review-left", min_width=0):
                self.lead = drawn_html(elem_id="review-lead")
                self.words = gr.Textbox(
                    lines=6,
                    max_lines=16,
                    max_length=20_000,
                    elem_id="review-text",
                    show_label=False,
                    container=False,
                    label=say(self._shell.first_language)("review text"),
                )
                with gr.Row(elem_id="review-choices"):
                    self.platform = gr.Dropdown(
                        choices=offered,
                        value=offered[0][1],
                        filterable=False,
                        elem_id="review-platform",
                        min_width=120,
                    )
                    self.go = gr.Button(variant="primary", elem_id="review-check", min_width=96)
                with gr.Accordion(open=False, elem_id="review-context") as self.context:
                    self.post = gr.Textbox(lines=2, max_lines=6, elem_id="review-post")
                self.hint = drawn_html(elem_id="review-hint")
                self.outcome = drawn_html(elem_id="review-outcome")
            with gr.Column(elem_id="review-right", min_width=0):
                self.evidence = drawn_html(elem_id="review-evidence")
        self._bind()

    def _bind(self) -> None:
        shell = self._shell
        asked = [self.words, self.post, self.platform, shell.brand, shell.language]
        drawn = [self.held, self.outcome, self.evidence, self.hint, self.go]
        self.go.click(
            self.check,
            asked,
            drawn,
            concurrency_limit=AT_ONCE,
            concurrency_id="review",
            trigger_mode="once",
            **QUIET,
        )
        labelled = [self.lead, self.words, self.platform, self.go, self.context, self.post]
        shell.on_language(self.label, [shell.language], labelled)
        shown = [self.held, self.platform, shell.language]
        shell.on_language(self.draw, shown, [self.outcome, self.evidence])

    def label(self, language: str) -> list[Any]:
        """Every label of the room in ``language``."""
        text = say(language)
        return [
            f'<div class="welcome"><h2>{text("review title")}</h2>'
            f"<p>{text('review lead')}</p></div>",
            gr.update(label=text("review text"), placeholder=text("review placeholder")),
            gr.update(label=text("platform")),
            gr.update(value=text("review go")),
            gr.update(label=text("review context")),
            gr.update(label=text("review post")),
        ]

    def draw(self, held: Held | None, platform: str, language: str) -> list[str]:
        """What was found, and its evidence, in ``language``."""
        here = reviewed.place(language, self._clock())
        shown = reviewed.checked(held, self._named(platform), here) if held else ""
        return [shown, reviewed.evidence(held, here)]

    def check(
        self, words: str | None, post: str | None, platform: str, brand: str, language: str
    ) -> Iterator[Updates]:
        """Hold the text in the box against the record, saying that it is under way."""
        text = say(language)
        if not words or not words.strip():
            yield {self.hint: hint(text("review empty"), alert=True)}
            return
        yield {self.hint: hint(text("review under way")), self.go: gr.update(interactive=False)}
        answered = Post(post.strip(), platform) if post and post.strip() else None
        try:
            held = self._desk.check(
                words, brand=brand, platform=platform, post=answered, locale=language
            )
        except (AssistantError, KnowledgeError) as error:
            yield {self.hint: hint(inert(saying(error, language)), alert=True), self.go: _ready()}
            return
        except Exception:
            logger.exception("A text could not be checked.")
            yield {self.hint: hint(text("review failed"), alert=True), self.go: _ready()}
            return
        shown, beside = self.draw(held, platform, language)
        yield {
            self.held: held,
            self.outcome: shown,
            self.evidence: beside,
            self.hint: "",
            self.go: _ready(),
        }

    def _named(self, platform: str) -> str:
        return next((label for key, label in self._desk.platforms() if key == platform), platform)


def _ready() -> Any:
    return gr.update(interactive=True)
