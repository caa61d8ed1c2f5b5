"""What Corail adds to the time a chat model takes, beside a bare LangChain client.

``python -m benchmarks.chat [--people 8] [--drafts 6]``. The model is a stand-in server in a
process of its own that answers with a real passage in pieces, at a steady pace: its own time is
known to the millisecond. *Beside the model*: from the question to the checked drafts, less the time
in which the server had a question of that draft, and less the query's embedding; over the example
brand, three answers to each draft, one person and then ``--people`` at once, each of whom drafts,
thinks for up to a second, and drafts again. The bare client
streams the same three answers and does nothing with them. *First word*: from the first word of
the reply leaving the server (answers are JSON: three pieces come before it) to the page showing
it, in Chromium, for one person.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.workbench import ROOT, arguments, table
from tests.standin import Answer, Body, StandIn, sentences

POSTS = (
    "Vous aviez promis zéro plastique fin 2025. Vos yaourts sont toujours en plastique.",
    "Your 2030 climate target looks dead in the water. How far behind are you?",
    "Combien vous payez le lait à vos éleveurs, concrètement ?",
    "Your butter said 100% local milk. It wasn't.",
    "Y a encore de l'huile de palme dans vos biscuits ou pas ?",
    "Des pesticides sur vos pommes, oui ou non ?",
)
WAIT, PAUSE, PIECE = 0.3, 0.02, 8
"""Seconds to the first word (up to twice as many, by lot), seconds between two pieces, and
characters of a piece: 50 pieces a second."""

THINKING = 1.0
"""Seconds, at most, between two drafts of one person."""

BEFORE_WORDS = len('{"sentences": [{"text": "') // PIECE * PAUSE
"""Seconds from the first piece to the first that holds a word of the reply."""

_PASSAGE = re.compile(r'<passage-(\w+) id="(\w+)"[^>]*>\n(.*?)\n</passage-\1>', re.S)


Span = tuple[str, float, float]
"""Who asked, when the question was received, when the answer's last word left."""


def _asker(body: Body) -> str:
    found = re.search(r"@p\d+", "\n".join(str(m["content"]) for m in body["messages"]))
    return found[0] if found else ""


def _respond(body: Body) -> Answer:
    said = "\n".join(str(m["content"]) for m in body["messages"])
    first = next(_PASSAGE.finditer(said))
    told = sentences(("Bonjour, merci.", []), (first[3], [(first[2], first[3])]))
    return Answer(told.text, size=PIECE, delay=WAIT + random.uniform(0, WAIT), pause=PAUSE)


def _serve(pipe: Connection) -> None:
    with StandIn(_respond) as server:
        pipe.send(server.url)
        while pipe.recv() == "spans":
            time.sleep(0.05)  # the last answer's span is written after its last word
            pipe.send(([(_asker(b), *at) for b, *at in server.spans], list(server.first_at)))
            server.spans.clear()
            server.first_at.clear()


class Model:
    """The stand-in, from outside its process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.url: str = pipe.recv()

    def spans(self) -> tuple[list[Span], list[float]]:
        """What was answered since the last call, and the first words' times."""
        self._pipe.send("spans")
        told: tuple[list[Span], list[float]] = self._pipe.recv()
        return told


@contextmanager
def model() -> Iterator[Model]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Model(ours)
    finally:
        ours.send("end")
        process.join(5)


class Timed:
    """An embedder that tells how long each query took, by thread."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._spent = threading.local()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def embed_query(self, text: str) -> Any:
        begin = time.perf_counter()
        try:
            return self._inner.embed_query(text)
        finally:
            self._spent.seconds = self.spent() + time.perf_counter() - begin

    def spent(self) -> float:
        return float(getattr(self._spent, "seconds", 0.0))

    def forget(self) -> None:
        self._spent.seconds = 0.0


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--drafts", type=int, default=20, help="by each person")
    parser.add_argument("--only-page", action="store_true", help="internal")
    options = parser.parse_args()
    gc.set_threshold(100_000, 20, 50)  # as `corail` sets it
    with tempfile.TemporaryDirectory() as scratch, model() as served:
        data = options.data or Path(scratch)
        if options.only_page:
            print(first_words(served, data))
            return
        # The page in a process of its own, as it is served.
        print(_alone(data), flush=True)
        rows = [overhead(served, data, people, options.drafts) for people in (1, options.people)]
        rows += [bare(served, people, options.drafts) for people in (1, options.people)]
        heads = ["", "at once", "n", "beside the model: p50, ms", "p95, ms", "model, ms"]
        table(heads, rows)


def _alone(data: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.chat", "--only-page", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


def overhead(served: Model, data: Path, people: int, drafts: int) -> list[str]:
    from assistant.assembly import build
    from assistant.model import Post
    from assistant.providers import embedder
    from assistant.settings import Settings

    settings = Settings(
        data_dir=data, locale="en", openai_base_url=served.url, chat_model="stand-in"
    )
    timed = Timed(embedder(settings))
    with build(settings, embedder=timed) as assistant:
        brand = assistant.ensure_example().name
        for post in POSTS:  # warm, as a server is
            assistant.draft(Post(post), brand=brand)
        served.spans()

        def one(number: int) -> Took:
            timed.forget()
            begin = time.perf_counter()
            post = Post(POSTS[number % len(POSTS)], author=f"@p{number}")
            reply = assistant.draft(post, brand=brand)
            assert reply.engine.model is not None
            return begin, time.perf_counter(), timed.spent()

        done = by_people(one, people, drafts)
        spans, _ = served.spans()
    return row("Corail", people, done, spans)


def bare(served: Model, people: int, drafts: int) -> list[str]:
    """The same three answers streamed by LangChain's client, and nothing done with them."""
    from langchain.chat_models import init_chat_model

    llm = init_chat_model("openai:stand-in", base_url=served.url, api_key="none", stream_usage=True)
    words = "We use 2,140 tonnes of plastic packaging in 2025, against 2,780 tonnes in 2020."
    asked = f'<passage-x id="p00000000">\n{words}\n</passage-x>'

    def stream(number: int) -> None:
        for _chunk in llm.stream(f"{asked} @p{number}"):
            pass

    def one(number: int) -> Took:
        begin = time.perf_counter()
        with ThreadPoolExecutor(3) as three:
            list(three.map(stream, [number] * 3))
        return begin, time.perf_counter(), 0.0

    stream(0)
    served.spans()
    done = by_people(one, people, drafts)
    spans, _ = served.spans()
    return row("LangChain's client alone", people, done, spans)


Took = tuple[float, float, float]
"""When a draft began and when it was there, and the seconds its embedding took."""


def by_people(draft: Callable[[int], Took], people: int, drafts: int) -> list[Took]:
    """What each draft took, of ``people`` who draft one after another and think in between."""
    thinking = random.Random(7)
    pauses = [[thinking.uniform(0, THINKING) for _ in range(drafts)] for _ in range(people)]
    done: dict[int, Took] = {}

    def person(number: int) -> None:
        for turn, pause in enumerate(pauses[number]):
            time.sleep(pause)
            done[number * drafts + turn] = draft(number * drafts + turn)

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(person, range(people)))
    return [done[number] for number in sorted(done)]


def row(
    name: str,
    people: int,
    done: Sequence[Took],
    spans: Sequence[Span],
) -> list[str]:
    """What is left of each draft's time without its embedding and without its model calls."""
    calls: dict[str, list[tuple[float, float]]] = {}
    for asker, received, ended in spans:
        calls.setdefault(asker, []).append((received, ended))
    beside, models = [], []
    for number, (begin, end, embedding) in enumerate(done):
        if (asked := calls.get(f"@p{number}")) is None:
            continue  # the record is silent: no model was asked
        inside = _together(asked)
        models.append(inside * 1000)
        beside.append((end - begin - embedding - inside) * 1000)
    p50, p95 = np.percentile(beside, [50, 95])
    told = (f"{p50:.0f}", f"{p95:.0f}", f"{statistics.median(models):.0f}")
    return [name, str(people), str(len(done)), *told]


def _together(calls: Sequence[tuple[float, float]]) -> float:
    """Seconds in which at least one of the calls was under way."""
    seconds, until = 0.0, 0.0
    for received, ended in sorted(calls):
        seconds += max(0.0, ended - max(received, until))
        until = max(until, ended)
    return seconds


_WATCH = """
() => {
  window.shown = null;
  new MutationObserver(() => {
    const e = document.querySelector('.draft.writing .draft-text');
    if (e && e.textContent && window.shown === null) window.shown = Date.now() / 1000;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
"""


def first_words(served: Model, data: Path, drafts: int = 40) -> str:
    """From the server's first word to the page's, for one person."""
    chromium = os.environ.get("CORAIL_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        return "First word on the page: not measured, there is no Chromium here."
    from playwright.sync_api import sync_playwright

    from assistant.assembly import build
    from assistant.settings import Settings
    from tests.browser.conftest import served as page_of

    settings = Settings(
        data_dir=data, locale="en", openai_base_url=served.url, chat_model="stand-in"
    )
    late = []
    with build(settings) as assistant:
        brand = assistant.ensure_example().name
        with page_of(assistant, brand) as at, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(locale="en-GB")
            page.goto(at)
            page.locator('html[data-corail="ready"]').wait_for(state="attached")
            for number in range(drafts + 1):
                served.spans()
                page.evaluate(_WATCH)
                page.locator("#reply-post textarea").fill(POSTS[number % len(POSTS)])
                page.locator("#reply-draft").click()
                page.wait_for_function("() => window.shown !== null", polling=50)
                shown = page.evaluate("window.shown")
                drafted = page.locator(f"#exchange-{number + 1} .copy")
                drafted.first.wait_for(state="attached")
                _, first = served.spans()
                if number:  # the first warms everything up
                    late.append((shown - min(first) - BEFORE_WORDS) * 1000)
            browser.close()
    p50, p95 = np.percentile(late, [50, 95])
    return (
        f"First word on the page after the server's: p50 {p50:.0f} ms, p95 {p95:.0f} ms "
        f"({drafts} drafts, one person)."
    )


if __name__ == "__main__":
    main()
