"""``corail review``: replies on their way out, listed, shown, and written to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    from assistant.assembly import Assistant

review_app = typer.Typer(help="Replies on their way out.", no_args_is_help=True)

DossierArgument = Annotated[str, typer.Argument(help="A reply's id, or its beginning.")]
MOST = 100_000
"""Replies that one command lists."""


@review_app.command(name="list")
def list_(
    brand: BrandOption = None,
    state: Annotated[
        list[str] | None, typer.Option(help="draft, in review, approved, sent, ... (repeatable)")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The replies of a brand, the one that changed last first."""
    from assistant.freezing import freeze
    from assistant.review import State

    known = [str(one) for one in State]
    if wrong := [one for one in state or () if one not in known]:
        raise BadRequest(f"No such state: {', '.join(wrong)}. There are: {', '.join(known)}.")
    states = [State(one) for one in state] if state else list(State)
    with assistant_at_work() as assistant:
        found = assistant.review.listed(assistant.brand(brand).name, states=states, limit=MOST)
    if as_json:
        print_json([freeze(one) for one in found])
        return
    for one in found:
        told = (one.id[:8], str(one.state), one.author, one.changed_at[:16].replace("T", " "))
        print(inert("  ".join((*told, " ".join(one.text.split())[:80]))))
    if not found:
        print("No reply of the kind.")


@review_app.command()
def show(dossier: DossierArgument, as_json: JsonOption = False) -> None:
    """One reply: its text, its versions, what was decided and by whom."""
    from assistant.freezing import freeze

    with assistant_at_work() as assistant:
        one = assistant.ledger.read(_whole(assistant, dossier))
    if as_json:
        print_json(freeze(one))
        return
    current = one.current
    print(inert(f"{one.id}  {one.state}  version {current.number} by {current.author}"))
    if one.post is not None:
        print(inert(f"\nTo: {one.post.text}"))
    print(f"\n{inert(current.text)}\n")
    for decided in one.decisions:
        reason = f": {decided.reason}" if decided.reason else ""
        print(inert(f"{decided.at[:16]}  {decided.person}  {decided.act}{reason}"))
    for comment in one.comments:
        print(inert(f"{comment.at[:16]}  {comment.person}  said: {comment.words}"))


@review_app.command()
def export(
    dossier: DossierArgument,
    file: Annotated[Path, typer.Argument(help="FILE.docx or FILE.pdf.")],
    as_json: JsonOption = False,
) -> None:
    """One reply with its post (masked), sources and decisions, as a document for the file."""
    from assistant.exporting import pdf, tell, word
    from knowledge.journal import Act, Journal

    writers = {".docx": word, ".pdf": pdf}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        raise BadRequest("Name a file that ends in .docx or .pdf.")
    with assistant_at_work() as assistant:
        one = assistant.ledger.read(_whole(assistant, dossier))
        told = tell(
            one, assistant.sources_of(one), assistant.locale, assistant.brand(one.brand).handles
        )
        how = Act("dossier exported", one.id, {"how": file.suffix[1:]})
        Journal(assistant.database).append(assistant.actor, how)
    _write(file, writer(told))
    written = {"file": str(file), "reply": one.id}
    report(written, f"{inert(told.title)}: {inert(str(file))}.", as_json=as_json)


@review_app.command("export-all")
def export_all(
    file: Annotated[Path, typer.Argument(help="FILE.csv for a spreadsheet, or FILE.jsonl.")],
    brand: BrandOption = None,
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="Leave personal data in the posts as it is.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Every version, decision and comment of a brand's replies, a row each."""
    from assistant.exporting import csv_text, everything, jsonl_text
    from assistant.review import State
    from knowledge.journal import Act, Journal

    kinds = {".csv": csv_text, ".jsonl": jsonl_text}
    if file.suffix.lower() not in kinds:
        raise BadRequest("Name a file that ends in .csv or .jsonl.")
    with assistant_at_work() as assistant:
        ours = assistant.brand(brand)
        listed = assistant.review.listed(ours.name, states=list(State), limit=MOST)
        dossiers = [assistant.ledger.read(one.id) for one in listed]
        rows = list(everything(dossiers, masked=not unmasked, keep=ours.handles))
        how = Act("replies exported", ours.name, {"masked": not unmasked, "rows": len(rows)})
        Journal(assistant.database).append(assistant.actor, how)
    _write(file, kinds[file.suffix.lower()](rows).encode("utf-8", "replace"))
    told = {"file": str(file), "rows": len(rows)}
    report(told, f"{len(rows)} rows in {inert(str(file))}.", as_json=as_json)


def _whole(assistant: Assistant, beginning: str) -> str:
    """The id that begins so. Raises :class:`BadRequest` where none does, or several do."""
    found = assistant.ledger.find(beginning.strip())
    if len(found) == 1:
        return found[0]
    many = "Several replies begin" if found else "No reply begins"
    raise BadRequest(f"{many} with {beginning[:40]!r}. `corail review list` shows them.")


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadRequest(f"{str(file)!r} cannot be written: {error.strerror}.") from error
