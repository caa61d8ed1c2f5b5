"""A text with the marks of each sentence after it: what it rests on, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.model import Draft, Sentence
from assistant.ui import pieces
from assistant.ui.pieces import Place, inert
from knowledge.model import Passage


def marked_text(draft: Draft, passages: Mapping[str, Passage], place: Place) -> str:
    """The draft's text with the marks of each sentence after it, and its standing where it counts.

    A sentence that is not found in the text (it should be) leaves its marks at the end: a citation
    is never dropped.
    """
    shown, end, left = [], 0, []
    for sentence in draft.sentences:
        start = draft.text.find(sentence.text, end) if sentence.text else -1
        tail = _tail(sentence, passages, place)
        if start < 0:
            left.append(tail)
            continue
        kind = str(sentence.standing).replace(" ", "-")
        stop = start + len(sentence.text)
        shown.append(inert(draft.text[end:start]))
        lead, last = _last_word(sentence.text) if tail else (sentence.text, "")
        shown.append(
            f'<span class="sentence is-{kind}">{inert(lead)}'
            f'<span class="kept">{inert(last)}{tail}</span></span>'
            if tail
            else f'<span class="sentence is-{kind}">{inert(lead)}</span>'
        )
        end = stop
    return "".join([*shown, inert(draft.text[end:]), *left])


def _tail(sentence: Sentence, passages: Mapping[str, Passage], place: Place) -> str:
    cited = {c.number: c.passage_id for c in sentence.citations}
    marks = "".join(pieces.mark(n, passages.get(i), place) for n, i in cited.items())
    return marks + pieces.standing_word(sentence.standing, place)


def _last_word(words: str) -> tuple[str, str]:
    """A sentence before its last word, and that word; no word when it is too long to keep whole."""
    cut = words.rfind(" ") + 1
    return (words[:cut], words[cut:]) if len(words) - cut <= 24 else (words, "")
