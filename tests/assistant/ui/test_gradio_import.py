"""Gradio is imported without what no page needs, and everybody else finds all that there is."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import sys
from assistant.ui.gradio_import import import_gradio
import_gradio()
import gradio
import gradio.component_meta as meta
print(meta.create_or_modify_pyi.__module__)
print("mcp" in sys.modules, gradio.Textbox(label="Said").label)
print([one for one in sys.meta_path if type(one).__module__.startswith("assistant")])
try:
    import mcp
except ModuleNotFoundError as error:
    print(error)
else:
    print("there")
"""


def test_gradio_writes_no_stubs_and_loads_no_mcp_and_nothing_else_is_changed() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[0] == "assistant.ui.gradio_import"
    assert told[1] == "False Said"
    assert told[2] == "[]", "what others import later is found as ever"
    assert told[3] in ("there", "No module named 'mcp'")
