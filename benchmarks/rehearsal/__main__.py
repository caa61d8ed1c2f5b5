"""The judge of a rehearsal, without a chat model, on answers planted in three records.

``python -m benchmarks.rehearsal``: for contradictions of the dated record, new promises and
evasions, recall (of the answers that hold one, how many are told) and precision (of those told, how
many hold one), by language and by record; beside it what is told when nothing is looked at but
words: a year or a figure that the record has not (contradiction), a future tense (promise), no
figure (evasion). ``--wrong`` prints each answer that was judged otherwise than it was planted.

``--part earnings``: how specific, assertive and optimistic real answers are (``earnings.py``), for
which the shared data is needed.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.workbench import arguments, table

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from knowledge.model import Passage

PLANTED = Path(__file__).parent / "planted"
KINDS = ("contradiction", "promise", "evasion")
Row = Mapping[str, Any]
Judged = Mapping[str, frozenset[str]]
"""For each row's id the kinds that were told."""

_FUTURE = re.compile(
    r"(?i)\b(?:will|shall|'ll|going to|pledge|commit\w*|promise|by 20\d\d|d'ici|nous \w+rons|"
    r"je \w+rai|vous \w+rez|engage\w*|promet\w*)\b"
)


def planted(name: str) -> list[Row]:
    """The rows of one record, as they were written."""
    lines = (PLANTED / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@contextmanager
def records(names: Iterable[str], data: Path | None) -> Iterator[Assistant]:
    """An Assistant with the example brand, and the others of ``names``, on record."""
    from assistant.assembly import build
    from assistant.settings import Settings

    with (
        tempfile.TemporaryDirectory() as folder,
        build(Settings(data_dir=data or Path(folder), locale="en")) as assistant,
    ):
        assistant.ensure_example()
        known = {brand.name for brand in assistant.brands()}
        for name in names:
            if name not in known:
                assistant.ingest([PLANTED / name], brand=name)
        yield assistant


def judged(assistant: Assistant, rows: Sequence[Row], otherwise: bool = False) -> Judged:
    """What the judge tells of each answer; with ``otherwise``, in other words too."""
    from assistant.rehearsal.shelf import Terms
    from assistant.rehearsal.values import Question

    def near_in(brand: str) -> Callable[[str], Sequence[Passage]]:
        record = assistant.checks.on_record(assistant.brand(brand), assistant.retriever(brand))
        return lambda words: [hit.passage for hit in record.near(words)]

    judge = assistant.judge.hearing(near_in) if otherwise else assistant.judge
    told = {}
    for row in rows:
        terms = Terms(row["record"], "journalist", 2, row["language"], "record", "")
        found = judge(Question(row["question"]), row["answer"], terms)
        kinds = {
            "contradiction": bool(found.contradictions),
            "promise": bool(found.promises),
            "evasion": not found.technique.answered,
        }
        told[row["id"]] = frozenset(kind for kind, is_told in kinds.items() if is_told)
    return told


def by_words(assistant: Assistant, rows: Sequence[Row]) -> Judged:
    """What is told by looking at the words alone."""
    told = {}
    for row in rows:
        entries = assistant.record.catalogue(row["record"])
        passages = assistant.record.passages(row["record"], [one.id for one in entries])
        known = {n for p in passages.values() for n in re.findall(r"\d+", p.text)}
        numbers = set(re.findall(r"\d+", row["answer"]))
        kinds = {
            "contradiction": bool(numbers - known),
            "promise": bool(_FUTURE.search(row["answer"])),
            "evasion": not numbers,
        }
        told[row["id"]] = frozenset(kind for kind, is_told in kinds.items() if is_told)
    return told


def scores(rows: Sequence[Row], told: Judged, kind: str) -> tuple[int, float, float]:
    """How many rows hold ``kind``, recall, precision."""
    hold = {row["id"] for row in rows if kind in row["kinds"]}
    say = {row["id"] for row in rows if kind in told[row["id"]]}
    right = len(hold & say)
    return len(hold), right / max(1, len(hold)), right / max(1, len(say))


def report(rows: Sequence[Row], told: Judged, beside: Judged) -> None:
    """Recall and precision by kind and by part of the rows, the judge's and by words."""
    parts: list[tuple[str, Callable[[Row], bool]]] = [
        ("all", lambda row: True),
        ("French", lambda row: row["language"] == "fr"),
        ("English", lambda row: row["language"] == "en"),
        *(
            (name, lambda row, name=name: row["record"] == name)
            for name in sorted({row["record"] for row in rows})
        ),
    ]
    lines = []
    for label, within in parts:
        some = [row for row in rows if within(row)]
        for kind in KINDS:
            n, recall, precision = scores(some, told, kind)
            _, recall_words, precision_words = scores(some, beside, kind)
            ours = (f"{recall:.2f}", f"{precision:.2f}")
            lines.append((label, kind, n, *ours, f"{recall_words:.2f}", f"{precision_words:.2f}"))
        clean = [row for row in some if not row["kinds"]]
        ours_share = sum(not told[row["id"]] for row in clean) / max(1, len(clean))
        words_share = sum(not beside[row["id"]] for row in clean) / max(1, len(clean))
        lines.append(
            (label, "clean, said so", len(clean), f"{ours_share:.2f}", "", f"{words_share:.2f}", "")
        )
    table(("rows", "kind", "n", "recall", "precision", "by words: recall", "precision"), lines)


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--part", choices=("answers", "earnings"), default="answers")
    parser.add_argument("--wrong", action="store_true", help="print what was judged otherwise")
    parser.add_argument(
        "--otherwise", action="store_true", help="tell contradictions in other words, too"
    )
    parser.add_argument("--record", action="append", help="one record alone (repeatable)")
    chosen = parser.parse_args()
    if chosen.part == "earnings":
        from benchmarks.rehearsal.earnings import earnings

        earnings(chosen.shared)
        return
    names = chosen.record or sorted(path.stem for path in PLANTED.glob("*.jsonl"))
    rows = [row for name in names for row in planted(name)]
    with records(names, chosen.data) as assistant:
        told = judged(assistant, rows, chosen.otherwise)
        beside = by_words(assistant, rows)
    report(rows, told, beside)
    if chosen.wrong:
        for row in rows:
            if told[row["id"]] != frozenset(row["kinds"]):
                print(f"\n{row['id']} planted {row['kinds']}, told {sorted(told[row['id']])}")
                print(f"  Q {row['question']}\n  A {row['answer']}")
                print(f"  ({row['span']} | {row['quote']})")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
