"""How the brand addresses people, learned from its own past replies.

Only what the composed drafter needs: the greeting, and *tu* or *vous*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.voice.address import address

MIN_REPLIES = 5
_DEFAULT = {"fr": "Bonjour", "en": "Hello"}
_GREETINGS = {
    "fr": re.compile(r"^(bonjour|bonsoir|salut|chère? [\w-]+|hello)\b( [A-ZÀ-Ý][\w-]+)?", re.I),
    "en": re.compile(
        r"^(hello|hi there|hi|hey|good (?:morning|afternoon)|dear)\b( [A-Z][\w-]+)?", re.I
    ),
}
_LEAD = re.compile(r"^(?:\s|\.?@\w+)+")


@dataclass(frozen=True)
class Manner:
    """How to begin, and whom to say it to. ``named``: past replies greet people by name."""

    greeting: str
    address: str = "vous"
    named: bool = False

    def greet(self, author: str | None) -> str:
        """The greeting, with the person's first name where the brand does that and we know it."""
        name = (author or "").strip()
        if self.named and name and " " not in name and name.isalpha() and name[0].isupper():
            return f"{self.greeting} {name}"
        return self.greeting


def learn_manner(replies: Sequence[str], language: str) -> Manner:
    """The manner of ``replies`` (texts in ``language``); the plain one under five of them."""
    default = Manner(_DEFAULT.get(language, "Hello"))
    pattern = _GREETINGS.get(language)
    if len(replies) < MIN_REPLIES or pattern is None:
        return default
    found = [m for text in replies if (m := pattern.match(_LEAD.sub("", text)))]
    said = Counter(address(text) for text in replies) if language == "fr" else Counter()
    to = "tu" if said["tu"] > said["vous"] else "vous"
    if len(found) < len(replies) * 0.3:
        return Manner(default.greeting, to)
    common, _ = Counter(m.group(1).capitalize() for m in found).most_common(1)[0]
    named = sum(1 for m in found if m.group(2)) > len(found) / 2
    return Manner(common, to, named)
