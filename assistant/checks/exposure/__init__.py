"""How a reply lays the brand open: what a critic would do with it, before a critic does.

A reply is read beside what the brand said before, out of its context, and by people it was not
written for. So this check looks for past words that would be put beneath it, for the line that
would make the headline, for what the post asked and the draft passes over, for a reply that was
sent already, for money offered in public, for "write to us" that leads nowhere, and for what is a
person's own business. What is noticed is a warning at most, but for a person's address or account,
which may not go out.
"""

from __future__ import annotations

from assistant.checks import Context
from assistant.checks.exposure import personal, recalled, unanswered, wording
from assistant.checks.exposure.lines import NAME, lines
from assistant.model import Draft, Finding, Severity

_NOT_CHECKED = (
    "Not checked: whether past statements or recent replies can be held against this text, since "
    "no record was at hand.",
    "Non vérifié : si des déclarations passées ou des réponses récentes peuvent être opposées à ce "
    "texte, faute de registre.",
)


def check(draft: Draft, context: Context) -> list[Finding]:
    """The findings, the gravest kinds first; parts that need the record say when it was not."""
    written = lines(draft)
    findings = [*personal.look(draft, written, context), *wording.look(draft, written, context)]
    if context.record is None:
        findings.append(Finding(NAME, Severity.NOTE, _NOT_CHECKED[context.locale == "fr"]))
    else:
        findings.extend(recalled.sameness(draft, context, context.record))
        findings.extend(recalled.quotes(draft, written, context, context.record))
    if context.answers:
        findings.extend(unanswered.look(draft, context))
    return findings
