"""The volume of a theme over time: bars, and the same as a table.

The bars only show a shape; whoever does not see them reads the table, which says it all.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.themes.values import Count
from assistant.ui import ages
from assistant.ui.inbox.words import figure, many
from assistant.ui.pieces import Place, attribute

WIDE, HIGH, EDGE = 480.0, 90.0, 4.0
"""The size of the plot, and the room left around its bars."""
WIDEST = 26.0
GAP = 0.25
"""The part of a bar's place that stays empty."""


def volume(counts: Sequence[Count], unit: str, undated: int, here: Place) -> str:
    """The plot and its table; ``undated`` posts are said to be left out."""
    text = here.text
    heading = f"<h3>{text('volume title')}</h3>"
    if not counts:
        return (
            f'<section class="part">{heading}<p class="muted">{text("volume none")}</p></section>'
        )
    first, last = (_day(counts[at], unit, here) for at in (0, -1))
    total, most = sum(one.voices for one in counts), max(one.voices for one in counts)
    shape = text(
        "volume shape",
        count=figure(total, here),
        first=first,
        last=last,
        unit=text(f"unit in {unit}"),
        most=figure(most, here),
    )
    left = f" {many('volume undated', undated, here)}" if undated else ""
    return (
        f'<section class="part">{heading}<figure class="plot volume">'
        f"<figcaption>{shape}{left}</figcaption>"
        f'<svg viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" role="img" aria-label="{attribute(shape)}">'
        f'<line x1="{EDGE}" x2="{WIDE - EDGE}" y1="{HIGH - EDGE}" y2="{HIGH - EDGE}"/>'
        f"{bars([one.voices for one in counts])}</svg>"
        f'<div class="volume-ends muted"><span>{first}</span><span>{last}</span></div></figure>'
        f"{_table(counts, unit, here)}</section>"
    )


def bars(values: Sequence[int]) -> str:
    """A bar for each value, as high as its share of the highest; none for nought."""
    most = max(1, *values)
    step = (WIDE - 2 * EDGE) / len(values)
    width = min(WIDEST, step * (1 - GAP))
    drawn = []
    for at, value in enumerate(values):
        if not value:
            continue
        high = max(2.0, (HIGH - 2 * EDGE) * value / most)
        left = EDGE + at * step + (step - width) / 2
        drawn.append(
            f'<rect x="{left:.1f}" y="{HIGH - EDGE - high:.1f}" width="{width:.1f}" '
            f'height="{high:.1f}" rx="1"/>'
        )
    return "".join(drawn)


def _table(counts: Sequence[Count], unit: str, here: Place) -> str:
    text = here.text
    rows = "".join(
        f'<tr><th scope="row">{_day(one, unit, here)}</th><td>{figure(one.voices, here)}</td></tr>'
        for one in counts
        if one.voices
    )
    return (
        f'<details><summary>{text("volume table")}</summary><table class="traits">'
        f'<caption class="sr-only">{text("volume title")}</caption>'
        f'<thead><tr><th scope="col">{text("column begins")}</th>'
        f'<th scope="col">{text("column posts")}</th></tr></thead><tbody>{rows}</tbody></table>'
        "</details>"
    )


def _day(one: Count, unit: str, here: Place) -> str:
    iso = one.start.isoformat()
    return ages.written(iso[:7] if unit == "month" else iso, here.language, here.text)
