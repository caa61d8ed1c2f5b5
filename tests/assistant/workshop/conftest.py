"""Answers of an invented bicycle workshop, heard with the tests' stand-in for the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from assistant.themes.gathering import gather
from assistant.workshop.hearing import Heard, voices_of
from assistant.workshop.values import Answer, Call, State
from tests.conftest import WordEmbedder

SAID = (
    *("To mend old bicycles so that they last.", "To mend bicycles and keep them rolling."),
    *("To mend every bicycle that can still roll.", "To keep old bicycles rolling for longer."),
    *("To teach children to ride safely to school.", "To teach children how to ride in town."),
    *("To teach every child to ride to school.", "To make riding to school safe for children."),
    *("To pay mechanics a decent wage.", "To pay our mechanics before anything else."),
    *("To give mechanics a decent wage and time.", "To respect mechanics and pay them well."),
    *("To sell cargo bikes abroad and grow.", "We should mend here rather than sell abroad."),
    *("To lend bicycles to those who have none.", "A bell on every handlebar, nothing more."),
)
CALL = Call("c", "velo", {"en": "What for?"}, {}, True, 5, State.OPEN, "Nadia", "2026-11-22")


@pytest.fixture
def hear() -> Callable[[Sequence[str]], Heard]:
    embedder = WordEmbedder()

    def embed(texts: Sequence[str]) -> np.ndarray:
        return np.array(embedder.embed_documents(list(texts)), dtype=np.float32)

    def _hear(said: Sequence[str]) -> Heard:
        answers = tuple(Answer(f"a{n:02}", text, "en", f"p{n}") for n, text in enumerate(said))
        vectors = embed([a.text for a in answers])
        themes = gather(voices_of(answers), vectors, wanted=3)
        return Heard(CALL, answers, vectors, themes, embed, frozenset({"velo"}))

    return _hear


@pytest.fixture
def heard(hear: Callable[[Sequence[str]], Heard]) -> Heard:
    return hear(SAID)
