"""A stream is read piece by piece; what arrived together is one piece, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.streaming import PlainCompletions


class Response:
    """A response whose body comes in the given parts."""

    request = None

    def __init__(self, parts: list[str]) -> None:
        self.parts, self.closed = parts, False

    def iter_text(self) -> Iterator[str]:
        yield from self.parts

    def close(self) -> None:
        self.closed = True


class Completions:
    def __init__(self, response: Response) -> None:
        self.with_raw_response, self.http_response = self, response

    def create(self, **_: Any) -> Completions:
        return self


def event(words: str | None = None, **more: Any) -> str:
    choice = {"index": 0, "delta": {} if words is None else {"content": words}} | more
    return f"data: {json.dumps({'id': 'c1', 'choices': [choice]})}\n\n"


def read(parts: list[str]) -> list[dict[str, Any]]:
    return list(PlainCompletions(Completions(Response(parts))).create(stream=True))


def words(pieces: list[dict[str, Any]]) -> str:
    return "".join(c["delta"].get("content") or "" for one in pieces for c in one["choices"])


DONE = "data: [DONE]\n\n"


def test_what_arrived_together_is_one_piece() -> None:
    together = read([event("Bon") + event("jour") + event(", Ana"), event("."), DONE])
    assert [words([one]) for one in together] == ["Bonjour, Ana", "."]


def test_an_end_a_refusal_and_a_bill_stay_pieces_of_their_own() -> None:
    bill = 'data: {"id": "c1", "choices": [], "usage": {"total_tokens": 9}}\n\n'
    ended = event("a") + event("b") + event(finish_reason="stop") + bill + DONE
    pieces = read([ended])
    assert words(pieces) == "ab"
    assert [bool(p.get("usage")) for p in pieces] == [False, False, True]
    assert pieces[1]["choices"][0]["finish_reason"] == "stop"
    refused = read([event("a") + event(delta={"refusal": "no"}) + DONE])
    assert refused[1]["choices"][0]["delta"] == {"refusal": "no"}


def test_the_words_before_a_failure_are_given_first() -> None:
    failing = event("Some") + event(" words") + 'data: {"error": {"message": "overrun"}}\n\n'
    stream = iter(PlainCompletions(Completions(Response([failing]))).create(stream=True))
    assert words([next(stream)]) == "Some words"
    with pytest.raises(openai.APIError, match="overrun"):
        next(stream)


@given(st.lists(st.text(max_size=6), max_size=12), st.lists(st.integers(1, 400), max_size=8))
def test_however_it_is_cut_on_its_way_the_words_are_the_same(
    said: list[str], cuts: list[int]
) -> None:
    body = "".join(map(event, said)) + DONE
    places = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})
    parts = [body[a:b] for a, b in pairwise(places)]
    assert words(read(parts)) == "".join(said)
