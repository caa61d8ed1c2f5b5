"""French and English are told apart in four words of slang; other languages are named."""

import pytest

from knowledge.languages import UNKNOWN, code, detect


@pytest.mark.parametrize(
    "line",
    [
        "C'est une honte, aucune nouvelle depuis mardi !!",
        "mdr ils osent encore",
        "jpp de leurs excuses",
        "tjrs pas livré svp répondez",
        "Bravo",
        "Merci !",
        "Et les rivières ?",
        "VOUS AVEZ MENTI",
        "wesh rendez nos sous",
        "#NetZero @marque Quand arrêtez-vous le charbon ? https://exemple.fr/a",
        "Votre greenwashing est pitoyable",
        "c koi ce délire encore",
        "No comment, vous êtes nuls",
        "Le burger est top mais le packaging lol",
        "moi 40 jours sans réponse. bye bye",
    ],
)
def test_a_short_french_post_is_read_as_french(line):
    assert detect(line).code == "fr"


@pytest.mark.parametrize(
    "line",
    [
        "smh you people lied again",
        "lol no",
        "Net zero my foot",
        "where is my parcel??",
        "SHAME ON YOU!",
        "thx",
        "u ok hun?",
        "Still waiting.",
        "pls fix ur app",
        "gonna sue y'all",
        "Paris agreement? What a joke",
        "Café culture is dead",
        "@brand #climate You promised, then you opened a mine. https://example.com/x",
        "🤡🤡 another year another pledge",
    ],
)
def test_a_short_english_post_is_read_as_english(line):
    assert detect(line).code == "en"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Wann hören Sie endlich auf, uns zu belügen?"),
        ("de", "Schluss mit dem Plastik im Meer!"),
        ("es", "¿Por qué siguen contaminando el río?"),
        ("es", "Es una vergüenza, llevo un mes esperando"),
        ("it", "Quando risponderete alle nostre domande?"),
        ("pt", "Vocês prometeram e não cumpriram nada"),
        ("nl", "Wanneer stoppen jullie met plastic verpakkingen?"),
        ("pl", "Kiedy przestaniecie truć nasze rzeki?"),
        ("ar", "متى ستتوقفون عن تلويث المياه؟"),
        ("ru", "Когда вы перестанете врать людям?"),
        ("zh", "你们什么时候停止污染河流？"),
        ("ja", "いつ約束を守るのですか"),
        ("ko", "언제 약속을 지킬 건가요?"),
        ("el", "Πότε θα σταματήσετε;"),
        ("he", "מתי תפסיקו לזהם?"),
    ],
)
def test_a_post_in_another_language_is_named_with_confidence(language, line):
    """Fault 44: a language that cannot be served is told, not taken for French or English."""
    found = detect(line)

    assert found.code == language
    assert found.confidence > 0.55


def test_a_text_without_words_is_undetermined():
    assert detect("👏👏 https://example.com @brand #2040") == (UNKNOWN, 0.0)


def test_what_is_known_of_the_thread_decides_for_a_text_without_words():
    assert detect("👏👏", prior="fr-FR").code == "fr"


def test_what_is_known_of_the_thread_decides_where_the_words_do_not():
    alone = detect("boycott total")

    assert alone.confidence < 0.75
    assert detect("boycott total", prior="fr").code == "fr"


def test_clear_words_outweigh_what_was_expected():
    assert detect("Why did you close the plant in May?", prior="fr").code == "en"


def test_shouting_is_read_like_speech():
    assert detect("QUAND EST-CE QUE VOUS ARRÊTEZ ENFIN ?").code == "fr"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fr-FR", "fr"),
        ("en_US", "en"),
        ("Français", "fr"),
        ("anglais", "en"),
        ("Deutsch", "de"),
        ("klingon", None),
    ],
)
def test_a_language_is_known_by_its_code_its_locale_or_its_name(name, expected):
    assert code(name) == expected
