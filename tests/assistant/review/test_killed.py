"""Killed at any moment: every act that was acknowledged is there, and the chain holds."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from pathlib import Path

from assistant.review import Ledger, State
from assistant.review.publishing import on_record
from knowledge.database import Database
from knowledge.journal import Journal
from knowledge.record import Record

ACTS = 200

# Works without end, and says what was done once it was: one JSON line an act.
WORKER = """
import itertools, json, sys
from assistant.model import Post
from assistant.review import Examination, Ledger, Person, Role
from assistant.review.publishing import on_record
from knowledge.database import Database
from knowledge.model import Brand
from knowledge.record import Record

database = Database.open(sys.argv[1])
database.migrate()
record = Record(database)
record.keep_brand(Brand("halte"), "test")
ledger = Ledger(database, on_record(record))
maya = Person("Maya", frozenset({Role.DRAFTER}))
nadia = Person("Nadia", frozenset({Role.REVIEWER}))
clean = Examination("halte@1")

def done(one):
    told = {"id": one.id, "turn": one.turn, "state": one.state, "versions": one.version}
    print(json.dumps(told | {"digest": one.current.digest}), flush=True)
    return one

for n in itertools.count():
    text = f"Run {sys.argv[2]}, text {n}: we answer."
    one = done(ledger.open("halte", Post(f"Post {n}"), text, maya, clean, language="en"))
    one = done(ledger.revise(one.id, one.turn, text + " Maya", maya, clean, language="en"))
    one = done(ledger.submit(one.id, one.turn, maya))
    one = done(ledger.approve(one.id, one.turn, one.current.digest, nadia, clean))
    one = done(ledger.send(one.id, one.turn, one.current.digest, maya))
"""


def test_every_acknowledged_act_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    rng = random.Random(20261123)
    acknowledged: list[dict[str, object]] = []
    runs = 0
    while len(acknowledged) < ACTS and runs < 100:
        runs += 1
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path), str(runs)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        ) as worker:
            assert worker.stdout is not None
            wanted = rng.randrange(1, 40)
            kill = threading.Timer(60, worker.kill)
            kill.start()
            for line in worker.stdout:
                if not line.endswith("\n"):
                    break
                acknowledged.append(json.loads(line))
                wanted -= 1
                if wanted == 0:
                    # Somewhere within the next acts: never only between two of them.
                    threading.Timer(rng.uniform(0.0, 0.03), worker.kill).start()
            kill.cancel()
            worker.wait()
    assert len(acknowledged) >= ACTS
    database = Database.open(path)
    record = Record(database)
    ledger = Ledger(database, on_record(record))
    last = {str(one["id"]): one for one in acknowledged}
    for identity, told in last.items():
        found = ledger.read(identity)
        assert found.turn >= told["turn"]
        assert found.version >= told["versions"]
        assert any(v.digest == told["digest"] for v in found.versions)
        if told["state"] == "sent":
            assert found.state is State.SENT
            assert record.text("halte", str(found.document_id)) == found.current.text
    # Nothing half-done: what is sent is on the record, and what is on the record was sent.
    sent = [one.id for one in ledger.listed("halte", states=[State.SENT], limit=1_000)]
    assert len(record.documents("halte")) == len(sent)
    assert Journal(database).verify().holds
    assert runs > 5
    database.close()
