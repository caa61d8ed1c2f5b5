"""Sentences of purpose and what bears them out, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ui.pieces import Place, aside, attribute, inert, language_tag
from assistant.ui.texts import language_name
from assistant.ui.workshop.saying import quotes
from assistant.ui.workshop.view import View
from assistant.workshop.candidates import Proposal
from assistant.workshop.desk import Study
from assistant.workshop.values import Borne, Call, Piece, Source, State

BEHIND = 8


def drawn(study: Study, view: View, call: Call, model: str | None, here: Place) -> str:
    """The step: proposals, and a sentence of one's own."""
    text = here.text
    is_open = call.state is State.OPEN
    found = [(one, "") for one in study.proposals] + [(one, view.model) for one in view.phrased]
    # What the model phrased just now first, then what is in the reader's language.
    order = sorted(
        range(len(found)),
        key=lambda at: (not found[at][1], found[at][0].language != here.language, at),
    )
    cards = [_card(study, at, *found[at], here, is_open=is_open) for at in order]
    phrasing = (
        f'<p class="acts"><button type="button" class="act" data-act="phrase">'
        f"{text('act phrase', model=aside(model))}</button></p>"
        if model is not None and is_open
        else ""
    )
    own = _own(study, view, here) if is_open else ""
    return (
        f"<h3>{text('sentences title')}</h3>"
        f'<p class="muted">{text("sentences lead")}</p>{own}'
        f'<ul class="cards proposals">{"".join(cards)}</ul>{phrasing}'
    )


def _card(
    study: Study, number: int, one: Proposal, model: str, here: Place, *, is_open: bool
) -> str:
    text = here.text
    by = f'<p class="muted">{text("phrased by", model=aside(model))}</p>' if model else ""
    acts = ""
    if is_open:
        label = attribute(f"{text('act take-up')}{text('colon')}{one.text}")
        take = (
            ""
            if "[" in one.text
            else f'<button type="button" class="act" data-act="take-up" data-subject="{number}" '
            f'aria-label="{label}">{text("act take-up")}</button>'
        )
        change = attribute(f"{text('act start-from')}{text('colon')}{one.text}")
        acts = (
            f'<p class="acts">{take}<button type="button" class="quiet" data-act="start-from" '
            f'data-subject="{attribute(one.text)}" aria-label="{change}">'
            f"{text('act start-from')}</button></p>"
        )
    return (
        f'<li class="card proposal"><p class="sentence" dir="auto"{language_tag(one.language)}>'
        f"{pieces(one.pieces)}</p>{by}{borne(study, one.borne, here)}{acts}</li>"
    )


def pieces(made: Sequence[Piece]) -> str:
    """A sentence with what is an answer's underlined, and what is to be written marked."""
    shown = []
    for piece in made:
        words = inert(piece.text)
        if piece.source is Source.ANSWER:
            shown.append(f"<u>{words}</u>")
        elif piece.source is Source.BLANK:
            shown.append(f"<mark>{words}</mark>")
        else:
            shown.append(words)
    return "".join(shown)


def borne(study: Study, told: Borne, here: Place) -> str:
    """What bears a text out: how many answers, which groups, which words nobody said."""
    text = here.text
    count = text("borne", part=len(told.answers), whole=len(study.heard))
    named = [inert(group) for groups in told.groups.values() for group in groups]
    groups = f" · {text('borne groups', groups=', '.join(named))}" if named else ""
    unsaid = (
        f'<p class="unsaid">{text("unsaid words", words=inert(", ".join(told.unsaid)))}</p>'
        if told.unsaid
        else ""
    )
    behind = ""
    if told.answers:
        shown = [study.heard.by_id[one] for one in told.answers[:BEHIND]]
        behind = f"<details><summary>{text('answers behind')}</summary>{quotes(shown)}</details>"
    return f'<p class="muted">{count}{groups}</p>{unsaid}{behind}'


def _own(study: Study, view: View, here: Place) -> str:
    """A sentence of one's own, and at once what bears it out."""
    text = here.text
    tried = view.tried
    language = tried.language if tried is not None else here.language
    options = "".join(
        f'<option value="{one}"{" selected" if one == language else ""}>'
        f"{inert(language_name(one, here.language).capitalize())}</option>"
        for one in ("en", "fr")
    )
    shown = (
        f'<div class="tried" role="status">{borne(study, tried.borne, here)}</div>'
        if tried is not None
        else ""
    )
    form = f"purpose-write-{abs(hash(view.start)) % 10**8}" if view.start else "purpose-write"
    return (
        f'<div class="panel" data-form="{form}" data-fleeting><h4>{text("own title")}</h4>'
        f'<label class="field"><span>{text("own label")}</span>'
        f'<textarea name="sentence" rows="2" maxlength="2000" dir="auto">{inert(view.start)}'
        f"</textarea></label>"
        f'<label class="field"><span>{text("own language")}</span><select name="language">{options}'
        f"</select></label>"
        f'<p class="acts"><button type="button" class="act" data-act="try">{text("act try")}'
        f'</button><button type="button" class="act primary" data-act="put">{text("act put")}'
        f"</button></p>{shown}</div>"
    )
