"""Signing in as a person does: by keyboard, on a phone, without a script; a session that ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.access import Access
from knowledge.database import Database
from tests.assistant.access.served import Served, served

PASSWORD = "three words apart"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock, desk: Any) -> Iterator[Served]:
    database = Database.open(tmp_path / "record.sqlite")
    database.migrate()
    access = Access(database, clock=clock)
    access.add("Zoé", ["administrator"], access.operator("root"), password=PASSWORD)
    with served(access, desk=desk) as one:
        yield one
    database.close()


def test_signing_in_by_keyboard_and_out_again(site: Served, browser: Any) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(site.at)
    assert page.url == f"{site.at}/sign-in"
    page.locator("#name:focus").wait_for()
    page.keyboard.type("zoé")
    page.keyboard.press("Tab")
    page.keyboard.type("a wrong one, at first")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").text_content() == "Le nom ou le mot de passe n'est pas le bon."
    page.locator("#password:focus").wait_for()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Connecté en tant que").wait_for()
    assert "Zoé" in (page.locator("#corail-person").text_content() or "")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_text("Vous êtes déconnecté.").wait_for()
    page.goto(site.at)
    assert page.url == f"{site.at}/sign-in"
    context.close()


def test_signing_in_on_a_phone_without_a_script(site: Served, browser: Any) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 568}, java_script_enabled=False, locale="en"
    )
    page = context.new_page()
    page.goto(site.at)
    for field in (page.get_by_label("Name or email"), page.get_by_label("Password")):
        box = field.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["height"] >= 44
    page.get_by_label("Name or email").fill("Zoé")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    assert page.url == f"{site.at}/"
    context.close()


def test_a_session_that_ended_is_said_and_nothing_that_was_written_is_lost(
    site: Served, browser: Any, clock: Clock
) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(site.at)
    page.get_by_label("Name or email").fill("Zoé")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator('html[data-corail="ready"]').wait_for(state="attached")
    page.get_by_text("Signed in as").wait_for()
    ended = page.locator("#corail-ended")
    assert not ended.is_visible()

    clock.now += timedelta(hours=3)
    page.locator("#reply-post textarea").fill("You promised less flour.")
    page.locator("#reply-draft").click()
    ended.wait_for(state="visible")
    assert page.locator("#reply-post textarea").input_value() == "You promised less flour."

    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    other = opened.value
    other.get_by_label("Name or email").fill("Zoé")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.get_by_text("Signed in as").wait_for()
    page.locator("#reply-draft").click()
    page.locator("#exchange-1 .copy").first.wait_for(state="attached")
    assert not ended.is_visible()
    context.close()
