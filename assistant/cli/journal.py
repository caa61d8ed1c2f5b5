"""``corail journal``: who did what, and whether that is still what was written down."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    assistant_at_work,
    inert,
    print_json,
    report,
)
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from knowledge.journal import Head, JournalEntry

journal_app = typer.Typer(
    help="Who did what, in a chain that shows tampering.", no_args_is_help=True
)

CHECKPOINT = "corail journal checkpoint"
"""What a checkpoint file says that it is."""


@journal_app.command()
def show(
    brand: BrandOption = None,
    subject: Annotated[
        str | None, typer.Option(help="The id of what it was done to, or its beginning.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it.")] = None,
    since: Annotated[str | None, typer.Option(help="From this day or moment, ISO.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The last so many.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """What was done, the last at the end."""
    from knowledge.journal import Journal

    with assistant_at_work() as assistant:
        entries = Journal(assistant.database).entries(brand)
    chosen = [
        one
        for one in entries
        if (subject is None or one.subject.startswith(subject))
        and (actor is None or one.actor == actor)
        and (since is None or one.at >= since)
    ][-limit:]
    if as_json:
        print_json([asdict(one) for one in chosen])
        return
    for one in chosen:
        print(_line(one))
    if not chosen:
        print("Nothing of the kind is in the journal.")


@journal_app.command()
def verify(
    against: Annotated[
        Path | None, typer.Option(help="A checkpoint that was kept elsewhere.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Verify the chain; name the first bad entry."""
    from knowledge.journal import Journal

    expected = _checkpoint(against) if against is not None else None
    with assistant_at_work() as assistant:
        verdict = Journal(assistant.database).verify(expected)
    if as_json:
        print_json(asdict(verdict) | {"holds": verdict.holds, "against": against and str(against)})
        if not verdict.holds:
            raise typer.Exit(1)
        return
    if not verdict.holds:
        print(f"The journal is broken at entry {verdict.first_bad}: {inert(verdict.reason)}")
        raise typer.Exit(1)
    print(f"The journal holds: {verdict.count} entries, each chained to the one before.")
    if expected is None:
        print(
            "That its end was not cut off, nor all of it written anew, only a checkpoint kept "
            "elsewhere can tell: `corail journal checkpoint FILE`."
        )


@journal_app.command()
def checkpoint(
    file: Annotated[Path, typer.Argument(help="Where to write it; keep it elsewhere.")],
    as_json: JsonOption = False,
) -> None:
    """Write down where the journal ends now, to hold it against that later."""
    from knowledge.journal import Journal

    with assistant_at_work() as assistant:
        journal = Journal(assistant.database)
        head = journal.head()
        last = journal.entries(limit=1)
    told = {"what": CHECKPOINT, "version": 1, **asdict(head), "at": last[0].at if last else None}
    _write(file, json.dumps(told, indent=2) + "\n")
    line = f"Entry {head.seq}, {head.digest[:12]}…: kept in {inert(str(file))}."
    report(told | {"file": str(file)}, line, as_json=as_json)


@journal_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="FILE.jsonl, or FILE.csv for a spreadsheet.")],
    masked: Annotated[
        bool, typer.Option("--masked", help="Leave out the names of people.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """The whole journal, with what it takes to verify it without Corail (docs/journal.md)."""
    from assistant.exporting import csv_text, jsonl_text
    from knowledge.journal import Act, Journal

    with assistant_at_work() as assistant:
        journal = Journal(assistant.database)
        journal.append(assistant.actor, Act("journal exported", "journal"))
        rows = [_row(one, masked=masked) for one in journal.rows()]
    kinds = {".csv": csv_text, ".jsonl": jsonl_text}
    if file.suffix.lower() not in kinds:
        raise BadRequest("Name a file that ends in .jsonl or .csv.")
    _write(file, kinds[file.suffix.lower()](rows))
    told = {"file": str(file), "rows": len(rows)}
    report(told, f"{len(rows)} entries in {inert(str(file))}.", as_json=as_json)


def _row(row: dict[str, Any], *, masked: bool) -> dict[str, Any]:
    name = row.pop("name")
    return row if masked else {**row, "name": name}


def _line(one: JournalEntry) -> str:
    detail = " ".join(f"{key}={value}" for key, value in one.detail.items())
    told = (str(one.seq), one.at[:19].replace("T", " "), one.actor or "(forgotten)", one.act)
    return inert("  ".join((*told, one.brand, one.subject[:12], detail)).rstrip())


def _checkpoint(file: Path) -> Head:
    from knowledge.journal import Head

    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if told["what"] != CHECKPOINT:
            raise ValueError("it says to be something else")
        return Head(int(told["seq"]), str(told["digest"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"{str(file)!r} is no checkpoint of a journal: {error}.") from error


def _write(file: Path, words: str) -> None:
    try:
        file.write_text(words, encoding="utf-8", newline="")
    except OSError as error:
        raise BadRequest(f"{str(file)!r} cannot be written: {error.strerror}.") from error
