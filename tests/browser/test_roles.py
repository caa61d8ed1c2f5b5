"""The main path of each role, from its first click to what it came for: in French and in English,
on a wide screen and on a phone held upright.

Wherever somebody presses on the way, the page is no wider than its window and what is pressed can
be hit with a finger. Each role is seen in both languages and on both widths:

==================  ========================================  ======  ======  =====================
who                 the path                                  French  English and also, in depth
==================  ========================================  ======  ======  =====================
manager             post, draft, evidence, change, to review  phone   wide    test_conversations
executive           two turns, debrief, file; a brief         wide    phone   test_rehearse
reviewer            a notice's link, findings, all the same   wide    phone   test_three_people
knowledge manager   add, edit, supersede, undo                phone   wide    test_record
administrator       add, first password, freeze, lift         wide    phone   test_people
==================  ========================================  ======  ======  =====================
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.assembly import Assistant, build
from assistant.model import Post
from assistant.review import Person, Role, State
from assistant.settings import Settings
from assistant.ui.texts import Say, say
from knowledge.model import Brand
from tests.browser.conftest import PASSWORD, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SAID = {
    "en": (
        "We cut the sugar in our brioche by 20 % between 2023 and 2026.",
        "By 2025 our three ovens will run on wood from the valley.",
        "We give unsold bread to two food banks every evening.",
        "Our bakers start at four and are paid for every night hour.",
        "Every loaf carries the name of its mill.",
    ),
    "fr": (
        "Nous avons réduit le sucre de nos brioches de 20 % entre 2023 et 2026.",
        "D'ici 2025, nos trois fours tourneront au bois de la vallée.",
        "Nous donnons le pain invendu à deux banques alimentaires chaque soir.",
        "Nos boulangers commencent à quatre heures et chaque heure de nuit leur est payée.",
        "Chaque pain porte le nom de son moulin.",
    ),
}
POST = {
    "en": "You talk about health, but how much sugar did you really take out of your brioche?",
    "fr": "Vous parlez de santé, mais combien de sucre avez-vous retiré de vos brioches ?",
}
# What contradicts the record, and what is not on it: 280 characters, two findings.
AT_ODDS = {
    "en": (
        "Hello, you are right to ask. We cut the sugar in our brioche by 35 % between 2023 and "
        "2026. Our customers tell us that they like the new taste. Every loaf carries the name "
        "of its mill. We give unsold bread to two food banks every evening. Thank you, Tom."
    ),
    "fr": (
        "Bonjour, la question est juste. Nous avons réduit le sucre de nos brioches de 35 % entre "
        "2023 et 2026. Nos clients nous disent qu'ils aiment ce nouveau goût. Chaque pain porte "
        "le nom de son moulin. Nos boulangers commencent à quatre heures. Merci à vous, Tom !"
    ),
}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
FINGER = 24
"""CSS pixels over which a target can be hit at the least: WCAG 2.2, 2.5.8."""
# Over how many pixels of its height it can be hit: what lies over it, or around it for a finger's
# sake, counts as it does for whoever presses.
HIT = """one => {
  one.scrollIntoView({ block: "center", behavior: "instant" });
  const box = one.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  const hit = (up) => one.contains(document.elementFromPoint(x, y + up));
  let from = 0, to = 0;
  if (!hit(0)) return 0;
  while (from > -60 && hit(from - 1)) from -= 1;
  while (to < 60 && hit(to + 1)) to += 1;
  return to - from + 1;
}"""
PEOPLE = {
    "Ada": Role.ADMINISTRATOR,
    "Maya": Role.DRAFTER,
    "Inès": Role.DRAFTER,
    "Nadia": Role.REVIEWER,
    "Rémi": Role.KNOWLEDGE_MANAGER,
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Iterator[Assistant]:
    """A bakery that speaks both languages, its five people, and a brand with nothing to it yet."""
    folder = tmp_path_factory.mktemp("house")
    rows = [
        {"text": words, "date": f"2024-0{month}-14", "speaker": "Fournil", "language": language}
        for language, said in SAID.items()
        for month, words in enumerate(said, 1)
    ]
    said = folder / "said.jsonl"
    said.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    data = folder / "data"
    data.mkdir()
    shutil.copy(blank, data / "record.sqlite")
    with build(Settings(data_dir=data, locale="en", actor="operator")) as assistant:
        assistant.ingest([said], brand="fournil")
        assistant.record.keep_brand(Brand("neuve", "Neuve"), "operator")
        operator = assistant.access.operator("operator")
        for name, role in PEOPLE.items():
            assistant.access.add(name, [role], operator, password=PASSWORD)
        yield assistant


@pytest.fixture(scope="module")
def served_at(house: Assistant, serving: Any) -> Iterator[str]:
    with serving(house, "fournil") as at:
        yield at


@dataclass
class Way:
    """Somebody's way through the page, each press of which is held against what a page owes."""

    visit: Visit
    language: str
    phone: bool

    @property
    def page(self) -> Page:
        return self.visit.page

    @cached_property
    def text(self) -> Say:
        return say(self.language)

    def press(self, what: str | Locator) -> None:
        """Press it, if nothing is over it: by finger on a phone."""
        target = self.page.locator(what).first if isinstance(what, str) else what
        target.wait_for()
        self.fits()
        high = target.evaluate(HIT)
        assert high >= FINGER, f"{what} can be hit over {high} px"
        if self.phone:
            target.tap()
        else:
            target.click()

    def act(self, name: str, within: str = "") -> None:
        self.press(f"{within} [data-act={name}]:visible")

    def room(self, name: str) -> None:
        """Go to the room that the page calls ``name``."""
        told = self.text(f"room {name}")
        self.press(self.page.locator("#corail-room label").filter(has_text=told).first)

    def fits(self) -> None:
        """Nothing makes the page scroll sideways."""
        wide = self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1] + 1, f"{wide[0]} px in a window of {wide[1]}"

    def told(self, selector: str, key: str, **values: object) -> None:
        """Wait until the page says it there."""
        words = self.text(key, **values)
        self.page.locator(selector).filter(has_text=words).first.wait_for()

    def clean(self) -> None:
        """At the end: nothing went abroad, failed in the page, or asked by a dialog."""
        self.fits()
        assert (self.visit.abroad, self.visit.errors, self.visit.dialogs) == ([], [], [])


Going = Callable[..., Way]


@pytest.fixture
def go(visit: Any, served_at: str) -> Going:
    def _go(name: str, language: str, on: str, *, path: str = "", awaited: str = "") -> Way:
        options = PHONE if on == "phone" else WIDE
        at = {"awaited": awaited} if awaited else {}
        seen = visit(f"{served_at}{path}", name, locale=f"{language}-FR", **at, **options)
        return Way(seen, language, on == "phone")

    return _go


@pytest.mark.parametrize(("language", "on"), [("fr", "phone"), ("en", "wide")])
def test_a_manager_goes_from_a_post_to_a_reply_in_review(
    house: Assistant, go: Going, language: str, on: str
) -> None:
    way = go("Maya", language, on)
    page = way.page
    page.locator("#reply-post textarea").fill(POST[language])
    way.press("#reply-draft")
    way.visit.drafted()
    # What the draft quotes is one press away, and so is the way back.
    way.press(".draft .mark:visible")
    card = page.locator(".card.is-open mark")
    card.first.wait_for()
    assert card.first.inner_text() == SAID[language][0]
    way.press(".card.is-open .back:visible")
    # A change is asked for in one press, and the next drafts stand below.
    way.press(page.get_by_role("button", name=way.text("chip warmer"), exact=True))
    way.visit.drafted(2)
    way.press("#exchange-2 .take:visible")
    page.locator(".dossier .chip-draft").wait_for()
    assert POST[language] in page.locator(".dossier .post-text").inner_text()
    way.act("submit", ".decision")
    page.locator(".dossier .chip-in-review").wait_for()
    way.told("#desk-hint", "done submit")
    assert page.locator("[data-act=approve], [data-act=take]").count() == 0
    way.clean()
    assert house.review.listed("fournil")[0].state is State.IN_REVIEW


@pytest.mark.parametrize(("language", "on"), [("fr", "wide"), ("en", "phone")])
def test_an_executive_tries_two_answers_and_takes_away_what_they_come_to(
    go: Going, language: str, on: str
) -> None:
    way = go("Inès", language, on)
    page = way.page
    topic = {"en": "ovens", "fr": "fours"}[language]
    way.room("rehearse")
    page.locator("[data-form=rehearse-begin] [name=topic]").fill(topic)
    way.act("begin")
    answers = {
        "en": ("By next summer every loaf will be free.", "Not one oven runs on wood today."),
        "fr": ("L'été prochain, tout sera gratuit.", "Aucun four ne tourne au bois aujourd'hui."),
    }[language]
    for number, answer in enumerate(answers, 1):
        page.locator(".turn-waits textarea").fill(answer)
        way.act("answer", ".turn-waits")
        page.locator(".readout").nth(number - 1).wait_for()
    way.act("debrief")
    page.locator(".looking-back .summary").wait_for()
    assert page.locator(".debriefed > li").count() == 2
    # The steps keep their numbers within the page.
    steps = page.locator(".looking-back ol.plain")
    assert steps.evaluate("one => parseFloat(getComputedStyle(one).paddingLeft)") >= 16
    with page.expect_download() as saved:
        way.act("docx", ".looking-back")
    assert Path(saved.value.path()).read_bytes().startswith(b"PK")
    # And the page for whoever goes on air.
    way.act("talk")
    way.act("home")
    page.locator("[data-form=rehearse-brief] [name=about]").fill(topic)
    way.act("brief")
    page.locator(".looking-back.brief").wait_for()
    assert SAID[language][1] in page.locator(".brief").inner_text()
    with page.expect_download() as saved:
        way.act("pdf", ".brief")
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
    way.clean()


@pytest.mark.parametrize(("language", "on"), [("fr", "wide"), ("en", "phone")])
def test_a_reviewer_decides_on_one_screen(
    house: Assistant, go: Going, language: str, on: str
) -> None:
    post, text = Post(POST[language], "x", "@tom"), AT_ODDS[language]
    maya = _person(house, "Maya")
    one = house.review.open("fournil", post, text, maya, locale=language)
    house.review.ledger.submit(one.id, one.turn, maya)
    way = go("Nadia", language, on, path=f"?reply={one.id}", awaited=".dossier .decision")
    page = way.page
    assert page.locator(".dossier :is(.finding-block, .finding-warn)").count() == 2
    if on == "wide":
        # All that is decided on is in view, with nothing scrolled.
        for part in (".chip-in-review", ".post-text", ".draft-text", ".before", ".decision"):
            box = page.locator(f".dossier {part}").first.bounding_box()
            assert box is not None
            assert box["y"] >= 0, part
            assert box["y"] + box["height"] <= 800, part
        ends = page.locator(".dossier .before").bounding_box()
        assert ends["y"] + ends["height"] <= page.locator(".decision").bounding_box()["y"] + 1
    # What blocks is approved only with a reason, and said so in a sentence.
    way.act("approve", ".decision")
    page.locator("#desk-hint [role=alert]").wait_for()
    why = {"en": "The report of May has 35 %.", "fr": "Le bilan de mai donne 35 %."}[language]
    for box in page.locator(".dossier .override input").all():
        box.fill(why)
    way.act("approve", ".decision")
    page.locator(".dossier .chip-approved").wait_for()
    way.told("#desk-hint", "done approve")
    # What came of it is seen where it was pressed, on a phone too.
    hint = page.locator("#desk-hint .hint").bounding_box()
    assert 0 <= hint["y"] <= page.viewport_size["height"] - hint["height"]
    way.clean()
    kept = house.review.read(one.id)
    assert [(a.person, set(a.overrides.values())) for a in kept.approvals] == [("Nadia", {why})]


@pytest.mark.parametrize(("language", "on"), [("fr", "phone"), ("en", "wide")])
def test_a_knowledge_manager_adds_mends_replaces_and_undoes(
    house: Assistant, go: Going, language: str, on: str
) -> None:
    words = {
        "en": ("Our flour comes from five mills of the valley.", "Whom we buy from"),
        "fr": ("Notre farine vient de cinq moulins de la vallée.", "À qui nous achetons"),
    }[language]
    way = go("Rémi", language, on)
    page = way.page
    way.room("record")
    page.locator("#record-main .post-row").first.wait_for()
    way.press("#record-main [data-act=part][data-subject=add]")
    page.locator("[data-form=record-statement] [name=text]").fill(words[0])
    page.locator("[data-form=record-statement] [name=date]").fill("2026-03-14")
    way.act("paste")
    page.locator("#record-main .came").wait_for()
    way.act("open", ".came")
    facts = page.locator("[data-form^='record-facts']")
    facts.locator("[name=title]").fill(words[1])
    way.act("edit")
    page.locator("#record-main .opened h2").filter(has_text=words[1]).wait_for()
    [mills] = [d for d in house.record.documents("fournil") if d.title == words[1]]

    # It takes the place of what was said before; and that is undone.
    before = house.record.documents("fournil")
    old = next(d for d in before if house.record.text("fournil", d.id) == SAID[language][4])
    way.press("#record-main [data-act=part][data-subject=documents]")
    way.press(f"#record-main .post-row[data-subject='{old.id}']")
    way.press("#record-main .rec-supersede summary")
    page.locator("[data-form^='record-supersede'] [name=new]").fill(mills.id)
    way.act("supersede", "[data-form^='record-supersede']")
    way.told("#record-hint", "rec done supersede")
    assert house.record.document("fournil", old.id).superseded_by.document_id == mills.id
    way.press("#record-main [data-act=close]")
    way.press("#record-main [data-act=part][data-subject=done]")
    way.act("undo", ".rec-done")
    way.told("#record-hint", "rec done undo")
    assert house.record.document("fournil", old.id).superseded_by is None
    way.clean()


@pytest.mark.parametrize(("language", "on"), [("fr", "wide"), ("en", "phone")])
def test_an_administrator_adds_somebody_and_halts_what_leaves(
    house: Assistant, go: Going, language: str, on: str
) -> None:
    name = f"Zoé {language}"
    way = go("Ada", language, on)
    page = way.page
    way.room("people")
    way.press(".person-new summary")
    page.locator(".person-new [name=name]").fill(name)
    page.locator(".person-new [name='role drafter']").select_option("yes")
    way.act("add-person")
    first = page.locator("#people-hint .handed code")
    first.wait_for()
    way.press("#people-hint .copy")
    assert len(first.inner_text()) > 12
    page.locator(f"[data-form='person:{name}:']").wait_for()

    way.room("review")
    way.press("#desk-main .freezing summary >> text=" + way.text("freeze"))
    page.locator("[name=why-freeze]").fill("Un incendie au moulin.")
    way.act("freeze")
    page.locator("#desk-main .frozen").wait_for()
    assert house.review.freeze_of("fournil") is not None
    way.act("lift")
    page.locator("#desk-main .frozen").wait_for(state="detached")
    way.told("#desk-hint", "done lift")
    way.clean()


@pytest.mark.parametrize(("language", "on"), [("fr", "phone"), ("en", "wide")])
def test_a_brand_with_nothing_to_it_is_told_in_each_room_what_to_do(
    house: Assistant, visit: Any, serving: Any, language: str, on: str
) -> None:
    rooms = {
        "inbox": "inbox empty lead",
        "rehearse": "rehearse empty record",
        "review": "list empty",
        "record": "rec empty",
        "reef": "reef empty",
        "purpose": "purpose none",
    }
    parts = {
        "proposed": "rec proposed none",
        "promises": "no commitments",
        "speakers": "rec speakers none",
        "done": "rec done none",
    }
    with serving(house, "neuve") as at:
        options = PHONE if on == "phone" else WIDE
        seen = visit(at, "Rémi", locale=f"{language}-FR", **options)
        way = Way(seen, language, on == "phone")
        way.told("#reply-welcome", "welcome empty", brand="Neuve", name="neuve")
        for room, empty in rooms.items():
            way.room(room)
            way.told(
                f".gradio-container [id^={room if room != 'review' else 'desk'}]",
                empty,
                brand="Neuve",
            )
            way.fits()
            if room == "record":
                for part, told in parts.items():
                    way.press(f"#record-main [data-act=part][data-subject={part}]")
                    way.told("#record-main", told)
        way.clean()


def test_the_first_run_in_french_begins_on_a_phone_with_three_things_to_try(visit: Any) -> None:
    way = Way(visit(locale="fr-FR", **PHONE), "fr", True)
    lead = way.text("welcome example", brand="Fournil", passages="2 passages")
    way.page.locator("#reply-welcome").filter(has_text=lead).wait_for()
    assert way.page.locator("#reply-examples button:visible").count() == 3
    way.press("#reply-examples button:visible")
    way.visit.drafted()
    way.clean()


def _person(house: Assistant, name: str) -> Person:
    return house.person(name)
