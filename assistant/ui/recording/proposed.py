"""What is proposed of documents: both sides with who said them and when, and two ways to decide.

Nothing here is a verdict: it is put as a question, and nothing is done unless somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.ui import ages
from assistant.ui.inbox.words import button
from assistant.ui.pieces import Place, aside, inert, language_tag
from knowledge.curator import Proposal, Proposed
from knowledge.record import DocumentEntry


def drawn(
    proposals: Sequence[Proposal], titles: Mapping[str, DocumentEntry], keeps: bool, here: Place
) -> str:
    """All that is to be decided."""
    text = here.text
    inside = listed(proposals, titles, keeps, here, heading="h3")
    if not inside:
        inside = f'<p class="calm">{text("rec proposed none")}</p>'
    return (
        f'<div class="inbox-list" data-version="proposed"><div class="welcome">'
        f"<h2>{text('rec proposed title')}</h2><p>{text('rec proposed lead')}</p></div>"
        f"{inside}</div>"
    )


def listed(
    proposals: Sequence[Proposal],
    titles: Mapping[str, DocumentEntry],
    keeps: bool,
    here: Place,
    *,
    heading: str,
) -> str:
    """Each proposal as a card; nothing where there is none."""
    return "".join(
        _card(one, titles[one.new_id], titles[one.old_id], keeps, here, heading)
        for one in proposals
        if one.new_id in titles and one.old_id in titles
    )


def _card(
    one: Proposal, new: DocumentEntry, old: DocumentEntry, keeps: bool, here: Place, heading: str
) -> str:
    text = here.text
    question = text(f"rec asks {one.kind}")
    why = text(f"rec because {one.kind} {one.reason}")
    acts = ""
    if keeps:
        stand = "rec act both" if one.kind is Proposed.CONTRADICTS else "rec act dismiss"
        acts = (
            f'<div class="acts">{button("accept", text("rec act accept"), one.id)}'
            f"{button('dismiss', text(stand), one.id)}</div>"
        )
    return (
        f'<section class="card proposal-card"><{heading}>{question}</{heading}>'
        f'<p class="muted">{why}</p><div class="rec-sides">'
        f"{_side('rec newer', new, one.new_words, here)}"
        f"{_side('rec older', old, one.old_words, here)}</div>{acts}</section>"
    )


def _side(label: str, document: DocumentEntry, words: str, here: Place) -> str:
    text = here.text
    who = f"{aside(document.speaker)}, " if document.speaker else ""
    dated = ages.written(document.date, here.language, text)
    title = button("open", aside(document.name), document.id, "quiet named")
    return (
        f'<div class="rec-side"><h4>{text(label)}</h4>'
        f'<blockquote dir="auto"{language_tag(document.language)}>{inert(words)}</blockquote>'
        f'<p class="muted">{who}{dated} · {title}</p></div>'
    )
