"""How long until Corail is there: its help, and its page, each beside a peer in the same run.

``python -m benchmarks.start [--runs 7] [--pages 3]`` prints, for ``corail --help`` and for
importing the library that reads its words, the median of the runs by the clock and on the
processor; and for ``corail serve`` over the example's record (put there beforehand) and for an
empty Gradio page, from the command to the address, to the first answer of the page (by the clock,
and on Linux on the processor), and to a page that can be used, where there is Chromium. A machine
with other work to do lengthens the clock, and hardly the processor's time.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.workbench import ROOT, arguments, table

PATIENCE = 120
CORAIL = [sys.executable, "-c", "from assistant.cli import main; main()"]
BARE = (
    "import gradio as gr\n"
    "with gr.Blocks(analytics_enabled=False) as page:\n"
    "    gr.Textbox(label='Say something')\n"
    "_, address, _ = page.launch(quiet=True, prevent_thread_lock=True, server_name='127.0.0.1')\n"
    "print('open at', address, flush=True)\n"
    "page.block_thread()\n"
)


@dataclass(frozen=True)
class Came:
    """Seconds from the command to the address, the first answer, and a page that can be used."""

    told: float
    answered: float
    processor: float | None
    usable: float | None


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--runs", type=int, default=7, help="of each command")
    parser.add_argument("--pages", type=int, default=3, help="of each page")
    options = parser.parse_args()
    commands = {
        "corail --help": [*CORAIL, "--help"],
        "import typer": [sys.executable, "-c", "import typer"],
        "python alone": [sys.executable, "-c", "pass"],
    }
    rows = []
    for name, words in commands.items():
        clock, processor = zip(*(_ran(words) for _ in range(options.runs)), strict=True)
        rows.append(
            (name, f"{statistics.median(clock):.2f}", f"{statistics.median(processor):.2f}")
        )
    table(("command", "clock, s", "processor, s"), rows)
    print()
    with tempfile.TemporaryDirectory() as scratch, _browser() as browser:
        pages(options.data or Path(scratch), options.pages, browser)


def pages(data: Path, count: int, browser: Any) -> None:
    """The table of the pages, each opened ``count`` times in turn, the medians printed."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("CORAIL_")}
    environ |= {"CORAIL_DATA_DIR": str(data), "CORAIL_CHAT_MODEL": "none"}
    ours = [*CORAIL, "serve", "--port", "0", "--no-open"]
    _came(ours, environ, None, "")  # the first run puts the example on record, once and for all
    peers = {
        "corail serve": (ours, 'html[data-corail="ready"]'),
        "an empty Gradio page": ([sys.executable, "-c", BARE], "textarea, input"),
    }
    came: dict[str, list[Came]] = {name: [] for name in peers}
    for _ in range(count):
        for name, (words, awaited) in peers.items():
            came[name].append(_came(words, environ, browser, awaited))
    header = ("page", "address, s", "first answer, s", "its processor, s", "usable, s")
    fields = ("told", "answered", "processor", "usable")
    rows = [(name, *(_median(times, field) for field in fields)) for name, times in came.items()]
    table(header, rows)


def _median(times: list[Came], field: str) -> str:
    found = [getattr(one, field) for one in times if getattr(one, field) is not None]
    return f"{statistics.median(found):.1f}" if found else "-"


def _processor(pid: int) -> float | None:
    """Seconds of the processor that a process has had; ``None`` where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _ran(words: list[str]) -> tuple[float, float]:
    """Seconds that a command takes, by the clock and of the processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _came(words: list[str], environ: dict[str, str], browser: Any, awaited: str) -> Came:
    begun = time.perf_counter()
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        address = _address(process)
        told = time.perf_counter() - begun
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            answer.read()
        answered = time.perf_counter() - begun
        processor, usable = _processor(process.pid), None
        if browser is not None:
            page = browser.new_page()
            page.goto(address)
            page.locator(awaited).first.wait_for(state="attached", timeout=PATIENCE * 1000)
            usable = time.perf_counter() - begun
            page.close()
        return Came(told, answered, processor, usable)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def _address(process: subprocess.Popen[str]) -> str:
    """What a server prints of where it is."""
    for line in process.stdout or ():
        found = re.search(r"http://\S+", line)
        if found:
            return found[0]
    sys.exit("The page ended before it said where it is.")


@contextmanager
def _browser() -> Iterator[Any]:
    path = os.environ.get("CORAIL_CHROMIUM") or shutil.which("chromium")
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
