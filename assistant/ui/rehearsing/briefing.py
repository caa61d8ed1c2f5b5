"""The interview brief on the page: one topic, for whoever goes on air."""

from __future__ import annotations

from assistant.rehearsal.briefed import Brief, HardQuestion, Position, Promise
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.rehearsing.looking_back import said_aloud, saving, section
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.rehearsing.talking import step


def drawn(made: Brief, sources: Sources, here: Place) -> str:
    """The whole of it. Its sentences are in the language of the brief."""
    text = here.text
    figures = "".join(
        f"<li><q>{aside(one.said.words)}</q> {sources.attributed(one.said)}</li>"
        for one in made.figures
    )
    avoid = "".join(
        f"<li><strong>{aside(one.words)}</strong>{text('colon')}{aside(one.why)}</li>"
        for one in made.avoid
    )
    gaps = "".join(f'<li dir="auto">{inert(one)}</li>' for one in made.gaps)
    parts = [
        ("brief positions", "".join(_position(one, sources, here) for one in made.positions)),
        ("brief promises", "".join(_promise(one, sources, here) for one in made.promises)),
        ("brief figures", figures),
        ("brief questions", "".join(_question(one, sources, here) for one in made.questions)),
        ("brief avoid", avoid),
        ("brief gaps", gaps),
    ]
    shown = "".join(
        section(text(key), f'<ul class="plain">{rows}</ul>' if rows else "") for key, rows in parts
    )
    day = ages.written(made.day, here.language, text)
    return (
        f'<article class="looking-back brief" data-version="brief">'
        f"{step('home', text('all rehearsals'))}"
        f'<h2 dir="auto">{text("brief")}{text("colon")}{inert(made.topic)}</h2>'
        f'<p class="muted">{aside(made.title)} · {text("brief holds", day=day)}</p>'
        f"{saving(here)}{shown}</article>"
    )


def _position(one: Position, sources: Sources, here: Place) -> str:
    told = f"<q>{aside(one.said.words)}</q> {sources.attributed(one.said)}"
    if not one.superseded:
        return f"<li>{told}</li>"
    after = ""
    if one.replaced is not None:
        after = (
            f'<span class="beside"><span class="muted">{here.text("brief since")}</span> '
            f"<q>{aside(one.replaced.words)}</q> {sources.attributed(one.replaced)}</span>"
        )
    gone = f'<span class="fact fact-warn">{here.text("brief gone")}</span>'
    return f"<li>{gone} {told}{after}</li>"


def _promise(one: Promise, sources: Sources, here: Place) -> str:
    due = ""
    if one.deadline:
        when = ages.written(one.deadline, here.language, here.text)
        due = f' <span class="muted">· {here.text("brief due", date=when)}</span>'
    state = {"late": "fact-warn", "due": "fact-warn", "kept": "fact-ok"}.get(one.status, "")
    chip = f'<span class="fact {state}">{here.text(f"pledge {one.status}")}</span>'
    return f"<li>{chip} <q>{aside(one.said.words)}</q> {sources.attributed(one.said)}{due}</li>"


def _question(one: HardQuestion, sources: Sources, here: Place) -> str:
    return (
        f'<li class="hard"><p class="asked"><span class="muted">{aside(one.challenger)}</span> '
        f"<strong>{aside(one.question.text)}</strong></p>"
        f"{said_aloud(one.answer, sources, here)}</li>"
    )
