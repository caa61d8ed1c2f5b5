"""What was found in a text, as it is kept with a version and with a decision."""

from __future__ import annotations

from assistant.checking import Held
from assistant.review.values import Examination, Noted, key_of


def examination_of(held: Held, *, complete: bool = True) -> Examination:
    """The examination that a text was held to; ``complete`` is false where its writing broke off.

    Findings that merely say what was not checked stay among them: silence is no approval.
    """
    findings = []
    for one in held.findings:
        words = held.text[one.start : one.end]
        findings.append(
            Noted(
                key=key_of(one.check, words, one.rule, one.evidence),
                check=one.check,
                severity=str(one.severity),
                message=one.message,
                start=one.start,
                end=one.end,
                evidence=one.evidence,
                rule=one.rule,
            )
        )
    sentences = tuple(
        {
            "text": sentence.text,
            "standing": str(sentence.standing),
            "cites": [{"passage": c.passage_id, "words": c.words} for c in sentence.citations],
        }
        for sentence in held.sentences
    )
    return Examination(
        record=held.revision,
        findings=tuple(findings),
        sentences=sentences,
        judge=held.judging.model if held.judging else None,
        complete=complete,
    )
