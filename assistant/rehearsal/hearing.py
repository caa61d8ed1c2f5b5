"""How an answer reads, in words for whoever gave it, and only where it is worth saying.

A rating alone is a number that errs. What is said here holds whatever the rating: the words that
were found, and what was not found at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.rehearsal.values import Degree, Delivery, Rating, Technique

ENOUGH = 8
"""Words from which an answer is long enough to be told how it reads: "No." needs no figure."""
MOST = 4
"""Words of one kind that are pointed at."""

HEAVY = 3
"""Bad words from which an answer is told to sound gloomy."""

_FACTS = ("figures", "times", "names")
_SAID = {
    "en": {
        "vague": "Reads as vague",
        "unsure": "Sounds unsure",
        "gloomy": "Sounds gloomy",
        "figures": "no figure",
        "times": "no date",
        "names": "no name",
        "hedge": "hedged by {words}",
        "loose": "loose words: {words}",
        "silent": "says what it will not say: {words}",
        "bad": "weighed down by {words}",
        "lead": "{reading}: {reasons}.",
        "between": "; ",
        "quote": "“{word}”",
    },
    "fr": {
        "vague": "Sonne vague",
        "unsure": "Semble mal assuré",
        "gloomy": "Sonne sombre",
        "figures": "pas de chiffre",
        "times": "pas de date",
        "names": "pas de nom",
        "hedge": "des réserves ({words})",
        "loose": "des mots flous ({words})",
        "silent": "dit ce qu'il ne dira pas ({words})",
        "bad": "le poids de {words}",
        "lead": "{reading} : {reasons}.",
        "between": " ; ",
        "quote": "« {word} »",
    },
}


def heard_as(delivery: Delivery, technique: Technique, language: str) -> dict[str, str]:
    """What to tell of how an answer reads, with the words it goes by.

    A sentence each for ``vague``, ``unsure`` and ``gloomy``, where it is so.
    """
    if technique.words < ENOUGH:
        return {}
    said = _SAID["fr" if language == "fr" else "en"]
    found = (
        ("vague", _vague(delivery.specific, said)),
        ("unsure", _unsure(delivery.assertive, said)),
        ("gloomy", _gloomy(delivery.optimistic, said)),
    )
    return {
        name: said["lead"].format(reading=said[name], reasons=_joined(reasons, said))
        for name, reasons in found
        if reasons
    }


def _vague(rating: Rating, said: dict[str, str]) -> list[str]:
    """Little that is specific, and nothing that could be checked."""
    missing = [name for name in _FACTS if not _words(rating, name)]
    if rating.degree is not Degree.LITTLE or not {"figures", "times"} <= set(missing):
        return []
    loose = _words(rating, "vague")
    pointed = _pointing("loose", loose, said) if len(loose) > 1 else []
    return [said[name] for name in missing] + pointed


def _unsure(rating: Rating, said: dict[str, str]) -> list[str]:
    """Little assertive, and words that show it: an honest limit alone is none."""
    hedges = _words(rating, "hedge")
    if rating.degree is not Degree.LITTLE or not hedges:
        return []
    return _pointing("hedge", hedges, said) + _pointing("silent", _words(rating, "silent"), said)


def _gloomy(rating: Rating, said: dict[str, str]) -> list[str]:
    """More bad words than an answer needs: what is bad has to be said, once."""
    bad, good = _words(rating, "bad"), _words(rating, "good")
    if rating.degree is Degree.CLEARLY or len(bad) < HEAVY or len(bad) <= 2 * len(good):
        return []
    return _pointing("bad", bad, said)


def _words(rating: Rating, name: str) -> tuple[str, ...]:
    sign = rating.sign(name)
    return sign.words if sign is not None else ()


def _pointing(name: str, words: Iterable[str], said: dict[str, str]) -> list[str]:
    few = list({word.casefold(): word for word in reversed(list(words))}.values())[::-1][:MOST]
    shown = ", ".join(said["quote"].format(word=word) for word in few)
    return [said[name].format(words=shown)] if few else []


def _joined(parts: list[str], said: dict[str, str]) -> str:
    return said["between"].join(parts) if any("," in part for part in parts) else ", ".join(parts)
