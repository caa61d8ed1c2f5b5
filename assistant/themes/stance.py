"""Where a voice stands toward the brand: for it, against it, or on neither side that shows.

Read off the words it uses (:mod:`assistant.reading`): what is blamed, promised and broken, what is
praised or supported, and what is denied. A question alone takes no side, and nor does a story that
judges nothing. It is a reading of words, not of minds: irony is taken at its word.
"""

from __future__ import annotations

from assistant.reading.complaints import valence
from assistant.reading.cues import find
from assistant.themes.values import Side, Stance

DECIDED = 0.2
"""How far from nought a stance must be to count as a side."""

# Lists of reading.toml that blame, less those of their words that only frame a complaint.
_BLAMES = ("insult", "troll")
_STANDS_BY = ("ally", "praise")

# How one asks, too: "thanks for your reply" is praise by its own list, "thanks in advance" is not.
_COURTESY = ("merci", "thank", "thx", "cheers")


def stance(text: str, language: str) -> Stance:
    """The stance of ``text``, with the words that show it."""
    told = valence(text, language)
    cues = find(text, language if language in ("fr", "en") else "en")
    against = [*told.bad, *(w for name in _BLAMES for w in cues[name])]
    against += [word for word in cues["criticism"] if word not in told.bad]
    favour = [word for word in told.good if not word.startswith(_COURTESY)]
    favour += [w for name in _STANDS_BY for w in cues[name]]
    against, favour = list(dict.fromkeys(against)), list(dict.fromkeys(favour))
    # One word more or less is no certainty: two phantom words stand in the middle.
    value = (len(favour) - len(against)) / (len(favour) + len(against) + 2)
    if abs(value) < DECIDED:
        return Stance(round(value, 3), Side.NEITHER, tuple([*favour, *against][:4]))
    side = Side.FOR if value > 0 else Side.AGAINST
    return Stance(round(value, 3), side, tuple((favour if value > 0 else against)[:4]))
