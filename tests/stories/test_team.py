"""A team on one PostgreSQL with two servers of Corail: one truth, wherever one signs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.assembly import Assistant, build
from assistant.errors import AssistantError
from assistant.model import Post
from assistant.review import Dossier, Role, State
from assistant.settings import Settings
from knowledge.database import Database
from knowledge.journal import Journal
from tests.assistant.access.served import served
from tests.conftest import TODAY

PASSWORD = "lanseuil prairie tourbe 81"
SAID = "We cut plastic packaging by 18 % between 2020 and 2025."
PEOPLE = {
    "Ada": Role.ADMINISTRATOR,
    "Maya": Role.DRAFTER,
    "Nadia": Role.REVIEWER,
    "Omar": Role.REVIEWER,
}


@pytest.fixture
def two(
    postgresql: Database, tmp_path: Path, embedder: Any, write: Callable[[str, str], Path]
) -> Iterator[tuple[Assistant, Assistant]]:
    """Two servers of one house: each with an index of its own, one database."""
    url = SecretStr(postgresql.engine.url.render_as_string(hide_password=False))
    built = [
        build(
            Settings(data_dir=tmp_path / name, database_url=url, locale="en", actor="operator"),
            clock=lambda: TODAY,
            embedder=embedder,
        )
        for name in ("one", "other")
    ]
    first = built[0]
    first.ingest([write("said.csv", f'text,date\n"{SAID}",2026-02-03\n')], brand="halte")
    operator = first.access.operator("operator")
    for name, role in PEOPLE.items():
        first.access.add(name, [role], operator, password=PASSWORD)
    yield built[0], built[1]
    for one in built:
        one.close()


def _submitted(assistant: Assistant) -> Dossier:
    maya = assistant.person("Maya")
    post = Post("Less plastic, you said.", "x")
    one = assistant.review.open("halte", post, f"Hello, {SAID}", maya)
    return assistant.ledger.submit(one.id, one.turn, maya)


def test_who_signs_in_at_one_server_is_known_at_the_other(
    two: tuple[Assistant, Assistant],
) -> None:
    first, other = two
    with (
        served(first.access, desk=first) as here,
        served(other.access, desk=other) as there,
        here.signed_in("Maya", PASSWORD) as browser,
    ):
        assert browser.get("/").status_code == 200
        cookies = dict(browser.cookies)
        with there.browser() as elsewhere:
            assert elsewhere.get("/").status_code in (302, 303)
            elsewhere.cookies.update(cookies)
            assert elsewhere.get("/").status_code == 200
            assert elsewhere.post("/sign-out").status_code == 303
        # Signed out there is signed out here.
        assert browser.get("/").status_code in (302, 303)


def test_what_was_said_at_one_server_is_found_at_the_other(
    two: tuple[Assistant, Assistant],
) -> None:
    first, other = two
    one = _submitted(first)
    digest, nadia = one.current.digest, other.person("Nadia")
    done = other.review.approve(one.id, one.turn, digest, nadia)
    sent = first.review.send(done.id, done.turn, digest, first.person("Maya"))
    assert sent.state is State.SENT
    held = other.check(f"As we wrote: “{SAID}”", brand="halte")
    assert held.sentences[0].citations
    assert [d.id for d in other.record.documents("halte", kind="reply")] == [sent.document_id]


def test_case_40_of_two_reviewers_at_two_servers_one_wins_and_the_other_is_told(
    two: tuple[Assistant, Assistant],
) -> None:
    for _ in range(5):
        one = _submitted(two[0])
        together = Barrier(2)

        def decide(at: Assistant, who: str, one: Dossier = one, gate: Barrier = together) -> str:
            person = at.person(who)
            at.review.examine(one.id)
            gate.wait()
            try:
                at.review.approve(one.id, one.turn, one.current.digest, person)
            except AssistantError as error:
                return str(error)
            return "won"

        with ThreadPoolExecutor(2) as pool:
            told = sorted(pool.map(decide, two, ("Nadia", "Omar")))
        assert told.count("won") == 1
        assert "acted first" in next(words for words in told if words != "won")
        assert len(two[1].ledger.read(one.id).approvals) == 1
    assert Journal(two[0].database).verify().holds
