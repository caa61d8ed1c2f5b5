"""The cache of vectors: kept once, read quickly, dropped with the last passage that has them."""

import numpy as np
import pytest

from knowledge.errors import BadInput
from knowledge.model import vector_key


def test_vectors_come_back_as_float32_under_their_model(record):
    rng = np.random.default_rng(7)
    given = {vector_key(str(n)): rng.standard_normal(384).astype(np.float32) for n in range(50)}

    assert record.keep_vectors("m", given) == 50
    assert record.keep_vectors("m", given) == 0

    found = record.vectors("m", [*given, "unknown"])
    assert found.keys() == given.keys()
    for key, vector in found.items():
        assert vector.dtype == np.float32 and np.array_equal(vector, given[key])
    assert record.vectors("another model", given) == {}


def test_all_vectors_lie_beside_the_ids_of_their_passages(record, item):
    record.add("halage", [item("One.\nTwo.\nOne.", "/a.md"), item("Three.\nFour.", "/b.md")], "m")
    record.add("amont", [item("Five.\nOne.", "/c.md", brand="amont")], "maya")
    numbers = {"One.": 1.0, "Two.": 2.0, "Three.": 3.0, "Five.": 5.0}
    record.keep_vectors("m", {vector_key(t): [n, 0.5] for t, n in numbers.items()})
    record.keep_vectors("other", {vector_key(t): [9.0] for t in numbers})

    ids, matrix = record.all_vectors("halage", "m")

    said = record.passages("halage", ids)
    assert matrix.shape == (4, 2) and matrix.dtype == np.float32 and matrix.flags.c_contiguous
    assert [numbers[said[i].text] for i in ids] == matrix[:, 0].tolist()
    assert sorted(said[i].text for i in ids) == ["One.", "One.", "Three.", "Two."]
    # Without the passages that are worded alike, some rows are only left out.
    record.add("aval", [item("Four.\nOne.\nSix.\nTwo.", brand="aval")], "m")
    ids, matrix = record.all_vectors("aval", "m")
    assert [record.passages("aval", ids)[i].text for i in ids] == ["One.", "Two."]
    assert matrix.tolist() == [[1.0, 0.5], [2.0, 0.5]]
    assert record.missing_vectors("halage", "m") == [(vector_key("Four."), "Four.")]


def test_a_small_brand_among_many_vectors_reads_its_own(record, item):
    record.keep_vectors("m", {vector_key(str(n)): [float(n), 0.0] for n in range(100)})
    record.add("halage", [item("7\n42")], "maya")
    ids, matrix = record.all_vectors("halage", "m")
    assert len(ids) == 2 and sorted(matrix[:, 0].tolist()) == [7.0, 42.0]


@pytest.mark.parametrize("vector", [[1.0], [[1.0, 2.0]], [1.0, float("nan")]])
def test_a_vector_that_does_not_fit_its_model_is_refused(record, vector):
    record.keep_vectors("m", {"a": [1.0, 2.0]})
    with pytest.raises(BadInput, match="not 2 finite numbers"):
        record.keep_vectors("m", {"b": vector})
