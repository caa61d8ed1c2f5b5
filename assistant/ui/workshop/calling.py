"""The call and its answers, drawn; and the frame that every step of the room stands in."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.review.people import Person
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, attribute, inert, language_tag
from assistant.ui.workshop.view import STEPS, View
from assistant.workshop.importing import Imported
from assistant.workshop.rights import Act, may
from assistant.workshop.values import Call, State

REFUSED = 20
"""Rows that were refused that are shown."""


def framed(call: Call, answers: int, at: str, inside: str, here: Place) -> str:
    """A step of the path, with the call it belongs to above and the next step below."""
    text = here.text
    current = ' aria-current="step"'
    steps = "".join(
        f'<li><button type="button" class="step" data-act="step" data-subject="{one}"'
        f"{current if one == at else ''}>"
        f'<span class="step-number" aria-hidden="true">{number}</span>{text(f"step {one}")}'
        "</button></li>"
        for number, one in enumerate(STEPS, 1)
    )
    after = ""
    if at != STEPS[-1]:
        following = STEPS[STEPS.index(at) + 1]
        after = (
            f'<p class="acts"><button type="button" class="act" data-act="step" '
            f'data-subject="{following}">'
            f"{text('step next', step=text(f'step {following}'))}</button></p>"
        )
    state = text(f"call state {call.state}")
    return (
        f'<div class="workshop" data-version="{call.id}-{at}">'
        f'<header class="call-head"><h2 dir="auto"{language_tag(here.language)}>'
        f"{inert(call.asks(here.language))}</h2>"
        f'<p class="muted">{_facts(call, answers, here)} '
        f'<span class="fact">{state}</span></p></header>'
        f'<nav aria-label="{attribute(text("purpose steps"))}"><ol class="path">{steps}</ol></nav>'
        f'<section class="workshop-step">{inside}{after}</section></div>'
    )


def _facts(call: Call, answers: int, here: Place) -> str:
    day = ages.written(call.opened_at[:10], here.language, here.text)
    return here.text(
        "call facts", answers=answers, day=day, who=aside(call.opened_by), least=call.least
    )


def beginning(who: Person, here: Place, least: int, *, example: bool, again: bool = False) -> str:
    """Where there is no call yet, or another one is opened."""
    text = here.text
    welcome = (
        f'<div class="welcome"><h2>{text("purpose title")}</h2><p>{text("purpose lead")}</p></div>'
    )
    if not may(who, Act.OPEN):
        told = f'<p class="calm">{text("purpose none reader")}</p>'
        return f'<div class="workshop">{welcome}{told}</div>'
    none = "" if again else f'<p class="calm">{text("purpose none")}</p>'
    trying = (
        f'<p class="acts"><button type="button" class="act primary" data-act="example">'
        f"{text('try example call')}</button></p>"
        if example
        else ""
    )
    return f'<div class="workshop">{welcome}{none}{trying}{_form(here, least)}</div>'


def _form(here: Place, least: int) -> str:
    text = here.text
    questions = "".join(
        f'<label class="field"><span>{text(f"call question {one}")}</span>'
        f'<textarea name="question {one}" rows="2" maxlength="1000" dir="auto"></textarea></label>'
        for one in (("fr", "en") if here.language == "fr" else ("en", "fr"))
    )
    keeps = "".join(
        f'<option value="{value}">{text(key)}</option>'
        for value, key in (("", "call anonymous"), ("names", "call with names"))
    )
    return (
        f'<div class="panel" data-form="purpose-open"><h3>{text("open call title")}</h3>{questions}'
        f'<label class="field"><span>{text("call asked")}</span><input name="asked" type="text" '
        f'maxlength="300" dir="auto" placeholder="{attribute(text("call asked hint"))}"></label>'
        f'<div class="pairs"><label class="field"><span>{text("call least")}</span>'
        f'<input name="least" type="number" min="2" max="100" value="{least}"></label>'
        f'<label class="field"><span>{text("call named")}</span><select name="keeps">{keeps}'
        f"</select></label></div>"
        f'<p class="acts"><button type="button" class="act primary" data-act="open-call">'
        f"{text('act open-call')}</button></p></div>"
    )


def call(
    one: Call, answers: int, others: Sequence[Call], view: View, who: Person, here: Place
) -> str:
    """The call itself: how answers come in, and how it ends."""
    text = here.text
    whom = one.asks_whom(here.language)
    asked = f"<p>{text('call asked')}{text('colon')}{aside(whom)}</p>" if whom else ""
    kept = text("call is anonymous" if one.anonymous else "call is named")
    rows = [
        f'{asked}<p class="muted">{kept}</p><p class="muted">{text("masked note")}</p>',
        _imported(view.imported, here) if view.imported is not None else "",
    ]
    if one.state is State.OPEN and may(who, Act.IMPORT):
        rows.append(
            f'<div class="panel" data-form="purpose-rows"><h3>{text("take in title")}</h3>'
            f'<label class="field"><span>{text("take in label")}</span>'
            f'<textarea name="rows" rows="5" dir="auto" spellcheck="false"></textarea></label>'
            f'<p class="muted">{text("take in note")}</p>'
            f'<p class="acts"><button type="button" class="act" data-act="take-in">'
            f"{text('act take-in')}</button></p></div>"
        )
        rows.append(
            f'<details class="panel"><summary>{text("act close-call")}</summary>'
            f'<p class="muted">{text("close note")}</p>'
            f'<p class="acts"><button type="button" class="act" data-act="close-call">'
            f"{text('act close-call')}</button></p></details>"
        )
    if others or may(who, Act.OPEN):
        listed = "".join(
            f'<li><button type="button" class="quiet" data-act="look-at" data-subject="{c.id}">'
            f"{inert(c.asks(here.language))}</button> "
            f'<span class="muted">{text(f"call state {c.state}")}</span></li>'
            for c in others
        )
        known = f'<ul class="plain">{listed}</ul>' if listed else ""
        opens = (
            f'<p class="acts"><button type="button" class="act" data-act="opening">'
            f"{text('another call')}</button></p>"
            if may(who, Act.OPEN)
            else ""
        )
        rows.append(
            f'<details class="panel"><summary>{text("other calls")}</summary>{known}{opens}'
            "</details>"
        )
    return "".join(rows)


def _imported(report: Imported, here: Place) -> str:
    text = here.text
    told = text(
        "taken in",
        added=report.added,
        known=report.known,
        emptied=report.emptied,
        refused=len(report.refused),
    )
    columns = aside(", ".join(report.columns.as_mapping().values()))
    lines = [f"<p>{told}</p>", f'<p class="muted">{text("columns read", columns=columns)}</p>']
    if report.columns.who:
        gone = aside(", ".join(report.columns.who))
        lines.append(f'<p class="muted">{text("columns who", columns=gone)}</p>')
    refused = "".join(
        f"<li>{text('row refused', row=bad.row, why=aside(bad.said(here.language)))}</li>"
        for bad in report.refused[:REFUSED]
    )
    if refused:
        lines.append(f'<ul class="plain">{refused}</ul>')
    return f'<div class="panel taken-in" role="status">{"".join(lines)}</div>'


def too_few(answers: int, needed: int, here: Place) -> str:
    """That there is nothing to read yet, and what to do."""
    told = here.text("too few answers", answers=answers, needed=needed)
    return f'<p class="calm">{told}</p>'
