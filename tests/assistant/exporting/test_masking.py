"""Case 45: personal data in what outsiders wrote is masked, and ordinary figures are not."""

from __future__ import annotations

import io
import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from assistant.exporting import logs, mask
from assistant.exporting.masking import _chosen
from knowledge.database import Database

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "strings.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", [r for r in ROWS if r["gone"]], ids=lambda r: r["text"][:40])
def test_case_45_personal_data_is_replaced_by_what_it_is(row: dict[str, Any]) -> None:
    masked = mask(row["text"], "fr")
    for words in row["gone"]:
        assert words not in masked
    assert "[" in masked


@pytest.mark.parametrize("row", [r for r in ROWS if not r["gone"]], ids=lambda r: r["text"][:40])
def test_figures_dates_and_norms_are_left_alone(row: dict[str, Any]) -> None:
    assert mask(row["text"], "fr") == row["text"]
    assert mask(row["text"], "en") == row["text"]


def test_case_32_a_post_of_handles_alone_is_masked_in_a_time_that_grows_with_it() -> None:
    """Each was once held against all before it: a hostile post kept an export for minutes."""
    found = [(2 * n, 2 * n + 1, "handle") for n in range(30_000)]
    started = time.process_time()
    assert _chosen(iter(found), 60_000) == found
    assert time.process_time() - started < 5


def test_the_brand_s_own_handle_stays() -> None:
    said = mask("@Ronsel and @lea: call 06 12 34 56 78", "en", keep=["ronsel"])
    assert said == "@Ronsel and [@somebody]: call [telephone]"


@given(st.text(max_size=300))
def test_any_text_is_masked_without_a_fault(words: str) -> None:
    mask(words, "fr")


def test_case_45_nothing_of_a_post_is_logged_unmasked(sqlite: Database) -> None:
    """A message, a traceback, and what a database says of a statement that failed."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Masked(logs.FORM))
    log = logging.getLogger("test.masked")
    log.addHandler(handler)
    log.propagate = False
    said = "Appelez-moi au 06 12 34 56 78, lea@exemple.fr"
    log.warning("A post could not be read: %s", said)
    try:
        with sqlite.writing() as connection:
            connection.execute(text("INSERT INTO nowhere VALUES (:post)"), {"post": said})
    except Exception:
        log.exception("It could not be kept.")
    try:
        raise ValueError(said)
    except ValueError:
        log.exception("No post.")
    told = out.getvalue()
    assert "06 12 34 56 78" not in told
    assert "lea@exemple.fr" not in told
    assert "nowhere" in told
    assert "ValueError" in told
