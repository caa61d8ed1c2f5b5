"""What may be put to an ally: a question in a person's own words, never an answer to be signed.

Two things are held. The ask hands nobody a ready-made text: what it quotes is the ally's own or on
record, to the letter. And no two allies are sent the same text: runs of three words that the
shorter of two asks has in common with the other (containment of shingles, Broder 1997), the names
of the allies left out, may not reach :data:`SAME`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from assistant.errors import BadRequest
from assistant.phrasing import moment
from assistant.reef.forms import LONGEST
from assistant.reef.shelf import Asked
from assistant.reef.texts import refused, say
from assistant.reef.values import Ally
from knowledge.cleaning import clean, fold, squash

SAME = 0.6
"""Share of the shorter ask's runs of words from which two asks are nearly the same text."""
RUN = 3
LEAST = 8
"""Words of an ask."""
QUOTED = 4
"""Words between quotation marks from which they are a quotation, and no mere term."""

_QUOTATION = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"")
_WORD = re.compile(r"[^\W_]+")


def worded(ask: str, name: str) -> str:
    """The ask as it is kept. Raises :class:`BadRequest` where it says too little, or too much."""
    said = clean(ask).text.strip()
    count = len(_WORD.findall(said))
    if not count:
        raise refused(BadRequest, "no ask", name=name)
    if count < LEAST:
        raise refused(BadRequest, "short ask", count=count)
    if len(said) > LONGEST["ask"]:
        raise BadRequest(
            *(
                say(speech)(
                    "long", what=say(speech)("what ask"), count=len(said), most=LONGEST["ask"]
                )
                for speech in ("en", "fr")
            )
        )
    return said


def refuse_ready_made(ask: str, theirs: Collection[str], record: Collection[str]) -> None:
    """Raise :class:`BadRequest` where the ask puts words into somebody's mouth.

    ``theirs`` are the ally's own words, ``record`` those of the record that stand in the brief.
    """
    known = [squash(one) for one in (*theirs, *record)]
    for match in _QUOTATION.finditer(ask):
        words = next(group for group in match.groups() if group)
        if len(_WORD.findall(words)) >= QUOTED and not any(
            squash(words).strip(" .,;:!?…") in one for one in known
        ):
            raise refused(BadRequest, "ready made", words=" ".join(words.split())[:120])
    # What they said themselves may hold any word.
    rest = fold(_QUOTATION.sub(" ", ask)).replace("\n", " ")
    for language in ("en", "fr"):
        cues = _cues()[language]
        for cue in cues["ready"]:
            for match in re.finditer(rf"(?<!\w){re.escape(cue)}", rest):
                before = _WORD.findall(rest[: match.start()].replace("don't", "not"))
                if not set(before[-_cues()["within"] :]) & set(cues["not"]):
                    raise refused(BadRequest, "ready made", words=cue)


def refuse_same(ask: str, ally: Ally, others: Sequence[Asked], names: Mapping[str, str]) -> None:
    """Raise :class:`BadRequest` where nearly this text was put to another ally.

    ``names`` are those of all allies, by id; whoever is no longer among them is still counted.
    """
    mine = _runs(ask, names.values())
    for other in others:
        if other.ally_id == ally.id:
            continue
        share = alike(mine, _runs(other.ask, names.values()))
        if share >= SAME:
            raise BadRequest(
                *(
                    say(speech)(
                        "same ask",
                        other=names.get(other.ally_id, "–"),
                        date=moment(other.at[:10], speech, exact=True),
                        share=round(100 * share),
                        name=ally.name,
                    )
                    for speech in ("en", "fr")
                )
            )


def alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The share of the shorter's runs that the other has, in [0, 1]."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _runs(ask: str, names: Collection[str]) -> frozenset[tuple[str, ...]]:
    said = fold(ask)
    for name in sorted(map(fold, names), key=len, reverse=True):
        said = said.replace(name, " ")
    words = _WORD.findall(said)
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


@cache
def _cues() -> Mapping[str, Any]:
    found = resources.files("assistant.reef").joinpath("asks.toml")
    return tomllib.loads(found.read_text(encoding="utf-8"))
