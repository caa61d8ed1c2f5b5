"""A communications team at once on one ``corail serve``: who waits how long, does anything fail.

``python -m benchmarks.load``: fifty people sign in on loopback and work as a page of theirs would,
through the page's own calls: 5 draft replies to posts, 10 open replies and comment or decide on
them, 35 list what is on its way; each thinks 10 to 30 s in between. Printed: for each kind of act
how many, p50, p95 and the longest, from the call to its whole answer; errors; memory of the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.workbench import ROOT, arguments, resident, table

PASSWORD = "lanseuil prairie tourbe 81"
DRAFTERS, REVIEWERS, LISTERS = 5, 10, 35
POSTS = (
    "You promised zero plastic by 2025 and your yoghurts are still in plastic.",
    "Vous fermez des laiteries et vous parlez d'avenir. Expliquez.",
    "Your farmers cannot live on what you pay them.",
    "Vos produits sont trop sucrés, et vous le savez.",
    "You use 2.5 litres of water for a litre of milk. In a drought.",
)


@dataclass
class Tally:
    """What happened: seconds by kind of act, and what failed."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, kind: str, seconds: float) -> None:
        self.took.setdefault(kind, []).append(seconds)


class Tab:
    """One person's page: signed in, with the calls that their browser would make."""

    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any], name: str) -> None:
        self._client = client
        self._config = config
        self._session = f"load{random.getrandbits(40):x}"
        self.name = name
        self._ids = {
            one["props"].get("elem_id"): one["id"]
            for one in config["components"]
            if one.get("props", {}).get("elem_id")
        }

    async def call(self, element: str, event: str, given: dict[str, Any], data: Any = None) -> Any:
        """What an event on an element gives; ``given`` are the boxes that are not as built."""
        here = self._ids[element]
        number, one = next(
            (n, d)
            for n, d in enumerate(self._config["dependencies"])
            if [here, event] in [list(target) for target in d["targets"]]
        )
        ids = {self._ids[name]: value for name, value in given.items()}
        values = [ids.get(i, self._built(i)) for i in one["inputs"]]
        asked = {
            "data": values,
            "event_data": data,
            "fn_index": one.get("id", number),
            "trigger_id": here,
            "session_hash": self._session,
        }
        joined = await self._client.post("/gradio_api/queue/join", json=asked)
        joined.raise_for_status()
        return await self._answer(joined.json()["event_id"])

    async def _answer(self, event: str) -> Any:
        address = "/gradio_api/queue/data"
        last: Any = None
        async with self._client.stream(
            "GET", address, params={"session_hash": self._session}
        ) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                told = json.loads(line[5:])
                if told.get("event_id") not in (None, event):
                    continue
                if told["msg"] == "process_generating":
                    last = told["output"]
                if told["msg"] == "process_completed":
                    if not told["success"]:
                        raise RuntimeError(str(told["output"])[:300])
                    return told["output"]["data"] or last
                if told["msg"] == "unexpected_error":
                    raise RuntimeError(str(told)[:300])
        raise RuntimeError("the stream ended before the answer")

    def _built(self, identity: int) -> Any:
        for one in self._config["components"]:
            if one["id"] == identity:
                return one["props"].get("value")
        return None

    async def press(self, act: str, subject: str = "", fields: dict[str, str] | None = None) -> Any:
        """A button of the Review room."""
        told = {"act": act, "subject": subject, "fields": fields or {}}
        return await self.call("desk-main", "click", {}, told)


async def draft(tab: Tab, tally: Tally, chance: random.Random) -> None:
    begin = time.perf_counter()
    await tab.call("reply-draft", "click", {"reply-post": chance.choice(POSTS)})
    tally.add("draft", time.perf_counter() - begin)


async def listing(tab: Tab, tally: Tally, chance: random.Random) -> None:
    shown = chance.choice(["waiting", "pending", "mine", "approved", "sent"])
    begin = time.perf_counter()
    answer = await tab.press("list", shown)
    tally.add("list", time.perf_counter() - begin)
    if "choices" not in str(answer):
        tally.errors.append(f"a listing without its list: {str(answer)[:200]}")


async def review(tab: Tab, tally: Tally, chance: random.Random) -> None:
    listed = str(await tab.press("list", "waiting"))
    rows = re.findall(r"dossier-row\\*\"[^>]*data-subject=\\*\"([0-9a-f]{32})", listed)
    if not rows:
        return
    one = chance.choice(rows)
    begin = time.perf_counter()
    shown = str(await tab.press("show", one))
    tally.add("open a reply", time.perf_counter() - begin)
    turn = re.search(r'name="turn" value="(\d+)"', shown)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', shown)
    if turn is None or digest is None:
        tally.errors.append(f"a reply without its turn: {shown[:200]}")
        return
    fields = {"turn": turn[1], "digest": digest[1], "comment": "Seen.", "reason": "Too long."}
    act = chance.choice(["comment", "comment", "approve", "ask"])
    begin = time.perf_counter()
    told = str((await tab.press(act, fields=fields))[-1])
    tally.add(f"{act}", time.perf_counter() - begin)
    # Another may have been first, or something stands in the way: told so, which is no error.
    if "could not be done" in told:
        tally.errors.append(told[:200])


WORK = {"draft": draft, "review": review, "list": listing}


async def person(tab: Tab, kind: str, until: float, tally: Tally, chance: random.Random) -> None:
    """Work until the time is over, thinking in between."""
    await asyncio.sleep(chance.uniform(0, 20))
    while time.perf_counter() < until:
        try:
            await WORK[kind](tab, tally, chance)
        except Exception as error:
            tally.errors.append(f"{kind} of {tab.name}: {type(error).__name__} {error}"[:300])
        await asyncio.sleep(chance.uniform(10, 30))


@contextlib.asynccontextmanager
async def signed_in(address: str) -> AsyncIterator[list[Tab]]:
    """Everybody, signed in one after another, each with a page of their own."""
    async with contextlib.AsyncExitStack() as stack:
        tabs = []
        for name, _ in people():
            client = httpx.AsyncClient(base_url=address, timeout=60)
            await stack.enter_async_context(client)
            entered = await client.post("/sign-in", data={"name": name, "password": PASSWORD})
            if entered.status_code != 303:
                sys.exit(f"{name} could not sign in: {entered.status_code}")
            tabs.append(Tab(client, (await client.get("/config")).json(), name))
        yield tabs


def prepare(data: Path, replies: int) -> None:
    """The example brand, fifty people, and replies on their way."""
    from assistant.assembly import build
    from assistant.model import Post
    from assistant.review import Role
    from assistant.settings import Settings

    with build(Settings(data_dir=data, locale="en", actor="operator")) as assistant:
        brand = assistant.ensure_example().name
        access, operator = assistant.access, assistant.access.operator("operator")
        access.add("admin", [Role.ADMINISTRATOR], operator, password=PASSWORD)
        for name, roles in people():
            access.add(name, roles, operator, password=PASSWORD)
        writer = assistant.person("drafter0")
        drafted = {words: assistant.draft(Post(words), brand=brand) for words in POSTS}
        for number in range(replies):
            words = POSTS[number % len(POSTS)]
            post = Post(f"{words} ({number})", "x", author=f"@p{number}")
            text = f"{drafted[words].drafts[0].text} {number}"
            one = assistant.review.open(brand, post, text, writer)
            assistant.ledger.submit(one.id, one.turn, writer)


def people() -> Iterator[tuple[str, list[Any]]]:
    from assistant.review import Role

    for number in range(DRAFTERS):
        yield f"drafter{number}", [Role.DRAFTER]
    for number in range(REVIEWERS):
        yield f"reviewer{number}", [Role.REVIEWER]
    for number in range(LISTERS):
        yield f"reader{number}", [Role.DRAFTER]


@contextlib.contextmanager
def served(data: Path) -> Iterator[tuple[str, int]]:
    """``corail serve`` in a process of its own: its address and its process."""
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--no-open"]
    environment = {**os.environ, "CORAIL_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found.group(), server.pid
                return
        sys.exit("The page did not start.")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


async def work(address: str, seconds: float, process: int) -> tuple[Tally, int, int]:
    """What happened in that time, and the server's memory before and after it."""
    kinds = ["draft"] * DRAFTERS + ["review"] * REVIEWERS + ["list"] * LISTERS
    async with signed_in(address) as tabs:
        for length in (15.0, seconds):  # the first to be warm, as a server is
            tally, before = Tally(), int(resident(process))
            until = time.perf_counter() + length
            await asyncio.gather(
                *(
                    person(tab, kind, until, tally, random.Random(f"{seed} {length}"))
                    for seed, (tab, kind) in enumerate(zip(tabs, kinds, strict=True))
                )
            )
    return tally, before, int(resident(process))


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--replies", type=int, default=200, help="replies on their way before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = options.data or Path(scratch)
        if not (data / "corail.sqlite").exists():
            prepare(data, options.replies)
        with served(data) as (address, process):
            tally, before, after = asyncio.run(work(address, options.seconds, process))
    rows = []
    for kind, took in sorted(tally.took.items()):
        p50, p95 = np.percentile([1000 * one for one in took], [50, 95])
        rows.append([kind, len(took), f"{p50:.0f}", f"{p95:.0f}", f"{1000 * max(took):.0f}"])
    table(["act", "n", "p50, ms", "p95, ms", "longest, ms"], rows)
    mean = statistics.mean(len(took) for took in tally.took.values()) if tally.took else 0
    print(f"\n{len(tally.errors)} errors; memory of the server {before} MB, then {after} MB.")
    for error in tally.errors[:10]:
        print(f"  {error}")
    if not mean:
        sys.exit(1)


if __name__ == "__main__":
    main()
