"""Every room with the example brand's content in it, held against axe-core.

One page, its rooms switched as a person switches them: in English at a desk, in French on a phone,
light and dark. Names, roles and landmarks do not hang on colours, nor contrast on names: all rules
are asked once a language and width, contrast alone again in the other colours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

import pytest

from assistant.assembly import Assistant, build
from assistant.settings import Settings
from assistant.ui.page import ROOMS
from assistant.ui.texts import say
from tests.conftest import WordEmbedder

LONG = 60_000
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")
SERIOUS = """async (rules) => {
  // What is folded away is read too.
  if (!rules) for (const one of document.querySelectorAll("details")) one.open = true;
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axe.run(document, { ...only, resultTypes: ["violations"] });
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .flatMap((one) =>
      one.nodes.map((node) => [one.id, node.target.join(" "), node.failureSummary]));
}"""
SETTLED = """(dark) => document.body.classList.contains("dark") === dark
  && document.getAnimations().every((one) => one.playState !== "running"
    || one.effect.getComputedTiming().iterations === Infinity)"""
WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && one.offsetParent)
  .slice(-3).map((one) => one.outerHTML.slice(0, 100))"""

# What a keyboard should come to, each marked with its number; a group of radios counts once.
REACHABLE = """() => {
  const groups = new Set();
  const asked = "a[href], button, input, select, textarea, summary, [tabindex]";
  const all = [...document.querySelectorAll(asked)].filter((one) => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true }))
      return false;
    if (one.type !== "radio") return true;
    const group = one.name;
    return groups.has(group) ? false : groups.add(group);
  });
  all.forEach((one, number) => { one.dataset.walked = number; });
  document.body.tabIndex = -1;
  document.body.focus();
  return all.map((one) => one.outerHTML.slice(0, 90));
}"""
HELD = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  let ringed = false;
  for (let near = one; near && !ringed; near = near.parentElement) {
    const style = getComputedStyle(near);
    ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  }
  const group = one.type === "radio"
    ? document.querySelector(`input[type=radio][name="${one.name}"][data-walked]`) : null;
  return [(group || one).dataset.walked || "", ringed, one.outerHTML.slice(0, 90)];
}"""


def _walked(page: Any) -> list[str]:
    """What Tab does not come to in the room as it stands, and what shows no focus."""
    page.evaluate("scrollTo(0, 0)")
    wanted = dict(enumerate(page.evaluate(REACHABLE)))
    faults = []
    for _ in range(2 * len(wanted) + 10):
        page.keyboard.press("Tab")
        held = page.evaluate(HELD)
        if held is None or not wanted:
            break
        number, ringed, shown = held
        if not ringed:
            faults.append(f"no focus is seen: {shown}")
        if number:
            wanted.pop(int(number), None)
    return faults + [f"not reached: {one}" for one in wanted.values()]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The example brand with something in every room."""
    folder = tmp_path_factory.mktemp("house")
    settings = Settings(data_dir=folder / "data", locale="en", actor="tester")
    with build(settings, embedder=WordEmbedder()) as assistant:
        ours = assistant.ensure_example().name
        rows = [
            {"text": one.text, "channel": one.platform, "author": one.author}
            for one in assistant.example_posts(ours)
        ]
        posts = folder / "posts.jsonl"
        posts.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        assistant.listening.import_files([posts], ours, assistant.operator)
        assistant.listening.read_on(ours)
        assistant.example_call(ours, assistant.person())
        yield assistant


@pytest.fixture(scope="module")
def at(house: Assistant, serving: Any) -> Iterator[str]:
    with serving(house, house.ensure_example().name) as address:
        yield address


def _inbox(page: Any) -> None:
    if not page.locator(".opened").count():
        page.locator(".post-row").first.click()
    page.locator("#inbox-side .opened").wait_for()


def _reply(page: Any) -> None:
    if not page.locator(".exchange").count():
        page.locator("#reply-examples button:visible").first.click()
    page.locator(".draft .mark:visible").first.wait_for(timeout=LONG)


def _rehearse(page: Any) -> None:
    begin = page.locator("[data-form=rehearse-begin]")
    page.locator(":is([data-form=rehearse-begin], .turn-waits)").first.wait_for()
    if begin.count():
        begin.locator("[name=topic]").fill("plastic packaging")
        page.locator("[data-act=begin]").click()
    page.locator(".turn-waits textarea").wait_for(timeout=LONG)


def _review(page: Any) -> None:
    if not page.locator(".reviewed").count():
        page.locator("#review-text textarea").fill("By 2027 our pots will be 100 % plastic-free.")
        page.locator("#review-check").click()
    page.locator(".reviewed").first.wait_for(timeout=LONG)


def _record(page: Any) -> None:
    page.locator("#record-room :is(h2, h3)").first.wait_for(timeout=LONG)


def _reef(page: Any) -> None:
    page.locator(".allies").wait_for(state="attached")


def _purpose(page: Any) -> None:
    page.locator(".workshop .path").wait_for(timeout=LONG)
    if not page.locator(".step[data-subject=said][aria-current]").count():
        page.locator(".step[data-subject=said]").click()
    page.locator(".bars tbody tr").first.wait_for(timeout=LONG)


def _people(page: Any) -> None:
    page.locator("#people-room :is(h2, h3)").first.wait_for()


FILLED: dict[str, Callable[[Any], None]] = {
    "inbox": _inbox,
    "reply": _reply,
    "rehearse": _rehearse,
    "review": _review,
    "record": _record,
    "reef": _reef,
    "purpose": _purpose,
    "people": _people,
}


STANDS = {
    "inbox": "#inbox-side .opened",
    "reply": ".draft .mark:visible",
    "rehearse": ".turn-waits textarea",
    "review": ".reviewed",
    "record": "#record-room :is(h2, h3)",
    "reef": ".allies",
    "purpose": ".bars tbody tr",
    "people": "#people-room :is(h2, h3)",
}


def _dressed(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(SETTLED, arg=scheme == "dark")


def test_no_room_has_a_serious_fault_scrolls_sideways_or_keeps_anything_from_the_keyboard(
    at: str, visit: Any
) -> None:
    assert set(FILLED) == set(ROOMS)
    seen = visit(at, color_scheme="light", awaited="#corail-room", reduced_motion="reduce")
    page, found = seen.page, {}
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for language, wide, first, then in (
        ("en", 1280, "light", "dark"),
        ("fr", 375, "dark", "light"),
    ):
        if language == "fr":
            page.get_by_role("radio", name="Français").check()
            page.set_viewport_size({"width": wide, "height": 800})
        for room, filled in FILLED.items():
            _dressed(page, first)
            page.get_by_role("radio", name=say(language)(f"room {room}"), exact=True).check()
            if language == "en":
                filled(page)
            else:  # What was filled stands there, in the other language.
                page.locator(STANDS[room]).first.wait_for(timeout=LONG)
            faults = page.evaluate(SERIOUS, None)
            _dressed(page, then)
            faults += page.evaluate(SERIOUS, ["color-contrast"])
            if page.evaluate("document.documentElement.scrollWidth") > wide:
                faults += page.evaluate(WIDER)
            if language == "en":
                faults += _walked(page)
            if faults:
                found[f"{room}, {language}"] = faults
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)
    assert (seen.abroad, seen.dialogs, seen.errors) == ([], [], [])
