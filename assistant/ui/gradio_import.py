"""How Gradio is imported: without its telemetry, and without what no page needs.

Each time it is imported, Gradio reads the source of its own components, and writes anew beside
them the stubs that editors complete from (``gradio/component_meta.py``, version 6); and it loads
the MCP library where that is installed, for a server of its own that is not used here. Together
they are half of the time that its import takes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

STUBS = ("gradio.component_meta", "create_or_modify_pyi")
"""The module, and what in it writes stubs."""
UNUSED = "mcp"
"""What Gradio can do without, and does where it is not installed."""


def quieten() -> None:
    """Switch off every telemetry that Gradio and what it imports could send."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Its monitoring page is closed; without this it sums up all that was ever done, at each event.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")


class _Without(MetaPathFinder):
    """Takes the writing of stubs out of its module once that is loaded, and finds no MCP."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == UNUSED:
            raise ModuleNotFoundError(f"{UNUSED} is not needed here", name=UNUSED)
        if fullname != STUBS[0]:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def loaded(module: ModuleType) -> None:
                load(module)
                if hasattr(module, STUBS[1]):
                    setattr(module, STUBS[1], _nothing)

            spec.loader.exec_module = loaded  # type: ignore[method-assign]
        return spec


def _nothing(*_: Any) -> None:
    return None


def import_gradio() -> None:
    """Import Gradio, quietly. A Gradio that is there already, or of another make, is left as is."""
    quieten()
    if "gradio" in sys.modules:
        return
    finder = _Without()
    sys.meta_path.insert(0, finder)
    try:
        import gradio  # noqa: F401
    finally:
        sys.meta_path.remove(finder)
