"""One call to a chat model, streamed: the words as they come, and how they ended.

The model gets instructions and material, and no tools. Whatever goes wrong with it (refused,
timed out, busy, cut off) is a :class:`ModelFailed` that says which, so that the caller can fall
back on the record alone, visibly. Retries are the client's own: bounded, and heeding Retry-After.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelFailed
from assistant.model import Usage
from assistant.tracing import span
from knowledge.cleaning import fold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")

_REFUSAL = re.compile(
    r"""(?ix)^\W*(?:
    (?:i['’]?m|i\ am)\ (?:very\ |really\ |truly\ )?(?:sorry|afraid|unable|not\ able)\b.{0,40}?\b
        (?:can(?:no|['’])t|cannot|not\ able|unable|won['’]t)|
    (?:sorry,\ )?(?:but\ )?i\ (?:can(?:no|['’])t|cannot|won['’]t|am\ unable\ to)\ (?:help|assist|
        comply|write|fulfil+|provide|do\ that|create|generate)|
    as\ an\ (?:ai|assistant|language\ model)|
    (?:je\ suis\ )?désolée?,?\ (?:mais\ )?je\ ne\ (?:peux|puis)\ pas|
    je\ ne\ (?:peux|puis)\ pas\ (?:vous\ aider|répondre|rédiger|écrire|produire|aider)|
    en\ tant\ qu['’]\ ?(?:ia|intelligence|assistant|modèle)
    )"""
)

ECHOED = 50
"""Letters of the instructions in a row that make an answer an echo of them."""
GLIMPSED = 30
"""And those that keep an answer from being shown while it is written: it may become one."""

Said = tuple[str, str]
"""One message: who says it (``system``, ``user``, ``assistant``) and its words."""


@dataclass(frozen=True)
class Written:
    """What a model gave: its words, how they ended, what they took.

    ``finish`` is ``"stop"`` when it came to its end, ``"length"`` when it was cut at a limit, and
    ``None`` when the stream broke off. ``first`` is milliseconds to its first word.
    """

    words: str
    finish: str | None
    usage: Usage = field(default=Usage())
    first: float = 0.0


@dataclass(frozen=True)
class Price:
    """What a million tokens cost, in and out, in a currency; a setting."""

    prompt: float
    completion: float
    currency: str


class ChatModel:
    """A LangChain chat model, under the name that drafts are kept with. Safe between threads.

    ``room`` is how many tokens a question may take; ``at_once`` how many calls it serves side by
    side; ``deadline`` the seconds after which a call that still streams is given up.
    """

    def __init__(
        self,
        llm: BaseChatModel,
        name: str,
        *,
        room: int,
        at_once: int = 3,
        deadline: float = 120.0,
        price: Price | None = None,
    ) -> None:
        self._llm = llm
        self.name = name
        self.room = room
        self.at_once = at_once
        self._deadline = deadline
        self._price = price
        self._takes_schemas = True

    def write(
        self,
        messages: Sequence[Said],
        schema: Mapping[str, Any],
        on_words: Callable[[str], None] | None = None,
    ) -> Written:
        """What the model answers to ``messages``, as JSON of ``schema``.

        ``on_words`` is told all the words so far, as they come; what it raises ends the call, and
        the stream is closed. Raises :class:`ModelFailed`.
        """
        with span("model", model=self.name) as told:
            written = self._write(messages, schema, on_words)
            told.tell(tokens_in=written.usage.prompt, tokens_out=written.usage.completion)
            told.tell(finish=written.finish, first_word_milliseconds=written.first)
        return written

    def _write(
        self,
        messages: Sequence[Said],
        schema: Mapping[str, Any],
        on_words: Callable[[str], None] | None,
    ) -> Written:
        if self._takes_schemas:
            try:
                return self._stream(messages, _format(schema), on_words)
            except ModelFailed as error:
                if error.kind != "bad request":
                    raise
                # Some servers know no schemas: the instructions ask for the same JSON.
                written = self._stream(messages, {}, on_words)
                self._takes_schemas = False
                return written
        return self._stream(messages, {}, on_words)

    def _stream(
        self,
        messages: Sequence[Said],
        options: dict[str, Any],
        on_words: Callable[[str], None] | None,
    ) -> Written:
        begin = time.monotonic()
        words, finish, first = "", None, 0.0
        taken = (0, 0)
        with _explained(self.name):
            stream = self._llm.stream(_messages(messages), **options)
            try:
                for chunk in stream:
                    if time.monotonic() - begin > self._deadline:
                        raise ModelFailed("timeout", self.name)
                    piece = chunk.text if isinstance(chunk.text, str) else ""
                    finish = chunk.response_metadata.get("finish_reason") or finish
                    if chunk.usage_metadata:
                        told = chunk.usage_metadata
                        taken = (told["input_tokens"], told["output_tokens"])
                    if piece:
                        first = first or (time.monotonic() - begin) * 1000
                        words += piece
                        if on_words is not None:
                            on_words(words)
            finally:
                if (close := getattr(stream, "close", None)) is not None:
                    close()
        return Written(words, finish, self._usage(*taken), round(first, 1))

    def _usage(self, prompt: int, completion: int) -> Usage:
        if self._price is None:
            return Usage(prompt, completion)
        cost = (prompt * self._price.prompt + completion * self._price.completion) / 1_000_000
        return Usage(prompt, completion, round(cost, 6), self._price.currency)


def read_json(words: str) -> Any:
    """The JSON in an answer, which may be half there, fenced or cut off; ``None`` for none."""
    from langchain_core.utils.json import parse_partial_json

    bare = _FENCE.sub("", words)
    start = bare.find("{")
    if start < 0:
        return None
    try:
        return parse_partial_json(bare[start:])
    except (ValueError, RecursionError):
        end = bare.rfind("}")
        try:
            return parse_partial_json(bare[start : end + 1]) if end > start else None
        except (ValueError, RecursionError):
            return None


def declines(words: str) -> bool:
    """Whether an answer begins by declining the task instead of doing it."""
    return bool(_REFUSAL.match(words))


def is_echo(words: str, instructions: str, canary: str, least: int = ECHOED) -> bool:
    """Whether an answer gives away what the model was told: ``least`` letters of it in a row.

    However it is written: in capitals, spelt out, cut into the sentences of a JSON answer, escaped.
    What is put into a cipher, or into other words, is not seen.
    """
    told = _told(instructions)
    said = (words, *_said_in(read_json(words)))
    return any(canary in one or _share(_letters(one), told, least) for one in said)


def _share(said: str, told: str, least: int) -> bool:
    """Whether two texts share a run of ``least`` letters."""
    half = (least + 1) // 2  # of each such run one of these blocks is a part
    if not any(said[at : at + half] in told for at in range(0, len(said) - half + 1, half)):
        return False
    return any(said[at : at + least] in told for at in range(len(said) - least + 1))


@lru_cache(maxsize=64)
def _told(instructions: str) -> str:
    """The letters of instructions, which are looked for in each piece of what is streamed."""
    return _letters(instructions)


def _letters(words: str) -> str:
    return "".join(c for c in fold(words) if c.isalnum())


def _said_in(told: Any) -> list[str]:
    """The words in a JSON answer, those of each field together."""
    fields: dict[str, list[str]] = {}

    def gather(one: Any, name: str) -> None:
        if isinstance(one, str):
            fields.setdefault(name, []).append(one)
        elif isinstance(one, Mapping):
            for key, value in one.items():
                gather(value, str(key))
        elif isinstance(one, list):
            for value in one:
                gather(value, name)

    gather(told, "")
    return [" ".join(words) for words in fields.values()]


def total(usages: Sequence[Usage]) -> Usage:
    """What several calls took together."""
    costs = [usage.cost for usage in usages if usage.cost is not None]
    return Usage(
        sum(usage.prompt for usage in usages),
        sum(usage.completion for usage in usages),
        round(sum(costs), 6) if costs else None,
        next((usage.currency for usage in usages if usage.currency), ""),
    )


def _messages(said: Sequence[Said]) -> list[BaseMessage]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[who](content=words) for who, words in said]


def _format(schema: Mapping[str, Any]) -> dict[str, Any]:
    # Not LangChain's own binding, which waits for the whole of a parsed answer at the end.
    named = {"name": "reply", "schema": dict(schema), "strict": True}
    return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": named}}}


@contextmanager
def _explained(model: str) -> Iterator[None]:
    """Every way in which a model fails, told apart."""
    import httpx2
    import openai
    from langchain_core.exceptions import (
        ContextOverflowError,
        ModelAuthenticationError,
        ModelConnectionError,
        ModelRateLimitError,
        ModelTimeoutError,
    )

    try:
        yield
    except ContextOverflowError as error:
        raise ModelFailed("too long", model) from error
    except (openai.APITimeoutError, ModelTimeoutError, httpx2.TimeoutException) as error:
        raise ModelFailed("timeout", model) from error
    except (openai.RateLimitError, ModelRateLimitError) as error:
        raise ModelFailed("busy", model) from error
    except (
        openai.AuthenticationError,
        openai.PermissionDeniedError,
        ModelAuthenticationError,
    ) as error:
        raise ModelFailed("key", model) from error
    except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
        raise ModelFailed("bad request", model, _short(error)) from error
    except (openai.APIConnectionError, ModelConnectionError, httpx2.TransportError) as error:
        raise ModelFailed("unreachable", model) from error
    except (openai.OpenAIError, ValueError, KeyError, TypeError) as error:
        raise ModelFailed("error", model, _short(error)) from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
