"""Who speaks on the record, as they are written, and who may be whom."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.curation.likely import Likely
from assistant.ui import ages
from assistant.ui.inbox.words import button, figure
from assistant.ui.pieces import Place, aside, attribute, exact, inert
from knowledge.curator import Speaker

SHOWN = 500
FORM = "record-alias"


def drawn(speakers: Sequence[Speaker], guesses: Sequence[Likely], keeps: bool, here: Place) -> str:
    """The names with their documents, those of a person together; what may be one, to confirm."""
    text = here.text
    if not speakers:
        return f'<p class="calm" data-version="speakers">{text("rec speakers none")}</p>'
    rows = "".join(_row(one, keeps, here) for one in speakers[:SHOWN])
    left = len(speakers) - min(len(speakers), SHOWN)
    more = f'<p class="muted">{text("rec speakers more", count=left)}</p>' if left else ""
    names = ("rec written", "rec who", "rec documents", "rec last")
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    return (
        f'<div class="inbox-list" data-version="speakers"><div class="welcome">'
        f"<h2>{text('rec speakers title')}</h2><p>{text('rec speakers lead')}</p></div>"
        f"{_guesses(guesses, here) if keeps else ''}{_form(speakers, here) if keeps else ''}"
        f'<div class="scroll" role="region" tabindex="0" '
        f'aria-label="{attribute(text("rec speakers title"))}"><table class="rec-speakers">'
        f'<caption class="sr-only">{text("rec speakers title")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}</div>"
    )


def _row(one: Speaker, keeps: bool, here: Place) -> str:
    text = here.text
    who = text("rec own name")
    if one.known_as is not None:
        lift = button("lift", text("rec act lift"), one.spelling, "quiet") if keeps else ""
        who = f"{aside(one.known_as)} {lift}"
    documents = f'<span class="muted">{text("rec no document")}</span>'
    if one.documents:
        documents = button("of", figure(one.documents, here), one.name, "quiet named")
    last = ages.written(one.last, here.language, text) if one.documents else "–"
    cells = ((text("rec who"), who), (text("rec documents"), documents), (text("rec last"), last))
    told = "".join(
        f'<td data-name="{attribute(name)}{text("colon")}">{inside}</td>' for name, inside in cells
    )
    return f'<tr><th scope="row">{aside(one.spelling)}</th>{told}</tr>'


def _guesses(guesses: Sequence[Likely], here: Place) -> str:
    if not guesses:
        return ""
    text = here.text
    rows = "".join(_guess(one, here) for one in guesses)
    return (
        f'<section class="card"><h3>{text("rec likely title")}</h3>'
        f'<ul class="plain rec-likely">{rows}</ul></section>'
    )


def _guess(one: Likely, here: Place) -> str:
    text = here.text
    pair = "\n".join((one.spelling, one.name))
    return (
        f"<li>{text('rec may be', spelling=aside(one.spelling), name=aside(one.name))} "
        f'<span class="muted">({text(f"rec alike {one.why}")})</span> '
        f'<button type="button" class="act" data-act="alias" data-subject="{exact(pair)}">'
        f"{text('rec act confirm')}</button></li>"
    )


def _form(speakers: Sequence[Speaker], here: Place) -> str:
    text = here.text
    free = [one for one in speakers if one.documents]
    spelt = "".join(
        f'<option value="{exact(one.spelling)}">{inert(one.spelling)}</option>' for one in free
    )
    known = "".join(f'<option value="{exact(one.name)}"></option>' for one in free)
    return (
        f'<details class="rec-alias"><summary>{text("rec alias open")}</summary>'
        f'<div class="rec-form" data-form="{FORM}"><div class="rec-grid">'
        f'<label class="field"><span>{text("rec written")}</span>'
        f'<select name="spelling">{spelt}</select></label>'
        f'<label class="field"><span>{text("rec is")}</span><input name="name" type="text" '
        f'list="record-names" dir="auto" maxlength="300" autocomplete="off"></label>'
        f'<datalist id="record-names">{known}</datalist></div>'
        f'<p class="muted">{text("rec alias note")}</p>'
        f'<div class="acts">{button("alias", text("rec act alias"))}</div></div></details>'
    )
