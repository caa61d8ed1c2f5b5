"""What the commands share: options, the Assistant at work, and text made safe for a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.assembly import Assistant

BrandOption = Annotated[
    str | None,
    typer.Option("--brand", "-b", help="The brand; default: the only one."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON (`corail schema` describes it).")
]
PlatformOption = Annotated[
    str | None, typer.Option("--platform", "-p", help="x, bluesky, mastodon, linkedin, ...")
]


@contextmanager
def assistant_at_work() -> Iterator[Assistant]:
    from assistant.assembly import build
    from assistant.settings import load

    with build(load()) as assistant:
        yield assistant
        for notice in assistant.notices:
            print(f"corail: {notice}", file=sys.stderr)


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def report(told: object, line: str, *, as_json: bool) -> None:
    """What was done: as a line for a person, or as JSON for a program."""
    print_json(told) if as_json else print(line)


def given(text: str | None, what: str) -> str:
    """The argument, or standard input when it is missing or ``-``."""
    if text is not None and text != "-":
        return text
    if sys.stdin.isatty():
        raise BadRequest(f"Give the {what} as an argument, or on standard input.")
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def pairs(given: Sequence[str] | None, option: str) -> dict[str, str] | None:
    if not given:
        return None
    pairs = dict(item.partition("=")[::2] for item in given if "=" in item)
    if len(pairs) != len(given):
        raise BadRequest(f"{option} takes name=value, for example {option} text=Message.")
    return pairs


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Any]:
    """A progress bar on standard error, as a callback (done, total, what)."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield tell


def source_line(passage: Any, *, dated: bool = True) -> str:
    """Who said it, when and where, on one line; not ``dated`` where the date stands before it."""
    parts = [
        passage.speaker,
        (passage.date or "undated") if dated else None,
        passage.channel,
        passage.title,
        passage.url,
    ]
    line = " · ".join(inert(str(p)) for p in parts if p)
    if passage.superseded_by is not None:
        after = passage.superseded_by
        line += f" · superseded by {inert(after.title)} ({after.date or 'undated'})"
    return line


def inert(text: str) -> str:
    """Outside text made safe for a terminal: control and bidi characters shown, not obeyed."""
    from knowledge.cleaning import reveal

    return "".join(c if c == "\n" or c >= " " else "�" for c in reveal(text)).replace("\x7f", "�")
