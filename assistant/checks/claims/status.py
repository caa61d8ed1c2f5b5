"""Whether what a sentence says of an aspect is done, planned, or neither.

"We have cut our waste", "we will cut our waste", "waste matters to us": the three ways in which
reports speak of what they promise. The verb that governs the aspect tells; where none does, the
sentence only speaks of it. French and English; the words are data (``words.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.checks.claims.letters import letters_of
from assistant.checks.claims.rules import phrase

Status = Literal["implemented", "planning", "indeterminate"]
_BARE = re.compile(r"(?:^|\s)[a-z]+(?<!s)(?<!ed)$")


def status(sentence: str, aspect: str) -> Status:
    """``"implemented"``, ``"planning"`` or ``"indeterminate"`` for an aspect named in a sentence.

    What governs the aspect is the last cue before it, or the first after it where none is.
    """
    letters, named = letters_of(sentence).folded, letters_of(aspect).folded.strip()
    at = max(0, letters.find(named)) if named else 0
    opening = phrase("status", "opening").match(letters)
    # An opening is left aside, unless it is what names the aspect and nothing follows.
    first = opening.end() if opening else 0
    cues = sorted(_cues(letters, first))
    before = [cue for cue in cues if cue[0] < at]
    cue = before[-1] if before else cues[0] if cues else None
    return cue[1] if cue else "indeterminate"


def _cues(letters: str, first: int) -> Iterator[tuple[int, Status]]:
    """Where something tells done, planned or neither, and which."""
    done = ["done"]
    if len(phrase("status", "french").findall(letters)) > 1:
        done.append("fait")
    for name in done:
        for match in phrase("status", name).finditer(letters, first):
            # "Strives to ensure X and promote Y": what is joined goes by the verb before it.
            joined = letters[: match.start()].endswith((" and ", " or ", ", "))
            if not (joined and _BARE.search(match.group())):
                yield match.start(), "implemented"
    for match in phrase("status", "planned").finditer(letters, first):
        yield match.start(), "planning"
    for match in phrase("status", "stative").finditer(letters, first):
        yield match.start(), "indeterminate"
