"""The checks: each holds one draft against one rule, and says what it found.

All have one shape, ``(Draft, Context) -> list[Finding]``, and live one a module under the name
``check``. A check reads; it never changes the draft. What it could not look at it reports as not
checked, since silence must never look like approval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.model import Draft, Finding, Post, Reading, Sentence
from knowledge.model import Passage


@dataclass(frozen=True)
class Context:
    """What a draft is held against.

    ``passages`` are those that were retrieved for the post, by id: nothing else may be cited.
    ``platform`` is a key of :mod:`assistant.checks.platforms`; ``locale`` the language findings
    are written in, ``"fr"`` or ``"en"``; ``today`` an ISO day.
    """

    post: Post
    reading: Reading
    passages: Mapping[str, Passage]
    platform: str
    locale: str
    today: str


def placed(draft: Draft) -> Iterator[tuple[Sentence, tuple[int, int]]]:
    """Each sentence of a draft with where it stands in the text: its start and its end."""
    end = 0
    for sentence in draft.sentences:
        found = draft.text.find(sentence.text, end)
        start = found if found >= 0 else end
        end = start + len(sentence.text) if found >= 0 else end
        yield sentence, (start, end)


Check = Callable[[Draft, Context], list[Finding]]
"""What every check is."""
