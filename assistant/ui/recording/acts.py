"""What a person does in the Record room: a step through it, or an act on the record.

Rights, and whether somebody else acted first, are asked where each act is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.curation.facts import ACCESS, FACTS
from assistant.curation.query import Query
from assistant.errors import BadRequest
from assistant.review import Person
from assistant.ui.desk import Desk
from assistant.ui.recording import adding, filtering, speaking
from assistant.ui.recording.opening import form_of
from assistant.ui.recording.view import PARTS, View
from assistant.ui.texts import say

Tell = Callable[[int, int, str], None]
SLOW = frozenset({"paste", "files", "look"})
"""Acts that are told of while they go on, and can be stopped."""


@dataclass(frozen=True)
class Asked:
    """An act as the page asks for it: what it is about, by whom, with the words of its boxes."""

    act: str
    subject: str
    fields: Mapping[str, str]
    person: Person
    brand: str
    language: str
    files: Sequence[Path] = ()

    def words(self, name: str) -> str:
        """What stands in a box."""
        return self.fields.get(name, "").strip()


@dataclass(frozen=True)
class Outcome:
    """Where an act leads; what is said of it; the form whose words have served."""

    view: View
    done: str = ""
    served: str = ""
    count: int | None = None


def perform(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    """Carry an act out. Raises what the record raises."""
    if asked.act in STEPS:
        return Outcome(STEPS[asked.act](view, asked))
    act = ACTS.get(asked.act)
    if act is None:
        raise BadRequest(say("en")("rec failed"), say("fr")("rec failed"))
    return act(desk, view, asked, tell)


# --- steps ----------------------------------------------------------------------------------------


def _part(view: View, asked: Asked) -> View:
    part = asked.subject if asked.subject in PARTS else PARTS[0]
    return replace(view, part=part, document=None, erasing=False)


def _of(view: View, asked: Asked) -> View:
    """The documents of a speaker."""
    return replace(
        view, part="documents", document=None, query=Query(speaker=asked.subject, state="here")
    )


def _page(view: View, asked: Asked) -> View:
    number = int(asked.subject) if asked.subject.isdecimal() else 1
    return replace(view, query=replace(view.query, page=number))


STEPS: Mapping[str, Callable[[View, Asked], View]] = {
    "part": _part,
    "open": lambda v, a: replace(v, document=a.subject, erasing=False),
    "close": lambda v, a: replace(v, document=None, erasing=False),
    "filter": lambda v, a: replace(v, query=filtering.filtered(a.fields)),
    "clear": lambda v, a: replace(v, query=Query()),
    "page": _page,
    "of": _of,
    "status": lambda v, a: replace(v, status=a.subject),
    "erasing": lambda v, a: replace(v, erasing=True),
    "keep": lambda v, a: replace(v, erasing=False),
}


# --- acts on the record ---------------------------------------------------------------------------


def _edit(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    fields = {name: asked.fields[name] for name in (*FACTS, *ACCESS) if name in asked.fields}
    desk.curation.edit(asked.brand, asked.subject, fields, asked.person, seen=asked.words("seen"))
    return Outcome(view, "rec done edit", form_of("facts", asked.subject))


def _edit_passage(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    fields = {name: asked.fields[name] for name in ACCESS if name in asked.fields}
    desk.curation.edit_passage(asked.brand, asked.subject, fields, asked.person)
    return Outcome(view, "rec done edit", form_of("passage", asked.subject))


def _supersede(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.supersede(asked.brand, asked.subject, asked.words("new"), asked.person)
    return Outcome(view, "rec done supersede", form_of("supersede", asked.subject))


def _unsupersede(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.supersede(asked.brand, asked.subject, None, asked.person)
    return Outcome(view, "rec done unsupersede")


def _remove(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.remove(asked.brand, asked.subject, asked.person)
    return Outcome(view, "rec done remove")


def _restore(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.restore(asked.brand, asked.subject, asked.person)
    return Outcome(view, "rec done restore")


def _erase(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    """Only what was asked for once, and is still looked at, is erased."""
    if not view.erasing or view.document != asked.subject:
        return Outcome(replace(view, document=asked.subject, erasing=True))
    desk.curation.erase(asked.brand, asked.subject, asked.person)
    return Outcome(
        replace(view, document=None, erasing=False),
        "rec done erase",
        form_of("facts", asked.subject),
    )


def _look(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    tell(0, 1, "proposing")
    looked = desk.curation.look_at(asked.brand, asked.subject, asked.person)
    if not looked.found:
        return Outcome(view, "rec found none")
    return Outcome(view, "rec found", count=len(looked.found))


def _accept(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.accept(asked.brand, asked.subject, asked.person)
    return Outcome(view, "rec done supersede")


def _dismiss(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.dismiss(asked.brand, asked.subject, asked.person)
    return Outcome(view, "rec done dismiss")


def _alias(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    """From a guess, whose two names are the subject; or from the form."""
    spelling, _, name = asked.subject.partition("\n")
    if not name:
        spelling, name = asked.words("spelling"), asked.words("name")
    desk.curation.alias(asked.brand, spelling, name, asked.person)
    return Outcome(view, "rec done alias", speaking.FORM)


def _lift(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    desk.curation.alias(asked.brand, asked.subject, None, asked.person)
    return Outcome(view, "rec done lift")


def _undo(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    number = int(asked.subject) if asked.subject.isdecimal() else 0
    desk.curation.undo(asked.brand, number, asked.person)
    return Outcome(view, "rec done undo")


def _paste(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    taken = desk.curation.take_statement(
        asked.brand, asked.words("text"), asked.fields, asked.person, tell
    )
    return Outcome(replace(view, taken=taken), "rec came", adding.FORM)


def _files(desk: Desk, view: View, asked: Asked, tell: Tell) -> Outcome:
    try:
        taken = desk.curation.take_files(asked.brand, asked.files, asked.person, tell=tell)
    finally:
        # A file of the house does not stay behind on the server.
        for path in asked.files:
            path.unlink(missing_ok=True)
    return Outcome(replace(view, part="add", document=None, taken=taken), "rec came")


ACTS: Mapping[str, Callable[[Desk, View, Asked, Tell], Outcome]] = {
    "edit": _edit,
    "edit-passage": _edit_passage,
    "supersede": _supersede,
    "unsupersede": _unsupersede,
    "remove": _remove,
    "restore": _restore,
    "erase": _erase,
    "look": _look,
    "accept": _accept,
    "dismiss": _dismiss,
    "alias": _alias,
    "lift": _lift,
    "undo": _undo,
    "paste": _paste,
    "files": _files,
}
