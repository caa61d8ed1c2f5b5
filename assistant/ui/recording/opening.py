"""One document: its facts to be edited in place, its text by passages, what stands in whose place.

Whoever may not keep the record reads the same, without the boxes.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.curation.desk import Opened
from assistant.curation.facts import of_access, of_document
from assistant.curation.rights import Deed, may
from assistant.review import Person
from assistant.ui import ages
from assistant.ui.inbox.words import button
from assistant.ui.pieces import Place, aside, attribute, inert, language_tag, source_link
from assistant.ui.recording import proposed
from assistant.ui.recording.filtering import select
from assistant.ui.recording.listing import chips, facts, seen_chip
from assistant.ui.reviewing.deciding import field
from assistant.ui.texts import LANGUAGES, language_name
from knowledge.curator import Piece
from knowledge.model import Kind, Visibility
from knowledge.record import DocumentEntry

OFFERED = 300
"""Documents that are offered where one is asked for; any can be typed by its id."""
SHOWN = 200
"""Passages that are drawn."""


def form_of(kind: str, identity: str) -> str:
    """A form about one thing, as the page knows it."""
    return f"record-{kind}:{identity}"


def drawn(
    opened: Opened,
    offered: Sequence[DocumentEntry],
    titles: dict[str, DocumentEntry],
    person: Person,
    erasing: bool,
    here: Place,
) -> str:
    """The document with all that may be done to it by ``person``."""
    text, entry = here.text, opened.entry
    keeps = may(person, Deed.KEEP)
    title = inert(entry.name)
    link = f" · {source_link(entry.url, here)}" if entry.url else ""
    notes = "".join(f"<li>{inert(note)}</li>" for note in entry.notes)
    told = f'<ul class="muted plain">{notes}</ul>' if notes else ""
    about = proposed.listed(opened.proposals, titles, keeps, here, heading="h3")
    return (
        f'<article class="opened" data-version="document-{entry.id}" data-of="{entry.id}">'
        f"{button('close', text('rec back'), kind='quiet')}"
        f'<header><h2 tabindex="-1" data-arrive dir="auto"{language_tag(entry.language)}>{title}'
        f"</h2><p>{facts(entry, here)}{link}</p>"
        f'<p class="row-chips start">{chips(entry, here)}</p>'
        f'<p class="muted"><code>{entry.id}</code> · <bdi>{inert(entry.source)}</bdi></p>{told}'
        f"</header>{_place(opened, here)}{about}"
        f"{_facts_form(entry, here) if keeps and not entry.removed else _read_only(entry, here)}"
        f"{_acts(opened, offered, person, erasing, here)}"
        f"{_passages(opened, keeps and not entry.removed, here)}</article>"
    )


def _place(opened: Opened, here: Place) -> str:
    """What stands in its place, and in whose place it stands."""
    text, lines = here.text, []
    after = opened.entry.superseded_by
    if after is not None:
        dated = ages.written(after.date, here.language, text)
        named = button(
            "open", aside(after.title or text("untitled")), after.document_id, "quiet named"
        )
        lines.append(f"<li>{text('rec replaced by')}{text('colon')}{named} ({dated})</li>")
    for one in opened.instead_of:
        dated = ages.written(one.date, here.language, text)
        named = button("open", aside(one.name), one.id, "quiet named")
        lines.append(f"<li>{text('rec stands for')}{text('colon')}{named} ({dated})</li>")
    return f'<ul class="plain">{"".join(lines)}</ul>' if lines else ""


def _facts_form(entry: DocumentEntry, here: Place) -> str:
    text = here.text
    now = {name: value or "" for name, value in of_document(entry).items()}
    kinds = [(one.value, text(f"kind {one}")) for one in Kind]
    known = [entry.language] if entry.language and entry.language not in LANGUAGES else []
    tongues = [
        (code, inert(language_name(code, here.language).capitalize()))
        for code in (*LANGUAGES, *known)
    ]

    def box(name: str) -> str:
        return field(name, text(f"rec fact {name}"), value=now[name])

    day = f'<p class="muted">{text("rec date note")}</p>'
    return (
        f'<section class="part"><h3>{text("rec facts")}</h3>'
        f'<div class="rec-form" data-form="{form_of("facts", entry.id)}">'
        f'<input type="hidden" name="seen" value="{attribute(entry.changed_at)}">'
        f'<div class="rec-grid wide">{box("title")}</div><div class="rec-grid">'
        f"{select('kind', text('rec fact kind'), kinds, now['kind'])}"
        f"{box('speaker')}{box('role')}{box('date')}{box('channel')}"
        f"{select('language', text('rec fact language'), tongues, now['language'], '–')}"
        f"{box('url')}{box('owner')}{_seen(now, here)}</div>{day}"
        f'<div class="acts">{button("edit", text("rec save"), entry.id, "act primary")}</div>'
        "</div></section>"
    )


def _seen(now: dict[str, str], here: Place, own: bool = False) -> str:
    text = here.text
    options = [(one.value, text(f"rec seen {one}")) for one in Visibility]
    as_document = text("rec as document") if own else None
    days = "".join(
        field(name, text(f"rec fact {name}"), kind="date", value=now[name])
        for name in ("embargoed_until", "expires")
    )
    seen = select("visibility", text("rec seen"), options, now["visibility"], as_document)
    return seen + days


def _read_only(entry: DocumentEntry, here: Place) -> str:
    text = here.text
    names = ("role", "owner", "embargoed_until", "expires")
    now = of_document(entry)
    rows = "".join(
        f"<div><dt>{text(f'rec fact {name}')}</dt><dd>{aside(now[name] or '')}</dd></div>"
        for name in names
        if now[name]
    )
    return f'<dl class="rec-facts">{rows}</dl>' if rows else ""


def _acts(
    opened: Opened, offered: Sequence[DocumentEntry], person: Person, erasing: bool, here: Place
) -> str:
    text, entry = here.text, opened.entry
    parts = []
    if may(person, Deed.KEEP):
        if entry.removed:
            parts.append(button("restore", text("rec act restore"), entry.id, "act primary"))
        else:
            parts.append(_supersede(entry, offered, here))
            parts.append(button("remove", text("rec act remove"), entry.id))
            parts.append(button("look", text("rec act look"), entry.id))
    erase = ""
    if may(person, Deed.ERASE):
        if erasing:
            erase = (
                f'<div class="calm rec-erase" role="alert"><p>{text("rec erase sure")}</p>'
                f'<div class="acts">{button("erase", text("rec act erase"), entry.id)}'
                f"{button('keep', text('rec act keep'), entry.id, 'act primary')}</div></div>"
            )
        else:
            parts.append(button("erasing", text("rec act erasing"), entry.id))
    if not parts and not erase:
        return ""
    return (
        f'<section class="part" aria-label="{attribute(text("rec acts"))}">'
        f'<div class="acts">{"".join(parts)}</div>{erase}</section>'
    )


def _supersede(entry: DocumentEntry, others: Sequence[DocumentEntry], here: Place) -> str:
    text = here.text
    if entry.superseded_by is not None:
        return button("unsupersede", text("rec act unsupersede"), entry.id)
    offered = "".join(
        f'<option value="{one.id}">{inert(one.name)} · '
        f"{ages.written(one.date, here.language, text)}</option>"
        for one in others
        if one.id != entry.id
    )
    return (
        f'<details class="rec-supersede"><summary>{text("rec act supersede")}</summary>'
        f'<div data-form="{form_of("supersede", entry.id)}">'
        f'<label class="field"><span>{text("rec successor")}</span>'
        f'<input name="new" type="text" list="record-successors" dir="auto" autocomplete="off">'
        f'</label><datalist id="record-successors">{offered}</datalist>'
        f"{button('supersede', text('rec act supersede'), entry.id)}</div></details>"
    )


def _passages(opened: Opened, keeps: bool, here: Place) -> str:
    text = here.text
    shown = opened.pieces[:SHOWN]
    rows = "".join(_passage(piece, keeps, here) for piece in shown)
    left = len(opened.pieces) - len(shown)
    more = f'<p class="muted">{text("rec passages more", count=left)}</p>' if left else ""
    return (
        f'<section class="part"><h3>{text("rec text")}</h3>'
        f'<ol class="rec-passages">{rows}</ol>{more}</section>'
    )


def _passage(piece: Piece, keeps: bool, here: Place) -> str:
    text, passage = here.text, piece.passage
    own = any(piece.own)
    chip = seen_chip(passage.access, here) if own else ""
    heading = (
        f'<p class="card-heading" dir="auto">{inert(passage.heading)}</p>'
        if passage.heading and passage.heading != passage.title
        else ""
    )
    form = ""
    if keeps:
        now = dict.fromkeys(of_access(passage.access), "")
        now |= {name: value or "" for name, value in piece.own._asdict().items()}
        sr = f'<span class="sr-only">{text("rec of passage", number=passage.position + 1)}</span>'
        form = (
            f"<details><summary>{text('rec passage seen')} {sr}</summary>"
            f'<div class="rec-form" data-form="{form_of("passage", passage.id)}">'
            f'<div class="rec-grid">{_seen(now, here, own=True)}</div>'
            f'<div class="acts">{button("edit-passage", text("rec save"), passage.id)}</div>'
            "</div></details>"
        )
    return (
        f'<li>{heading}<blockquote dir="auto"{language_tag(passage.language)}>'
        f"{inert(passage.text)}</blockquote>{chip}{form}</li>"
    )
