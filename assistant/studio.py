"""The rehearsals of an Assistant: who asks, what is held up, who judges, and what comes of it.

The parts of :mod:`assistant.rehearsal` meet here, over what an Assistant does anyway: to check a
text, to draft a reply.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant import example
from assistant.installation import Installation
from assistant.model import Post, Reply, Wishes
from knowledge.model import Brand, Commitment
from knowledge.speaking import OTHERS

if TYPE_CHECKING:
    from assistant.checking import Held
    from assistant.drafting import Drafter
    from assistant.rehearsal.bettering import Aloud, Bettering
    from assistant.rehearsal.brief import Briefing
    from assistant.rehearsal.briefed import Brief
    from assistant.rehearsal.challengers import Challenger
    from assistant.rehearsal.debrief import Debriefing
    from assistant.rehearsal.gathering import Gathering
    from assistant.rehearsal.judging import Judge as AnswerJudge
    from assistant.rehearsal.matter import Record as RecordRead
    from assistant.rehearsal.session import Rehearsals
    from assistant.rehearsal.shelf import Terms
    from assistant.reply import ReplyDesk
    from knowledge.retrieval import Retriever

MOST_NAMED = 40
"""Speakers that are offered to be chosen from."""
ROOMY = "linkedin"
"""A platform with room enough for what is said aloud, which is measured in words."""


class Studio(Installation, ABC):
    """Rehearsals over one installation; the abstract methods are the Assistant's own jobs."""

    @abstractmethod
    def brand(self, name: str | None = None) -> Brand: ...

    @abstractmethod
    def retriever(self, brand: str | None = None) -> Retriever: ...

    @abstractmethod
    def example_posts(self, brand: str) -> list[Post]: ...

    @abstractmethod
    def check(
        self,
        text: str,
        *,
        brand: str | None = None,
        post: Post | None = None,
        locale: str | None = None,
        speaker: str | None = None,
    ) -> Held: ...

    @abstractmethod
    def _desk(self, brand: Brand, locale: str, spoken: Drafter | None = None) -> ReplyDesk: ...

    @cached_property
    def challengers(self) -> Mapping[str, Challenger]:
        """Who asks in a rehearsal: those that come with Corail, and the house's own."""
        from assistant.rehearsal.challengers import load_challengers

        return load_challengers(self.settings.data_dir / "challengers")

    @cached_property
    def rehearsals(self) -> Rehearsals:
        """What people rehearse here: who asks, what of the record is held up, who judges."""
        from assistant.rehearsal.session import Rehearsals
        from assistant.rehearsal.shelf import Shelf

        converse = None
        if self.chat_model is not None:
            from assistant.rehearsal.conversing import Converser

            converse = Converser(self.chat_model)
        shelf = Shelf(self.database, self._now)
        return Rehearsals(shelf, self.challengers, self.gathering, self.judge, converse)

    @cached_property
    def debriefing(self) -> Debriefing:
        """What rehearsals come to: debriefs, two answers side by side, how somebody gets on."""
        from assistant.rehearsal.debrief import Debriefing

        return Debriefing(self.rehearsals, self.bettering)

    @cached_property
    def bettering(self) -> Bettering:
        """What composes answers to be said aloud, from the record."""
        from assistant.rehearsal.bettering import Bettering

        def pledges(name: str) -> Sequence[Commitment]:
            return self.checks.commitments(self.brand(name))

        return Bettering(self._speak, pledges, self.brand)

    def brief(self, topic: str, brand: str | None = None, language: str | None = None) -> Brief:
        """One page on a topic for whoever goes on air, from what is on record today."""
        return self.briefing(topic, self.brand(brand).name, language or self.locale)

    @cached_property
    def briefing(self) -> Briefing:
        """What makes interview briefs."""
        from assistant.checks.offlimits import topics
        from assistant.rehearsal.brief import Briefing

        def limits(text: str, language: str) -> list[tuple[str, str]]:
            found = topics(text, language, self.checks.off_limits)
            return [(one.name(language), one.ask(language)) for one in found]

        challengers = self.rehearsals.challengers
        return Briefing(self._as_read, self.gathering, challengers, self.bettering, limits)

    def _speak(self, asked: Aloud, brand: str, language: str) -> Reply:
        from assistant.drafting.spoken import SpokenDrafter

        leads, held = (
            [(one.passage_id, one.words) for one in words] for words in (asked.leads, asked.held)
        )
        drafter = SpokenDrafter(self.spoken, leads, held, promised=asked.promised, near=asked.near)
        desk = self._desk(self.brand(brand), language, drafter)
        return desk.answer(Post(asked.about, ROOMY), wishes=Wishes(language=language))

    @cached_property
    def gathering(self) -> Gathering:
        """What the record gives a challenger to hold against one."""
        from assistant.rehearsal.gathering import Gathering

        def posts_of(name: str) -> list[str]:
            return [post.text for post in self.example_posts(name)]

        def state_of(name: str) -> tuple[int, date]:
            return self.record.revision(name), self._clock()

        return Gathering(self._as_read, posts_of, state_of)

    def _as_read(self, name: str, language: str) -> RecordRead:
        """A brand's record as whoever prepares an interview reads it."""
        from assistant.rehearsal.matter import Record as RecordRead

        brand = self.brand(name)
        ids = [entry.id for entry in self.record.catalogue(name)]
        passages = list(self.record.passages(name, ids).values())
        pledges = self.checks.commitments(brand)
        return RecordRead(brand, self.retriever(name), passages, pledges, self._clock(), language)

    @cached_property
    def judge(self) -> AnswerJudge:
        """What judges the answers of a rehearsal."""
        from assistant.rehearsal.judging import Judge as AnswerJudge

        def hold(answer: str, question: str, terms: Terms) -> Held:
            return self.check(
                answer,
                brand=terms.brand,
                post=Post(question),
                locale=terms.language,
                speaker=terms.speaker,
            )

        return AnswerJudge(hold, self.brand)

    def speakers(self, brand: str) -> list[str]:
        """Who speaks on the brand's record, by name, who says most first; the brand is not among
        them."""
        ours = self.brand(brand)
        own = {name.casefold() for name in (ours.name, ours.title, *ours.names) if name}
        said = Counter(
            entry.speaker
            for entry in self.record.catalogue(ours.name)
            if entry.speaker and entry.kind not in OTHERS
        )
        return [name for name, _ in said.most_common() if name.casefold() not in own][:MOST_NAMED]

    def topics(self, brand: str, locale: str) -> list[str]:
        """Topics to rehearse on with the example brand; none for another."""
        return example.topics(locale) if brand == example.brand().name else []
