"""A chat model as the judge of sentences: what it is asked, and what of its answer can be read.

The judge sees the sentences and the passages nearest to them, and has to quote what decides. What
its verdicts are worth is weighed in :mod:`assistant.checks.judged`, never here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import prompts
from assistant.budget import pack
from assistant.chat import ChatModel, read_json
from assistant.checks import Verdict
from assistant.errors import ModelFailed
from assistant.material import passage_tag, short_ids, tagged
from assistant.model import Standing
from knowledge import tokens
from knowledge.model import Passage

STANDINGS = ("supported", "extends", "contradicts", "new", "opinion")
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "verdicts": {
            "type": "array",
            "maxItems": 40,
            "items": {
                "type": "object",
                "properties": {
                    "number": {"type": "integer"},
                    "standing": {"type": "string", "enum": list(STANDINGS)},
                    "id": {"type": "string"},
                    "quote": {"type": "string"},
                },
                "required": ["number", "standing", "id", "quote"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["verdicts"],
    "additionalProperties": False,
}
_REPLACED = {"en": "replaced by", "fr": "remplacé par"}


class ChatJudge:
    """Asks a chat model how sentences stand. Safe to share between threads."""

    def __init__(self, model: ChatModel, brand: str) -> None:
        self._model = model
        self._brand = brand
        self.name = model.name

    def digest(self, language: str) -> str:
        """The digest of the instructions in a language."""
        return _prompt(language).digest

    def verdicts(
        self, sentences: Sequence[str], passages: Sequence[Passage], language: str
    ) -> dict[int, Verdict]:
        """A verdict for each sentence that the model gave one, by its place in ``sentences``.

        ``passages`` are the nearest, best first; those that fit in the model's window are shown.
        Raises :class:`ModelFailed`, also for an answer that cannot be read.
        """
        boundary, canary = secrets.token_hex(6), f"ref-{secrets.token_hex(8)}"
        system = _prompt(language).fill(brand=self._brand, boundary=boundary, canary=canary)
        asked = [
            tagged("sentence", words, boundary, {"number": str(at + 1)})
            for at, words in enumerate(sentences)
        ]
        ids = short_ids(passages)
        shown = [
            passage_tag(p, ids[p.id], boundary, _REPLACED.get(language, _REPLACED["en"]))
            for p in passages
        ]
        used = tokens.count(system) + sum(map(tokens.count, asked))
        kept, _ = pack(shown, self._model.room - used)
        user = "\n\n".join([*(shown[n] for n in kept), *asked])
        written = self._model.write([("system", system), ("user", user)], SCHEMA)
        if canary in written.words:
            raise ModelFailed("echo", self.name)
        known = {ids[passages[n].id]: passages[n].id for n in kept}
        found = _read(written.words, known)
        if found is None:
            raise ModelFailed("unread", self.name)
        return {number - 1: one for number, one in found.items() if 1 <= number <= len(sentences)}


def _read(words: str, ids: Mapping[str, str]) -> dict[int, Verdict] | None:
    told = read_json(words)
    rows = told.get("verdicts") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        return None
    found: dict[int, Verdict] = {}
    for row in rows:
        if not isinstance(row, dict) or row.get("standing") not in STANDINGS:
            continue
        number, short, quote = row.get("number"), row.get("id"), row.get("quote")
        if isinstance(number, int) and isinstance(short, str) and isinstance(quote, str):
            passage = ids.get(short.strip().strip("[]()\"' ").lower(), "")
            found.setdefault(number, Verdict(Standing(row["standing"]), passage, quote))
    return found


def _prompt(language: str) -> prompts.Prompt:
    return prompts.load(f"checks/judge-{'fr' if language == 'fr' else 'en'}")
