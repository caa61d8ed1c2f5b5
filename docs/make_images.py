"""Take the README's pictures from the real page: ``python docs/make_images.py [NAME ...]``.

Serves the example brand from a folder of its own, asks it one of its own posts in Chromium,
rehearses, checks a text, and writes ``docs/images/*.png``: all of them, or those that are named.
Needs the ``dev`` extra and a Chromium.
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
from importlib import resources
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
POST = 2
"""Which of the example posts is asked."""
OPENED = 1
"""Which post of the inbox is opened."""
CHECKED = (
    "We gave up our 2025 packaging target in 2024. By 2027 our yoghurt pots will be 100 % "
    "plastic-free. Our yoghurts are good for the planet."
)

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
    """The rooms that are wanted, each doing what it is for."""
    chromium = os.environ.get("CORAIL_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 900}, locale="en-GB")
        page.goto(address)
        for name in wanted or ROOMS:
            page.get_by_role("radio", name=name.capitalize()).check()
            ROOMS[name](page)
            _picture(page, name)
        browser.close()


def _inbox(page: Page) -> None:
    page.locator("[data-act=example]").click()
    page.locator(".post-row .urgency-now").first.wait_for(timeout=60_000)
    page.locator(".post-row").nth(OPENED).click()
    page.locator("#inbox-side .mark").first.wait_for(timeout=60_000)


def _reply(page: Page) -> None:
    path = resources.files("knowledge").joinpath("example", "posts.jsonl")
    post = json.loads(path.read_text(encoding="utf-8").splitlines()[POST])["text"]
    page.locator("#reply-post textarea").fill(post)
    page.locator("#reply-draft").click()
    page.locator(".draft .mark").first.wait_for(timeout=60_000)


def _rehearse(page: Page) -> None:
    page.locator("[data-form=rehearse-begin] [name=topic]").fill(REHEARSED)
    page.locator("[data-act=begin]").click()
    page.locator(".turn-waits textarea").fill(ANSWERED, timeout=60_000)
    page.locator("[data-act=answer]").click()
    page.locator(".readout").wait_for(timeout=60_000)


def _review(page: Page) -> None:
    page.locator("#review-text textarea").fill(CHECKED)
    page.locator("#review-check").click()
    page.locator(".reviewed").wait_for(timeout=60_000)


def _record(page: Page) -> None:
    page.locator(".promises").wait_for(timeout=60_000)


ROOMS: dict[str, Callable[[Page], None]] = {
    "inbox": _inbox,
    "reply": _reply,
    "rehearse": _rehearse,
    "review": _review,
    "record": _record,
}


def _picture(page: Page, name: str) -> None:
    page.wait_for_timeout(800)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
