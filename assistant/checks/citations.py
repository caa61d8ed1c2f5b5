"""Whether what a draft cites is on record: each passage retrieved, each quotation to the letter.

A quotation that its passage does not hold is the worst thing a reply can carry, since it will be
looked up. What fails is marked on the sentence, which loses its standing, and told in a finding;
it is never taken out, because an uncited claim that looks clean would be worse. What is on record
may still be unfit to send: replaced by a later statement, expired, or not public today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.checks import Context, placed
from assistant.model import Citation, Draft, Finding, Sentence, Severity, Standing
from knowledge.cleaning import one_line, squash
from knowledge.model import Passage, Visibility

SHOWN = 90
"""Characters of a quotation that a finding repeats."""

# A sentence has these only by its citations.
_CITED = frozenset({Standing.QUOTED, Standing.SUPPORTED})
# The stop at the end of a quotation may move to the end of the sentence around it.
_ENDS = " .…"


def verify(sentence: Sentence, passages: Mapping[str, Passage]) -> Sentence:
    """``sentence``, with its standing *not checked* when one of its citations does not hold.

    A citation holds when its passage is among ``passages``, its words are in that passage to the
    letter (white space and quotation marks aside), and they are in the sentence too. The text and
    the citations stay as they are, so that a person sees what was claimed.
    """
    uncited = sentence.standing in _CITED and not sentence.citations
    if uncited or any(_fault(one, sentence, passages) for one in sentence.citations):
        return replace(sentence, standing=Standing.NOT_CHECKED)
    return sentence


def check(draft: Draft, context: Context) -> list[Finding]:
    """What is wrong with the draft's citations, and what is unfit in the passages they cite."""
    findings: list[Finding] = []
    for sentence, span in placed(draft):
        if sentence.standing in _CITED and not sentence.citations:
            findings.append(_finding("uncited", Severity.BLOCK, context.locale, span))
        findings.extend(_findings(sentence, context, span))
    return findings


def _findings(sentence: Sentence, context: Context, span: tuple[int, int]) -> Iterator[Finding]:
    for citation in sentence.citations:
        fault = _fault(citation, sentence, context.passages)
        passage = context.passages.get(citation.passage_id)
        facts = {
            "words": one_line(citation.words, SHOWN),
            "title": passage.title if passage else "",
        }
        if fault:
            yield _finding(fault, Severity.BLOCK, context.locale, span, citation, **facts)
        if passage is None:
            continue
        reason = _unfit(passage, context.today)
        if reason:
            facts["day"] = passage.access.expires or passage.access.embargoed_until or ""
            yield _finding(reason, Severity.BLOCK, context.locale, span, citation, **facts)
        if passage.superseded_by is not None:
            facts["title"] = passage.superseded_by.title or passage.superseded_by.document_id
            facts["day"] = passage.superseded_by.date or _UNDATED[context.locale == "fr"]
            yield _finding("superseded", Severity.WARN, context.locale, span, citation, **facts)


def _fault(citation: Citation, sentence: Sentence, passages: Mapping[str, Passage]) -> str | None:
    """What is wrong with a citation, or nothing: the name of one of the messages below."""
    passage = passages.get(citation.passage_id)
    if passage is None:
        return "unknown"
    if not _holds(passage.text, citation.words):
        return "invented"
    # Only a sentence that quotes has to hold the words; another may tell them in its own.
    if sentence.standing in (Standing.SUPPORTED, Standing.EXTENDS) or _holds(
        sentence.text, citation.words.rstrip(_ENDS)
    ):
        return None
    return "elsewhere"


def _holds(text: str, words: str) -> bool:
    """Whether ``words`` are in ``text`` to the letter, as whole words."""
    text, words = squash(text), squash(words)
    if not any(character.isalnum() for character in words):
        return False
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        cut_before = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        cut_after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not (cut_before or cut_after):
            return True
        at = text.find(words, at + 1)
    return False


def _unfit(passage: Passage, today: str) -> str | None:
    if passage.access.is_public_on(today):
        return None
    if passage.access.expires is not None and today > passage.access.expires:
        return "expired"
    return "internal" if passage.access.visibility is Visibility.INTERNAL else "embargoed"


_UNDATED = {False: "undated", True: "sans date"}
_MESSAGES = {
    "unknown": (
        "This sentence cites a passage that was not found on record for this post. Take the "
        "sentence out, or give it a source.",
        "Cette phrase cite un passage qui n'a pas été trouvé au registre pour ce message. "
        "Retirez-la, ou donnez-lui une source.",
    ),
    "invented": (
        "The words “{words}” are not in the passage they are attributed to ({title}). Don't "
        "publish them as a quotation.",
        "Les mots « {words} » ne figurent pas dans le passage auquel ils sont attribués "
        "({title}). Ne les publiez pas comme une citation.",
    ),
    "elsewhere": (
        "This sentence cites “{words}” but says something else: read it against its source.",
        "Cette phrase cite « {words} » mais dit autre chose : relisez-la face à sa source.",
    ),
    "uncited": (
        "This sentence is given as taken from the record, but cites no passage.",
        "Cette phrase est présentée comme tirée du registre, mais ne cite aucun passage.",
    ),
    "superseded": (
        "“{words}” has since been replaced by “{title}” ({day}): quote the newer statement, or "
        "say that this one is of the past.",
        "« {words} » a été remplacé depuis par « {title} » ({day}) : citez la déclaration "
        "récente, ou dites que celle-ci appartient au passé.",
    ),
    "expired": (
        "“{words}” comes from a text that expired on {day}: it can't be published any more.",
        "« {words} » vient d'un texte périmé depuis le {day} : il ne peut plus être publié.",
    ),
    "embargoed": (
        "“{words}” comes from a text under embargo until {day}: it can't be published yet.",
        "« {words} » vient d'un texte sous embargo jusqu'au {day} : il ne peut pas encore être "
        "publié.",
    ),
    "internal": (
        "“{words}” comes from an internal text ({title}): it can't be published.",
        "« {words} » vient d'un texte interne ({title}) : il ne peut pas être publié.",
    ),
}


def _finding(
    name: str,
    severity: Severity,
    locale: str,
    span: tuple[int, int],
    citation: Citation | None = None,
    **facts: str,
) -> Finding:
    wording = _MESSAGES[name][locale == "fr"]
    evidence = (citation.passage_id,) if citation else ()
    # Not str.format on the facts: words from outside may hold braces.
    for key, value in facts.items():
        wording = wording.replace("{" + key + "}", value.replace("{", "(").replace("}", ")"))
    return Finding("citations", severity, wording.replace(" ()", ""), *span, evidence=evidence)
