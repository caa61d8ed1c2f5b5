"""Alert fatigue: what the checks say of statements that the brand itself made, untouched.

Statements are drawn from the real brands' records, and the example brand's, in proportion; each is
held against its own brand's record. What is said of them is said in vain, but for a contradiction
that is really on record: those are printed with ``CORAIL_SHOW=1`` to be judged by a person.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.model import Severity
from benchmarks.workbench import REAL, assistant_with, table
from knowledge.model import Kind

STATEMENTS = 200
SEED = 3
_OWN = (Kind.STATEMENT, Kind.PURPOSE, Kind.COMMITMENT, Kind.FACT)


def measure(shared: Path, data: Path | None) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        assistant = assistant_with(REAL, shared, data or Path(folder))
        rng = np.random.default_rng(SEED)
        brands = [brand.name for brand in assistant.brands()]
        each = -(-STATEMENTS // len(brands))
        findings: dict[str, list[int]] = defaultdict(list)
        blocked: dict[str, list[bool]] = defaultdict(list)
        by_check: Counter[str] = Counter()
        for brand in brands:
            entries = [e for e in assistant.record.catalogue(brand) if e.kind in _OWN]
            ids = [entries[i].id for i in rng.permutation(len(entries))[: 3 * each]]
            passages = assistant.record.passages(brand, ids)
            said = [p.text for p in passages.values() if len(p.text.split()) >= 8][:each]
            for text in said:
                held = assistant.check(text, brand=brand, platform="linkedin")
                findings[brand].append(len(held.findings))
                blocked[brand].append(any(f.severity is Severity.BLOCK for f in held.findings))
                for finding in held.findings:
                    by_check[f"{finding.check} {finding.severity}"] += 1
                    if finding.check == "consistency" and os.environ.get("CORAIL_SHOW"):
                        print(f"[{brand}] {finding.severity}: {text!r}\n    {finding.message}")
        lines: list[Sequence[object]] = []
        for brand in [*brands, "all"]:
            names = brands if brand == "all" else [brand]
            told = [n for name in names for n in findings[name]]
            stopped = [b for name in names for b in blocked[name]]
            lines.append(
                (brand, len(told), f"{statistics.mean(stopped):.1%}", statistics.median(told))
            )
        table(("brand", "statements", "blocked", "median findings"), lines)
        print(", ".join(f"{name}: {count}" for name, count in by_check.most_common()))
        assistant.close()
