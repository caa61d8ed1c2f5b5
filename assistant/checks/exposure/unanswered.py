"""What the post asks or names, and the draft passes over: the one thing that matters most.

Nothing is said where the draft asks back, hands over or says that an answer will come: then
it was not passed over. What is missing is judged by words, so a draft in another language than the
post's is held to the figures alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks import Context
from assistant.checks.exposure.lines import NAME, pattern, quote, stems, subjects
from assistant.model import Draft, Finding, Intent, Severity
from knowledge.cleaning import flat, fold
from knowledge.quantities import (
    COUNT,
    DATE,
    DURATION,
    YEAR,
    Quantity,
    agree,
    comparable,
    quantities,
)
from knowledge.sentences import sentences

LONGEST = 4_000
"""Characters of the post that are looked at."""
FEWEST_SUBJECTS = 2
"""Words that a question must be about, before it counts as one that wants an answer."""
SMALL = 10
"""Counts below this are rarely the point."""

_MENTION = re.compile(r"[@#]\w+|https?://\S+")
_NAMED = re.compile(
    r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Ý][a-zà-ÿ\d-]{2,}(?: [A-ZÀ-Ý][a-zà-ÿ\d-]{2,})*\b(?!['’])"
)
_ANSWERS = re.compile(
    r"^\W*(?:(?:@\w+|hello|hi|bonjour)\W+(?:\w+\W+)?)*(?:yes|no|oui|non|indeed)\b"
)
_TIME = re.compile(
    r"(?i)\b(?:today|tomorrow|tonight|soon|now|yet|already|week\w*|month\w*|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|aujourd|demain|bientôt|semaine|mois|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|déjà)"
)
_TELLING = frozenset({Intent.QUESTION, Intent.CRITICISM, Intent.ALLY, Intent.JOURNALIST})

_WORDS = {
    "measure": (
        "The post asks {words}, and the draft gives no figure and no date. Answer it, or say who "
        "will and when.",
        "Le message demande {words}, et la réponse ne donne ni chiffre ni date. Répondez-y, ou "
        "dites qui le fera et quand.",
    ),
    "question": (
        "The post asks {words}, and the draft takes up none of its words: make sure that it "
        "answers.",
        "Le message demande {words}, et la réponse n'en reprend aucun mot : assurez-vous qu'elle y "
        "répond.",
    ),
    "figure": (
        "The post gives a figure, {words}, that the draft passes over: say whether it is right.",
        "Le message avance un chiffre, {words}, que la réponse laisse de côté : dites s'il est "
        "juste.",
    ),
    "date": (
        "The post names a date, {words}, that the draft passes over.",
        "Le message nomme une date, {words}, que la réponse laisse de côté.",
    ),
    "name": (
        "The post names {words}; the draft does not.",
        "Le message nomme {words} ; la réponse non.",
    ),
}


def look(draft: Draft, context: Context) -> list[Finding]:
    """At most one finding, on the post and so without a place in the draft."""
    if context.reading.intent not in _TELLING:
        return []
    if pattern("deferral", draft.language).search(flat(draft.text)):
        return []
    french = context.locale == "fr"
    for kind, words in _passed_over(draft, context):
        # Only "how much" and "when" can be told from words to have no answer.
        severity = Severity.WARN if kind == "measure" else Severity.NOTE
        message = _WORDS[kind][french].format(words=quote(words, french))
        return [Finding(NAME, severity, message)]
    return []


def _passed_over(draft: Draft, context: Context) -> Iterator[tuple[str, str]]:
    """What the draft does not mention, the most important first: its kind and its words."""
    # What stands in place of an account ends a sentence and is no figure.
    text = _MENTION.sub(lambda m: "." * len(m.group()), context.post.text[:LONGEST])
    language = context.reading.language
    if language == draft.language:
        yield from _questions(text, draft, language)
    told = quantities(_MENTION.sub(" ", draft.text))
    figures = [one for one in quantities(text) if not any(_same(one, other) for other in told)]
    yield from (("figure", text[one.start : one.end]) for one in figures if _matters(one))
    yield from (("date", text[one.start : one.end]) for one in figures if one.unit in (YEAR, DATE))
    if language == draft.language:
        yield from (("name", words) for words in _names(text, draft, context))


def _questions(text: str, draft: Draft, language: str) -> Iterator[tuple[str, str]]:
    if _ANSWERS.match(flat(draft.text)):
        return
    told = stems(draft.text, language)
    for start, end in sentences(text, language):
        words = text[start:end].strip(" .\n")
        if not words.endswith("?") or pattern("rhetorical", language).search(flat(words)):
            continue
        about = subjects(words, language)
        if pattern("measured", language).search(flat(words)):
            if about and not quantities(draft.text) and not _TIME.search(draft.text):
                yield "measure", " ".join(words.split())
        elif len(about) >= FEWEST_SUBJECTS and not about & told:
            yield "question", " ".join(words.split())


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether a figure is taken up: the same, or another for the same thing."""
    return one.value == other.value or (comparable(one, other) and agree(one, other))


def _matters(one: Quantity) -> bool:
    if one.unit in (YEAR, DATE, DURATION):
        return False
    return one.unit != COUNT or (bool(one.of) and one.value >= SMALL)


def _names(text: str, draft: Draft, context: Context) -> Iterator[str]:
    """Capitalised words within a sentence, where the post writes small letters otherwise."""
    words = [word for word in text.split() if word[:1].isalpha()]
    if sum(word[:1].isupper() for word in words) > 0.3 * len(words):
        return
    brand = context.brand
    ours = (brand.name, brand.title, *brand.names, *brand.handles) if brand else ()
    known = fold(" ".join((*ours, *re.findall(r"[@#]\w+", context.post.text))))
    told = fold(draft.text)
    for match in _NAMED.finditer(text):
        name = match.group()
        parts = fold(name).split()
        if any(part in told for part in parts) or any(p in known for p in parts):
            continue
        yield name
