"""What comes from outside, as a chat model is shown it: material between tags, never instruction.

Every tag ends in a boundary drawn by lot for each answer, so that no post and no document can close
it, and hidden characters are made visible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.cleaning import reveal
from knowledge.model import Passage

SHORTEST_ID = 9
ATTRIBUTE = 120
"""Characters of a title or a name that are shown."""


def passage_tag(passage: Passage, short: str, boundary: str, replaced: str) -> str:
    """A passage with its id, date and speaker. ``replaced`` says "replaced by", in words."""
    facts = {
        "id": short,
        "date": passage.date or "undated",
        "speaker": passage.speaker,
        "title": passage.title,
        "kind": str(passage.kind),
        "language": passage.language,
    }
    if passage.superseded_by is not None:
        newer = passage.superseded_by
        facts["note"] = f"{replaced} {newer.title} ({newer.date or 'undated'})"
    return tagged("passage", passage.text, boundary, facts)


def tagged(name: str, words: str, boundary: str, facts: Mapping[str, str | None]) -> str:
    """Words from outside between the tags ``name``, with what is known of them."""
    said = "".join(f' {key}="{_attribute(value)}"' for key, value in facts.items() if value)
    tag = f"{name}-{boundary}"
    return f"<{tag}{said}>\n{inside(words, boundary)}\n</{tag}>"


def inside(words: str, boundary: str) -> str:
    """Words from outside, as they stand; the boundary is not theirs to write."""
    return reveal(words).replace(boundary, "")


def _attribute(value: str) -> str:
    return " ".join(reveal(value).replace('"', "'").replace("<", "(").replace(">", ")").split())[
        :ATTRIBUTE
    ]


def short_ids(passages: Sequence[Passage]) -> dict[str, str]:
    """The shortest beginning of each id that tells all of them apart."""
    ids = [passage.id for passage in passages]
    size = SHORTEST_ID
    while len({identity[:size] for identity in ids}) < len(set(ids)):
        size += 1
    return {identity: identity[:size] for identity in ids}
