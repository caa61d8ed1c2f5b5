"""What is the same wherever an ally is shown: their words, ties, the last contact, consent."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reef.texts import say as own
from assistant.reef.values import Ally, Contact, Saying, Stance, Tie
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, attribute, inert, language_tag, source_link, web_host


def button(act: str, subject: str, label: str, *, kind: str = "act", told: str = "") -> str:
    """A button that acts; ``told`` is what a screen reader adds."""
    more = f'<span class="sr-only"> {inert(told)}</span>' if told else ""
    return (
        f'<button type="button" class="{kind}" data-act="{act}" '
        f'data-subject="{attribute(subject)}">{label}{more}</button>'
    )


def section(heading: str, inside: str, kind: str = "") -> str:
    """A part under a small heading."""
    name = f' class="{kind}"' if kind else ""
    return f"<section{name}><h4>{heading}</h4>{inside}</section>"


def chip(ally: Ally, day: str, here: Place) -> str:
    """Whether they may be cited today, in words."""
    text, citable = own(here.language), ally.may_be_cited(day)
    kind = "chip-approved" if citable else "chip-in-review"
    return f'<span class="chip {kind}">{text("may cite" if citable else "may not cite")}</span>'


def sayings(
    listed: Sequence[Saying], here: Place, *, ally: Ally | None = None, back: bool = False
) -> str:
    """Words of an ally as quotations, each with its day and source; ``back``: to be taken back."""
    return "".join(_saying(one, here, ally if back else None) for one in listed)


def _saying(one: Saying, here: Place, ally: Ally | None) -> str:
    when = ages.written(one.date, here.language, here.text)
    if web_host(one.source) is not None:
        where = source_link(one.source, here)
    else:
        where = aside(one.source or here.text("source document"))
    undo = ""
    if ally is not None:
        label = here.text("act take-back")
        subject = f"saying {one.number}"
        undo = " " + button("take-back", subject, label, kind="quiet", told=one.words[:60])
    return (
        f'<blockquote class="voice-words" dir="auto"{language_tag(one.language)}>'
        f"{inert(one.words)}</blockquote>"
        f'<p class="muted">{when} · {where}{undo}</p>'
    )


def side(ally: Ally, stance: Stance, listed: Sequence[Saying], here: Place, *, about: bool) -> str:
    """What they share, or what they dispute: shown alike, and unknown where nothing was noted."""
    text = here.text
    if listed:
        inside = sayings(listed, here)
    elif ally.said(stance) and about:
        inside = f'<p class="muted">{text("nothing here")}</p>'
    else:
        inside = f'<p class="unknown-side">{text(f"{stance} unknown")}</p>'
    return section(text(f"{stance} title"), inside, f"side side-{stance}")


def ties(listed: Sequence[Tie], here: Place) -> str:
    """The ties to be told."""
    if not listed:
        return f'<p class="muted">{here.text("ties none")}</p>'
    text = own(here.language)
    rows = "".join(
        f"<li><strong>{text(f'bond {one.bond}')}</strong>"
        f"{here.text('colon')}{aside(one.words)}</li>"
        for one in listed
    )
    return f'<ul class="ties">{rows}</ul>'


def contact(one: Contact | None, here: Place) -> str:
    """A contact in a line."""
    if one is None:
        return here.text("contact none")
    when = ages.written(one.date, here.language, here.text)
    kind = here.text("contact crisis" if one.crisis else "contact ordinary")
    return f"{when} ({kind}){here.text('colon')}{aside(one.about)}"
