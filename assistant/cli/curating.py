"""``corail record`` for whoever keeps it: what is proposed, who is whom, what was done, undone."""

from __future__ import annotations

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
from knowledge.cleaning import one_line

if TYPE_CHECKING:
    from assistant.curation.proposing import Looked
    from knowledge.curator import Proposal

SHOWN = 200


def print_looked(looked: Looked, new: int) -> None:
    """What is proposed of documents that came in, and how many were not looked at."""
    if looked.found:
        print(f"{len(looked.found)} to decide on; nothing was changed:")
        for one in looked.found:
            _print(one)
        print("`corail record decide ID --accept` or `--dismiss`.")
    if looked.left:
        print(
            f"{looked.left} of {new} new documents were not held against the record: there was no "
            "time. `corail record look ID` does it for one."
        )


def _print(one: Proposal) -> None:
    asked = "replaces?" if one.kind == "replaces" else "please check"
    print(f"  {one.id}  {asked} ({one.reason})")
    print(f"      newer {one.new_id}: {inert(one_line(one.new_words, SHOWN))}")
    print(f"      older {one.old_id}: {inert(one_line(one.old_words, SHOWN))}")


def proposed(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """What new documents may replace or contradict, for a person to decide."""
    with assistant_at_work() as assistant:
        found = assistant.curation.proposals(assistant.brand(brand).name, assistant.operator)
    if as_json:
        from assistant.exports import proposal_as_dict

        print_json([proposal_as_dict(one) for one in found])
        return
    for one in found:
        _print(one)
    print(f"{len(found)} to decide on.")


def look(
    ref: Annotated[str, typer.Argument(help="A document's id.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look what one document may replace or contradict."""
    with assistant_at_work() as assistant:
        looked = assistant.curation.look_at(assistant.brand(brand).name, ref, assistant.operator)
    if as_json:
        from assistant.exports import proposal_as_dict

        print_json([proposal_as_dict(one) for one in looked.found])
        return
    print_looked(looked, 1)
    if not looked.found and not looked.left:
        print("Nothing new to decide on.")


def decide(
    proposal: Annotated[str, typer.Argument(help="A proposal's id.")],
    accept: Annotated[
        bool,
        typer.Option("--accept/--dismiss", help="The newer replaces the older, or both stand."),
    ],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide on a proposal: the newer document replaces the older, or both stand."""
    with assistant_at_work() as assistant:
        name, who = assistant.brand(brand).name, assistant.operator
        act = assistant.curation.accept if accept else assistant.curation.dismiss
        one = act(name, proposal, who)
    line = "Both stand. It is not proposed again."
    if accept:
        line = f"{one.old_id} is superseded by {one.new_id}."
    report({"decided": one.id, "accepted": accept}, line, as_json=as_json)


def speakers(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Who speaks on the record, as they are written, and which names may be one person's."""
    with assistant_at_work() as assistant:
        name, who = assistant.brand(brand).name, assistant.operator
        found = assistant.curation.speakers(name, who)
        guesses = assistant.curation.likely(name, who)
    if as_json:
        from dataclasses import asdict

        from assistant.exports import speaker_as_dict

        listed = [speaker_as_dict(one) for one in found]
        print_json({"speakers": listed, "likely": [asdict(one) for one in guesses]})
        return
    for one in found:
        known = f"  is {inert(one.known_as)}" if one.known_as else ""
        print(f"{one.documents:>6}  {one.last or 'undated':>10}  {inert(one.spelling)}{known}")
    for guess in guesses:
        print(f"{inert(guess.spelling)} may be {inert(guess.name)} ({guess.why}).")


def alias(
    spelling: Annotated[str, typer.Argument(help="A name as it is written on record.")],
    name: Annotated[str | None, typer.Argument(help="Whose it is.")] = None,
    brand: BrandOption = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="It is nobody's but its own.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say that two names are one person; documents keep the letter."""
    from assistant.errors import BadRequest

    if (name is None) != nobody:
        raise BadRequest("Name whose it is, or say --nobody.")
    with assistant_at_work() as assistant:
        assistant.curation.alias(assistant.brand(brand).name, spelling, name, assistant.operator)
    told = f"is {inert(name)}" if name is not None else "is a name of its own"
    whose = {"spelling": spelling, "known_as": name}
    report(whose, f"{inert(spelling)} {told}.", as_json=as_json)


def done(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """The last acts on the record, the last first, and which of them can be undone."""
    with assistant_at_work() as assistant:
        found = assistant.curation.done(assistant.brand(brand).name, assistant.operator)
    if as_json:
        from assistant.exports import done_as_dict

        print_json([done_as_dict(one) for one in found])
        return
    for one in found:
        why = "" if one.why_not is None else f"  (not undone: {one.why_not})"
        about = " ".join(one.documents)
        print(f"{one.seq:>7}  {one.at[:16]}  {inert(one.actor or '-')}  {one.act}  {about}{why}")


def undo(
    number: Annotated[int, typer.Argument(help="An act's number, as `corail record done` has it.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Undo one act, where nothing was done since."""
    with assistant_at_work() as assistant:
        act = assistant.curation.undo(assistant.brand(brand).name, number, assistant.operator)
    report({"undone": act.seq, "act": act.act}, f"Undone: {act.act}.", as_json=as_json)


def bind(app: typer.Typer) -> None:
    """Put the commands of whoever keeps the record among those of ``app``."""
    for command in (proposed, look, decide, speakers, alias, done, undo):
        app.command()(command)
