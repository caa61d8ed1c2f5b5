"""One person's conversation: the posts they pasted and what came of each, and how it is shown.

A conversation is a tuple of :class:`Exchange` values kept in that person's session. Everything on
the page is drawn from it anew, so changing the interface's language changes all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.model import Glimpse, Post, Reply, Turn, Wishes
from assistant.ui import drafted, pieces
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.texts import Say, counted, note, say
from knowledge.cleaning import fold
from knowledge.model import Brand

STAGES = ("reading", "searching", "composing", "checking")
KEPT = 20
"""Exchanges that a session keeps: the latest."""


@dataclass(frozen=True)
class Exchange:
    """One post, as it was pasted, and what came of it: a reply, a stage under way, or an error.

    With none of them, its drafts were given up before they were finished.
    """

    number: int
    post: Post
    brand: str
    brand_title: str
    platform_label: str
    wishes: Wishes = field(default=Wishes())
    asked: str | None = None
    """What the person asked for under the drafts before, when this is a change of those."""
    understood: tuple[str, ...] = ()
    stage: str | None = None
    written: tuple[Glimpse, ...] = ()
    reply: Reply | None = None
    error: str | None = None


Conversation = tuple[Exchange, ...]


def thread_of(words: str, brand: Brand) -> tuple[Turn, ...]:
    """What was said before, one message a line: ``name: words``, or just the words.

    The brand is known by any of its names or handles, or as "us" and "nous".
    """
    ours = {
        fold(name).lstrip("@")
        for name in (brand.name, brand.title, *brand.names, *brand.handles, "us", "we", "nous")
        if name
    }
    turns = []
    for line in filter(None, map(str.strip, words.splitlines())):
        name, colon, rest = line.partition(":")
        said = rest.strip()
        if not colon or not said or len(name.split()) > 3 or "//" in rest[:2]:
            turns.append(Turn(line))
            continue
        by_brand = fold(name.strip()).lstrip("@") in ours
        turns.append(Turn(said, None if by_brand else name.strip(), by_brand))
    return tuple(turns)


def thread_words(thread: Sequence[Turn]) -> str:
    """A thread as it is written in its box: what :func:`thread_of` reads back."""
    return "\n".join(_turn_words(turn) for turn in thread)


def _turn_words(turn: Turn) -> str:
    said = " ".join(turn.text.split())
    if turn.by_brand:
        return f"us: {said}"
    # A name is read back up to its colon, and of three words at most.
    name = " ".join((turn.author or "").replace(":", " ").split()[:3])
    if name:
        return f"{name}: {said}"
    return f"?: {said}" if ":" in said else said


def log(exchanges: Conversation, language: str, today: date, *, alone: bool = True) -> str:
    """The conversation as HTML; each exchange its post, its reading, its drafts."""
    text = say(language)
    if not exchanges:
        return ""
    shown = "".join(
        _exchange(one, Place(text, language, one.number, today, alone)) for one in exchanges
    )
    line = _engine(exchanges[-1].reply, text)
    return (
        f'<div class="log" role="region" aria-label="{text("conversation")}" '
        f'data-latest="{exchanges[-1].number}" '
        f'data-version="{exchanges[-1].number}-{exchanges[-1].stage or "done"}">{shown}{line}</div>'
    )


def _engine(reply: Reply | None, text: Say) -> str:
    """Who wrote the latest drafts, and what that took."""
    if reply is None:
        return ""
    made = reply.engine
    if made.model is None:
        said = text("engine")
        if made.writer is not None:
            key = "engine unasked" if made.failure is None else "engine failed"
            said = text(key, model=aside(made.writer))
        return f'<p class="engine">{said}</p>'
    spent = ""
    if made.usage is not None:
        tokens = f"{made.usage.prompt + made.usage.completion:,}".replace(",", "\u202f")
        seconds = f"{made.milliseconds.get('composing', 0.0) / 1000:.1f}"
        cost = made.usage.cost
        spent = (
            text("spent", tokens=tokens, seconds=seconds)
            if cost is None
            else text(
                "spent cost",
                tokens=tokens,
                seconds=seconds,
                cost=f"{cost:.4f}\u00a0{aside(made.usage.currency)}",
            )
        )
    said = text("written by", model=aside(made.model), spent=spent)
    return f'<p class="engine">{said}</p>'


def status(exchanges: Conversation, language: str) -> str:
    """What a screen reader hears of the latest exchange: the stage, then what came of it."""
    text = say(language)
    if not exchanges:
        return ""
    latest = exchanges[-1]
    if latest.error is not None:
        return text("not drafted")
    if latest.reply is None and latest.stage is None:
        return text("unfinished")
    if latest.reply is None:
        return text(f"stage {latest.stage}") if latest.stage in STAGES else ""
    if not latest.reply.answered:
        return text("nothing ready")
    return counted(text, "drafts ready", len(latest.reply.drafts))


def _exchange(one: Exchange, place: Place) -> str:
    text = place.text
    source = text(
        "from" if one.post.author else "from someone",
        author=aside(one.post.author or ""),
        platform=aside(one.platform_label),
    )
    to = text("to brand", brand=aside(one.brand_title))
    body = f'<section class="exchange" id="exchange-{one.number}">'
    if one.asked is not None:
        body += _asked(one, place)
    else:
        body += (
            f'<div class="post"><p class="post-from">{source} <span>{to}</span>'
            f"{_where(one.post, place)}</p>"
            f"{_thread(one.post.thread, place)}{pieces.post_body(one.post.text, place)}"
            f"{_notes(one, place)}</div>"
        )
    if one.error is not None:
        body += f'<div class="calm error" role="alert"><h3>{text("not drafted")}</h3>'
        body += f'<p dir="auto">{inert(one.error)}</p></div>'
    elif one.reply is None and one.stage is None:
        body += f'<div class="calm"><p>{text("unfinished")}</p></div>'
    elif one.reply is None:
        body += _steps(one.stage, place) + _written(one, place)
    else:
        if one.asked is None:
            body += pieces.reading_line(one.reply.reading, place)
        body += drafted.answer(one.reply, one.number, one.platform_label, place)
    return body + "</section>"


def _where(post: Post, place: Place) -> str:
    """When the post was written and where it stands, as far as that is known."""
    when = f" · {aside(post.time)}" if post.time else ""
    where = pieces.source_link(post.url, place) if post.url else ""
    return f"{when} · {where}" if where else when


def _asked(one: Exchange, place: Place) -> str:
    """The change that was asked for, and what of it was understood."""
    text = place.text
    done = ""
    if one.understood:
        said = inert(text("understood", done=", ".join(one.understood)))
        done = f'<p class="muted" dir="auto">{said}</p>'
    return (
        f'<div class="post asked"><p class="post-from">{text("asked")}</p>'
        f'<p dir="auto">{inert(one.asked or "")}</p>{done}</div>'
    )


def _written(one: Exchange, place: Place) -> str:
    """The drafts that a model is writing, as far as they are."""
    shown = "".join(
        f'<article class="draft writing"><h3 dir="auto">{inert(glimpse.strategy.label)} '
        f'<span class="muted">{place.text("writing")}</span></h3>'
        f'<p class="draft-text" dir="auto">{inert(glimpse.text)}</p></article>'
        for glimpse in one.written
        if glimpse.text
    )
    return f'<div class="panel">{shown}</div>' if shown else ""


def _thread(turns: Sequence[Turn], place: Place) -> str:
    if not turns:
        return ""
    text = place.text
    lines = "".join(
        f'<li dir="auto"><strong>'
        f"{text('the brand') if t.by_brand else aside(t.author or text('someone'))}</strong> "
        f"{inert(t.text[:400])}{'…' if len(t.text) > 400 else ''}</li>"
        for t in turns[:50]
    )
    summary = f"<summary>{text('thread before')}</summary>"
    return f'<details class="thread">{summary}<ul>{lines}</ul></details>'


def _notes(one: Exchange, place: Place) -> str:
    notes = one.reply.post.notes if one.reply is not None else ()
    return "".join(
        f'<p class="post-note" dir="auto">{inert(note(words, place.language))}</p>'
        for words in notes
    )


def _steps(stage: str | None, place: Place) -> str:
    at = STAGES.index(stage) if stage in STAGES else 0
    items = []
    for number, name in enumerate(STAGES):
        state = "done" if number < at else "now" if number == at else "later"
        told = "" if state == "later" else place.text(f"step {state}")
        said = f'<span class="sr-only"> ({told})</span>' if told else ""
        items.append(f'<li class="step-{state}">{place.text(f"stage {name}")}{said}</li>')
    return f'<ol class="steps">{"".join(items)}</ol>'


# --- evidence -------------------------------------------------------------------------------------


def evidence(exchanges: Conversation, language: str, today: date) -> str:
    """The evidence of every exchange; the page shows the latest's, or that of the mark opened."""
    text = say(language)
    answered = [one for one in exchanges if one.reply is not None]
    if not answered:
        inside = f'<p class="muted evidence-empty">{text("evidence before")}</p>'
    else:
        inside = "".join(
            _evidence(one, one.reply, Place(text, language, one.number, today), one is answered[-1])
            for one in answered
            if one.reply is not None
        )
    return f'<div class="evidence"><h2>{text("evidence")}</h2>{inside}</div>'


def _evidence(one: Exchange, reply: Reply, place: Place, latest: bool) -> str:
    text = place.text
    words: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for draft in reply.drafts:
        for sentence in draft.sentences:
            for citation in sentence.citations:
                numbers.setdefault(citation.passage_id, citation.number)
                words.setdefault(citation.passage_id, []).append(citation.words)
    cited = sorted((p for p in reply.passages if p.id in numbers), key=lambda p: numbers[p.id])
    rest = [p for p in reply.passages if p.id not in numbers]
    cards = "".join(pieces.evidence_card(p, words[p.id], place, numbers[p.id]) for p in cited)
    notes = "".join(f'<p class="muted" dir="auto">{inert(n)}</p>' for n in reply.notes)
    if not cited:
        notes = f'<p class="muted">{text("evidence none")}</p>{notes}'
    more = ""
    if rest:
        key = "also found" if cited else "near"
        summary = counted(text, key, len(rest))
        others = "".join(pieces.evidence_card(p, (), place) for p in rest)
        more = f'<details class="rest"><summary>{summary}</summary>{others}</details>'
    hidden = "" if latest else " hidden"
    return (
        f'<section class="evidence-of" data-exchange="{one.number}"{hidden}>'
        f"{cards}{notes}{more}</section>"
    )
