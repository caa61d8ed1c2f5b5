"""Words of theirs and of the brand's, and today's purpose beside the answers, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ui.pieces import Place, inert, language_tag
from assistant.ui.texts import language_name
from assistant.ui.workshop.saying import quotes
from assistant.workshop.desk import Study
from assistant.workshop.telling import share, theme_name
from assistant.workshop.values import Line, Word

BEHIND = 6


def drawn(study: Study, here: Place) -> str:
    """The step."""
    text = here.text
    tables = []
    for one in study.wordings:
        language = language_name(one.language, here.language)
        most = max((abs(w.weight) for w in (*one.theirs, *one.ours)), default=1.0)
        tables.append(
            f'<div class="pairs">'
            f"{_words(text('words theirs', language=language), one.theirs, most, here)}"
            f"{_words(text('words ours', language=language), one.ours, most, here)}</div>"
        )
    words = "".join(tables) or f'<p class="calm">{text("words none")}</p>'
    return (
        f'<h3>{text("words title")}</h3><p class="muted">{text("words lead")}</p>{words}'
        f"<h3>{text('gap title')}</h3>{_gap(study, here)}"
    )


def _words(title: str, words: Sequence[Word], most: float, here: Place) -> str:
    text = here.text
    if not words:
        return f'<div><h4>{title}</h4><p class="muted">{text("no word")}</p></div>'
    head = "".join(
        f'<th scope="col">{text(name)}</th>'
        for name in ("word", "word answers", "word record", "word weight")
    )
    rows = "".join(
        f'<tr><th scope="row">{inert(one.word)}<span class="bar-lane" aria-hidden="true">'
        f'<span class="bar" style="width:{100 * abs(one.weight) / most:.0f}%"></span></span></th>'
        f"<td>{one.answers}</td><td>{one.record}</td><td>{_number(one.weight, here)}</td></tr>"
        for one in words
    )
    return (
        f'<table class="traits words"><caption>{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _number(value: float, here: Place) -> str:
    told = f"{value:+.1f}".replace("-", "−")
    return told.replace(".", ",") if here.language == "fr" else told


def _gap(study: Study, here: Place) -> str:
    text, gap = here.text, study.gap
    if not gap.lines:
        return f'<p class="calm">{text("gap none")}</p>'
    said = [line for line in gap.lines if line.said]
    unsaid = "".join(f"<li>{_quoted(line)}</li>" for line in gap.unsaid)
    both = "".join(
        f'<li>{_quoted(line)} <span class="muted">{_count(study, len(line.said), here)}</span>'
        f"<details><summary>{text('answers behind')}</summary>"
        f"{quotes([study.heard.by_id[i] for i in line.said[:BEHIND]])}</details></li>"
        for line in said
    )
    missing = []
    for one in gap.missing:
        name = theme_name(study.heard, study.heard.themes.named(one.theme_id), here.language)
        nearest = (
            f'<br><span class="muted">{text("gap nearest")}{text("colon")}</span>'
            f"{_quoted(one.nearest)}"
            if one.nearest is not None
            else ""
        )
        count = _count(study, one.voices, here)
        missing.append(
            f'<li><strong dir="auto">{inert(name)}</strong> <span class="muted">{count}</span>'
            f"{nearest}</li>"
        )
    parts = [("gap missing", "".join(missing)), ("gap unsaid", unsaid), ("gap said", both)]
    return "".join(
        f"<h4>{text(key)}</h4>"
        + (
            f'<ul class="plain">{rows}</ul>'
            if rows
            else f'<p class="muted">{text("nothing here")}</p>'
        )
        for key, rows in parts
    )


def _count(study: Study, part: int, here: Place) -> str:
    return share(part, len(study.heard), None, None, here.language)


def _quoted(line: Line) -> str:
    return f'<q dir="auto"{language_tag(line.language)}>{inert(line.text)}</q>'
