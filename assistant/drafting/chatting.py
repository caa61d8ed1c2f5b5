"""Drafts by a chat model: one for each strategy that fits, each held to what it was given."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from assistant.chat import GLIMPSED, ChatModel, Said, Written, is_echo, total
from assistant.composing import MAX_DRAFTS, fitting
from assistant.drafting import Case, Drafted, Report, answers, asking
from assistant.drafting.composed import ComposedDrafter
from assistant.errors import ModelFailed
from assistant.model import Draft, Finding, Glimpse, Sentence, Severity, Standing, Usage
from assistant.strategies import Playbook
from assistant.tracing import carried

TOLD_EVERY = 0.08
"""Seconds between two looks at what is being written."""

PATIENCE = 1.0
"""Seconds after which what is being written is reported without a word that can be read."""


_SPARE = (
    "Composed from the record, because nothing that the model wrote holds as it stands.",
    "Composé à partir du registre, car rien de ce que le modèle a écrit ne tient en l'état.",
)


class ChatDrafter:
    """Lets a chat model write, on the passages it is given and held to them.

    One draft for each of the strategies that fit, written side by side as far as the model
    allows. A draft that does not hold is sent back once, with what was found in it.
    """

    name = "chat"

    def __init__(
        self, model: ChatModel, playbooks: Mapping[str, Playbook], composed: ComposedDrafter
    ) -> None:
        self._model = model
        self.model: str | None = model.name
        self._playbooks = playbooks
        self._composed = composed

    def draft(self, case: Case, report: Report | None = None) -> Drafted:
        if not case.bears or case.style.wishes.strategy == "hold":
            return self._composed.draft(case)
        books = self._books(case)
        given = asking.material(case.post, case.passages, case.style.language)
        stopped = threading.Event()

        def write(number: int) -> _Attempt | Exception:
            try:
                return self._write(case, given, books[number], number, _until(report, stopped))
            except ModelFailed as error:
                return error
            except Exception as error:
                # The person stopped, or something broke: the others are given up too.
                stopped.set()
                return error

        with ThreadPoolExecutor(
            max(1, min(self._model.at_once, len(books))), "corail-model"
        ) as pool:
            done = list(pool.map(carried(write), range(len(books))))
        for one in done:
            if isinstance(one, Exception) and not isinstance(one, ModelFailed | _GivenUp):
                raise one
        failures = tuple(one for one in done if isinstance(one, ModelFailed))
        attempts = [one for one in done if isinstance(one, _Attempt)]
        if not attempts:
            raise failures[0]
        drafts = [one.draft for one in attempts]
        if all(_blocking(draft) for draft in drafts):
            # Whoever answers against the clock needs one that can be sent.
            drafts = [*self._spare(case), *drafts][:MAX_DRAFTS]
        if case.loosely:
            drafts = self._composed.with_holding(drafts, case)
        return Drafted(
            drafts=_numbered(drafts),
            model=self._model.name,
            prompts=asking.digests(case.style.language)
            | {f"strategies/{book.name}": book.digest for book in books},
            usage=total([one.usage for one in attempts]),
            milliseconds={"first token": min(one.first for one in attempts)},
            failures=failures,
        )

    def _books(self, case: Case) -> list[Playbook]:
        """The strategies to write: those whose need the evidence meets, or the one wished for."""
        wishes = case.style.wishes
        books = fitting(case.post, case.reading, self._playbooks, wishes)
        if wishes.strategy is not None:
            return books[:1]
        there = {
            "commitment": any(one.quote.pledge for one in case.evidence),
            "figure": any(one.quote.figures for one in case.evidence),
        }
        return [book for book in books if there.get(book.needs, True)][:MAX_DRAFTS]

    def _spare(self, case: Case) -> list[Draft]:
        """The best draft from the record alone, for when nothing of the model's holds."""
        told = _SPARE[case.style.locale == "fr"]
        drafts = self._composed.draft(case).drafts[:1]
        return [replace(d, note=" ".join(filter(None, (told, d.note)))) for d in drafts]

    def _write(
        self,
        case: Case,
        given: asking.Material,
        book: Playbook,
        number: int,
        report: Report | None,
    ) -> _Attempt:
        style = case.style
        question = asking.ask(given, book, style, style.wishes, room=self._model.room)
        strategy = book.strategy(style.locale)

        begun, told_at = time.monotonic(), 0.0

        def show(words: str) -> None:
            nonlocal told_at
            now = time.monotonic()
            # The first words at once; after them, a model writes faster than a person reads.
            if report is None or now - told_at < TOLD_EVERY:
                return
            text = answers.so_far(words)
            if is_echo(text, question.system, question.canary, GLIMPSED):
                text = ""  # what is judged at its end is not to be read before
            # What never comes to words is reported too, so that it can be stopped.
            if text or now - begun >= PATIENCE:
                told_at = now
                report(Glimpse(strategy, number, text))

        messages: list[Said] = [("system", question.system), ("user", question.user)]
        written = self._model.write(messages, answers.SCHEMA, show)
        usages = [written.usage]
        said = self._read(written, question)
        if said is None:
            again = asking.revision(["JSON"], style.language)
            messages += [("assistant", written.words[:4_000]), ("user", again)]
            written = self._model.write(messages, answers.SCHEMA, show)
            usages.append(written.usage)
            said = self._read(written, question)
            if said is None:
                raise ModelFailed("garbage", self._model.name)
        draft = case.hold(self._made(said, written, question, case, book))
        blocking = _blocking(draft)
        if blocking and draft.complete:
            ask_again = asking.revision([f.message for f in blocking], style.language)
            messages += [("assistant", written.words[:8_000]), ("user", ask_again)]
            draft, usage = self._revised(messages, question, case, book, draft, show)
            usages.append(usage)
        return _Attempt(draft, total(usages), written.first)

    def _revised(
        self,
        messages: Sequence[Said],
        question: asking.Question,
        case: Case,
        book: Playbook,
        draft: Draft,
        show: Callable[[str], None],
    ) -> tuple[Draft, Usage]:
        """A second writing of ``draft``, if it holds better than the first did."""
        try:
            written = self._model.write(messages, answers.SCHEMA, show)
            said = self._read(written, question)
        except ModelFailed:
            return draft, Usage()
        if not said:
            return draft, written.usage
        second = case.hold(self._made(said, written, question, case, book))
        better = second.complete and len(_blocking(second)) < len(_blocking(draft))
        return (second if better else draft), written.usage

    def _read(self, written: Written, question: asking.Question) -> list[answers.Said] | None:
        """The sentences; ``None`` for what cannot be read. Raises for what must not be."""
        if not written.words.strip():
            raise ModelFailed("empty", self._model.name)
        if is_echo(written.words, question.system, question.canary):
            raise ModelFailed("echo", self._model.name)
        said = answers.read(written.words)
        if answers.is_refusal(written.words, said):
            raise ModelFailed("refusal", self._model.name)
        if said is not None and not said:
            raise ModelFailed("empty", self._model.name)
        return said

    def _made(
        self,
        said: Sequence[answers.Said],
        written: Written,
        question: asking.Question,
        case: Case,
        book: Playbook,
    ) -> Draft:
        style = case.style
        passages = {passage.id: passage for passage in case.passages}
        sentences = list(answers.sentences(said, question.ids, passages, {}, case.post))
        text = " ".join(one.text for one in sentences)
        signature = style.brand.signature.strip()
        if signature and signature not in text and style.measure(f"{text} {signature}").fits:
            sentences.append(Sentence(signature, Standing.COURTESY))
            text = f"{text} {signature}"
        return Draft(
            strategy=book.strategy(style.locale),
            language=style.language,
            text=text,
            sentences=tuple(sentences),
            length=style.measure(text),
            complete=written.finish == "stop",
        )


@dataclass(frozen=True)
class _Attempt:
    """One draft that a model gave, what it took, and milliseconds to its first word."""

    draft: Draft
    usage: Usage
    first: float


class _GivenUp(Exception):
    """Another draft of the same post was stopped, and this one with it."""


def _until(report: Report | None, stopped: threading.Event) -> Report:
    """``report``, which ends the work as soon as that of another draft has ended."""

    def tell(glimpse: Glimpse) -> None:
        if stopped.is_set():
            raise _GivenUp
        if report is not None:
            report(glimpse)

    return tell


def _blocking(draft: Draft) -> list[Finding]:
    return [one for one in draft.findings if one.severity is Severity.BLOCK]


def _numbered(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with citation numbers that run over all of them, one for each passage."""
    numbers: dict[str, int] = {}

    def number(sentence: Sentence) -> Sentence:
        return replace(
            sentence,
            citations=tuple(
                replace(c, number=numbers.setdefault(c.passage_id, len(numbers) + 1))
                for c in sentence.citations
            ),
        )

    return tuple(
        replace(draft, sentences=tuple(number(one) for one in draft.sentences)) for draft in drafts
    )
