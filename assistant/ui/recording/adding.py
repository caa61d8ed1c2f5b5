"""What is brought to the record: files, or one statement; and what came of it."""

from __future__ import annotations

from assistant.curation.desk import Taken
from assistant.ui.inbox.words import button, many
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.recording.filtering import select
from assistant.ui.reviewing.deciding import field
from knowledge.ingest import Row
from knowledge.model import Kind, Visibility

FORM = "record-statement"
SHOWN = 60
"""Rows of a report that are listed."""


def drawn(taken: Taken | None, here: Place) -> str:
    """The ways to bring something in, and what came of the last."""
    text = here.text
    kinds = [(one.value, text(f"kind {one}")) for one in Kind if one is not Kind.REPLY]
    seen = [
        (one.value, text(f"rec seen {one}")) for one in (Visibility.PUBLIC, Visibility.INTERNAL)
    ]
    return (
        f'<div class="inbox-list" data-version="add-{id(taken) if taken else 0}">'
        f'<div class="welcome"><h2>{text("rec add title")}</h2><p>{text("rec add lead")}</p></div>'
        f"{came(taken, here) if taken is not None else ''}"
        f'<section class="part"><h3>{text("rec paste title")}</h3>'
        f'<div class="rec-form" data-form="{FORM}">{field("text", text("rec paste"), lines=5)}'
        f'<div class="rec-grid">{field("title", text("rec fact title"))}'
        f"{field('speaker', text('rec fact speaker'))}{field('role', text('rec fact role'))}"
        f"{field('date', text('rec fact date'))}{field('channel', text('rec fact channel'))}"
        f"{field('url', text('rec fact url'))}"
        f"{select('kind', text('rec fact kind'), kinds, Kind.STATEMENT.value)}"
        f"{select('visibility', text('rec seen'), seen, Visibility.PUBLIC.value)}</div>"
        f'<p class="muted">{text("rec paste note")}</p><div class="acts">'
        f"{button('paste', text('rec act paste'), kind='act primary')}</div></div></section>"
        f'<section class="part"><h3>{text("rec files title")}</h3>'
        f'<p class="muted">{text("rec files note")}</p></section></div>'
    )


def came(taken: Taken, here: Place) -> str:
    """What became of each file, what was refused and why, and what is proposed."""
    text, report, looked = here.text, taken.report, taken.looked
    rows = "".join(_row(row, here) for row in report.rows[:SHOWN])
    found = many("rec found", len(looked.found), here) if looked.found else text("rec found none")
    see = button("part", text("rec see proposed"), "proposed") if looked.found else ""
    left = (
        f'<p class="muted">{many("rec not looked", looked.left, here)}</p>' if looked.left else ""
    )
    notes = "".join(f'<p class="muted">{inert(note)}</p>' for note in report.notes)
    opened = "".join(
        button("open", text("rec open it"), identity) for identity in report.documents[:1]
    )
    return (
        f'<section class="card came" role="status"><h3>{text("rec came")}</h3>'
        f'<ul class="plain">{rows}</ul>{notes}<p>{found}</p>{left}'
        f'<div class="acts">{see}{opened}</div></section>'
    )


def _row(row: Row, here: Place) -> str:
    text = here.text
    fate = text(f"rec fate {row.outcome}", count=row.documents)
    why = row.reason or "; ".join(row.notes)
    reason = f'{text("colon")}<span dir="auto">{inert(why)}</span>' if why else ""
    told = f'<strong class="fate-{row.outcome}">{fate}</strong>'
    return f"<li>{aside(row.path.name)} · {told}{reason}</li>"
