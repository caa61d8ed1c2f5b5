"""Which sentences of a record are read as pledges, against those that a person marked.

The labels (``benchmarks/sets/commitments.jsonl``) name a passage by the digest of its text and
give the number of each sentence that commits the brand, how strongly, and its figures; a passage
without any is a label too. Precision, recall and F1 by sentence, for each brand and for all; then,
of the sentences that both found, how often target, deadline and baseline are the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.workbench import REAL, ROOT, arguments, assistant_with, table
from knowledge.commitments import found
from knowledge.model import Commitment, Passage
from knowledge.quantities import quantities

LABELS = ROOT / "benchmarks" / "sets" / "commitments.jsonl"
BRANDS = ("nestle", "att", "veolia", "astrazeneca", "chirac", "loreal", "free")


@dataclass
class Count:
    """What was found and what should have been."""

    both: int = 0
    extra: int = 0
    missed: int = 0
    passages: int = 0
    strengths: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)

    def add(self, other: Count) -> None:
        self.both += other.both
        self.extra += other.extra
        self.missed += other.missed
        self.passages += other.passages
        self.strengths += other.strengths
        self.caught += other.caught
        self.same += other.same

    def row(self, name: str) -> list[object]:
        precision = self.both / max(1, self.both + self.extra)
        recall = self.both / max(1, self.both + self.missed)
        f1 = 2 * self.both / max(1, 2 * self.both + self.extra + self.missed)
        marked = self.both + self.missed
        return [name, self.passages, marked, *(f"{x:.3f}" for x in (precision, recall, f1))]


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--show", action="store_true", help="print the sentences that differ")
    options = parser.parse_args()
    if not options.labels.exists():
        sys.exit(f"No labels at {options.labels}: pass --labels FILE.")
    measure(options.shared, options.data, labels=options.labels, show=options.show)


def measure(
    shared: Path, data: Path | None = None, *, labels: Path = LABELS, show: bool = False
) -> None:
    """Print precision, recall and F1 by brand, recall by strength, and how many facts agree."""
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines() if line]
    marked = {row["id"]: row["commitments"] for row in rows}
    counts: dict[str, Count] = {}
    used: set[str] = set()
    with (
        tempfile.TemporaryDirectory() as scratch,
        assistant_with(BRANDS, shared, data or Path(scratch)) as assistant,
    ):
        known = {b.name: b for b in assistant.brands()}
        for name in (*(b for b in REAL if b in known), *sorted(set(known) - set(REAL))):
            brand, count = known[name], Count()
            ids = [entry.id for entry in assistant.record.catalogue(name)]
            for passage in assistant.record.passages(name, ids).values():
                key = digest(passage.text)
                if key not in marked or key in used:
                    continue
                used.add(key)
                names = tuple(n for n in (brand.title, *brand.names) if n)
                count.add(compare(passage, marked[key], names, show=show))
            if count.passages:
                counts[name] = count
    total = Count()
    for count in counts.values():
        total.add(count)
    lines = [count.row(name) for name, count in counts.items()]
    table(["brand", "passages", "marked", "precision", "recall", "F1"], [*lines, total.row("all")])
    print()
    for strength, number in sorted(total.strengths.items()):
        print(f"recall of {strength}: {total.caught[strength] / number:.3f} of {number}")
    for fact in ("target", "deadline", "baseline"):
        print(f"same {fact}: {total.same[fact] / max(1, total.both):.3f} of {total.both}")
    if len(used) < len(marked):
        print(f"{len(marked) - len(used)} labelled passages are not on record.")


def digest(text: str) -> str:
    """The name of a passage in the labels."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def compare(
    passage: Passage, marked: list[dict[str, Any]], names: tuple[str, ...], *, show: bool = False
) -> Count:
    """One passage: its sentences as found and as marked."""
    number = {span: n for n, span in enumerate(passage.sentences)}
    ours = {number[(one.start, one.end)]: one for one in found(passage, names=names)}
    theirs = {label["sentence"]: label for label in marked}
    count = Count(
        both=len(ours.keys() & theirs.keys()),
        extra=len(ours.keys() - theirs.keys()),
        missed=len(theirs.keys() - ours.keys()),
        passages=1,
    )
    for n, label in theirs.items():
        strength = str(label.get("strength"))
        count.strengths[strength] += 1
        count.caught[strength] += n in ours
        if n in ours:
            count.same.update(_same(ours[n], label, passage.language))
    if show:
        quotes = passage.quotes
        for n in sorted(ours.keys() ^ theirs.keys()):
            sign = "+" if n in ours else "-"
            print(f"{sign} {passage.brand}: {' '.join(quotes[n].split())[:300]}")
    return count


def _same(one: Commitment, label: Mapping[str, Any], language: str | None) -> Counter[str]:
    same: Counter[str] = Counter()
    for fact in ("deadline", "baseline"):
        given, said = getattr(one, fact), label.get(fact) or None
        same[fact] += (given or "")[:4] == str(said or "")[:4]
    given, said = one.target, label.get("target") or None
    same["target"] += _figures(given, language) == _figures(said, language)
    return same


def _figures(target: str | None, language: str | None) -> object:
    """A target as a figure where it is one, since people mark more or fewer words around it."""
    if not target:
        return None
    return next(((q.unit, q.value) for q in quantities(target, language)), target.casefold())


if __name__ == "__main__":
    main()
