"""A word cut to what its forms share, by Snowball, in the language it is in."""

from __future__ import annotations

from collections.abc import Callable

# Snowball's names. A text in any other language is matched by whole words.
ALGORITHMS = {
    **{"fr": "french", "en": "english", "de": "german", "es": "spanish", "it": "italian"},
    **{"pt": "portuguese", "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian"},
}

# Stemmers hold no texts and no state between words; making one takes a millisecond.
_stemmers: dict[str, Callable[[str], str]] = {}


def stemmer(language: str) -> Callable[[str], str]:
    """What cuts a folded word to its stem; what leaves it as it is in a language without one."""
    name = ALGORITHMS.get(language)
    if name is None:
        return str
    if name not in _stemmers:
        import Stemmer

        _stemmers[name] = Stemmer.Stemmer(name).stemWord
    return _stemmers[name]


def stem(word: str, language: str) -> str:
    """The stem of a folded word."""
    return stemmer(language)(word)
