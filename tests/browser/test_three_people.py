"""The whole path of a reply with three people, through the page: drafted, reviewed, sent, kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import Assistant, build
from assistant.review import Role, State
from assistant.settings import Settings
from knowledge.journal import Journal
from knowledge.model import Kind
from tests.browser.conftest import PASSWORD

SAID = (
    "We cut the sugar in our brioche by 20 % between 2023 and 2026.",
    "By 2027 our three ovens will run on wood from the valley.",
    "We give unsold bread to two food banks every evening.",
    "Our bakers start at four and are paid for every night hour.",
    "We sell at four markets, and every loaf carries the name of its mill.",
)
POST = "You talk about health, but how much sugar did you really take out of your brioche?"


@pytest.fixture
def house(tmp_path: Path, write: Callable[[str, str], Path]) -> Iterator[Assistant]:
    rows = [json.dumps({"text": t, "date": "2026-03-14", "speaker": "Fournil"}) for t in SAID]
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="operator")
    with build(settings) as assistant:
        assistant.ingest([write("said.jsonl", "\n".join(rows))], brand="fournil")
        operator = assistant.access.operator("operator")
        for name, role in (
            ("Ada", Role.ADMINISTRATOR),
            ("Maya", Role.DRAFTER),
            ("Nadia", Role.REVIEWER),
        ):
            assistant.access.add(name, [role], operator, password=PASSWORD)
        yield assistant


def _list(page: Any, which: str) -> None:
    """Asks for one of the lists, and waits for it: until it is there, the rows are of another."""
    choice = page.locator(f".choice[data-act=list][data-subject={which}]")
    choice.click()
    page.locator(f".choice[data-subject={which}][aria-pressed=true]").wait_for()


def test_a_reply_goes_from_a_post_to_the_record_through_three_people(
    house: Assistant, visit: Any, serving: Any
) -> None:
    with serving(house, "fournil") as at:
        maya = visit(at, "Maya", permissions=["clipboard-read", "clipboard-write"])
        page = maya.page
        assert "Maya" in page.locator("#corail-person").inner_text()
        maya.ask(POST)
        # With people defined, a draft is not copied out: it is taken to review.
        assert page.locator(".draft .copy").count() == 0
        page.locator(".draft .take").first.click()
        page.locator(".dossier .chip-draft").wait_for()
        one = house.review.listed("fournil")[0].id
        page.locator(".decision [data-act=submit]").click()
        page.locator(".chip-in-review").wait_for()
        assert page.locator("[data-act=approve], [data-act=take]").count() == 0

        # Nadia comes by the link of a notice, and asks for a change at one sentence.
        nadia = visit(f"{at}?reply={one}", "Nadia", locale="fr-FR", awaited=".dossier")
        hers = nadia.page
        hers.locator(".dossier").wait_for()
        assert POST in hers.locator(".dossier .post-text").inner_text()
        assert hers.locator(".card mark").first.inner_text().startswith("We cut the sugar")
        hers.get_by_text("Commentaires").click()
        hers.locator("select[name=sentence]").select_option(index=1)
        hers.locator("textarea[name=comment]").fill("Say it in her own terms.")
        hers.locator("[data-act=comment]").click()
        hers.locator(".comments li").first.wait_for()
        # Without a reason nothing is asked for, and what she writes stays where it is.
        hers.locator("[data-act=ask]").click()
        hers.locator("#desk-hint [role=alert]").wait_for()
        hers.locator("textarea[name=reason]").fill("Too stiff.")
        hers.locator("[data-act=ask]").click()
        hers.locator(".chip-changes-asked").wait_for()

        # Maya changes a word; Nadia sees which, and puts her name under it.
        page.locator("[data-act=back]").click()
        _list(page, "mine")
        page.locator(".dossier-row").first.click()
        page.locator(".chip-changes-asked").wait_for()
        page.get_by_text("Change the text").click()
        box = page.locator("textarea[name=text]")
        box.fill(box.input_value() + " Come and taste it.")
        page.locator("[data-act=revise]").click()
        page.locator(".compared ins").wait_for()
        page.locator(".decision [data-act=submit]").click()
        page.locator(".chip-in-review").wait_for()
        hers.locator("[data-act=back]").click()
        _list(hers, "waiting")
        hers.locator(".dossier-row").first.click()
        assert "Come and taste it" in hers.locator(".compared ins").inner_text()
        for why in hers.locator(".override input").all():
            why.fill("A figure of the spring report.")
        hers.locator("[data-act=approve]").click()
        hers.locator(".chip-approved").wait_for()

        # Ada halts everything; nothing is given out until she lifts it.
        ada = visit(at, "Ada").page
        ada.get_by_role("radio", name="Review").check()
        ada.locator(".freezing summary").click()
        ada.locator("[name=why-freeze]").fill("A fire at the mill.")
        ada.locator("[data-act=freeze]").click()
        ada.locator(".frozen").wait_for()
        approved = house.review.read(one)
        page.locator("[data-act=back]").click()
        _list(page, "approved")
        page.locator(".dossier-row").first.click()
        page.locator(".dossier .frozen").wait_for()
        assert page.locator("[data-act=take], [data-act=send]").count() == 0
        ada.locator("[data-act=lift]").click()
        ada.locator(".frozen").wait_for(state="detached")

        # Maya pastes it and says where; from then on it is on the record.
        page.locator("[data-act=back]").click()
        page.locator(".dossier-row").first.click()
        page.locator(".decision [data-act=take]").click()
        page.locator("#desk-hint .copy").wait_for()
        page.wait_for_function("async () => (await navigator.clipboard.readText()).length > 20")
        assert page.evaluate("navigator.clipboard.readText()") == approved.current.text
        page.locator("input[name=url]").fill("https://x.example/fournil/1")
        page.locator(".decision [data-act=send]").click()
        page.locator(".chip-sent").wait_for()
        for seen in (maya, nadia):
            assert seen.abroad == []
            assert seen.errors == []
        page.locator("#corail-person button").click()
        page.locator("input[name=password]").wait_for()

    sent = house.review.read(one)
    assert sent.state is State.SENT
    assert [a.person for a in sent.approvals] == ["Nadia"]
    [reply] = house.record.documents("fournil", kind=Kind.REPLY)
    assert reply.id == sent.document_id
    assert house.record.text("fournil", reply.id) == approved.current.text
    journal = Journal(house.database)
    acts = [(e.actor, e.act) for e in journal.entries(subject=one)]
    assert ("Nadia", "reply approved") in acts
    assert ("Maya", "text taken out") in acts
    assert acts[-1] == ("Maya", "reply sent")
    assert journal.verify().holds
