"""The People room: who may be here, kept by administrators; and how one alone becomes a team.

Rights are asked where each act is carried out (:mod:`assistant.access`): the page only spares a
person the refusal. One's own account is a sheet of its own (:mod:`assistant.access.account`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import gradio as gr

from assistant.access import Access
from assistant.errors import AssistantError, BadRequest
from assistant.review import Person, Role
from assistant.ui import enrolled
from assistant.ui.desk import Desk
from assistant.ui.pieces import Place, aloud, hint, inert, saying
from assistant.ui.shell import QUIET, Shell, acting_html, signed_in
from assistant.ui.texts import say
from knowledge.errors import KnowledgeError

logger = logging.getLogger(__name__)

NAME = "people"
LONGEST = 1_000
"""Characters of a box that are taken from the page."""


def may_enter(person: Person) -> bool:
    """Whether the room is of use to somebody: administrators, and who is alone here."""
    return person.alone or Role.ADMINISTRATOR in person.roles


class PeopleRoom:
    """The widgets of the People room and what happens on them."""

    def __init__(self, desk: Desk, shell: Shell, *, clock: Callable[[], date]):
        self._desk = desk
        self._shell = shell
        self._clock = clock

    def build(self, room: gr.Radio) -> None:
        """Lay the room out and bind it; who is here is read when ``room`` comes to it."""
        with gr.Column(elem_id="people-room", visible=False) as self.row:
            self.hint = acting_html(elem_id="people-hint")
            self.main = acting_html(elem_id="people-main")
        asked, drawn = [room, self._shell.language], [self.main, self.hint]
        room.input(self.show, asked, drawn, **QUIET)
        self.main.click(self.act, asked, drawn, trigger_mode="once", **QUIET)
        self._shell.on_language(self.show, asked, drawn)

    def show(self, room: str, language: str, request: gr.Request) -> list[Any]:
        """The room as it stands; nothing is read for one that nobody looks at."""
        if room != NAME:
            return [gr.skip(), ""]
        return self._guarded(language, lambda: [self._drawn(language, request), ""])

    def act(self, room: str, language: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        """One act, as the page tells of it."""
        told = event._data if isinstance(event._data, Mapping) else {}
        fields = told.get("fields")
        words = {
            str(k): str(v)[:LONGEST]
            for k, v in (fields if isinstance(fields, Mapping) else {}).items()
        }
        name, subject = str(told.get("act", "")), str(told.get("subject", ""))[:LONGEST]

        def done() -> list[Any]:
            said = self._carried(name, subject, words, language, request)
            return [self._drawn(language, request), said]

        return self._guarded(language, done)

    def _carried(
        self,
        act: str,
        subject: str,
        words: Mapping[str, str],
        language: str,
        request: gr.Request,
    ) -> str:
        text, access = say(language), self._access()
        by = self._desk.person(signed_in(request))
        roles = [one for one in Role if words.get(f"role {one}") == "yes"]
        first = ""
        if act == "add-person":
            email = words.get("email", "").strip() or None
            member, first = access.invite(words.get("name", ""), roles, by, email=email)
            subject = member.name
        elif act == "set-roles":
            access.set_roles(subject, roles, by)
        elif act == "hand-password":
            first = access.hand_password(subject, by)
        elif act == "disable-person":
            access.disable(subject, by)
        elif act == "enable-person":
            access.enable(subject, by)
        elif act == "set-away":
            first_day, last_day = _day(words, "from"), _day(words, "until")
            if first_day is None:
                raise BadRequest(say("en")("day needed"), say("fr")("day needed"))
            access.away(subject, first_day, last_day, words.get("stand-in") or None, by)
        elif act == "set-back":
            access.away(subject, None, None, None, by)
        else:
            raise BadRequest(say("en")("old people page"), say("fr")("old people page"))
        told = text(f"done {act}", who=inert(subject))
        form = enrolled.NEW if act == "add-person" else enrolled.form_of(subject)
        kept = f'<i hidden data-done="{inert(form)}"></i>'
        if first:
            return enrolled.handed(subject, first, language) + kept + aloud(told)
        return hint(told) + kept + aloud(told)

    def _drawn(self, language: str, request: gr.Request) -> str:
        here = Place(say(language), language, 0, self._clock())
        person = self._desk.person(signed_in(request))
        if person.alone:
            return enrolled.alone(here)
        if not may_enter(person):
            return f'<p class="calm">{here.text("people closed")}</p>'
        today = datetime.now(UTC).date().isoformat()
        return enrolled.drawn(self._access().people(), person.name, today, here)

    def _access(self) -> Access:
        return self._desk.access

    def _guarded(self, language: str, job: Callable[[], list[Any]]) -> list[Any]:
        """What ``job`` gives; where it fails, why, with all that is on the page left as it is."""
        try:
            return job()
        except (AssistantError, KnowledgeError) as error:
            told = inert(saying(error, language))
        except Exception:
            logger.exception("The people could not be kept.")
            told = say(language)("desk failed")
        return [gr.skip(), hint(told, alert=True)]


def _day(words: Mapping[str, str], name: str) -> date | None:
    given = words.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise BadRequest(say("en")("day needed"), say("fr")("day needed")) from error
