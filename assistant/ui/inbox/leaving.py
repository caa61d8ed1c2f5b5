"""What leaves the inbox: its posts as a file, its themes as documents, and an author forgotten."""

from __future__ import annotations

from assistant.ui.inbox.words import button, many
from assistant.ui.pieces import Place, aside, exact, inert

SAVE = "inbox-save"
FORGET = "inbox-forget"
LARGEST = 20_000
"""Posts that a file saved in the page may hold: it is built in memory, there and here."""


def posts(total: int, names: bool, here: Place) -> str:
    """The posts that are listed, as a file; with ``names`` only for whoever may have them."""
    text = here.text
    if not total:
        return ""
    which = ""
    if names:
        which = (
            f'<label class="field"><span>{text("save names")}</span><select name="names">'
            f'<option value="no">{text("save without names")}</option>'
            f'<option value="yes">{text("save with names")}</option></select></label>'
        )
    buttons = "".join(button("save-posts", text(f"save {kind}"), kind) for kind in ("csv", "jsonl"))
    return (
        f'<details class="leaving" data-form="{SAVE}" data-fleeting>'
        f"<summary>{many('save posts', total, here)}</summary><div>"
        f'<p class="muted">{text("save note")}</p>{which}<div class="acts">{buttons}</div>'
        "</div></details>"
    )


def documents(act: str, what: str, here: Place) -> str:
    """A document to be saved as Word or PDF; ``what`` names it to whoever hears the buttons."""
    text = here.text
    buttons = "".join(
        button(act, f'{label}<span class="sr-only"> ({what})</span>', kind)
        for kind, label in (("docx", text("save docx")), ("pdf", text("save pdf")))
    )
    return f'<p class="acts saving"><span class="muted">{what}</span> {buttons}</p>'


def forget(here: Place) -> str:
    """Whom to forget, for whoever may: asked once more before anything goes."""
    text = here.text
    return (
        f'<details class="leaving" data-form="{FORGET}"><summary>{text("forget title")}</summary>'
        f'<div><p class="muted">{text("forget note")}</p><label class="field">'
        f'<span>{text("forget author")}</span><input name="author" type="text" maxlength="300" '
        f'dir="auto" placeholder="@"></label><div class="acts">'
        f"{button('forget', text('act forget'))}</div></div></details>"
    )


def forget_button(author: str, here: Place) -> str:
    """From a post: forget who wrote it."""
    words = here.text("act forget of", who=aside(author))
    return (
        f'<button type="button" class="quiet" data-act="forget" data-subject="{exact(author)}">'
        f"{words}</button>"
    )


def sure(author: str, count: int, here: Place) -> str:
    """The question before it is done: whose posts, how many, and what it does not reach."""
    text = here.text
    erase = (
        f'<button type="button" class="act danger" data-act="erase" '
        f'data-subject="{exact(author)}">{text("act erase")}</button>'
    )
    return (
        f'<article class="opened forgetting" data-version="forget-{inert(author)}">'
        f'<header><h2 tabindex="-1" data-arrive>{text("forget sure", who=aside(author))}</h2>'
        f"</header><p>{many('forget count', count, here)}</p><p>{text('forget reach')}</p>"
        f'<div class="acts">{erase}{button("close", text("forget keep"), kind="act")}</div>'
        "</article>"
    )
