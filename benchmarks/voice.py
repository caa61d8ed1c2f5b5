"""Does a voice profile tell an organisation's own texts from others'?

A profile learns seven tenths of an organisation's (or a speaker's) texts and nothing of anyone
else's; the three tenths it has not seen are set against texts of the other organisations of the
same set. Handles, hashtags, addresses and the names of all the organisations are masked in every
text alike, so that neither the subject nor the name gives anyone away. AUROC is the chance that a
text of its own is judged closer than another's. Beside the profile, in the same run:

- *length*: how near the length of a text is to the median of those learned;
- *4-grams*: the mean log frequency of a text's runs of four letters among those learned.

Also printed: whether percentiles are what they say (for unseen texts of its own they should be
spread evenly; the mean distance of their quantiles from that, in points, over all texts and as the
mean of each voice's, which for so few texts chance alone makes 2 to 4), *tu* and *vous*, the
politeness cue, and time. Three splits by lot; means over organisations, with 95 % intervals by
bootstrap over organisations (10,000 resamples).
"""

from __future__ import annotations

import html
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.workbench import arguments, require, table
from knowledge.voice import VoiceProfile, address, politeness
from knowledge.voice.plain import HANDLE, HASHTAG, LINK

SEED = 20261123
SPLITS = 3
FEWEST = 60
OTHERS = 400
NAMES = re.compile(
    r"(?i)(?<!\w)(?:airbnb|bnp\W*paribas|bristol\W*myers(?:\W*squibb)?|bms|chanel|chase|citi\w*"
    r"|jp\W*morgan\w*|china\W*southern\w*|experian|hyundai|l['’`]?or[eé]al|lowe['’]?s|nestl[eé]"
    r"|nes(?:caf[eé]|quik|presso|tea)|barclays\w*|ebony|sika\w*|officialsika\w*|petsmart|peugeot"
    r"|qualcomm|snapdragon|roku\w*|royal\W*bank|rbc|square|toys\W*r\W*us|victoria['’]?s\W*secret"
    r"|pink|volkswagen|vw|walmart|free\w*|chirac|giscard)(?:['’`]s)?(?!\w)"
)
Scorer = Callable[[str], float]
Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Voices:
    """A set: texts by organisation or speaker, and who they are set against (else each other)."""

    name: str
    texts: Texts
    language: str
    against: tuple[str, ...] = ()


def main() -> None:
    measure(arguments(__doc__ or "").parse_args().shared)


def measure(shared: Path) -> None:
    """Print the tables."""
    rows = []
    for voices in sets(shared):
        rows += measured(voices)
    print("\nAUROC of own unseen texts against others', mean over organisations")
    table(("set", "voices", "length", "4-grams", "profile", "lowest", "calibration"), rows)
    french(shared / "eval")
    speed()


def sets(shared: Path) -> list[Voices]:
    """The sets of the shared data, masked; what is in French stands apart."""
    captions: dict[str, list[str]] = defaultdict(list)
    in_french: dict[str, list[str]] = defaultdict(list)
    for row in lines(shared, "eval/06_brand_voice_instagram.jsonl"):
        into = in_french if row["lang_guess"] == "fr" else captions
        into[row["brand"]].append(masked(row["caption"]))
    tweets: dict[str, list[str]] = defaultdict(list)
    for row in lines(shared, "eval/06_corporate_messaging.jsonl"):
        tweets[row["screenname"]].append(masked(row["text"]))
    speeches: dict[str, list[str]] = defaultdict(list)
    for row in lines(shared, "eval/06_voeux_presidents_fr.jsonl"):
        speeches[row["speaker"]].append(masked(row["sentence"]))
    operator: dict[str, list[str]] = defaultdict(list)
    for row in lines(shared, "real/free/statements.jsonl"):
        operator[row["speaker"]].append(masked(row["text"]))
    customers = [masked(row["text"]) for row in lines(shared, "real/free/posts.jsonl")]
    every = tuple(text for texts in captions.values() for text in texts)
    return [
        Voices("captions", captions, "en"),
        Voices("tweets", tweets, "en"),
        Voices("FR presidents", speeches, "fr"),
        Voices("FR captions", in_french, "fr", every),
        Voices("FR operator", operator, "fr", tuple(customers)),
    ]


def masked(text: str) -> str:
    """A text without what names anybody."""
    text = LINK.sub("http://u", html.unescape(text))
    return NAMES.sub("Org", HASHTAG.sub("#x", HANDLE.sub("@x", text)))


def measured(voices: Voices) -> list[tuple[object, ...]]:
    """A row of the table for the set, with a line printed for each voice."""
    kept = {name: texts for name, texts in voices.texts.items() if len(texts) >= FEWEST}
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in kept}
    percentiles: dict[str, list[float]] = {name: [] for name in kept}
    for name, texts in kept.items():
        others = voices.against or [t for n, ts in kept.items() if n != name for t in ts]
        for split in range(SPLITS):
            lot = random.Random(f"{SEED} {split} {name}")
            mixed = lot.sample(list(texts), len(texts))
            learned, unseen = mixed[: 7 * len(texts) // 10], mixed[7 * len(texts) // 10 :]
            strangers = lot.sample(list(others), min(OTHERS, len(others)))
            for method, learn in METHODS.items():
                scorer = learn(learned, voices.language)
                own = [scorer(text) for text in unseen]
                found[name][method].append(auroc(own, [scorer(text) for text in strangers]))
                if method == "profile":
                    percentiles[name] += own
    scores = {n: {m: float(np.mean(v)) for m, v in by.items()} for n, by in found.items()}
    print(f"\n{voices.name}")
    for name, by in sorted(scores.items(), key=lambda item: item[1]["profile"]):
        shown = "  ".join(f"{method} {score:.3f}" for method, score in by.items())
        print(f"  {name:24} {len(kept[name]):4} texts  {shown}")
    columns = [np.array([by[method] for by in scores.values()]) for method in METHODS]
    lowest = f"{columns[-1].min():.3f}"
    pooled = calibration([p for own in percentiles.values() for p in own])
    off = f"{pooled:.1f}, {np.mean([calibration(own) for own in percentiles.values()]):.1f} each"
    return [(voices.name, len(scores), *map(with_interval, columns), lowest, off)]


def by_length(texts: Sequence[str], language: str) -> Scorer:
    median = float(np.median([len(text) for text in texts]))
    return lambda text: -abs(float(np.log((len(text) + 1) / (median + 1))))


def by_four_grams(texts: Sequence[str], language: str) -> Scorer:
    def runs(text: str) -> list[str]:
        return [text[i : i + 4] for i in range(len(text) - 3)] or [text]

    counts = Counter(run for text in texts for run in runs(text))
    total = counts.total()
    return lambda text: float(np.mean([np.log((counts[r] + 0.5) / total) for r in runs(text)]))


def by_profile(texts: Sequence[str], language: str) -> Scorer:
    profile = VoiceProfile.learn(texts, language)
    return lambda text: profile.score(text).percentile


METHODS: dict[str, Callable[[Sequence[str], str], Scorer]] = {
    "length": by_length,
    "4-grams": by_four_grams,
    "profile": by_profile,
}


def auroc(own: Sequence[float], others: Sequence[float]) -> float:
    """The chance that one of ``own`` is above one of ``others``; a tie is half a chance."""
    ordered = np.sort(np.array(others))
    below = np.searchsorted(ordered, own, side="left")
    level = np.searchsorted(ordered, own, side="right")
    return float(np.mean(below + level) / (2 * len(ordered)))


def calibration(percentiles: Sequence[float]) -> float:
    """The mean distance of the quantiles from those of an even spread, in points of a hundred."""
    even = 100 * (np.arange(len(percentiles)) + 0.5) / len(percentiles)
    return float(np.abs(np.sort(percentiles) - even).mean())


def with_interval(scores: NDArray[np.float64]) -> str:
    rng = np.random.default_rng(SEED)
    means = scores[rng.integers(0, len(scores), (10_000, len(scores)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{scores.mean():.3f} [{low:.3f}, {high:.3f}]"


def french(folder: Path) -> None:
    """*Tu* and *vous* on 08_cocoa_fr, and politeness against people's judgement on 08_tydip_fr."""
    pairs = lines(folder, "08_cocoa_fr.jsonl")
    right = sum(address(row["fr_formal"]) == "vous" for row in pairs)
    right += sum(address(row["fr_informal"]) == "tu" for row in pairs)
    print(f"\ntu or vous: {right / (2 * len(pairs)):.3f} right of {2 * len(pairs)}")
    judged = lines(folder, "08_tydip_fr.jsonl")
    ours = ranks([politeness(row["sentence"], "fr") for row in judged])
    theirs = ranks([row["score"] for row in judged])
    print(f"politeness: Spearman {np.corrcoef(ours, theirs)[0, 1]:.3f} over {len(judged)}")


def speed() -> None:
    """Learning from 1,000 texts of about 300 characters, and scoring one of them."""
    told = "We are proud to share what our teams have learned with customers this year."
    lot = random.Random(SEED)
    texts = [" ".join(lot.choices(told.split(), k=60)) for _ in range(1_000)]
    start = time.perf_counter()
    profile = VoiceProfile.learn(texts, "en")
    learned = time.perf_counter() - start
    start = time.perf_counter()
    for text in texts[:200]:
        profile.score(text)
    print(f"learned in {learned:.2f} s, scored in {5 * (time.perf_counter() - start):.1f} ms")


def ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """The rank of each value, ties at their mean."""
    array = np.array(values)
    ordered = np.sort(array)
    below = np.searchsorted(ordered, array, side="left")
    return (below + np.searchsorted(ordered, array, side="right")) / 2.0


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    text = require(folder, name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


if __name__ == "__main__":
    main()
