"""The inbox as a list: who, when, where, the first words, how soon and why, where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.listening.values import Counts, Heard, Page
from assistant.ui.inbox import filtering
from assistant.ui.inbox.view import View
from assistant.ui.inbox.words import button, figure, many, row
from assistant.ui.pieces import Place, attribute, inert


def drawn(
    page: Page,
    counts: Counts,
    why: Mapping[str, Sequence[str]],
    themes: Sequence[tuple[str, str]],
    view: View,
    here: Place,
) -> str:
    """The list with its filters and pages; ``why`` are the reasons of each post's urgency."""
    text = here.text
    rows = "".join(
        row(one, here, why=_why(one, why, here), opened=one.id == view.post) for one in page.posts
    )
    if rows:
        listed = f'<ul class="post-rows">{rows}</ul>{_pager(page, here)}'
    else:
        at_ease = filtering.shown_of(view.query) in ("todo", "mine")
        key = "inbox done" if at_ease and not filtering.narrowed(view.query) else "inbox none"
        listed = f'<p class="calm">{text(key)}</p>'
    version = f"{view.part}-{filtering.shown_of(view.query)}-{page.page}"
    return (
        f'<div class="inbox-list" data-version="{version}">'
        f"{filtering.choices(view.query, counts, here)}"
        f"{filtering.form(view.query, counts, themes, here)}{_unread(page, here)}"
        f'<p class="muted listed-count" role="status">{many("inbox count", page.total, here)} '
        f"{button('refresh', text('refresh'), kind='quiet')}</p>{listed}</div>"
    )


def _why(one: Heard, why: Mapping[str, Sequence[str]], here: Place) -> str:
    """The weightiest reasons, and the route where it is not to reply in public."""
    told = [inert(reason) for reason in why.get(one.id, ())[:2]]
    if one.triage is not None:
        told.append(here.text(f"route {one.triage.route}"))
    return " · ".join(told)


def _unread(page: Page, here: Place) -> str:
    if not page.unread:
        return ""
    return (
        f'<p class="calm">{many("inbox unread", page.unread, here)} '
        f"{button('read', here.text('read on'))}</p>"
    )


def _pager(page: Page, here: Place) -> str:
    if page.pages < 2:
        return ""
    text = here.text
    numbers = {"page": figure(page.page, here), "pages": figure(page.pages, here)}
    steps = (
        ("page first", 1, page.page > 2),
        ("page before", page.page - 1, page.page > 1),
        ("page after", page.page + 1, page.page < page.pages),
        ("page last", page.pages, page.page < page.pages - 1),
    )
    back, on = (
        "".join(button("page", text(key), str(at)) for key, at, there in part if there)
        for part in (steps[:2], steps[2:])
    )
    return (
        f'<nav class="pager" aria-label="{attribute(text("pages"))}">{back}'
        f'<span class="muted">{text("page of", **numbers)}</span>{on}</nav>'
    )
