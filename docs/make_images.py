"""Take the README's picture from the real page: ``python docs/make_images.py``.

Serves the example brand from a folder of its own, asks it one of its own posts in Chromium, and
writes ``docs/images/reply.png``. Needs the ``dev`` extra and a Chromium.
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
from importlib import resources
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
POST = 2
"""Which of the example posts is asked."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--no-open"]
        environment = {**os.environ, "CORAIL_DATA_DIR": folder, "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            take(_address(server))
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


def take(address: str) -> None:
    path = resources.files("knowledge").joinpath("example", "posts.jsonl")
    post = json.loads(path.read_text(encoding="utf-8").splitlines()[POST])["text"]
    chromium = os.environ.get("CORAIL_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 900}, locale="en-GB")
        page.goto(address)
        page.locator("#reply-post textarea").fill(post)
        page.locator("#reply-draft").click()
        page.locator(".draft-text").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1_500)
        page.screenshot(path=IMAGES / "reply.png")
        browser.close()


if __name__ == "__main__":
    main()
