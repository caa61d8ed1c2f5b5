"""Sentences of purpose made of people's own words, each piece with the answer it comes from.

With no chat model. For each theme the clause is chosen that others bear out and that says little
which nobody else says (:mod:`assistant.workshop.clauses`); two or three themes are joined by "and
to"; today's purpose is offered again with what it lacks. Where a theme has no words that can stand,
a place in brackets says so: a person has to write there. Nothing is put to a vote from here: a
person takes a proposal up, as it is or changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.themes.values import Theme
from assistant.workshop.clauses import Clause, Form, clause, say
from assistant.workshop.hearing import Heard, terms_of
from assistant.workshop.values import Borne, Gap, Line, Piece, Source

THEMES = 8
"""Themes, largest first, that sentences are made for."""
READ = 300
"""Answers of a theme, nearest to its middle, that are read for a clause."""
SINGLE = 3
JOINED = 16
"""Words of a clause that is joined with others, at most."""
LONGEST = 34
"""Words of what is joined, all together: a sentence has to be said in one breath."""
ALONE = 0.5
"""The share of a clause's words that nobody else uses, from which it is one person's."""


@dataclass(frozen=True)
class Proposal:
    """A sentence as it could be put to the vote; ``named`` are the answers whose words it has."""

    language: str
    pieces: tuple[Piece, ...]
    named: tuple[str, ...]
    themes: tuple[str, ...]
    borne: Borne

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class _Chosen:
    theme: str
    voices: int
    clause: Clause | None
    words: tuple[str, ...]
    borne: int
    spoken: bool
    """Whether most of its voices are in the language of the sentence: its words are, then."""


def proposals(heard: Heard, gap: Gap, languages: Sequence[str]) -> tuple[Proposal, ...]:
    """Sentences in each of ``languages``, those of one theme first, then the joined ones."""
    found: dict[str, Proposal] = {}
    for language in languages:
        chosen = [_chosen(heard, theme, language) for theme in heard.themes.themes[:THEMES]]
        # What most answers bear out comes first; the larger theme where they are as many.
        chosen.sort(key=lambda one: -one.borne)
        for pieces, themes in _composed(chosen, gap, language):
            one = _proposal(heard, language, pieces, themes)
            found.setdefault(one.text, one)
    return tuple(found.values())


def _chosen(heard: Heard, theme: Theme, language: str) -> _Chosen:
    best = _best(heard, theme.members, language)
    borne = len(heard.borne(best.words, language).answers) if best is not None else 0
    spoken = next(iter(theme.languages), language) == language
    return _Chosen(theme.id, len(theme), best, theme.words, borne, spoken)


def _composed(
    chosen: Sequence[_Chosen], gap: Gap, language: str
) -> list[tuple[list[Piece], list[str]]]:
    aims = [one for one in chosen if one.clause is not None and one.clause.form is Form.AIM]
    short = [one for one in aims if _length(one) <= JOINED]
    made: list[tuple[list[Piece], list[str]]] = []
    for one in aims[:SINGLE]:
        made.append((_joined([one], language), [one.theme]))
    for count in (2, 3):
        some = short[:count]
        if len(some) == count and sum(_length(one) for one in some) <= LONGEST:
            made.append((_joined(some, language), [one.theme for one in some]))
    if again := _mended(chosen, gap, language):
        made.append(again)
    speechless = [one for one in chosen if one.clause is None and one.words and one.spoken]
    if speechless and short:
        blank = say("blank", language).format(
            count=speechless[0].voices, words=" · ".join(speechless[0].words[:3])
        )
        pieces = _joined(short[:1], language)[:-1]
        pieces += [
            Piece(say("between", language), Source.JOINT),
            Piece(blank, Source.BLANK),
            Piece(".", Source.JOINT),
        ]
        made.append((pieces, [short[0].theme, speechless[0].theme]))
    return made


def _length(one: _Chosen) -> int:
    return len(one.clause) if one.clause is not None else 0


def _joined(chosen: Sequence[_Chosen], language: str) -> list[Piece]:
    """ "We exist to one, to two, and to three." """
    pieces = [Piece(say("first", language), Source.JOINT)]
    for at, one in enumerate(chosen):
        if at:
            last = at == len(chosen) - 1
            word = say("between" if last else "comma", language)
            if "," in pieces[-1].text and not word.startswith(","):
                word = "," + word
            pieces.append(Piece(word, Source.JOINT))
        pieces.append(_quoted(one.clause))
    return [*pieces, Piece(".", Source.JOINT)]


def _mended(
    chosen: Sequence[_Chosen], gap: Gap, language: str
) -> tuple[list[Piece], list[str]] | None:
    """Today's purpose, and beside it what the largest theme says that it lacks."""
    lacking = {one.theme_id for one in gap.missing}
    today = _today(gap.lines, language)
    for one in chosen:
        if today is None or one.clause is None or one.theme not in lacking:
            continue
        lead = say("owes" if one.clause.form is Form.DUTY else "wants", language)
        pieces = [
            Piece(today.text, Source.PURPOSE, today.passage_id),
            Piece(" " + lead, Source.JOINT),
            _quoted(one.clause),
            Piece(".", Source.JOINT),
        ]
        return pieces, [one.theme]
    return None


def _today(lines: Sequence[Line], language: str) -> Line | None:
    """The first sentence of today's purpose in a language: what it begins with is what it is."""
    return next((line for line in lines if line.language == language), None)


def _quoted(one: Clause | None) -> Piece:
    assert one is not None  # noqa: S101 - only themes with a clause come here
    return Piece(one.words, Source.ANSWER, one.answer_id)


def _proposal(
    heard: Heard, language: str, pieces: Sequence[Piece], themes: Sequence[str]
) -> Proposal:
    named = [p.of for p in pieces if p.source is Source.ANSWER and p.of is not None]
    # What joins is nobody's, and what stands in brackets was written by nobody.
    said = [p.text for p in pieces if p.source in (Source.ANSWER, Source.PURPOSE)]
    return Proposal(
        language,
        tuple(pieces),
        tuple(dict.fromkeys(named)),
        tuple(themes),
        heard.borne_by_parts(said, language),
    )


def _best(heard: Heard, members: Sequence[str], language: str) -> Clause | None:
    """The clause of a theme's answers that most others of it could have said."""
    found: list[Clause] = []
    for sentence in heard.sentences(members[:READ]):
        if sentence.language == language:
            one = clause(sentence.answer_id, sentence.text, sentence.language)
            if one is not None:
                found.append(one)
    if not found:
        return None
    vectors = heard.grounded(heard.embed([c.words for c in found]), [language] * len(found))
    rows = [heard.place[member] for member in members]
    middle = heard.ground[rows].mean(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    central = vectors @ middle
    borne = ((vectors @ heard.ground[rows].T) >= heard.near).sum(axis=1) / len(rows)

    def worth(at: int) -> float:
        one = found[at]
        terms = terms_of(one.words, one.language)
        alone = sum(heard.said.get(term, 0) < 2 for term in terms) / max(1, len(terms))
        # Neither a slogan nor a paragraph: some twelve words.
        length = abs(len(one) - 12) / 12
        duty = 0.15 if one.form is Form.DUTY else 0.0
        return float(central[at] + borne[at] - ALONE * alone - 0.2 * length - duty)

    best = max(range(len(found)), key=lambda at: (worth(at), found[at].words))
    return found[best]
