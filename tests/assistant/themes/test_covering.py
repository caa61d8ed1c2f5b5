from __future__ import annotations

from assistant.themes.covering import cover, gaps
from assistant.themes.values import Themes, Voice
from tests.assistant.themes.conftest import Record, theme_of


def _voices(text: str, count: int, prefix: str) -> list[Voice]:
    return [Voice(f"{prefix}{i}", f"{text} {i}", "en") for i in range(count)]


def test_a_theme_on_which_the_record_is_silent_is_told_as_a_gap(record: Record) -> None:
    voices = _voices("Where can I park?", 41, "v")
    told = cover(theme_of(voices), {v.id: v for v in voices}, record, most=50)
    assert (told.asked, told.answered, told.silent) == (41, 0, True)
    assert told.unknown == ("parking",)
    assert len(told.open) == 41


def test_a_large_theme_is_sampled_and_the_sample_is_told(record: Record) -> None:
    voices = _voices("Who reads my letter?", 200, "v")
    told = cover(theme_of(voices), {v.id: v for v in voices}, record)
    assert (told.voices, told.asked, told.answered) == (200, 40, 40)
    assert len(record.asked) == 40
    assert told.low is not None and told.low > 0.9
    assert told.passages == ("p1",)


def test_a_record_that_only_speaks_of_the_subject_answers_nobody() -> None:
    voices = _voices("Who reads my letter?", 6, "v")
    record = Record("letter", answers=False)
    told = cover(theme_of(voices), {v.id: v for v in voices}, record)
    assert (told.answered, told.spoken, told.silent) == (0, 6, False)
    assert len(told.open) == 6, "what is merely spoken of is left open"
    assert told.passages == ()


def test_a_word_of_thanks_is_no_question_that_the_record_leaves_open(record: Record) -> None:
    voices = [*_voices("Where is my letter?", 6, "v"), *_voices("Cool, thanks", 6, "t")]
    told = cover(theme_of(voices), {v.id: v for v in voices}, record)
    assert (told.voices, told.asked, told.answered) == (12, 6, 6)


def test_a_copy_is_asked_once_and_counts_as_often_as_it_was_said(record: Record) -> None:
    voices = _voices("Where can I park?", 6, "v")
    theme = theme_of(voices, copies=(("v0", "v1", "v2"),))
    told = cover(theme, {v.id: v for v in voices}, record)
    assert len(record.asked) == 4
    assert told.asked == 6
    assert told.low is None, "six voices bear no share"


def test_gaps_name_the_silent_themes_only(record: Record) -> None:
    silent, answered = _voices("Parking?", 5, "s"), _voices("My letter?", 5, "a")
    both = Themes((theme_of(silent), theme_of(answered)), ())
    told = gaps(both, {v.id: v for v in (*silent, *answered)}, record)
    assert [one.open[0] for one in told] == ["s0"]
