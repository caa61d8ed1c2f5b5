"""What was done to the record, the last first; undone where it can be, else with why it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.ui.inbox.words import button, when
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.texts import Say
from knowledge.cleaning import one_line
from knowledge.curator import Done
from knowledge.record import DocumentEntry

WORDS = 80


def drawn(
    done: Sequence[Done], titles: Mapping[str, DocumentEntry], keeps: bool, here: Place
) -> str:
    """The last acts."""
    text = here.text
    if not done:
        return f'<p class="calm" data-version="done">{text("rec done none")}</p>'
    rows = "".join(_row(one, titles, keeps, here) for one in done)
    return (
        f'<div class="inbox-list" data-version="done"><div class="welcome">'
        f"<h2>{text('rec done title')}</h2><p>{text('rec done lead')}</p></div>"
        f'<ol class="rec-done">{rows}</ol></div>'
    )


def _row(one: Done, titles: Mapping[str, DocumentEntry], keeps: bool, here: Place) -> str:
    text = here.text
    who = aside(one.actor) if one.actor else text("rec somebody")
    what = text(f"rec did {one.act}")
    if one.undoes is not None:
        what = text("rec undoing", what=what)
    about = " → ".join(_named(identity, titles, here) for identity in one.documents)
    changed = _changed(one, text)
    if one.why_not is None:
        undo = button("undo", text("rec act undo"), str(one.seq)) if keeps else ""
    else:
        undo = f'<span class="muted">{text(f"rec why {one.why_not}")}</span>'
    return (
        f'<li><p><span class="muted">{when(one.at, here)} · {who}</span></p>'
        f"<p><strong>{what}</strong>{text('colon') + about if about else ''}</p>{changed}"
        f'<p class="rec-undo">{undo}</p></li>'
    )


def _named(identity: str, titles: Mapping[str, DocumentEntry], here: Place) -> str:
    known = titles.get(identity)
    if known is None:
        return f'<span class="muted">{here.text("rec erased")}</span>'
    return button("open", aside(known.name), identity, "quiet named")


def _changed(one: Done, text: Say) -> str:
    """What an edit found and left, or a name; nothing where it is not kept."""
    if "spelling" in one.after:
        spelling = inert(one.after["spelling"] or "")
        name = one.after["name"] or one.before["name"] or ""
        return f'<p class="row-why"><bdi>{spelling}</bdi> → <bdi>{inert(name)}</bdi></p>'
    rows = "".join(
        f"<li>{text(f'rec fact {name}')}{text('colon')}{_value(name, one.before.get(name), text)}"
        f" → {_value(name, value, text)}</li>"
        for name, value in one.after.items()
    )
    return f'<ul class="plain row-why">{rows}</ul>' if rows else ""


def _value(name: str, value: str | None, text: Say) -> str:
    if value is None:
        return text("rec nothing")
    if name == "kind":
        return text(f"kind {value}")
    if name == "visibility":
        return text(f"rec seen {value}")
    return f"<bdi>{inert(one_line(value, WORDS))}</bdi>"
