"""The debrief: what held and what did not, what will be quoted, and what to say instead."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.rehearsal.outcome import BetterAnswer, Debrief, Debriefed, Weakness
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.rehearsing.readout import said_before
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.rehearsing.talking import step
from assistant.ui.texts import language_name


def drawn(made: Debrief, sources: Sources, here: Place) -> str:
    """The whole, the summary first. Its sentences are in the language of the rehearsal."""
    text = here.text
    before: dict[str, int] = {}
    turns = "".join(_turn(one, before, sources, here) for one in made.turns)
    spoken = language_name(made.language, here.language)
    terms = text("talk terms", level=made.listed.terms.level, language=inert(spoken))
    parts = [
        _lines(made, here),
        _listed("debrief steps", made.steps, here, ordered=True),
        section(text("debrief turns"), f'<ol class="debriefed">{turns}</ol>'),
        _gaps(made, here),
    ]
    return (
        f'<article class="looking-back" data-version="debrief">{step("talk", text("to the talk"))}'
        f'<h2 dir="auto">{text("debrief")}{text("colon")}{inert(made.listed.title)}</h2>'
        f'<p class="muted">{aside(made.challenger)} · {terms}</p>'
        f'<p class="summary" dir="auto">{inert(made.summary)}</p>{saving(here)}'
        f"{''.join(parts)}</article>"
    )


def section(heading: str, inside: str) -> str:
    """A part of a document on the page; nothing where there is nothing in it."""
    return f'<section class="part"><h3>{heading}</h3>{inside}</section>' if inside else ""


def saving(here: Place) -> str:
    """What is looked at, as a file."""
    buttons = "".join(
        f'<button type="button" class="act" data-act="{kind}">{here.text(f"save {kind}")}</button>'
        for kind in ("docx", "pdf")
    )
    return f'<div class="acts">{buttons}</div>'


def said_aloud(better: BetterAnswer, sources: Sources, here: Place) -> str:
    """An answer as it could be said, with the marks of what it rests on."""
    text = here.text
    note = f'<p class="muted" dir="auto">{inert(better.note)}</p>' if better.note else ""
    return (
        f'<div class="say"><h5>{text("debrief say")} <span class="muted">'
        f"{text('debrief aloud', seconds=better.seconds)}</span></h5>"
        f'<p class="draft-text" dir="auto">{sources.marked(better.sentences, better.text)}</p>'
        f"{note}</div>"
    )


def _lines(made: Debrief, here: Place) -> str:
    rows = "".join(
        f'<li class="{"line-wanted" if one.wanted else "line-unwanted"}"><q>{aside(one.words)}</q>'
        f'<span class="muted">{aside(one.why)} '
        f"({here.text('debrief line', number=one.number)})</span></li>"
        for one in made.lines
    )
    return section(here.text("debrief lines"), f'<ul class="lines">{rows}</ul>' if rows else "")


def _listed(key: str, lines: Sequence[str], here: Place, *, ordered: bool = False) -> str:
    rows = "".join(f'<li dir="auto">{inert(one)}</li>' for one in lines)
    tag = "ol" if ordered else "ul"
    return section(here.text(key), f'<{tag} class="plain">{rows}</{tag}>' if rows else "")


def _gaps(made: Debrief, here: Place) -> str:
    rows = "".join(
        f'<li>{aside(one.topic)} <span class="muted">'
        f"({here.text('debrief gap', numbers=', '.join(map(str, one.numbers)))})</span></li>"
        for one in made.gaps
    )
    return section(here.text("debrief gaps"), f'<ul class="plain">{rows}</ul>' if rows else "")


def _turn(one: Debriefed, before: dict[str, int], sources: Sources, here: Place) -> str:
    text = here.text
    chip = "fact-ok" if one.held else "fact-warn"
    state = text("debrief held" if one.held else "debrief not held")
    noted = "".join(f'<li class="merit">{aside(each)}</li>' for each in one.merits)
    noted += "".join(_weakness(each, one, sources, here) for each in one.weaknesses)
    better = _better(one, before, sources, here)
    told = one.turn.assessment
    said = said_before(told, sources, here) if told is not None else ""
    return (
        f'<li><h4><span class="number">{one.number}.</span> '
        f'<span class="fact {chip}">{state}</span></h4>'
        f'<p class="asked" dir="auto">{inert(one.turn.question.text)}</p>'
        f'<blockquote dir="auto">{inert(one.turn.answer or "")}</blockquote>'
        f'<ul class="noted">{noted}</ul>{better}{said}</li>'
    )


def _weakness(one: Weakness, turn: Debriefed, sources: Sources, here: Place) -> str:
    whole = not one.words or one.words == turn.turn.answer
    words = "" if whole else f"<q>{aside(one.words)}</q> "
    mark = f" {sources.attributed(one.against)}" if one.against is not None else ""
    return f'<li class="weakness">{words}{aside(one.message)}{mark}</li>'


def _better(one: Debriefed, before: dict[str, int], sources: Sources, here: Place) -> str:
    """The better answer, once: who was pressed on one thing has one answer to it."""
    if one.better is None:
        return ""
    if (same := before.get(one.better.text)) is not None:
        return f'<p class="muted">{here.text("debrief same", number=same)}</p>'
    before[one.better.text] = one.number
    return said_aloud(one.better, sources, here)
