"""Texts made whole again, where extraction or transcription broke them and the repair is certain.

Passages are exact substrings of what leaves this room, so a mend must never change what was
said: it restores letters (mojibake, ligatures, entities), puts spaces back where sentences were
glued, takes out spaces that a recogniser put in, and turns an emoji's name into the emoji. What
is only probable is left as it is. Every mend is told in a note.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from knowledge import languages
from knowledge.cleaning import clean
from knowledge.loading import spacing

Step = Callable[[str], tuple[str, int]]


class Mended(NamedTuple):
    """A text after mending, and what was mended, for the reader of the document."""

    text: str
    notes: tuple[str, ...] = ()


def mend(text: str, language: str | None = None) -> Mended:
    """``text`` cleaned and mended, with notes; ``language`` decides whose spacing is right.

    Detected when not given: French keeps its spaces before ; : ! ? % and inside « ».
    """
    text, scrambled = unscramble(text)
    text, entities = unescape(text)
    # After the entities: "&#8238;" is a hidden character too.
    text, notes, _ = clean(text)
    language = language or languages.detect(text).code
    steps: tuple[tuple[str, Step], ...] = (
        ("ligatures spelt out", ligatures),
        ("emoji names turned into emoji", emoji),
        ("spacer lines removed", spacers),
        ("apostrophes restored", apostrophes),
        ("words hyphenated at a line end joined", hyphens),
        ("stray spaces removed", lambda said: spacing.close_up(said, language)),
        ("glued sentences and list items separated", spacing.part),
    )
    counts = [("lines of scrambled letters restored", scrambled), ("entities decoded", entities)]
    for name, step in steps:
        text, count = step(text)
        counts.append((name, count))
    mends = tuple(f"mended: {name} ({count})" for name, count in counts if count)
    return Mended(_tidy(text), notes + mends)


def unscramble(text: str) -> tuple[str, int]:
    """Letters restored that were decoded in the wrong encoding, once or twice ("NestlÃ©")."""
    if text.isascii():
        return text, 0
    from ftfy import TextFixerConfig, fix_encoding

    # Sequences that lost a byte stay as they are: a replacement mark would hide what is left.
    config = TextFixerConfig(replace_lossy_sequences=False, explain=False)
    count = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.isascii():
            fixed = fix_encoding(line, config)
            count += fixed != line
            lines[number] = fixed
    return "\n".join(lines), count


_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    # The semicolon was lost on the way, or became a space: "R&amp D" was "R&D".
    r"|(?<=\w)&amp (?=\w)|&(?:amp|lt|gt|quot|nbsp)(?=\s|$)"
)


def unescape(text: str) -> tuple[str, int]:
    """HTML entities decoded, also those that were encoded twice or lost their semicolon."""
    count = 0
    for _ in range(3):
        if "&" not in text:
            break
        decoded = _ENTITY.sub(lambda match: html.unescape(match.group().rstrip()), text)
        if decoded == text:
            break
        count += max(1, len(_ENTITY.findall(text)) - len(_ENTITY.findall(decoded)))
        text = decoded
    return text, count


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")


def ligatures(text: str) -> tuple[str, int]:
    """Typographic ligatures spelt out: a reader who searches "office" types no "ﬃ"."""
    return _LIGATURE.subn(lambda match: _LIGATURES[match.group()], text)


_SPELT_EMOJI = re.compile(r":([A-Za-z][A-Za-z0-9_’'&.()!,-]{1,60}):")


def emoji(text: str) -> tuple[str, int]:
    """Emoji spelt by name turned into themselves; names that no emoji has are removed.

    Only a name with an underscore is taken for an unknown emoji: "Note:this:" stays.
    """
    count = 0

    def drawn(match: re.Match[str]) -> str:
        nonlocal count
        name = match.group(1)
        known = _emoji_called(name)
        if known is None and "_" not in name:
            return match.group()
        count += 1
        return known or ""

    return (_SPELT_EMOJI.sub(drawn, text), count) if ":" in text else (text, 0)


@lru_cache(maxsize=4096)
def _emoji_called(name: str) -> str | None:
    import emoji as table

    # "_selector" is the name that some exports give to the variation selector of an emoji.
    for candidate in (name, name.removesuffix("_selector"), name.lower()):
        drawn: str = table.emojize(f":{candidate}:", language="alias")
        if not drawn.startswith(":"):
            return drawn
    return None


_SPACER = re.compile(r"^[ \t]*[.·•‧]{1,3}[ \t]*(?:\n|\Z)", re.MULTILINE)


def spacers(text: str) -> tuple[str, int]:
    """Lines that hold a lone point, put there to push a caption's hashtags out of sight."""
    parted, count = _SPACER.subn("\n", text)
    return parted, count


_BACKTICK = re.compile(r"(?<=[^\W\d_])[`´](?=(?:s|t|re|ve|ll|d|m)\b)")


def apostrophes(text: str) -> tuple[str, int]:
    """A backtick or acute accent used as an apostrophe ("We`ve"), where no code is quoted."""
    if "`" not in text and "´" not in text:
        return text, 0
    count = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = len(_BACKTICK.findall(line))
        if found and found == line.count("`") + line.count("´"):
            lines[number] = _BACKTICK.sub("'", line)
            count += found
    return "\n".join(lines), count


_HYPHENATED = re.compile(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]{2,40})[-\u2010]\n[ \t]*(?P<tail>[^\W\d_]{2,40})"
)
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}-[^\W\d_]{1,40}")
# Compounds that keep their hyphen when the line happens to end there.
_KEEP = re.compile(
    r"(?:self|long|short|high|low|well|cross|third|full|half|all|ex|non|co|mid|real|end|one|two"
    r"|sous|demi|semi|mi|outre|après|avant|contre|vice|peut|grand|porte|tiers|celui|celle|ceux)",
    re.IGNORECASE,
)


def hyphens(text: str) -> tuple[str, int]:
    """Words cut at the end of a line put together, unless the hyphen is the word's own.

    The document decides where it can: a compound written elsewhere with its hyphen keeps it.
    """
    if "-\n" not in text and "\u2010\n" not in text:
        return text, 0
    elsewhere = set(_COMPOUND.findall(text.casefold()))
    count = 0

    def joined(match: re.Match[str]) -> str:
        nonlocal count
        head, tail = match["head"], match["tail"]
        if not tail[0].islower():
            return match.group()
        count += 1
        own = f"{head}-{tail}".casefold() in elsewhere or _KEEP.fullmatch(head)
        return f"{head}-{tail}" if own else head + tail

    return _HYPHENATED.sub(joined, text), count


_RUN_OF_SPACES = re.compile(r"(?<=\S)[ \t\u00a0\u2009\u202f]{2,}(?=\S)")


def _tidy(text: str) -> str:
    """Trailing spaces, runs of spaces inside a line and stacks of empty lines taken out."""
    lines = []
    for line in map(str.rstrip, text.split("\n")):
        # A table's columns are lined up on purpose.
        lines.append(line if line.lstrip().startswith("|") else _RUN_OF_SPACES.sub(" ", line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
