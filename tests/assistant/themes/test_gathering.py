from __future__ import annotations

import numpy as np
import pytest

from assistant.themes.gathering import gather, how_many
from assistant.themes.values import Voice
from tests.assistant.themes.voices import SUBJECTS, crowd


def test_voices_on_one_subject_meet_whichever_of_the_two_languages_they_are_in() -> None:
    voices, vectors, subjects = crowd()
    found = gather(voices, vectors)
    assert len(found.themes) == how_many(len(voices)) == len(SUBJECTS)
    for theme in found.themes:
        told = {
            subject for v, subject in zip(voices, subjects, strict=True) if v.id in theme.members
        }
        assert len(told) == 1
        assert set(theme.languages) == {"fr", "en"}


def test_a_theme_is_named_by_its_own_words_as_its_voices_spell_them() -> None:
    voices, vectors, _ = crowd()
    found = gather(voices, vectors)
    names = " ".join(theme.name for theme in found.themes)
    assert "wifi" in names
    assert "the" not in names.split()
    written = " ".join(voice.text.lower() for voice in voices)
    assert all(word.lower() in written for theme in found.themes for word in theme.words)


def test_none_is_lost_and_only_who_fits_nowhere_is_unsorted() -> None:
    """Which strays are left out hangs on the draws; a voice with company never is."""
    voices, vectors, _ = crowd(strays=6)
    left: list[str] = []
    for seed in range(4):
        found = gather(voices, vectors, seed=seed)
        sorted_ids = [member for theme in found.themes for member in theme.members]
        assert sorted([*sorted_ids, *found.unsorted]) == sorted(voice.id for voice in voices)
        left += found.unsorted
    assert left
    assert all(voice.startswith("stray") for voice in left)


def test_a_theme_found_again_with_more_voices_keeps_its_id() -> None:
    voices, vectors, _ = crowd(each=30)
    early = [i for i in range(len(voices)) if i % 30 < 26]
    first = gather([voices[i] for i in early], vectors[early])
    before = {theme.id: theme.members for theme in first.themes}
    again = gather(voices, vectors, earlier=before, seed=9)
    assert {theme.id for theme in again.themes} == set(before)
    for theme in again.themes:
        assert set(before[theme.id]) <= set(theme.members)


def test_the_same_voices_give_the_same_themes() -> None:
    voices, vectors, _ = crowd()
    assert gather(voices, vectors) == gather(voices, vectors)


def test_copies_of_one_text_are_folded_and_only_one_of_them_represents() -> None:
    voices, vectors, _ = crowd()
    campaign = [Voice(f"copy-{i}", f"@shop{i} {voices[0].text}", "en") for i in range(50)]
    rows = np.vstack([vectors, np.repeat(vectors[:1], 50, axis=0)])
    theme = gather([*voices, *campaign], rows).of("copy-0")
    assert theme is not None
    folded = next(group for group in theme.copies if "copy-0" in group)
    assert {voices[0].id, *(voice.id for voice in campaign)} <= set(folded)
    assert len(set(folded) & set(theme.representatives)) <= 1


def test_very_many_voices_are_put_to_themes_that_a_sample_draws(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.themes.gathering.DRAWN", 80)
    voices, vectors, subjects = crowd(each=60)
    found = gather(voices, vectors)
    assert sum(map(len, found.themes)) > 0.75 * len(voices)
    subject = {voice.id: told for voice, told in zip(voices, subjects, strict=True)}
    assert all(len({subject[member] for member in theme.members}) == 1 for theme in found.themes)


def test_the_work_can_be_stopped_from_its_progress() -> None:
    voices, vectors, _ = crowd()
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gather(voices, vectors, progress=stop)
    assert told == sorted(told)


def test_a_handful_of_voices_makes_no_theme() -> None:
    voices, vectors, _ = crowd()
    found = gather(voices[:5], vectors[:5])
    assert not found.themes
    assert len(found.unsorted) == 5


def test_fewer_voices_than_there_are_topics_in_their_words_are_gathered_all_the_same() -> None:
    rng = np.random.default_rng(0)
    words = [f"{a}{b}{c}" for a in "bdfgl" for b in "aeiou" for c in ("mot", "lar", "nek")]
    texts = [" ".join(rng.choice(words, 20, replace=False)) for _ in range(29)]
    voices = [Voice(str(i), text, "en") for i, text in enumerate(texts)]
    found = gather(voices, rng.normal(size=(29, 64)).astype(np.float32))
    assert len(found.unsorted) + sum(map(len, found.themes)) == 29
    assert found.themes


def test_more_themes_wanted_than_the_voices_bear_give_as_many_as_there_are() -> None:
    voices, vectors, subjects = crowd(each=15)
    found = gather(voices, vectors, wanted=12)
    subject = {voice.id: told for voice, told in zip(voices, subjects, strict=True)}
    assert {subject[member] for t in found.themes for member in t.members} == set(SUBJECTS)
    assert all(len({subject[member] for member in t.members}) == 1 for t in found.themes)


def test_voices_without_their_vectors_are_refused() -> None:
    voices, vectors, _ = crowd()
    with pytest.raises(ValueError, match="one for each"):
        gather(voices, vectors[1:])
