"""One ally: who they are, what they dispute and share, consent, contacts, what they were asked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reef.brief import Brief, consent_said
from assistant.reef.rights import Deed, may
from assistant.reef.texts import say as own
from assistant.reef.values import Ally, Contact, Recorded, Stance
from assistant.review import Person
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.reefing import asked
from assistant.ui.reefing.parts import button, chip, contact, sayings, section, ties


def drawn(
    ally: Ally,
    briefs: Sequence[Brief],
    person: Person,
    day: str,
    forms: str,
    made: bool,
    here: Place,
) -> str:
    """The whole of it; ``made``: the newest brief was just made."""
    text, back = here.text, may(person, Deed.NOTE)
    sides = "".join(
        section(
            text(f"{stance} title"),
            sayings(ally.said(stance), here, ally=ally, back=back)
            or f'<p class="unknown-side">{text(f"{stance} unknown")}</p>',
            f"side side-{stance}",
        )
        for stance in (Stance.DISPUTES, Stance.SHARES)
    )
    facts = [
        section(text("who title"), f'<p dir="auto">{inert(ally.who)}</p>') if ally.who else "",
        section(text("link title"), f"<p><q>{aside(ally.link)}</q></p>") if ally.link else "",
        section(text("topics title"), f"<p>{', '.join(map(aside, ally.topics))}</p>")
        if ally.topics
        else "",
        section(text("ties title"), ties(ally.ties, here)),
    ]
    agreed = ""
    if ally.consents:
        agreed = section(text("consent earlier"), _consents(ally.consents, here))
    count = len(briefs)
    told = "".join(
        asked.drawn(one, count - at, here, opened=made and at == 0) for at, one in enumerate(briefs)
    )
    return (
        f"{button('home-reef', '', text('act home-reef'), kind='quiet')}"
        f'<article class="ally-sheet"><header><h2 dir="auto">{inert(ally.name)}</h2> '
        f'<span class="muted">{own(here.language)(f"community {ally.community}")}</span> '
        f"{chip(ally, day, here)}</header>"
        f'<p class="consent">{inert(consent_said(ally, day, here.language))}</p>'
        f'<div class="sides">{sides}</div>{"".join(facts)}'
        f"{agreed}"
        f"{section(text('contacts title'), _contacts(ally, here, back=back))}"
        f"{section(text('briefs title'), told) if told else ''}{forms}</article>"
    )


def _consents(listed: Sequence[Recorded], here: Place) -> str:
    rows = "".join(f"<li>{_consent(one, here)}</li>" for one in reversed(listed))
    return f'<ul class="plain">{rows}</ul>'


def _consent(one: Recorded, here: Place) -> str:
    text = here.text
    when = ages.written(one.date, here.language, text)
    line = text("consent line", answer=text(f"answer {one.answer}"), date=when, by=aside(one.by))
    until = ""
    if one.until is not None:
        last = ages.written(one.until, here.language, text)
        until = f", {own(here.language)('consent until', date=last)}"
    scope = f"{text('colon')}{aside(one.scope)}" if one.scope else ""
    return f"{line}{until}{scope}"


def _contacts(ally: Ally, here: Place, *, back: bool) -> str:
    if not ally.contacts:
        return f"<p>{here.text('contact none')}</p>"
    crises = f'<p class="late">{here.text("only crises")}</p>' if ally.only_in_crises else ""
    newest = sorted(ally.contacts, key=lambda one: (one.date, one.number), reverse=True)
    rows = "".join(f"<li>{_met(one, here, back=back)}</li>" for one in newest)
    return f'{crises}<ul class="plain">{rows}</ul>'


def _met(one: Contact, here: Place, *, back: bool) -> str:
    told = f'{contact(one, here)} <span class="muted">({aside(one.by)})</span>'
    if not back:
        return told
    label, subject = here.text("act take-back"), f"contact {one.number}"
    return f"{told} {button('take-back', subject, label, kind='quiet', told=one.about[:60])}"
