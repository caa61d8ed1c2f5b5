"""Leaders' presence: a table whose rows are drawn, so that whoever sees no bar reads the same."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.listening.presence import Presence
from assistant.ui.inbox import words
from assistant.ui.inbox.words import button, figure
from assistant.ui.pieces import Place, aside, attribute, inert
from assistant.ui.texts import channel_name
from knowledge.cleaning import one_line

FORM = "inbox-account"
QUOTED = 140
SHOWN = 3


def drawn(found: Sequence[Presence] | None, themed: bool, here: Place) -> str:
    """The leaders; ``None`` where nobody looked yet. ``themed``: there are themes to speak to."""
    text = here.text
    lead = (
        f'<div class="welcome"><h2>{text("leaders title")}</h2><p>{text("leaders lead")}</p></div>'
    )
    if found is None:
        go = button("leaders", text("leaders go"), kind="act primary")
        inside = f'<div class="acts">{go}</div>'
    elif not found:
        inside = f'<p class="calm">{text("leaders none")}</p>'
    else:
        inside = f"{_table(found, themed, here)}{_naming(found, here)}"
    version = "none" if found is None else len(found)
    return f'<div class="inbox-leaders" data-version="leaders-{version}">{lead}{inside}</div>'


def _table(found: Sequence[Presence], themed: bool, here: Place) -> str:
    names = ("leader", "leader last", "leader said", "leader topics", "leader gaps")
    head = "".join(f'<th scope="col">{here.text(name)}</th>' for name in names)
    most = max(1, *(one.said for one in found))
    rows = "".join(_row(one, most, themed, here) for one in found)
    return (
        f'<div class="scroll" tabindex="0" role="group" '
        f'aria-label="{attribute(here.text("leaders title"))}"><table class="promises leaders">'
        f'<caption class="sr-only">{here.text("leaders title")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(one: Presence, most: int, themed: bool, here: Place) -> str:
    text = here.text
    handles = "".join(f"<br><bdi class='muted'>@{inert(each)}</bdi>" for each in one.handles)
    dialogue = text(
        "leader dialogue",
        answers=figure(one.answers, here),
        broadcasts=figure(one.broadcasts, here),
    )
    on_record = text(
        "leader on record", count=figure(one.on_record, here), said=figure(one.said, here)
    )
    topics = [(each.theme_id, each.name, each.said) for each in one.topics]
    gaps = [(each.theme_id, each.name, each.posts) for each in one.gaps]
    return (
        f'<tr><th scope="row">{aside(one.speaker)}{handles}</th>'
        f'<td data-name="{attribute(text("leader last"))}">{_last(one, here)}</td>'
        f'<td data-name="{attribute(text("leader said"))}">{_lane(one, most)}'
        f'<p>{dialogue}</p><p class="muted">{on_record}</p></td>'
        f'<td data-name="{attribute(text("leader topics"))}">{_themes(topics, themed, here)}</td>'
        f'<td data-name="{attribute(text("leader gaps"))}">{_themes(gaps, themed, here)}</td></tr>'
    )


def _lane(one: Presence, most: int) -> str:
    """Answers and broadcasts as one bar, as long as its share of whoever said most."""
    answers, broadcasts = (100 * count / most for count in (one.answers, one.broadcasts))
    return (
        f'<span class="dialogue" aria-hidden="true"><span class="dialogue-answers" '
        f'style="width:{answers:.1f}%"></span><span class="dialogue-broadcasts" '
        f'style="width:{broadcasts:.1f}%"></span></span>'
    )


def _last(one: Presence, here: Place) -> str:
    if one.last is None:
        return f'<span class="muted">{here.text("leader no word")}</span>'
    said = aside(one_line(one.last.text, QUOTED))
    place = aside(channel_name(one.last.where, here.language))
    return f"<p>{words.day(one.last.date, here)} · {place}</p><p><q>{said}</q></p>"


def _themes(found: Sequence[tuple[str, str, int]], themed: bool, here: Place) -> str:
    if not found:
        key = "leader nothing" if themed else "leader no themes"
        return f'<span class="muted">{here.text(key)}</span>'
    rows = "".join(
        f'<li>{words.named(theme, name)} <span class="muted">({figure(count, here)})</span></li>'
        for theme, name, count in found[:SHOWN]
    )
    return f'<ul class="plain">{rows}</ul>'


def _naming(found: Sequence[Presence], here: Place) -> str:
    text = here.text
    options = "".join(f"<option>{inert(one.speaker)}</option>" for one in found)
    return (
        f'<details class="naming"><summary>{text("account title")}</summary>'
        f'<div class="managed" data-form="{FORM}" data-fleeting>'
        f'<label class="field"><span>{text("account handle")}</span>'
        f'<input name="handle" type="text" maxlength="100" dir="auto" placeholder="@"></label>'
        f'<label class="field"><span>{text("account speaker")}</span><select name="speaker">'
        f'{options}<option value="">{text("account nobody")}</option></select></label>'
        f"{button('account', text('account go'))}</div></details>"
    )
