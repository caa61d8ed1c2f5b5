"""The feeds that posts are read from: which there are, how the last reading went, and a new one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.listening.remembering import Feed
from assistant.ui.inbox import words
from assistant.ui.inbox.words import button
from assistant.ui.pieces import Place, aside, inert

FORM = "inbox-feed"
KINDS = ("rss", "bluesky", "mastodon")


def drawn(feeds: Sequence[Feed], may: bool, here: Place) -> str:
    """The feeds; nothing to press for whoever ``may`` not."""
    text = here.text
    rows = "".join(_row(one, may, here) for one in feeds)
    listed = (
        f'<ul class="feed-rows">{rows}</ul>'
        if rows
        else f'<p class="muted">{text("feeds none")}</p>'
    )
    every = ""
    if may and len(feeds) > 1:
        every = f'<div class="acts">{button("feed-read", text("feeds read"))}</div>'
    lead = f'<p class="muted">{text("feeds lead")}</p>'
    return (
        f'<section class="feeds"><h3>{text("feeds title")}</h3>{lead}'
        f"{listed}{every}{_form(here) if may else ''}</section>"
    )


def called(one: Feed) -> str:
    """What a feed is known by: what is sought there, and where."""
    return " · ".join(part for part in (one.words, one.address) if part)


def _row(one: Feed, may: bool, here: Place) -> str:
    text = here.text
    told = f"{text('feed read at')} {words.when(one.read_at, here)}" if one.read_at else ""
    facts = f'<span class="muted">{told or text("feed never")}</span>'
    failed = ""
    if one.error:
        failed = (
            f'<span class="feed-failed" dir="auto">{text("feed failed")}{text("colon")}'
            f"{inert(one.error)}</span>"
        )
    which = f'<span class="sr-only"> {inert(called(one))}</span>'
    acts = ""
    if may:
        acts = (
            f'<span class="acts">{button("feed-read", text("feed read") + which, one.id)}'
            f"{button('feed-drop', text('feed drop') + which, one.id, 'quiet')}</span>"
        )
    return (
        f"<li><span><strong>{text(f'feed {one.kind}')}</strong> {aside(called(one))}</span>"
        f"{facts}{failed}{acts}</li>"
    )


def _form(here: Place) -> str:
    text = here.text
    kinds = "".join(f'<option value="{one}">{text(f"feed {one}")}</option>' for one in KINDS)
    return (
        f'<details class="adding"><summary>{text("feed add")}</summary>'
        f'<div data-form="{FORM}"><label class="field"><span>{text("feed kind")}</span>'
        f'<select name="kind">{kinds}</select></label>'
        f'<label class="field"><span>{text("feed address")}</span><input name="address" '
        f'type="text" inputmode="url" maxlength="1000" dir="auto" placeholder="https://"></label>'
        f'<label class="field"><span>{text("feed words")}</span><input name="words" type="text" '
        f'maxlength="200" dir="auto"></label>'
        f'<div class="acts">{button("feed-add", text("feed add go"))}</div></div></details>'
    )
