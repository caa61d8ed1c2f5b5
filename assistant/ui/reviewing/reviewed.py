"""A text held against the record, as the Review room shows it.

The verdict is what the eye meets first: what blocks, what to check. Then the text with its
standings, each finding with the words it is about, the voice, and the evidence beside it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from assistant.checking import Held
from assistant.model import UNCHECKED, Draft, Severity, Standing, Strategy
from assistant.review.values import OPTIONAL
from assistant.ui import pieces, voiceplot
from assistant.ui.marking import marked_text
from assistant.ui.pieces import Place, aside, inert
from assistant.ui.texts import counted, say

EXCHANGE = 0
"""The number under which the room's evidence cards stand in the page."""


def place(language: str, today: date) -> Place:
    """Where the pieces of the room stand."""
    return Place(say(language), language, EXCHANGE, today)


def checked(held: Held, platform: str, here: Place) -> str:
    """The text, its verdict, its findings and its voice."""
    text = here.text
    draft = Draft(Strategy("written", "", ""), "", held.text, held.sentences, held.length)
    passages = {passage.id: passage for passage in held.passages}
    findings = "".join(pieces.finding(one, held.text, here) for one in held.findings)
    listed = f"<p>{text('no findings')}</p>"
    if findings:
        listed = f'<ul class="findings">{findings}</ul>'
    return (
        f'<article class="reviewed" data-version="{abs(hash(held.text))}">'
        f"{verdict(held, here)}"
        f'<p class="draft-text" dir="auto">{marked_text(draft, passages, here)}</p>'
        f"{_standings(held, here)}"
        f'<section class="before"><h4>{text("findings")}</h4>'
        f"{listed}</section>"
        f"{voiceplot.drawn(held.voice, held.voiced, held.text, here)}"
        f"<footer>{pieces.meter(held.length, platform, here)}</footer></article>"
    )


def verdict(held: Held, here: Place) -> str:
    """In one line: what blocks, what to check, or that nothing was found."""
    counts = Counter(Severity(one.severity) for one in held.findings)
    if counts[Severity.BLOCK]:
        told, state = counted(here.text, "verdict block", counts[Severity.BLOCK]), "block"
    elif missed := sum(f.rule == UNCHECKED and f.check not in OPTIONAL for f in held.findings):
        # Silence of a check is no approval.
        told, state = counted(here.text, "verdict unchecked", missed), "warn"
    elif counts[Severity.WARN]:
        told, state = counted(here.text, "verdict warn", counts[Severity.WARN]), "warn"
    else:
        told, state = here.text("verdict clear"), "clear"
    return f'<p class="verdict verdict-{state}" role="status"><strong>{told}</strong></p>'


def _standings(held: Held, here: Place) -> str:
    """How many sentences stand how, in words."""
    counts = Counter(Standing(one.standing) for one in held.sentences)
    told = " · ".join(
        f"{counts[standing]} {here.text(f'standing {standing}')}"
        for standing in Standing
        if counts[standing]
    )
    judge = held.judging
    by = ""
    if judge is not None:
        said = here.text("judged", model=aside(judge.model), heeded=judge.heeded, asked=judge.asked)
        by = f'<p class="judged muted">{said}</p>'
    return f'<p class="standings muted">{told}</p>{by}'


def evidence(held: Held | None, here: Place) -> str:
    """The passages that sentences rest on, then those that are nearest to the others."""
    text = here.text
    if held is None:
        inside = f'<p class="muted evidence-empty">{text("review evidence before")}</p>'
        return f'<div class="evidence"><h2>{text("evidence")}</h2>{inside}</div>'
    words: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for sentence in held.sentences:
        for citation in sentence.citations:
            numbers.setdefault(citation.passage_id, citation.number)
            words.setdefault(citation.passage_id, []).append(citation.words)
    named = [i for one in held.findings for i in one.evidence]
    by_id = {passage.id: passage for passage in held.passages}
    cited = sorted((i for i in numbers if i in by_id), key=lambda i: numbers[i])
    told = [i for i in dict.fromkeys(named) if i in by_id and i not in numbers]
    near = [i for i in by_id if i not in numbers and i not in told][:6]
    cards = "".join(pieces.evidence_card(by_id[i], words[i], here, numbers[i]) for i in cited)
    cards += "".join(pieces.evidence_card(by_id[i], (), here) for i in told)
    more = ""
    if near:
        others = "".join(pieces.evidence_card(by_id[i], (), here) for i in near)
        summary = counted(text, "near", len(near))
        more = f'<details class="rest"><summary>{summary}</summary>{others}</details>'
    record = f'<p class="muted">{text("review record", revision=inert(held.revision))}</p>'
    return f'<div class="evidence"><h2>{text("evidence")}</h2>{cards}{more}{record}</div>'
