"""Whether a text sounds like the brand: its percentile, and the three ways in which it strays."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks import Context
from assistant.checks.running import not_checked
from assistant.model import Draft, Finding, Severity
from knowledge.voice import ENOUGH, Deviation, VoiceScore

FAR = 5.0
"""The percentile under which a text is said to be far from the voice."""
LEAST = 40
"""Characters of a text from which its voice can be told."""


def check(draft: Draft, context: Context) -> list[Finding]:
    """That the text is far from the brand's voice in its language, and what makes it so.

    How near any text is, :class:`knowledge.voice.VoiceScore` tells; only what is far is a finding.
    """
    if context.record is None:
        return [not_checked("voice", context.locale)]
    profile = context.record.voice(draft.language)
    if len(draft.text) < LEAST:
        return []
    if profile is None or not profile.knows_enough:
        return [
            not_checked(
                "voice", context.locale, _few(profile.statements if profile else 0, context)
            )
        ]
    score = profile.score(draft.text)
    return (
        list(_findings(score, profile.statements, draft, context)) if score.percentile < FAR else []
    )


def _few(size: int, context: Context) -> str:
    return (
        f"{size} déclarations connues dans cette langue ; il en faut {ENOUGH}."
        if context.locale == "fr"
        else f"{size} statements are known in this language; {ENOUGH} are needed."
    )


def _findings(score: VoiceScore, known: int, draft: Draft, context: Context) -> Iterator[Finding]:
    french = context.locale == "fr"
    share = round(score.percentile)
    strays = [strayed(one, context.locale) for one in score.deviations]
    told = (
        f"Plus proche de votre voix que {share} % seulement de vos propres textes ({known} connus)."
        if french
        else f"Closer to your voice than only {share} % of your own texts ({known} known)."
    )
    if strays:
        told += (" Ce qui s'en écarte : " if french else " What strays: ") + "; ".join(strays) + "."
    span = (0, len(draft.text))
    for one in score.deviations[:1]:
        span = one.spans[0] if one.spans else span
    yield Finding("voice", Severity.WARN, told, *span)


def strayed(one: Deviation, locale: str) -> str:
    """In what a text departs from the voice, in a few words of ``locale``."""
    less, more = _TRAITS.get(one.feature, ((one.feature, one.feature),) * 2)
    return (less if one.direction == "less" else more)[locale == "fr"]


_TRAITS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "length": (
        ("shorter than usual", "plus court que d'habitude"),
        ("longer than usual", "plus long que d'habitude"),
    ),
    "words a sentence": (
        ("shorter sentences", "phrases plus courtes"),
        ("longer sentences", "phrases plus longues"),
    ),
    "characters a word": (
        ("shorter words", "mots plus courts"),
        ("longer words", "mots plus longs"),
    ),
    "readability": (
        ("harder to read", "plus difficile à lire"),
        ("easier to read", "plus facile à lire"),
    ),
    "we": (("says “we” less", "dit moins « nous »"), ("says “we” more", "dit plus « nous »")),
    "you": (
        ("addresses people less", "s'adresse moins aux gens"),
        ("addresses people more", "s'adresse plus aux gens"),
    ),
    "I": (("says “I” less", "dit moins « je »"), ("says “I” more", "dit plus « je »")),
    "hedges": (("hedges less", "nuance moins"), ("hedges more", "nuance plus")),
    "formality": (
        ("less formal than usual", "moins soutenu que d'habitude"),
        ("more formal than usual", "plus soutenu que d'habitude"),
    ),
    "address": (("addresses people otherwise", "s'adresse autrement aux gens"),) * 2,
    "opening": (("opens otherwise", "commence autrement"),) * 2,
    "closing": (("closes otherwise", "finit autrement"),) * 2,
    "wording": (("words you don't use", "des mots que vous n'employez pas"),) * 2,
}
_COUNTED = {
    "exclamations": ("exclamation marks", "de points d'exclamation"),
    "questions": ("questions", "de questions"),
    "ellipses": ("ellipses", "de points de suspension"),
    "dashes": ("dashes", "de tirets"),
    "colons": ("colons", "de deux-points"),
    "parentheses": ("parentheses", "de parenthèses"),
    "quotation marks": ("quotation marks", "de guillemets"),
    "line breaks": ("line breaks", "de retours à la ligne"),
    "blank lines": ("blank lines", "de lignes vides"),
    "capitals": ("words in capitals", "de mots en capitales"),
    "figures": ("figures", "de chiffres"),
    "emoji": ("emoji", "d'émojis"),
    "hashtags": ("hashtags", "de mots-dièse"),
    "handles": ("mentions", "de mentions"),
    "links": ("links", "de liens"),
}
_TRAITS |= {
    name: ((f"fewer {english}", f"moins {french}"), (f"more {english}", f"plus {french}"))
    for name, (english, french) in _COUNTED.items()
}
