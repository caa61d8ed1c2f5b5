"""What if: two answers to one question side by side."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import BadRequest
from assistant.rehearsal.outcome import Better, Branch, Compared, Difference
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import Assessment, Bridge, Turn
from assistant.rehearsal.weighing import borne_out, claims, merits, weaknesses
from knowledge.cleaning import squash

NEARER = 0.1
"""How much nearer to the voice is nearer."""


def compare(one: Turn, other: Turn, language: str) -> Compared:
    """Two answers to one question, and in what they differ or agree.

    Raises :class:`BadRequest` where they are not two answers to one question.
    """
    told, beside = one.assessment, other.assessment
    if squash(one.question.text) != squash(other.question.text) or one.id == other.id:
        raise BadRequest(
            "Compare two answers to one question.",
            "Comparez deux réponses à une même question.",
        )
    if told is None or beside is None:
        raise BadRequest(
            "One of the two has no answer yet.", "L'une des deux n'a pas encore de réponse."
        )
    words = Words(language)
    return Compared(
        one.question,
        Branch(one, weaknesses(told, words), merits(told, words)),
        Branch(other, weaknesses(beside, words), merits(beside, words)),
        tuple(_differences(told, beside, words)),
    )


def _differences(one: Assessment, other: Assessment, words: Words) -> Iterator[Difference]:
    way, beside = one.technique, other.technique

    def yes(value: bool) -> str:
        return words("yes" if value else "no")

    def counted(name: str, here: int, there: int) -> Difference:
        """What is better the fewer there are of it."""
        told = (str(here) if here else words("none"), str(there) if there else words("none"))
        return Difference(name, words(f"diff {name}"), *told, _better(-here, -there))

    yield Difference(
        "answered",
        words("diff answered"),
        yes(way.answered),
        yes(beside.answered),
        _better(way.answered, beside.answered),
    )
    yield counted("contradictions", len(one.contradictions), len(other.contradictions))
    yield counted("promises", len(one.promises), len(other.promises))
    here, there = borne_out(one), borne_out(other)
    yield Difference(
        "borne",
        words("diff borne"),
        words("of", part=here, whole=claims(one)),
        words("of", part=there, whole=claims(other)),
        _better(here / max(1, claims(one)), there / max(1, claims(other))),
    )
    yield Difference(
        "granted",
        words("diff granted"),
        yes(way.acknowledged),
        yes(beside.acknowledged),
        _better(way.acknowledged, beside.acknowledged),
    )
    yield Difference(
        "bridge",
        words("diff bridge"),
        words(f"bridge {way.bridge}"),
        words(f"bridge {beside.bridge}"),
        _better(way.bridge is not Bridge.INSTEAD, beside.bridge is not Bridge.INSTEAD),
    )
    yield counted("repeated", len(way.repeated), len(beside.repeated))
    yield counted("hedges", len(way.hedges), len(beside.hedges))
    yield counted("vague", len(way.vague), len(beside.vague))
    yield Difference(
        "seconds",
        words("diff seconds"),
        str(way.seconds),
        str(beside.seconds),
        Better.SAME if way.seconds == beside.seconds else Better.OPEN,
    )
    if one.voice is not None and other.voice is not None:
        near = one.voice - other.voice
        better = _better(one.voice, other.voice) if abs(near) >= NEARER else Better.SAME
        told = [f"{round(value * 100)}\u00a0%" for value in (one.voice, other.voice)]
        yield Difference("voice", words("diff voice"), told[0], told[1], better)


def _better(one: float, other: float) -> Better:
    if one == other:
        return Better.SAME
    return Better.ONE if one > other else Better.OTHER
