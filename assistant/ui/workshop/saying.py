"""What they said, drawn: themes with their shares, groups, what few say, what pulls apart.

Each plot is a table whose rows are drawn, so whoever does not see the bars reads the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ui.pieces import Place, attribute, inert, language_tag
from assistant.workshop.desk import Study
from assistant.workshop.telling import few_kind, share, tension_name, theme_name
from assistant.workshop.values import Answer, Few, Spread, Tension, Voiced

VOICES = 3
MORE = 60
"""Answers of a theme that can be opened."""
READABLE = 0.34
"""The share of cells that must be shown, for a table of groups to be worth reading."""


def said(study: Study, here: Place) -> str:
    """The themes, and the groups they come from as far as they can be shown."""
    text, heard = here.text, study.heard
    told = heard.told()
    most = max([1.0, *(float(one.voices) for one in told)])
    most = max([most, *(one.high * one.of for one in told if one.high is not None)])
    rows = "".join(_row(study, one, most, here) for one in told)
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in ("theme", "answers"))
    loose = len(heard.themes.unsorted)
    unsorted = f'<p class="muted">{text("unsorted", count=loose)}</p>' if loose else ""
    groups = "".join(_spread(study, one, here) for one in heard.spreads())
    return (
        f"<h3>{text('said title')}</h3>"
        f'<p class="muted">{text("said lead", answers=len(heard))}</p>'
        f'<table class="bars"><caption class="sr-only">{text("said title")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{unsorted}{groups}"
        f'<p class="muted">{text("masked note")}</p>'
    )


def _row(study: Study, one: Voiced, most: float, here: Place) -> str:
    text, heard = here.text, study.heard
    name = theme_name(heard, one.theme, here.language)
    few = f' <span class="fact">{text("few mark")}</span>' if one.few else ""
    shown = [heard.by_id[member] for member in one.theme.representatives[:VOICES]]
    rest = [heard.by_id[m] for m in one.theme.members[:MORE]]
    label = f"{text('theme voices')}{text('colon')}{name}"
    return (
        f'<tr><th scope="row"><span class="theme-name" dir="auto">{inert(name)}</span>{few}'
        f'{quotes(shown)}<details><summary aria-label="{attribute(label)}">'
        f"{text('theme voices')} ({len(one.theme)})</summary>{quotes(rest)}</details></th>"
        f'<td><span class="bar-lane" aria-hidden="true">{_bar(one, most)}</span>'
        f'<span class="count">{share(one.voices, one.of, one.low, one.high, here.language)}</span>'
        "</td></tr>"
    )


def _bar(one: Voiced, most: float) -> str:
    drawn = f'<span class="bar" style="width:{100 * one.voices / most:.1f}%"></span>'
    if one.low is not None and one.high is not None:
        left, right = 100 * one.low * one.of / most, 100 * one.high * one.of / most
        drawn += f'<span class="whisker" style="left:{left:.1f}%;width:{right - left:.1f}%"></span>'
    return drawn


def quotes(answers: Sequence[Answer]) -> str:
    """Answers, verbatim as far as they are shown at all."""
    rows = "".join(
        f'<li dir="auto"{language_tag(one.language)}><q>{inert(one.text)}</q></li>'
        for one in answers
    )
    return f'<ul class="voices">{rows}</ul>'


def _spread(study: Study, one: Spread, here: Place) -> str:
    text, heard = here.text, study.heard
    try:
        kind = text(f"kind {one.kind}")
    except KeyError:
        kind = inert(one.kind)
    cells = [cell for row in one.rows.values() for cell in row]
    shown = [cell for cell in cells if cell.voices]
    if len(shown) < READABLE * len(cells):
        told = text("hidden all", kind=kind, least=heard.call.least)
        return f'<p class="muted">{told}</p>'
    head = "".join(
        f'<th scope="col">{inert(group) if group is not None else text("others")}'
        f' <span class="muted">{total}</span></th>'
        for group, total in zip(one.groups, one.totals, strict=True)
    )
    label = attribute(text("by group", kind=kind))
    rows = []
    for theme, row in one.rows.items():
        named = theme and theme_name(heard, heard.themes.named(theme), here.language)
        told = "".join(f"<td>{'·' if c.voices is None else c.voices}</td>" for c in row)
        rows.append(
            f'<tr><th scope="row">{inert(named) if named else text("no theme")}</th>{told}</tr>'
        )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="traits groups"><caption>{text("by group", kind=kind)}</caption>'
        f'<thead><tr><th scope="col">{text("theme")}</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
        f'<p class="muted">{text("hidden note")}</p>'
    )


def few_and_against(study: Study, here: Place) -> str:
    """What few say, and what pulls apart."""
    text = here.text
    few = "".join(_few(study, one, here) for one in study.few)
    few = f'<ul class="cards">{few}</ul>' if few else f'<p class="calm">{text("few none")}</p>'
    apart = "".join(_tension(study, one, here) for one in study.tensions)
    apart = (
        f'<ul class="apart">{apart}</ul>'
        if apart
        else f'<p class="calm">{text("tensions none")}</p>'
    )
    return (
        f'<h3>{text("few title")}</h3><p class="muted">{text("few lead")}</p>{few}'
        f'<h3>{text("tensions title")}</h3><p class="muted">{text("tensions lead")}</p>{apart}'
    )


def _few(study: Study, one: Few, here: Place) -> str:
    shown = [study.heard.by_id[member] for member in one.members]
    return (
        f'<li class="card"><p class="muted">{few_kind(one, here.language)}</p>{quotes(shown)}</li>'
    )


def _tension(study: Study, one: Tension, here: Place) -> str:
    names = tension_name(study.heard, one, here.language)
    sides = []
    for name, side in zip(names, (one.one, one.other), strict=True):
        rows = "".join(
            f'<li dir="auto"{language_tag(study.heard.by_id[identity].language)}>'
            f"<q>{inert(words)}</q></li>"
            for identity, words in side
        )
        sides.append(
            f'<div class="side"><h4 dir="auto">{inert(name)}</h4>'
            f'<ul class="voices">{rows}</ul></div>'
        )
    return f'<li class="tension">{"".join(sides)}</li>'
