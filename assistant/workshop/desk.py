"""The workshop: open calls of a brand, what was answered, what comes of it.

What needs the record, the vectors or a chat model is handed in. Each act asks for the right to it,
by whoever is signed in at that moment; what is read out of the answers is kept with the call and
made anew once they changed. Long work tells how far it is; what ``progress`` raises stops it, and
what was taken in or embedded until then stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import BadRequest
from assistant.review.people import Person
from assistant.themes.gathering import gather, how_many
from assistant.themes.values import Theme, Themes
from assistant.workshop import rights
from assistant.workshop.ballots import Ballots, words_of
from assistant.workshop.candidates import Proposal, proposals
from assistant.workshop.few import few
from assistant.workshop.gap import gap
from assistant.workshop.hearing import Floats, Heard, voices_of
from assistant.workshop.importing import Arrival, Imported, arrivals
from assistant.workshop.outcome import Choice, Publish, notes_of
from assistant.workshop.phrasing import Phrased
from assistant.workshop.rights import Act
from assistant.workshop.shelf import Shelf
from assistant.workshop.tensions import tensions
from assistant.workshop.values import (
    LEAST,
    Answer,
    Borne,
    Call,
    Candidate,
    Comment,
    Decided,
    Few,
    Gap,
    Piece,
    Source,
    Tally,
    Tension,
    Wording,
)
from assistant.workshop.words import wording
from knowledge.cleaning import clean
from knowledge.errors import UnknownThing
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.loading.outcomes import Limits
from knowledge.model import Passage, Visibility

Progress = Callable[[int, int, str], None]
"""Told how much is done, of how much, and of what: ``reading``, ``embedding``, ``themes``."""

AT_ONCE = 200
"""Answers of one transaction, and what a stop can cost."""
ENOUGH = 8
"""Answers below which nothing is read out of them."""
SIZE, MOST_THEMES = 7, 10
"""Answers that a theme has on average where there are few, and how many themes are sought then."""
KEPT = 8
"""Calls whose reading stays in memory."""


def _silent(done: int, whole: int, what: str) -> None:
    """Tells nobody."""


class Surroundings(Protocol):
    """What the workshop needs of the house around it."""

    def embed(self, texts: Sequence[str], progress: Progress) -> Floats:
        """A vector for each text; what was embedded once is not embedded again."""
        ...

    def forget(self, texts: Sequence[str]) -> None:
        """Drop the vectors of texts that were erased."""
        ...

    def veil(self, brand: str) -> Callable[[str, str], str]:
        """What masks a text in a language, with what the brand's public record knows left."""
        ...

    def names(self, brand: str) -> frozenset[str]:
        """The words of the brand's own names, folded."""
        ...

    def purposes(self, brand: str) -> Sequence[Passage]:
        """The passages of the purpose documents that are in force, in their order."""
        ...

    def words(self, brand: str, language: str) -> Sequence[str]:
        """What the brand has said in public in a language, passage by passage."""
        ...

    def settle(self, brand: str) -> None:
        """Bring what is derived from the record up to it."""
        ...


@dataclass(frozen=True)
class Study:
    """All that is read out of the answers to a call."""

    heard: Heard
    few: tuple[Few, ...]
    tensions: tuple[Tension, ...]
    wordings: tuple[Wording, ...]
    gap: Gap
    proposals: tuple[Proposal, ...]


@dataclass
class Workshop:
    """The calls of one installation. Safe to share between threads."""

    shelf: Shelf
    around: Surroundings
    publish: Publish
    clock: Callable[[], datetime]
    least: int = LEAST
    phrase: Callable[[Heard, Gap, str], Phrased] | None = None
    limits: Limits = field(default_factory=Limits)
    _studies: dict[str, tuple[object, Study]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.ballots = Ballots(self.shelf)

    # --- calls ------------------------------------------------------------------------------------

    def open(
        self,
        brand: str,
        question: Mapping[str, str],
        by: Person,
        *,
        asked: Mapping[str, str] | None = None,
        anonymous: bool = True,
        least: int | None = None,
    ) -> Call:
        """A new call: ``question`` and who is ``asked`` by language.

        ``least`` is how many people a group needs to be shown. Raises :class:`NotAllowed`,
        :class:`BadRequest`.
        """
        self._demand(by, Act.OPEN, brand)
        return self.shelf.open(
            brand, question, asked or {}, by.name, anonymous=anonymous, least=least or self.least
        )

    def calls(self, brand: str) -> list[Call]:
        """The brand's calls, the newest first."""
        return self.shelf.calls(brand)

    def call(self, brand: str, ref: str | None = None) -> Call:
        """A call of the brand by the beginning of its id; without one, the newest.

        Raises :class:`UnknownThing`.
        """
        if ref:
            found = self.shelf.call(ref)
            if found.brand == brand:
                return found
        elif known := self.shelf.calls(brand):
            return known[0]
        raise UnknownThing(
            f"No call {ref!r} of {brand}." if ref else f"{brand} has no call yet: "
            "`corail purpose open`."
        )  # fmt: skip

    def close(self, call: Call, by: Person) -> Call:
        """End answers and votes; who chose what is forgotten with it."""
        self._demand(by, Act.CLOSE, call.brand, call.id)
        return self.shelf.close(
            call, by.name, lambda connection, scribe: self.ballots.seal(connection, scribe, call)
        )

    def erase_call(self, call: Call, by: Person) -> None:
        """Forget a call and all that was said in it; what went on record stays there."""
        self._demand(by, Act.ERASE, call.brand, call.id)
        texts = [answer.text for answer in self._answers(call)[1]]
        self.shelf.erase_call(call, by.name)
        self._forget(call, texts)

    # --- answers ----------------------------------------------------------------------------------

    def take_in(
        self,
        call: Call,
        path: Path,
        by: Person,
        *,
        mapping: Mapping[str, str] | None = None,
        progress: Progress = _silent,
    ) -> Imported:
        """The answers of a file, those that are there already left out.

        Stopped half-way, what was taken stays, and the same file again goes on from there. Raises
        :class:`NotAllowed`, :class:`BadRequest`, and :class:`Unreadable` for the file as a whole.
        """
        self._demand(by, Act.IMPORT, call.brand, call.id)
        report, whole, arriving = arrivals(
            path,
            self.shelf.salt(call),
            mapping or {},
            call.mapping,
            anonymous=call.anonymous,
            limits=self.limits,
        )
        self.shelf.keep_mapping(call, report.columns.as_mapping())
        waiting: list[Arrival] = []

        def keep() -> None:
            # An order would tell who answered before whom.
            waiting.sort(key=lambda one: one.id)
            added = self.shelf.take(call, waiting, by.name)
            report.added += added
            report.known += len(waiting) - added
            waiting.clear()

        for done, arrived in enumerate(arriving, 1):
            if arrived is not None:
                waiting.append(arrived)
            if len(waiting) >= AT_ONCE:
                keep()
                progress(done, whole, "reading")
        if waiting:
            keep()
        progress(whole, whole, "reading")
        return report

    def erase(self, call: Call, ids: Sequence[str], by: Person) -> int:
        """Forget answers for good, and what was made of their words; how many."""
        self._demand(by, Act.ERASE, call.brand, call.id)
        mask = self.around.veil(call.brand)
        known = {answer.id: answer for answer in self.shelf.answers(call)[1]}
        masked = [mask(known[i].text, known[i].language) for i in ids if i in known]
        texts = self.shelf.erase(call, ids, by.name)
        self._forget(call, masked)
        return len(texts)

    def count(self, call: Call) -> int:
        """How many answers there are."""
        return self.shelf.count(call)

    def _answers(self, call: Call) -> tuple[int, list[Answer]]:
        """The answers, masked."""
        answered, written = self.shelf.answers(call)
        mask = self.around.veil(call.brand)
        return answered, [
            Answer(a.id, mask(a.text, a.language), a.language, a.who, a.groups) for a in written
        ]

    # --- what is read out of them -----------------------------------------------------------------

    def study(self, call: Call, progress: Progress = _silent) -> Study:
        """All that is read out of the answers. Raises :class:`BadRequest` where they are too few.

        It is kept while neither the answers nor the purpose on record change.
        """
        purposes = self.around.purposes(call.brand)
        now = self.shelf.call(call.id)
        situation = (now.answered, tuple(passage.id for passage in purposes))
        with self._lock:
            kept = self._studies.get(call.id)
            if kept is not None and kept[0] == situation:
                return kept[1]
        heard = self.hear(now, progress)
        found_gap = gap(heard, purposes)
        progress(0, 0, "sentences")
        spoken = _languages(heard)
        wordings = (
            wording(
                list(heard.voices.values()),
                self.around.words(call.brand, one),
                [passage.text for passage in purposes if passage.language == one],
                one,
            )
            for one in spoken
        )
        made = Study(
            heard=heard,
            few=few(heard),
            tensions=tensions(heard),
            wordings=tuple(one for one in wordings if one is not None),
            gap=found_gap,
            proposals=proposals(heard, found_gap, spoken),
        )
        with self._lock:
            self._studies.pop(call.id, None)
            while len(self._studies) >= KEPT:
                self._studies.pop(next(iter(self._studies)))
            self._studies[call.id] = (situation, made)
        return made

    def hear(self, call: Call, progress: Progress = _silent) -> Heard:
        """The answers with their themes, gathered anew where answers came or went."""
        answered, answers = self._answers(call)
        if len(answers) < ENOUGH:
            raise BadRequest(
                f"{len(answers)} answers are too few to read anything out of them: at least "
                f"{ENOUGH} are needed.",
                f"{len(answers)} réponses, c'est trop peu pour en tirer quoi que ce soit\u00a0: il "
                f"en faut au moins {ENOUGH}.",
            )

        def embed(texts: Sequence[str]) -> Floats:
            return self.around.embed(texts, _silent)

        vectors = self.around.embed([answer.text for answer in answers], progress)
        kept = self.shelf.reading(call)
        if kept is not None and kept[0] == answered:
            found = _thawed(kept[1])
        else:
            earlier = {t["id"]: t["members"] for t in kept[1]["themes"]} if kept else {}
            found = _gathered(answers, vectors, earlier, progress)
            self.shelf.keep_reading(call, answered, _frozen(found))
        names = self.around.names(call.brand)
        return Heard(call, tuple(answers), vectors, found, embed, names)

    def borne(self, call: Call, text: str, language: str, progress: Progress = _silent) -> Borne:
        """Which answers bear a text out, and which of its words nobody said."""
        return self.study(call, progress).heard.borne(words_of(text), language)

    def phrased(self, call: Call, language: str, progress: Progress = _silent) -> Phrased:
        """Sentences phrased by the chat model. Raises :class:`BadRequest` where there is none, and
        :class:`ModelFailed`."""
        if self.phrase is None:
            raise BadRequest(
                "No chat model is configured: the sentences here are made of people's own words.",
                "Aucun modèle de langage n'est configuré\u00a0: les phrases sont faites des mots "
                "des personnes.",
            )
        study = self.study(call, progress)
        return self.phrase(study.heard, study.gap, language)

    # --- sentences, votes, comments ---------------------------------------------------------------

    def take_up(self, call: Call, proposal: Proposal, by: Person, made_by: str) -> Candidate:
        """Put a proposal to the vote as it is."""
        self._demand(by, Act.WRITE, call.brand, call.id)
        return self.ballots.put(
            call,
            proposal.language,
            proposal.pieces,
            by.name,
            made_by,
            named=proposal.named,
            themes=proposal.themes,
        )

    def write(self, call: Call, text: str, language: str, by: Person) -> Candidate:
        """Put a sentence of one's own to the vote."""
        self._demand(by, Act.WRITE, call.brand, call.id)
        if language not in ("fr", "en"):
            raise BadRequest(
                f"A sentence is in fr or en, not in {language!r}.",
                f"Une phrase est en fr ou en, pas en {language!r}.",
            )
        borne: tuple[str, ...] = ()
        if self.count(call) >= ENOUGH:
            borne = self.borne(call, text, language).answers
        pieces = (Piece(words_of(text), Source.PERSON),)
        return self.ballots.put(call, language, pieces, by.name, "person", named=borne)

    def candidates(self, call: Call) -> list[Candidate]:
        """The sentences that are put to the vote."""
        return self.ballots.candidates(call)

    def withdraw(self, call: Call, ref: str, by: Person) -> None:
        """Take a sentence away, with its votes and comments."""
        self.ballots.withdraw(call, ref, by)

    def vote(self, call: Call, ref: str | None, by: Person) -> None:
        """Choose a sentence; ``None`` takes the vote back."""
        self._demand(by, Act.VOTE, call.brand, call.id)
        self.ballots.vote(call, ref, by)

    def tally(self, call: Call, by: Person) -> Tally:
        """The vote as ``by`` may know it."""
        return self.ballots.tally(call, by)

    def comment(self, call: Call, ref: str | None, words: str, by: Person) -> Comment:
        """Say something of a sentence, or of the call."""
        self._demand(by, Act.COMMENT, call.brand, call.id)
        return self.ballots.comment(call, ref, words, by)

    def comments(self, call: Call) -> list[Comment]:
        """What was said, oldest first."""
        return self.ballots.comments(call)

    def erase_comment(self, call: Call, comment: str, by: Person) -> None:
        """Forget a comment for good."""
        self.ballots.erase_comment(call, comment, by)

    # --- what it comes to -------------------------------------------------------------------------

    def decide(
        self,
        call: Call,
        refs: Sequence[str],
        by: Person,
        *,
        supersedes: Mapping[str, str] | None = None,
        visibility: Visibility = Visibility.PUBLIC,
    ) -> list[Decided]:
        """Put sentences on record as the purpose, one a language; the call is decided then.

        ``supersedes`` names, by language, the document in whose place a sentence stands. Raises
        :class:`BadRequest` for an open call, a sentence with a place in brackets, or two in one
        language; :class:`UnknownThing` for a document that is not there.
        """
        self._demand(by, Act.DECIDE, call.brand, call.id)
        chosen = [self.ballots.candidate(call, ref) for ref in dict.fromkeys(refs)]
        _decidable(chosen)
        tally = self.ballots.tally(call, by)
        answers = self.shelf.answers(call)[1]
        told = [
            {
                "call": call.id,
                "question": dict(call.question),
                "asked": dict(call.asked),
                "answers": len(answers),
                "authors": len({a.who or a.id for a in answers}),
                "candidates": len(self.ballots.candidates(call)),
                "candidate": one.id,
                "made_by": one.made_by,
                "author": one.author,
                "named": list(one.named),
                "voters": tally.voters,
                "votes": None if tally.votes is None else tally.votes.get(one.id, 0),
                "decided_by": by.name,
                "date": self.clock().date().isoformat(),
                "supersedes": (supersedes or {}).get(one.language),
            }
            for one in chosen
        ]
        choices = [
            Choice(one.text, one.language, (supersedes or {}).get(one.language), visibility)
            for one in chosen
        ]
        with self.shelf.database.writing() as connection:
            scribe = Scribe(connection, by.name, self.clock())
            documents = self.publish(
                connection, call.brand, call.id, choices, notes_of(told[0]), scribe
            )
            kept: dict[str, Mapping[str, Any]] = dict(zip(documents, told, strict=True))
            self.ballots.decide(connection, scribe, call, kept, by.name)
        self.around.settle(call.brand)
        return self.ballots.decided(call)

    def decided(self, call: Call) -> list[Decided]:
        """What the call came to."""
        return self.ballots.decided(call)

    def exported(self, call: Call, by: Person, what: str) -> None:
        """Journal that a summary left the house. Raises :class:`NotAllowed`."""
        self._demand(by, Act.EXPORT, call.brand, call.id)
        with self.shelf.database.writing() as connection:
            scribe = Scribe(connection, by.name, self.clock())
            scribe.write(call.brand, [Entry("call exported", call.id, {"what": what})])

    # --- ------------------------------------------------------------------------------------------

    def _demand(self, by: Person, act: Act, brand: str, call: str = "") -> None:
        rights.demand(self.shelf.database, self.clock, by, act, brand, call)

    def _forget(self, call: Call, texts: Sequence[str]) -> None:
        with self._lock:
            self._studies.pop(call.id, None)
        self.around.forget(texts)


def _gathered(
    answers: Sequence[Answer],
    vectors: Floats,
    earlier: Mapping[str, Sequence[str]],
    progress: Progress,
) -> Themes:
    """The themes of answers, finer than those of posts: an answer is a sentence or two on one
    question. Where so many cannot be found again, fewer are sought."""
    # In the order of their words: ids are drawn by lot, and the same answers have the same themes.
    order = sorted(range(len(answers)), key=lambda at: (answers[at].text, answers[at].id))
    voices = voices_of([answers[at] for at in order])
    vectors = vectors[order]
    found = Themes((), ())
    for wanted in (max(how_many(len(answers)), min(MOST_THEMES, len(answers) // SIZE)), None):
        found = gather(
            voices,
            vectors,
            earlier=earlier,
            wanted=wanted,
            progress=lambda share: progress(round(100 * share), 100, "themes"),
        )
        if 3 * len(found.unsorted) <= len(answers):
            break
    return found


def _decidable(chosen: Sequence[Candidate]) -> None:
    if not chosen:
        raise BadRequest("Say which sentence it is.", "Dites quelle phrase est retenue.")
    for one in chosen:
        if one.blank:
            raise BadRequest(
                f"Sentence {one.number} still has a place in brackets: somebody has to write it.",
                f"La phrase {one.number} garde un passage entre crochets\u00a0: il reste à "
                "l'écrire.",
            )
    if len({one.language for one in chosen}) < len(chosen):
        raise BadRequest(
            "One sentence a language: choose between those in the same one.",
            "Une phrase par langue\u00a0: choisissez entre celles qui sont dans la même.",
        )


def _languages(heard: Heard) -> tuple[str, ...]:
    """French and English, as far as they are spoken, the more frequent one first."""
    counts = {one: sum(answer.language == one for answer in heard.answers) for one in ("fr", "en")}
    spoken = [one for one, count in counts.items() if count]
    return tuple(sorted(spoken, key=lambda one: -counts[one]))


def _frozen(themes: Themes) -> dict[str, Any]:
    return {
        "themes": [
            {
                "id": t.id,
                "name": clean(t.name).text,
                "words": list(t.words),
                "members": list(t.members),
                "representatives": list(t.representatives),
                "cohesion": t.cohesion,
                "copies": [list(group) for group in t.copies],
                "languages": dict(t.languages),
            }
            for t in themes.themes
        ],
        "unsorted": list(themes.unsorted),
    }


def _thawed(body: Mapping[str, Any]) -> Themes:
    return Themes(
        tuple(
            Theme(
                id=t["id"],
                name=t["name"],
                words=tuple(t["words"]),
                members=tuple(t["members"]),
                representatives=tuple(t["representatives"]),
                cohesion=t["cohesion"],
                copies=tuple(tuple(group) for group in t["copies"]),
                languages=t["languages"],
            )
            for t in body["themes"]
        ),
        tuple(body["unsorted"]),
    )
