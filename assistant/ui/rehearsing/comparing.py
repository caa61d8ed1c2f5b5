"""Two answers to one question side by side, and in what they differ."""

from __future__ import annotations

from assistant.rehearsal.outcome import Better, Branch, Compared
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.rehearsing.talking import step


def drawn(told: Compared, numbers: tuple[int, int], here: Place) -> str:
    """``numbers`` are those that the two answers have in the rehearsal."""
    text = here.text
    names = [text("answer number", number=number) for number in numbers]
    branches = "".join(
        _branch(one, name, here) for one, name in zip((told.one, told.other), names, strict=True)
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{inert(one.label)}</th>'
        f"<td>{_value(one.one, one.better is Better.ONE, here)}</td>"
        f"<td>{_value(one.other, one.better is Better.OTHER, here)}</td></tr>"
        for one in told.differences
    )
    return (
        f'<article class="compared" data-version="compare">{step("talk", text("to the talk"))}'
        f"<h2>{text('compare title')}</h2>"
        f'<div class="question"><p dir="auto">{inert(told.question.text)}</p></div>'
        f'<div class="pair">{branches}</div><div class="scroll"><table class="traits">'
        f"<caption>{text('compare what')}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></article>"
    )


def _branch(one: Branch, name: str, here: Place) -> str:
    weak = "".join(f'<li class="finding">{aside(each.message)}</li>' for each in one.weaknesses)
    good = "".join(f'<li class="merit">{aside(each)}</li>' for each in one.merits)
    said = (
        f"<ul>{good}{weak}</ul>"
        if good or weak
        else (f'<p class="muted">{here.text("compare none")}</p>')
    )
    return (
        f'<section class="card"><h3>{name}</h3>'
        f'<p class="draft-text" dir="auto">{inert(one.turn.answer or "")}</p>{said}</section>'
    )


def _value(words: str, better: bool, here: Place) -> str:
    """Which is better is said in a word, never by colour alone."""
    if not better:
        return inert(words)
    return (
        f'<strong>{inert(words)}</strong> <span class="better">{here.text("compare better")}</span>'
    )
