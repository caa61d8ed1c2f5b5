"""Take the documents' pictures from the real page: ``python docs/make_images.py [NAME ...]``.

Serves the example brand from a folder of its own and does in each room, in Chromium, what the room
is for; writes ``docs/images/*.png``: all of them, or those that are named. Each room in English
at a desk, one in French, one on a phone. Needs the ``dev`` extra and a Chromium.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from assistant.ui.texts import say

IMAGES = Path(__file__).parent / "images"
LONG = 240_000
"""Milliseconds that a room may take: a busy machine is no reason for no picture."""
COLOURS = 256
"""Of a picture: a page has few, and a third of the bytes is enough for them."""
COVERING = Image.Quantize.MAXCOVERAGE
"""How they are chosen: the colour of one word, which tells a severity, is not given to another."""
POSTS = {"en": 0, "fr": 0}
"""Which of the example posts is asked, by language."""
OPENED = 1
"""Which post of the inbox is opened."""
CHECKED = (
    "We gave up our 2025 packaging target in 2024. By 2027 our yoghurt pots will be 100 % "
    "plastic-free. Our yoghurts are good for the planet."
)

WONDERED = "How are farmers paid?"
REHEARSED = "plastic packaging"
ANSWERED = (
    "We moved the date because the carton pots did not keep. By next summer every pot we sell will "
    "be made of paper."
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--no-open"]
        environment = {**os.environ, "CORAIL_DATA_DIR": folder, "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            take(_address(server), sys.argv[1:])
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def _address(server: subprocess.Popen[str]) -> str:
    if server.stdout is None:
        raise RuntimeError("its output is not read")
    for line in server.stdout:
        sys.stdout.write(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return found.group()
    sys.exit("The page did not start.")


def take(address: str, wanted: list[str]) -> None:
    """The pictures that are wanted, each of a room doing what it is for."""
    chromium = os.environ.get("CORAIL_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        # What the checks work with is loaded at the first draft in a language: no picture of that.
        for language in sorted({PICTURES[name].language for name in wanted or PICTURES}):
            page = _opened(browser, Picture("reply", _reply, language), address)
            _reply(page, language)
            page.close()
        pages: dict[tuple[str, int], Page] = {}
        for name in wanted or PICTURES:
            one = PICTURES[name]
            if (one.language, one.width) not in pages:
                pages[one.language, one.width] = _opened(browser, one, address)
            page = pages[one.language, one.width]
            named = say(one.language)(f"room {one.room}")
            page.get_by_role("radio", name=named, exact=True).check()
            one.doing(page, one.language)
            _picture(page, name)
        browser.close()


def _opened(browser: Browser, one: Picture, address: str) -> Page:
    """The page, once it has decided which room is seen first."""
    size = ViewportSize(width=one.width, height=one.height)
    page = browser.new_page(viewport=size, locale=one.language)
    page.set_default_timeout(LONG)
    page.goto(address)
    page.locator("#reply-welcome .welcome").wait_for()
    return page


def _inbox(page: Page, language: str) -> None:
    page.locator("[data-act=example]").click()
    page.locator(".post-row .urgency-now").first.wait_for()
    page.locator(".post-row").nth(OPENED).click()
    page.locator("#inbox-side .mark").first.wait_for()


def _reply(page: Page, language: str) -> None:
    path = resources.files("knowledge").joinpath("example", "posts.jsonl")
    posts = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    spoken = [post["text"] for post in posts if post["language"] == language]
    page.locator("#reply-post textarea").fill(spoken[POSTS[language]])
    page.locator("#reply-draft").click()
    page.locator(".draft .mark").first.wait_for()


def _rehearse(page: Page, language: str) -> None:
    page.locator("[data-form=rehearse-begin] [name=topic]").fill(REHEARSED)
    page.locator("[data-act=begin]").click()
    page.locator(".turn-waits textarea").fill(ANSWERED)
    page.locator("[data-act=answer]").click()
    page.locator(".readout").wait_for()


def _review(page: Page, language: str) -> None:
    page.locator("#review-text textarea").fill(CHECKED)
    page.locator("#review-check").click()
    page.locator(".reviewed").wait_for()


def _record(page: Page, language: str) -> None:
    page.locator(".promises").wait_for()


def _reef(page: Page, language: str) -> None:
    page.locator("[data-form=reef-hear] textarea").fill(WONDERED)
    page.locator("[data-act=hear]").click()
    page.locator(".voice-card").first.wait_for()


def _purpose(page: Page, language: str) -> None:
    page.locator("#purpose-room [data-act=example]").click()
    page.locator(".step[data-subject=said]").click()
    page.locator(".bars tbody tr").first.wait_for()


@dataclass(frozen=True)
class Picture:
    """One picture: of which room, what is done in it, for whom, in a window of which size."""

    room: str
    doing: Callable[[Page, str], None]
    language: str = "en"
    width: int = 1360
    height: int = 900


# The inbox comes last: a page opened once posts wait in it begins there.
PICTURES: dict[str, Picture] = {
    "reply": Picture("reply", _reply),
    "reply-fr": Picture("reply", _reply, "fr"),
    "reply-phone": Picture("reply", _reply, width=390, height=844),
    "rehearse": Picture("rehearse", _rehearse),
    "review": Picture("review", _review),
    "record": Picture("record", _record),
    "reef": Picture("reef", _reef),
    "purpose": Picture("purpose", _purpose),
    "inbox": Picture("inbox", _inbox),
}


def _picture(page: Page, name: str) -> None:
    page.wait_for_timeout(800)
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(COLOURS, COVERING, kmeans=1).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
