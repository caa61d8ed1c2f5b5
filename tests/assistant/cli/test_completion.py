"""Completion in a shell: every command by name, and what only the command's own module knows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_shell_completes_a_command_of_a_group_that_is_loaded_for_it() -> None:
    code = "import sys; sys.argv[0] = 'corail'; from assistant.cli import main; main()"
    told = {
        words: subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ
            | {"_CORAIL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": place},
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        ).stdout.split()
        for words, place in (("corail re", "1"), ("corail record su", "2"))
    }
    assert {"record", "reef", "review"} <= set(told["corail re"])
    assert told["corail record su"] == ["supersede"]
