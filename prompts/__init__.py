"""Prompts and strategies are documents: one Markdown file each, readable without programming.

``load("strategies/acknowledge")`` gives the text, the variables it names in braces, and the
digest that is kept with every draft, so that any past draft traces to its exact wording.
Front matter (between two ``---`` lines) describes the document and is kept apart from the body.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


class PromptNotFound(LookupError):
    """No prompt of that name; the message lists those there are."""


@dataclass(frozen=True)
class Prompt:
    """One document. ``front`` is its front matter as written (YAML), ``text`` the body.

    ``variables`` are the names in braces, sorted; ``digest`` is SHA-256 of the whole file.
    """

    name: str
    front: str
    text: str
    variables: tuple[str, ...]
    digest: str

    def fill(self, **values: str) -> str:
        """The text with every variable in its place. What is put in is never read again.

        Raises :class:`ValueError` for a variable that is missing, or that the prompt has not.
        """
        given = tuple(sorted(values))
        if given != self.variables:
            raise ValueError(
                f"The prompt {self.name} takes {', '.join(self.variables)}; it was given "
                f"{', '.join(given) or 'nothing'}."
            )
        return _VARIABLE.sub(lambda match: values[match[1]], self.text)


def load(name: str) -> Prompt:
    """The prompt ``name``, e.g. ``"strategies/acknowledge"``.

    Raises :class:`PromptNotFound` when there is none, naming those there are.
    """
    if not _NAME.fullmatch(name):
        raise PromptNotFound(f"{name!r} is not a prompt's name: use lower case, hyphens, slashes.")
    file = resources.files(__name__).joinpath(f"{name}.md")
    if not file.is_file():
        known = ", ".join(sorted(_walk(resources.files(__name__), "")))
        raise PromptNotFound(f"No prompt {name!r}. There are: {known}.")
    return read(name, file.read_text(encoding="utf-8"))


def read(name: str, raw: str) -> Prompt:
    """A document of somebody's own, from the text of its file."""
    front, text = _split(raw)
    return Prompt(
        name=name,
        front=front,
        text=text,
        variables=tuple(sorted(set(_VARIABLE.findall(text)))),
        digest=hashlib.sha256(raw.encode("utf-8")).hexdigest(),
    )


def names(folder: str) -> tuple[str, ...]:
    """The names of the prompts in ``folder``, sorted, ready for :func:`load`."""
    inside = resources.files(__name__).joinpath(folder)
    return tuple(sorted(_walk(inside, f"{folder}/"))) if inside.is_dir() else ()


def _split(raw: str) -> tuple[str, str]:
    if not raw.startswith("---\n"):
        return "", raw
    front, _, text = raw[4:].partition("\n---\n")
    return front, text.lstrip("\n")


def _walk(folder: Traversable, prefix: str) -> list[str]:
    found: list[str] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".md"):
            found.append(prefix + entry.name.removesuffix(".md"))
    return found
