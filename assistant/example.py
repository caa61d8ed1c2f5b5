"""The example brand that Corail opens with: who it is, what is on its record, posts to try."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from assistant.model import Post
from knowledge.model import Brand

# The posts and the answers are for trying the page out, and allies speak for themselves: none of it
# is the brand's own word.
_NOT_RECORD = frozenset(
    {
        "__init__.py",
        "__pycache__",
        "brand.yaml",
        "posts.jsonl",
        "answers.csv",
        "reef.json",
        "README.md",
    }
)


def brand() -> Brand:
    """The example brand's own description, from its folder."""
    import yaml

    told = yaml.safe_load(_read("brand.yaml"))
    signature = told.get("signature") or ""
    if isinstance(signature, dict):
        signature = signature.get("fr") or ""
    return Brand(
        name=told["name"],
        title=told.get("title", told["name"]),
        names=tuple(told.get("names") or ()),
        handles=tuple(told.get("handles") or ()),
        signature=signature,
        languages=tuple(told.get("languages") or ("fr", "en")),
    )


@contextmanager
def files() -> Iterator[list[Path]]:
    """The files and folders of its record, for as long as the block lasts."""
    with resources.as_file(resources.files("knowledge").joinpath("example")) as folder:
        yield [path for path in sorted(folder.iterdir()) if path.name not in _NOT_RECORD]


def posts() -> list[Post]:
    """Posts to try with it."""
    rows = [json.loads(line) for line in _read("posts.jsonl").splitlines() if line.strip()]
    return [
        Post(text=row["text"], platform=row.get("platform", "x"), author=row.get("author"))
        for row in rows
    ]


def allies() -> str:
    """Its allies, as ``corail reef import`` reads them from a file."""
    return _read("reef.json")


def topics(language: str) -> list[str]:
    """Topics to rehearse on with it."""
    import yaml

    return list(yaml.safe_load(_read("brand.yaml"))["topics"]["fr" if language == "fr" else "en"])


@dataclass(frozen=True)
class OpenCall:
    """An open call to try with it: what is asked and of whom, by language."""

    question: Mapping[str, str]
    asked: Mapping[str, str]


def open_call() -> OpenCall:
    """The call whose answers are in :func:`answers`."""
    import yaml

    told = yaml.safe_load(_read("brand.yaml"))["call"]
    return OpenCall(dict(told["question"]), dict(told["asked"]))


@contextmanager
def answers() -> Iterator[Path]:
    """The file of answers to it, for as long as the block lasts."""
    with resources.as_file(resources.files("knowledge").joinpath("example", "answers.csv")) as path:
        yield path


def _read(name: str) -> str:
    return resources.files("knowledge").joinpath("example", name).read_text(encoding="utf-8")
