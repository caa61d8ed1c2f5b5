"""The voice of a text beside the brand's own: how near it is, what strays, what was counted.

The plot is a table whose rows are drawn: each lane has the band in which eight in ten of the
brand's own texts lie, and a dot for this one. So whoever does not see it reads the same.
"""

from __future__ import annotations

from assistant.checks.voice import strayed
from assistant.ui.pieces import Place, aside
from knowledge.cleaning import one_line
from knowledge.voice import Deviation, Trait, VoiceScore

ALWAYS = ("length", "words a sentence", "readability", "we", "you", "hedges", "exclamations")
"""What is drawn of every text; what strays from the usual is drawn too."""
MOST = 10
QUOTED = 60
"""Characters of the words that a deviation points at."""
_BAND = (30.0, 70.0)
_EDGE = 4.0
_STEP = 3.0
"""Where the brand's texts are all alike, so much more or less is at the edge of the lane."""


def drawn(score: VoiceScore | None, known: int, words: str, here: Place) -> str:
    """The voice of ``words``; ``known`` is how many texts the voice was learned from."""
    text = here.text
    if score is None or not score.enough:
        return f'<p class="voice muted">{text("voice unknown", known=known)}</p>'
    share = round(score.percentile)
    return (
        f'<section class="voice"><h4>{text("voice heading")}</h4>'
        f"<p>{text('voice', share=share)}</p>"
        f'<div class="voice-line" role="img" aria-label="{text("voice", share=share)}">'
        f'<span style="left:{min(99, max(1, share))}%"></span></div>'
        f'<p class="voice-ends muted"><span>{text("voice far")}</span>'
        f"<span>{text('voice near')}</span></p>"
        f"{_deviations(score, words, here)}{_traits(score, here)}</section>"
    )


def _deviations(score: VoiceScore, words: str, here: Place) -> str:
    if not score.deviations:
        return ""
    rows = "".join(f"<li>{_deviation(one, words, here)}</li>" for one in score.deviations)
    return f'<ul class="strays">{rows}</ul>'


def _pointed(words: str) -> str:
    """Words as a quotation; a mark alone as it is, which quotation marks would only blur."""
    told = aside(one_line(words, QUOTED))
    return f"<q>{told}</q>" if any(each.isalnum() for each in words) else told


def _deviation(one: Deviation, words: str, here: Place) -> str:
    """In what the text strays, and the words where it shows."""
    said = strayed(one, here.language)
    shown = [" ".join(words[a:b].split()) for a, b in one.spans if words[a:b].strip()][:3]
    pointed = ", ".join(_pointed(each) for each in dict.fromkeys(shown))
    whole = len(one.spans) == 1 and one.spans[0] == (0, len(words))
    return said if whole or not pointed else f"{said}{here.text('colon')}{pointed}"


def _traits(score: VoiceScore, here: Place) -> str:
    strays = {one.feature for one in score.deviations}
    shown = [t for t in score.traits if t.feature in strays]
    shown += [t for t in score.traits if t.feature in ALWAYS and t.feature not in strays]
    if not shown:
        return ""
    text = here.text
    head = "".join(
        f'<th scope="col">{text(name)}</th>' for name in ("trait", "trait here", "trait usual")
    )
    rows = "".join(_trait(one, here) for one in shown[:MOST])
    return (
        f'<table class="traits"><caption>{text("traits")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _trait(one: Trait, here: Place) -> str:
    inside = one.low <= one.value <= one.high
    state = "in" if inside else "out"
    lane = (
        f'<span class="lane" aria-hidden="true"><span class="band"></span>'
        f'<span class="dot dot-{state}" style="left:{_place(one):.0f}%"></span></span>'
    )
    usual = _number(one.low, here)
    if _number(one.high, here) != usual:
        usual = here.text("from to", low=usual, high=_number(one.high, here))
    value = _number(one.value, here)
    return (
        f'<tr class="trait-{state}"><th scope="row">{here.text(f"trait {one.feature}")}</th>'
        f"<td>{lane}{value if inside else f'<strong>{value}</strong>'}</td><td>{usual}</td></tr>"
    )


def _place(one: Trait) -> float:
    """Where on its lane a value stands, in percent: the usual range is the band."""
    left, right = _BAND
    width = one.high - one.low
    if one.low <= one.value <= one.high:
        return left + (right - left) * ((one.value - one.low) / width if width else 0.5)
    reach = left - _EDGE
    step = width or _STEP
    if one.value < one.low:
        return left - reach * min(1.0, (one.low - one.value) / step)
    return right + reach * min(1.0, (one.value - one.high) / step)


def _number(value: float, here: Place) -> str:
    told = f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"
    return told.replace(".", ",") if here.language == "fr" else told
