"""A rehearsal as a chat: who asks, with what they hold up; what one answered, and what it is worth.

An answer that was tried otherwise is a branch: the branches of a question stand beside it, and one
of them is followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.rehearsal.session import Rehearsal
from assistant.rehearsal.shelf import Terms
from assistant.rehearsal.values import Assessment, Turn
from assistant.ui.pieces import Place, aside, attribute, inert, language_tag
from assistant.ui.rehearsing import readout
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.rehearsing.view import View
from assistant.ui.texts import language_name

SPOKEN = {"en": "en-GB", "fr": "fr-FR"}
"""What a browser's dictation is told to listen for."""


@dataclass(frozen=True)
class Seen:
    """A rehearsal with what is needed to draw it.

    ``own`` is whether whoever looks may answer; ``shared`` who may read it, ``colleagues`` who
    could.
    """

    rehearsal: Rehearsal
    path: tuple[Turn, ...]
    label: str
    own: bool
    shared: Sequence[str] = ()
    colleagues: Sequence[str] = ()


def drawn(seen: Seen, view: View, sources: Sources, here: Place) -> str:
    """The whole of it, the question that waits at its foot."""
    text = here.text
    one = seen.rehearsal
    turns = [
        _turn(number, turn, seen, view, sources, here) for number, turn in enumerate(seen.path, 1)
    ]
    waits = bool(seen.path) and seen.path[-1].answer is None
    ended = "" if waits or not seen.own else f'<p class="calm">{text("no more")}</p>'
    version = "-".join((one.listed.changed_at, view.again or "", view.at or "", here.language))
    return (
        f'<article class="rehearsal" data-version="{inert(version)}">'
        f'{head(seen, here)}<ol class="turns">{"".join(turns)}</ol>{ended}'
        f"{_foot(seen, here)}</article>"
    )


def head(seen: Seen, here: Place) -> str:
    """Whose questions they are, about what, how hard."""
    text = here.text
    listed = seen.rehearsal.listed
    read = ""
    if not seen.own:
        read = f'<p class="calm">{text("reading only", who=aside(listed.person))}</p>'
    return (
        f'<header class="talk-head">{step("home", text("all rehearsals"))}'
        f'<h2 dir="auto">{inert(listed.title)}</h2>'
        f'<p class="muted">{_terms(listed.terms, seen.label, here)}</p>{read}</header>'
    )


def _terms(terms: Terms, label: str, here: Place) -> str:
    text = here.text
    spoken = language_name(terms.language, here.language)
    told = [aside(label), text("talk terms", level=terms.level, language=inert(spoken))]
    if terms.speaker:
        told.append(text("talk as", who=aside(terms.speaker)))
    return " · ".join(told)


def _turn(number: int, turn: Turn, seen: Seen, view: View, sources: Sources, here: Place) -> str:
    arrive = " data-arrive" if turn.id == view.arrive else ""
    spoken = seen.rehearsal.listed.terms.language
    asked = _question(number, turn, seen, sources, here)
    if turn.answer is None:
        box = _box(turn, spoken, here, again=False) if seen.own else ""
        return f'<li class="turn turn-waits"{arrive}>{asked}{box}</li>'
    told = turn.assessment or Assessment()
    # As a text in Review: each sentence with its marks and its standing.
    marked = sources.marked(told.sentences, turn.answer)
    answer = f'<div class="answered"{arrive}><p class="draft-text" dir="auto">{marked}</p></div>'
    beside = [one for one in seen.rehearsal.beside(turn) if one.answer is not None]
    again = ""
    if seen.own and view.again == turn.id:
        again = _box(turn, spoken, here, again=True)
    elif seen.own:
        again = (
            f'<button type="button" class="quiet" data-act="again" data-subject="{turn.id}">'
            f"{here.text('answer again')}</button>"
        )
    return (
        f'<li class="turn">{asked}{_branches(turn, beside, here)}{answer}'
        f"{readout.drawn(told, sources, here)}{again}</li>"
    )


def _question(number: int, turn: Turn, seen: Seen, sources: Sources, here: Place) -> str:
    question = turn.question
    quoted = "".join(f"<li>{sources.attributed(one)}</li>" for one in question.quoted)
    shown = f'<ul class="quoted">{quoted}</ul>' if quoted else ""
    # What a chat model could not do, in a sentence of the rehearsal's language.
    instead = question.instead
    notice = f'<p class="calm notice" dir="auto">{inert(instead)}</p>' if instead else ""
    language = language_tag(seen.rehearsal.listed.terms.language)
    return (
        f'{notice}<div class="question"><h3><span class="sr-only">'
        f"{here.text('question number', number=number)}{here.text('colon')}</span>"
        f"{aside(seen.label)}</h3>"
        f'<p dir="auto"{language}>{inert(question.text)}</p>{shown}</div>'
    )


def _branches(turn: Turn, beside: Sequence[Turn], here: Place) -> str:
    if len(beside) < 2:
        return ""
    text = here.text
    chips, compare = [], []
    for number, one in enumerate(beside, 1):
        here_now = "true" if one.id == turn.id else "false"
        name = text("answer number", number=number)
        chips.append(
            f'<button type="button" class="choice" data-act="branch" data-subject="{one.id}" '
            f'aria-pressed="{here_now}">{name}</button>'
        )
        if one.id != turn.id:
            compare.append(
                f'<button type="button" class="quiet" data-act="compare" '
                f'data-subject="{turn.id} {one.id}">{text("compare with", number=number)}</button>'
            )
    return (
        f'<div class="choices branches" role="group" aria-label="{attribute(text("tried"))}">'
        f"{''.join(chips)}{''.join(compare)}</div>"
    )


def _box(turn: Turn, spoken: str, here: Place, *, again: bool) -> str:
    """The box to answer in. Its words outlive whatever fails; Ctrl+Enter sends them."""
    text = here.text
    label = text("again label" if again else "answer label")
    arrive = " data-arrive" if again else ""
    note = f'<p class="muted">{text("again note")}</p>' if again else ""
    leave = step("stay", text("again leave")) if again else ""
    form = form_of(turn.id, again=again)
    return (
        f'<div class="answering" data-form="{form}"{arrive}>'
        f'<label class="field"><span>{label}</span>'
        f'<textarea name="answer" rows="4" dir="auto" data-send></textarea></label>{note}'
        f'<div class="acts"><button type="button" class="act primary" '
        f'data-act="{"otherwise" if again else "answer"}" data-subject="{turn.id}">'
        f"{text('answer go')}</button>{_dictation(spoken, here)}{leave}"
        f'<span class="muted keys">{text("answer hint")}</span></div>'
        f'<p class="muted dictation-note" hidden>{text("dictate note")}</p></div>'
    )


def form_of(turn: str, *, again: bool) -> str:
    """The name under which the page keeps the words of a box."""
    return f"{'otherwise' if again else 'answer'}-{turn}"


def _dictation(spoken: str, here: Place) -> str:
    """Shown by the page where the browser itself can do it; off until it is pressed."""
    start, stop, failed = (
        attribute(here.text(key)) for key in ("dictate", "dictate stop", "dictate failed")
    )
    return (
        f'<button type="button" class="act dictate" hidden aria-pressed="false" '
        f'data-spoken="{SPOKEN.get(spoken, "")}" data-start="{start}" data-stop="{stop}" '
        f'data-failed="{failed}">{start}</button>'
    )


def _foot(seen: Seen, here: Place) -> str:
    text = here.text
    answered = any(turn.answer is not None for turn in seen.path)
    look = (
        f'<button type="button" class="act" data-act="debrief">{text("debrief")}</button>'
        if answered
        else ""
    )
    return f'<div class="talk-foot"><div class="acts">{look}</div>{_manage(seen, here)}</div>'


def _manage(seen: Seen, here: Place) -> str:
    """To name it, to share it, to delete it: by whose it is."""
    if not seen.own:
        return ""
    text = here.text
    listed = seen.rehearsal.listed
    others = [name for name in seen.colleagues if name != listed.person]
    share = _share(listed.id, others, seen.shared, here) if others else ""
    name = (
        f'<div class="managed" data-form="name-{listed.id}"><label class="field">'
        f"<span>{text('rehearsal name')}</span>"
        f'<input name="title" type="text" maxlength="80" value="{attribute(listed.title)}" '
        f'dir="auto"></label><button type="button" class="act" data-act="rehearse-rename">'
        f"{text('act rehearse-rename')}</button></div>"
    )
    delete = (
        f"<details><summary>{text('delete ask')}</summary><div>"
        f'<p class="muted">{text("delete sure")}</p><button type="button" class="act" '
        f'data-act="rehearse-delete">{text("act rehearse-delete")}</button></div></details>'
    )
    return (
        f'<details class="manage"><summary>{text("manage" if others else "manage alone")}</summary>'
        f"<div>{name}{share}{delete}</div></details>"
    )


def _share(rehearsal: str, others: Sequence[str], shared: Sequence[str], here: Place) -> str:
    text = here.text
    options = "".join(f"<option>{inert(name)}</option>" for name in others if name not in shared)
    able = (
        f'<div class="managed" data-form="share-{rehearsal}" data-fleeting><label class="field">'
        f"<span>{text('share with')}</span>"
        f'<select name="to">{options}</select></label><button type="button" class="act" '
        f'data-act="rehearse-share">{text("act rehearse-share")}</button></div>'
        if options
        else ""
    )
    told = ""
    if shared:
        names = ", ".join(aside(name) for name in shared)
        ends = "".join(
            f'<button type="button" class="quiet" data-act="rehearse-unshare" '
            f'data-subject="{attribute(name)}">{text("unshare", who=aside(name))}</button>'
            for name in shared
        )
        told = f'<p class="muted">{text("shared with", who=names)}</p><div>{ends}</div>'
    return f"{able}{told}"


def step(act: str, words: str) -> str:
    """A step through the room."""
    return f'<button type="button" class="quiet" data-act="{act}">{words}</button>'
