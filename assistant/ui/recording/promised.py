"""What the brand has promised, drawn over the years, and the same as a table.

Each promise is a line from the day it was said to the day it is due, with a mark whose shape and
colour say how it stands; today is a line through all of them. A promise without a day to come is
in the table alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert, source_link
from knowledge.cleaning import one_line
from knowledge.model import Commitment, Status

DRAWN = 40
"""Promises that are drawn; the table has all of them."""
LISTED = 500
SHOWN = 110
"""Characters of a promise that are shown in the drawing."""
ORDER = (Status.LATE, Status.DUE, Status.OPEN, Status.KEPT, Status.DROPPED, Status.SUPERSEDED)
_SHAPES = {
    Status.LATE: "▲",
    Status.DUE: "◆",
    Status.OPEN: "●",
    Status.KEPT: "✓",
    Status.DROPPED: "✕",
    Status.SUPERSEDED: "↷",
}


def counted(commitments: Sequence[Commitment], here: Place) -> list[tuple[str, str]]:
    """The choices of the filter: how many promises stand how, and all of them."""
    counts = Counter(one.status for one in commitments)
    listed = [(f"{here.text(f'status {s}')} ({counts[s]})", str(s)) for s in ORDER if counts[s]]
    return [(f"{here.text('status all')} ({len(commitments)})", "all"), *listed]


def part(commitments: Sequence[Commitment], status: str, here: Place) -> str:
    """The promises with a choice of how they stand; all where none stands as ``status``."""
    choices = counted(commitments, here)
    chosen = status if any(value == status for _, value in choices) else "all"
    shown = [one for one in commitments if chosen in ("all", one.status)]
    chips = "".join(
        f'<button type="button" class="choice" data-act="status" data-subject="{value}" '
        f'aria-pressed="{"true" if value == chosen else "false"}">{label}</button>'
        for label, value in choices
    )
    text = here.text
    return (
        f'<div class="inbox-list" data-version="promises"><div class="welcome">'
        f"<h2>{text('record title')}</h2><p>{text('record lead')}</p></div>"
        f'<div class="choices" role="group" aria-label="{text("status")}">{chips}</div>'
        f"{drawn(shown, here)}</div>"
    )


def drawn(commitments: Sequence[Commitment], here: Place) -> str:
    """The timeline and the table of ``commitments``."""
    text = here.text
    if not commitments:
        return f'<p class="muted">{text("no commitments")}</p>'
    listed = sorted(commitments, key=_by_day)[:LISTED]
    rows = "".join(_row(number, one, here) for number, one in enumerate(listed))
    head = "".join(
        f'<th scope="col">{text(name)}</th>'
        for name in ("status", "deadline", "promise", "target", "baseline", "owner", "said")
    )
    left_out = len(commitments) - len(listed)
    more = f'<p class="muted">{text("not listed", count=left_out)}</p>' if left_out else ""
    return (
        f"{_timeline(listed, here)}"
        f'<div class="scroll" role="region" tabindex="0" aria-label="{text("promises")}">'
        f'<table class="promises"><caption class="sr-only">{text("promises")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _by_day(one: Commitment) -> tuple[int, str, str]:
    return (0 if one.deadline else 1, one.deadline or "", one.passage.date or "")


# --- the timeline -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Axis:
    """The years of the timeline, from the first to the end of the last."""

    first: int
    last: int

    def at(self, iso: str, *, end: bool = False) -> float:
        """Where a day stands, in percent; one known by its year stands at its ``end`` or start."""
        year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
        month = month or (12 if end else 1)
        day = day or (28 if end else 1)
        passed = year - self.first + (month - 1) / 12 + (day - 1) / 372
        return max(0.0, min(100.0, 100 * passed / (self.last + 1 - self.first)))

    def years(self) -> list[int]:
        """The years that are written, at most eight."""
        step = max(1, -(-(self.last + 1 - self.first) // 8))
        return list(range(self.first, self.last + 1, step))


def _timeline(listed: Sequence[Commitment], here: Place) -> str:
    due = [one for one in listed if one.deadline]
    if not due:
        return ""
    shown = list(enumerate(due))
    if len(shown) > DRAWN:
        # What is near, behind or ahead, is what somebody has to act on.
        today = here.today.isoformat()
        near = sorted(shown, key=lambda pair: _away(pair[1].deadline or today, today))[:DRAWN]
        shown = sorted(near, key=lambda pair: pair[0])
    said = [int(one.passage.date[:4]) for _, one in shown if one.passage.date]
    years = [int((one.deadline or "")[:4]) for _, one in shown]
    axis = _Axis(min([*said, *years, here.today.year]), max([*years, here.today.year]))
    ticks = "".join(
        f'<span style="left:{axis.at(str(year)):.2f}%">{year}</span>' for year in axis.years()
    )
    now = axis.at(here.today.isoformat())
    lines = "".join(_line(number, one, axis, here) for number, one in shown)
    text = here.text
    few = ""
    if len(due) > len(shown):
        few = f'<p class="muted">{text("drawn few", shown=len(shown), count=len(due))}</p>'
    return (
        f'<figure class="timeline"><figcaption>{text("timeline")}</figcaption>'
        f'<div class="timeline-axis" aria-hidden="true"><span></span><div>{ticks}</div></div>'
        f'<ol style="--now:{now:.2f}%">{lines}</ol>{few}</figure>'
    )


def _away(day: str, today: str) -> int:
    year, month, _ = (*(int(part) for part in day.split("-")), 12, 28)[:3]
    now = date.fromisoformat(today)
    return abs((year - now.year) * 12 + month - now.month)


def _line(number: int, one: Commitment, axis: _Axis, here: Place) -> str:
    text = here.text
    end = axis.at(one.deadline or "", end=True)
    start = axis.at(one.passage.date) if one.passage.date else end
    left, right = min(start, end), max(start, end)
    state = str(one.status)
    when = ages.written(one.deadline, here.language, text)
    words = aside(one_line(one.words, SHOWN))
    return (
        f'<li class="promise-{state}"><a href="#promise-{number}">{words}</a>'
        f'<div class="promise-lane"><span class="promise-line" '
        f'style="left:{left:.2f}%;width:{right - left:.2f}%"></span>'
        f'<span class="promise-mark" style="left:{end:.2f}%" aria-hidden="true">'
        f"{_SHAPES[one.status]}</span>"
        f'<span class="sr-only">{text(f"status {state}")}, {when}</span></div></li>'
    )


# --- the table ----------------------------------------------------------------------------------


def _row(number: int, one: Commitment, here: Place) -> str:
    text = here.text
    passage = one.passage
    state = str(one.status)
    when = ages.written(one.deadline, here.language, text) if one.deadline else text("no day")
    said = ages.written(passage.date, here.language, text)
    speaker = f"{aside(passage.speaker)}, " if passage.speaker else ""
    source = aside(passage.title) if passage.title else text("untitled")
    link = f" · {source_link(passage.url, here)}" if passage.url else ""
    hedged = "" if one.firm else f'<p class="muted">{text("hedged")}</p>'
    return (
        f'<tr id="promise-{number}" class="promise-{state}" tabindex="-1">'
        f'<td><span class="promise-mark" aria-hidden="true">{_SHAPES[one.status]}</span> '
        f"{text(f'status {state}')}{_because(one, here)}</td>"
        f"<td>{when}</td>"
        f'<td dir="auto"><q>{inert(" ".join(one.words.split()))}</q>{hedged}</td>'
        f"{_cell('target', one.target, here)}{_cell('baseline', one.baseline, here)}"
        f"{_cell('owner', one.owner, here)}"
        f'<td>{speaker}{said}<p class="muted">{source}{link}</p></td></tr>'
    )


def _because(one: Commitment, here: Place) -> str:
    """What on record says that it was kept, given up or replaced."""
    if one.because is None:
        late = one.status is Status.LATE
        return f'<p class="muted">{here.text("late because")}</p>' if late else ""
    said = ages.written(one.because.date, here.language, here.text)
    title = aside(one.because.title) if one.because.title else here.text("untitled")
    return f'<p class="muted">{here.text("because", title=title, date=said)}</p>'


def _cell(name: str, words: str | None, here: Place) -> str:
    # On a phone a row is a card: what is known says its name there, and what is not is left out.
    if not words:
        return '<td class="unknown"><span class="muted">–</span></td>'
    return f'<td data-name="{here.text(name)}{here.text("colon")}">{aside(words)}</td>'
