"""One reply with all that a decision needs, so that a reviewer decides without leaving the screen.

The order is that of the eye: where it stands, the post, the exact text with what each sentence
rests on, what stands in the way; the decision is always in view. What is looked up only at times
(what changed, comments, the voice, how it was made, what was decided) is folded below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking import Held
from assistant.model import Draft, Strategy
from assistant.review import Comment, Decided, Dossier, Noted, Person
from assistant.review.comparing import compare
from assistant.review.rivals import Rival
from assistant.review.rules import Rules
from assistant.review.states import Act
from assistant.review.values import Freeze
from assistant.ui import pieces, voiceplot
from assistant.ui.marking import marked_text
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.reviewing import deciding, listing, reviewed

SHORT = 12
"""Characters of a digest that tell it apart."""


@dataclass(frozen=True)
class Seen:
    """A reply as one person sees it: held against the record now, beside what else is pending."""

    dossier: Dossier
    held: Held
    noted: Sequence[Noted]
    rivals: Sequence[Rival]
    person: Person
    rules: Rules
    freeze: Freeze | None
    platform: str
    """The platform, by its label."""
    colleagues: Sequence[str] = ()
    """To whom it can be given."""


def drawn(seen: Seen, here: Place) -> str:
    """The whole of it."""
    dossier = seen.dossier
    hidden = (
        f'<input type="hidden" name="turn" value="{dossier.turn}">'
        f'<input type="hidden" name="digest" value="{dossier.current.digest}">'
    )
    folded = "".join(
        (
            _changed(dossier, here),
            deciding.changing(dossier, seen.person, here),
            _comments(dossier, seen.person, here),
            _made(dossier, seen.held, here),
            _history(dossier, here),
            deciding.rest(dossier, seen.person, here, seen.colleagues),
        )
    )
    return (
        f'<article class="dossier" data-form="{dossier.id}" data-turn="{dossier.turn}">{hidden}'
        f"{_head(dossier, here)}{listing.frozen(seen.freeze, here)}{_rivals(seen.rivals, here)}"
        f"{_post(seen, here)}{_text(seen, here)}{_findings(seen, here)}"
        f"{deciding.decision(dossier, seen.person, seen.rules, seen.freeze, here)}"
        f'<div class="folded">{folded}</div></article>'
    )


def _head(dossier: Dossier, here: Place) -> str:
    text, current = here.text, dossier.current
    told = text(
        "version",
        number=current.number,
        who=aside(current.author),
        when=listing.moment(current.at),
    )
    facts = [told]
    if dossier.assignee:
        facts.append(text("list on it", who=aside(dossier.assignee)))
    if dossier.due_at:
        facts.append(text("list due", when=listing.moment(dossier.due_at)))
    if dossier.origin:
        facts.append(text("from prepared"))
    if dossier.corrects:
        facts.append(text("corrects"))
    if dossier.url:
        facts.append(text("published at", where=pieces.source_link(dossier.url, here)))
    return (
        '<header class="dossier-head"><button type="button" class="quiet" data-act="back">'
        f"← {text('to list')}</button> {listing.chip(dossier.state, here)} "
        f'<span class="muted">{" · ".join(facts)}</span></header>'
    )


def _rivals(rivals: Sequence[Rival], here: Place) -> str:
    text = here.text
    told = []
    for one in rivals:
        who = aside(one.author)
        words = text(f"rival {one.why}", who=who, here=aside(one.here), there=aside(one.there))
        told.append(
            f'<li>{words} <button type="button" class="quiet" data-act="show" '
            f'data-subject="{inert(one.dossier)}">{text("look at it")}</button></li>'
        )
    return f'<ul class="calm rivals" role="status">{"".join(told)}</ul>' if told else ""


def _post(seen: Seen, here: Place) -> str:
    post = seen.dossier.post
    if seen.dossier.topic is not None:
        told = here.text("prepared for", topic=aside(seen.dossier.topic))
        return f'<section class="post"><p dir="auto">{told}</p></section>'
    if post is None:
        return f'<p class="muted">{here.text("post erased")}</p>'
    who = f" · {aside(post.author)}" if post.author else ""
    link = f" {pieces.source_link(post.url, here)}" if post.url else ""
    return (
        f'<section class="post"><h4>{here.text("the post")}{who}{link}</h4>'
        f"{pieces.post_body(post.text, here)}{pieces.reading_line(seen.held.reading, here)}"
        "</section>"
    )


def _text(seen: Seen, here: Place) -> str:
    held = seen.held
    draft = Draft(Strategy("written", "", ""), "", held.text, held.sentences, held.length)
    passages = {passage.id: passage for passage in held.passages}
    broken = ""
    if not seen.dossier.current.examined.complete:
        broken = f'<p class="hint alert" role="alert">{here.text("broken off")}</p>'
    tag = pieces.language_tag(seen.dossier.current.language)
    return (
        f'<section><div class="text-head"><h4>{here.text("the text")}</h4>'
        f"{pieces.meter(held.length, seen.platform, here)}</div>"
        f'<p class="draft-text" dir="auto"{tag}>{marked_text(draft, passages, here)}</p>{broken}'
        "</section>"
    )


def _findings(seen: Seen, here: Place) -> str:
    text = here.text
    reviewing = deciding.offered(seen.dossier, seen.person, Act.APPROVE)
    rows = []
    for one, noted in zip(seen.held.findings, seen.noted, strict=True):
        row = pieces.finding(one, seen.held.text, here, brief=True)
        if noted.blocks and reviewing:
            row += (
                f'<li class="override">{deciding.field(f"why:{noted.key}", text("override"))}</li>'
            )
        rows.append(row)
    listed = (
        f'<ul class="findings">{"".join(rows)}</ul>' if rows else f"<p>{text('no findings')}</p>"
    )
    return f'<section class="before">{reviewed.verdict(seen.held, here)}{listed}</section>'


def _changed(dossier: Dossier, here: Place) -> str:
    if len(dossier.versions) < 2:
        return ""
    text = here.text
    before, after = dossier.versions[-2], dossier.versions[-1]
    shown = []
    for run in compare(before.text, after.text):
        words = inert(run.words)
        if run.kind == "gone":
            words = f'<del><span class="sr-only">[{text("gone")}] </span>{words}</del>'
        elif run.kind == "new":
            words = f'<ins><span class="sr-only">[{text("new")}] </span>{words}</ins>'
        shown.append(words)
    return (
        f"<details open><summary>{text('changed since', number=before.number)}</summary>"
        f'<p class="draft-text compared" dir="auto">{"".join(shown)}</p></details>'
    )


def _comments(dossier: Dossier, person: Person, here: Place) -> str:
    text = here.text
    said = "".join(_comment(one, dossier, person, here) for one in dossier.comments)
    listed = f'<ul class="comments">{said}</ul>' if said else ""
    form = ""
    if deciding.offered(dossier, person, Act.COMMENT):
        options = "".join(
            f'<option value="{number}">{inert(str(one["text"])[:60])}</option>'
            for number, one in enumerate(dossier.current.examined.sentences)
        )
        form = (
            f'<label class="field"><span>{text("about")}</span><select name="sentence">'
            f'<option value="">{text("whole text")}</option>{options}</select></label>'
            f"{deciding.field('comment', text('your comment'), lines=2)}"
            f'<div class="acts">{deciding.button("comment", here)}</div>'
        )
    count = f' <span class="count">{len(dossier.comments)}</span>' if dossier.comments else ""
    open_ = " open" if any(one.settled_by is None for one in dossier.comments) else ""
    return (
        f"<details{open_}><summary>{text('comments')}{count}</summary><div>{listed}{form}</div>"
        "</details>"
    )


def _comment(one: Comment, dossier: Dossier, person: Person, here: Place) -> str:
    text = here.text
    where = [text("on version", number=one.version)]
    sentences = dossier.versions[one.version - 1].examined.sentences
    if one.sentence is not None and one.sentence < len(sentences):
        words = str(sentences[one.sentence]["text"])[:80]
        where.append(text("on sentence", words=aside(words)))
    if one.settled_by:
        done = f'<span class="muted">{text("settled by", who=aside(one.settled_by))}</span>'
    elif deciding.offered(dossier, person, Act.SETTLE):
        done = (
            f'<button type="button" class="quiet" data-act="settle" data-subject="{one.number}">'
            f"{text('act settle')}</button>"
        )
    else:
        done = ""
    return (
        f'<li><p class="muted">{aside(one.person)} · {listing.moment(one.at)} · '
        f'{" · ".join(where)}</p><p dir="auto">{inert(one.words)}</p>{done}</li>'
    )


def _made(dossier: Dossier, held: Held, here: Place) -> str:
    text, made = here.text, dossier.current.made
    lines = [
        text("made model", model=aside(made.model or "?"))
        if made.by == "model"
        else text("made record" if made.by == "record" else "made person")
    ]
    if made.prompts:
        digests = ", ".join(f"{inert(k)} {inert(v[:SHORT])}" for k, v in made.prompts.items())
        lines.append(text("made prompts", digests=digests))
    if made.settings:
        lines.append(text("made settings", digest=inert(made.settings[:SHORT])))
    lines.append(text("made record state", revision=inert(held.revision)))
    lines.append(text("made digest", digest=dossier.current.digest[:SHORT]))
    told = "".join(f"<li>{one}</li>" for one in lines)
    voice = voiceplot.drawn(held.voice, held.voiced, held.text, here)
    return (
        f"<details><summary>{text('made by')}</summary><div><ul>{told}</ul>{voice}</div></details>"
    )


def _history(dossier: Dossier, here: Place) -> str:
    if not dossier.decisions:
        return ""
    told = "".join(_decided(one, here) for one in dossier.decisions)
    return f"<details><summary>{here.text('history')}</summary><ul>{told}</ul></details>"


def _decided(one: Decided, here: Place) -> str:
    text = here.text
    what = text(f"decided {one.act}", who=aside(one.person), number=one.version)
    why = f'<p dir="auto">{inert(one.reason)}</p>' if one.reason else ""
    all_the_same = "".join(
        f'<p dir="auto">{text("overridden", why=aside(words))}</p>'
        for words in one.overrides.values()
    )
    return f"<li>{what} · {listing.moment(one.at)}{why}{all_the_same}</li>"
