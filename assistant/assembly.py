"""Where the parts meet: from settings to an Assistant that does the jobs.

The parts of an installation are opened by :mod:`assistant.installation`; whoever holds the index
for writing is named in :attr:`Assistant.notices`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import example, tracing
from assistant.errors import BadRequest
from assistant.model import Length, Post, Reply, Wishes
from assistant.settings import Settings
from assistant.settings import load as load_settings
from assistant.studio import Studio
from knowledge import languages, lately
from knowledge.errors import KnowledgeError, UnknownThing
from knowledge.model import Brand, Commitment, Kind, Passage

if TYPE_CHECKING:
    from assistant.bearing import Signals
    from assistant.checking import Held
    from assistant.checks import Judge
    from assistant.curation.desk import Curation
    from assistant.drafting import Drafter
    from assistant.listening.facade import Listening
    from assistant.readying import Readying
    from assistant.reef.work import Reef
    from assistant.reply import Consulted, Progress, ReplyDesk
    from assistant.review import Dossier
    from assistant.review.desk import ReviewDesk
    from assistant.review.people import Person
    from assistant.workshop.desk import Workshop
    from assistant.workshop.values import Call
    from knowledge.embeddings import Embedder
    from knowledge.ingest import Report
    from knowledge.loading import Outcome
    from knowledge.retrieval import Hit, Retriever
    from knowledge.voice import Manner, VoiceProfile

HANDFUL = 64
"""Texts that are embedded when the page is opened, if an act before was cut off."""

logger = logging.getLogger(__name__)


class Assistant(Studio):
    """The jobs over one installation. Safe to share between threads; holds no conversation."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], date] = date.today,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        embedder: Embedder | None = None,
    ) -> None:
        super().__init__(settings, clock=clock, now=now, embedder=embedder)
        self._manners: dict[tuple[str, int, str], Manner] = {}
        self._warm = False

    @classmethod
    def open(cls, settings: Settings | None = None) -> Assistant:
        """An Assistant over ``settings``, else over those in force; close it, or use ``with``.

        Raises :class:`BadSettings` naming the setting that cannot work.
        """
        return cls(settings or load_settings())

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- brands -----------------------------------------------------------------------------------

    def brands(self) -> list[Brand]:
        """The brands on record, the example among them."""
        return self.record.brands()

    def brand(self, name: str | None = None) -> Brand:
        """The brand ``name``, else the setting's, else the only one on record.

        Raises :class:`UnknownThing` naming those there are.
        """
        wanted = name or self.settings.brand
        brands = self.brands()
        if wanted is not None:
            for brand in brands:
                if brand.name == wanted:
                    return brand
            known = ", ".join(b.name for b in brands) or "none yet"
            raise UnknownThing(
                f"No brand {wanted!r} on record. There are: {known}. "
                f"`corail ingest --brand {wanted} PATH` creates it."
            )
        own = [brand for brand in brands if not self._is_example(brand)] or brands
        if len(own) == 1:
            return own[0]
        if not own:
            return Brand(name="unnamed")
        known = ", ".join(b.name for b in own)
        raise UnknownThing(f"Several brands are on record: {known}. Choose one with --brand.")

    def _is_example(self, brand: Brand) -> bool:
        return brand.name == example.brand().name

    def ensure_example(self, progress: Callable[[int, int, str], None] | None = None) -> Brand:
        """The example brand, put on record if it is not there yet. Idempotent."""
        ours = example.brand()
        if not any(b.name == ours.name for b in self.brands()):
            self.record.keep_brand(ours, self.actor)
        if not self.record.catalogue(ours.name):
            with example.files() as paths:
                self.ingest(paths, brand=ours.name, progress=progress)
        if not self.reef.was_begun(ours.name):
            self.reef.take_in_text(ours.name, example.allies(), "reef.json", self.operator)
        return ours

    def example_posts(self, brand: str) -> list[Post]:
        """Posts to try with the example brand; none for another."""
        return example.posts() if brand == example.brand().name else []

    def commitments(self, brand: str | None = None) -> list[Commitment]:
        """What the brand has committed itself to, the newest first, as it stands today."""
        return self.checks.commitments(self.brand(brand))

    def voice(self, brand: str | None = None, language: str = "en") -> VoiceProfile:
        """How the brand speaks in a language, learned from its replies, else its statements."""
        return self.checks.voice(self.brand(brand), language)

    # --- the record -------------------------------------------------------------------------------

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        brand: str | None = None,
        mapping: Mapping[str, str] | None = None,
        defaults: Mapping[str, str] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        actor: str | None = None,
        known_as: Mapping[Path, str] | None = None,
    ) -> Report:
        """Put files and folders on a brand's record; the brand is created at its first ingest.

        ``actor`` is who does it, where that is not whoever runs this; ``known_as`` how a file is
        known again, where that is not by its path.
        """
        from knowledge.loading import Limits, load, renamed

        name = self._brand_for_ingest(brand)
        outcomes = load(
            paths,
            mapping=mapping,
            defaults=defaults,
            limits=Limits(file_bytes=self.settings.max_file_mb * 1_000_000),
        )
        known = renamed(outcomes, known_as or {})
        return self._take(name, known, actor or self.actor, progress)

    def _take(
        self,
        name: str,
        outcomes: Iterable[Outcome],
        actor: str,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Report:
        from knowledge.ingest import ingest

        report = ingest(
            self.record,
            self.index,
            self.embedder,
            name,
            outcomes,
            actor,
            bound=self.settings.passage_tokens,
            progress=progress,
        )
        self._title(name)
        return report

    @cached_property
    def curation(self) -> Curation:
        """The record as it is kept: looked through, mended, added to, undone."""
        from assistant.joining.curation import curation

        return curation(self, self.settle, self.forget, self._take)

    def _brand_for_ingest(self, brand: str | None) -> str:
        wanted = brand or self.settings.brand
        if wanted is None:
            known = [b for b in self.brands() if not self._is_example(b)]
            if len(known) == 1:
                return known[0].name
            raise BadRequest("Say whose record it is: `corail ingest --brand NAME PATH`.")
        if not _is_brand_name(wanted):
            raise BadRequest(
                f"{wanted!r} cannot be a brand's name: use lower-case letters, digits and hyphens."
            )
        if all(b.name != wanted for b in self.brands()):
            self.record.keep_brand(Brand(name=wanted), self.actor)
        return wanted

    def _title(self, name: str) -> None:
        """Give a new brand the spelling its own documents use ("nestle" -> "Nestlé")."""
        from knowledge.cleaning import fold

        brand = self.brand(name)
        if brand.title:
            return
        speakers = [d.speaker for d in self.record.documents(name) if d.speaker]
        for speaker in sorted(set(speakers), key=speakers.count, reverse=True):
            if "".join(c for c in fold(speaker) if c.isalnum()) == name.replace("-", ""):
                self.record.keep_brand(replace(brand, title=speaker, names=(speaker,)), self.actor)
                return

    def retriever(self, brand: str | None = None) -> Retriever:
        """The brand's retriever, a LangChain ``BaseRetriever``; one for each brand, kept."""
        from knowledge.retrieval import Retriever

        name = self.brand(brand).name
        with self._lock:
            if name not in self._retrievers:
                self._retrievers[name] = Retriever(
                    record=self.record,
                    index=self.index,
                    embedder=self.embedder,
                    brand=name,
                    folder=self.settings.data_dir / "search",
                )
            return self._retrievers[name]

    def settle(self, brand: str) -> None:
        """Embed what an act changed, and sync the index."""
        from knowledge.ingest import complete

        complete(self.record, self.index, self.embedder, brand)

    def forget(self, brand: str) -> None:
        """Let nothing be left, in memory or in a file, of what was taken off the record.

        What is held of the brand is read anew at the next search, which takes its time.
        """
        lately.forget()
        self.gathering.forget()
        self.checks.forget(brand)
        self.retriever(brand).forget()

    def follow(self, brand: str) -> None:
        """As :meth:`settle`, after an act that stands whatever comes of this: what was sent is
        sent. What fails here is done at the next ingest or act, or when the page is next opened.
        """
        try:
            self.settle(brand)
        except KnowledgeError as error:
            logger.warning("What %s has put on record is not indexed yet. %s", brand, error)

    def make_good(self) -> None:
        """Embed and index what an earlier act was cut off before, where that is a handful: more is
        an ingest's to finish, in sight of whoever runs it."""
        from knowledge.ingest import complete

        for brand in self.brands():
            if 0 < len(self.record.missing_vectors(brand.name, self.embedder.name)) <= HANDFUL:
                complete(self.record, self.index, self.embedder, brand.name)

    def rebuild(self, brand: str, progress: Callable[[int, int, str], None] | None = None) -> int:
        """Rebuild the brand's index from the record; vectors on record are not made again."""
        from knowledge.ingest import rebuild

        rebuild(self.record, self.index, self.embedder, brand, progress)
        return self.passage_count(brand)

    def passage_count(self, brand: str) -> int:
        """How many passages the brand has on record."""
        return len(self.record.catalogue(brand))

    def timeline(self, topic: str, *, brand: str | None = None, k: int = 12) -> list[Hit]:
        """What the brand has said about ``topic``, oldest first."""
        return self.retriever(brand).timeline(topic, k)

    def warm_up(self, brand: str | None = None) -> None:
        """Begin to load what a first draft waits for; returns at once, and again costs nothing."""
        if self._warm:
            return
        self._warm = True
        languages.warm_up()
        if model := getattr(self.embedder, "warm_up", None):
            model()
        self.index.warm_up(self.brand(brand).name)

    def readying(self, brand: str | None = None) -> Readying:
        """Loads in the background what a first check waits for, once it is told to begin.

        No chat model is asked, and nothing embedded elsewhere: that is for what somebody wants.
        """
        from assistant.readying import Readying

        def check(words: str, locale: str) -> None:
            if hasattr(self.embedder, "warm_up"):
                self.check(words, brand=brand, post=Post(words), locale=locale, judged=False)

        def first() -> None:
            self.warm_up(brand)
            self.make_good()

        return Readying(check, first)

    # --- the jobs ---------------------------------------------------------------------------------

    def strategies(self, locale: str) -> list[tuple[str, str]]:
        """The strategies that can be wished for: name, and label for a reader of ``locale``."""
        return [(name, book.strategy(locale).label) for name, book in self.playbooks.items()]

    def draft(
        self,
        post: Post,
        brand: str | None = None,
        wishes: Wishes | None = None,
        progress: Progress | None = None,
        locale: str | None = None,
    ) -> Reply:
        """Cited drafts that answer ``post`` on the brand's record.

        ``wishes`` say how the reply is wanted, ``locale`` is the language of what is said to the
        reader; ``progress`` is told each stage, and what a chat model writes.
        """
        self.warm_up(brand)
        with tracing.under(self.tracer), tracing.span("draft") as told:
            desk = self._desk(self.brand(brand), locale or self.locale)
            reply = desk.answer(post, wishes=wishes, progress=progress)
            told.tell(drafts=len(reply.drafts), answered=reply.answered, platform=post.platform)
        return reply

    def gave_drafts(self, reply: Reply, through: str) -> None:
        """Write down that drafts, approved by nobody, were given to a program, ``through`` what."""
        from knowledge.journal import Act, Journal

        given = Act("drafts given", reply.brand, {"drafts": len(reply.drafts), "through": through})
        Journal(self.database).append(self.actor, given)

    def signals(self, post: Post, brand: str | None = None) -> Signals:
        """What tells whether the brand's record bears on ``post``, for measuring."""
        return self._desk(self.brand(brand), self.locale).signals(post)

    def consult(self, post: Post, brand: str | None = None) -> Consulted:
        """Whether the brand's record answers ``post``, and with which words; nothing is written."""
        return self._desk(self.brand(brand), self.locale).consult(post)

    @cached_property
    def listening(self) -> Listening:
        """What is said about the brands: posts in, the inbox, its themes, leaders' presence."""
        from assistant.joining.listening import listening_of

        return listening_of(self)

    def check(
        self,
        text: str,
        *,
        brand: str | None = None,
        platform: str | None = None,
        post: Post | None = None,
        locale: str | None = None,
        seconds: float | None = None,
        judged: bool = True,
        speaker: str | None = None,
    ) -> Held:
        """``text`` held sentence by sentence against the brand's record.

        ``post`` is what it answers, where it answers something; ``seconds`` is how long the checks
        may take; not ``judged``, no chat model is asked, whatever is configured; ``speaker`` is
        whose voice it is in, by the name that the record has.
        """
        from assistant.checking import hold
        from assistant.checks.running import SECONDS

        ours = self.brand(brand)
        chosen = platform or (post.platform if post else self.settings.platform)
        return hold(
            text,
            brand=ours,
            record=self.checks.on_record(ours, self.retriever(ours.name), speaker),
            courtesies=[w for book in self.playbooks.values() for w in book.wordings()],
            checks=self.checks.of_texts,
            entailer=self.checks.entailer,
            measure=lambda words: self.length(words, chosen),
            platform=chosen,
            locale=locale or self.locale,
            today=self._clock(),
            post=post,
            judge=self._judge(ours) if judged else None,
            off_limits=self.checks.off_limits,
            seconds=seconds or SECONDS,
        )

    def _judge(self, brand: Brand) -> Judge | None:
        from assistant.judging import ChatJudge

        model = self.chat_model
        return ChatJudge(model, brand.title or brand.name) if model is not None else None

    @cached_property
    def review(self) -> ReviewDesk:
        """Replies on their way out: written, examined, approved, sent."""
        from assistant.review.desk import DECIDING, ReviewDesk

        def check(text: str, brand: str, post: Post, locale: str | None) -> Held:
            return self.check(text, brand=brand, post=post, locale=locale, seconds=DECIDING)

        def situation(brand: str) -> object:
            return self.record.revision(brand), self._clock(), self.locale

        return ReviewDesk(self.ledger, check, self.follow, situation, self._whom)

    @cached_property
    def reef(self) -> Reef:
        """The allies of the brands, and who could speak to what."""
        from assistant.joining.reef import join

        return join(self)

    @cached_property
    def workshop(self) -> Workshop:
        """Open calls on the purpose: what people answered, and what comes of it."""
        from assistant.joining.workshop import workshop

        return workshop(self, self._now, self.follow)

    def example_call(self, brand: str, by: Person) -> Call | None:
        """The example brand's open call with its answers, anew; ``None`` for another brand."""
        from assistant.joining.workshop import example_call

        return example_call(self.workshop, by) if brand == example.brand().name else None

    def purposes(self, brand: str) -> Sequence[Passage]:
        """The passages of the brand's purpose documents in force."""
        return self.workshop.around.purposes(brand)

    def colleagues(self) -> list[str]:
        """The names of those who may be here; none where nobody signs in."""
        return [one.name for one in self.access.people() if one.active]

    def _whom(self, name: str) -> str:
        known = self.colleagues()
        if known and name not in known:
            from assistant.review.refusals import refused

            raise refused(BadRequest, "no colleague", name=repr(name), known=", ".join(known))
        return self.access.acting_for(name, self._clock())

    @property
    def alone(self) -> bool:
        """Whether nobody signs in here: a personal tool."""
        return not self.access.signs_in()

    def person(self, name: str | None = None) -> Person:
        """Who acts: ``name`` as it was signed in with, with the roles they have now; or whoever is
        here without having signed in."""
        return self.access.person(name) if name else self.access.unsigned(self.actor)

    @property
    def operator(self) -> Person:
        """Whoever runs commands on the machine: they hold the database, and every right over it."""
        from assistant.review.people import Person, Role

        return Person(self.actor, frozenset(Role))

    def sources_of(self, dossier: Dossier) -> Mapping[str, Passage]:
        """The passages that a reply rests on, and those that decided on it rested on, by id."""
        examined = [dossier.current.examined, *(d.examined for d in dossier.decisions)]
        ids = [one for e in examined for one in e.sources]
        return self.record.passages(dossier.brand, ids) if ids else {}

    def passages_of(self, brand: str, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages on record by their ids, without those that are no longer there."""
        return self.record.passages(brand, ids) if ids else {}

    def length(self, text: str, platform: str) -> Length:
        """The text's length as the platform counts it, with this installation's limits."""
        from assistant.checks.platforms import length

        return length(text, platform, limits=self.settings.platform_limits)

    def platforms(self) -> Sequence[tuple[str, str]]:
        """The platforms known: key and label."""
        from assistant.checks.platforms import platforms

        return platforms()

    def _desk(self, brand: Brand, locale: str, spoken: Drafter | None = None) -> ReplyDesk:
        from assistant.drafting.chatting import ChatDrafter
        from assistant.drafting.composed import ComposedDrafter
        from assistant.reply import ReplyDesk
        from knowledge.retrieval import Retriever

        retriever = (
            self.retriever(brand.name)
            if any(b.name == brand.name for b in self.brands())
            else Retriever(
                record=self.record, index=self.index, embedder=self.embedder, brand=brand.name
            )
        )
        composed = spoken or ComposedDrafter(self.playbooks)
        drafter = composed
        if isinstance(composed, ComposedDrafter) and (model := self.chat_model) is not None:
            drafter = ChatDrafter(model, self.playbooks, composed)
        return ReplyDesk(
            brand=brand,
            retriever=retriever,
            drafter=drafter,
            composed=composed,
            strategies=tuple(self.playbooks),
            tones=self.tones,
            checks=self.checks.of_drafts,
            record=self.checks.on_record(brand, retriever),
            entailer=self.checks.entailer,
            manner=lambda language: self._manner(brand, language),
            limits=self.settings.platform_limits,
            off_limits=self.checks.off_limits,
            model=self.embedder.name,
            settings_digest=self.settings.digest(),
            locale=locale,
            clock=self._clock,
        )

    def _manner(self, brand: Brand, language: str) -> Manner:
        from knowledge.voice import learn_manner

        key = (brand.name, self.record.revision_lately(brand.name), language)
        with self._lock:
            if key not in self._manners:
                replies = self.record.documents(brand.name, kind=Kind.REPLY, language=language)
                texts = [self.record.text(brand.name, d.id) for d in replies[-200:]]
                self._manners = {
                    k: m for k, m in self._manners.items() if k[0] != brand.name or k[:2] == key[:2]
                }
                self._manners[key] = learn_manner(texts, language)
            return self._manners[key]


def build(
    settings: Settings,
    *,
    clock: Callable[[], date] = date.today,
    embedder: Embedder | None = None,
) -> Assistant:
    """An Assistant over the installation that ``settings`` describe.

    ``embedder`` stands in for the one the settings name; ``clock`` tells today's date.
    """
    return Assistant(settings, clock=clock, embedder=embedder)


def _is_brand_name(name: str) -> bool:
    return (
        0 < len(name) <= 60
        and all(c.isascii() and (c.isalnum() or c == "-") for c in name)
        and (name == name.lower() and not name.startswith("-"))
    )
