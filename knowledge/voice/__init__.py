"""How the brand speaks, learned from what it has said.

- :mod:`.manner`: the greeting, and *tu* or *vous*: what a composed draft needs;
- :mod:`.profile`: the whole voice (:class:`VoiceProfile`), and how close a text is to it;
- :mod:`.features`, :mod:`.wording`: what is measured of a text, by counting and by its letters;
- :mod:`.address`: *tu* or *vous*, and how polite a text is.
"""

from knowledge.voice.address import address, politeness
from knowledge.voice.manner import MIN_REPLIES, Manner, learn_manner
from knowledge.voice.profile import (
    ENOUGH,
    Deviation,
    Speaking,
    Trait,
    VoiceProfile,
    VoiceScore,
    learn_voices,
)

__all__ = [
    "ENOUGH",
    "MIN_REPLIES",
    "Deviation",
    "Manner",
    "Speaking",
    "Trait",
    "VoiceProfile",
    "VoiceScore",
    "address",
    "learn_manner",
    "learn_voices",
    "politeness",
]
