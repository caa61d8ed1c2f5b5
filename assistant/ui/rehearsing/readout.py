"""What one answer is worth, at a glance: read between two questions, so the gravest comes first.

One line says it, what has to be looked at stands under it, everything else folds out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.model import Severity, Standing
from assistant.rehearsal.hearing import heard_as
from assistant.rehearsal.recalled import shown_once
from assistant.rehearsal.values import Assessment, Bridge, Spot
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.rehearsing.sources import Sources
from knowledge.cleaning import one_line

POINTED = 160
"""Characters of the words that are pointed at."""

NEARNESS = (("near", 0.5), ("between", 0.1), ("far", 0.0))
"""How near to the voice an answer is, and the least of it, by the share of the brand's own texts
that are further from it."""
_BORNE_OUT = (Standing.QUOTED, Standing.SUPPORTED)


def drawn(told: Assessment, sources: Sources, here: Place) -> str:
    """The read-out of one answer."""
    text = here.text
    state, lead = _verdict(told, here)
    looked_at = "".join(
        [
            *(_contradiction(one, sources, here) for one in told.contradictions),
            *(_promise(one, here) for one in told.promises),
        ]
    )
    listed = f'<ul class="findings">{looked_at}</ul>' if looked_at else ""
    return (
        f'<section class="readout" aria-label="{text("readout")}">'
        f'<p class="verdict verdict-{state}" role="status"><strong>{lead}</strong></p>'
        f"{_glance(told, here)}{listed}{said_before(told, sources, here)}{_heard(told, here)}"
        f"{_detail(told, here)}</section>"
    )


def _verdict(told: Assessment, here: Place) -> tuple[str, str]:
    """How grave it is, and the gravest thing to be said."""
    text = here.text
    way = told.technique
    if told.contradictions:
        return "warn", text("readout contradiction")
    if told.promises:
        return "warn", text("readout promise")
    if not way.answered:
        key = "readout instead" if way.bridge is Bridge.INSTEAD else "readout evaded"
        return "warn", text(key)
    if any(one.standing is Standing.NOT_CHECKED for one in told.sentences):
        # Silence of a check is no approval.
        return "warn", text("readout unchecked")
    return "clear", text("readout clear")


def _glance(told: Assessment, here: Place) -> str:
    """What can be counted, in one line of small words."""
    text = here.text
    way = told.technique
    shown = [
        _chip(text("fact answered"), "ok") if way.answered else _chip(text("fact evaded"), "warn"),
        *_standings(told, here),
        _chip(text("fact seconds", seconds=way.seconds)),
    ]
    if told.voice is not None:
        near = next(name for name, least in NEARNESS if told.voice >= least)
        shown.append(_chip(text(f"fact voice {near}")))
    return f'<p class="glance">{" ".join(shown)}</p>'


def _standings(told: Assessment, here: Place) -> list[str]:
    """How many sentences stand how: courtesies are of no interest."""
    counts = Counter(Standing(one.standing) for one in told.sentences)
    return [
        _chip(
            here.text(f"standing {one}") + (f" ×{counts[one]}" if counts[one] > 1 else ""),
            "ok" if one in _BORNE_OUT else "" if one is Standing.OPINION else "warn",
        )
        for one in Standing
        if counts[one] and one is not Standing.COURTESY
    ]


def _chip(words: str, state: str = "") -> str:
    kind = f"fact fact-{state}" if state else "fact"
    return f'<span class="{kind}">{words}</span>'


def _contradiction(spot: Spot, sources: Sources, here: Place) -> str:
    """Both quotes, with who said the other and when: a question, never a verdict."""
    text = here.text
    against = ""
    if spot.against is not None:
        against = (
            f'<span class="beside"><span class="muted">{text("on record")}</span> '
            f"<q>{aside(spot.against.words)}</q> {sources.attributed(spot.against)}</span>"
        )
    return (
        f'<li class="finding finding-{Severity.WARN}">'
        f'<strong class="severity">{text("standing contradicts").capitalize()}</strong> '
        f'<span class="beside"><span class="muted">{text("you said")}</span> '
        f"<q>{aside(_line(spot.words))}</q></span>{against}</li>"
    )


def _promise(spot: Spot, here: Place) -> str:
    return (
        f'<li class="finding finding-{Severity.WARN}">'
        f'<strong class="severity">{here.text("heard promise")}</strong> '
        f"<q>{aside(_line(spot.words))}</q></li>"
    )


def said_before(told: Assessment, sources: Sources, here: Place) -> str:
    """What was said before on the claims that are not borne out: each statement once."""
    claims = shown_once(told.recalled)
    if not claims:
        return ""
    text = here.text
    items = []
    for one in claims:
        before = "".join(
            f'<span class="beside"><q>{aside(_line(each.said.words))}</q> '
            f"{sources.attributed(each.said)}"
            f"{' ' + _chip(text('replaced since')) if each.past else ''}</span>"
            for each in one.before
        )
        items.append(
            f'<li><span class="muted">{text("you said")}</span> <q>{aside(_line(one.words))}</q>'
            f"{before}</li>"
        )
    return (
        f'<details class="recalled"><summary>{text("said before")}</summary>'
        f'<p class="muted">{text("said before why")}</p><ul>{"".join(items)}</ul></details>'
    )


def _heard(told: Assessment, here: Place) -> str:
    if told.delivery is None:
        return ""
    said = heard_as(told.delivery, told.technique, here.language)
    lines = "".join(f'<p dir="auto">{inert(one)}</p>' for one in said.values())
    return f'<div class="heard">{lines}</div>' if lines else ""


def _detail(told: Assessment, here: Place) -> str:
    text = here.text
    way = told.technique
    heard = heard_as(told.delivery, way, here.language) if told.delivery is not None else {}
    lines = []
    if way.acknowledged:
        lines.append(text("fact granted"))
    if way.bridge is Bridge.AFTER_ANSWER:
        lines.append(text("fact bridge"))
    if way.repeated:
        lines.append(_pointing("fact repeated", way.repeated, here))
    if way.hedges and "unsure" not in heard:
        lines.append(_pointing("fact hedges", way.hedges, here))
    if way.vague:
        lines.append(_pointing("fact vague", (one.words for one in way.vague), here))
    if told.voice is not None:
        lines.append(text("fact voice told", share=round(100 * told.voice)))
    lines.append(text("fact words", words=way.words))
    if any(one.standing is Standing.NEW for one in told.sentences):
        lines.append(text("fact no proof"))
    items = "".join(f"<li>{one}</li>" for one in lines)
    return f"<details><summary>{text('more of it')}</summary><ul>{items}</ul></details>"


def _pointing(key: str, words: Iterable[str], here: Place) -> str:
    pointed = ", ".join(f"<q>{aside(_line(one))}</q>" for one in dict.fromkeys(words))
    return f"{here.text(key)}{here.text('colon')}{pointed}"


def _line(words: str) -> str:
    return one_line(words, POINTED)
