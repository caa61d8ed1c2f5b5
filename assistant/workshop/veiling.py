"""Who somebody is, taken out of what they wrote, as far as it can be recognised.

Addresses, numbers and accounts have a form and are found by it (handed in: the house masks exports
the same way). Names of people have none: they are found after what goes before a name ("Mme",
"my manager"), where somebody signs or says what they are called, and where two capitalised words
stand together that the public record does not know. That finds too much now and then, and never
everything: a reader is told so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from knowledge.cleaning import fold
from knowledge.lexical import STOP

Mask = Callable[[str, str], str]
"""Contact details replaced by marks in a language."""

_CAP = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-’'][A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿ]+)*"
_NAME = rf"{_CAP}(?:[ \u00a0](?:de |d['’]|du |van |von )?(?:{_CAP}|[A-ZÀ-Þ]{{2,}}\b)){{0,2}}"
_BEFORE = "|".join(
    (
        r"M\.|MM\.|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle",
        r"(?:[Mm]on|[Mm]a|[Nn]otre|[Ll]e|[Ll]a) (?:chef|cheffe|responsable|collègue|manager|"
        r"directeur|directrice|patron|patronne|supérieure?|N\+1)",
        r"(?:[Mm]y|[Oo]ur|[Tt]he) (?:boss|manager|colleague|supervisor|director|line manager|"
        r"team leader|head of department)",
        r"(?:[Jj]e m['’]appelle|[Mm]y name is|[Mm]oi,? c['’]est|[Ss]igné ?:?|[Ss]igned,?|"
        r"[Cc]ordialement,?|[Bb]ien à vous,?|[Kk]ind regards,?|[Bb]est regards,?|[Rr]egards,?|"
        r"[Ss]incerely,?)",
    )
)
_AFTER = re.compile(rf"\b(?P<before>{_BEFORE})(?P<gap>[\s,]+)(?P<name>{_NAME})")
_I_AM = re.compile(rf"\b(?P<before>[Jj]e suis|I am|I['’]m|[Ii]ci)(?P<gap> )(?P<name>{_CAP} {_CAP})")
_PAIR = re.compile(rf"\b(?P<one>{_CAP})[ \u00a0](?P<two>{_CAP}|[A-ZÀ-Þ]{{3,}})\b")
_MARKS = {"fr": "[nom]", "en": "[name]"}
_DULL = STOP["fr"] | STOP["en"]


def veil(text: str, language: str, known: Collection[str], mask: Mask) -> str:
    """``text`` with contact details and names replaced by marks. ``known`` are folded words that
    the public record writes with a capital: places, products, whoever speaks for the brand."""
    mark = _MARKS["fr" if language == "fr" else "en"]

    def named(match: re.Match[str]) -> str:
        name = match["name"]
        if all(fold(word) in known for word in name.split()):
            return match.group()
        return f"{match['before']}{match['gap']}{mark}"

    def paired(match: re.Match[str]) -> str:
        one, two = fold(match["one"]), fold(match["two"])
        if one in _DULL or two in _DULL or one in known or two in known:
            return match.group()
        return mark

    masked = mask(text, language)
    return _PAIR.sub(paired, _I_AM.sub(named, _AFTER.sub(named, masked)))
