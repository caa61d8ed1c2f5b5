"""Which language a text is in, told soon enough to be useful and honestly enough to be trusted.

French and English are what Corail answers in, and a post can be four words of slang. Asked to
choose among a hundred languages, a model takes "gonna sue y'all" for Luganda; asked to choose
between two, it takes German for English. So both are asked: among the languages that people
write to brands in, one that is clearly ahead wins; where none is, the text is French or
English, whichever is likelier. A post in German can then be told that it is not served, and
"mdr" stays French.

Addresses, handles, hashtags and emoji say nothing of the language, and are set aside first.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import regex

UNKNOWN = "und"
"""ISO 639's own code for "undetermined": a text without words, and no prior to go by."""

SERVED = ("fr", "en")

READ = 4_000
"""Characters that are looked at: more would not change the answer."""


class Detected(NamedTuple):
    """A language (ISO 639-1, or ``und``) and how sure we are of it, in [0, 1]."""

    code: str
    confidence: float


# Another language than French or English must be this likely before a short text is said to be
# in it: below, slang and names are more often the reason.
CLEARLY = 0.55
# Below this, between French and English, what is known of the thread or the person decides.
UNSURE = 0.75
# Fewer letters than this are a word or two: "Mentirosos" cannot be told from a name.
A_FEW_WORDS = 12
# What one telling small word is worth, between French and English: odds of five to one.
ODDS_OF_A_WORD = 5.0

_NOISE = re.compile(
    r"(?:https?://|www\.)\S+"  # addresses
    r"|(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}\.[\w.]+"  # mail
    r"|(?<!\w)[@#][\w.·-]+"  # handles and hashtags
    r"|:[A-Za-z][\w&’'-]*:"  # emoji spelt out
    r"|\bRT\b|&(?:amp|lt|gt|quot);?"
    r"|\b\w*\d\w*\b"
)
_LETTER = regex.compile(r"\p{L}")

# A script that only one of these languages is written in, or nearly, is evidence enough.
_SCRIPTS = {
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "ko": regex.compile(r"\p{Hangul}"),
    "el": regex.compile(r"\p{Greek}"),
    "he": regex.compile(r"\p{Hebrew}"),
    "th": regex.compile(r"\p{Thai}"),
    "hy": regex.compile(r"\p{Armenian}"),
    "ka": regex.compile(r"\p{Georgian}"),
    "ta": regex.compile(r"\p{Tamil}"),
    "te": regex.compile(r"\p{Telugu}"),
    "bn": regex.compile(r"\p{Bengali}"),
    "am": regex.compile(r"\p{Ethiopic}"),
    "km": regex.compile(r"\p{Khmer}"),
    "my": regex.compile(r"\p{Myanmar}"),
    "zh": regex.compile(r"\p{Han}"),
}
_SHARED_SCRIPTS = (
    (regex.compile(r"\p{Cyrillic}"), ("ru", "uk", "bg", "sr", "be", "mk", "kk", "mn")),
    (regex.compile(r"\p{Arabic}"), ("ar", "fa", "ur")),
    (regex.compile(r"\p{Devanagari}"), ("hi", "mr", "ne")),
)
# What a brand is likely to be written in with Latin letters. Close relatives with few writers are
# left out on purpose: Galician would halve every short Spanish post's chance, Haitian the French.
_LATIN = (
    *("fr", "en", "de", "es", "it", "pt", "nl", "ca", "eu", "sv", "da", "no", "fi", "is", "et"),
    *("lv", "lt", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "sq", "tr", "az", "id", "ms", "tl"),
    *("vi", "sw", "af", "ga", "cy", "mt"),
)

# Words that settle between French and English what a model trained on prose cannot: the short
# forms of posts, and the small words of each language that the other does not have.
_FRENCH_WORDS = """
    bravo bjr bonjour bonsoir slt salut merci svp stp mdr ptdr jpp tjrs tjs pcq pk pourquoi quoi
    koi oui ouais non nan wesh honte nul nuls vous votre vos nous notre est sont pas plus avec
    dans des les une aux du mais donc ça c'est j'ai n'est qu'est
"""
_ENGLISH_WORDS = """
    lol omg wtf smh thx thanks thank pls plz ur y'all yall gonna wanna gotta wow hey hi hello yes
    no nope the you your is are was were this that with and of for what why when where how shame
    still waiting just don't can't i'm it's we're app please sorry lied my we they
"""
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_loading = threading.Lock()
_WORD = regex.compile(r"[\p{L}]+(?:['’][\p{L}]+)?")


def detect(text: str, prior: str | None = None) -> Detected:
    """The language of ``text``, and how sure that is.

    ``prior`` is what the thread, the page or the person's past posts suggest: it decides where
    the text alone does not. Without words and without a prior the answer is ``und``, with 0.
    """
    prior = code(prior) if prior else None
    words = _NOISE.sub(" ", text[:READ])
    letters = len(_LETTER.findall(words))
    if not letters:
        return Detected(prior or UNKNOWN, 0.0)
    by_script = _by_script(words, letters)
    if by_script is not None:
        return by_script
    likely = _likelihoods(words)
    served = {language: likely[language] for language in SERVED}
    french = _between(words, served["fr"], served["en"])
    ahead = max(likely, key=likely.__getitem__)
    if ahead not in SERVED and letters >= A_FEW_WORDS and likely[ahead] >= CLEARLY:
        return Detected(ahead, round(likely[ahead], 3))
    best, confidence = ("fr", french) if french >= 0.5 else ("en", 1.0 - french)
    if confidence < UNSURE and prior is not None:
        return Detected(prior, round(1.0 - confidence if prior != best else confidence, 3))
    return Detected(best, round(confidence, 3))


def code(name: str) -> str | None:
    """The ISO 639-1 code for a code, a locale or a name: "fr-FR", "French" and "français" are fr.

    ``None`` where the name is not one we know.
    """
    key = name.strip().casefold().replace("_", "-")
    key = _NAMES.get(key, key.split("-")[0])
    return key if key in _CODES else None


def _by_script(words: str, letters: int) -> Detected | None:
    """The language that the letters themselves give away, where most are not Latin ones."""
    for language, script in _SCRIPTS.items():
        # A Japanese sentence is half Chinese characters: a few kana are enough.
        share = len(script.findall(words)) / letters
        if share > (0.1 if language == "ja" else 0.5):
            return Detected(language, round(min(1.0, 0.5 + share / 2), 3))
    for script, languages in _SHARED_SCRIPTS:
        share = len(script.findall(words)) / letters
        if share > 0.5:
            likely = _likelihoods(words, languages)
            best = max(likely, key=likely.__getitem__)
            return Detected(best, round(min(1.0, 0.5 + likely[best] / 2), 3))
    return None


def _likelihoods(words: str, languages: Iterable[str] = _LATIN) -> dict[str, float]:
    # Shouting is read as speech: the model hardly knows capitals.
    quiet = words.lower() if sum(map(str.isupper, words)) * 2 > len(words) else words
    ranked = dict(_ranking()(quiet))
    known = {language: ranked[language] for language in languages}
    known_total = sum(known.values()) or 1.0
    return {language: value / known_total for language, value in known.items()}


def _between(words: str, french: float, english: float) -> float:
    """The likelihood of French against English: the model's view, weighed with small words."""
    model = french / (french + english) if french + english > 0 else 0.5
    said = [word.replace("’", "'") for word in _WORD.findall(words.casefold())]
    votes = sum(word in _FRENCH for word in said) - sum(word in _ENGLISH for word in said)
    odds = (model + 1e-6) / (1.0 - model + 1e-6) * ODDS_OF_A_WORD ** max(-6, min(6, votes))
    return float(odds / (1.0 + odds))


def warm_up() -> None:
    """Begin to load the model, so that the first text waits less for it; returns at once."""
    threading.Thread(target=_ranking, name="loading the language model").start()


def _ranking() -> Callable[[str], list[tuple[str, float]]]:
    """The model, loaded once (0.6 s), which ranks languages by likelihood."""
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model: Any = LanguageIdentifier
    identifier = model.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(_CODES))
    ranking: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return ranking


_NAMES = {
    **dict.fromkeys(("french", "français", "francais", "fra", "fre"), "fr"),
    **dict.fromkeys(("english", "anglais", "eng"), "en"),
    **dict.fromkeys(("german", "deutsch", "allemand", "deu", "ger"), "de"),
    **dict.fromkeys(("spanish", "español", "espagnol", "spa"), "es"),
    **dict.fromkeys(("italian", "italiano", "italien", "ita"), "it"),
    **dict.fromkeys(("portuguese", "português", "portugais", "por"), "pt"),
    **dict.fromkeys(("dutch", "nederlands", "néerlandais", "nld", "dut"), "nl"),
    **dict.fromkeys(("arabic", "arabe", "ara"), "ar"),
    **dict.fromkeys(("chinese", "chinois", "zho", "chi"), "zh"),
    **dict.fromkeys(("japanese", "japonais", "jpn"), "ja"),
    **dict.fromkeys(("russian", "russe", "rus"), "ru"),
}
_CODES = frozenset((*_LATIN, *_SCRIPTS, *(one for _, many in _SHARED_SCRIPTS for one in many)))
