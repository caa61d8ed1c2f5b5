"""Whether a draft was written to its end, and in the language it is meant to be in.

Only a model fails in these ways. A draft that was cut off may look whole: what is missing is what
would have followed.
"""

from __future__ import annotations

from assistant.checks import Context
from assistant.model import Draft, Finding, Severity, Standing
from knowledge import languages

SURE = 0.85
"""How sure the language must be, before a draft is said to be in another."""
ENOUGH = 40
"""Characters of the draft's own words from which its language is looked at."""

_WORDS = {
    "cut off": (
        "The model was cut off: the end of this draft is missing. It cannot be approved; draft "
        "it again.",
        "Le modèle a été interrompu : la fin de cette réponse manque. Elle ne peut pas être "
        "approuvée ; relancez-la.",
    ),
    "language": (
        "This draft is not written in the language that was asked for.",
        "Cette réponse n'est pas écrite dans la langue demandée.",
    ),
}


def check(draft: Draft, context: Context) -> list[Finding]:
    """The findings: at most one for each of the two."""
    french = context.locale == "fr"
    span = (0, len(draft.text))
    findings = []
    if not draft.complete:
        findings.append(Finding("writing", Severity.BLOCK, _WORDS["cut off"][french], *span))
    # A quotation stays in its own language; the words around it tell.
    own = " ".join(s.text for s in draft.sentences if s.standing is not Standing.QUOTED)
    if len(own) >= ENOUGH:
        found = languages.detect(own)
        if found.code != draft.language and found.confidence >= SURE:
            findings.append(Finding("writing", Severity.BLOCK, _WORDS["language"][french], *span))
    return findings
