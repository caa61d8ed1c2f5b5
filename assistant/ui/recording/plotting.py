"""The record over the years, by kind: bars, and the same as a table.

The bars only show a shape; whoever does not see them reads the table, which says it all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.ui.inbox.words import figure, many
from assistant.ui.pieces import Place, attribute
from knowledge.model import Kind

WIDE, HIGH, EDGE, FOOT = 720.0, 120.0, 4.0, 16.0
WIDEST = 34.0
LABELS = 12
"""Years that are written under the bars, at most."""


def over_the_years(found: Mapping[tuple[str | None, str], int], here: Place) -> str:
    """The plot and its table, of how many there are of each year and kind; undated documents are
    counted apart."""
    counts = Counter(
        {(int(year), Kind(kind)): count for (year, kind), count in found.items() if year}
    )
    undated = sum(found.values()) - counts.total()
    if not counts:
        return ""
    text = here.text
    first, last = min(year for year, _ in counts), max(year for year, _ in counts)
    years = list(range(first, last + 1))
    kinds = [kind for kind in Kind if any(counts[year, kind] for year in years)]
    shape = text("rec shape", count=figure(counts.total(), here), first=first, last=last)
    left = f" {many('rec undated', undated, here)}" if undated else ""
    legend = "".join(
        f'<li><span class="key rec-{kind}" aria-hidden="true"></span>{text(f"kind {kind}")}</li>'
        for kind in kinds
    )
    return (
        f'<section class="part"><h3>{text("rec years")}</h3><figure class="plot rec-years">'
        f"<figcaption>{shape}{left}</figcaption>"
        f'<svg viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" role="img" aria-label="{attribute(shape)}">'
        f"{_bars(years, kinds, counts)}</svg>"
        f'<ul class="legend">{legend}</ul></figure>{_table(years, kinds, counts, here)}</section>'
    )


def _bars(years: Sequence[int], kinds: Sequence[Kind], counts: Counter[tuple[int, Kind]]) -> str:
    most = max(sum(counts[year, kind] for kind in kinds) for year in years)
    step = (WIDE - 2 * EDGE) / len(years)
    width, every = min(WIDEST, 0.75 * step), max(1, -(-len(years) // LABELS))
    drawn = []
    for at, year in enumerate(years):
        left, foot = EDGE + at * step + (step - width) / 2, HIGH - FOOT
        for kind in kinds:
            high = (HIGH - FOOT - EDGE) * counts[year, kind] / most
            if not high:
                continue
            foot -= high
            drawn.append(
                f'<rect class="rec-{kind}" x="{left:.1f}" y="{foot:.1f}" width="{width:.1f}" '
                f'height="{max(1.5, high):.1f}"/>'
            )
        if at % every == 0:
            middle = left + width / 2
            drawn.append(f'<text x="{middle:.1f}" y="{HIGH - 3:.0f}">{year}</text>')
    return "".join(drawn)


def _table(
    years: Sequence[int], kinds: Sequence[Kind], counts: Counter[tuple[int, Kind]], here: Place
) -> str:
    text = here.text
    head = "".join(f'<th scope="col">{text(f"kind {kind}")}</th>' for kind in kinds)
    rows = "".join(
        f'<tr><th scope="row">{year}</th>'
        + "".join(f"<td>{figure(counts[year, kind], here)}</td>" for kind in kinds)
        + "</tr>"
        for year in years
        if any(counts[year, kind] for kind in kinds)
    )
    return (
        f'<details><summary>{text("rec as table")}</summary><div class="scroll" role="region" '
        f'tabindex="0" aria-label="{attribute(text("rec years"))}"><table class="traits">'
        f'<caption class="sr-only">{text("rec years")}</caption>'
        f'<thead><tr><th scope="col">{text("rec year")}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )
