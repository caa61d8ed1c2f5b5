"""How the brand speaks, learned from what it said.

    manner.py    the greeting, and *tu* or *vous*: what the composed drafter needs
    features.py  what can be told of one text's style, each with the words that show it
    grams.py     letters and words a voice prefers, against those of the language at large
    profile.py   a voice: how near a text is to it, and where it strays

A brand and its executive are different voices, and so are French and English, a post and a
report: a profile is learned from texts of one speaker, language and channel.
"""

from knowledge.voice.features import address, politeness
from knowledge.voice.manner import Manner, learn_manner
from knowledge.voice.profile import Deviation, VoiceProfile, VoiceScore

__all__ = [
    "Deviation",
    "Manner",
    "VoiceProfile",
    "VoiceScore",
    "address",
    "learn_manner",
    "politeness",
]
