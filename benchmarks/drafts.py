"""Are the drafts fit to send, and does Corail keep silent when it should?

Two measures over the real brands of the shared data and the posts written for them
(``benchmarks/posts``):

*Drafts, judged blind.* ``--sheet FOLDER`` writes ``sheet.jsonl``: 60 posts at a fixed seed, half
of them French, each answered by the first draft, unedited, and shuffled among the three nearest
passages pasted together (and the brand's real reply, where the shared data has one). The sheet
does not say which is which; ``key.jsonl`` does. Readers write ``{"item": …, "verdict": "send" |
"light edit" | "never", "unsupported": true | false}`` lines; ``--score FOLDER READING…`` prints
the shares by source and the readers' agreement (Cohen's kappa).

*Abstention.* 100 posts that the record can answer and 100 that it cannot (half of them another
brand's, half near misses: the brand's own trade, on which its record is silent), half French: the
share of each that is answered with a holding reply, with 95 % bootstrap intervals.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.workbench import REAL, ROOT, arguments, assistant_with, require, table

SEED = 20261122
SHEET = 60
POSTS = ROOT / "benchmarks" / "posts"
VERDICTS = ("send", "light edit", "never")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sheet", type=Path, help="write the sheet to judge into this folder")
    parser.add_argument("--score", nargs="+", type=Path, metavar="FOLDER READING", default=None)
    parser.add_argument("--no-abstention", action="store_true")
    options = parser.parse_args()
    if options.score:
        score(options.score[0], options.score[1:])
        return
    require(options.shared, "real")
    with tempfile.TemporaryDirectory() as scratch:
        data = options.data or Path(scratch)
        with assistant_with(REAL, options.shared, data) as assistant:
            if options.sheet:
                write_sheet(assistant, options.shared, options.sheet)
            if not options.no_abstention:
                abstention(assistant)


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (POSTS / name).read_text("utf-8").splitlines() if line]


# --- drafts, judged blind -------------------------------------------------------------------------


def write_sheet(assistant: Any, shared: Path, folder: Path) -> None:
    """``sheet.jsonl`` for the readers and ``key.jsonl`` for scoring."""
    from assistant.model import Post

    rng = random.Random(SEED)
    rows = [r for r in rows_of("hard.jsonl") if r["answerable"]]
    rows += [r for r in rows_of("abstention.jsonl") if r["answerable"]]
    rows += _example_rows(assistant)
    chosen: list[dict[str, Any]] = []
    for language in ("fr", "en"):
        pool = [r for r in rows if r["language"] == language]
        rng.shuffle(pool)
        hard = [r for r in pool if str(r.get("id", "")).startswith("hard")]
        rest = [r for r in pool if r not in hard]
        chosen += (hard + rest)[: SHEET // 2]
    items = []
    silent = 0
    for row in chosen:
        reply = assistant.draft(Post(row["text"], row.get("platform", "x")), brand=row["brand"])
        silent += not reply.answered
        items.append((row, "corail", reply.drafts[0].text))
        hits = assistant.retriever(row["brand"]).search(row["text"], k=3)
        items.append((row, "passages", " ".join(h.passage.text for h in hits)))
    for real in _real_replies(shared, rng):
        items.append((real, "brand", real["reply"]))
    rng.shuffle(items)
    folder.mkdir(parents=True, exist_ok=True)
    sheet, key = [], []
    for number, (row, source, text) in enumerate(items, 1):
        told = {"item": number, "brand": row["brand"], "language": row["language"]}
        told |= {"post": row["text"], "reply": text}
        sheet.append(json.dumps(told, ensure_ascii=False) + "\n")
        key.append(json.dumps({"item": number, "source": source, "id": row["id"]}) + "\n")
    (folder / "sheet.jsonl").write_text("".join(sheet), encoding="utf-8")
    (folder / "key.jsonl").write_text("".join(key), encoding="utf-8")
    print(f"{len(items)} items in {folder}; {silent} of {len(chosen)} posts got a holding reply.")


def _example_rows(assistant: Any) -> list[dict[str, Any]]:
    from assistant import example

    path = ROOT / "knowledge" / "example" / "posts.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    name = example.brand().name
    return [
        row | {"brand": name, "id": f"example-{n}", "answerable": True}
        for n, row in enumerate(rows)
        if row.get("covered", row.get("answerable"))
    ]


def _real_replies(shared: Path, rng: random.Random) -> list[dict[str, Any]]:
    """Ten posts with the real reply of the brand they were written to, to calibrate the readers."""
    path = shared / "real" / "posts" / "twcs_en.jsonl"
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    rng.shuffle(rows)
    found = []
    for row in rows:
        reply = row.get("brand_reply")
        if reply:
            told = {"brand": row["brand"], "language": "en", "post": row["customer_post"]}
            found.append(
                told | {"id": str(row["reply_tweet_id"]), "reply": reply, "text": told["post"]}
            )
        if len(found) == 10:
            break
    return found


def score(folder: Path, readings: list[Path]) -> None:
    """The verdicts by source, and how far two readers agree."""
    key = {r["item"]: r["source"] for r in _lines(folder / "key.jsonl")}
    by_reader = [{r["item"]: r for r in _lines(path)} for path in readings]
    rows = []
    for source in ("corail", "passages", "brand"):
        items = [i for i, s in key.items() if s == source]
        for name, given in zip(readings, by_reader, strict=True):
            verdicts = Counter(given[i]["verdict"] for i in items if i in given)
            total = sum(verdicts.values())
            if not total:
                continue
            fit = (verdicts["send"] + verdicts["light edit"]) / total
            false = sum(bool(given[i].get("unsupported")) for i in items if i in given)
            shares = [f"{verdicts[v]}" for v in VERDICTS]
            rows.append([source, name.stem, total, *shares, f"{fit:.0%}", false])
    table(["source", "reader", "n", *VERDICTS, "send or light", "unsupported"], rows)
    if len(by_reader) == 2:
        both = [i for i in key if i in by_reader[0] and i in by_reader[1]]
        a = [by_reader[0][i]["verdict"] for i in both]
        b = [by_reader[1][i]["verdict"] for i in both]
        print(f"agreement (Cohen's kappa) over {len(both)} items: {_kappa(a, b):.2f}")


def _kappa(a: list[str], b: list[str]) -> float:
    n = len(a)
    observed = sum(x == y for x, y in zip(a, b, strict=True)) / n
    expected = sum((a.count(v) / n) * (b.count(v) / n) for v in set(a) | set(b))
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


# --- abstention -----------------------------------------------------------------------------------


def abstention(assistant: Any) -> None:
    """Share of holding replies where the record can answer, and where it cannot."""
    from assistant.model import Post

    outcome: dict[tuple[str, str], list[bool]] = defaultdict(list)
    wrong: list[str] = []
    for row in rows_of("abstention.jsonl"):
        reply = assistant.draft(Post(row["text"], row.get("platform", "x")), brand=row["brand"])
        held = not reply.answered
        group = "can answer"
        if not row["answerable"]:
            group = "cannot: near miss" if row["near_miss"] else "cannot: another brand's"
            outcome["cannot: all", row["language"]].append(held)
            outcome["cannot: all", "both"].append(held)
        outcome[group, row["language"]].append(held)
        outcome[group, "both"].append(held)
        if held == row["answerable"]:
            wrong.append(f"{row['id']} ({'held' if held else 'answered'})")
    rng = np.random.default_rng(SEED)
    rows = []
    targets = {"cannot: another brand's": ">= .90", "can answer": "<= .15"}
    for group in ("cannot: another brand's", "cannot: near miss", "cannot: all", "can answer"):
        for language in ("fr", "en", "both"):
            held = np.array(outcome[group, language], dtype=float)
            if not len(held):
                continue
            means = rng.choice(held, (2000, len(held))).mean(axis=1)
            low, high = np.quantile(means, [0.025, 0.975])
            target = targets.get(group, "")
            rows.append(
                [
                    group,
                    language,
                    len(held),
                    f"{held.mean():.2f}",
                    f"[{low:.2f}, {high:.2f}]",
                    target if language == "both" else "",
                ]
            )
    table(["record", "language", "n", "abstained", "95 %", "target"], rows)
    print("wrongly: " + ", ".join(wrong))


if __name__ == "__main__":
    main()
