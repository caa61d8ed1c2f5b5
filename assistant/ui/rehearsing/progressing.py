"""How somebody gets on: a small plot for each thing that is counted, and the same as a table.

The plots only show a shape; whoever does not see them reads the table, which says it all.
"""

from __future__ import annotations

from assistant.rehearsal.outcome import Progress, Series
from assistant.ui.pieces import Place, attribute, inert
from assistant.ui.rehearsing.talking import step

WIDE, HIGH, EDGE = 200.0, 46.0, 6.0
"""The size of a plot, and the room left around its line."""
FEW = 12
"""The latest sessions that are shown."""


def drawn(told: Progress, here: Place) -> str:
    """The plots, where there are two sessions to compare, and the table."""
    text = here.text
    if not told.sessions:
        inside = f"<p>{text('progress none')}</p>"
    else:
        plots = "".join(_plot(one, here) for one in told.series) if len(told.sessions) > 1 else ""
        inside = (
            f'<p class="muted">{text("progress lead")}</p>'
            f'<div class="plots">{plots}</div>{_table(told, here)}'
        )
    return (
        f'<article class="looking-back" data-version="progress">'
        f"{step('home', text('all rehearsals'))}"
        f"<h2>{text('progress title')}</h2>{inside}</article>"
    )


def _plot(one: Series, here: Place) -> str:
    values = one.values[-FEW:]
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    most = 100.0 if one.unit == "%" else max(1.0, *(value for _, value in known))
    across = (WIDE - 2 * EDGE) / max(1, len(values) - 1)
    points = [
        (EDGE + at * across, HIGH - EDGE - (HIGH - 2 * EDGE) * value / most) for at, value in known
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points)
    first, last = _value(known[0][1], one, here), _value(known[-1][1], one, here)
    shape = here.text("progress shape", label=one.label, first=first, last=last)
    return (
        f'<figure class="plot"><figcaption>{inert(one.label)} <strong>{last}</strong></figcaption>'
        f'<svg viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" role="img" aria-label="{attribute(shape)}">'
        f'<line x1="{EDGE}" x2="{WIDE - EDGE}" y1="{HIGH - EDGE}" y2="{HIGH - EDGE}"/>'
        f'<polyline points="{line}"/>{dots}</svg></figure>'
    )


def _table(told: Progress, here: Place) -> str:
    text = here.text
    head = "".join(f'<th scope="col">{inert(one.label)}</th>' for one in told.series)
    rows = []
    for at, session in list(enumerate(told.sessions))[-FEW:]:
        cells = "".join(f"<td>{_value(one.values[at], one, here)}</td>" for one in told.series)
        rows.append(
            f'<tr><th scope="row"><button type="button" class="quiet" data-act="open" '
            f'data-subject="{session.rehearsal}">{inert(session.title)}</button> '
            f'<span class="muted">{inert(session.at[:10])}</span></th>{cells}</tr>'
        )
    return (
        f'<div class="scroll"><table class="traits progress"><caption>{text("progress table")}'
        f'</caption><thead><tr><th scope="col">{text("progress session")}</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _value(value: float | None, one: Series, here: Place) -> str:
    if value is None:
        return "–"
    told = f"{value:.1f}" if not one.unit and value != int(value) else f"{value:.0f}"
    told = told.replace(".", ",") if here.language == "fr" else told
    return f"{told}\u00a0{one.unit}" if one.unit else told
