"""What every text goes through at the door, before anything else reads it.

A post, a document, a speaker's name: each may carry characters that a person does not see and a
model does. Zero-width letters, tag characters that spell an order, variation selectors used as
carriers, marks that turn the reading direction around. :func:`clean` takes them out of the text
that is searched and drafted from, and says so in notes, so that a reviewer is told;
:func:`reveal` puts a visible mark in their place. What a script or an emoji really needs stays:
the joiner inside a family emoji, the non-joiner inside a Persian word.

:func:`squash` and :func:`fold` are the two canonical forms that the rest compares texts by:
verbatim up to white space and quotation marks, and without case or accents. Everything here runs
in time linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import regex

from knowledge.lately import of_short

POST_LIMIT = 25_000
"""Characters of a post that are read: the longest post X accepts (domain facts, section 3)."""


class Cleaned(NamedTuple):
    """A text without hidden characters, and what a person should know of the cleaning.

    ``hidden`` counts the characters that were removed because nobody would have seen them.
    """

    text: str
    notes: tuple[str, ...] = ()
    hidden: int = 0


# Line ends of every system and every copied page become a plain newline.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# The empty Braille cell, with which people space out captions where nothing is written in Braille.
_BLANK = "\u2800"
_BRAILLE = re.compile("[\u2801-\u28ff]")

_KINDS = {
    "control": "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f",
    "zero-width": (
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f"
        "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    ),
    "direction": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "variation selector": "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef",
    "tag": "\U000e0000-\U000e007f",
}
_ANY = "".join(_KINDS.values())
_SUSPECT = re.compile(f"[{_ANY}]")
_KIND_OF = {kind: re.compile(f"[{span}]") for kind, span in _KINDS.items()}

_EMOJI = r"\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\ufe0e\ufe0f])?"
# The flags of England, Scotland and Wales are the only tag sequences recommended for interchange
# (Unicode emoji data); any other run of tag characters is a message nobody sees.
_REGIONS = "|".join(
    "".join(chr(0xE0000 + ord(letter)) for letter in region)
    for region in ("gbeng", "gbsct", "gbwls")
)
_FLAG = f"\U0001f3f4(?:{_REGIONS})\U000e007f"
# Scripts in which a joiner or non-joiner changes how a word is written.
_JOINING = "".join(
    rf"\p{{{script}}}"
    for script in (
        *("Arabic", "Syriac", "Mandaic", "Nko", "Mongolian", "Devanagari", "Bengali", "Gurmukhi"),
        *("Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer"),
        *("Myanmar", "Tibetan", "Phags_Pa"),
    )
)
_RIGHT_TO_LEFT = r"\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}\p{Nko}"
_HIDDEN = regex.compile(
    rf"(?P<kept>{_FLAG}"
    rf"|[0-9#*]\ufe0f?\u20e3"
    rf"|{_EMOJI}(?:\u200d{_EMOJI})*"
    rf"|\p{{Han}}[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    rf"|\p{{Mongolian}}[\u180b-\u180f]"
    rf"|(?<=[{_JOINING}])[\u200c\u200d](?![\u200c\u200d]))"
    rf"|(?P<hidden>[{_ANY}])"
)
_READS_RIGHT_TO_LEFT = regex.compile(f"[{_RIGHT_TO_LEFT}]")
_MARKS = "\u061c\u200e\u200f"
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> Cleaned:
    """``text`` as it may be searched and drafted from, with notes on what was taken out.

    NUL becomes a space, half a surrogate pair U+FFFD, every line end a newline. The empty
    Braille cell is a space where nothing else is in Braille. Direction marks, though not
    overrides, stay in a text that holds a right-to-left script.
    """
    notes: list[str] = []
    if _SURROGATE.search(text):
        text, broken = _whole(text)
        if broken:
            notes.append(f"{_number(broken, 'broken character')} replaced by U+FFFD")
    nul = text.count("\x00")
    if nul:
        text = text.replace("\x00", " ")
        notes.append(f"{_number(nul, 'NUL character')} replaced by a space")
    text = _LINE_ENDS.sub("\n", text)
    if _BLANK in text and not _BRAILLE.search(text):
        text = text.replace(_BLANK, " ")
    if not _SUSPECT.search(text):
        return Cleaned(text, tuple(notes))
    marks_stay = _READS_RIGHT_TO_LEFT.search(text) is not None
    found: Counter[str] = Counter()

    def without(match: regex.Match[str]) -> str:
        character = match.group("hidden")
        if character is None or (marks_stay and character in _MARKS):
            return match.group()
        found[character] += 1
        return ""

    text = _HIDDEN.sub(without, text)
    hidden = found.total()
    if hidden:
        kinds = [kind for kind, span in _KIND_OF.items() if any(map(span.match, found))]
        notes.append(f"{_number(hidden, 'hidden character')} removed ({', '.join(kinds)})")
    return Cleaned(text, tuple(notes), hidden)


def reveal(text: str) -> str:
    """``text`` with a mark such as ⟦U+202E⟧ in place of every character :func:`clean` removes."""
    if not _SUSPECT.search(text) and not _UNWRITABLE.search(text):
        return text
    marks_stay = _READS_RIGHT_TO_LEFT.search(text) is not None

    def mark(match: regex.Match[str]) -> str:
        character = match.group("hidden")
        if character is None or (marks_stay and character in _MARKS):
            return match.group()
        return _mark(character)

    shown = _HIDDEN.sub(mark, text)
    return _UNWRITABLE.sub(lambda match: _mark(match.group()), shown)


_SPACES = re.compile(r"\s+")
_INSIDE_GUILLEMETS = re.compile(r"(?<=[«‹])\s|\s(?=[»›])")
_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛‹›′＇ʼ`´", "'") | {"\u2011": "-"}
)


@of_short(2048)
def squash(text: str) -> str:
    """The form in which two texts are the same words to the letter.

    NFC, each run of white space one space, every shape of quotation mark one, and no space
    between a guillemet and the words it holds. Case, accents and punctuation stay.
    """
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return _INSIDE_GUILLEMETS.sub("", text).translate(_ALIKE)


_ACCENTS = re.compile("[\u0300-\u036f]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


def fold(text: str) -> str:
    """``text`` without case and without accents: "Cœur d'Été" and "coeur d'ete" are the same."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", bare).translate(_LIGATURES)


# Accounts and addresses draw a text near to every other that holds some, whatever it says.
_ADDRESSES = re.compile(r"(?<![\w.])@\w[\w.-]*|(?:https?://|www\.)\S+")


def without_addresses(text: str) -> str:
    """``text`` on one line without accounts and addresses; as it is where nothing else is left."""
    return " ".join(_ADDRESSES.sub(" ", text).split()) or text


def flat(text: str) -> str:
    """``text`` folded letter by letter: what is found in it stands at the same place in ``text``.

    A letter that folds to several keeps the first; white space is a space or a newline.
    """
    return text.lower() if text.isascii() and "\t" not in text else "".join(map(_flat, text))


@lru_cache(maxsize=4096)
def _flat(character: str) -> str:
    if character.isspace():
        return "\n" if character == "\n" else " "
    return (fold(character) or " ")[0]


def one_line(text: str, most: int) -> str:
    """The text on one line of at most ``most`` characters; an ellipsis stands for the rest."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def truncate(text: str, limit: int = POST_LIMIT) -> tuple[str, bool]:
    """``text`` within ``limit`` characters, cut at a word, and whether it was cut."""
    if len(text) <= limit:
        return text, False
    # A text without spaces is cut where it is: looking further back would lose too much.
    floor = max(0, limit - 200)
    end = limit
    if not text[end].isspace():
        spaces = [match.start() for match in _SPACES.finditer(text, floor, limit)]
        end = spaces[-1] if spaces else limit
    while end > floor and (_belongs_to_previous(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip(), True


def neutral_cell(value: object) -> str:
    """``value`` as a table cell that no spreadsheet runs as a formula.

    A text that begins with = + - @, a tab or a line end gets an apostrophe in front, which
    spreadsheets read as "this is text" (OWASP, CSV injection). Numbers stay numbers.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, int | float):
        return text
    return "'" + text if re.match("[=+\\-@\t\r\n＝＋－＠]", text) else text


def _whole(text: str) -> tuple[str, int]:
    """Surrogate pairs joined, halves replaced by U+FFFD; and how many halves there were."""
    already = text.count("\ufffd")
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole, whole.count("\ufffd") - already


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _mark(character: str) -> str:
    return f"⟦U+{ord(character):04X}⟧"


def _belongs_to_previous(character: str) -> bool:
    return unicodedata.combining(character) > 0 or character in "\u200d\ufe0e\ufe0f"
