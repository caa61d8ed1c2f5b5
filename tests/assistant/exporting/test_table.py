"""Case 39: cells that a spreadsheet would run are words, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exporting import csv_text, intent, jsonl_text
from assistant.model import Post

RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '"=1', " =1", "−1", "\ufeff=1"]


@pytest.mark.parametrize("words", RUN)
def test_case_39_what_begins_as_a_formula_is_neutralised(words: str) -> None:
    text = csv_text([{"words": words, words: "head"}])
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")):
        for cell in row:
            said = cell.replace("'", "") == words and cell.startswith("'")
            assert cell in ("words", "head") or said


@pytest.mark.parametrize(
    "before", ["Bonjour;", "Bonjour ; ", "Bonjour\t", 'Bonjour;"', "Hi\n", ";;"]
)
@pytest.mark.parametrize("run", ["=1+1;", "+1", "-1", "@SUM(A1)", "＝1+1"])
def test_case_39_nor_is_one_run_by_a_spreadsheet_that_splits_elsewhere(
    before: str, run: str
) -> None:
    """A French spreadsheet opens a file as cells between semicolons, whatever the commas."""
    text = csv_text([{"said": before + run, "to": {"why": before + run}, "n": -3}])
    for cell in re.split("[;\t\r\n]", text.lstrip("\ufeff")):
        assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "＝"))


def test_numbers_stay_numbers_and_what_is_missing_is_empty() -> None:
    rows = list(csv.reader(io.StringIO(csv_text([{"a": -3, "b": None, "c": 2.5}, {"d": "x"}]))))
    assert rows[1:] == [["-3", "", "2.5", ""], ["", "", "", "x"]]


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=30)), max_size=5))
def test_every_row_comes_back_from_both(rows: list[dict[str, str]]) -> None:
    back = [json.loads(line) for line in jsonl_text(rows).split("\n") if line]
    assert back == rows
    if any(rows):
        read = list(csv.DictReader(io.StringIO(csv_text(rows).lstrip("\ufeff"), newline="")))
        plain = [row for row in rows if row]
        kept = [row for row in read if any(row.values())]
        assert len(kept) <= len(rows) and len(kept) >= len([r for r in plain if any(r.values())])


def test_an_address_holds_the_text_to_the_letter_and_the_post_it_answers() -> None:
    from urllib.parse import parse_qs, urlsplit

    said = "Bonjour ! 20 % & plus : « oui » #lait\n– Inès 🪸"
    post = Post("?", "x", url="https://x.com/lea/status/190012345?s=20")
    split = urlsplit(str(intent(said, "x", post)))
    assert (split.scheme, split.netloc, split.path) == ("https", "x.com", "/intent/post")
    assert parse_qs(split.query) == {"text": [said], "in_reply_to": ["190012345"]}
    elsewhere = Post("?", "x", url="https://x.com.attacker.invalid/status/1")
    assert "in_reply_to" not in str(intent(said, "x", elsewhere))
    assert intent(said, "linkedin") is None
