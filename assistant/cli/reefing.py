"""``corail reef``: allies who speak with their own voice, and who could speak to what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    assistant_at_work,
    given,
    inert,
    print_json,
    report,
)
from assistant.cli.debriefing import OutOption, give, kind_of
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.reef.values import Ally, Saying

reef_app = typer.Typer(
    help="Allies: what they share and dispute, whether they may be cited, who could speak to what.",
    no_args_is_help=True,
)

AllyArgument = Annotated[str, typer.Argument(help="The ally, by name or id.")]
DateOption = Annotated[str | None, typer.Option("--date", help="The day, ISO; default: today.")]
LanguageOption = Annotated[
    str | None, typer.Option("--language", "-l", help="fr or en; default: the terminal's.")
]
TieOption = Annotated[
    list[str] | None,
    typer.Option("--tie", help="A tie to be told, as paid:WORDS, member:WORDS, supplier:WORDS."),
]
TopicOption = Annotated[list[str] | None, typer.Option("--topic", help="What they speak about.")]


@reef_app.command(name="list")
def list_(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """All allies: their community, whether they may be cited, the last contact."""
    from assistant.reef.plain import ally_as_dict
    from assistant.reef.texts import say

    with assistant_at_work() as assistant:
        allies = assistant.reef.allies(assistant.brand(brand).name)
        day, language = assistant.reef.day, assistant.locale
    if as_json:
        print_json([ally_as_dict(one, day, language) for one in allies])
        return
    text = say(language)
    for one in allies:
        last = one.last_contact
        parts = [
            one.name,
            text(f"community {one.community}"),
            text("may cite" if one.may_be_cited(day) else "may not cite"),
            last.date if last else "–",
        ]
        print(f"{one.id}  {inert(' · '.join(parts))}")
    if not allies:
        print(text("hole empty"))


@reef_app.command()
def show(ally: AllyArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """All that is known of one ally."""
    from assistant.reef.plain import ally_as_dict

    with assistant_at_work() as assistant:
        one = assistant.reef.ally(assistant.brand(brand).name, ally)
        day, language = assistant.reef.day, assistant.locale
    if as_json:
        print_json(ally_as_dict(one, day, language))
    else:
        _tell(one, day, language)


@reef_app.command()
def add(
    name: Annotated[str, typer.Argument(help="The name of the ally.")],
    community: Annotated[
        str, typer.Option("--community", "-c", help="farmers, unions, ngos, labels, ...")
    ],
    who: Annotated[str, typer.Option(help="Who they are, and whom to ask for.")] = "",
    link: Annotated[str, typer.Option(help="What of the purpose they share.")] = "",
    tie: TieOption = None,
    topic: TopicOption = None,
    language: LanguageOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put an ally on the reef."""
    from assistant.reef.forms import ally as new_ally

    with assistant_at_work() as assistant:
        new = new_ally(
            name,
            community,
            who=who,
            link=link,
            ties=tie or (),
            topics=topic or (),
            language=language,
        )
        ours, by = assistant.brand(brand).name, assistant.operator
        added, known = assistant.reef.shelf.add(ours, [new], by)
        if known:
            raise BadRequest(f"{known[0]} is on the reef already.")
        _report(assistant, added[0], f"{added[0].id}  {inert(added[0].name)}", as_json=as_json)


@reef_app.command()
def edit(
    ally: AllyArgument,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    community: Annotated[
        str | None, typer.Option("--community", "-c", help="farmers, unions, ngos, labels, ...")
    ] = None,
    who: Annotated[
        str | None, typer.Option(help="Who they are, and whom to ask for; empty: not told.")
    ] = None,
    link: Annotated[
        str | None, typer.Option(help="What of the purpose they share; empty: not told.")
    ] = None,
    tie: TieOption = None,
    topic: TopicOption = None,
    no_ties: Annotated[bool, typer.Option("--no-ties", help="Take all ties away.")] = False,
    no_topics: Annotated[bool, typer.Option("--no-topics", help="Take all topics away.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change who an ally is. What is not named stays; ties or topics that are named replace all."""
    from assistant.reef.forms import changes

    if (tie and no_ties) or (topic and no_topics):
        raise BadRequest(
            "Either name ties (or topics) or take all of them away.",
            "Donnez des liens (ou des sujets), ou retirez-les tous\u00a0: pas les deux.",
        )
    with assistant_at_work() as assistant:
        reef, ours, by = assistant.reef, assistant.brand(brand).name, assistant.operator
        told = changes(
            reef.ally(ours, ally),
            name=name,
            group=community,
            who=who,
            link=link,
            ties=[] if no_ties else tie,
            topics=[] if no_topics else topic,
        )
        one = reef.shelf.describe(ours, ally, by, **told)
        changed = ", ".join(told) or "–"
        _report(assistant, one, f"{one.id}  {inert(one.name)}: {changed}", as_json=as_json)


@reef_app.command(name="import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="CSV, JSON or JSONL.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put the allies of files on the reef, each file whole or not at all."""
    with assistant_at_work() as assistant:
        ours, by, told = assistant.brand(brand).name, assistant.operator, []
        for file in files:
            added, known = assistant.reef.take_in(ours, file, by)
            told.append(
                {"file": str(file), "added": [one.name for one in added], "there_already": known}
            )
            if not as_json:
                line = f"{file}: {len(added)} added, {len(known)} there already."
                print(inert(line))
    if as_json:
        print_json(told)


@reef_app.command()
def note(
    ally: AllyArgument,
    shares: Annotated[str | None, typer.Option(help="Their words, which you share.")] = None,
    disputes: Annotated[
        str | None, typer.Option(help="Their words, by which they dispute.")
    ] = None,
    date: DateOption = None,
    source: Annotated[str, typer.Option(help="Where they said it: an address, an occasion.")] = "",
    document: Annotated[str, typer.Option(help="The document on record that has it.")] = "",
    topic: Annotated[str, typer.Option(help="What it is about.")] = "",
    take_back: Annotated[
        int | None, typer.Option("--take-back", help="Take back a saying, by its number.")
    ] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note what an ally said, to the letter; or take back what was noted wrongly."""
    from assistant.reef.forms import saying
    from assistant.reef.values import Stance

    if sum(one is not None for one in (shares, disputes, take_back)) != 1:
        raise BadRequest("Give one of --shares, --disputes and --take-back.")
    with assistant_at_work() as assistant:
        reef, ours, by = assistant.reef, assistant.brand(brand).name, assistant.operator
        if take_back is not None:
            one = reef.shelf.take_back(ours, ally, "saying", take_back, by)
        else:
            said = saying(
                Stance.SHARES if shares is not None else Stance.DISPUTES,
                shares or disputes or "",
                date or reef.day,
                source,
                reef.day,
                document=document,
                known=reef.document(ours),
                topic=topic,
            )
            one = reef.shelf.note(ours, ally, said, by)
        line = f"{inert(one.name)}: {len(one.sayings)} noted."
        _report(assistant, one, line, as_json=as_json)


@reef_app.command()
def contact(
    ally: AllyArgument,
    about: Annotated[str | None, typer.Option(help="What you spoke about.")] = None,
    crisis: Annotated[bool, typer.Option("--crisis", help="Trouble was the reason.")] = False,
    date: DateOption = None,
    take_back: Annotated[
        int | None, typer.Option("--take-back", help="Take back a contact, by its number.")
    ] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note that somebody spoke with an ally, in ordinary times or in a crisis."""
    from assistant.reef.forms import contact as met

    if (about is None) == (take_back is None):
        raise BadRequest("Say what it was --about, or which one to --take-back.")
    with assistant_at_work() as assistant:
        reef, ours, by = assistant.reef, assistant.brand(brand).name, assistant.operator
        if take_back is not None:
            one = reef.shelf.take_back(ours, ally, "contact", take_back, by)
        else:
            told = met(date or reef.day, about or "", reef.day, crisis=crisis)
            one = reef.shelf.spoke(ours, ally, told, by)
        last = one.last_contact
        line = f"{inert(one.name)}: {last.date if last else '–'}."
        _report(assistant, one, line, as_json=as_json)


@reef_app.command()
def consent(
    ally: AllyArgument,
    state: Annotated[str, typer.Argument(help="asked, given, declined or withdrawn.")],
    scope: Annotated[str, typer.Option(help="For what they may be cited.")] = "",
    date: DateOption = None,
    until: Annotated[str, typer.Option(help="The last day that it holds, ISO.")] = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record what came of asking whether they may be cited; it is journalled."""
    from assistant.reef.brief import consent_said
    from assistant.reef.forms import consent as agreed

    with assistant_at_work() as assistant:
        reef, ours, by = assistant.reef, assistant.brand(brand).name, assistant.operator
        told = agreed(state, date or reef.day, reef.day, until=until, scope=scope)
        one = reef.shelf.record_consent(ours, ally, told, by)
        said = consent_said(one, reef.day, assistant.locale)
        _report(assistant, one, f"{inert(one.name)}: {inert(said)}", as_json=as_json)


@reef_app.command()
def voices(
    about: Annotated[
        str | None, typer.Argument(help="A topic, a theme or a draft; or on standard input.")
    ] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who could speak to this with their own voice: what they said, what they dispute."""
    from assistant.reef.plain import voices_as_dict
    from assistant.reef.texts import say

    words = given(about, "topic")
    with assistant_at_work() as assistant:
        told = assistant.reef.voices(assistant.brand(brand).name, words)
        language = assistant.locale
    if as_json:
        print_json(voices_as_dict(told, language))
        return
    text = say(language)
    if not told.voices:
        print(text("nobody heard", of=told.of))
    for one in told.voices:
        _tell(one.ally, told.day, language, [h.saying for h in (*one.disputes, *one.shares)])
        print()


@reef_app.command()
def holes(
    brand: BrandOption = None, language: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """What the reef lacks today."""
    from assistant.reef.plain import hole_as_dict

    with assistant_at_work() as assistant:
        ours = assistant.brand(brand).name
        found = assistant.reef.holes(ours, language or assistant.locale)
    if as_json:
        print_json([hole_as_dict(one) for one in found])
        return
    for one in found:
        print(f"- {inert(one.said)}")


@reef_app.command()
def brief(
    ally: AllyArgument,
    about: Annotated[str, typer.Option(help="A topic, a theme or the draft.")],
    ask: Annotated[str, typer.Option(help="What you ask, in your own words.")],
    phrase: Annotated[
        bool, typer.Option("--phrase", help="Let the chat model put the ask better.")
    ] = False,
    language: LanguageOption = None,
    brand: BrandOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """A brief for asking one ally: the ask, the facts, what they dispute, the ties to be told."""
    from assistant.exporting import tell_ask
    from assistant.reef.plain import brief_as_dict

    kind_of(out)
    with assistant_at_work() as assistant:
        ours, by = assistant.brand(brand).name, assistant.operator
        spoken = "fr" if (language or assistant.locale) == "fr" else "en"
        made = assistant.reef.brief(ours, ally, about, ask, by, spoken, phrase=phrase)
    give(tell_ask(made), out, brief_as_dict(made) if as_json else None)


@reef_app.command()
def export(
    file: Annotated[Path, typer.Argument(help="FILE.csv, .json, .jsonl, or .svg for the map.")],
    brand: BrandOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write all allies to a file, as they can be imported again; or the map as a drawing."""
    from assistant.exporting import csv_text
    from assistant.reef.leaving import KINDS, content

    kind = file.suffix.lower()[1:]
    if kind not in KINDS:
        raise BadRequest(f"Name a file that ends in {', '.join('.' + one for one in KINDS)}.")
    with assistant_at_work() as assistant:
        ours, spoken = assistant.brand(brand), language or assistant.locale
        allies = assistant.reef.exporting(ours.name, assistant.operator, {"how": kind})
        drawn = assistant.reef.map(ours.name, spoken) if kind == "svg" else None
        written = content(kind, allies, assistant.reef.day, drawn, spoken, csv_text)
    try:
        file.write_text(written, encoding="utf-8", newline="")
    except OSError as error:
        raise BadRequest(f"{str(file)!r} cannot be written: {error.strerror}.") from error
    told = {"file": str(file), "allies": len(allies)}
    report(told, f"{len(allies)}: {inert(str(file))}.", as_json=as_json)


@reef_app.command()
def erase(
    ally: AllyArgument,
    brand: BrandOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether to go on.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Forget an ally for good: all that is known, what they said, agreed to, were asked."""
    with assistant_at_work() as assistant:
        ours, by = assistant.brand(brand).name, assistant.operator
        one = assistant.reef.ally(ours, ally)
        if not yes:
            typer.confirm(f"Forget {inert(one.name)} for good?", abort=True, err=True)
        assistant.reef.shelf.erase(ours, one.id, by)
    report({"erased": one.id}, "They are forgotten.", as_json=as_json)


def _report(assistant: Assistant, ally: Ally, line: str, *, as_json: bool) -> None:
    """An ally that was changed: in a line, or as ``corail reef show --json`` prints it."""
    from assistant.reef.plain import ally_as_dict

    told = ally_as_dict(ally, assistant.reef.day, assistant.locale) if as_json else None
    report(told, line, as_json=as_json)


def _tell(ally: Ally, day: str, language: str, only: list[Saying] | None = None) -> None:
    """An ally in the terminal; of what they said, ``only`` these where they are given."""
    from assistant.reef.brief import consent_said
    from assistant.reef.texts import say
    from assistant.reef.values import Stance

    text = say(language)
    print(inert(f"{ally.name} · {text(f'community {ally.community}')}"))
    if ally.who and only is None:
        print(f"  {inert(ally.who)}")
    print(f"  {inert(consent_said(ally, day, language))}")
    for stance in (Stance.DISPUTES, Stance.SHARES):
        said = ally.said(stance)
        shown = said if only is None else [one for one in said if one in only]
        label = text(f"edge {stance}")
        for one in shown:
            where = one.source or one.document_id or ""
            print(inert(f"  {one.number}. {label}: “{one.words}” ({one.date}, {where})"))
        if not said:
            print(f"  {label}: {text('unknown')}")
        elif not shown:
            print(f"  {label}: {text('elsewhere only', count=len(said))}")
    for tie in ally.ties:
        print(inert(f"  ! {text(f'bond {tie.bond}')}: {tie.words}"))
    for met in ally.contacts if only is None else [c for c in [ally.last_contact] if c]:
        kind = text("crisis" if met.crisis else "ordinary")
        print(inert(f"  {met.number}. {met.date} ({kind}): {met.about} – {met.by}"))
