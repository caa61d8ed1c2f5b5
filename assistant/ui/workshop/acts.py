"""What a person does on the page, as one step of the workshop.

Whoever acts is who the server says is signed in; the right to each act is asked where it is done.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import BadRequest
from assistant.exporting import call_rows, csv_text, pdf, tell_call, word
from assistant.review.people import Person
from assistant.ui.desk import Desk
from assistant.ui.texts import say
from assistant.ui.workshop.view import READ, STEPS, Tried, View
from assistant.workshop.columns import is_known
from assistant.workshop.desk import ENOUGH, Progress
from assistant.workshop.values import Call
from knowledge.model import Visibility

SLOW = frozenset({"step", "take-in", "try", "put", "phrase", "example", "take-up", "call-file"})
"""Acts that may take their time."""


@dataclass(frozen=True)
class Asked:
    """An act as the page asks for it; ``file`` is one that was chosen."""

    act: str
    subject: str
    fields: Mapping[str, str]
    who: Person
    brand: str
    language: str
    file: Path | None = None

    def words(self, name: str) -> str:
        """What stands in a box."""
        return self.fields.get(name, "").strip()


@dataclass(frozen=True)
class Outcome:
    """Where an act leads; the form whose words have served; what is said of it; a file to save."""

    view: View
    served: str = ""
    done: str = ""
    file: tuple[bytes, str] | None = None
    note: str = ""


def perform(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    """Carry an act out. Raises what the workshop raises."""
    act = ACTS.get(asked.act)
    if act is None:
        raise _refused("purpose failed")
    return act(desk, view, asked, report)


def call_of(desk: Desk, view: View, brand: str) -> Call:
    """The call that is looked at."""
    return desk.workshop.call(brand, view.call)


def _step(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    step = asked.subject if asked.subject in STEPS else "call"
    here = replace(view, step=step, opening=False)
    if step in READ:
        call = call_of(desk, view, asked.brand)
        if desk.workshop.count(call) >= ENOUGH:
            desk.workshop.study(call, report)
    return Outcome(here)


def _look_at(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    return Outcome(View(call=desk.workshop.call(asked.brand, asked.subject).id))


def _opening(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    return Outcome(replace(view, step="call", opening=True))


def _open(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    question = {one: asked.words(f"question {one}") for one in ("fr", "en")}
    told = asked.words("asked")
    least = asked.words("least")
    call = desk.workshop.open(
        asked.brand,
        question,
        asked.who,
        asked={"fr": told, "en": told},
        anonymous=asked.words("keeps") != "names",
        least=int(least) if least.isdecimal() else None,
    )
    return Outcome(View(call=call.id), served="purpose-open", done="done open-call")


def _example(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call = desk.example_call(asked.brand, asked.who)
    if call is None:
        raise _refused("purpose failed")
    return Outcome(View(call=call.id), done="done open-call")


def _take_in(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    rows, call = asked.words("rows"), call_of(desk, view, asked.brand)
    if asked.file is not None:
        try:
            came = desk.workshop.take_in(call, asked.file, asked.who, progress=report)
        finally:
            # A file of what people wrote does not stay behind on the server.
            asked.file.unlink(missing_ok=True)
        return Outcome(replace(view, imported=came))
    if not rows:
        raise _refused("take in label")
    with tempfile.TemporaryDirectory() as folder:
        path = _as_file(rows, Path(folder))
        report_ = desk.workshop.take_in(call, path, asked.who, progress=report)
    return Outcome(replace(view, imported=report_), served="purpose-rows")


def _as_file(rows: str, folder: Path) -> Path:
    """Pasted rows as a table; lines under no heading are an answer each."""
    heading = rows.split("\n", 1)[0]
    cells = [cell.strip(' "') for one in ("\t", ";", ",") for cell in heading.split(one)]
    if any(map(is_known, cells)):
        path = folder / ("rows.tsv" if "\t" in heading else "rows.csv")
        path.write_text(rows, encoding="utf-8")
        return path
    path = folder / "rows.jsonl"
    lines = [json.dumps({"answer": line}) for line in rows.split("\n") if line.strip()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _close(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    desk.workshop.close(call_of(desk, view, asked.brand), asked.who)
    return Outcome(replace(view, step="outcome"), done="done close-call")


def _take_up(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call = call_of(desk, view, asked.brand)
    number = int(asked.subject) if asked.subject.isdecimal() else -1
    found = [*desk.workshop.study(call, report).proposals, *view.phrased]
    if not 0 <= number < len(found):
        raise _refused("purpose unknown")
    by_model = number >= len(found) - len(view.phrased)
    desk.workshop.take_up(call, found[number], asked.who, view.model if by_model else "record")
    return Outcome(view, done="done take-up")


def _start_from(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    return Outcome(replace(view, start=asked.subject, tried=None))


def _try(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call, text, language = _written(desk, view, asked)
    borne = desk.workshop.borne(call, text, language, report)
    return Outcome(replace(view, tried=Tried(text, language, borne), start=text))


def _put(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call, text, language = _written(desk, view, asked)
    desk.workshop.write(call, text, language, asked.who)
    return Outcome(replace(view, tried=None, start=""), served="purpose-write", done="done put")


def _written(desk: Desk, view: View, asked: Asked) -> tuple[Call, str, str]:
    language = asked.words("language")
    spoken = language if language in ("fr", "en") else asked.language
    return call_of(desk, view, asked.brand), asked.words("sentence"), spoken


def _phrase(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call = call_of(desk, view, asked.brand)
    report(0, 0, "model")
    told = desk.workshop.phrased(call, asked.language, report)
    text = say(asked.language)
    note = text("phrased dropped", count=told.dropped) if told.dropped else ""
    return Outcome(replace(view, phrased=told.proposals, model=told.model), note=note)


def _vote(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    chosen = asked.subject if asked.act == "vote" else None
    desk.workshop.vote(call_of(desk, view, asked.brand), chosen, asked.who)
    return Outcome(view, done=f"done {asked.act}")


def _withdraw(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    desk.workshop.withdraw(call_of(desk, view, asked.brand), asked.subject, asked.who)
    return Outcome(view)


def _say(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call = call_of(desk, view, asked.brand)
    desk.workshop.comment(call, asked.subject, asked.words("comment"), asked.who)
    return Outcome(view, served=f"purpose-comment-{asked.subject}")


def _unsay(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call = call_of(desk, view, asked.brand)
    desk.workshop.erase_comment(call, asked.subject, asked.who)
    return Outcome(view)


def _decide(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    call = call_of(desk, view, asked.brand)
    refs = [asked.words(f"choice {one}") for one in ("fr", "en")]
    instead = {one: asked.words(f"instead {one}") for one in ("fr", "en")}
    inside = asked.words("readers") == "internal"
    desk.workshop.decide(
        call,
        [one for one in refs if one],
        asked.who,
        supersedes={name: one for name, one in instead.items() if one},
        visibility=Visibility.INTERNAL if inside else Visibility.PUBLIC,
    )
    return Outcome(replace(view, step="outcome"), done="done decide")


def _file(desk: Desk, view: View, asked: Asked, report: Progress) -> Outcome:
    shop, call = desk.workshop, call_of(desk, view, asked.brand)
    kind = asked.subject if asked.subject in ("docx", "pdf", "csv") else "pdf"
    shop.exported(call, asked.who, kind)
    study = shop.study(call, report)
    put, tally = shop.candidates(call), shop.tally(call, asked.who)
    if kind == "csv":
        content = csv_text(call_rows(call, study, put, tally, asked.language)).encode()
    else:
        told = tell_call(call, study, put, tally, shop.decided(call), asked.language)
        content = word(told) if kind == "docx" else pdf(told)
    return Outcome(view, file=(content, f"{call.brand}-{call.id[:6]}.{kind}"))


def _refused(key: str) -> BadRequest:
    return BadRequest(say("en")(key), say("fr")(key))


ACTS: Mapping[str, Callable[[Desk, View, Asked, Progress], Outcome]] = {
    "step": _step,
    "look-at": _look_at,
    "opening": _opening,
    "open-call": _open,
    "example": _example,
    "take-in": _take_in,
    "close-call": _close,
    "take-up": _take_up,
    "start-from": _start_from,
    "try": _try,
    "put": _put,
    "phrase": _phrase,
    "vote": _vote,
    "unvote": _vote,
    "withdraw-sentence": _withdraw,
    "say": _say,
    "unsay": _unsay,
    "decide": _decide,
    "call-file": _file,
}
