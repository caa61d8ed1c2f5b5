"""A breach told to a communications team: what is wrong, by which clause, what to say instead.

One that only reads like others is told as such, with the wording that it is like.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks.claims import grounds
from assistant.checks.claims.finding import Breach, Evidence
from assistant.model import Finding
from knowledge.sentences import sentences

_LONGEST = 220
"""Letters of a sentence on record that is proposed in the place of a claim."""
_SHORT = 60
_TEXTS = {
    "breach": (
        "“{words}” ({rule}): {bans} Source: {law}. Acceptable: {accept}",
        "« {words} » ({rule}) : {bans} Source : {law}. Acceptable : {accept}",
    ),
    "like": (
        "“{words}” is in no list, but reads like what clause {rule} bans, for example “{like}”. "
        "Please check. The clause: {bans} Source: {law}. Acceptable: {accept}",
        "« {words} » ne figure dans aucune liste, mais ressemble à ce que vise le point {rule}, "
        "par exemple « {like} ». À vérifier. Le point : {bans} Source : {law}. "
        "Acceptable : {accept}",
    ),
    "company": (
        "The clause is written for products; of a company the same words may mislead (article 6).",
        "La clause vise les produits ; pour une entreprise, les mêmes mots peuvent tromper "
        "(article 6).",
    ),
    "weighed": (
        "Something on record bears on it, but it is not said here.",
        "Un élément au registre l'éclaire, mais il n'est pas dit ici.",
    ),
    "against": ("The record says otherwise.", "Le registre dit autre chose."),
    "quoted": (
        "These words are on record; to publish them again is still a claim.",
        "Ces mots sont au registre ; les publier à nouveau reste une allégation.",
    ),
    "instead": ("On record: “{fact}”", "Au registre : « {fact} »"),
}


def told(
    breach: Breach,
    text: str,
    locale: str,
    evidence: Sequence[Evidence] = (),
    on_record: bool = False,
) -> Finding:
    """The finding, in the reader's language. ``on_record``: the sentence is quoted from there."""
    fr = locale == "fr"
    clause, words = breach.clause, text[breach.start : breach.end].strip()
    facts = clause.told["fr" if fr else "en"]
    message = [
        _TEXTS["like" if breach.like else "breach"][fr].format(
            words=words,
            rule=clause.id,
            like=breach.like.rstrip("."),
            bans=_lowered(facts["bans"]),
            law=clause.law["fr" if fr else "en"],
            accept=_lowered(facts["accept"]),
        )
    ]
    if breach.company:
        message.append(_TEXTS["company"][fr])
    if breach.weighed:
        message.append(_TEXTS["against" if clause.needs_record else "weighed"][fr])
    if on_record:
        message.append(_TEXTS["quoted"][fr])
    if facts["alike"]:
        message.append(facts["alike"])
    # All of a text is no words to drop: then its own first words stand for it.
    proposal = facts["proposal"].replace("{words}", _short(words) if breach.like else words)
    fact = _fact(text[slice(*breach.sentence)], evidence, "fr" if fr else "en")
    if fact is not None:
        proposal = f"{proposal} {_TEXTS['instead'][fr].format(fact=fact[0])}"
    ids = dict.fromkeys(e.id for e in (*breach.weighed, *([fact[1]] if fact else [])) if e.id)
    return Finding(
        "claims",
        breach.severity,
        " ".join(message),
        breach.start,
        breach.end,
        evidence=tuple(ids),
        proposal=proposal,
        rule=clause.id,
    )


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]}…"


def _lowered(sentence: str) -> str:
    """A sentence that goes on after a colon; an acronym keeps its capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _fact(claim: str, evidence: Sequence[Evidence], language: str) -> tuple[str, Evidence] | None:
    """The sentence on record that gives a figure and shares most words with the claim."""
    mine, best = grounds.stems(claim, language), None
    shared = 0
    for one in (e for e in evidence if e.public):
        for start, end in sentences(one.text, language):
            fact = one.text[start:end]
            near = len(mine & grounds.stems(fact, language))
            if near > shared and end - start <= _LONGEST and grounds.stands("figure", fact):
                best, shared = (fact, one), near
    return best
