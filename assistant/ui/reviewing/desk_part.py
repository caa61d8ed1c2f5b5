"""Replies on their way out, in the Review room: listed, opened, decided on.

What is drawn is read anew at every step, and the rights of whoever acts with it; nothing of a
reply is kept in the session but which one is open.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.exporting import intent, pdf, tell, word
from assistant.review import Dossier, Person, State
from assistant.review.desk import ReviewDesk
from assistant.review.examining import examination_of
from assistant.ui.desk import Desk, brand_of
from assistant.ui.pieces import aloud, copied_now, hint, inert, open_link, saved_now, saying
from assistant.ui.reviewing import deciding, dossier, listing, reviewed
from assistant.ui.reviewing.acts import Asked, perform
from assistant.ui.shell import QUIET, Shell, acting_html, drawn_html, signed_in
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError
from knowledge.journal import stamp

logger = logging.getLogger(__name__)

AT_ONCE = 4
PREPARED = {"prepared": True, "pending": False, "approved": False, "sent": False}
"""Lists of prepared answers alone, or without them."""
LONGEST = 20_000
"""Characters of a box that are taken from the page."""


@dataclass(frozen=True)
class View:
    """What a person looks at: one reply by its id, or a list by its name."""

    opened: str | None = None
    shown: str = listing.FIRST


class DeskPart:
    """The widgets of this part and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock

    def build(self, *, seen: bool) -> None:
        """Lay it out and bind it. Called inside the page's Blocks."""
        self.view = gr.State(View())
        with gr.Row(elem_id="desk-room", equal_height=False, visible=seen) as self.row:
            with gr.Column(elem_id="desk-left", min_width=0):
                self.hint = acting_html(elem_id="desk-hint")
                self.main = acting_html(elem_id="desk-main")
            with gr.Column(elem_id="desk-right", min_width=0):
                self.evidence = drawn_html(elem_id="desk-evidence")
        shell = self._shell
        asked = [self.view, shell.brand, shell.language]
        self.drawn = [self.view, self.main, self.evidence, self.hint]
        bound = {"concurrency_limit": AT_ONCE, "concurrency_id": "review", **QUIET}
        for drawn in (self.main, self.hint):
            # Where to look may be told while the last look is still drawn; an act is done once.
            drawn.click(self.step, asked, self.drawn, trigger_mode="always_last", **bound)
            drawn.click(self.once, asked, self.drawn, trigger_mode="once", **bound)
        shell.on_brand(self.start, [shell.brand, shell.language], self.drawn)
        shell.on_language(self.look, asked, self.drawn)

    # --- what happens -----------------------------------------------------------------------------

    def start(self, brand: str, language: str, request: gr.Request) -> list[Any]:
        """The list, as who comes to the room finds it."""
        return self.look(View(), brand, language, request)

    def look(self, view: View, brand: str, language: str, request: gr.Request) -> list[Any]:
        """What the person looks at, as it stands now."""
        return self._guarded(view, language, lambda: self._shown(view, brand, language, request))

    def step(
        self, view: View, brand: str, language: str, request: gr.Request, event: gr.EventData
    ) -> list[Any]:
        """One step through the room; what is no step changes nothing here."""
        if self._step(view, *self._pressed(event)[:2]) is None:
            return [gr.skip()] * 4
        return self.act(view, brand, language, request, event)

    def once(
        self, view: View, brand: str, language: str, request: gr.Request, event: gr.EventData
    ) -> list[Any]:
        """One act; a step changes nothing here."""
        if self._step(view, *self._pressed(event)[:2]) is not None:
            return [gr.skip()] * 4
        return self.act(view, brand, language, request, event)

    @staticmethod
    def _pressed(event: gr.EventData) -> tuple[str, str, dict[str, str]]:
        """What the page tells was pressed: the act, what it is done to, and the boxes' words."""
        told = event._data if isinstance(event._data, Mapping) else {}
        fields = told.get("fields")
        words = {
            str(k): str(v)[:LONGEST]
            for k, v in (fields if isinstance(fields, Mapping) else {}).items()
        }
        return str(told.get("act", "")), str(told.get("subject", "")), words

    def act(
        self, view: View, brand: str, language: str, request: gr.Request, event: gr.EventData
    ) -> list[Any]:
        """One act, or one step through the room, as the page tells of it."""
        name, subject, words = self._pressed(event)
        step = self._step(view, name, subject)
        if step is not None:
            return self._guarded(
                step, language, lambda: self._shown(step, brand, language, request)
            )
        return self._guarded(
            view,
            language,
            lambda: self._done(view, brand, language, request, name, subject, words),
        )

    def _step(self, view: View, name: str, subject: str) -> View | None:
        """Where a step through the room leads; ``None`` for an act."""
        if name == "show":
            return View(subject, view.shown)
        if name == "list":
            return View(None, subject if subject in listing.SHOWN else listing.FIRST)
        return View(None, view.shown) if name == "back" else None

    def _done(
        self,
        view: View,
        brand: str,
        language: str,
        request: gr.Request,
        name: str,
        subject: str,
        words: Mapping[str, str],
    ) -> list[Any]:
        review, person = self._desk.review, self._desk.person(signed_in(request))
        text = say(language)
        if name == "take":
            return self._taken(view, person, words, language)
        if name == "export":
            return self._exported(view, person, subject, language)
        if name == "freeze":
            review.ledger.freeze(brand, words.get("why-freeze", ""), person)
        elif name == "lift":
            review.ledger.lift(brand, person)
        elif name == "prepare":
            told_of = words.get("topic", ""), words.get("prepared-text", "")
            after = review.prepare(brand, *told_of, person, locale=language)
            view = View(after.id, view.shown)
        else:
            asked = Asked(name, view.opened or "", subject, person, words, language)
            after = perform(review, asked)
            view = View(after.id, view.shown)
        told = text(f"done {name}")
        written = brand if name in ("prepare", "freeze", "lift") else view.opened or brand
        done = f'{hint(told)}<i hidden data-done="{inert(written)}"></i>'
        shown = self._shown(view, brand, language, request)
        return [*shown[:-1], done + aloud(told)]

    def _taken(
        self, view: View, person: Person, words: Mapping[str, str], language: str
    ) -> list[Any]:
        """The exact text, given to the page to be copied; what is drawn stays as it is."""
        review, digest = self._desk.review, words.get("digest", "")
        taken = review.ledger.take(view.opened or "", digest, person, "copy")
        one = review.read(view.opened or "")
        at = intent(taken, one.platform, one.post)
        elsewhere = open_link(at, self._named(one.platform), say(language)) if at else ""
        told = hint(f"{copied_now(taken, say(language))} {elsewhere}")
        return [gr.skip(), gr.skip(), gr.skip(), told]

    def _exported(self, view: View, person: Person, kind: str, language: str) -> list[Any]:
        """The document for the file, handed to the page to be saved."""
        writer = {"docx": word, "pdf": pdf}.get(kind, pdf)
        one = self._desk.review.ledger.export(view.opened or "", person, writer.__name__)
        keep = brand_of(self._desk, one.brand).handles
        content = writer(tell(one, self._desk.sources_of(one), language, keep))
        name = f"{one.brand}-{one.id[:8]}.{'docx' if writer is word else 'pdf'}"
        told = hint(saved_now(content, name, say(language)))
        return [gr.skip(), gr.skip(), gr.skip(), told]

    def _guarded(self, view: View, language: str, job: Callable[[], list[Any]]) -> list[Any]:
        """What ``job`` gives; where it fails, why, with all that is on the page left as it is."""
        try:
            return job()
        except (AssistantError, KnowledgeError) as error:
            told = inert(saying(error, language))
        except Exception:
            logger.exception("The desk of review failed.")
            told = say(language)("desk failed")
        again = ""
        if view.opened is not None:
            again = (
                f' <button type="button" class="quiet" data-act="show" '
                f'data-subject="{inert(view.opened)}">'
                f"{say(language)('refresh')}</button>"
            )
        return [gr.skip(), gr.skip(), gr.skip(), hint(f"{told}{again}", alert=True)]

    # --- what is seen -----------------------------------------------------------------------------

    def _shown(self, view: View, brand: str, language: str, request: gr.Request) -> list[Any]:
        review, person = self._desk.review, self._desk.person(signed_in(request))
        if view.opened is None:
            return [view, self._list(review, person, view, brand, language), "", ""]
        main, evidence = self._one(review, person, review.read(view.opened), language)
        return [view, main, evidence, ""]

    def _list(
        self, review: ReviewDesk, person: Person, view: View, brand: str, language: str
    ) -> str:
        here = reviewed.place(language, self._clock())
        counts = review.ledger.counts(brand)
        by_name = {
            name: sum(counts.get(state, 0) for state in states)
            for name, states in listing.SHOWN.items()
            if name in ("waiting", "approved", "pending")
        }
        found = review.listed(
            brand,
            states=listing.SHOWN[view.shown],
            person=person.name if view.shown == "mine" else None,
            prepared=PREPARED.get(view.shown),
        )
        freeze = review.freeze_of(brand)
        now, labels = stamp(datetime.now(UTC)), dict(self._desk.platforms())
        return (
            f'<div data-form="{inert(brand)}">{listing.frozen(freeze, here)}'
            f"{listing.drawn(found, view.shown, by_name, now, labels, here)}"
            f"{deciding.preparing(person, here)}{deciding.freezing(person, freeze, here)}</div>"
        )

    def _one(
        self, review: ReviewDesk, person: Person, one: Dossier, language: str
    ) -> tuple[str, str]:
        here = reviewed.place(language, self._clock())
        held = review.held(one, language)
        pending = one.state not in (State.SENT, State.WITHDRAWN, State.DECLINED, State.REJECTED)
        seen = dossier.Seen(
            dossier=one,
            held=held,
            noted=examination_of(held).findings,
            rivals=review.rivals(one.id) if pending else (),
            person=person,
            rules=review.ledger.rules,
            freeze=review.freeze_of(one.brand),
            platform=self._named(one.platform),
            colleagues=self._desk.colleagues(),
        )
        return dossier.drawn(seen, here), reviewed.evidence(held, here)

    def _named(self, platform: str) -> str:
        return next((label for key, label in self._desk.platforms() if key == platform), platform)
