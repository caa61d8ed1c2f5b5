"""Questions asked again and again, those never answered first."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.themes.values import AskedAgain
from assistant.ui.inbox.words import button, figure, many
from assistant.ui.pieces import Place, aside, inert, language_tag
from assistant.ui.texts import channel_name
from knowledge.cleaning import one_line

LONGEST = 300
SHOWN = 60


def drawn(found: Sequence[AskedAgain] | None, here: Place) -> str:
    """The questions; ``None`` where nobody looked yet."""
    text = here.text
    lead = f'<div class="welcome"><h2>{text("asked title")}</h2><p>{text("asked lead")}</p></div>'
    if found is None:
        go = button("asked", text("asked go"), kind="act primary")
        inside = f'<div class="acts">{go}</div>'
    elif not found:
        inside = f'<p class="calm">{text("asked none")}</p>'
    else:
        rows = "".join(_row(at, one, here) for at, one in enumerate(found[:SHOWN]))
        inside = f'<ol class="asked-rows">{rows}</ol>'
    version = "none" if found is None else len(found)
    return f'<div class="inbox-asked" data-version="asked-{version}">{lead}{inside}</div>'


def _row(at: int, one: AskedAgain, here: Place) -> str:
    text = here.text
    times, got = len(one.voices), len(one.answered)
    facts = [
        f'<span class="fact">{text("asked times", count=figure(times, here))}</span>',
        f'<span class="fact">{text("asked answered", count=figure(got, here))}</span>'
        if got
        else f'<span class="fact fact-warn">{text("asked never")}</span>',
    ]
    if one.on_record is not None:
        key, kind = ("asked on record", "ok") if one.on_record else ("asked off record", "warn")
        if one.spoken and not one.on_record:
            key = "asked spoken"
        facts.append(f'<span class="fact fact-{kind}">{text(key)}</span>')
    groups = ", ".join(
        f"{_group(group, here)} {figure(count, here)}" for group, count in one.communities.items()
    )
    behind = button("behind", many("behind", times, here), f"asked {at}", "quiet")
    words = inert(one_line(one.question, LONGEST))
    return (
        f'<li><p class="asked-words" dir="auto"{language_tag(one.language)}>{words}</p>'
        f'<p class="glance">{"".join(facts)}</p><p class="muted">{groups}</p>{behind}</li>'
    )


def _group(name: str | None, here: Place) -> str:
    if not name:
        return here.text("community untold")
    return aside(channel_name(name, here.language))
