"""Versions compared word by word: nothing of either text is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.review.comparing import Change, compare

WORDS = st.text(alphabet="ab é’'-_ \n.,%🪸١", max_size=60)


def test_a_figure_that_changed_is_seen_as_one_word_gone_and_one_come() -> None:
    assert compare("We cut it by 20 %.", "We cut it by 35 %.") == [
        Change("same", "We cut it by "),
        Change("gone", "20"),
        Change("new", "35"),
        Change("same", " %."),
    ]


def test_nothing_changed_is_one_run() -> None:
    assert compare("L’eau, d'abord.", "L’eau, d'abord.") == [Change("same", "L’eau, d'abord.")]
    assert compare("", "") == []


@given(WORDS, WORDS)
def test_both_texts_are_in_the_comparison_to_the_letter(before: str, after: str) -> None:
    runs = compare(before, after)
    assert "".join(r.words for r in runs if r.kind != "new") == before
    assert "".join(r.words for r in runs if r.kind != "gone") == after
