"""The People room, drawn: everybody with what may be done for them, and a form for somebody new."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from assistant.access import Member
from assistant.access.account_sheet import away_line, day
from assistant.review import Role
from assistant.ui.pieces import Place, aside, attribute, copy_button, inert
from assistant.ui.reviewing.deciding import field
from assistant.ui.texts import say

NEW = "people-new"
"""The form for somebody new, as the page knows it."""


def form_of(name: str) -> str:
    """The form for somebody, as the page knows it."""
    return f"person:{name}:"


def alone(here: Place) -> str:
    """How a personal tool becomes a team's: with a command, on the machine itself."""
    text = here.text
    command = f"corail people add {text('your name')} --role administrator"
    return (
        f'<div class="welcome"><h2>{text("people alone title")}</h2>'
        f"<p>{text('people alone lead')}</p></div>"
        f'<p class="command"><code>{inert(command)}</code></p><p>{text("people alone then")}</p>'
    )


def handed(name: str, first: str, language: str) -> str:
    """The first password of somebody, told this once."""
    text = say(language)
    here = Place(text, language, 0, date.min)
    return (
        f'<div class="calm handed" role="status"><p>{text("handed", who=aside(name))}</p>'
        f'<p class="command"><code>{inert(first)}</code> {copy_button(first, name, here)}</p>'
        f'<p class="muted">{text("handed note")}</p></div>'
    )


def drawn(members: Sequence[Member], me: str, today: str, here: Place) -> str:
    """Everybody, those who may come in first, and a form for somebody new."""
    text = here.text
    ordered = sorted(members, key=lambda one: not one.active)
    names = [one.name for one in members if one.active]
    rows = "".join(_row(one, me, names, today, here) for one in ordered)
    new = (
        f'<details class="person-new" data-form="{NEW}"><summary>{text("add person")}</summary>'
        f"<div>{field('name', text('person name'))}{field('email', text('person email'))}"
        f"{_roles(frozenset(), here)}"
        f'<p class="muted">{text("add note")}</p>'
        f'<div class="acts">{_button("add-person", "", here, primary=True)}</div></div></details>'
    )
    return (
        f'<div class="welcome"><h2>{text("people title")}</h2><p>{text("people lead")}</p></div>'
        f'{new}<ul class="people">{rows}</ul>'
    )


def _row(one: Member, me: str, names: Sequence[str], today: str, here: Place) -> str:
    text = here.text
    roles = ", ".join(text(f"role {role}") for role in Role if role in one.roles)
    facts = [roles]
    if one.email:
        facts.append(aside(one.email))
    chips = ""
    over = one.away_until is not None and one.away_until < today
    away = one.away_from is not None and not over
    if one.name == me:
        chips += f'<span class="chip">{text("you")}</span> '
    if not one.active:
        chips += f'<span class="chip chip-rejected">{text("disabled")}</span> '
    elif one.first_until is not None:
        late = one.first_until[:10] < today
        key = "first late" if late else "first until"
        when = day(one.first_until, here.language)
        facts.append(text(key, when=when))
    if away and one.active:
        facts.append(inert(away_line(here.language, one)))
    told = " · ".join(facts)
    return (
        f'<li class="person" data-form="{attribute(form_of(one.name))}">'
        f'<p><strong dir="auto">{inert(one.name)}</strong> {chips}</p>'
        f'<p class="muted">{told}</p>{_acts(one, me, names, away, today, here)}</li>'
    )


def _acts(one: Member, me: str, names: Sequence[str], away: bool, today: str, here: Place) -> str:
    text = here.text
    if not one.active:
        return f'<div class="acts">{_button("enable-person", one.name, here)}</div>'
    others = [name for name in names if name != one.name]
    absent = _button("set-back", one.name, here)
    if not away:
        options = "".join(f"<option>{inert(name)}</option>" for name in others)
        absent = (
            f'<div class="dates">{field("from", text("day from"), kind="date", value=today)}'
            f"{field('until', text('day until'), kind='date')}"
            f'<label class="field"><span>{text("stand-in")}</span><select name="stand-in">'
            f'<option value="">{text("nobody stands in")}</option>{options}</select></label></div>'
            f'<div class="acts">{_button("set-away", one.name, here)}</div>'
        )
    parts = [
        _folded(
            "change roles",
            f'{_roles(one.roles, here)}<div class="acts">'
            f"{_button('set-roles', one.name, here)}</div>",
            here,
        ),
        _folded("absence", absent, here),
    ]
    if one.name == me:
        parts.append(f'<p class="muted">{text("yours is elsewhere")}</p>')
    else:
        parts.append(
            _folded(
                "way in",
                f'<p class="muted">{text("hand note")}</p><div class="acts">'
                f"{_button('hand-password', one.name, here)}"
                f"{_button('disable-person', one.name, here)}</div>",
                here,
            )
        )
    return f'<div class="folded">{"".join(parts)}</div>'


def _roles(given: Collection[Role], here: Place) -> str:
    text = here.text
    rows = "".join(
        # A choice rather than a box to tick: what is chosen is told to the server as its value.
        f'<label class="field"><span>{text(f"role {role}")}</span>'
        f'<select name="role {role}"><option value="no">{text("no")}</option>'
        f'<option value="yes"{" selected" if role in given else ""}>{text(f"may {role}")}</option>'
        "</select></label>"
        for role in Role
    )
    return f'<div class="roles">{rows}</div>'


def _folded(name: str, inside: str, here: Place) -> str:
    return f"<details><summary>{here.text(name)}</summary><div>{inside}</div></details>"


def _button(act: str, subject: str, here: Place, *, primary: bool = False) -> str:
    kind = "act primary" if primary else "act"
    told = here.text(f"act {act}")
    who = f'<span class="sr-only">: {inert(subject)}</span>' if subject else ""
    return (
        f'<button type="button" class="{kind}" data-act="{act}" '
        f'data-subject="{attribute(subject)}">{told}{who}</button>'
    )
