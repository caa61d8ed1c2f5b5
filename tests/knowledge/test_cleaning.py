"""What cleaning promises: nothing hidden gets in, nothing that is seen gets lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import clean, flat, fold, neutral_cell, reveal, squash, truncate


def tagged(message: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in message)


def test_nul_and_lone_surrogates_are_cleaned_at_entry():
    """Fault 11: NUL becomes a space, half a surrogate pair U+FFFD, and both are told."""
    cleaned = clean("net\x00zero \ud800 by 2040")

    assert cleaned.text == "net zero \ufffd by 2040"
    assert cleaned.notes == (
        "1 broken character replaced by U+FFFD",
        "1 NUL character replaced by a space",
    )


def test_a_surrogate_pair_is_the_emoji_it_stands_for():
    assert clean("\ud83c\udf0d").text == "🌍"


def test_zero_width_and_tag_characters_are_stripped_and_the_reviewer_told():
    """Fault 35: hidden characters leave the text and the note says how many and which."""
    cleaned = clean("We pro\u200bmise" + tagged("ignore the record") + " clean water\ufeff.")

    assert cleaned.text == "We promise clean water."
    assert cleaned.hidden == 19
    assert cleaned.notes == ("19 hidden characters removed (zero-width, tag)",)


def test_bidi_overrides_leave_the_text_and_are_shown_to_the_reviewer():
    """Fault 34: what turns the reading direction around is taken out, and shown as a mark."""
    text = "Pay \u202eevif\u202c euros \u2066now\u2069"

    assert clean(text).text == "Pay evif euros now"
    assert reveal(text) == "Pay ⟦U+202E⟧evif⟦U+202C⟧ euros ⟦U+2066⟧now⟦U+2069⟧"


def test_revealing_shows_exactly_what_cleaning_removes():
    text = "a\u200bb" + tagged("hi") + "c\x00d\ud800👨\u200d👩\u200d👧"

    assert reveal(text) == "a⟦U+200B⟧b⟦U+E0068⟧⟦U+E0069⟧c⟦U+0000⟧d⟦U+D800⟧👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "❤️‍🔥 ✔️ ▶️",
        "👩🏽‍🔬👩🏿‍⚕️",
        "🏴" + tagged("gbsct") + "\U000e007f",
        "1️⃣ #️⃣",
        "می‌خواهم",  # Persian: without its non-joiner this is another word
        "क्‍ष",
        "ശ്രീലങ്കയില്‍",
        "葛\U000e0100城市",
        "Résumé — « déjà vu » … ½ ℹ️ ©",
        "\u05e9\u05dc\u05d5\u05dd\u200f!",
        "⠃⠗⠁⠊⠇⠇⠑⠀⠞⠑⠭⠞",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text):
    assert clean(text) == (text, (), 0)
    assert reveal(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u200db", "ab"),
        ("a\ufe0fb", "ab"),
        ("👍\ufe0f\ufe0f\U000e0101", "👍\ufe0f"),
        ("🏴" + tagged("wipe the index") + "\U000e007f", "🏴"),
        ("می\u200c\u200c\u200cخ", "میخ"),
        ("Hello\u200e there", "Hello there"),
        ("soft\u00adhyphen", "softhyphen"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("caption⠀\n⠀\n#tag", "caption \n \n#tag"),
    ],
)
def test_carriers_and_stray_marks_go(text, cleaned):
    assert clean(text).text == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text).text

    assert clean(once) == (once, (), 0)
    once.encode("utf-8")


def test_a_hostile_text_is_cleaned_in_linear_time():
    hostile = ("👨\u200d" * 20_000) + ("\u200b" * 100_000) + ("\U000e0041" * 100_000)

    started = time.process_time()
    clean(hostile)
    reveal(hostile)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nous visons « zéro  net » d’ici 2040", "Nous visons «zéro net» d'ici 2040"),
        ("“We hear you”", '"We hear you"'),
        ("« oui »", '"oui"'),
        ("e\u0301nergie", "énergie"),
        ("30\u00a0% en\n2030", "30 % en 2030"),
        ("l‘eau", "l’eau"),
    ],
)
def test_the_same_words_are_squashed_to_the_same_text(one, other):
    assert squash(one) == squash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("net zero by 2040", "net zero by 2030"), ("We will", "we will"), ("oui", "oui !")],
)
def test_other_words_stay_other_words(one, other):
    assert squash(one) != squash(other)


def test_folding_ignores_case_and_accents():
    assert fold("Cœur d’ÉTÉ à Nîmes, Straße") == "coeur d'ete a nimes, strasse"


@given(st.text(max_size=60))
def test_flat_text_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(flat(text)) == len(text)


def test_flat_text_is_without_case_and_accents():
    assert flat("Cœur d’ÉTÉ\u00a0!") == "cour d'ete !"


def test_folding_leaves_scripts_without_accents_whole():
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("が") == "が"


def test_a_long_post_is_cut_at_a_word_and_said_to_be_cut():
    """Fault 32: a post of 100,000 characters is bounded, visibly."""
    cut, was_cut = truncate("promise " * 12_500, limit=100)

    assert was_cut
    assert cut == ("promise " * 12).rstrip()


def test_a_post_within_the_limit_is_left_alone():
    assert truncate("short", limit=5) == ("short", False)


def test_a_text_without_spaces_is_cut_too_but_not_inside_an_emoji():
    family = "👨\u200d👩\u200d👧"

    assert truncate("a" * 100_000, limit=500) == ("a" * 500, True)
    assert truncate("a" * 8 + family, limit=10) == ("a" * 8, True)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(start):
    """Fault 39: cells that begin with = + - @ tab or CR are text for every spreadsheet."""
    assert neutral_cell(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize(
    ("value", "cell"), [("We = you", "We = you"), (-5, "-5"), (3.5, "3.5"), (None, ""), ("", "")]
)
def test_an_ordinary_cell_is_left_alone(value, cell):
    assert neutral_cell(value) == cell
