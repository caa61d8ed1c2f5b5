"""Corail in Python: what the command line and the page do, as one object.

>>> from assistant import Assistant, Post, Settings
>>> with Assistant.open(Settings(data_dir=folder)) as corail:
...     report = corail.ingest([statements], brand="halte")
...     reply = corail.draft(Post("You promised less plastic packaging!", "x"), brand="halte")
...     held = corail.check("We will halve our plastic packaging by 2030.", brand="halte")
...     said = corail.timeline("plastic packaging", brand="halte")
>>> report.taken, reply.answered, str(held.sentences[0].standing), said[0].passage.date
(5, True, 'quoted', '2025-06-01')

``Assistant.open()`` alone takes the settings in force (``CORAIL_*``, ``corail.toml``). Nothing
heavy is imported before a name here is first used, and nothing is opened before it is needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.errors import AssistantError
    from assistant.model import Post, Reply, Turn, Wishes
    from assistant.settings import Settings

_HOMES = {
    "Assistant": "assembly",
    "AssistantError": "errors",
    "Post": "model",
    "Reply": "model",
    "Settings": "settings",
    "Turn": "model",
    "Wishes": "model",
}

__all__ = ["Assistant", "AssistantError", "Post", "Reply", "Settings", "Turn", "Wishes"]


def __getattr__(name: str) -> Any:
    """A public name, brought from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
