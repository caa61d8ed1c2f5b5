"""What the inbox is filtered by: drawn as a form, read back as a query.

Whatever comes back from the page is taken only where it is one of the values there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.listening.values import Counts, Order, Query, State, Urgency
from assistant.model import Route
from assistant.ui.inbox.view import SIZE, TODO
from assistant.ui.inbox.words import button, figure
from assistant.ui.pieces import Place, attribute, inert
from assistant.ui.texts import channel_name, language_name

FORM = "inbox-filter"
LONGEST = 200
STATES: Mapping[str, tuple[State, ...]] = {
    "todo": TODO,
    "answered": (State.ANSWERED,),
    "ignored": (State.IGNORED,),
    "all": (),
}
"""What can be shown by where posts stand, beside one's own."""
LEVELS = (Urgency.NOW, Urgency.TODAY, Urgency.LATER)
_ANSWERS = {"yes": True, "no": False}


def shown_of(query: Query) -> str:
    """Which of the choices a query is."""
    if query.taken_by:
        return "mine"
    return next((name for name, states in STATES.items() if states == query.states), "all")


def shown(query: Query, name: str, person: str) -> Query:
    """The query for another of the choices; the filters stay."""
    if name == "mine":
        return replace(query, states=TODO, taken_by=person, page=1)
    return replace(query, states=STATES.get(name, TODO), taken_by=None, page=1)


def filtered(query: Query, fields: Mapping[str, str]) -> Query:
    """The query that a form asks for; where posts stand is not part of the form."""
    level, route, order = (fields.get(name, "") for name in ("urgency", "route", "order"))
    return replace(
        query,
        words=fields.get("words", "").strip()[:LONGEST],
        urgency=next((one for one in LEVELS if one.word == level), None),
        routes=tuple(one for one in Route if one.value == route),
        languages=_given(fields.get("language", "")),
        channels=_given(fields.get("channel", "")),
        theme=fields.get("theme", "").strip()[:LONGEST] or None,
        answered=_ANSWERS.get(fields.get("answers", "")),
        order=next((one for one in Order if one.value == order), Order.URGENT),
        page=1,
    )


def cleared(query: Query) -> Query:
    """The query without its filters."""
    return Query(states=query.states, taken_by=query.taken_by, size=SIZE)


def narrowed(query: Query) -> bool:
    """Whether anything is filtered, beside where posts stand."""
    return replace(query, page=1, order=Order.URGENT) != cleared(query)


def _given(value: str) -> tuple[str, ...]:
    told = value.strip()[:LONGEST]
    return (told,) if told else ()


# --- drawn ----------------------------------------------------------------------------------------


def choices(query: Query, counts: Counts, here: Place) -> str:
    """Where posts stand, as buttons with their numbers."""
    numbers = {
        name: sum(counts.states.get(state.value, 0) for state in states) if states else counts.total
        for name, states in STATES.items()
    }
    names = ["todo", *([] if here.alone else ["mine"]), "answered", "ignored", "all"]
    now = shown_of(query)
    chips = "".join(
        f'<button type="button" class="choice" data-act="states" data-subject="{name}" '
        f'aria-pressed="{"true" if name == now else "false"}">{here.text(f"filter {name}")}'
        + (f' <span class="count">{figure(numbers[name], here)}</span>' if name in numbers else "")
        + "</button>"
        for name in names
    )
    label = attribute(here.text("filter state"))
    return f'<div class="choices" role="group" aria-label="{label}">{chips}</div>'


def form(query: Query, counts: Counts, themes: Sequence[tuple[str, str]], here: Place) -> str:
    """The filters; ``themes`` are ids and names. Folded where there is little room."""
    text = here.text
    fields = [
        _select("urgency", _levels(here), query.urgency.word if query.urgency else "", here),
        _select(
            "route",
            [(one.value, text(f"route {one}")) for one in Route],
            _one(query.routes),
            here,
        ),
        _select(
            "language",
            [(code, language_name(code, here.language)) for code in counts.languages],
            _one(query.languages),
            here,
        ),
        _select(
            "channel",
            [(name, channel_name(name, here.language)) for name in counts.channels],
            _one(query.channels),
            here,
        ),
        _select("theme", themes, query.theme or "", here) if themes else "",
        _select(
            "answers",
            [("no", text("filter without answer")), ("yes", text("filter with answer"))],
            {True: "yes", False: "no"}.get(query.answered, "")
            if query.answered is not None
            else "",
            here,
        )
        if query.states == ()
        else "",
        _select(
            "order",
            [(one.value, text(f"order {one}")) for one in Order],
            query.order.value,
            here,
            free=False,
        ),
    ]
    clear = button("clear", text("filter clear"), kind="quiet") if narrowed(query) else ""
    is_open = " open" if narrowed(query) or query.order is not Order.URGENT else ""
    return (
        f'<div class="filters" data-form="{FORM}" data-fleeting role="search">'
        f'<label class="field words"><span>{text("filter words")}</span><input name="words" '
        f'type="text" maxlength="{LONGEST}" value="{attribute(query.words)}" dir="auto"></label>'
        f"{button('filter', text('filter go'))}{clear}"
        f'<details class="more-filters"{is_open}><summary>{text("filters")}</summary>'
        f"<div>{''.join(fields)}</div></details></div>"
    )


def _one(values: Sequence[str]) -> str:
    return str(values[0]) if len(values) == 1 else ""


def _levels(here: Place) -> list[tuple[str, str]]:
    return [(one.word, here.text(f"urgency {one.word}")) for one in LEVELS]


def _select(
    name: str,
    options: Iterable[tuple[str, str]],
    chosen: str,
    here: Place,
    *,
    free: bool = True,
) -> str:
    """``options`` are a value and its words; ``free``: none of them may be chosen, too."""
    every = [("", here.text("filter any"))] if free else []
    rows = "".join(
        f'<option value="{attribute(value)}"{" selected" if value == chosen else ""}>'
        f"{inert(words)}</option>"
        for value, words in [*every, *options]
    )
    return (
        f'<label class="field"><span>{here.text(f"filter {name}")}</span>'
        f'<select name="{name}">{rows}</select></label>'
    )
