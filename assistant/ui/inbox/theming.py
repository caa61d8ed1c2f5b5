"""Themes of the inbox, and a theme opened: how much, since when, and how far the record answers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.listening.gathered import Gathered, ThemeListed, ThemeShown
from assistant.listening.values import Heard
from assistant.themes.values import Coverage, Share
from assistant.ui.inbox import leaving, plotting, words
from assistant.ui.inbox.words import button, figure, many
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.texts import channel_name

WORDS = 8
SHOWN = 5


def listed(found: Gathered, opened: str | None, here: Place) -> str:
    """The themes, largest first, each beside how far the record answers it."""
    text = here.text
    lead = f'<div class="welcome"><h2>{text("themes title")}</h2><p>{text("themes lead")}</p></div>'
    if not found.themes:
        go = button("gather", text("themes go"), kind="act primary")
        inside = f'<p class="muted">{text("themes none")}</p><div class="acts">{go}</div>'
    else:
        most = max(len(one.theme) for one in found.themes)
        rows = "".join(_row(one, most, opened, here) for one in found.themes)
        since = many("themes unsorted", found.unsorted, here) if found.unsorted else ""
        if found.since:
            numbers = {"count": figure(found.since, here), "unsorted": figure(found.unsorted, here)}
            since = text("themes since", **numbers)
        inside = (
            f'<p class="muted">{since} {button("gather", text("themes again"), kind="quiet")}</p>'
            f'<ul class="theme-rows">{rows}</ul>'
            f"{leaving.documents('save-themes', text('save themes'), here)}"
        )
    return (
        f'<div class="inbox-themes" data-version="themes-{len(found.themes)}">{lead}{inside}</div>'
    )


def _row(one: ThemeListed, most: int, opened: str | None, here: Place) -> str:
    theme = one.theme
    told = [many("inbox count", len(theme), here)]
    if one.open_posts:
        told.append(here.text("theme open posts", count=figure(one.open_posts, here)))
    if one.first:
        told.append(_span(one, here))
    share = 100 * len(theme) / most
    current = ' aria-current="true"' if theme.id == opened else ""
    return (
        f'<li><button type="button" class="post-row theme-row" data-act="theme" '
        f'data-subject="{inert(theme.id)}"{current}><strong class="theme-name" dir="auto">'
        f"{inert(theme.name)}</strong>"
        f'<span class="theme-size" aria-hidden="true"><span style="width:{share:.0f}%">'
        "</span></span>"
        f'<span class="row-why">{" · ".join(told)} · {covered(one.coverage, here)}</span>'
        f"</button></li>"
    )


def _span(one: ThemeListed, here: Place) -> str:
    first, last = words.day(one.first, here), words.day(one.last, here)
    return first if first == last else here.text("theme span", first=first, last=last)


def covered(told: Coverage | None, here: Place) -> str:
    """How far the record answers a theme, in counts; bounds only where the sample bears them."""
    text = here.text
    if told is None or not told.asked:
        return f'<span class="fact">{text("covered unasked")}</span>'
    if told.silent:
        whole = told.asked >= told.voices
        said = (
            text("covered none")
            if whole
            else text("covered none sample", asked=figure(told.asked, here))
        )
        return f'<span class="fact fact-warn">{said}</span>'
    numbers = {name: figure(getattr(told, name), here) for name in ("answered", "asked", "spoken")}
    good = " fact-ok" if told.answered == told.asked else ""
    return f'<span class="fact{good}">{text("covered some", **numbers)}</span>'


def opened(shown: ThemeShown, sides: str, here: Place) -> str:
    """A theme; ``sides`` is the read-out of both its sides, drawn, or the way to it."""
    text, one = here.text, shown.listed
    theme = one.theme
    undated = len(theme) - sum(count.voices for count in shown.volume)
    told = [many("inbox count", len(theme), here), covered(one.coverage, here)]
    if one.coverage is not None and one.coverage.low is not None and one.coverage.high is not None:
        low, high = _percent(one.coverage.low, one.coverage.high)
        told.append(text("covered bounds", low=low, high=high))
    unknown = one.coverage.unknown if one.coverage is not None else ()
    silent = ""
    if unknown:
        subjects = ", ".join(aside(each) for each in unknown[:SHOWN])
        silent = f'<p class="muted">{text("never speaks of", words=subjects)}</p>'
    return (
        f'<article class="opened" data-version="theme-{inert(theme.id)}" '
        f'data-of="{inert(theme.id)}">'
        f"{button('close', text('close post'), kind='quiet narrow-only')}"
        f'<header><h2 class="theme-name" tabindex="-1" data-arrive dir="auto">'
        f"{inert(theme.name)}</h2>"
        f"<p>{' · '.join(told)}</p></header>"
        f'<p class="muted">{text("theme words")}{text("colon")}'
        f"{', '.join(aside(word) for word in theme.words[:WORDS])}</p>{silent}"
        f'<div class="acts">{button("theme-posts", text("theme posts"), theme.id)}</div>'
        f"{plotting.volume(shown.volume, shown.unit, undated, here)}"
        f"{_communities(shown.communities, here)}"
        f"{_posts('stand for it', shown.representatives, here)}"
        f"{_posts('not answered', shown.open_on_record[:SHOWN], here)}{sides}</article>"
    )


def _posts(key: str, posts: Sequence[Heard], here: Place) -> str:
    if not posts:
        return ""
    return (
        f'<section class="part"><h3>{here.text(key)}</h3>{words.rows(list(posts), here)}</section>'
    )


def _communities(shares: Sequence[Share], here: Place) -> str:
    if not shares:
        return ""
    text = here.text
    bounded = any(one.low is not None for one in shares)
    rows = "".join(_share(one, bounded, here) for one in shares[: 2 * SHOWN])
    last = f'<th scope="col">{text("column share")}</th>' if bounded else ""
    return (
        f'<section class="part"><h3>{text("communities")}</h3><table class="traits">'
        f'<caption class="sr-only">{text("communities")}</caption><thead><tr>'
        f'<th scope="col">{text("column who")}</th><th scope="col">{text("column posts")}</th>'
        f'<th scope="col">{text("column authors")}</th>{last}</tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _share(one: Share, bounded: bool, here: Place) -> str:
    group = here.text("community untold")
    if one.group:
        group = aside(channel_name(one.group, here.language))
    cells = f"<td>{figure(one.voices, here)}</td><td>{figure(one.authors, here)}</td>"
    if bounded:
        told = "–"
        if one.low is not None and one.high is not None:
            low, high = _percent(one.low, one.high)
            told = here.text("share bounds", low=low, high=high)
        cells += f"<td>{told}</td>"
    return f'<tr><th scope="row">{group}</th>{cells}</tr>'


def _percent(low: float, high: float) -> tuple[str, str]:
    return f"{100 * low:.0f}", f"{100 * high:.0f}"
