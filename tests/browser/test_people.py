"""An administrator adds somebody on the page, who chooses a password and keeps their account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import Assistant, build
from assistant.review import Role
from assistant.settings import Settings
from knowledge.journal import Journal
from knowledge.model import Brand
from tests.browser.conftest import PASSWORD

OWN = "tourbe prairie lanterne"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Assistant]:
    with build(Settings(data_dir=tmp_path / "data", locale="en", actor="operator")) as assistant:
        assistant.record.keep_brand(Brand("fournil", "Fournil"), "operator")
        yield assistant


def _add(house: Assistant, name: str, role: Role) -> None:
    house.access.add(name, [role], house.access.operator("operator"), password=PASSWORD)


def test_somebody_is_added_chooses_a_password_and_is_let_in_no_more(
    house: Assistant, visit: Any, serving: Any, browser: Any
) -> None:
    _add(house, "Ada", Role.ADMINISTRATOR)
    with serving(house, "fournil") as at:
        page = visit(at, "Ada", locale="fr-FR").page
        page.get_by_role("radio", name="Équipe").check()
        page.get_by_text("Ajouter une personne").click()
        new = page.locator(".person-new")
        # Without a role nobody is added, and what was written stays.
        new.locator("[name=name]").fill("Zoé <b>")
        page.locator("[data-act=add-person]").click()
        page.locator("#people-hint [role=alert]").wait_for()
        assert new.locator("[name=name]").input_value() == "Zoé <b>"
        new.locator("[name='role drafter']").select_option("yes")
        page.locator("[data-act=add-person]").click()
        first = page.locator(".handed code").inner_text()
        hers = page.locator("[data-form='person:Zoé <b>:']")
        hers.wait_for()
        # The last administrator cannot give up the role here either.
        mine = page.locator("[data-form='person:Ada:']")
        mine.locator("summary").filter(has_text="Rôles").click()
        mine.locator("[name='role administrator']").select_option("no")
        mine.locator("[name='role reviewer']").select_option("yes")
        mine.locator("[data-act=set-roles]").click()
        told = page.locator("#people-hint [role=alert]")
        told.filter(has_text="seul administrateur").wait_for()

        context = browser.new_context(locale="fr-FR")
        zoe = context.new_page()
        zoe.goto(at)
        zoe.locator("#name").fill("Zoé <b>")
        zoe.locator("#password").fill(first)
        zoe.get_by_role("button", name="Se connecter").click()
        zoe.get_by_role("heading", name="Choisissez votre mot de passe").wait_for()
        zoe.get_by_label("Nouveau mot de passe").fill(OWN)
        zoe.get_by_label("Le même, encore une fois").fill(OWN)
        zoe.get_by_role("button", name="L'enregistrer et continuer").click()
        zoe.get_by_text("Connecté en tant que").wait_for()
        zoe.locator('html[data-corail="ready"]').wait_for(state="attached")
        zoe.get_by_role("radio", name="Équipe").wait_for(state="detached")
        zoe.get_by_role("link", name="Mon compte").click()
        zoe.get_by_label("Qui me remplace").select_option("Ada")
        zoe.get_by_role("button", name="Signaler mon absence").click()
        zoe.get_by_text("Votre absence est notée.").wait_for()

        page.get_by_role("radio", name="Registre").check()
        page.get_by_role("radio", name="Équipe").check()
        hers.filter(has_text="Remplacement").wait_for()
        hers.locator("summary").filter(has_text="Mot de passe").click()
        hers.locator("[data-act=disable-person]").click()
        hers.filter(has_text="Sans accès").wait_for()
        zoe.goto(f"{at}account")
        assert "/sign-in" in zoe.url
        context.close()
    acts = [(e.actor, e.act) for e in Journal(house.database).entries()]
    assert ("Ada", "person added") in acts
    assert ("Zoé <b>", "password changed") in acts
    assert ("Zoé <b>", "absence set") in acts
    assert ("Ada", "person disabled") in acts
    assert Journal(house.database).verify().holds


def test_who_is_alone_is_told_how_to_make_the_first_administrator(
    house: Assistant, visit: Any, serving: Any
) -> None:
    with serving(house, "fournil") as at:
        page = visit(at, awaited="#reply-post").page
        page.get_by_role("radio", name="People").check()
        command = page.locator("#people-room .command code")
        assert command.inner_text() == "corail people add NAME --role administrator"
