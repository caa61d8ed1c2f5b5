"""The main job: a post in, cited drafts out.

The story of a reply, in order: the post is cleaned and read; the record is searched for it; if
nothing there bears on it we say so and propose a holding reply; else the drafter writes its
candidates, and the checks hold each against the record and the platform. What a check finds stays
on the draft, visible.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import bearing, remarks
from assistant.bearing import Bearing, Signals
from assistant.checks import Context, OnRecord
from assistant.checks.offlimits import Limit
from assistant.checks.platforms import length as platform_length
from assistant.checks.platforms import platforms
from assistant.checks.running import Named, run
from assistant.checks.standing import stand
from assistant.composing import Style
from assistant.drafting import Case, Drafted, Drafter
from assistant.errors import BadRequest, ModelFailed
from assistant.evidence import Asked, Scored, Sought, weigh
from assistant.inference import Entailer
from assistant.model import (
    Draft,
    Engine,
    Finding,
    Glimpse,
    Length,
    Post,
    Reading,
    Reply,
    Sentence,
    Turn,
    Wishes,
)
from assistant.phrasing import is_telling
from assistant.reading import SERVED, asks_for_figures, read, speaks_of_a_promise
from assistant.strategies import Playbook
from assistant.tracing import Span, span
from knowledge.cleaning import clean, fold, truncate
from knowledge.lexical import Word
from knowledge.model import Brand, Passage
from knowledge.voice import Manner

if TYPE_CHECKING:
    from knowledge.retrieval import Hit, Retriever

MAX_POST = 20_000
"""Characters of a post that are read; the rest is cut, and the reader told."""
QUERY_CHARACTERS = 1_500
FOUND = 12
"""Passages retrieved for a post; those shown are the cited ones and the nearest of the rest."""
PARTS = 6
"""And for each part of a long post; what fits a part must fit it :data:`STRICTER`."""
STRICTER = 0.4
SHOWN = 8

Progress = Callable[[str | Glimpse], None]
"""Told each stage by its name, and each draft while a model writes it."""
Clock = Callable[[], date]
Findings = tuple[Finding, ...]


@dataclass
class Stopwatch:
    """Milliseconds by stage, for the engine's account of a reply."""

    milliseconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, progress: Progress | None) -> Iterator[Span]:
        if progress is not None:
            progress(name)
        start = time.perf_counter()
        try:
            with span(name) as told:
                yield told
        finally:
            elapsed = (time.perf_counter() - start) * 1000
            self.milliseconds[name] = round(self.milliseconds.get(name, 0.0) + elapsed, 2)


def receive(post: Post) -> Post:
    """The post as it may be read: cleaned, cut at :data:`MAX_POST`, with notes of what was done.

    Raises :class:`BadRequest` for an empty post or an unknown platform.
    """
    known = [key for key, _ in platforms()]
    if post.platform not in known:
        raise BadRequest(f"Unknown platform {post.platform!r}. Known: {', '.join(known)}.")
    cut, was_cut = truncate(post.text, MAX_POST)
    cleaned = clean(cut)
    if not cleaned.text.strip():
        raise BadRequest("The post is empty. Paste what was said to the brand.")
    notes = list(cleaned.notes)
    if was_cut:
        notes.append(f"The post was cut: its first {MAX_POST:,} characters are read.")
    thread = tuple(
        Turn(clean(truncate(turn.text, MAX_POST)[0]).text, turn.author, turn.by_brand)
        for turn in post.thread
    )
    return replace(post, text=cleaned.text.strip(), thread=thread, notes=(*post.notes, *notes))


_SILENCE = Bearing(0.0, False)


@dataclass(frozen=True)
class _Searched:
    """What the record gave for a post: passages, whether they bear on it, words worth quoting."""

    hits: tuple[Hit, ...] = ()
    judged: Bearing = _SILENCE
    evidence: tuple[Scored, ...] = ()
    mentioned: bool | None = None
    """Whether the record has what the reply was to mention; ``None`` where nothing was."""

    idle: tuple[str, ...] = ()
    """What was to be left out, and is in nothing that was found."""
    unknown: tuple[str, ...] = ()
    """What the post is about and the record never speaks of."""

    def wished(self) -> frozenset[str] | None:
        """The passages found for what the reply was to mention; ``None`` where nothing was."""
        if self.mentioned is None:
            return None
        return frozenset(one.quote.passage.id for one in self.evidence if one.wished)


@dataclass(frozen=True)
class Consulted:
    """What the record has to say to a post, before anything is written.

    ``bears``: it bears on it; then ``evidence`` are words worth quoting, best first. ``unknown``
    are the subjects of the post that the record never speaks of. ``surely``: it bears on it
    surely enough to be counted as answering; ``reading`` is the post's.
    """

    bears: bool
    evidence: tuple[Scored, ...] = ()
    unknown: tuple[str, ...] = ()
    surely: bool = False
    reading: Reading | None = None


class ReplyDesk:
    """Answers posts to one brand. Holds no conversation: each call stands alone."""

    def __init__(
        self,
        *,
        brand: Brand,
        retriever: Retriever,
        drafter: Drafter,
        composed: Drafter,
        strategies: Sequence[str],
        tones: Mapping[str, Playbook],
        checks: Sequence[Named],
        record: OnRecord,
        entailer: Entailer,
        manner: Callable[[str], Manner],
        limits: Mapping[str, int],
        off_limits: Sequence[Limit],
        model: str,
        settings_digest: str,
        locale: str,
        clock: Clock,
    ) -> None:
        self._brand = brand
        self._retriever = retriever
        self._drafter = drafter
        self._composed = composed
        self._strategies = strategies
        self._tones = tones
        self._checks = checks
        self._record = record
        self._entailer = entailer
        self._manner = manner
        self._limits = limits
        self._off_limits = off_limits
        self._model = model
        self._settings_digest = settings_digest
        self._locale = locale
        self._clock = clock

    def answer(
        self, post: Post, *, wishes: Wishes | None = None, progress: Progress | None = None
    ) -> Reply:
        """Two or three cited drafts for ``post``, or a holding reply that says what is missing.

        ``wishes`` say how it is wanted; ``progress`` is told each stage by its name, and what a
        chat model writes while it writes. A model that fails is told in the notes, and the drafts
        are composed instead. Raises :class:`BadRequest` for what cannot be read as a post, or
        wished for.
        """
        wishes = wishes or Wishes()
        self._wishable(wishes)
        watch = Stopwatch()
        today = self._clock().isoformat()
        with watch.stage("reading", progress) as told:
            post = receive(post)
            reading = read(post, locale=self._locale, off_limits=self._off_limits)
            told.tell(language=reading.language, route=str(reading.route), turns=len(post.thread))
        spoken = wishes.language or reading.language
        served = spoken in SERVED
        searched = _Searched()
        if served:
            with watch.stage("searching", progress) as told:
                searched = self._search(post, reading, today, wishes)
                told.tell(passages=len(searched.hits), bears=searched.judged.bears)
        with watch.stage("composing", progress) as told:
            style = self._style(post, spoken if served else self._fallback(), today, wishes)
            held: dict[str, Findings] = {}
            drafted, failure = self._drafted(post, reading, searched, style, today, progress, held)
            told.tell(drafts=len(drafted.drafts), model=drafted.model)
            told.tell(failed=failure.kind if failure else None)
        with watch.stage("checking", progress) as told:
            passages = _shown(searched.hits, drafted.drafts)
            doubtful = remarks.doubting(drafted.drafts, searched.judged.loosely)
            drafts = [
                # What the drafter had checked as it wrote, by all that was found, stands.
                draft
                if held.get(draft.text) is draft.findings
                else self._check(draft, post, reading, passages, today)
                for draft in doubtful
            ]
            told.tell(drafts=len(drafts), findings=sum(len(d.findings) for d in drafts))
        known = {passage.id for passage in passages}
        answered = any(
            citation.passage_id in known
            for draft in drafts
            for sentence in draft.sentences
            for citation in sentence.citations
        )
        return Reply(
            brand=self._brand.name,
            post=post,
            reading=reading,
            drafts=tuple(drafts),
            passages=passages,
            engine=self._engine(watch, drafted, failure),
            answered=answered,
            missing=None if answered else self._missing(reading, searched, served),
            notes=(
                *remarks.on_model(drafted.failures, self._locale),
                *remarks.on_wishes(wishes, searched.wished(), searched.idle, drafts, self._locale),
                *searched.judged.reasons,
                *remarks.on_record(passages, self._locale),
            ),
            wishes=wishes,
        )

    def _wishable(self, wishes: Wishes) -> None:
        if wishes.language is not None and wishes.language not in SERVED:
            raise BadRequest(
                f"Corail drafts in French (fr) and English (en), not {wishes.language!r}."
            )
        if wishes.strategy is not None and wishes.strategy not in self._strategies:
            raise BadRequest(
                f"Unknown strategy {wishes.strategy!r}. Known: {', '.join(self._strategies)}."
            )

    def _drafted(
        self,
        post: Post,
        reading: Reading,
        searched: _Searched,
        style: Style,
        today: str,
        progress: Progress | None,
        held: dict[str, Findings],
    ) -> tuple[Drafted, ModelFailed | None]:
        """What the drafter gives; from the record alone, with the failure, where a model fails.

        ``held`` is told what was found in each text that the drafter had checked.
        """
        found = [hit.passage for hit in searched.hits]

        def hold(draft: Draft) -> Draft:
            checked = self._check(draft, post, reading, found, today)
            held[checked.text] = checked.findings
            return checked

        case = Case(
            post=post,
            reading=reading,
            evidence=searched.evidence,
            passages=found,
            bears=searched.judged.bears or searched.mentioned is True,
            loosely=searched.judged.loosely is not None,
            style=style,
            hold=hold,
        )
        try:
            return self._drafter.draft(case, progress), None
        except ModelFailed as error:
            return self._composed.draft(case), error

    def consult(self, post: Post) -> Consulted:
        """Whether the record answers ``post``, and with which words; in a language that Corail does
        not serve it is not asked. Raises :class:`BadRequest` for what cannot be read as a post."""
        post = receive(post)
        reading = read(post, locale=self._locale, off_limits=self._off_limits)
        if reading.language not in SERVED:
            return Consulted(bears=False)
        found = self._search(post, reading, self._clock().isoformat(), Wishes())
        return Consulted(
            found.judged.bears, found.evidence, found.unknown, found.judged.surely, reading
        )

    def signals(self, post: Post) -> Signals:
        """What tells whether the record bears on ``post``, for measuring; see ``bearing``."""
        post = receive(post)
        reading = read(post, locale=self._locale, off_limits=self._off_limits)
        asked, _ = self._ask(post, reading, self._clock().isoformat())
        return self._signals(post, reading, asked)

    # --- the stages ------------------------------------------------------------------------------

    def _ask(self, post: Post, reading: Reading, today: str) -> tuple[list[Asked], dict[str, Hit]]:
        """The whole post, then its parts, each with what was found for it."""
        hits: dict[str, Hit] = {}
        asked: list[Asked] = []
        for query in _queries(post, reading):
            words = _telling(self._retriever.words(query), reading.language)
            whole = not asked
            if not whole and sum(1 for w in words if w.terms) < 2:
                continue  # a part that says nothing the record speaks of
            found = self._retriever.search(query, k=FOUND if whole else PARTS, public_on=today)
            if not found:
                break
            asked.append(
                Asked(
                    found=found,
                    coverage=self._retriever.sharing(words),
                    strictness=0.0 if whole else STRICTER,
                    near=self._retriever.nearness(query, found) if whole else None,
                )
            )
            for hit in found:
                hits.setdefault(hit.passage.id, hit)
        return asked, hits

    def _signals(self, post: Post, reading: Reading, asked: Sequence[Asked]) -> Signals:
        size = self._retriever.size()
        return bearing.signals(post, reading, asked, brand=self._brand, passages=size)

    def _search(self, post: Post, reading: Reading, today: str, wishes: Wishes) -> _Searched:
        asked, hits = self._ask(post, reading, today)
        if not asked:
            return _Searched()
        told = self._signals(post, reading, asked)
        judged = bearing.judge(told, model=self._model, locale=self._locale)
        evidence: list[Scored] = []
        if judged.bears:
            evidence = weigh(
                post.text,
                asked,
                brand=self._brand,
                language=reading.language,
                today=today,
                sureness=judged.score,
                wanted=wishes.language,
                sought=_sought(post),
            )
        wished = self._mentioned(wishes, reading, today) if wishes.mention else None
        if wished is not None:
            evidence = [*wished[1], *evidence]
            hits = {hit.passage.id: hit for hit in wished[0]} | hits
        idle = tuple(
            words
            for words in wishes.without
            if not any(_holds_any(hit.passage, (words,)) for hit in hits.values())
        )
        if wishes.without:
            evidence = [one for one in evidence if not _left_out(one, wishes.without)]
            hits = {
                i: hit for i, hit in hits.items() if not _holds_any(hit.passage, wishes.without)
            }
        mentioned = bool(wished[1]) if wished is not None else None
        unknown = told.near.unknown
        return _Searched(tuple(hits.values()), judged, tuple(evidence), mentioned, idle, unknown)

    def _mentioned(
        self, wishes: Wishes, reading: Reading, today: str
    ) -> tuple[list[Hit], list[Scored]]:
        """What the record has on a topic that the reply must speak to, held to the usual bar."""
        topic = wishes.mention or ""
        found = self._retriever.search(topic, k=PARTS, public_on=today)
        words = _telling(self._retriever.words(topic), reading.language)
        asked = Asked(found=found, coverage=self._retriever.sharing(words))
        told = weigh(
            topic,
            [asked],
            brand=self._brand,
            language=wishes.language or reading.language,
            today=today,
        )
        return found, [replace(one, wished=True) for one in told if not one.companion][:3]

    def _style(self, post: Post, language: str, today: str, wishes: Wishes) -> Style:
        def measure(text: str) -> Length:
            return platform_length(text, post.platform, limits=self._limits)

        return Style(
            brand=self._brand,
            manner=self._manner(language),
            language=language,
            measure=measure,
            today=today,
            locale=self._locale,
            wishes=wishes,
            tones=self._tones,
        )

    def _check(
        self,
        draft: Draft,
        post: Post,
        reading: Reading,
        passages: Sequence[Passage],
        today: str,
    ) -> Draft:
        by_id = {p.id: p for p in passages}
        context = Context(
            post=post,
            reading=reading,
            passages=by_id,
            platform=post.platform,
            locale=self._locale,
            today=today,
            brand=self._brand,
            record=self._record,
        )
        stood = stand(_verify(draft, by_id), context, self._entailer)
        return replace(stood, findings=run(self._checks, stood, context))

    def _fallback(self) -> str:
        return next((code for code in self._brand.languages if code in SERVED), "en")

    def _missing(self, reading: Reading, searched: _Searched, served: bool) -> str:
        if not served:
            return remarks.not_served(reading.language, self._locale)
        if searched.evidence:
            return remarks.too_long(self._locale)
        return remarks.missing(reading, [hit.passage for hit in searched.hits], self._locale)

    def _engine(self, watch: Stopwatch, drafted: Drafted, failure: ModelFailed | None) -> Engine:
        return Engine(
            drafter=self._composed.name if drafted.model is None else self._drafter.name,
            model=drafted.model,
            prompts=dict(drafted.prompts),
            settings=self._settings_digest,
            milliseconds=watch.milliseconds | dict(drafted.milliseconds),
            usage=drafted.usage,
            writer=self._drafter.model,
            failure=remarks.fell_back(failure, self._locale) if failure else None,
        )


def _sought(post: Post) -> Sought:
    """What kind of quotation the post asks for: "how much" a figure, "you promised" a pledge, or
    that it is not kept."""
    figures, promise = asks_for_figures(post), speaks_of_a_promise(post)
    return lambda quote: (figures and quote.figures) or (promise and (quote.pledge or quote.unkept))


def _left_out(one: Scored, without: Sequence[str]) -> bool:
    return any(fold(w) in fold(one.quote.words) for w in without) or _holds_any(
        one.quote.passage, without, words=False
    )


def _holds_any(passage: Passage, without: Sequence[str], words: bool = True) -> bool:
    """Whether a passage has to do with what is to be left out: by its year, its id, its words."""
    return any(
        (w.isdigit() and (passage.date or "").startswith(w))
        or w == passage.id
        or (words and fold(w) in fold(passage.text))
        for w in without
    )


_A_DATE = re.compile(r"(?:19|20)\d\d|\d\d?")


def _telling(words: Sequence[Word], language: str) -> list[Word]:
    """The words of a post that say what it is about, with evened weights.

    What a brand speaks of most (water, milk) is common in its record, and is still what a post
    about it is about; a word the record never uses may be the subject or only the manner. A year
    or a day tells when, and not what.
    """
    spoken = (language,) if language in SERVED else ()
    kept = [w for w in words if is_telling(w.word, spoken) and not _A_DATE.fullmatch(w.word)]
    return [replace(w, weight=math.sqrt(w.weight) * (1.0 if w.terms else 0.4)) for w in kept]


def _queries(post: Post, reading: Reading) -> list[str]:
    """What is searched: the post as a whole, with its thread where it is short, then its points."""
    whole = post.text[:QUERY_CHARACTERS]
    if len(whole.split()) < 12 and post.thread:
        whole = f"{post.thread[-1].text[:400]} {whole}"
    points = [a.text for a in reading.allegations]
    if len(points) < 2 or len(whole.split()) < 30:
        return [whole]
    return [whole, *points[:3]]


def _shown(hits: Sequence[Hit], drafts: Sequence[Draft]) -> tuple[Passage, ...]:
    """The cited passages in the order of their numbers, then the nearest of the others."""
    numbers = {c.passage_id: c.number for d in drafts for s in d.sentences for c in s.citations}
    by_id = {hit.passage.id: hit.passage for hit in hits}
    cited = sorted((i for i in numbers if i in by_id), key=lambda i: numbers[i])
    rest = [hit.passage.id for hit in hits if hit.passage.id not in numbers]
    return tuple(by_id[i] for i in [*cited, *rest][: max(SHOWN, len(cited))])


def _verify(draft: Draft, passages: Mapping[str, Passage]) -> Draft:
    from assistant.checks.citations import verify

    sentences: list[Sentence] = [verify(sentence, passages) for sentence in draft.sentences]
    return replace(draft, sentences=tuple(sentences))
