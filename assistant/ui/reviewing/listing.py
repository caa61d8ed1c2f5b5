"""The replies on their way out, as a list: where each stands, whose it is, when it is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.review import State
from assistant.review.shelf import MOST_LISTED, Listed
from assistant.review.states import PENDING
from assistant.review.values import Freeze
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert

SHOWN: dict[str, frozenset[State]] = {
    "waiting": frozenset({State.IN_REVIEW}),
    "mine": PENDING,
    "pending": PENDING,
    "approved": frozenset({State.APPROVED}),
    "prepared": frozenset({State.DRAFT, State.IN_REVIEW, State.CHANGES_ASKED, State.APPROVED}),
    "sent": frozenset({State.SENT, State.WITHDRAWN}),
    "closed": frozenset({State.REJECTED, State.DECLINED}),
}
"""What can be listed, and the states it shows. ``mine`` is what somebody wrote or took on."""
FIRST = "waiting"


def drawn(
    found: Sequence[Listed],
    shown: str,
    counts: dict[str, int],
    now: str,
    platforms: Mapping[str, str],
    here: Place,
) -> str:
    """The choices, and the list. ``now`` is an ISO time: what was due before it is late.

    ``platforms`` has the label of each by its key.
    """
    text = here.text
    choices = "".join(
        f'<button type="button" class="choice" data-act="list" data-subject="{name}" '
        f'aria-pressed="{"true" if name == shown else "false"}">{text(f"shown {name}")}'
        f"{_count(counts.get(name))}</button>"
        for name in SHOWN
    )
    rows = "".join(_row(one, now, platforms, here) for one in found)
    listed = f'<ul class="dossiers">{rows}</ul>' if rows else f"<p>{text('list empty')}</p>"
    more = ""
    if len(found) >= MOST_LISTED:
        more = f'<p class="muted">{text("list more", count=MOST_LISTED)}</p>'
    return (
        f'<div class="choices">{choices}<button type="button" class="quiet" data-act="list" '
        f'data-subject="{shown}">{text("refresh")}</button></div>{listed}{more}'
    )


def _count(count: int | None) -> str:
    return f' <span class="count">{count}</span>' if count else ""


def _row(one: Listed, now: str, platforms: Mapping[str, str], here: Place) -> str:
    text = here.text
    facts = [
        text("list by", who=aside(one.author)),
        inert(platforms.get(one.platform, one.platform)),
    ]
    if one.assignee:
        facts.append(text("list on it", who=aside(one.assignee)))
    if one.due_at:
        late = one.due_at < now and one.state in PENDING
        told = text("list late" if late else "list due", when=moment(one.due_at))
        facts.append(f'<strong class="late">{told}</strong>' if late else told)
    if one.look_again:
        facts.append(text("list again", when=ages.written(one.look_again, here.language, text)))
    facts.append(moment(one.changed_at))
    post = inert(one.post) if one.post is not None else text("post erased")
    if one.topic is not None:
        post = text("prepared for", topic=inert(one.topic))
    return (
        f'<li><button type="button" class="dossier-row" data-act="show" data-subject="{one.id}">'
        f"{chip(one.state, here)}"
        f'<span class="row-post" dir="auto">{post}</span>'
        f'<span class="row-text" dir="auto">{inert(one.text)}</span>'
        f'<span class="muted">{" · ".join(facts)}</span></button></li>'
    )


def chip(state: State, here: Place) -> str:
    """A state as a colour and a word."""
    kind = str(state).replace(" ", "-")
    return f'<span class="chip chip-{kind}">{here.text(f"state {state}")}</span>'


def moment(at: str) -> str:
    """A moment, in UTC until the page tells it in its reader's own time."""
    return f'<time datetime="{inert(at)}">{inert(at[:16].replace("T", " "))} UTC</time>'


def frozen(freeze: Freeze | None, here: Place) -> str:
    """That nothing leaves for now, and why."""
    if freeze is None:
        return ""
    told = here.text("frozen", who=aside(freeze.set_by), reason=aside(freeze.reason))
    return f'<p class="calm frozen" role="status">{told}</p>'
