"""The People room: what it refuses is refused where it is carried out, and drawn inert."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.assembly import Assistant
from assistant.review import Role
from assistant.ui import enrolled
from assistant.ui.people_room import PeopleRoom
from assistant.ui.pieces import Place
from assistant.ui.texts import say

PASSWORD = "three words apart"


@pytest.fixture
def room(assistant: Assistant) -> PeopleRoom:
    operator = assistant.access.operator("tester")
    for name, role in (("Ada", Role.ADMINISTRATOR), ("Maya", Role.DRAFTER)):
        assistant.access.add(name, [role], operator, password=PASSWORD)
    return PeopleRoom(assistant, SimpleNamespace(), clock=date.today)  # type: ignore[arg-type]


def _press(room: PeopleRoom, who: str | None, act: str, subject: str = "", **fields: str) -> Any:
    told = {"act": act, "subject": subject, "fields": fields}
    request, event = SimpleNamespace(username=who), SimpleNamespace(_data=told)
    return room.act("people", "fr", request, event)  # type: ignore[arg-type]


@pytest.mark.parametrize("act", ["set-roles", "hand-password", "disable-person", "set-away"])
def test_who_is_no_administrator_changes_nobody_though_the_page_is_asked(
    room: PeopleRoom, assistant: Assistant, act: str
) -> None:
    before = assistant.access.people()
    given = {"role administrator": "yes", "from": "2026-12-01"}
    told = _press(room, "Maya", act, "Ada", **given)
    assert "Il faut le rôle" in told[1]
    assert assistant.access.people() == before
    shown = room.show("people", "fr", SimpleNamespace(username="Maya"))  # type: ignore[arg-type]
    assert "Ada" not in shown[0]


def test_a_first_password_is_shown_once_and_lets_somebody_in(
    room: PeopleRoom, assistant: Assistant
) -> None:
    drawn, told = _press(
        room, "Ada", "add-person", name="Nadia", **{"role reviewer": "yes", "role drafter": "no"}
    )
    first = told.split("<code>")[1].split("</code>")[0]
    assert first not in drawn
    assert assistant.access.choosing(assistant.access.sign_in("Nadia", first)) is not None
    [nadia] = [one for one in assistant.access.people() if one.name == "Nadia"]
    assert nadia.roles == {Role.REVIEWER}


def test_a_name_is_only_ever_text(assistant: Assistant) -> None:
    operator = assistant.access.operator("tester")
    assistant.access.add('<img src=x onerror="a()">', [Role.ADMINISTRATOR], operator)
    here = Place(say("en"), "en", 0, date(2026, 11, 28))
    drawn = enrolled.drawn(assistant.access.people(), "x", "2026-11-28", here)
    assert "<img" not in drawn
    assert "onerror=&quot;" in drawn
