"""What came of a post: its drafts, each with its findings and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.model import Draft, Reply
from assistant.ui import pieces
from assistant.ui.marking import marked_text
from assistant.ui.pieces import Place, aside, inert
from knowledge.model import Passage


def answer(reply: Reply, number: int, platform: str, place: Place) -> str:
    """The drafts of the exchange ``number``, behind tabs where there are several.

    ``platform`` is the label of where they are meant for.
    """

    def shown(at: int) -> str:
        key = f"{number}-{at}"
        return _draft(reply.drafts[at], platform, key, place, passages)

    text = place.text
    passages = {p.id: p for p in reply.passages}
    failed = _failure(reply, place)
    if not reply.answered:
        missing = f'<p dir="auto">{inert(reply.missing)}</p>' if reply.missing else ""
        held = "".join(shown(at) for at in range(len(reply.drafts)))
        lead = f'<p class="hold-lead">{text("holding lead")}</p>' if held else ""
        return (
            f'{failed}<div class="calm missing"><h3>{text("missing")}</h3>{missing}</div>'
            f'{lead}<div class="panel">{held}</div>'
        )
    if len(reply.drafts) == 1:
        return f'{failed}<div class="panel">{shown(0)}</div>'
    tabs, panels = [], []
    for at, draft in enumerate(reply.drafts):
        key = f"{number}-{at}"
        first = at == 0
        tabs.append(
            f'<button type="button" role="tab" id="tab-{key}" aria-controls="panel-{key}" '
            f'aria-selected="{"true" if first else "false"}" tabindex="{0 if first else -1}">'
            f"{aside(draft.strategy.label)}</button>"
        )
        panels.append(
            f'<div role="tabpanel" class="panel" id="panel-{key}" aria-labelledby="tab-{key}"'
            f"{'' if first else ' hidden'}>{shown(at)}</div>"
        )
    return (
        f'{failed}<div class="drafts" data-exchange="{number}"><div role="tablist" '
        f'aria-label="{text("drafts")}">{"".join(tabs)}</div>{"".join(panels)}</div>'
    )


def _failure(reply: Reply, place: Place) -> str:
    """That the chat model did not write, where it was to: nobody takes these drafts for its own."""
    if reply.engine.failure is None:
        return ""
    return (
        f'<div class="calm fell-back" role="status"><p dir="auto">{inert(reply.engine.failure)} '
        f"{place.text('instead')}</p></div>"
    )


def _draft(
    draft: Draft, platform: str, key: str, place: Place, passages: Mapping[str, Passage]
) -> str:
    text, label = place.text, draft.strategy.label
    # With people defined, only what was approved is copied out: from the Review room.
    copy = pieces.copy_asked(label, place, key) if place.alone else ""
    findings = "".join(pieces.finding(f, draft.text, place) for f in draft.findings)
    aside_note = ""
    if draft.note or findings:
        told = f'<p dir="auto">{inert(draft.note)}</p>' if draft.note else ""
        listed = f"<ul>{findings}</ul>" if findings else ""
        aside_note = f'<div class="before"><h4>{text("before sending")}</h4>{told}{listed}</div>'
    return (
        f'<article class="draft"><h3 dir="auto">{inert(draft.strategy.label)}</h3>'
        f'<p class="theory" dir="auto">{inert(draft.strategy.theory)}</p>'
        f'<p class="draft-text" dir="auto"{pieces.language_tag(draft.language)}>'
        f"{marked_text(draft, passages, place)}</p>{aside_note}"
        f"<footer>{pieces.meter(draft.length, platform, place)}"
        f'<span class="ways">{pieces.wonder_button(key, label, place)}{copy}'
        f"{pieces.take_button(key, label, place)}"
        "</span></footer></article>"
    )
