"""Posts brought in: the empty room, the files chosen with their columns, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.listening.facade import Listening
from assistant.listening.values import Imported
from assistant.ui.inbox.view import Offered
from assistant.ui.inbox.words import button, figure, many
from assistant.ui.pieces import Place, aside, attribute, inert
from assistant.ui.texts import channel_name
from knowledge.cleaning import one_line

FORM = "inbox-import"
CHANNELS = (
    *("x", "bluesky", "mastodon", "threads", "facebook", "instagram"),
    *("linkedin", "youtube", "trustpilot", "google", "other"),
)
SHOWN = 20
"""Refused rows that are listed; the others are counted."""


def empty(brand: str, examples: int, here: Place) -> str:
    """What to do where nothing has come in."""
    text = here.text
    lead = text("inbox empty lead", brand=aside(brand))
    example = ""
    if examples:
        words = text("try example", count=examples)
        example = f'<div class="acts">{button("example", words, kind="act primary")}</div>'
    return (
        f'<div class="welcome inbox-empty"><h2>{text("inbox empty")}</h2><p>{lead}</p>'
        f"{example}</div>"
    )


def drawn(offered: Sequence[Offered], imported: Sequence[Imported], here: Place) -> str:
    """The files that were chosen, and what came of those before."""
    text = here.text
    told = "".join(came(one, here) for one in imported)
    return (
        f'<div class="bringing" data-version="import-{len(offered)}-{len(imported)}">'
        f'<div class="welcome"><h2>{text("import title")}</h2><p>{text("import lead")}</p></div>'
        f"{_chosen(offered, here)}{told}</div>"
    )


def _chosen(offered: Sequence[Offered], here: Place) -> str:
    if not offered:
        return ""
    text = here.text
    files = "".join(_file(number, one, here) for number, one in enumerate(offered))
    go = ""
    if any(one.problem is None for one in offered):
        channels = "".join(
            f'<option value="{name}">{inert(channel_name(name, here.language))}</option>'
            for name in CHANNELS
        )
        go = (
            f'<div class="choosing"><label class="field"><span>{text("default channel")}</span>'
            f'<select name="channel"><option value="">–</option>{channels}</select></label>'
            f'<label class="field"><span>{text("default community")}</span>'
            f'<input name="community" type="text" maxlength="100" dir="auto"></label></div>'
            f'<p class="muted">{text("columns note")}</p>'
        )
    acts = button("import", text("take in"), kind="act primary") if go else ""
    acts += button("discard", text("discard"), kind="quiet")
    return (
        f'<section class="chosen" data-form="{FORM}" data-fleeting>{files}{go}'
        f'<div class="acts">{acts}</div></section>'
    )


def _file(number: int, one: Offered, here: Place) -> str:
    text = here.text
    name = f'<h3 dir="auto">{inert(one.path.name)}</h3>'
    if one.problem is not None:
        return f'<div class="card">{name}<p class="card-warning">{inert(one.problem)}</p></div>'
    read = one.read or {}
    selects = "".join(_column(number, field, one, here) for field in Listening.fields())
    wrong = f'<p class="card-warning">{text("columns wrong")}</p>' if one.read is None else ""
    is_open = " open" if one.read is None else ""
    summary = " · ".join(
        text("read from", field=text(f"post field {field}"), column=aside(column))
        for field, column in read.items()
    )
    return (
        f'<div class="card">{name}{wrong}<p class="muted">{summary}</p>'
        f"<details{is_open}><summary>{text('columns recognised')}</summary>"
        f'<div class="columns">{selects}</div></details></div>'
    )


def _column(number: int, field: str, one: Offered, here: Place) -> str:
    """Which column a field is read from, with an example of what stands there."""
    chosen = (one.read or {}).get(field, "")
    rows = "".join(
        f'<option value="{attribute(column)}"{" selected" if column == chosen else ""}>'
        f"{inert(_labelled(column, one, here))}</option>"
        for column in one.heading.columns
    )
    none = f'<option value="">{here.text("column none")}</option>'
    return (
        f'<label class="field"><span>{here.text(f"post field {field}")}</span>'
        f'<select name="column {number} {field}">{none}{rows}</select></label>'
    )


def _labelled(column: str, one: Offered, here: Place) -> str:
    example = one.heading.examples.get(column, "")
    if not example:
        return column
    return f"{column} ({here.text('for example', words=one_line(example, 40))})"


def corrected(number: int, one: Offered, fields: dict[str, str]) -> dict[str, str]:
    """The columns of a file that were chosen otherwise than they were recognised: what is left
    alone is not named by hand. ``""`` is a field that is not to be read."""
    read = one.read or {}
    found = {}
    for field in Listening.fields():
        chosen = fields.get(f"column {number} {field}")
        allowed = chosen is not None and (not chosen or chosen in one.heading.columns)
        if chosen is not None and allowed and chosen != read.get(field, ""):
            found[field] = chosen
    return found


def came(one: Imported, here: Place) -> str:
    """What was read of a file, and what was not, where and why."""
    text = here.text
    facts = [many("imported new", one.new, here)]
    for name in ("known", "copies", "replies", "own", "empty"):
        if count := getattr(one, name):
            facts.append(many(f"imported {name}", count, here))
    listed = "".join(f"<li>{fact}</li>" for fact in facts)
    read = "".join(
        f'<p class="muted"><bdi>{inert(file)}</bdi>{text("colon")}'
        + " · ".join(
            text("read from", field=text(f"post field {field}"), column=aside(column))
            for field, column in columns.items()
        )
        + "</p>"
        for file, columns in one.columns.items()
    )
    left = ", ".join(aside(column) for found in one.unused.values() for column in found)
    unused = f'<p class="muted">{text("unused columns")}{text("colon")}{left}</p>' if left else ""
    notes = "".join(f'<p class="muted" dir="auto">{inert(note)}</p>' for note in one.notes)
    return (
        f'<section class="card came"><h3>{text("imported title")}</h3>'
        f'<ul class="plain">{listed}</ul>{_refused(one, here)}{read}{unused}{notes}'
        f"{button('part', text('to the posts'), 'posts')}</section>"
    )


def _refused(one: Imported, here: Place) -> str:
    if not one.refused:
        return ""
    text = here.text
    rows = "".join(
        "<li>"
        + (
            text("refused at", file=aside(each.file), row=figure(each.row, here))
            if each.row is not None
            else aside(each.file)
        )
        + f'{text("colon")}<span dir="auto">{inert(each.reason)}</span></li>'
        for each in one.refusals[:SHOWN]
    )
    left = one.refused - min(len(one.refusals), SHOWN)
    more = (
        f'<li class="muted">{text("refused more", count=figure(left, here))}</li>' if left else ""
    )
    return (
        f'<details class="refused" open><summary>{many("imported refused", one.refused, here)}'
        f'</summary><ul class="plain">{rows}{more}</ul></details>'
    )
