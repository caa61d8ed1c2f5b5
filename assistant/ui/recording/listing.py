"""The documents as a list: what, who, when, who may see it, and whether it still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.curation.query import Page, Query
from assistant.ui import ages
from assistant.ui.inbox.words import button, figure, many
from assistant.ui.pieces import Place, aside, attribute, inert, language_tag
from assistant.ui.recording import filtering, plotting
from assistant.ui.texts import channel_name
from knowledge.model import Access, Visibility
from knowledge.record import DocumentEntry


def drawn(
    page: Page,
    query: Query,
    years: Mapping[tuple[str | None, str], int],
    speakers: Sequence[str],
    here: Place,
) -> str:
    """The list with its filters and pages, and under it the record over the years."""
    text = here.text
    rows = "".join(row(one, here) for one in page.documents)
    if rows:
        listed = f'<ul class="post-rows">{rows}</ul>{_pager(page, here)}'
    else:
        key = "rec none" if query != Query() else "rec empty"
        listed = f'<p class="calm">{text(key)}</p>'
    return (
        f'<div class="inbox-list" data-version="documents-{page.number}">'
        f'<h2 class="sr-only">{text("rec part documents")}</h2>'
        f"{filtering.form(query, speakers, here)}"
        f'<p class="muted listed-count" role="status">{many("rec count", page.total, here)}</p>'
        f"{listed}{plotting.over_the_years(years, here)}</div>"
    )


def row(one: DocumentEntry, here: Place) -> str:
    """A document in the list: pressed, it is opened."""
    return (
        f'<li><button type="button" class="post-row" data-act="open" data-subject="{one.id}">'
        f'<span class="row-facts">{facts(one, here)}</span>'
        f'<span class="row-chips">{chips(one, here)}</span>'
        f'<span class="row-words" dir="auto"{language_tag(one.language)}>'
        f"{inert(one.name)}</span></button></li>"
    )


def facts(one: DocumentEntry, here: Place) -> str:
    """Who, when, what and where, in one line; whose spelling it is, where that was said."""
    text = here.text
    who = f"<strong>{aside(one.speaker)}</strong>" if one.speaker else text("no speaker")
    if one.known_as:
        who += f" ({aside(one.known_as)})"
    told = [who, ages.written(one.date, here.language, text)]
    told.append(text(f"kind {one.kind}"))
    if one.channel:
        told.append(aside(channel_name(one.channel, here.language)))
    return " · ".join(told)


def chips(one: DocumentEntry, here: Place) -> str:
    """What keeps it from being quoted today, a word each."""
    told = seen_chip(one.access, here)
    if one.superseded_by is not None:
        told += f'<span class="chip">{here.text("superseded")}</span>'
    if one.removed:
        told += f'<span class="chip chip-rejected">{here.text("rec removed")}</span>'
    return told


def seen_chip(access: Access, here: Place) -> str:
    """Who may see a text, where that is not everybody today."""
    day = here.today.isoformat()
    if access.is_public_on(day):
        return ""
    if access.expires is not None and day > access.expires:
        return f'<span class="chip">{here.text("rec expired")}</span>'
    name = access.visibility
    if access.visibility is Visibility.PUBLIC:
        name = Visibility.EMBARGOED
    return f'<span class="chip chip-in-review">{here.text(f"rec seen {name}")}</span>'


def _pager(page: Page, here: Place) -> str:
    if page.pages < 2:
        return ""
    text = here.text
    numbers = {"page": figure(page.number, here), "pages": figure(page.pages, here)}
    steps = (
        ("page before", page.number - 1, page.number > 1),
        ("page after", page.number + 1, page.number < page.pages),
    )
    back, on = (button("page", text(key), str(at)) if there else "" for key, at, there in steps)
    return (
        f'<nav class="pager" aria-label="{attribute(text("pages"))}">{back}'
        f'<span class="muted">{text("page of", **numbers)}</span>{on}</nav>'
    )
