"""Counting tokens: offline, exact, and in linear time whatever is handed in."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge import tokens

ROOT = Path(__file__).parents[2]


def test_counts_are_those_of_o200k_base():
    # As tiktoken's own tests have it.
    assert tokens.encoding().encode("hello world") == [24912, 2375]
    assert tokens.count("hello world") == 2
    assert tokens.count("") == 0


def test_what_looks_like_a_special_token_is_counted_as_text():
    assert tokens.count("<|endoftext|>") > 1


def test_a_lone_surrogate_is_counted_not_raised():
    assert tokens.count("un \ud800 deux") > 0


def test_no_network_no_file_and_no_environment_are_needed(tmp_path):
    """A fresh process without home, cache or network counts all the same, and writes nothing."""
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise OSError('no network')\n"
        "socket.socket.connect = refuse\n"
        "import os; before = dict(os.environ)\n"
        "from knowledge import tokens\n"
        "assert 'tiktoken' not in sys.modules\n"
        "print(tokens.count('Nous tenons parole.'))\n"
        "assert dict(os.environ) == before\n"
    )
    environment = {"PYTHONPATH": str(ROOT), "HOME": "/nonexistent", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == tokens.count("Nous tenons parole.")
    assert os.listdir(tmp_path) == []


def test_a_vocabulary_that_is_not_the_known_one_is_refused(monkeypatch):
    monkeypatch.setattr(tokens, "DIGEST", "0" * 64)
    with pytest.raises(RuntimeError, match=r"not the vocabulary of o200k_base.*again"):
        tokens._ranks()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        " " * 100_000,
        " " * 1_000_000 + "x",
        "\n" * 300_000,
        "😀" * 100_000,
        "!" * 100_000,
    ],
    ids=["letters", "spaces", "a million spaces", "line breaks", "emoji", "stops"],
)
def test_hostile_runs_are_counted_in_bounded_time(text):
    """Fault 32: time grows with the length, not with its square; nothing panics."""
    tokens.encoding()
    began = time.thread_time()
    counted = tokens.count(text)
    assert 0 < counted <= len(text)
    assert time.thread_time() - began < 2


def test_a_long_text_counts_as_the_sum_of_its_parts():
    sentence = "Nous publions nos chiffres chaque année, vérifiés par un tiers. "
    times = 3_000
    exact = len(tokens.encoding().encode_ordinary(sentence * times))
    assert len(sentence) * times > tokens.BLOCK
    blocks = len(sentence) * times // tokens.BLOCK + 1
    assert exact <= tokens.count(sentence * times) <= exact + blocks
