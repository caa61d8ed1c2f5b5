"""Whether a question that a chat model put can be put: read with distrust, held to its material.

A model's word that somebody said something is worth nothing. Each quotation must stand, letter by
letter, in a line of the record that the model was shown or in the answer just given; a line of
the record is quoted with its date; no figure comes from nowhere. What helps, praises or judges is
no question of a challenger's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.rehearsal.values import Said
from knowledge.cleaning import fold
from knowledge.languages import detect

LONGEST = 90
"""Words of a question, those that it quotes among them."""
SAME = 0.75
"""The share of their words that two questions have in common which ask the same."""
QUOTED = 3
"""Words from which a quotation of the record is one, and not a word taken up."""
TOLD_BY = 6
"""Words from which the language of a question can be told."""

_QUOTATION = re.compile(r"“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]|\"([^\"]*)\"")
_MARKS = re.compile(r"[“”«»„\"]")
_NUMBER = re.compile(r"\d+")
_STAGE = re.compile(r"^\s*[\[(*_]|\*[^*]+\*|\[[^\]]*\]|^\W*[\w' ]{1,30}\s?:\s*(?=[A-ZÀ-Ý“«\"])")
_HELPS = re.compile(
    r"""(?x)\b(?:
    (?:good|great|excellent|fair|honest|clear|strong|thoughtful)\s(?:answer|reply|response|point)|
    well\s(?:said|put|done)|congratulations|bravo|thank\syou\sfor\s(?:your|that|this|the)|
    i\s(?:would|'d)\s(?:suggest|advise|recommend)|my\sadvice|
    (?:you|one)\s(?:could|might|should|may\swant\sto)\s(?:\w+\s)?(?:say|answer|mention|point\sout)|
    as\san\sai|language\smodel|
    (?:bonne|tres\sbonne|excellente|belle)\sreponse|bien\s(?:dit|repondu)|felicitations|
    merci\s(?:pour|de)\s(?:votre|cette|vos)|
    je\svous\s(?:suggere|conseille|recommande)|mon\sconseil|
    vous\s(?:pourriez|devriez)\s(?:\w+\s)?(?:dire|repondre|rappeler|mentionner)|
    en\stant\squ'ia|modele\sde\slangage
    )\b"""
)
_ALIKE = {"'": "['’ʼ]", "’": "['’ʼ]", "-": "[-\u2011]", "\u2011": "[-\u2011]"}
_PLAIN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Line:
    """A line of the record as the model was shown it; ``spoken`` is its date as it is said."""

    said: Said
    spoken: str


@dataclass(frozen=True)
class Put:
    """A question that can be put. ``quoted`` are the record's words in it, to the letter."""

    text: str
    quoted: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What a model had before it. ``words`` are what else it may quote: the answer just given, an
    open post, the topic; ``told`` all that it may take a figure from."""

    lines: Sequence[Line]
    words: Sequence[str]
    told: Sequence[str]
    asked: Sequence[str]
    language: str


def hold(text: str, shown: Shown) -> tuple[Put, tuple[str, ...]]:
    """The question with the record's own letters in its quotations, and what does not hold in it,
    a sentence each in the language of the rehearsal: none where it can be put."""
    found: list[str] = []
    parts: list[str] = []
    quoted: list[Said] = []
    bare: list[str] = []
    end = 0
    for match in _QUOTATION.finditer(text):
        group = next(n for n in range(1, 5) if match.group(n) is not None)
        words = match.group(group).strip()
        letters, line = _source(words, shown)
        if letters is None:
            found.append(_say("words", shown.language, words[:120]))
            letters = words
        elif line is not None and len(letters.split()) >= QUOTED:
            quoted.append(replace(line.said, words=letters))
        bare.append(text[end : match.start()])
        parts += [text[end : match.start(group)], match.group(group).replace(words, letters)]
        end = match.end(group)
        parts.append(text[end : match.end()])
        end = match.end()
    bare.append(text[end:])
    parts.append(text[end:])
    around = " ".join(bare)
    if _MARKS.search(around):
        found.append(_say("marks", shown.language))
    dates = {line.said.passage_id: line.spoken for line in shown.lines}
    for one in quoted:
        if one.date is not None and one.date[:4] not in around:
            found.append(_say("date", shown.language, dates.get(one.passage_id, one.date)))
    found += _around(around, "".join(parts), shown)
    return Put("".join(parts), tuple(quoted)), tuple(dict.fromkeys(found))


def _around(around: str, whole: str, shown: Shown) -> Iterable[str]:
    """What is wrong with the words that are the model's own."""
    known = {n for words in shown.told for n in _NUMBER.findall(words)}
    if made_up := sorted(set(_NUMBER.findall(around)) - known):
        yield _say("figure", shown.language, ", ".join(made_up))
    if "?" not in around:
        yield _say("question", shown.language)
    if len(whole.split()) > LONGEST:
        yield _say("long", shown.language)
    if _STAGE.search(around):
        yield _say("stage", shown.language)
    if _HELPS.search(fold(around).replace("’", "'")):
        yield _say("helps", shown.language)
    if len(around.split()) >= TOLD_BY:
        spoken = detect(around, shown.language).code
        if spoken in ("en", "fr") and spoken != shown.language:
            yield _say("language", shown.language)
    if any(asks_the_same(whole, before) for before in shown.asked):
        yield _say("again", shown.language)


def _source(words: str, shown: Shown) -> tuple[str | None, Line | None]:
    """The letters of ``words`` where they stand, and the line of the record if it is one."""
    if not _PLAIN.search(words):
        return None, None
    pattern = _pattern(words)
    for line in shown.lines:
        if match := pattern.search(line.said.words):
            return match.group(), line
    for other in shown.words:
        if match := pattern.search(other):
            return match.group(), None
    return None, None


def _pattern(words: str) -> re.Pattern[str]:
    """Finds words where they stand as whole words, whatever the shape of their apostrophes and
    spaces; a capital may open what was the middle of a sentence, and a full stop may end it."""
    bare = words.strip(" \t\n.,;:…")
    letters = [_ALIKE.get(one, re.escape(one)) for one in bare]
    if letters and bare[0].isalpha():
        letters[0] = f"[{bare[0].lower()}{bare[0].upper()}]"
    joined = re.sub(r"(?:\\?\s)+", r"\\s+", "".join(letters))
    tail = r"[.!?…]?" if words.rstrip().endswith((".", "…")) else ""
    return re.compile(rf"(?<!\w){joined}(?!\w){tail}")


def asks_the_same(one: str, other: str) -> bool:
    """Whether two questions ask the same in the same words, in whatever order."""
    mine, theirs = (set(_PLAIN.findall(fold(text))) for text in (one, other))
    return len(mine & theirs) >= SAME * max(1, min(len(mine), len(theirs)))


def _say(key: str, language: str, told: str = "") -> str:
    return _WRONG[key][language == "fr"].replace("{told}", told)


_WRONG = {
    "words": (
        "“{told}” stands in no line you were shown and not in the last answer. Quote to the "
        "letter, or without quotation marks.",
        "« {told} » ne figure dans aucune ligne qui vous a été montrée, ni dans la dernière "
        "réponse. Citez à la lettre, ou sans guillemets.",
    ),
    "marks": (
        "A quotation mark opens or closes nothing.",
        "Un guillemet n'ouvre ou ne ferme rien.",
    ),
    "date": (
        "A line of the record is quoted without its date: {told}.",
        "Une ligne du registre est citée sans sa date : {told}.",
    ),
    "figure": (
        "These figures were given to you nowhere: {told}.",
        "Ces chiffres ne vous ont été donnés nulle part : {told}.",
    ),
    "question": (
        "It asks nothing: no question mark.",
        "Rien n'est demandé : point d'interrogation.",
    ),
    "long": (
        "It is too long to be spoken: 60 words at most.",
        "Trop long à dire : 60 mots au plus.",
    ),
    "stage": (
        "No stage directions, no name before the words.",
        "Ni didascalie, ni nom devant les mots.",
    ),
    "helps": (
        "It helps, praises or judges. You only ask.",
        "Elle aide, félicite ou juge. Vous ne faites que demander.",
    ),
    "language": ("Ask in English.", "Demandez en français."),
    "again": ("You have asked this already.", "Vous l'avez déjà demandé."),
}
