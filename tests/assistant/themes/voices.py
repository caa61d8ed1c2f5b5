"""Voices for tests: a few subjects, and vectors that lie where their subject does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.themes.values import Voice

SUBJECTS = {
    "parking": (
        "The parking garage was full near platform {}",
        "Le parking était plein au quai {}",
    ),
    "wifi": ("The wifi drops in carriage {}", "Le wifi coupe dans la voiture {}"),
    "bottles": ("Deposit bottles were turned back at shop {}", "Consigne refusée au magasin {}"),
    "bikes": ("No room for bikes on line {}", "Aucune place pour les vélos sur la ligne {}"),
}


def crowd(
    each: int = 30, strays: int = 0, seed: int = 0
) -> tuple[list[Voice], NDArray[np.float32], list[str]]:
    """Voices in both languages on every subject, their vectors, and the subject of each.

    As with the embedded model, all vectors share much, and those of a language share more.
    """
    rng = np.random.default_rng(seed)
    shared, french = np.eye(64)[0] * 4, np.eye(64)[1] * 2
    voices, rows, subjects = [], [], []
    for place, (subject, texts) in enumerate(SUBJECTS.items()):
        for i in range(each):
            language = "fr" if i % 2 else "en"
            voices.append(Voice(f"{subject}-{i}", texts[i % 2].format(i), language))
            row = shared + np.eye(64)[2 + place] * 1.5 + rng.normal(0, 0.08, 64)
            rows.append(row + french if i % 2 else row)
            subjects.append(subject)
    for i in range(strays):
        voices.append(Voice(f"stray-{i}", f"Quite another thing {rng.integers(1e9)}", "en"))
        rows.append(shared + np.eye(64)[10 + i % 40] * 1.5 + rng.normal(0, 0.08, 64))
        subjects.append("stray")
    matrix = np.array(rows, dtype=np.float32)
    return voices, matrix / np.linalg.norm(matrix, axis=1, keepdims=True), subjects
