"""A rehearsal from its first question on: answered, judged, asked further, and tried otherwise.

Who asks and who judges are kept apart: the challenger hears of an answer only what it can come
back to, and the judge knows neither the persona nor its level. An answer is kept with what the
judge made of it and with the next question, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import BadRequest, ModelFailed
from assistant.freezing import freeze, thaw
from assistant.rehearsal.asking import Script, next_question
from assistant.rehearsal.challengers import Challenger
from assistant.rehearsal.shelf import KeptTurn, Listed, Shelf, Terms
from assistant.rehearsal.values import LEVELS, Assessment, Heard, Matter, Question, Turn
from knowledge.cleaning import clean

LONGEST = 10_000
"""Characters of one answer."""

Matters = Callable[[str, str, str], Sequence[Matter]]
"""brand, topic, language -> what the record gives to hold against one."""
Judge = Callable[[Question, str, Terms], Assessment]
"""The question, the answer, the terms -> what the answer is worth."""
Converse = Callable[[Script, Sequence[Turn], Sequence[Heard]], Question | None]
"""A chat model's next question, ``None`` where the record is to ask. It may raise
:class:`ModelFailed`."""

_INSTEAD = (
    "This question comes from the record, without it.",
    "Cette question vient du registre, sans lui.",
)


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsal as it stands. ``path`` leads from the first turn to the one it stands at.

    ``branches`` are all its turns, those of other branches too, as they came.
    """

    listed: Listed
    path: tuple[Turn, ...]
    branches: tuple[Turn, ...]

    @property
    def pending(self) -> Turn | None:
        """The turn whose question waits for an answer."""
        last = self.path[-1] if self.path else None
        return last if last is not None and last.answer is None else None

    @property
    def notice(self) -> str | None:
        """Why the question that waits is the record's and not a chat model's, when that is news."""
        return self.pending.question.instead if self.pending is not None else None

    def beside(self, turn: Turn) -> tuple[Turn, ...]:
        """Every answer that was tried to a turn's question, itself among them, as they came."""
        return tuple(one for one in self.branches if one.parent == turn.parent)


class Rehearsals:
    """The rehearsals of one installation. Safe to share between threads."""

    def __init__(
        self,
        shelf: Shelf,
        challengers: Mapping[str, Challenger],
        matters: Matters,
        judge: Judge,
        converse: Converse | None = None,
    ) -> None:
        self.shelf = shelf
        self.challengers = challengers
        self._matters = matters
        self._judge = judge
        self._converse = converse

    @property
    def converses(self) -> bool:
        """Whether a chat model can ask."""
        return self._converse is not None

    def begin(self, person: str, terms: Terms) -> Rehearsal:
        """A new rehearsal, its first question asked.

        Raises :class:`BadRequest` for a challenger, level or language that there is not, or where
        there is nothing to ask about.
        """
        if terms.challenger not in self.challengers:
            known = ", ".join(self.challengers)
            raise BadRequest(
                f"There is no challenger {terms.challenger!r}. There are: {known}.",
                f"Personne ici ne s'appelle «\u00a0{terms.challenger}\u00a0». "
                f"Peuvent interroger\u00a0: {known}.",
            )
        if terms.level not in LEVELS:
            raise BadRequest(
                f"A level is 1, 2 or 3, not {terms.level}.",
                f"Le niveau est 1, 2 ou 3, et non {terms.level}.",
            )
        if terms.language not in ("en", "fr"):
            raise BadRequest(
                "A rehearsal is in English (en) or in French (fr).",
                "Une répétition se tient en français (fr) ou en anglais (en).",
            )
        if terms.engine == "model" and self._converse is None:
            raise BadRequest(
                "No chat model is configured: rehearse from the record.",
                "Aucun modèle n'est configuré\u00a0: répétez à partir du registre.",
            )
        question = self._next(terms, "", (), ())
        if question is None:
            raise BadRequest(
                "There is nothing to ask about: say a topic, or put something on record.",
                "Il n'y a rien à demander\u00a0: indiquez un sujet, ou versez quelque chose au "
                "registre.",
            )
        return self.read(self.shelf.begin(person, terms, _body(question)), person)

    def answer(self, rehearsal: str, person: str, words: str, turn: str | None = None) -> Rehearsal:
        """Answer the question that waits, or, with ``turn``, that turn's question once more.

        A question that was answered before is answered otherwise, on a branch of its own.
        """
        said = clean(words).text.strip()
        if not said:
            raise BadRequest(
                "The answer is empty. Silence is one only on air.",
                "La réponse est vide. Le silence n'en est une qu'à l'antenne.",
            )
        if len(said) > LONGEST:
            raise BadRequest(
                f"The answer has {len(said):,} characters; at most {LONGEST:,}.",
                f"La réponse compte {len(said)} signes\u00a0; {LONGEST} au plus.",
            )
        before = self.read(rehearsal, person)
        one = before.pending if turn is None else _at(before.branches, turn)
        if one is None:
            raise BadRequest(
                "No question waits for an answer. Go back to one, or begin another.",
                "Aucune question n'attend de réponse. Revenez à l'une d'elles, ou commencez une "
                "autre répétition.",
            )
        terms = before.listed.terms
        assessment = self._judge(one.question, said, terms)
        answered = Turn(one.id, one.parent, one.question, said, assessment)
        path = (*_path(before.branches, one.parent), answered)
        question = self._next(terms, rehearsal, path, assessment.heard)
        self.shelf.settle(
            rehearsal,
            person,
            one.id,
            _body(one.question, said, assessment),
            _body(question) if question is not None else None,
            seen=_body(one.question) if one.answer is None else None,
        )
        return self.read(rehearsal, person)

    def read(self, rehearsal: str, person: str) -> Rehearsal:
        """A rehearsal of one's own, or one that is shared with one."""
        listed, kept = self.shelf.open(rehearsal, person)
        branches = tuple(_turn(one) for one in kept)
        return Rehearsal(listed, _path(branches, listed.leaf), branches)

    def _next(
        self, terms: Terms, seed: str, path: Sequence[Turn], heard: Sequence[Heard]
    ) -> Question | None:
        script = Script(
            self.challengers[terms.challenger],
            terms.level,
            terms.language,
            terms.topic,
            self._matters(terms.brand, terms.topic, terms.language),
            seed,
        )
        asked = [one.question for one in path]
        instead = None
        if terms.engine == "model":
            try:
                question = self._asked_by_model(script, path, heard)
            except ModelFailed as error:
                question, instead = None, error.told(terms.language)
            if question is not None:
                return question
        question = next_question(script, asked, heard)
        if question is None or instead is None:
            return question
        told = f"{instead} {_INSTEAD[terms.language == 'fr']}"
        # Said once: who rehearses has other things to think of.
        return (
            question if told in {one.instead for one in asked} else replace(question, instead=told)
        )

    def _asked_by_model(
        self, script: Script, path: Sequence[Turn], heard: Sequence[Heard]
    ) -> Question | None:
        if self._converse is None:
            raise ModelFailed("gone", "")
        return self._converse(script, path, heard)


def _body(
    question: Question, answer: str | None = None, assessment: Assessment | None = None
) -> dict[str, Any]:
    return {
        "question": freeze(question),
        "answer": answer,
        "assessment": freeze(assessment) if assessment is not None else None,
    }


def _turn(kept: KeptTurn) -> Turn:
    body = kept.body
    told = body["assessment"]
    return Turn(
        kept.id,
        kept.parent,
        thaw(Question, body["question"]),
        body["answer"],
        thaw(Assessment, told) if told is not None else None,
    )


def _at(branches: Sequence[Turn], turn: str) -> Turn:
    for one in branches:
        if one.id == turn:
            return one
    raise BadRequest(
        "This turn is no part of the rehearsal.",
        "Cet échange ne fait pas partie de la répétition.",
    )


def _path(branches: Sequence[Turn], leaf: str | None) -> tuple[Turn, ...]:
    """From the first turn to ``leaf``."""
    by_id = {one.id: one for one in branches}
    path: list[Turn] = []
    while leaf is not None and leaf in by_id:
        path.append(by_id[leaf])
        leaf = path[-1].parent
    return tuple(reversed(path))
