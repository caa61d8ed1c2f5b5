"""``corail ingest``, ``record``, ``brand`` and ``journal``: keeping the record true."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    assistant_at_work,
    inert,
    pairs,
    print_json,
    progress_bar,
    report,
)
from assistant.cli.curating import bind, print_looked
from assistant.errors import BadRequest
from knowledge.cleaning import one_line

if TYPE_CHECKING:
    from knowledge.ingest import Report
    from knowledge.model import Commitment, Status

SHOWN = 90
"""Characters of a promise in the table of all of them."""

record_app = typer.Typer(help="Look at the record and keep it true.", no_args_is_help=True)
brand_app = typer.Typer(help="The brands on record.", no_args_is_help=True)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to put on record.")],
    brand: BrandOption = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help="For tables: our field=their column, e.g. text=Message."),
    ] = None,
    default: Annotated[
        list[str] | None,
        typer.Option("--default", help="A fact for documents without it, e.g. speaker=Nestlé."),
    ] = None,
    propose: Annotated[
        bool,
        typer.Option(help="Look what the new documents may replace or contradict."),
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Put documents and past statements on the brand's record."""
    missing = [str(p) for p in paths if not p.exists()]
    if missing:
        raise BadRequest(f"No such file or folder: {', '.join(missing)}.")
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as progress:
        report = assistant.ingest(
            paths,
            brand=brand,
            mapping=pairs(column, "--map"),
            defaults=pairs(default, "--default"),
            progress=progress,
        )
        name = assistant.brand(brand).name
        looked = None
        if propose and report.documents:
            looked = assistant.curation.look(name, report.documents, tell=progress)
    if as_json:
        from assistant.exports import report_as_dict

        print_json(report_as_dict(report, looked))
    else:
        _print_report(report)
        if looked is not None:
            print_looked(looked, len(report.documents))
    if report.refused and not report.taken:
        raise typer.Exit(1)


def _print_report(report: Report) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("file", "outcome", "documents", "passages", "why"):
        table.add_column(name, overflow="fold")
    for row in report.rows:
        why = row.reason or "; ".join(row.notes)
        table.add_row(
            escape(inert(row.path.name)),
            row.outcome,
            str(row.documents),
            str(row.passages or ""),
            escape(inert(why)),
        )
    Console().print(table)
    print(
        f"{report.taken} taken, {report.unchanged} unchanged, {report.skipped} skipped, "
        f"{report.refused} refused; {report.passages} new passages, {report.embedded} embedded."
    )
    for note in report.notes:
        print(inert(note))


@record_app.command("list")
def record_list(
    brand: BrandOption = None,
    kind: Annotated[str | None, typer.Option(help="purpose, statement, reply, ...")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who said it.")] = None,
    since: Annotated[
        str | None, typer.Option(help="From this date on (2023, 2023-05, ...).")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Up to this date.")] = None,
    removed: Annotated[bool, typer.Option("--removed", help="Show removed documents.")] = False,
    as_json: JsonOption = False,
) -> None:
    """The documents on record."""
    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        documents = assistant.record.documents(
            name,
            kind=_kind(kind),
            speaker=speaker,
            since=_date(since, "--since"),
            until=_date(until, "--until"),
            removed=removed,
        )
    if as_json:
        from assistant.exports import document_as_dict

        print_json([document_as_dict(d) for d in documents])
        return
    for entry in documents:
        what = entry.name
        marks = f" [superseded by {entry.superseded_by.document_id}]" if entry.superseded_by else ""
        if entry.access.visibility != "public":
            marks += f" [{entry.access.visibility}]"
        print(
            f"{entry.id}  {entry.date or 'undated':>10}  {entry.kind:<10}  "
            f"{inert(entry.speaker or '-')}  {inert(what)}{marks}"
        )
    print(f"{len(documents)} documents.")


@record_app.command("show")
def record_show(
    ref: Annotated[str, typer.Argument(help="A document's id or the beginning of it.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """One document: its facts and its text."""
    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        entry = assistant.record.document(name, ref)
        text = assistant.record.text(name, entry.id)
    from assistant.exports import document_as_dict, text_as_dict

    if as_json:
        print_json(text_as_dict(entry, text))
        return
    for key, value in document_as_dict(entry).items():
        if value not in (None, "", []):
            print(f"{key:>16}  {inert(str(value))}")
    print(f"\n{inert(text)}")


@record_app.command("commitments")
def record_commitments(
    brand: BrandOption = None,
    status: Annotated[
        str | None,
        typer.Option(help="open, due, late, kept, dropped or superseded."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """What the brand has promised, and how each promise stands today."""
    wanted = _status(status)
    with assistant_at_work() as assistant:
        found = [c for c in assistant.commitments(brand) if wanted in (None, c.status)]
    if as_json:
        from assistant.exports import commitment_as_dict

        print_json([commitment_as_dict(c) for c in found])
        return
    _print_commitments(found)


def _print_commitments(found: Sequence[Commitment]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    # A deadline that breaks in the middle cannot be read; words and sources can.
    for name in ("status", "deadline", "target", "baseline", "owner", "words", "date", "source"):
        table.add_column(name, overflow="fold", no_wrap=name in ("status", "deadline", "date"))
    for one in found:
        passage = one.passage
        source = passage.title or passage.source.rsplit("/", 1)[-1]
        cells = (
            one.status,
            one.deadline,
            one.target,
            one.baseline,
            one.owner,
            one_line(one.words, SHOWN),
        )
        row = (*cells, passage.date or "undated", source)
        table.add_row(*(escape(inert(str(cell or "-"))) for cell in row))
    Console().print(table)
    print(f"{len(found)} commitment{'s' if len(found) != 1 else ''}.")


def _status(name: str | None) -> Status | None:
    from knowledge.model import Status

    if name is None:
        return None
    try:
        return Status(name)
    except ValueError as error:
        raise BadRequest(f"Unknown status {name!r}. Known: {', '.join(Status)}.") from error


@record_app.command("edit")
def record_edit(
    ref: Annotated[str, typer.Argument(help="A document's or a passage's id.")],
    changes: Annotated[list[str], typer.Argument(help="field=value ...; field= clears it.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Correct the facts of a document, or who may see a passage."""
    given = {key: value or "" for key, value in (pairs(changes, "edit") or {}).items()}
    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        keeping = assistant.curation
        act = keeping.edit_passage if ref.strip().lower().startswith("p") else keeping.edit
        act(name, ref, given, assistant.operator)
    told = {"edited": ref, "fields": list(given)}
    report(told, f"Edited {ref}: {', '.join(given)}.", as_json=as_json)


@record_app.command("supersede")
def record_supersede(
    old: Annotated[str, typer.Argument(help="The document that no longer holds.")],
    new: Annotated[str | None, typer.Argument(help="The document that replaces it.")] = None,
    brand: BrandOption = None,
    nothing: Annotated[
        bool, typer.Option("--nothing", help="Nothing replaces it: it holds again.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say that one document replaces another; the old one stays citable as past."""
    if (new is None) != nothing:
        raise BadRequest("Name the document that replaces it, or say --nothing.")
    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        assistant.curation.supersede(name, old, new, assistant.operator)
    line = f"{old} holds again." if new is None else f"{old} is superseded by {new}."
    report({"superseded": old, "superseded_by": new}, line, as_json=as_json)


@record_app.command("remove")
def record_remove(
    ref: Annotated[str, typer.Argument(help="A document's id.")],
    brand: BrandOption = None,
    erase: Annotated[
        bool, typer.Option("--erase", help="For good: the text goes, the journal keeps a digest.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take a document off the record. Bringing it back: `corail record undo`, or ingest it."""
    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        act = assistant.curation.erase if erase else assistant.curation.remove
        current = act(name, ref, assistant.operator)
    if as_json:
        from assistant.exports import document_as_dict

        told = [document_as_dict(one) for one in current]
        print_json({"removed": ref, "erased": erase, "current_again": told})
        return
    print(f"{'Erased' if erase else 'Removed'} {ref}.")
    for entry in current:
        print(f"Current again: {entry.id} {inert(entry.title)} ({entry.date or 'undated'}).")


@record_app.command("rebuild")
def record_rebuild(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Rebuild the index from the record; nothing is embedded twice."""
    told = []
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as progress:
        names = [assistant.brand(brand).name] if brand else [b.name for b in assistant.brands()]
        for name in names:
            count = assistant.rebuild(name, progress)
            told.append({"brand": name, "passages": count})
            if not as_json:
                print(f"{name}: {count} passages indexed.")
    if as_json:
        print_json(told)


@record_app.command("backup")
def record_backup(
    path: Annotated[Path, typer.Argument(help="The archive to write.")],
    as_json: JsonOption = False,
) -> None:
    """Write the whole record, all brands, to one archive."""
    from knowledge.backup import backup

    with assistant_at_work() as assistant:
        backup(assistant.database, path)
    report({"file": str(path)}, f"Backup written to {path}.", as_json=as_json)


@record_app.command("restore")
def record_restore(
    path: Annotated[Path, typer.Argument(help="An archive made by backup.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what is on record now.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring a backup back. Verified whole before anything is touched."""
    from knowledge.backup import restore

    with assistant_at_work() as assistant:
        restore(assistant.database, path, replace=replace, actor=assistant.actor)
        brands = [brand.name for brand in assistant.brands()]
        for name in brands:
            assistant.rebuild(name)
    told = {"file": str(path), "brands": brands}
    report(told, f"Restored from {path}.", as_json=as_json)


def _kind(name: str | None) -> Any:
    from knowledge.model import Kind

    if name is None:
        return None
    try:
        return Kind(name)
    except ValueError as error:
        raise BadRequest(f"Unknown kind {name!r}. Known: {', '.join(Kind)}.") from error


def _date(raw: str | None, option: str) -> str | None:
    from knowledge.dates import parse

    if raw is None:
        return None
    found = parse(raw)
    if found is None:
        raise BadRequest(f"{option} {raw!r} is not a date. Use 2023, 2023-05 or 2023-05-10.")
    return found


@brand_app.command("list")
def brand_list(as_json: JsonOption = False) -> None:
    """The brands on record."""
    with assistant_at_work() as assistant:
        brands = assistant.brands()
        counts = {b.name: assistant.passage_count(b.name) for b in brands}
    if as_json:
        from assistant.exports import brand_as_dict

        print_json([brand_as_dict(one, counts[one.name]) for one in brands])
        return
    for brand in brands:
        print(f"{brand.name:<20} {inert(brand.title or '-'):<28} {counts[brand.name]} passages")


@brand_app.command("set")
def brand_set(
    name: Annotated[str, typer.Argument(help="The brand's short name.")],
    changes: Annotated[
        list[str], typer.Argument(help="title=, names=, handles=, signature=, languages= ...")
    ],
    as_json: JsonOption = False,
) -> None:
    """Set a brand's title, names, handles, signature or languages (lists: comma between)."""
    from dataclasses import replace as changed

    from assistant.exports import brand_as_dict

    given = pairs(changes, "set") or {}
    unknown = set(given) - {"title", "names", "handles", "signature", "languages"}
    if unknown:
        raise BadRequest(f"Unknown field {', '.join(sorted(unknown))}: see `corail brand set -h`.")
    values: dict[str, Any] = {
        key: tuple(v.strip().lstrip("@") for v in value.split(",") if v.strip())
        if key in ("names", "handles", "languages")
        else value
        for key, value in given.items()
    }
    with assistant_at_work() as assistant:
        kept = changed(assistant.brand(name), **values)
        assistant.record.keep_brand(kept, assistant.actor)
        told = brand_as_dict(kept, assistant.passage_count(name))
    report(told, f"{name}: {', '.join(given)} set.", as_json=as_json)


bind(record_app)
