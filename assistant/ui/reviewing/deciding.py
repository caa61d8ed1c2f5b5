"""What may be done with a reply by whoever looks at it, as buttons and the words they need.

What is not offered here is refused where it is carried out too: the page only spares a person the
refusal.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.review import Dossier, Person, State
from assistant.review.people import may
from assistant.review.rules import Rules
from assistant.review.states import Act, follows
from assistant.review.values import Freeze
from assistant.ui.pieces import Place, attribute, inert

_AGAINST = {Act.ASK: "ask", Act.REJECT: "reject"}


def offered(dossier: Dossier, person: Person, act: Act) -> bool:
    """Whether an act may follow here, and this person has the right to it."""
    return may(person, act) and follows(dossier.state, act) is not None


def decision(
    dossier: Dossier, person: Person, rules: Rules, freeze: Freeze | None, here: Place
) -> str:
    """The bar at the foot: the acts that lead on from here, the likeliest first."""
    text = here.text
    buttons: list[str] = []
    notes: list[str] = []
    fields = ""
    if offered(dossier, person, Act.SUBMIT) and not person.alone:
        buttons.append(button("submit", here, primary=True))
    if offered(dossier, person, Act.APPROVE):
        why_not = _own(dossier, person, rules)
        if why_not:
            notes.append(text(why_not))
        else:
            buttons.append(button("approve", here, primary=True))
    if dossier.topic is not None and dossier.state is State.APPROVED and may(person, Act.OPEN):
        fields += field("for-post", text("for post"), lines=2)
        fields += field("for-url", text("for address"), kind="url")
        buttons.append(button("use", here, primary=True))
    elif leaving(dossier, person) and freeze is None:
        buttons.append(button("take", here, primary=True))
        fields += field("url", text("where published"), kind="url")
        buttons.append(button("send", here))
    against = [name for act, name in _AGAINST.items() if offered(dossier, person, act)]
    if against:
        fields += field("reason", text("why decide"), lines=1)
        buttons += [button(name, here) for name in against]
    if offered(dossier, person, Act.REOPEN):
        buttons.append(button("reopen", here, primary=True))
    if dossier.state in (State.SENT, State.WITHDRAWN) and may(person, Act.OPEN):
        buttons.append(button("correct", here))
    if offered(dossier, person, Act.ASSIGN) and dossier.assignee != person.name:
        buttons.append(button("mine", here))
    if rules.steps > 1 and dossier.state is State.IN_REVIEW:
        notes.append(text("steps", given=len(dossier.approvals), steps=rules.steps))
    if person.alone:
        notes.append(text("alone"))
    if not buttons and not notes:
        return ""
    told = "".join(f'<p class="muted">{one}</p>' for one in notes)
    return (
        f'<section class="decision" aria-label="{attribute(text("decide"))}">{fields}'
        f'<div class="acts">{"".join(buttons)}</div>{told}</section>'
    )


def leaving(dossier: Dossier, person: Person) -> bool:
    """Whether the text may leave the house as it stands, as far as rights and state tell."""
    return offered(dossier, person, Act.SEND_UNREVIEWED if person.alone else Act.SEND)


def rest(dossier: Dossier, person: Person, here: Place, colleagues: Sequence[str] = ()) -> str:
    """What else may be done, folded: to whom it goes, no answer, taken down, the post erased."""
    text = here.text
    folded = []
    if offered(dossier, person, Act.ASSIGN):
        inside = _to_whom(dossier, colleagues, here) + field(
            "due", text("when due"), kind="datetime-local", value=dossier.due_at or ""
        )
        folded.append(_folded("assign", inside, here))
    if offered(dossier, person, Act.DECLINE):
        inside = field("why-not", text("why not"), lines=1)
        inside += field("again", text("when again"), kind="date")
        folded.append(_folded("decline", inside, here))
    if offered(dossier, person, Act.WITHDRAW):
        folded.append(_folded("withdraw", field("why-down", text("why withdrawn"), lines=1), here))
    if offered(dossier, person, Act.EXPORT):
        kinds = "".join(
            f'<button type="button" class="act" data-act="export" data-subject="{kind}">'
            f"{text(f'export {kind}')}</button>"
            for kind in ("docx", "pdf")
        )
        folded.append(
            f"<details><summary>{text('for the file')}</summary>"
            f'<div class="acts">{kinds}</div></details>'
        )
    if offered(dossier, person, Act.ERASE) and dossier.post is not None:
        folded.append(_folded("erase", "", here))
    return f'<div class="rest-acts">{"".join(folded)}</div>' if folded else ""


def _to_whom(dossier: Dossier, colleagues: Sequence[str], here: Place) -> str:
    if not colleagues:
        return field("to", here.text("to whom"), value=dossier.assignee or "")
    options = "".join(
        f"<option{' selected' if name == dossier.assignee else ''}>{inert(name)}</option>"
        for name in colleagues
    )
    return (
        f'<label class="field"><span>{here.text("to whom")}</span><select name="to">'
        f'<option value=""></option>{options}</select></label>'
    )


def changing(dossier: Dossier, person: Person, here: Place) -> str:
    """The text in a box, to be kept as a further version."""
    if not offered(dossier, person, Act.REVISE):
        return ""
    text = here.text
    words = dossier.current.text
    lines = min(12, 2 + len(words) // 70)
    box = field("text", text("the text"), lines=lines, value=words, hide=True)
    return (
        f"<details><summary>{text('change text')}</summary><div>{box}"
        f'<p class="muted">{text("change note")}</p>'
        f'<div class="acts">{button("revise", here)}</div></div></details>'
    )


def preparing(person: Person, here: Place) -> str:
    """To write an answer before anybody asks."""
    if not may(person, Act.OPEN):
        return ""
    text = here.text
    inside = field("topic", text("topic")) + field("prepared-text", text("prepared text"), lines=3)
    return (
        f'<details class="freezing"><summary>{text("prepare")}</summary><div>{inside}'
        f'<div class="acts">{button("prepare", here, name="prepare")}</div></div></details>'
    )


def freezing(person: Person, freeze: Freeze | None, here: Place) -> str:
    """To set a freeze, or to lift the one that stands."""
    text = here.text
    if freeze is not None:
        return button("lift", here, name="lift") if may(person, Act.LIFT) else ""
    if not may(person, Act.FREEZE):
        return ""
    inside = field("why-freeze", text("freeze why"), lines=1)
    return (
        f'<details class="freezing"><summary>{text("freeze")}</summary><div>{inside}'
        f'<div class="acts">{button("freeze", here, name="freeze")}</div></div></details>'
    )


def button(act: str, here: Place, *, primary: bool = False, name: str | None = None) -> str:
    """A button for an act."""
    kind = "act primary" if primary else "act"
    return (
        f'<button type="button" class="{kind}" data-act="{act}">'
        f"{here.text(name or f'act {act}')}</button>"
    )


def field(
    name: str,
    label: str,
    *,
    lines: int = 0,
    kind: str = "text",
    value: str = "",
    hide: bool = False,
) -> str:
    """A labelled box; several ``lines`` make it one to write in."""
    spoken = f"<span{' class=sr-only' if hide else ''}>{label}</span>"
    if lines:
        body = attribute(value)
        # The first line end after the tag is not part of what is in the box.
        box = f'<textarea name="{name}" rows="{lines}" dir="auto">&#10;{body}</textarea>'
    else:
        at = f' data-at="{attribute(value)}"' if kind == "datetime-local" else ""
        shown = "" if kind == "datetime-local" else attribute(value)
        box = f'<input name="{name}" type="{kind}" value="{shown}"{at} dir="auto">'
    return f'<label class="field">{spoken}{box}</label>'


def _own(dossier: Dossier, person: Person, rules: Rules) -> str:
    if person.name == dossier.current.author and not rules.own:
        return "own text"
    if any(one.person == person.name for one in dossier.approvals):
        return "own step"
    return ""


def _folded(act: str, inside: str, here: Place) -> str:
    return (
        f"<details><summary>{here.text(f'act {act}')}</summary><div>{inside}"
        f'<div class="acts">{button(act, here)}</div></div></details>'
    )
