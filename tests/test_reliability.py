"""docs/reliability.md tells of every fault, and the tests that it names are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
FAULTS = 45
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def _tests_of(name: str) -> frozenset[str]:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    found = (n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    return frozenset(one for one in found if one.startswith("test_"))


def test_every_fault_is_told_once_with_a_test_that_holds_it() -> None:
    rows = [line.split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0].strip("| ")) for row in rows] == list(range(1, FAULTS + 1))
    for row in rows:
        number, *told, held_by = row
        assert len(told) == 2, f"case {number}: a cell is missing"
        assert all(one.strip() for one in told)
        assert _NAMED.search(held_by), f"case {number} names no test"


def test_every_test_that_the_page_names_exists() -> None:
    named = _NAMED.findall(PAGE)
    assert len(named) >= FAULTS
    missing = [f"{file}::{test}" for file, test in named if test not in _tests_of(file)]
    assert missing == []
    assert PAGE.count("::") == len(named), "a test is named in a way that is not read"
