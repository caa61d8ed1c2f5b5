"""Whether a sentence that states something has a source, and the figures it gives are in it.

A drafted sentence may cite nothing only when it states nothing: a greeting, thanks, a question.
And a figure is what gets quoted back: one that no cited passage has must not go out by accident.
What passages say in other words is not judged here; that it was not judged is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks import Context, placed
from assistant.model import Draft, Finding, Sentence, Severity, Standing
from knowledge.cleaning import squash

LONGEST_COURTESY = 30
"""Words of a sentence that may be a courtesy."""

_STATES = re.compile(
    r"""(?ix)\d|%|€|\$|£|\b(?:
    we\s(?:have|had|did|do|are|were|will|shall|pay|paid|cut|publish|buy|make|made|use|reduced?|built|build|believe|
        commit|promise|pledge|invest(?:ed)?|guarantee|ensure|support(?:ed)?|work)|we['’](?:ve|ll|re)|our\s\w+\s(?:is|are|was|were|has|have|will)|
    nous\s(?:avons|aurons|sommes|serons|payons|réduisons|publions|achetons|faisons|utilisons|croyons|promettons|
        investissons|garantissons|soutenons|travaillons|allons|engageons|nous\sengageons)|
    no[ts]r?e?\s\w+\s(?:est|sont|a|ont|sera|seront)|j['’]ai|je\sm['’]engage
    )\b"""
)
# What such words may say and still state nothing about the brand.
_COURTEOUS = re.compile(
    r"""(?ix)\b(?:
    we\s(?:have\sread|are\ssorry|hear|understand|are\slistening|are\shere|will\sanswer|are\schecking)|we['’]re\s(?:sorry|listening|here)|
    nous\s(?:avons\s(?:bien\s)?lu|sommes\s(?:désolés|navrés|à\svotre)|entendons|comprenons|vous\s\w+)
    )\b"""
)
_FIGURE = re.compile(r"(?<![\w.,])\d[\d\s\u00a0\u202f.,]*\d|(?<![\w.,])\d")
_WORDS = {
    "uncited": (
        "This sentence states something and names no source: take it out, or find what it rests "
        "on.",
        "Cette phrase affirme quelque chose et ne nomme aucune source : retirez-la, ou trouvez "
        "sur quoi elle repose.",
    ),
    "figure": (
        "{figure} is not in the passage that this sentence cites: check it, or take it out.",
        "{figure} ne figure pas dans le passage que cette phrase cite : vérifiez, ou retirez-le.",
    ),
}


def is_courtesy(text: str) -> bool:
    """Whether a sentence states nothing that would need a source."""
    if len(text.split()) > LONGEST_COURTESY:
        return False
    if text.rstrip("»”\"' ").endswith("?"):
        return not _FIGURE.search(text)
    return not _STATES.search(_COURTEOUS.sub(" ", text))


def check(draft: Draft, context: Context) -> list[Finding]:
    """The sentences without a source, and the figures that their sources do not have."""
    return [
        finding
        for sentence, span in placed(draft)
        for finding in _findings(sentence, context, span)
    ]


def _findings(sentence: Sentence, context: Context, span: tuple[int, int]) -> Iterator[Finding]:
    french = context.locale == "fr"
    if sentence.standing in (Standing.NOT_CHECKED, Standing.NEW) and not sentence.citations:
        if not is_courtesy(sentence.text):
            yield Finding("sources", Severity.BLOCK, _WORDS["uncited"][french], *span)
        return
    passages = [context.passages.get(c.passage_id) for c in sentence.citations]
    known = [p for p in passages if p is not None]
    if not known:
        return
    told = " ".join(f"{p.text} {p.date or ''} {p.title}" for p in known)
    # A date is given as the passage has it, or in words: its day and its year.
    there = {_digits(f) for f in _FIGURE.findall(squash(told))} | set(re.findall(r"\d+", told))
    there |= {part.lstrip("0") for part in re.findall(r"\d+", told)}
    for figure in dict.fromkeys(_FIGURE.findall(squash(sentence.text))):
        if _digits(figure) not in there:
            words = _WORDS["figure"][french].replace("{figure}", figure.strip())
            ids = tuple(p.id for p in known)
            yield Finding("sources", Severity.BLOCK, words, *span, evidence=ids)


def _digits(figure: str) -> str:
    """A figure whatever its separators: "2 400" and "2,400" are one."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", figure).strip(".,")
    whole = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare)
    return re.sub(r"[.,]", "", bare) if whole else bare.replace(",", ".")
