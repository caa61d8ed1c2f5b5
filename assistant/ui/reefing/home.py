"""The Reef room as it opens: who could speak to this, what is missing, the map and its table."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reef.brief import consent_said
from assistant.reef.drawing import drawing
from assistant.reef.holes import Hole, Kind
from assistant.reef.mapping import ReefMap, Tied
from assistant.reef.texts import say as own
from assistant.reef.values import Stance
from assistant.reef.voices import Voice, Voices
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.reefing.parts import button, chip, contact, sayings, section, side, ties
from assistant.ui.reviewing.deciding import field

SHOWN = 4
"""Holes of topics that are shown before the rest is folded."""


def asking(about: str, here: Place) -> str:
    """The box for what somebody could speak to."""
    text = here.text
    return (
        f'<div class="welcome"><h2>{text("reef title")}</h2><p>{text("reef lead")}</p></div>'
        f'<div class="reef-ask" data-form="reef-hear">'
        f"{field('about', text('hear label'), lines=2, value=about)}"
        f'<div class="acts">{button("hear", "", text("act hear"), kind="act primary")}</div></div>'
    )


def nobody(here: Place) -> str:
    """That no ally is known yet, and how one comes to be."""
    return f'<p class="calm">{here.text("reef empty")}</p>'


def heard(told: Voices, here: Place) -> str:
    """Who could speak to it: what they dispute stands beside what they share."""
    text = here.text
    if not told.voices:
        inside = f'<p class="calm">{text("heard none", of=told.of)}</p>'
    else:
        inside = "".join(_voice(one, told, here) for one in told.voices)
    about = f'<p class="muted">{text("heard about")} <q>{aside(told.about[:240])}</q></p>'
    return (
        f'<section class="heard" aria-live="polite"><h3>{text("heard title")}</h3>{about}{inside}'
        "</section>"
    )


def _voice(one: Voice, told: Voices, here: Place) -> str:
    text, ally = here.text, one.ally
    shares = [h.saying for h in one.shares]
    disputes = [h.saying for h in one.disputes]
    rest = ""
    if one.elsewhere:
        rest = (
            f"<details><summary>{text('elsewhere')} ({len(one.elsewhere)})</summary>"
            f"<div>{sayings(one.elsewhere, here)}</div></details>"
        )
    crises = f"<p class='late'>{text('only crises')}</p>" if ally.only_in_crises else ""
    return (
        f'<article class="voice-card"><header><h4 dir="auto">{inert(ally.name)}</h4> '
        f'<span class="muted">{own(here.language)(f"community {ally.community}")}</span> '
        f"{chip(ally, told.day, here)}</header>"
        f'<p class="consent">{inert(consent_said(ally, told.day, here.language))}</p>'
        f'<div class="sides">{side(ally, Stance.DISPUTES, disputes, here, about=True)}'
        f"{side(ally, Stance.SHARES, shares, here, about=True)}</div>"
        f"{section(text('ties title'), ties(ally.ties, here))}"
        f"<p><strong>{text('contact last')}</strong>{text('colon')}"
        f"{contact(ally.last_contact, here)}</p>{crises}{rest}"
        f'<div class="acts">{button("open-ally", ally.id, text("act open-ally"), told=ally.name)}'
        f"{button('ask-ally', ally.id, text('act ask-ally'), told=ally.name)}</div></article>"
    )


def missing(found: Sequence[Hole], here: Place) -> str:
    """What is missing; topics that nobody speaks to are folded where they are many."""
    text = here.text
    topics = [one for one in found if one.kind is Kind.TOPIC]
    others = [one for one in found if one.kind is not Kind.TOPIC]
    listed = "".join(_hole(one, here) for one in others)
    if len(topics) <= SHOWN:
        listed += "".join(_hole(one, here) for one in topics)
        topics = []
    body = f'<ul class="holes">{listed}</ul>' if listed else f"<p>{text('holes none')}</p>"
    if topics:
        rows = "".join(_hole(one, here) for one in topics)
        body += (
            f"<details><summary>{text('holes topics', count=len(topics))}</summary>"
            f'<ul class="holes">{rows}</ul></details>'
        )
    return f'<section class="missing-part"><h3>{text("holes title")}</h3>{body}</section>'


def _hole(one: Hole, here: Place) -> str:
    act = ""
    if one.ally_id is not None:
        act = " " + button(
            "open-ally", one.ally_id, here.text("act open-ally"), kind="quiet", told=one.said
        )
    return f'<li class="hole hole-{one.kind}" dir="auto">{inert(one.said)}{act}</li>'


def mapped(drawn: ReefMap, here: Place) -> str:
    """The map, and the table that holds the same; on a narrow screen the table comes first."""
    text = here.text
    if not drawn.allies:
        return ""
    purpose = f'<p class="purpose" dir="auto"><q>{inert(drawn.purpose)}</q></p>'
    legend = "".join(
        f'<li><span class="key key-{kind}" aria-hidden="true"></span>{text(f"legend {kind}")}</li>'
        for kind in ("shares", "disputes", "cited", "uncited", "purpose", "promise")
    )
    return (
        '<div class="reef-both"><figure class="reef-figure">'
        f"<figcaption><h3>{text('map heading')}</h3>{purpose if drawn.purpose else ''}"
        f'<p class="muted">{text("map note")}</p></figcaption>'
        f'<div class="reef-scroll" tabindex="0" role="region" aria-label="{text("map scroll")}">'
        f"{drawing(drawn, here.language, inert)}</div>"
        f'<ul class="legend">{legend}</ul></figure>{_table(drawn, here)}</div>'
    )


def _table(drawn: ReefMap, here: Place) -> str:
    text, said = here.text, own(here.language)
    names = {node.topic.id: node.topic.name for node in drawn.topics}
    columns = ("ally", "community", "disputes", "shares", "consent", "contact")
    head = "".join(f'<th scope="col">{text(f"column {one}")}</th>' for one in columns)
    rows = []
    for node in sorted(drawn.allies, key=lambda n: (n.ally.community.value, n.ally.name)):
        ally, edges = node.ally, drawn.of(node.ally.id)
        tied = {
            stance: [names[e.topic_id] for e in edges if e.tied in (Tied.BOTH, Tied(stance.value))]
            for stance in Stance
        }
        last = ally.last_contact
        cells = [
            ("community", said(f"community {ally.community}")),
            ("disputes", _topics(tied[Stance.DISPUTES], ally.said(Stance.DISPUTES), here)),
            ("shares", _topics(tied[Stance.SHARES], ally.said(Stance.SHARES), here)),
            ("consent", f"{chip(ally, drawn.day, here)} {said(f'consent {node.consent}')}"),
            ("contact", ages.written(last.date, here.language, text) if last else "–"),
        ]
        opened = button("open-ally", ally.id, aside(ally.name), kind="quiet name")
        rows.append(
            f'<tr><th scope="row">{opened}</th>'
            + "".join(f'<td data-name="{text(f"column {k}")}">{v}</td>' for k, v in cells)
            + "</tr>"
        )
    spoken = {edge.topic_id for edge in drawn.edges}
    silent = [node.topic.name for node in drawn.topics if node.topic.id not in spoken]
    alone = ""
    if silent:
        listed = ", ".join(aside(one) for one in silent)
        alone = f'<p class="muted">{text("nobody speaks")} {listed}</p>'
    return (
        f'<div class="reef-table"><h3>{text("table heading")}</h3><div class="scroll">'
        f'<table class="allies"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody>'
        f"</table></div>{alone}</div>"
    )


def _topics(names: Sequence[str], said: Sequence[object], here: Place) -> str:
    if names:
        return ", ".join(aside(one) for one in names)
    if said:
        return here.text("elsewhere")
    return f"<em>{here.text('unknown')}</em>"
