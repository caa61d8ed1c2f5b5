"""The text against the *dated* record: does it say otherwise than what was said before?

Each finding gives both sentences, with who said the earlier one and when, as "please check": a
person decides whether the change is meant. (That words of a superseded statement are quoted again,
the check of citations tells.) A change that the text itself owns up to ("we said X in
2021; we now say Y because Z") is none to warn of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.checks import Context, OnRecord, placed
from assistant.checks.running import not_checked
from assistant.inference import Entailer
from assistant.inference.mismatch import Mismatch, mismatches
from assistant.inference.words import served, take_apart
from assistant.model import Draft, Finding, Sentence, Severity, Standing
from assistant.quoting import Quotable, quotable, quotable_sentences
from knowledge.cleaning import fold, one_line, squash
from knowledge.model import Kind, Passage
from knowledge.quantities import SHARE
from knowledge.speaking import OTHERS

SURE = {"negation": 0.4, "opposite": 0.6}
"""The learned opposition that a "not" or an opposite must reach too; a figure needs none."""
NEARLY = 0.75
"""The share of both sentences' words from which a change of scope is told."""
MOST = 2
"""Earlier statements that one sentence is held against in the findings."""


class Consistency:
    """The check, with what weighs statements against each other."""

    def __init__(self, entailer: Entailer) -> None:
        self._entailer = entailer

    def check(self, draft: Draft, context: Context) -> list[Finding]:
        """What the brand said otherwise before, or since; superseded words that are used again."""
        if context.record is None:
            return [not_checked("consistency", context.locale)]
        found: list[Finding] = []
        listed = list(placed(draft))
        for at, (sentence, span) in enumerate(listed):
            if sentence.standing is Standing.COURTESY:
                continue
            around = " ".join(one.text for one, _ in listed[max(0, at - 1) : at + 2])
            found += self._findings(sentence, span, around, draft.language, context, context.record)
        return found

    def _findings(
        self,
        sentence: Sentence,
        span: tuple[int, int],
        around: str,
        language: str,
        context: Context,
        record: OnRecord,
    ) -> Iterator[Finding]:
        # What a draft quotes was retrieved with what stands around it: nothing to look up again.
        near = (
            list(context.passages.values())
            if sentence.citations and context.passages
            else [hit.passage for hit in record.near(sentence.text)]
        )
        cited = {citation.passage_id for citation in sentence.citations}
        said = _said(passage for passage in near if passage.id not in cited)
        owned = is_declared(around, language)
        otherwise = (
            []
            if owned or not _says(sentence.text, language)
            else against(sentence.text, said, served(language), self._entailer)
        )
        confirmed = any(passage.id in cited for passage in near) or any(
            squash(sentence.text).rstrip(" .") in squash(one.quote) for one in said
        )
        for one, mismatch in otherwise[:MOST]:
            yield _differs(one, mismatch, sentence, span, context, confirmed)
        if not otherwise and not owned:
            yield from _scope(sentence, said, span, served(language), context)


def contradicted(
    text: str, around: str, near: Iterable[Passage], language: str, entailer: Entailer
) -> list[tuple[Passage, str, Mismatch]]:
    """The sentences of ``near`` that one sentence speaks against for certain, each with its passage
    and what differs, the newest first; none where ``around`` owns up to a change."""
    if is_declared(around, language) or not _says(text, language):
        return []
    found = against(text, _said(near), served(language), entailer)
    return [(one.passage, one.quote, mismatch) for one, mismatch in found]


def against(
    text: str, said: Sequence[_Earlier], language: str, entailer: Entailer
) -> list[tuple[_Earlier, Mismatch]]:
    """The earlier sentences that this one contradicts for certain, the newest first."""
    found: dict[str, tuple[_Earlier, Mismatch]] = {}
    for one in said:
        for mismatch in mismatches(text, one.quote, language):
            least = SURE.get(mismatch.kind)
            if least and entailer.opposition(one.quote, text, language) < least:
                continue
            if _has_figures_of(text, said, mismatch, language):
                continue
            found.setdefault(squash(one.quote), (one, mismatch))
    return sorted(found.values(), key=lambda pair: pair[0].passage.date or "", reverse=True)


def _said(near: Iterable[Passage]) -> list[_Earlier]:
    """What the brand said in these passages, sentence by sentence."""
    return [
        _Earlier(passage, one.words)
        for passage in near
        if passage.kind not in OTHERS
        # A heading, a row or a line torn from its table says nothing that can be held to us.
        for one in quotable_sentences(passage.text, passage.sentences, served(passage.language))
    ]


def _says(text: str, language: str) -> bool:
    """Whether a sentence stands on its own, and is no row of a table."""
    return isinstance(quotable(text, (0, len(text)), served(language), least=4), Quotable)


@dataclass(frozen=True)
class _Earlier:
    """One sentence of the record."""

    passage: Passage
    quote: str


def is_declared(text: str, language: str) -> bool:
    """Whether a text owns up to a change of what was said: then and now, or why."""
    flat = fold(text).replace("’", "'")
    cues = _cues()
    spoken = served(language)
    return bool(cues["evolution", spoken].search(flat) and cues["change", spoken].search(flat))


def _has_figures_of(text: str, said: Sequence[_Earlier], mismatch: Mismatch, language: str) -> bool:
    """Whether a statement still in force says the same with our figure."""
    if mismatch.kind not in ("figure", "date"):
        return False
    ours = take_apart(text, language).content
    for one in said:
        if one.passage.superseded_by is not None or one.passage.kind is Kind.REPLY:
            continue
        theirs = take_apart(one.quote, language).content
        if (
            squash(mismatch.here) in squash(one.quote)
            and len(ours & theirs) >= 0.7 * len(ours)
            and not mismatches(text, one.quote, language)
        ):
            return True
    return False


def _differs(
    one: _Earlier,
    mismatch: Mismatch,
    sentence: Sentence,
    span: tuple[int, int],
    context: Context,
    confirmed: bool,
) -> Finding:
    french = context.locale == "fr"
    what = _WHAT[_moved(mismatch, sentence.text)][french]
    who, day = _who(one.passage, context)
    lead = "À vérifier : " if french else "Please check: "
    told = f"{lead}{what} {day}{who}{_quoted(one.quote, french)}"
    if mismatch.kind in ("figure", "date"):
        told += (
            f" Ici : « {mismatch.here} » ; alors : « {mismatch.there} »."
            if french
            else f" Here: “{mismatch.here}”; then: “{mismatch.there}”."
        )
    after = one.passage.superseded_by
    if after is not None:
        told += (
            " (Cette déclaration a été remplacée depuis.)"
            if french
            else " (That statement has been superseded since.)"
        )
    in_force = after is None and one.passage.kind is not Kind.REPLY and not confirmed
    grave = in_force and one.passage.date is not None and mismatch.kind != "opposite"
    at = (span[0] + mismatch.start, span[0] + mismatch.end)
    severity = Severity.BLOCK if grave else Severity.WARN if after is None else Severity.NOTE
    proposal = (
        sentence.text[: mismatch.start] + mismatch.there + sentence.text[mismatch.end :]
        if mismatch.kind in ("figure", "date") and after is None
        else None
    )
    return Finding(
        "consistency", severity, told, *at, evidence=(one.passage.id,), proposal=proposal
    )


def _moved(mismatch: Mismatch, text: str) -> str:
    """What a figure that differs is: a baseline, a deadline, a target, or a figure."""
    if mismatch.kind in ("negation", "opposite"):
        return "contradicts"
    before = fold(text[: mismatch.start]).replace("’", "'")
    for name in ("baseline", "deadline"):
        if mismatch.kind == "date" and any(
            _cues()[name, language].search(before) for language in ("en", "fr")
        ):
            return name
    if mismatch.kind == "date":
        return "date"
    return "figure"


def _scope(
    sentence: Sentence,
    said: Sequence[_Earlier],
    span: tuple[int, int],
    language: str,
    context: Context,
) -> Iterator[Finding]:
    """Whether nearly the same was said of more, or of less: "all", "some", "we aim to"."""
    if sentence.standing is Standing.QUOTED:
        return
    ours = take_apart(sentence.text, language)
    for one in said:
        if one.passage.superseded_by is not None:
            continue
        theirs = take_apart(one.quote, language)
        shared = len(ours.content & theirs.content)
        if shared < 3 or shared < NEARLY * max(len(ours.content), len(theirs.content)):
            continue
        name = _wider(ours.kinds, theirs.kinds)
        shares = [[f.value for f in side.figures if f.unit == SHARE] for side in (ours, theirs)]
        if name is None or shares[0] != shares[1]:
            continue
        french = context.locale == "fr"
        who, day = _who(one.passage, context)
        told = f"{_WHAT[name][french]} {day}{who}{_quoted(one.quote, french)}"
        yield Finding("consistency", Severity.NOTE, told, *span, evidence=(one.passage.id,))
        return


def _wider(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    if "all" in ours and "all" not in theirs and "some" in theirs:
        return "extends"
    if "all" in theirs and "all" not in ours and ("some" in ours or "only" in ours):
        return "narrows"
    if "may" in ours and "may" not in theirs and theirs & {"will", "must"}:
        return "narrows"
    if "may" in theirs and "may" not in ours and ours & {"will", "must"}:
        return "extends"
    return None


def _who(passage: Passage, context: Context) -> tuple[str, str]:
    """Who said it, and the day, ready to stand before the quotation."""
    french = context.locale == "fr"
    speaker = passage.speaker or (context.brand.title if context.brand else "")
    colon = " : " if french else ": "
    who = f"{', ' if speaker else ''}{speaker}{colon}"
    day = passage.date or ("sans date" if french else "undated")
    return who, day


def _quoted(words: str, french: bool, most: int = 220) -> str:
    words = one_line(words, most)
    return f"« {words} »" if french else f"“{words}”"


@cache
def _cues() -> dict[tuple[str, str], re.Pattern[str]]:
    data = tomllib.loads(files("assistant.checks").joinpath("consistency.toml").read_text("utf-8"))
    return {
        (name, language): re.compile(pattern)
        for name, patterns in data.items()
        for language, pattern in patterns.items()
    }


_WHAT = {
    "contradicts": ("the record says the contrary.", "le registre dit le contraire."),
    "figure": ("another figure is on record.", "un autre chiffre est au registre."),
    "date": ("another date is on record.", "une autre date est au registre."),
    "deadline": (
        "the deadline is not the one on record.",
        "l'échéance n'est pas celle du registre.",
    ),
    "baseline": (
        "the baseline is not the one on record.",
        "l'année de référence n'est pas celle du registre.",
    ),
    "narrows": (
        "This says less than was said before.",
        "Ceci dit moins que ce qui a été dit.",
    ),
    "extends": (
        "This says more than was said before.",
        "Ceci dit plus que ce qui a été dit.",
    ),
}
