"""What every room stands in: the brand, the interface's language, and how both reach the rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.ui.together import Asked

# For every event: not part of a public interface, and no grey veil over what is being read.
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass
class Shell:
    """The header's widgets. A room asks to be called as the language is set or either changed."""

    brand: gr.Dropdown
    held: gr.State
    """The brand that the rooms were last told: a choice that the keyboard only passes by is sent
    like one that was made."""
    language: gr.Radio
    first_language: str
    listeners: list[Asked] = field(default_factory=list)
    of_brand: list[Asked] = field(default_factory=list)

    def on_language(
        self, function: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> None:
        """Call ``function`` once the page knows its language, and whenever it is changed."""
        self.listeners.append(Asked(function, list(inputs), list(outputs)))

    def on_brand(
        self, function: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> None:
        """Call ``function`` whenever another brand is chosen."""
        self.of_brand.append(Asked(function, list(inputs), list(outputs)))


def drawn_html(**options: Any) -> gr.HTML:
    """A place for what we draw: our own styles only, and its value put in as it is.

    The template stays Gradio's ``${value}``, which is put in after the template was read; with
    ``{{value}}`` a post could itself be read as a template, that is, run.
    """
    return gr.HTML(html_template="${value}", js_on_load=None, apply_default_css=False, **options)


# What is pressed, and the words in the boxes around it, are handed to Python as the event's data.
_ACTING = """
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-act]");
  if (!pressed || !element.contains(pressed)) return;
  trigger("click", window.corail.told(pressed));
});
"""


def acting_html(**options: Any) -> gr.HTML:
    """As :func:`drawn_html`, with buttons in it: one with ``data-act`` sends a click.

    The event's data are ``act``, ``subject`` and ``fields``, the boxes of its ``data-form``.
    """
    return gr.HTML(html_template="${value}", js_on_load=_ACTING, apply_default_css=False, **options)


def pressed(event: gr.EventData, longest: int, **longer: int) -> tuple[str, str, dict[str, str]]:
    """What was pressed in :func:`acting_html`: the act, its subject, and the words in the boxes.

    Subject and words are cut at ``longest`` characters, those of a box in ``longer`` at its own.
    """
    data = event._data if isinstance(event._data, Mapping) else {}
    fields = data.get("fields")
    words = {
        str(k): str(v)[: longer.get(str(k), longest)]
        for k, v in (fields if isinstance(fields, Mapping) else {}).items()
    }
    return str(data.get("act", "")), str(data.get("subject", ""))[:longest], words


def signed_in(request: gr.Request | None) -> str | None:
    """Who signed in, as the server knows it; nobody where nobody has to."""
    return getattr(request, "username", None) if request is not None else None
