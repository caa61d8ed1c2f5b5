"""Counts what French and English are like at large, for :mod:`knowledge.voice.grams`.

    python -m benchmarks.training.voice [--shared FOLDER]

From the sets of the shared data that are marked open: in English the web pages of WiCE and the
utterances of ProSeCCo; in French DACCORD, RTE3-FR and CoCoA-MT. What is written are the counts of
hashed runs of letters and words, on a scale of sixteenths of a logarithm: no text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.workbench import ROOT, arguments, require
from knowledge.voice import grams


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    texts = {"en": _english(options.shared), "fr": _french(options.shared)}
    arrays = {}
    for language, said in texts.items():
        for kind, read in (("letters", grams.letters), ("words", grams.words)):
            counts = grams.counted([read(text) for text in said])
            scaled = np.round(np.log1p(counts) * 16)
            arrays[f"{kind}_{language}"] = np.minimum(scaled, 255).astype(np.uint8)
        print(f"{language}: {len(said):,} texts, {sum(map(len, said)):,} characters")
    target = ROOT / "knowledge" / "voice" / "background.npz"
    np.savez_compressed(target, **arrays)
    print(f"wrote {target.relative_to(ROOT)}, {target.stat().st_size / 1e3:.0f} kB")


def _rows(shared: Path, name: str) -> list[dict[str, Any]]:
    path = require(shared, f"eval/{name}.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _english(shared: Path) -> list[str]:
    pages = [s for row in _rows(shared, "03_wice_claims") for s in row["evidence"] if len(s) > 30]
    said = _rows(shared, "04_prosecco_self_contradiction")
    return pages + [row[name] for row in said for name in ("locution_1", "locution_2")]


def _french(shared: Path) -> list[str]:
    pairs = _rows(shared, "04_daccord_fr") + _rows(shared, "04_rte3_fr")
    spoken = _rows(shared, "08_cocoa_fr")
    return [row[name] for row in pairs for name in ("premise", "hypothesis")] + [
        row[name] for row in spoken for name in ("fr_formal", "fr_informal")
    ]


if __name__ == "__main__":
    main()
