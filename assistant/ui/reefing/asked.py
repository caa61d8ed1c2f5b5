"""A brief on the page: for whoever asks, not to be passed on."""

from __future__ import annotations

from assistant.reef.brief import Brief
from assistant.reef.values import Fact
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert, language_tag
from assistant.ui.reefing.parts import button, contact, sayings, section, ties


def drawn(brief: Brief, number: int, here: Place, *, opened: bool) -> str:
    """One brief that was made; its sentences are in the language it was made in."""
    text = here.text
    when = ages.written(brief.day, here.language, text)
    known = [one for one in brief.elsewhere if one.stance.value == "disputes"]
    disputes = sayings(brief.disputes, here)
    if not disputes and known:
        rest = sayings(known, here)
        disputes = f'<p class="muted">{text("nothing here")} {text("elsewhere")}</p>{rest}'
    disputes = disputes or f'<p class="unknown-side">{text("disputes unknown")}</p>'
    shares = sayings(brief.shares, here) or f'<p class="muted">{text("nothing here")}</p>'
    facts = "".join(_fact(one, here) for one in brief.facts)
    facts = f'<ul class="plain">{facts}</ul>' if facts else f"<p>{text('brief no facts')}</p>"
    phrased = f'<p class="muted">{aside(brief.phrased)}</p>' if brief.phrased else ""
    files = "".join(
        button(f"save-ask-{kind}", str(number), text(f"act save-ask-{kind}"))
        for kind in ("docx", "pdf")
    )
    ask = f'<p class="say-ask" dir="auto">{inert(brief.ask)}</p>{phrased}'
    parts = [
        section(text("brief ask"), ask),
        section(text("consent title"), f"<p>{aside(brief.consent_said)}</p>"),
        '<div class="sides">'
        + section(text("disputes title"), disputes, "side side-disputes")
        + section(text("shares title"), shares, "side side-shares")
        + "</div>",
        section(text("brief facts"), facts),
        section(text("ties title"), ties(brief.ties, here)),
        section(text("contact last"), f"<p>{contact(brief.contact, here)}</p>"),
        section(text("brief declines"), f"<p>{aside(brief.declines)}</p>"),
        f'<p class="muted">{aside(brief.free)}</p>',
        f'<div class="acts"><span class="muted">{text("save ask")}</span> {files}</div>',
    ]
    line = text("brief line", date=when, by=aside(brief.by))
    return (
        f'<details class="asked-brief"{" open" if opened else ""}><summary>{line}'
        f"{text('colon')}{aside(brief.about[:90])}</summary>"
        f"<div{language_tag(brief.language)}>{''.join(parts)}</div></details>"
    )


def _fact(one: Fact, here: Place) -> str:
    when = ages.written(one.date, here.language, here.text)
    return f"<li><q>{aside(one.words)}</q> {aside(one.who)}, {when} · {aside(one.title)}</li>"
