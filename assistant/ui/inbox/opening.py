"""A post opened: its words, its thread, how it was read and why, what it challenges on record."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.listening.values import Challenge, Challenged, Heard, Shown, State
from assistant.ui import pieces
from assistant.ui.inbox import leaving, words
from assistant.ui.inbox.words import button
from assistant.ui.pieces import Place, aside, attribute, inert
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.reviewing.deciding import field


def drawn(
    shown: Shown,
    me: str,
    sources: Sources,
    here: Place,
    back: str = "close post",
    *,
    erases: bool = False,
) -> str:
    """The whole of it; ``me`` is who looks, by name, and ``erases`` whether they may forget who
    wrote it."""
    text, one = here.text, shown.post
    parts = [
        _urgency(shown, here),
        _thread("said before", shown.before, here),
        f'<div class="post">{pieces.post_body(one.text, here)}</div>',
        _thread("said after", shown.after, here),
        _again(shown, here),
        "" if one.by_brand else pieces.reading_line(shown.reading, here),
        "" if one.by_brand else _challenge(shown.challenge, sources, here),
        _theme(shown, here),
    ]
    acts = "" if one.by_brand else _acts(one, me, here)
    if erases and one.author and not one.by_brand:
        acts += f"<p>{leaving.forget_button(one.author, here)}</p>"
    return (
        f'<article class="opened" data-version="post-{one.id}-{inert(one.changed_at)}" '
        f'data-of="{one.id}" data-form="{form_of(one.id)}">'
        f'<input type="hidden" name="seen" value="{inert(one.changed_at)}">'
        f"{button('close', text(back), kind='quiet')}{_head(one, here)}"
        f"{''.join(parts)}{acts}{sources.evidence()}</article>"
    )


def form_of(post: str) -> str:
    """The name under which the page keeps the words of a post's boxes."""
    return f"inbox-{post}"


def _head(one: Heard, here: Place) -> str:
    text = here.text
    state = "" if one.by_brand else words.state_chip(one, here)
    told = []
    if one.known is not None:
        told.append(text(f"known {one.known}"))
    if one.taken_by:
        told.append(text("has taken", who=aside(one.taken_by)))
    if one.url:
        told.append(pieces.source_link(one.url, here))
    more = f' <span class="muted">{" · ".join(told)}</span>' if told else ""
    return (
        f'<header><h2 tabindex="-1" data-arrive>{words.facts(one, here)}</h2>'
        f"<p>{state}{more}</p></header>"
    )


def _urgency(shown: Shown, here: Place) -> str:
    if shown.post.by_brand:
        return ""
    reasons = "".join(f'<li dir="auto">{inert(reason)}</li>' for reason in shown.why)
    chip = words.urgency_chip(shown.urgency, here)
    level = chip or f'<span class="chip">{here.text("urgency none")}</span>'
    return (
        f'<section class="why">{level}<h3 class="sr-only">{here.text("why urgent")}</h3>'
        f"<ul>{reasons}</ul></section>"
    )


def _thread(key: str, posts: Sequence[Heard], here: Place) -> str:
    if not posts:
        return ""
    rows = "".join(
        f'<li><span class="muted">{words.facts(one, here)}</span>'
        f"{pieces.post_body(one.text, here)}</li>"
        for one in posts
    )
    return f'<section class="said"><h3>{here.text(key)}</h3><ul>{rows}</ul></section>'


def _again(shown: Shown, here: Place) -> str:
    told = words.again(shown.post, here)
    if not told:
        return ""
    rows = "".join(
        f"<li>{words.who(one, here)} · {words.when(one.at, here)} · {words.where(one, here)}</li>"
        for one in shown.copies
    )
    return f"<details><summary>{told}</summary><ul class='plain'>{rows}</ul></details>"


def _challenge(told: Challenge | None, sources: Sources, here: Place) -> str:
    text = here.text
    if told is None:
        inside = f'<p class="muted">{text("challenges unasked")}</p>'
    else:
        rows = "".join(_statement(one, sources, here) for one in told.statements)
        listed = f'<ul class="challenged">{rows}</ul>' if rows else ""
        if told.bears and rows:
            inside = listed
        elif rows:
            inside = f'<p class="calm">{text("challenges loose")}</p>{listed}'
        else:
            inside = f'<p class="calm">{text("challenges none")}</p>'
        if told.unknown:
            subjects = ", ".join(aside(one) for one in told.unknown)
            inside += f'<p class="muted">{text("never speaks of", words=subjects)}</p>'
    return f'<section class="challenge"><h3>{text("challenges")}</h3>{inside}</section>'


def _statement(one: Challenged, sources: Sources, here: Place) -> str:
    kind = f'<span class="chip">{here.text("a commitment")}</span> ' if one.commitment else ""
    return (
        f"<li>{kind}<q>{aside(one.words)}</q> {sources.mark(one.passage_id, one.words)}"
        f'<span class="muted">{aside(one.source)} · {words.day(one.date, here)}</span></li>'
    )


def _theme(shown: Shown, here: Place) -> str:
    if shown.theme is None:
        return ""
    theme, name = shown.theme
    named = words.named(theme, name)
    return f'<p class="muted">{here.text("in theme")}{here.text("colon")}{named}</p>'


def _acts(one: Heard, me: str, here: Place) -> str:
    """What may be done, the likeliest first; the note has its own box."""
    text = here.text
    buttons = [button("draft", text("act draft"), one.id, "act primary")]
    if one.state is not State.ANSWERED:
        buttons.append(button("answered", text("act answered"), one.id))
    if one.state is not State.IGNORED:
        buttons.append(button("ignored", text("act ignored"), one.id))
    if one.state is not State.NEW:
        buttons.append(button("new", text("act new"), one.id))
    if not here.alone:
        if one.taken_by is None:
            buttons.append(button("takes", text("act takes"), one.id))
        elif one.taken_by == me:
            buttons.append(button("gives", text("act gives"), one.id))
        else:
            over = text("act over", who=aside(one.taken_by))
            buttons.append(button("over", over, one.id))
    label = text("post note alone" if here.alone else "post note")
    note = field("note", label, lines=2, value=one.note)
    return (
        f'<section class="decision" aria-label="{attribute(text("post act"))}">'
        f'<div class="acts">{"".join(buttons)}</div>'
        f"<details{' open' if one.note else ''}><summary>{label}</summary>"
        f"<div>{note}{button('note', text('act note'), one.id)}</div></details></section>"
    )
