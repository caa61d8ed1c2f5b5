"""Changes planted in real sentences: a figure, a date, a "not", a target. Are they found?

Each sentence is of a real record (or, in French, of the official answers of ``01_cnil_corpus``).
Held against the passage it stands in, the changed sentence contradicts it; its controls do not:
the same sentence as it is, with its figures written another way, led in, cut short, or held
against a neighbouring passage that speaks of something else.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.checks.grounding import judge
from benchmarks.scores import interval
from benchmarks.workbench import REAL, require, table
from knowledge.loading import load
from knowledge.loading.outcomes import Loaded
from knowledge.quantities import DATE, SHARE, YEAR, quantities
from knowledge.sentences import sentences

EACH = 60
"""Rows of each kind in each language, at most."""
SEED = 11

_NEGATED = {
    "en": [
        (r"\b(is|are|was|were|will|has|have|can|must|should|would)\b(?! not|n't)", r"\1 not"),
        (r"\b(we|they) (?=(?:[a-z]+) )(?!will|have|are|were|can|must)", r"\1 do not "),
    ],
    "fr": [
        (
            r"\b(est|sont|sera|seront|peut|peuvent|doit|doivent|était|étaient)\b(?! pas)",
            r"ne \1 pas",
        ),
        (r"\b(a|ont|avait|avons|sommes)\b (?=[a-zéè]+é)", r"n'\1 pas "),
    ],
}
_AFFIRMED = {
    "en": (r"\b(is|are|was|were|will|has|have|can|must|should|do|does|did) not\b", r"\1"),
    "fr": (r"\b(?:ne |n['’])(\w+) pas\b", r"\1"),
}
_LEADS = {
    "en": ("As we said, ", "To be clear: ", "Let us recall that "),
    "fr": ("Comme nous l'avons dit, ", "Pour être clair : ", "Rappelons que "),
}


@dataclass(frozen=True)
class _Row:
    language: str
    kind: str
    claim: str
    evidence: Sequence[str]
    contradicts: bool


def measure(shared: Path, _data: Path | None) -> None:
    """Print the table."""
    rows = list(_chosen(shared))
    told = [judge(row.claim, row.evidence, row.language).label == "contradicted" for row in rows]
    lines: list[Sequence[object]] = []
    for language in ("en", "fr", "both"):
        mine = [i for i, row in enumerate(rows) if language in (row.language, "both")]
        lines.append((language, "precision", len(mine), *_share(rows, told, mine, _precision)))
        lines.append((language, "recall", len(mine), *_share(rows, told, mine, _recall)))
    table(("language", "measure", "n", "all", "95 %"), lines)
    by_kind: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row, said in zip(rows, told, strict=True):
        by_kind[row.language, row.kind].append(said)
    table(
        ("language", "kind", "n", "called contradicted"),
        [
            (*key, len(said), f"{sum(said) / len(said):.2f}")
            for key, said in sorted(by_kind.items())
        ],
    )


def _share(
    rows: Sequence[_Row],
    told: Sequence[bool],
    mine: Sequence[int],
    of: Callable[[Sequence[tuple[bool, bool]]], float],
) -> tuple[str, str]:
    pairs = [(rows[i].contradicts, told[i]) for i in mine]
    low, high = interval(lambda picks: of([pairs[int(i)] for i in picks]), len(pairs))
    return f"{of(pairs):.3f}", f"[{low:.3f}, {high:.3f}]"


def _precision(pairs: Sequence[tuple[bool, bool]]) -> float:
    found = [truth for truth, said in pairs if said]
    return sum(found) / max(1, len(found))


def _recall(pairs: Sequence[tuple[bool, bool]]) -> float:
    found = [said for truth, said in pairs if truth]
    return sum(found) / max(1, len(found))


# --- the rows ------------------------------------------------------------------------------------


def _chosen(shared: Path) -> Iterator[_Row]:
    """As many changed rows as clean ones, and as many in either language."""
    rng = random.Random(SEED)
    made: dict[str, tuple[list[_Row], list[_Row]]] = {}
    for language, texts in (("en", _english(shared)), ("fr", _french(shared))):
        places = [(text, at) for text in texts for at in range(len(text))]
        rng.shuffle(places)
        found: dict[str, list[_Row]] = defaultdict(list)
        for text, at in places:
            for row in _rows(text, at, language, rng, texts):
                if len(found[row.kind]) < EACH:
                    found[row.kind].append(row)
        wrong = [row for rows in found.values() for row in rows if row.contradicts]
        clean = [row for rows in found.values() for row in rows if not row.contradicts]
        made[language] = wrong, clean
    most = min(len(part) for pair in made.values() for part in pair)
    for wrong, clean in made.values():
        yield from rng.sample(wrong, most)
        yield from rng.sample(clean, most)


def _rows(
    text: Sequence[str], at: int, language: str, rng: random.Random, texts: Sequence[Sequence[str]]
) -> Iterator[_Row]:
    sentence, near = text[at], text[max(0, at - 2) : at + 3]
    for kind, change in (
        ("figure", _figure),
        ("date", _date),
        ("negation", _negation),
        ("target", _target),
    ):
        changed = change(sentence, language, rng)
        if changed and changed != sentence:
            yield _Row(language, kind, changed, near, True)
    yield _Row(language, "clean: as it is", sentence, near, False)
    lead = rng.choice(_LEADS[language])
    yield _Row(language, "clean: led in", lead + sentence[0].lower() + sentence[1:], near, False)
    if (rewritten := _rewritten(sentence, language)) != sentence:
        yield _Row(language, "clean: figure rewritten", rewritten, near, False)
    if (cut := re.split(r",\s|\s\(", sentence)[0]) != sentence and len(cut.split()) > 6:
        yield _Row(language, "clean: cut short", cut + ".", near, False)
    other = rng.choice(texts)
    if other is not text:
        yield _Row(language, "clean: another passage", sentence, other[:5], False)
    if len(text) > at + 4:
        yield _Row(language, "clean: a neighbour", text[at + 4], near[:4], False)


def _figure(sentence: str, language: str, rng: random.Random) -> str | None:
    figures = [q for q in quantities(sentence, language) if q.unit not in (YEAR, DATE)]
    return _other_figure(sentence, figures, rng)


def _target(sentence: str, language: str, rng: random.Random) -> str | None:
    """Another figure, or another year, in what is promised."""
    if not re.search(
        r"(?i)\b(will|target|goal|by 20\d\d|d'ici|objectif|engag|sera|seront)\b", sentence
    ):
        return None
    figures = [q for q in quantities(sentence, language) if q.unit == SHARE]
    return _other_figure(sentence, figures, rng) or _date(sentence, language, rng)


def _other_figure(sentence: str, figures: Sequence[object], rng: random.Random) -> str | None:
    written = [
        match
        for match in re.finditer(r"(?<![\w.,])\d{1,3}(?:[.,]\d+)?(?=\s?(?:%|[a-zé]{3,}))", sentence)
        if any(getattr(q, "start", -1) == match.start() for q in figures)
    ]
    if not written:
        return None
    match = rng.choice(written)
    value = float(match.group().replace(",", "."))
    other = value + rng.choice([7, 15, 30]) if value < 60 else value - rng.choice([9, 15, 30])
    shown = f"{other:g}" if "," not in match.group() else f"{other:g}".replace(".", ",")
    return sentence[: match.start()] + shown + sentence[match.end() :]


def _date(sentence: str, language: str, rng: random.Random) -> str | None:
    years = list(re.finditer(r"\b20[0-4]\d\b", sentence))
    if len(years) != 1:
        return None
    year = int(years[0].group()) + rng.choice([-4, -2, 3, 5])
    return sentence[: years[0].start()] + str(year) + sentence[years[0].end() :]


def _negation(sentence: str, language: str, rng: random.Random) -> str | None:
    pattern, instead = _AFFIRMED[language]
    if (
        len(re.findall(pattern, sentence)) == 1
        and len(re.findall(r"\b(?:not|pas)\b", sentence)) == 1
    ):
        return re.sub(pattern, instead, sentence)
    if re.search(r"(?i)\b(?:not|no|never|without|pas|ne|aucune?|jamais|sans)\b|n['’]", sentence):
        return None
    for pattern, instead in _NEGATED[language]:
        if re.search(pattern, sentence):
            return re.sub(pattern, instead, sentence, count=1)
    return None


def _rewritten(sentence: str, language: str) -> str:
    """The same figures in another form."""
    words = {"en": (" percent", "half"), "fr": (" pour cent", "la moitié")}[language]
    sentence = re.sub(r"(?<=\d)\s?%", words[0], sentence)
    sentence = re.sub(rf"\b50{words[0]}", words[1], sentence)
    return re.sub(r"\b(\d{1,3})[, ](\d{3})\b", "\\1\u00a0\\2", sentence)


def _english(shared: Path) -> list[list[str]]:
    paths = [
        require(shared / "real", name) for b in ("att", "astrazeneca", "veolia") for name in REAL[b]
    ]
    texts = [d.text for o in load(paths) if isinstance(o, Loaded) for d in o.documents]
    return [part for text in texts for part in _paragraphs(text, "en")]


def _french(shared: Path) -> list[list[str]]:
    path = require(shared, "eval/01_cnil_corpus.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    statements = require(shared / "real", "chirac/statements.jsonl")
    said = defaultdict(list)
    for line in statements.read_text("utf-8").splitlines():
        row = json.loads(line)
        said[row["date"]].append(row["text"])
    texts += ["\n".join(rows) for rows in said.values()]
    return [part for text in texts for part in _paragraphs(text, "fr")]


def _paragraphs(text: str, language: str) -> Iterator[list[str]]:
    """Runs of whole sentences that read as such."""
    for paragraph in re.split(r"\n\s*\n", text):
        found = [paragraph[a:b].strip() for a, b in sentences(paragraph, language)]
        kept = [s for s in found if 8 <= len(s.split()) <= 45 and s[0].isupper() and s[-1] in ".!"]
        if kept:
            yield kept
