"""What comes of rehearsing, in the terminal and as files: debriefs, briefs, one's own sessions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import BrandOption, JsonOption, assistant_at_work, inert, print_json
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.exporting import Told

OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write a document: FILE.docx or FILE.pdf.")
]


def brief(
    topic: Annotated[str, typer.Argument(help="What the interview is about, in a few words.")],
    brand: BrandOption = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="fr or en; default: the terminal's.")
    ] = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """One page for whoever goes on air: what was said and promised, and the hardest questions."""
    from assistant.exporting import tell_brief
    from assistant.exports import brief_as_dict

    kind_of(out)
    with assistant_at_work() as assistant:
        made = assistant.brief(topic, brand, language)
    give(tell_brief(made), out, brief_as_dict(made) if as_json else None)


def debrief(assistant: Assistant, rehearsal: str, out: Path | None, *, as_json: bool) -> None:
    """What became of a rehearsal of one's own."""
    from assistant.exporting import tell_debrief
    from assistant.exports import debrief_as_dict

    kind_of(out)
    made = assistant.debriefing.debrief(rehearsal, assistant.actor)
    give(tell_debrief(made), out, debrief_as_dict(made) if as_json else None)


def mine(assistant: Assistant, brand: str | None, *, as_json: bool) -> None:
    """One's own rehearsals and those shared with one, and how one gets on."""
    from assistant.exports import listed_as_dict, progress_as_dict

    listed = assistant.rehearsals.shelf.recent(assistant.actor, brand)
    told = assistant.debriefing.progress(assistant.actor, brand, assistant.locale)
    if as_json:
        rehearsals = [listed_as_dict(one) for one in listed]
        print_json({"rehearsals": rehearsals, "progress": progress_as_dict(told)})
        return
    for one in listed:
        terms = one.terms
        when = one.changed_at[:16].replace("T", " ")
        print(inert(f"{one.id}  {when}  {terms.challenger} {terms.level}  {one.title}"))
    if not listed:
        print("Aucune répétition." if assistant.locale == "fr" else "No rehearsal yet.")
    if len(told.sessions) > 1:
        print()
        for series in told.series:
            values = [_value(value, series.unit) for value in series.values]
            print(f"{series.label}: {'  '.join(values)}")


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if not unit else f"{value:.0f} {unit}"


def give(told: Told, out: Path | None, as_json: object | None) -> None:
    """To a file, as JSON, or as text; a file and JSON may both be asked for."""
    if out is not None:
        written(told, out)
    if as_json is not None:
        print_json(as_json)
    elif out is not None:
        print(f"{inert(told.title)}: {inert(str(out))}.")
    else:
        _print(told)


def written(told: Told, out: Path) -> None:
    """Write a document to ``out``, by the end of its name. Raises :class:`BadRequest`."""
    from assistant.exporting import pdf, word

    content = pdf(told) if out.suffix.lower() == ".pdf" else word(told)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadRequest(f"{str(out)!r} cannot be written: {error.strerror}.") from error


def _print(told: Told) -> None:
    print(f"{inert(told.title)}\n{inert(told.lead)}")
    for section in told.sections:
        print(f"\n{inert(section.heading)}")
        for words in section.paragraphs:
            print(f"  {inert(words)}")
        for block in section.blocks:
            print(f"  {inert(block.text)}")
        for row in section.table[1:]:
            print(f"  {inert(' · '.join(row))}")


def kind_of(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in (".docx", ".pdf"):
        raise BadRequest("Name a file that ends in .docx or .pdf.")
