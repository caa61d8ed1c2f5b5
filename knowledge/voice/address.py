"""*Tu* or *vous*, and how politely something is put.

French says whom it speaks to by pronouns first; where there is none, by the verb: an imperative
or a question without its pronoun (*regardez*, *dis-moi*). Pronouns therefore decide, and verbs
only where they are silent: "vous" said to several people beside one "ton" is *tu* only if said
less often. The lists are data (``address.toml``, ``words.toml``).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Literal

import regex

from knowledge.voice.lexicon import Span, cues, straight
from knowledge.voice.plain import READ

_VOUS = regex.compile(r"\b(?:vous|votre|vos|vôtres?)\b")
_TU = regex.compile(
    r"\b(?:tu|toi|te|ton|ta|tes)\b"
    r"|\b(?:le|la|les|du|des|au|aux) ti(?:en|enne)s?\b"
    r"|\bt'(?=[aeiouyhéèêàâîïô])"
    r"|-t(?:u|oi)\b"
    # Social French drops the vowel of "tu": t'as, t'es, and, without its hyphen, "veuxtu".
    r"|\b\p{L}{2,}[xs]tu\b"
)
# "le ton", "un ton", "de ton" are a tone; "tu" after an auxiliary is what was kept silent.
_TONE = regex.compile(r"\b(?:le|un|du|ce|même|bon|mauvais|quel) ton\b|\b(?:s'est|se sont|a) tu\b")
_EZ = regex.compile(r"\b\p{L}{2,}(?:ez|îtes|âtes)\b|\b(?:dites|faites|êtes)\b")
# An imperative opens its clause; after a subject the same letters are "il regarde".
_CLAUSE = regex.compile(
    r"(?:^|[.!?;:,…\n(«\"–—]\s{0,3}+"
    r"|\b(?:et|mais|alors|donc|ne|n'|puis|s'il te plaît|stp)\s{0,3}+)"
    r"(?P<verb>\p{L}+)(?P<after>-(?:moi|le|la|les|lui|nous|en|y)\b)?"
)


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("knowledge.voice").joinpath("address.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def address(text: str) -> Literal["tu", "vous"] | None:
    """How a French text addresses its reader: "tu", "vous", or None where nothing tells.

    Reads the first 2,000 characters. Where both are used equally often, the last one counts: an
    opening may greet everybody, and what follows speak to one.
    """
    return addressed(straight(text[:READ]))


def addressed(words: str) -> Literal["tu", "vous"] | None:
    """The same, of words that :func:`~knowledge.voice.lexicon.straight` has made."""
    tu, vous = said_to(words)
    if len(tu) != len(vous):
        return "tu" if len(tu) > len(vous) else "vous"
    if not tu:
        return None
    return "tu" if tu[-1] > vous[-1] else "vous"


def said_to(words: str) -> tuple[list[Span], list[Span]]:
    """Where such words say *tu*, and where *vous*; by the verbs where there is no pronoun."""
    words = _TONE.sub(lambda match: " " * len(match.group()), words)
    tu = [m.span() for m in _TU.finditer(words)]
    vous = [m.span() for m in _VOUS.finditer(words)]
    return (tu, vous) if tu or vous else _by_verbs(words)


def _by_verbs(words: str) -> tuple[list[Span], list[Span]]:
    """Where verbs in the second person stand: singular, and plural."""
    lists = _lists()
    plural = [m.span() for m in _EZ.finditer(words) if m.group() not in lists["not_verbs"]]
    singular = []
    for match in _CLAUSE.finditer(words, overlapped=True):
        verb = match.group("verb")
        # "dis-moi", not "est-il": what is asked of someone, with what it is done to.
        asked = match.group("after") and not verb.endswith(("ez", "ons", "t", "d"))
        if asked or verb in lists["imperatives"]:
            singular.append(match.span("verb"))
    return singular, plural


def politeness(text: str, language: str) -> float:
    """How politely a text is put: a cue score around 0, higher is politer. Reported, not judged.

    Counts greetings, thanks, apologies and requests put as wishes against blunt words, capitals
    and bare commands (after Danescu-Niculescu-Mizil et al. 2013), in ``fr`` or ``en``; each kind
    counts at most twice, so that length buys nothing. Any other language: 0.0.
    """
    if language not in ("fr", "en"):
        return 0.0
    words = straight(text[:READ])
    found = cues(words, language)

    def cue(name: str) -> int:
        return min(2, len(found.get(name, ())))

    shouted = sum(1 for w in regex.findall(r"\b\p{Lu}{4,}\b", text[:READ]))
    score = cue("greetings") + cue("thanks") + cue("please") + 0.5 * cue("sorry")
    score += 0.5 * cue("hedges") - cue("blunt") - min(2, shouted)
    score -= 0.5 * min(2, text.count("!!") + text.count("??"))
    if regex.search(r"[?]", words):
        score += 0.5
    # A long text argues; what is asked politely is short.
    return float(score - 0.5 * max(0.0, len(words) / 300 - 1))
