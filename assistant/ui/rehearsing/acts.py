"""What a person does on the page, as one step of a rehearsal.

Whoever acts is who the server says is signed in: whose rehearsal it is, and who may read it, is
asked where it is kept, at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.errors import BadRequest
from assistant.exporting import Told, tell_brief, tell_debrief
from assistant.rehearsal.session import LONGEST
from assistant.rehearsal.shelf import Terms
from assistant.rehearsal.values import Turn
from assistant.ui.desk import Desk
from assistant.ui.rehearsing.talking import form_of
from assistant.ui.rehearsing.underway import Report
from assistant.ui.rehearsing.view import View, home, talk
from assistant.ui.texts import say

SLOW = frozenset({"begin", "answer", "otherwise", "debrief", "brief"})
"""Acts that take their time."""


@dataclass(frozen=True)
class Asked:
    """An act as the page asks for it. ``who`` is the person, by the name that is kept."""

    act: str
    subject: str
    fields: Mapping[str, str]
    who: str
    brand: str
    language: str

    def words(self, name: str) -> str:
        """What stands in a box."""
        return self.fields.get(name, "").strip()


@dataclass(frozen=True)
class Outcome:
    """Where an act leads; the form whose words have served; what is said of it; a file to save."""

    view: View
    served: str = ""
    done: str = ""
    told: Told | None = None
    name: str = ""


def perform(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    """Carry an act out. Raises what rehearsals raise."""
    act = ACTS.get(asked.act)
    if act is None:
        raise _refused("rehearse failed")
    return act(desk, view, asked, report)


def _begin(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    room = desk.rehearsals
    speaker = asked.words("speaker")
    level = asked.words("level")
    terms = Terms(
        brand=asked.brand,
        challenger=asked.words("challenger"),
        level=int(level) if level.isdecimal() else 0,
        language=asked.words("language"),
        engine="model" if asked.words("engine") == "model" else "record",
        topic=asked.words("topic"),
        speaker=speaker if speaker in desk.speakers(asked.brand) else None,
    )
    begun = room.begin(asked.who, terms)
    return Outcome(_opened(begun.listed.id, begun.path), served="rehearse-begin")


def _answer(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    words = asked.words("answer")
    if not words:
        raise _refused("answer empty")
    if len(words) > LONGEST:
        raise _refused("answer long", used=len(words), most=LONGEST)
    again = asked.act == "otherwise"
    after = desk.rehearsals.answer(view.opened or "", asked.who, words, asked.subject)
    answered = [turn for turn in after.path if turn.answer is not None]
    arrive = answered[-1].id if answered else None
    here = talk(after.listed.id, arrive=arrive)
    return Outcome(here, served=form_of(asked.subject, again=again))


def _branch(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    """Follow another answer; who only reads goes there without anything being kept."""
    room = desk.rehearsals
    one = room.read(view.opened or "", asked.who)
    if one.listed.person == asked.who:
        leaf = leaf_below(one.branches, asked.subject)
        room.shelf.stand(one.listed.id, asked.who, leaf)
        return Outcome(talk(one.listed.id, arrive=asked.subject))
    return Outcome(talk(one.listed.id, at=asked.subject, arrive=asked.subject))


def _compare(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    one, _, other = asked.subject.partition(" ")
    kept = desk.rehearsals.read(view.opened or "", asked.who)
    order = [turn.id for turn in kept.branches]
    if one in order and other in order and order.index(other) < order.index(one):
        one, other = other, one
    desk.debriefing.compare(kept.listed.id, asked.who, one, other)
    return Outcome(replace(view, shown="compare", pair=(one, other), again=None))


def _debrief(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    made = desk.debriefing.debrief(view.opened or "", asked.who, report)
    if not made.turns:
        raise _refused("debrief empty")
    return Outcome(replace(view, shown="debrief", debrief=made, again=None))


def _brief(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    topic = asked.words("about")
    if not topic:
        raise _refused("topic missing")
    made = desk.brief(topic, asked.brand, asked.words("language") or asked.language)
    return Outcome(View("brief", brief=made), served="rehearse-brief")


def _save(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    """A document of what is looked at; a debrief's only while one may still read it."""
    if view.brief is not None and view.shown == "brief":
        name = f"{view.brief.brand}-brief"
        return Outcome(view, told=tell_brief(view.brief), name=name)
    if view.debrief is None:
        raise _refused("rehearse failed")
    desk.rehearsals.read(view.debrief.listed.id, asked.who)
    name = f"{view.debrief.listed.terms.brand}-debrief-{view.debrief.listed.id[:8]}"
    return Outcome(view, told=tell_debrief(view.debrief), name=name)


def _open(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    one = desk.rehearsals.read(asked.subject, asked.who)
    return Outcome(_opened(one.listed.id, one.path))


def _rename(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    opened = view.opened or ""
    desk.rehearsals.shelf.rename(opened, asked.who, asked.words("title"))
    return Outcome(view, f"name-{opened}", "done rehearse-rename")


def _share(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    other = asked.words("to")
    desk.rehearsals.read(view.opened or "", asked.who)
    if other not in desk.colleagues():
        raise _refused("rehearse failed")
    desk.rehearsals.shelf.share(view.opened or "", asked.who, other)
    return Outcome(view, done="done rehearse-share")


def _unshare(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    desk.rehearsals.shelf.unshare(view.opened or "", asked.who, asked.subject)
    return Outcome(view, done="done rehearse-unshare")


def _delete(desk: Desk, view: View, asked: Asked, report: Report) -> Outcome:
    desk.rehearsals.shelf.delete(view.opened or "", asked.who)
    return Outcome(home(), done="done rehearse-delete")


Act = Callable[[Desk, View, Asked, Report], Outcome]

ACTS: Mapping[str, Act] = {
    "home": lambda d, v, a, r: Outcome(home()),
    "talk": lambda d, v, a, r: Outcome(View("talk", v.opened, at=v.at)),
    "stay": lambda d, v, a, r: Outcome(replace(v, again=None, arrive=None)),
    "again": lambda d, v, a, r: Outcome(replace(v, again=a.subject, arrive=None)),
    "progress": lambda d, v, a, r: Outcome(View("progress")),
    "begin": _begin,
    "open": _open,
    "answer": _answer,
    "otherwise": _answer,
    "branch": _branch,
    "compare": _compare,
    "debrief": _debrief,
    "brief": _brief,
    "docx": _save,
    "pdf": _save,
    "rehearse-rename": _rename,
    "rehearse-share": _share,
    "rehearse-unshare": _unshare,
    "rehearse-delete": _delete,
}


def leaf_below(branches: Sequence[Turn], turn: str) -> str:
    """The turn at which the latest branch through ``turn`` ends."""
    while below := [one for one in branches if one.parent == turn]:
        turn = below[-1].id
    return turn


def path_to(branches: Sequence[Turn], leaf: str) -> tuple[Turn, ...]:
    """From the first turn to ``leaf``."""
    by_id = {one.id: one for one in branches}
    path: list[Turn] = []
    here: str | None = leaf
    while here is not None and here in by_id:
        path.append(by_id[here])
        here = path[-1].parent
    return tuple(reversed(path))


def _opened(rehearsal: str, path: Sequence[Turn]) -> View:
    return talk(rehearsal, arrive=path[-1].id if path else None)


def _refused(key: str, **values: object) -> BadRequest:
    return BadRequest(say("en")(key, **values), say("fr")(key, **values))
