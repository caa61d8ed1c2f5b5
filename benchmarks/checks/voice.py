"""Voice: an organisation's own texts, held out, against others' on the same channel.

Handles, hashtags, links and the organisation's names are masked in all of them alike. A profile
learns one half of an organisation's texts and sees no other's.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import emoji
import numpy as np

from benchmarks.scores import auroc, interval
from benchmarks.workbench import require, table
from knowledge.voice import VoiceProfile, address, grams, politeness
from knowledge.voice.profile import mask

OTHERS = 400
SEED = 5


def measure(shared: Path, _data: Path | None) -> None:
    """Print the tables."""
    rng = np.random.default_rng(SEED)
    rows: list[Sequence[object]] = []
    means: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    errors: list[float] = []
    chance: list[float] = []
    for channel, voices in _voices(shared).items():
        for name, (texts, language) in voices.items():
            order = rng.permutation(len(texts))
            half = len(texts) // 2
            learned, held = [[texts[i] for i in part] for part in (order[:half], order[half:])]
            pool = [t for other, (said, _) in voices.items() if other != name for t in said]
            others = [pool[i] for i in rng.permutation(len(pool))[:OTHERS]]
            profile = VoiceProfile.learn(learned, language)
            areas = _areas(profile, learned, held, others)
            if areas is None:
                continue
            means[channel].append(areas)
            means["French" if language == "fr" else "English"].append(areas)
            means["all"].append(areas)
            told = np.sort([profile.score(text).percentile for text in held])
            even = np.linspace(0, 100, len(told))
            errors.append(float(np.abs(told - even).mean()))
            by_lot = np.sort(rng.uniform(0, 100, (200, len(told))), axis=1)
            chance.append(float(np.abs(by_lot - even).mean()))
            rows.append((channel, name, language, len(texts), *(f"{a:.3f}" for a in areas)))
    table(("channel", "voice", "lang", "texts", "Corail", "4-grams alone", "length"), rows)
    lines = []
    for group, found in means.items():
        ours = np.array([one[0] for one in found])
        low, high = interval(lambda picks, a=ours: float(a[picks].mean()), len(ours))  # type: ignore[misc]
        mean = np.mean(found, axis=0)
        lines.append(
            (
                group,
                len(found),
                f"{mean[0]:.3f} [{low:.3f}, {high:.3f}]",
                *(f"{m:.3f}" for m in mean[1:]),
            )
        )
    table(("mean AUROC", "voices", "Corail", "4-grams alone", "length"), lines)
    print(
        f"percentile: {np.mean(errors):.1f} points from even, at the most {max(errors):.1f}; "
        f"numbers drawn by lot, as many, would be {np.mean(chance):.1f}"
    )
    _address(shared)


def _areas(
    profile: VoiceProfile, learned: Sequence[str], held: Sequence[str], others: Sequence[str]
) -> tuple[float, float, float] | None:
    if not profile.knows_enough or not others:
        return None
    tests = [*held, *others]
    truth = np.r_[np.ones(len(held)), np.zeros(len(others))]
    counts = grams.counted([grams.letters(mask(text)) for text in learned])
    alone = np.log((counts + 0.5) / (counts.sum() + 0.5 * grams.SIZE))
    middle = float(np.median([len(text) for text in learned]))
    return (
        auroc(truth, np.array([profile.nearness(text) for text in tests])),
        auroc(truth, np.array([alone[grams.letters(mask(text))].mean() for text in tests])),
        auroc(truth, np.array([-abs(len(text) - middle) for text in tests])),
    )


def _rows(shared: Path, name: str) -> list[dict[str, Any]]:
    path = require(shared, f"eval/{name}.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _voices(shared: Path) -> dict[str, dict[str, tuple[list[str], str]]]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(shared, "06_brand_voice_instagram"):
        text = emoji.emojize(row["caption"], language="en")
        found["instagram"][row["brand"]].append((text, row["lang_guess"]))
    for row in _rows(shared, "06_corporate_messaging"):
        found["tweets"][row["screenname"].lower()].append((row["text"], "en"))
    for row in _rows(shared, "06_voeux_presidents_fr"):
        found["addresses"][row["speaker"]].append((row["sentence"], "fr"))
    voices: dict[str, dict[str, tuple[list[str], str]]] = {}
    for channel, said in found.items():
        for name, texts in said.items():
            spoken = Counter(language for _, language in texts).most_common(1)[0][0]
            hidden = [_masked(text, name) for text, _ in texts]
            voices.setdefault(channel, {})[name] = (
                [text for text in hidden if len(text) > 15],
                "fr" if spoken == "fr" else "en",
            )
    return voices


def _masked(text: str, name: str) -> str:
    names = {name, name.replace("_", " "), *re.split(r"[_ ]", name)}
    for one in sorted(names, key=len, reverse=True):
        if len(one) > 3:
            text = re.sub(re.escape(one), "_", text, flags=re.I)
    return mask(text)


def _address(shared: Path) -> None:
    pairs = _rows(shared, "08_cocoa_fr")
    right = [address(row["fr_formal"]) == "vous" for row in pairs]
    right += [address(row["fr_informal"]) == "tu" for row in pairs]
    polite = _rows(shared, "08_tydip_fr")
    told = np.array([politeness(row["sentence"], "fr") for row in polite])
    truth = np.array([row["score"] for row in polite])
    print(f"tu or vous: {np.mean(right):.3f} of {len(right)} told right")
    print(f"politeness: {_spearman(truth, told):.2f} rank correlation over {len(polite)}")


def _spearman(one: Any, other: Any) -> float:
    ranks = [np.argsort(np.argsort(values)) for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])
