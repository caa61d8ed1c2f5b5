"""What the documents are filtered by: drawn as a form, read back as a query.

Whatever comes back from the page is taken only where it is one of the values there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.curation.query import STATES, Query
from assistant.ui.inbox.words import button
from assistant.ui.pieces import Place, attribute, inert
from knowledge import dates
from knowledge.model import Kind, Visibility

FORM = "record-filter"
LONGEST = 200


def filtered(fields: Mapping[str, str]) -> Query:
    """The query that a form asks for. A date that is none filters nothing."""
    state = fields.get("state", "")
    kind, seen = fields.get("kind", ""), fields.get("visibility", "")
    return Query(
        words=fields.get("words", "").strip()[:LONGEST],
        kind=next((one for one in Kind if one.value == kind), None),
        speaker=fields.get("speaker", "").strip()[:LONGEST] or None,
        since=dates.parse(fields.get("since", "").strip()[:LONGEST]),
        until=dates.parse(fields.get("until", "").strip()[:LONGEST]),
        visibility=next((one for one in Visibility if one.value == seen), None),
        state=state if state in STATES else STATES[0],
    )


def form(query: Query, speakers: Sequence[str], here: Place) -> str:
    """The filters. Folded where nothing but words is asked for."""
    text = here.text
    narrowed = replace(query, words="", page=1) != Query()
    kinds = [(one.value, text(f"kind {one}")) for one in Kind]
    names = [(name, inert(name)) for name in speakers]
    seen = [(one.value, text(f"rec seen {one}")) for one in Visibility]
    states = [(name, text(f"rec state {name}")) for name in STATES]
    clear = button("clear", text("rec clear"), kind="quiet") if query != Query() else ""
    return (
        f'<div class="filters" role="search" data-form="{FORM}" data-fleeting>'
        f"{_box('words', text('rec words'), query.words, 'search')}"
        f"{button('filter', text('rec filter'), kind='act')}{clear}"
        f'<details class="more-filters"{" open" if narrowed else ""}>'
        f"<summary>{text('rec more filters')}</summary><div>"
        f"{select('kind', text('rec kind'), kinds, query.kind or '', text('rec any'))}"
        f"{select('speaker', text('rec speaker'), names, query.speaker or '', text('rec any'))}"
        f"{_box('since', text('rec since'), query.since or '')}"
        f"{_box('until', text('rec until'), query.until or '')}"
        f"{select('visibility', text('rec seen'), seen, query.visibility or '', text('rec any'))}"
        f"{select('state', text('rec state'), states, query.state)}"
        "</div></details></div>"
    )


def _box(name: str, label: str, value: str, kind: str = "text") -> str:
    wide = " words" if name == "words" else ""
    return (
        f'<label class="field{wide}"><span>{label}</span><input name="{name}" type="{kind}" '
        f'value="{attribute(value)}" maxlength="{LONGEST}" dir="auto"></label>'
    )


def select(
    name: str,
    label: str,
    options: Iterable[tuple[str, str]],
    chosen: str,
    none: str | None = None,
) -> str:
    """A labelled choice; ``none`` is what it says where nothing is chosen."""
    rows = f'<option value="">{none}</option>' if none is not None else ""
    rows += "".join(
        f'<option value="{attribute(value)}"{" selected" if value == chosen else ""}>{words}'
        "</option>"
        for value, words in options
    )
    return f'<label class="field"><span>{label}</span><select name="{name}">{rows}</select></label>'
