"""The vote, comments, and the outcome, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.review.people import Person
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, attribute, inert, language_tag
from assistant.ui.texts import counted, language_name
from assistant.ui.workshop.sentences import pieces
from assistant.workshop.rights import Act, may
from assistant.workshop.values import Call, Candidate, Comment, Decided, State, Tally
from knowledge.model import Passage


def vote(
    call: Call,
    candidates: Sequence[Candidate],
    tally: Tally,
    comments: Sequence[Comment],
    who: Person,
    here: Place,
) -> str:
    """The sentences that are put to the vote."""
    text = here.text
    head = (
        f'<h3>{text("vote title")}</h3><p class="muted">{text("vote lead", least=call.least)}</p>'
    )
    if not candidates:
        return f'{head}<p class="calm">{text("vote none")}</p>'
    most = max(tally.votes.values(), default=1) if tally.votes else 1
    rows = "".join(_candidate(call, one, tally, comments, most, who, here) for one in candidates)
    return (
        f"{head}<p>{counted(text, 'voters', tally.voters)} {_hidden(call, tally, here)}</p>"
        f'<ol class="cards ballot">{rows}</ol>'
    )


def _hidden(call: Call, tally: Tally, here: Place) -> str:
    if call.state is State.OPEN or tally.votes is not None or not tally.voters:
        return ""
    return here.text("counts hidden")


def _candidate(
    call: Call,
    one: Candidate,
    tally: Tally,
    comments: Sequence[Comment],
    most: int,
    who: Person,
    here: Place,
) -> str:
    text = here.text
    mine = tally.mine == one.id
    facts = [_made_by(one, here)]
    if tally.votes is not None:
        count = tally.votes.get(one.id, 0)
        facts.append(f"<strong>{counted(text, 'votes', count)}</strong>")
        facts.append(
            f'<span class="bar-lane" aria-hidden="true"><span class="bar" '
            f'style="width:{100 * count / max(1, most):.0f}%"></span></span>'
        )
    if mine:
        facts.append(f'<span class="fact fact-ok">{text("my vote")}</span>')
    acts = ""
    if call.state is State.OPEN:
        label = attribute(text("vote label", number=one.number))
        act = (
            f'<button type="button" class="quiet" data-act="unvote">{text("act unvote")}</button>'
            if mine
            else f'<span class="muted">{text("to be filled")}</span>'
            if one.blank
            else f'<button type="button" class="act" data-act="vote" data-subject="{one.id}" '
            f'aria-label="{label}">{text("act vote")}</button>'
        )
        own = one.author == who.name or may(who, Act.ERASE)
        gone = (
            f'<button type="button" class="quiet" data-act="withdraw-sentence" '
            f'data-subject="{one.id}">{text("act withdraw-sentence")}</button>'
            if own
            else ""
        )
        acts = f'<p class="acts">{act}{gone}</p>'
    about = [c for c in comments if c.candidate_id == one.id]
    return (
        f'<li class="card"><p class="sentence" dir="auto"{language_tag(one.language)}>'
        f'{pieces(one.pieces)}</p><p class="muted">{" · ".join(facts)}</p>{acts}'
        f"{_comments(call, one, about, who, here)}</li>"
    )


def _made_by(one: Candidate, here: Place) -> str:
    text = here.text
    who = aside(one.author)
    if one.made_by in ("record", "person"):
        return f"{text(f'made by {one.made_by}')} ({who})"
    return f"{text('phrased by', model=aside(one.made_by))} ({who})"


def _comments(
    call: Call, one: Candidate, about: Sequence[Comment], who: Person, here: Place
) -> str:
    text = here.text
    rows = "".join(
        f'<li><strong>{aside(c.person)}</strong> <span dir="auto">{inert(c.words)}</span>'
        + (
            f' <button type="button" class="quiet" data-act="unsay" data-subject="{c.id}">'
            f"{text('act unsay')}</button>"
            if c.person == who.name or may(who, Act.ERASE)
            else ""
        )
        + "</li>"
        for c in about
    )
    form = ""
    if call.state is State.OPEN:
        form = (
            f'<div data-form="purpose-comment-{one.id}"><label class="field">'
            f"<span>{text('comment label')}</span>"
            f'<textarea name="comment" rows="2" maxlength="2000" dir="auto"></textarea></label>'
            f'<p class="acts"><button type="button" class="act" data-act="say" '
            f'data-subject="{one.id}">{text("act say")}</button></p></div>'
        )
    if not rows and not form:
        return ""
    listed = f'<ul class="plain">{rows}</ul>' if rows else ""
    return (
        f"<details{' open' if rows else ''}><summary>{text('comments on', count=len(about))}"
        f"</summary>{listed}{form}</details>"
    )


def outcome(
    call: Call,
    candidates: Sequence[Candidate],
    tally: Tally,
    decided: Sequence[Decided],
    purposes: Sequence[Passage],
    who: Person,
    here: Place,
    *,
    readable: bool,
) -> str:
    """What the call comes to, and how it goes on the record."""
    text = here.text
    if decided:
        inside = "".join(_decided(one, candidates, here) for one in decided)
    elif call.state is State.OPEN:
        inside = f'<p class="calm">{text("outcome open")}</p>'
    elif not candidates:
        inside = f'<p class="calm">{text("outcome none")}</p>'
    elif not may(who, Act.DECIDE):
        inside = f'<p class="calm">{text("outcome waits")}</p>'
    else:
        inside = _form(candidates, tally, purposes, here)
    files = _files(here) if readable and may(who, Act.EXPORT) else ""
    return f"<h3>{text('outcome title')}</h3>{inside}{files}"


def _form(
    candidates: Sequence[Candidate], tally: Tally, purposes: Sequence[Passage], here: Place
) -> str:
    text = here.text
    rows = []
    documents = {p.document_id: p for p in reversed(purposes)}
    for language in ("fr", "en") if here.language == "fr" else ("en", "fr"):
        ready = [one for one in candidates if one.language == language and not one.blank]
        if not ready:
            continue
        if tally.votes is not None:
            ready.sort(key=lambda one: -(tally.votes or {}).get(one.id, 0))
        named = language_name(language, here.language)
        choices = [
            ("", text("choose none")),
            *((c.id, inert(f"{c.number}. {c.text}")) for c in ready),
        ]
        earlier = [
            ("", text("nothing replaced")),
            *((d, inert(f"{p.title} ({p.date or text('undated')})"))
              for d, p in documents.items() if p.language == language),
        ]  # fmt: skip
        rows.append(
            _select(f"choice {language}", text("choose sentence", language=named), choices)
            + _select(f"instead {language}", text("in place of", language=named), earlier)
        )
    readers = [("", text("everybody reads")), ("internal", text("inside reads"))]
    return (
        f'<p class="muted">{text("outcome lead")}</p><div class="panel" data-form="purpose-decide">'
        f"{''.join(rows)}{_select('readers', text('who reads it'), readers)}"
        f'<p class="acts"><button type="button" class="act primary" data-act="decide">'
        f"{text('act decide')}</button></p></div>"
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{attribute(v)}">{words}</option>' for v, words in options)
    return f'<label class="field"><span>{label}</span><select name="{name}">{rows}</select></label>'


def _decided(one: Decided, candidates: Sequence[Candidate], here: Place) -> str:
    text, told = here.text, one.provenance
    chosen = next((c for c in candidates if c.id == told.get("candidate")), None)
    words = (
        f'<blockquote class="sentence" dir="auto"{language_tag(chosen.language)}>'
        f"{inert(chosen.text)}</blockquote>"
        if chosen is not None
        else ""
    )
    line = text(
        "decided line",
        who=aside(one.decided_by),
        day=ages.written(str(told["date"]), here.language, text),
        answers=told["answers"],
        candidates=told["candidates"],
        voters=told["voters"],
    )
    return f'<div class="card decided">{words}<p class="muted">{line}</p></div>'


def _files(here: Place) -> str:
    text = here.text
    buttons = "".join(
        f'<button type="button" class="act" data-act="call-file" data-subject="{kind}">'
        f"{text(f'act {kind}-call')}</button>"
        for kind in ("docx", "pdf", "csv")
    )
    return f'<h4>{text("files title")}</h4><p class="acts">{buttons}</p>'
