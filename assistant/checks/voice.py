"""Whether a text sounds like the brand: its percentile, and the three ways in which it strays."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks import Context
from assistant.checks.running import not_checked
from assistant.model import Draft, Finding, Severity
from knowledge.voice import Deviation
from knowledge.voice.profile import ENOUGH, VoiceScore

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
        return [not_checked("voice", context.locale, _few(profile.size if profile else 0, context))]
    score = profile.score(draft.text)
    return list(_findings(score, draft, context)) if score.percentile < FAR else []


def _few(size: int, context: Context) -> str:
    return (
        f"{size} déclarations connues dans cette langue ; il en faut {ENOUGH}."
        if context.locale == "fr"
        else f"{size} statements are known in this language; {ENOUGH} are needed."
    )


def _findings(score: VoiceScore, draft: Draft, context: Context) -> Iterator[Finding]:
    french = context.locale == "fr"
    share = round(score.percentile)
    strays = [_said(one, french) for one in score.deviations]
    told = (
        f"Plus proche de votre voix que {share} % seulement de vos propres textes "
        f"({score.known} connus)."
        if french
        else f"Closer to your voice than only {share} % of your own texts ({score.known} known)."
    )
    if strays:
        told += (" Ce qui s'en écarte : " if french else " What strays: ") + "; ".join(strays) + "."
    span = (0, len(draft.text))
    for one in score.deviations[:1]:
        span = one.spans[0] if one.spans else span
    yield Finding("voice", Severity.WARN, told, *span)


def _said(one: Deviation, french: bool) -> str:
    less, more = _TRAITS.get(one.trait, ((one.trait, one.trait), (one.trait, one.trait)))
    return (more if one.deviations > 0 else less)[french]


_TRAITS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "length": (
        ("shorter than usual", "plus court que d'habitude"),
        ("longer than usual", "plus long que d'habitude"),
    ),
    "sentence length": (
        ("shorter sentences", "phrases plus courtes"),
        ("longer sentences", "phrases plus longues"),
    ),
    "word length": (("shorter words", "mots plus courts"), ("longer words", "mots plus longs")),
    "lines": (("fewer lines", "moins de lignes"), ("more lines", "plus de lignes")),
    "hashtags": (
        ("fewer hashtags", "moins de mots-dièse"),
        ("more hashtags", "plus de mots-dièse"),
    ),
    "mentions": (("fewer mentions", "moins de mentions"), ("more mentions", "plus de mentions")),
    "emoji": (("fewer emoji", "moins d'émojis"), ("more emoji", "plus d'émojis")),
    "exclamations": (
        ("fewer exclamation marks", "moins de points d'exclamation"),
        ("more exclamation marks", "plus de points d'exclamation"),
    ),
    "questions": (
        ("fewer questions", "moins de questions"),
        ("more questions", "plus de questions"),
    ),
    "links": (("fewer links", "moins de liens"), ("more links", "plus de liens")),
    "figures": (("fewer figures", "moins de chiffres"), ("more figures", "plus de chiffres")),
    "commas": (("fewer commas", "moins de virgules"), ("more commas", "plus de virgules")),
    "dashes": (("fewer asides", "moins d'incises"), ("more asides", "plus d'incises")),
    "quotation marks": (
        ("fewer quotation marks", "moins de guillemets"),
        ("more quotation marks", "plus de guillemets"),
    ),
    "we": (("says “we” less", "dit moins « nous »"), ("says “we” more", "dit plus « nous »")),
    "you": (
        ("addresses people less", "s'adresse moins aux gens"),
        ("addresses people more", "s'adresse plus aux gens"),
    ),
    "I": (("says “I” less", "dit moins « je »"), ("says “I” more", "dit plus « je »")),
    "tu": (("says “tu” less", "tutoie moins"), ("says “tu”", "tutoie")),
    "vous": (("says “vous” less", "vouvoie moins"), ("says “vous”", "vouvoie")),
    "hedges": (("hedges less", "nuance moins"), ("hedges more", "nuance plus")),
    "formal": (("less formal words", "moins de mots soutenus"), ("formal words", "mots soutenus")),
    "casual": (
        ("less casual words", "moins de mots familiers"),
        ("casual words", "mots familiers"),
    ),
    "capitals": (
        ("fewer capitals", "moins de capitales"),
        ("words in capitals", "mots en capitales"),
    ),
    "capitalised": (
        ("fewer capital letters", "moins de majuscules"),
        ("more capital letters", "plus de majuscules"),
    ),
    "greets": (("no greeting", "pas de salutation"), ("a greeting", "une salutation")),
    "ends in a stop": (
        ("no mark at the end", "pas de ponctuation finale"),
        ("a mark at the end", "une ponctuation finale"),
    ),
    "wording": (
        ("words you don't use", "mots que vous n'employez pas"),
        ("words you don't use", "mots que vous n'employez pas"),
    ),
}
