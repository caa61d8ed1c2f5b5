"""``corail purpose``: an open call, its answers, and what is read out of them."""

from __future__ import annotations

import sys
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
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.review.people import Person
    from assistant.workshop.desk import Study, Workshop
    from assistant.workshop.values import Call

purpose_app = typer.Typer(
    help="An open call on the purpose, and the purpose that everybody wrote.", no_args_is_help=True
)

CallOption = Annotated[
    str | None, typer.Option("--call", "-c", help="A call's id or its beginning; default: newest.")
]
SHOWN = 3


@purpose_app.command("open")
def open_(
    question: Annotated[str, typer.Argument(help="What is asked.")] = "",
    french: Annotated[str, typer.Option("--fr", help="The question in French.")] = "",
    asked: Annotated[str, typer.Option(help='Who is asked: "all employees".')] = "",
    least: Annotated[
        int | None, typer.Option(help="People a group needs to be shown; default: the setting's.")
    ] = None,
    named: Annotated[
        bool, typer.Option("--named", help="Keep the names that answers come with.")
    ] = False,
    example: Annotated[
        bool, typer.Option("--example", help="The example brand's call, with its answers.")
    ] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open a call. It is anonymous unless you say otherwise."""
    with assistant_at_work() as assistant:
        by = person(assistant)
        if example:
            ours = assistant.ensure_example()
            call = assistant.example_call(ours.name, by)
            assert call is not None  # noqa: S101 - it is the example brand
        else:
            name = assistant.brand(brand).name
            asks, whom = {"en": question, "fr": french}, {"en": asked, "fr": asked}
            call = assistant.workshop.open(
                name, asks, by, asked=whom, anonymous=not named, least=least
            )
        told = call_as_dict(call, assistant.workshop.count(call))
        line = f"{call.id}  {inert(call.asks(assistant.locale))}"
    report(told, line, as_json=as_json)


@purpose_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="FILE.csv, .jsonl or .xlsx: an answer a row.")],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="text=HEADING, id=, language=, name= or group:NAME=HEADING."),
    ] = None,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take answers in. The same file again adds nothing; stopped, it goes on where it was."""
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as tell:
        shop, one = _call(assistant, brand, call)
        found = shop.take_in(
            one,
            file,
            person(assistant),
            mapping=pairs(mapping, "--map"),
            progress=tell or _silent,
        )
        locale = assistant.locale
    if as_json:
        print_json(plain(found))
        return
    columns = found.columns
    print(
        f"{found.added} new, {found.known} known already, {found.emptied} without an answer, "
        f"{len(found.refused)} refused."
    )
    read = ", ".join(f"{name} from {heading!r}" for name, heading in columns.as_mapping().items())
    print(f"Columns: {inert(read)}.")
    if columns.who:
        print(f"Not kept, as it says who somebody is: {inert(', '.join(columns.who))}.")
    for bad in found.refused:
        print(f"corail: row {bad.row}: {inert(bad.said(locale))}", file=sys.stderr)


@purpose_app.command("list")
def list_(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """The calls of a brand, the newest first."""
    with assistant_at_work() as assistant:
        shop = assistant.workshop
        found = [(one, shop.count(one)) for one in shop.calls(assistant.brand(brand).name)]
    if as_json:
        print_json([call_as_dict(one, count) for one, count in found])
        return
    for one, count in found:
        told = (one.id, str(one.state), one.opened_at[:10], f"{count} answers")
        print(inert("  ".join((*told, one.asks(assistant.locale)))))
    if not found:
        print("No call yet: `corail purpose open QUESTION`.")


@purpose_app.command()
def themes(call: CallOption = None, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """What was said: themes with their shares, voices and groups."""
    from assistant.workshop.telling import share, theme_name

    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
        locale = assistant.locale
    heard = study.heard
    if as_json:
        told = [plain(one) for one in heard.told()]
        print_json({"themes": told, "spreads": plain(heard.spreads())})
        return
    for one in heard.told():
        few = "  (few)" if one.few else ""
        count = share(one.voices, one.of, one.low, one.high, locale)
        print(f"\n{inert(theme_name(heard, one.theme, locale))}: {count}{few}")
        for member in one.theme.representatives[:SHOWN]:
            print(f"  - {inert(heard.by_id[member].text)} [{member}]")
    for spread in heard.spreads():
        groups = " | ".join(group or "…" for group in spread.groups)
        print(f"\n{inert(spread.kind)}: {inert(groups)}   (· is not shown)")
        for theme, cells in spread.rows.items():
            name = theme_name(heard, heard.themes.named(theme), locale) if theme else "-"
            counts = " | ".join("·" if c.voices is None else str(c.voices) for c in cells)
            print(f"  {counts}   {inert(name)}")


@purpose_app.command()
def few(call: CallOption = None, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """What few say: kept, and marked."""
    from assistant.workshop.telling import few_kind

    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
        locale = assistant.locale
    if as_json:
        texts = study.heard.by_id
        rows = [{**plain(f), "texts": [texts[m].text for m in f.members]} for f in study.few]
        print_json(rows)
        return
    for one in study.few:
        print(f"\n{few_kind(one, locale)}")
        for member in one.members:
            print(f"  - {inert(study.heard.by_id[member].text)} [{member}]")


@purpose_app.command()
def tensions(
    call: CallOption = None, brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Where answers pull apart, with quotes from both sides."""
    from assistant.workshop.telling import tension_name

    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
        locale = assistant.locale
    if as_json:
        print_json(plain(study.tensions))
        return
    for one in study.tensions:
        for name, side in zip(
            tension_name(study.heard, one, locale), (one.one, one.other), strict=True
        ):
            print(f"\n{inert(name)}")
            for identity, words in side:
                print(f"  - {inert(words)} [{identity}]")
    if not study.tensions:
        print("Nothing that pulls apart was found.")


@purpose_app.command()
def words(call: CallOption = None, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """The words they use that the brand does not, and the reverse."""
    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
    if as_json:
        print_json(plain(study.wordings))
        return
    for one in study.wordings:
        for name, told in (("theirs", one.theirs), ("the brand's", one.ours)):
            print(f"\n{one.language}, {name}:")
            for word in told:
                print(
                    f"  {inert(word.word):<20} {word.answers:>5} answers {word.record:>5} on "
                    f"record   z {word.weight:+.1f}"
                )
    if not study.wordings:
        print("Too few answers, or too few texts on record, in each language.")


@purpose_app.command()
def gap(call: CallOption = None, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """What today's purpose says that nobody said, and the reverse."""
    from assistant.workshop.telling import theme_name

    with assistant_at_work() as assistant:
        study = read(assistant, brand, call, quiet=as_json)
        locale = assistant.locale
    if as_json:
        print_json(plain(study.gap))
        return
    print("Sentences of today's purpose, and how many answers say so too:")
    for line in study.gap.lines:
        print(f"  {len(line.said):>4}  {inert(line.text)}")
    print("\nThemes of which it says nothing:")
    for one in study.gap.missing:
        theme = study.heard.themes.named(one.theme_id)
        print(f"  {one.voices:>4}  {inert(theme_name(study.heard, theme, locale))}")


@purpose_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="FILE.docx or .pdf: a summary; .csv: the tables.")],
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """A call for the file. Answers are quoted masked; no id, no small group leaves."""
    from assistant.exporting import call_rows, csv_text, pdf, tell_call, word

    kind = file.suffix.lower()
    if kind not in (".docx", ".pdf", ".csv"):
        raise BadRequest("Name a file that ends in .docx, .pdf or .csv.")
    with assistant_at_work() as assistant:
        by = person(assistant)
        shop, one = _call(assistant, brand, call)
        shop.exported(one, by, kind[1:])
        study = read(assistant, brand, one.id)
        put, tally = shop.candidates(one), shop.tally(one, by)
        if kind == ".csv":
            content = csv_text(call_rows(one, study, put, tally, assistant.locale)).encode()
        else:
            told = tell_call(one, study, put, tally, shop.decided(one), assistant.locale)
            content = (word if kind == ".docx" else pdf)(told)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadRequest(f"{str(file)!r} cannot be written: {error.strerror}.") from error
    report({"file": str(file), "call": one.id}, f"{inert(str(file))}.", as_json=as_json)


@purpose_app.command()
def erase(
    answers: Annotated[list[str] | None, typer.Argument(help="Ids of answers.")] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="The call with all that was said in it.")
    ] = False,
    call: CallOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Forget answers for good, or a whole call. What went on record stays."""
    if bool(answers) == whole:
        raise BadRequest("Name answers by their ids, or say --whole.")
    with assistant_at_work() as assistant:
        shop, one = _call(assistant, brand, call)
        if whole:
            count = shop.count(one)
            shop.erase_call(one, person(assistant))
        else:
            count = shop.erase(one, answers or [], person(assistant))
    told = {"call": one.id, "whole": whole, "answers": count}
    line = f"Erased: the call {one.id}." if whole else f"Erased: {count}."
    report(told, line, as_json=as_json)


# --- what the commands share ----------------------------------------------------------------------


def person(assistant: Assistant) -> Person:
    """Whoever runs the command, with the roles they have."""
    return assistant.person(assistant.actor)


def _call(assistant: Assistant, brand: str | None, ref: str | None) -> tuple[Workshop, Call]:
    shop = assistant.workshop
    return shop, shop.call(assistant.brand(brand).name, ref)


call_of = _call


def read(assistant: Assistant, brand: str | None, ref: str | None, *, quiet: bool = False) -> Study:
    """What is read out of a call, telling how far it is."""
    shop, one = _call(assistant, brand, ref)
    with progress_bar(quiet=quiet) as tell:
        return shop.study(one, tell or _silent)


def plain(value: object) -> Any:
    """A value as JSON takes it; what makes it so is loaded when there is something to print."""
    from assistant import exports

    return exports.plain(value)


def call_as_dict(call: Call, answers: int) -> dict[str, Any]:
    """A call, and how many answers it has."""
    return {**plain(call), "answers": answers}


def _silent(done: int, whole: int, what: str) -> None:
    """Tells nobody."""
