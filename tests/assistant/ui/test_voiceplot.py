"""How close a text is to the voice, drawn: what strays is pointed at in the text itself."""

from __future__ import annotations

from assistant.ui import voiceplot
from assistant.ui.pieces import Place
from knowledge.voice import Deviation, VoiceScore

WORDS = "We wrote – and meant – every word."


def _drawn(feature: str, pointed: str, here: Place) -> str:
    start = WORDS.index(pointed)
    strays = Deviation(feature, 2.0, (0.0, 1.0), "more", ((start, start + len(pointed)),))
    return voiceplot.drawn(VoiceScore(40.0, (strays,)), 8, WORDS, here)


def test_words_that_stray_are_quoted_and_a_mark_alone_stands_as_it_is(place: Place) -> None:
    assert "<q><bdi>meant</bdi></q></li>" in _drawn("wording", "meant", place)
    marked = _drawn("dashes", "–", place)
    assert "<bdi>–</bdi></li>" in marked
    assert "<q>" not in marked
