"""What both sides of a theme grant, contest and cannot reconcile; every line with its posts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.themes.values import Consensus, Line, Polarisation
from assistant.ui.inbox import leaving
from assistant.ui.inbox.words import button, figure, many
from assistant.ui.pieces import Place, aside, inert, language_tag
from assistant.ui.rehearsing.sources import Sources

GROUPS = ("granted", "contested", "irreconcilable")


def invited(theme: str, here: Place) -> str:
    """The way to the read-out, which takes a moment."""
    text = here.text
    return (
        f'<section class="part sides"><h3>{text("sides title")}</h3>'
        f'<p class="muted">{text("sides lead")}</p>'
        f'<div class="acts">{button("agree", text("sides go"), theme)}</div></section>'
    )


def drawn(told: Consensus, sources: Sources, here: Place) -> str:
    """The read-out, the sample first."""
    text = here.text
    numbers = {"voices": figure(told.voices, here), "authors": figure(told.authors, here)}
    sample = text("sides sample", **numbers)
    notes = "".join(f'<p class="muted" dir="auto">{inert(note)}</p>' for note in told.notes)
    groups = "".join(_group(name, getattr(told, name), here) for name in GROUPS)
    strongest = _group("strongest", (told.strongest,) if told.strongest else (), here)
    return (
        f'<section class="part sides"><h3>{text("sides title")}</h3>'
        f"<p>{sample}</p>{notes}{groups}{strongest}{_bridge(told, sources, here)}"
        f"{_apart(told.polarisation, here)}"
        f"{leaving.documents('save-sides', text('save sides'), here)}</section>"
    )


def lines(told: Consensus, group: str) -> Sequence[Line]:
    """The lines of a part of the read-out, by the name that a button has for it."""
    if group == "strongest":
        return (told.strongest,) if told.strongest else ()
    found: Sequence[Line] = getattr(told, group) if group in GROUPS else ()
    return found


def _group(name: str, found: Sequence[Line], here: Place) -> str:
    if not found:
        return ""
    rows = "".join(_line(name, at, line, here) for at, line in enumerate(found))
    return f'<h4>{here.text(f"sides {name}")}</h4><ul class="sides-lines">{rows}</ul>'


def _line(group: str, at: int, line: Line, here: Place) -> str:
    quotes = "".join(
        f"<li><q>{aside(said)}</q> {button('open', here.text('open post'), post, 'quiet')}</li>"
        for post, said in line.quotes
    )
    behind = button("behind", many("behind", len(line.voices), here), f"{group} {at}", "quiet")
    return (
        f'<li class="side-{group}"><p dir="auto">{inert(line.text)}</p>'
        f'<ul class="plain">{quotes}</ul>{behind}</li>'
    )


def _bridge(told: Consensus, sources: Sources, here: Place) -> str:
    text = here.text
    heading = f"<h4>{text('sides bridge')}</h4>"
    bridge = told.bridge
    if bridge is None:
        return f'{heading}<p class="muted">{inert(told.unbridged)}</p>'
    cited = "".join(
        f"<li>{sources.mark(one.passage_id, one.words)} "
        f'<span class="muted">{aside(one.source)}</span></li>'
        for one in bridge.cited
    )
    return (
        f'{heading}<div class="say"><p class="draft-text" dir="auto"'
        f"{language_tag(bridge.language)}>{inert(bridge.text)}</p>"
        f'<ul class="plain cited">{cited}</ul></div>'
    )


def _apart(told: Polarisation | None, here: Place) -> str:
    # A number without an interval is one that the sample does not bear.
    if told is None or told.low is None or told.high is None:
        return ""
    bounds = f" ({_decimal(told.low, here)}–{_decimal(told.high, here)})"
    said = here.text(
        "sides apart",
        value=_decimal(told.value, here),
        bounds=bounds,
        voices=figure(told.voices, here),
    )
    return f'<p class="muted">{said}</p>'


def _decimal(value: float, here: Place) -> str:
    told = f"{value:.2f}"
    return told.replace(".", ",") if here.language == "fr" else told
