"""``corail rehearse``: answer somebody hard, in the terminal or from a file of answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import debriefing
from assistant.cli.common import BrandOption, JsonOption, assistant_at_work, inert, print_json
from assistant.cli.debriefing import OutOption
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.rehearsal.session import Rehearsal
    from assistant.rehearsal.values import Assessment, Question

TURNS = 8
"""Questions of a rehearsal in the terminal, unless another number is asked for."""

_SAID = {
    "en": {
        "contradiction": "Please check",
        "promise": "Promise",
        "evasive": "The question was not answered.",
        "bridge": "Leads away without an answer.",
        "repeated": "Takes up their words",
        "hedges": "Takes back what it says",
        "fine": "Answered; nothing on record speaks against it.",
        "seconds": "{words} words, about {seconds} s aloud",
        "before": "Said before on “{words}”",
        "past": "replaced since",
        "undated": "undated",
        "done": "{name} has nothing left to ask.",
        "kept": "Kept. Go on with: corail rehearse --resume {id}\n"
        "What became of it: corail rehearse --debrief {id}",
    },
    "fr": {
        "contradiction": "À vérifier",
        "promise": "Promesse",
        "evasive": "La question n'a pas eu de réponse.",
        "bridge": "Passe à autre chose sans avoir répondu.",
        "repeated": "Reprend leurs mots",
        "hedges": "Retire d'une main ce qui est donné de l'autre",
        "fine": "Répondu ; rien au registre ne le contredit.",
        "seconds": "{words} mots, environ {seconds} s à voix haute",
        "before": "Déjà dit, à propos de « {words} »",
        "past": "remplacé depuis",
        "undated": "sans date",
        "done": "{name} n'a plus rien à demander.",
        "kept": "Conservé. Pour reprendre : corail rehearse --resume {id}\n"
        "Le débriefing : corail rehearse --debrief {id}",
    },
}


def rehearse(
    challenger: Annotated[
        str, typer.Option("--challenger", "-c", help="Who asks: journalist, activist, ...")
    ] = "journalist",
    topic: Annotated[str, typer.Option("--topic", "-t", help="What it is about.")] = "",
    brand: BrandOption = None,
    level: Annotated[int, typer.Option("--level", min=1, max=3, help="How hard: 1 to 3.")] = 2,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            "-e",
            help="Who asks: record (rules) or model; default: the model where one is configured.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="fr or en; default: the terminal's.")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", help="Answers in turn: paragraphs with an empty line between, or JSON."
        ),
    ] = None,
    turns: Annotated[int, typer.Option("--turns", min=1, max=100, help="Questions.")] = TURNS,
    resume: Annotated[
        str | None, typer.Option("--resume", help="A rehearsal to go on with, by its id.")
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option("--as", help="Who speaks, as the record has the name: their own voice."),
    ] = None,
    debrief: Annotated[
        str | None, typer.Option("--debrief", help="What became of a rehearsal, by its id.")
    ] = None,
    mine: Annotated[
        bool, typer.Option("--mine", help="List your rehearsals, and how you get on.")
    ] = False,
    listing: Annotated[
        bool, typer.Option("--list", help="List the challengers, your own among them.")
    ] = False,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Try a position before the world does: somebody asks from the record, and answers are judged.

    An empty line ends an answer; the end of the input ends the rehearsal, which is kept.
    """
    if out is not None and debrief is None:
        raise BadRequest("--out writes a debrief: name the rehearsal with --debrief.")
    if mine or debrief is not None:
        with assistant_at_work() as assistant:
            if debrief is not None:
                debriefing.debrief(assistant, debrief, out, as_json=as_json)
            else:
                debriefing.mine(assistant, brand, as_json=as_json)
        return
    if engine not in (None, "record", "model"):
        raise BadRequest(f"An engine is record or model, not {engine!r}.")
    if listing:
        _list(language, as_json=as_json)
        return
    given = _answers(answers) if answers is not None else _typed(quiet=as_json)
    with assistant_at_work() as assistant:
        from assistant.rehearsal.shelf import Terms

        room, person = assistant.rehearsals, assistant.actor
        if resume is not None:
            one = room.read(resume, person)
        else:
            spoken = language or assistant.locale
            name = assistant.brand(brand).name
            by = engine or ("model" if assistant.writer is not None else "record")
            terms = Terms(name, challenger, level, spoken, by, topic, speaker)
            one = room.begin(person, terms)
        terms = one.listed.terms
        language = "fr" if terms.language == "fr" else "en"
        said = _SAID[language]
        label = room.challengers[terms.challenger].labels.get(terms.language, terms.challenger)
        for _ in range(turns):
            pending = one.pending
            if pending is None:
                break
            if not as_json:
                _ask(label, pending.question)
            answer = next(given, None)
            if answer is None:
                break
            if not as_json and answers is not None:
                print(f"\n> {inert(answer)}")
            one = room.answer(one.listed.id, person, answer)
            told = next(turn.assessment for turn in one.path if turn.id == pending.id)
            if not as_json and told is not None:
                _tell(told, language)
    if as_json:
        from assistant.exports import rehearsal_as_dict

        print_json(rehearsal_as_dict(one))
    else:
        _end(one, label, said)


def _list(language: str | None, *, as_json: bool) -> None:
    """Who can ask: those that come with Corail, and those of the house's own."""
    with assistant_at_work() as assistant:
        spoken = "fr" if (language or assistant.locale) == "fr" else "en"
        known = assistant.challengers
        if as_json:
            rows = [
                {
                    "challenger": one.name,
                    "label": one.labels[spoken],
                    "who": one.who[spoken],
                    "own": one.own,
                }
                for one in known.values()
            ]
            print_json(rows)
            return
        width = max(map(len, known))
        for one in known.values():
            mark = "*" if one.own else " "
            print(f"{mark} {one.name.ljust(width)}  {inert(one.labels[spoken])}: ", end="")
            print(inert(one.who[spoken]))
        folder = assistant.settings.data_dir / "challengers"
        print(f"\n{_OWN[spoken].format(folder=folder)}")


_OWN = {
    "en": "* of your own. Put one in as a file: {folder}",
    "fr": "* à vous. Pour en ajouter, déposez un fichier : {folder}",
}


def _ask(label: str, question: Question) -> None:
    if question.instead is not None:
        print(f"\n  ({inert(question.instead)})")
    print(f"\n{label}: {inert(question.text)}")
    for one in question.quoted:
        print(f"    [{inert(one.who)}, {one.date or '-'}, {one.passage_id}]")


def _tell(told: Assessment, language: str) -> None:
    """What the judge has to say, a line each."""
    from assistant.rehearsal.hearing import heard_as
    from assistant.rehearsal.recalled import shown_once

    said = _SAID[language]
    lines = []
    for spot in told.contradictions:
        against = spot.against
        beside = (
            f" / “{inert(against.words)}” ({inert(against.who)}, {against.date or said['undated']})"
            if against is not None
            else ""
        )
        lines.append(f"{said['contradiction']}: “{inert(spot.words)}”{beside}")
    lines += [
        f"{said['promise']}: “{inert(one.words)}” {inert(one.message)}" for one in told.promises
    ]
    way = told.technique
    if not way.answered:
        lines.append(said["bridge"] if way.bridge.value.startswith("instead") else said["evasive"])
    if way.repeated:
        lines.append(f"{said['repeated']}: {', '.join(inert(one) for one in way.repeated)}")
    heard = heard_as(told.delivery, way, language) if told.delivery is not None else {}
    lines += [inert(one) for one in heard.values()]
    if len(way.hedges) >= 2 and "unsure" not in heard:
        lines.append(f"{said['hedges']}: {', '.join(inert(one) for one in way.hedges)}")
    lines += [f"“{inert(one.words)}” {one.message}" for one in way.vague]
    count = said["seconds"].format(words=way.words, seconds=way.seconds)
    print(f"\n  ({count})")
    for line in lines or [said["fine"]]:
        print(f"  - {line}")
    for claim in shown_once(told.recalled):
        print(f"  {said['before'].format(words=inert(claim.words))}")
        for one in claim.before:
            past = f", {said['past']}" if one.past else ""
            print(f"    “{inert(one.said.words)}” ({inert(one.said.who)}, {one.said.date}{past})")


def _end(one: Rehearsal, label: str, said: dict[str, str]) -> None:
    print()
    if one.pending is None:
        print(said["done"].format(name=label))
    print(said["kept"].format(id=one.listed.id))


def _answers(path: Path) -> Iterator[str]:
    """The answers of a file: paragraphs with an empty line between, or a JSON list of texts."""
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path} cannot be read: {error}.") from error
    if raw.lstrip().startswith("["):
        try:
            listed = json.loads(raw)
        except ValueError as error:
            raise BadRequest(f"{path} is not JSON: {error}.") from error
        if not all(isinstance(one, str) for one in listed):
            raise BadRequest(f"{path}: a list of texts is expected, one for each answer.")
        found = [one.strip() for one in listed]
    else:
        found = [" ".join(part.split()) for part in raw.split("\n\n")]
    return iter([one for one in found if one])


def _typed(*, quiet: bool) -> Iterator[str]:
    """The answers as they are typed; an empty line ends one."""
    while True:
        if not quiet and sys.stdin.isatty():
            print("\n> ", end="", flush=True)
        lines: list[str] = []
        for line in sys.stdin:
            if not line.strip():
                if lines:
                    break
                continue
            lines.append(line.strip())
        if not lines:
            return
        yield " ".join(lines)
