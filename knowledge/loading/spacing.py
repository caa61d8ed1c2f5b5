"""Spaces where a sentence needs them, and none where a recogniser put them in.

Two diseases are common in reports that went through a machine. In one, sentences are glued:
"basic needs.Decarbonizing". In the other, every mark stands apart: "AT & T , we ’ re". Which of
the two a text has is counted over the whole text first; only what is wrong in any language is
mended without that evidence. Addresses, numbers, abbreviations and French typography are left
alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Rule = tuple[re.Pattern[str], str]

# From three in a text, glued sentences are how it was extracted, and not one slip of the finger.
GLUED = 3


def part(text: str) -> tuple[str, int]:
    """Sentences that were glued together, separated, and how many.

    List items are moved to lines of their own too, in a text that shows the disease throughout.
    """
    text, count = _outside_addresses(_part_sentences, text)
    if count >= GLUED:
        text, more = _apply(_GLUED_ITEMS, text)
        count += more
    return text, count


def close_up(text: str, language: str) -> tuple[str, int]:
    """Spaces removed before commas and full stops, and how many.

    Where standing apart is the rule in the text, so are those that a recogniser puts around
    apostrophes, brackets, signs and, outside French, before : ; ! ? and %.
    """
    apart, together = len(_APART.findall(text)), len(_TOGETHER.findall(text))
    spaced = 0
    if apart > together:
        text, spaced = _apply(_FRENCH if language == "fr" else _ENGLISH, text)
        text, restored = _ampersands(text)
        text, listed = _INLINE_ITEM.subn("\n- ", text)
        text, owned = _possessives(text)
        spaced += restored + owned + listed
    text, count = _APART.subn(r"\1", text)
    return text, count + spaced


# A sentence's last letters, its mark, and a capital that begins a word. Initials ("J.Smith",
# "U.S.A") have one letter before the mark; "2.5" and "no.1" have no capital after it.
_GLUED_SENTENCE = re.compile(
    r"(?P<last>[^\W\d_]{2}|[\d%)\]’'\"”»])[.!?…]+[\"”’»]?"
    r"(?=(?P<next>[A-ZÀ-ÖØ-Þ][\w’'-]*+)(?!\.[a-z0-9]))"
)
# "our approach to IP .AstraZeneca seeks": the space went to the wrong side.
_MISPLACED = re.compile(r"(?<=\w) \.(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2})(?!\.(?:Net|Com|Org)\b)")
_GLUED_ABBREVIATION = re.compile(r"\b(etc|i\.e|e\.g|eq|vs|approx|incl|resp|cf)\.(?=[a-zà-ÿ0-9])")
# "Booking.Com", "Node.Js", "ASP.NET": names that hold a point.
_NAME_ENDINGS = frozenset(
    {"com", "net", "org", "fr", "eu", "io", "co", "uk", "gov", "edu", "info", "biz", "ai", "app"}
    | {"dev", "tv", "js", "py", "md", "pdf", "doc", "docx", "csv", "html", "txt", "jpg", "png"}
)


def _part_sentences(text: str) -> tuple[str, int]:
    count = 0

    def parted(match: re.Match[str]) -> str:
        nonlocal count
        last, following = match["last"], match["next"]
        # After capitals ("GROUP.The"), only a plain capitalised word is surely a new sentence.
        sure = not last.isalpha() or last.islower() or following[1:].islower()
        if not sure or following.casefold() in _NAME_ENDINGS:
            return match.group()
        count += 1
        return f"{match.group()} "

    text = _GLUED_SENTENCE.sub(parted, text)
    for pattern, mended in ((_GLUED_ABBREVIATION, r"\1. "), (_MISPLACED, ". ")):
        text, more = pattern.subn(mended, text)
        count += more
    return text, count


_BULLET = "[→·•▪●◦‣]"
_GLUED_ITEMS: tuple[Rule, ...] = (
    (re.compile(r"(?<=etc\.)- (?=\w)"), " - "),
    # "footprint:- by", "waste;- → Production", "2022.- (2) Formerly"
    (re.compile(rf"(?<=[:;,.)%!?])- ?(?:{_BULLET} ?|(?<= ))(?=\S)"), "\n- "),
    # "examples:→ We made", "2022);→ In our"
    (re.compile(rf"(?<=[:;.)]) ?{_BULLET} ?(?=\S)"), "\n- "),
    # "access- · Increasing", "worldwide · WATER"
    (re.compile(rf"(?<=\S)(?:- ?| )(?!→){_BULLET} (?=\S)"), "\n- "),
    # "US- 2. Boston"
    (re.compile(r"(?<=\w)- (?=\d{1,2}\. ?[A-Z])"), "\n- "),
    # "revenue covered.(4) Investment"
    (re.compile(r"(?<=[a-z%\d]\.)(?=\(\d{1,2}\) [A-Z\d])"), "\n- "),
    # "achieve our Purpose:Science"
    (re.compile(r"(?<=[a-zà-ÿ]{3}):(?=[A-Z][a-z]{2})"), ": "),
    (re.compile(rf"^(?:- )?{_BULLET} ?(?=\S)", re.MULTILINE), "- "),
)

_AFTER_A_WORD = r"(?<=[\w)\]\"'’”%»+-])"
# Not ". . ." nor the lone points between hashtags.
_APART = re.compile(_AFTER_A_WORD + r"[ \u00a0]+([,.])(?=\s|$)(?!\s+[.,])")
_TOGETHER = re.compile(_AFTER_A_WORD + r"[,.](?=\s|$)")

_EVERYWHERE: tuple[Rule, ...] = (
    (re.compile(r"(?<=[(\[]) (?=\S)"), ""),
    (re.compile(r"(?<=\S) (?=[)\]])"), ""),
    (re.compile(r"(?<=\b[A-Z]\.[A-Z]) (?=\.(?:\s|$))"), ""),
    (re.compile(r"(?<=[$£#~]) (?=\d)"), ""),
    (re.compile(r"(?<=\S )> (?=[$£€]?\d)"), ">"),
    # "AT & T", "DE & I", "R & D"; two words joined by "&" stay apart.
    (re.compile(r"\b([A-Z]{1,3}) & ([A-Z])\b"), r"\1&\2"),
)
_ENGLISH: tuple[Rule, ...] = (
    *_EVERYWHERE,
    (re.compile(r"(?<=\S) (?=[:;!?%](?:[\s.,;:)]|$))"), ""),
    (re.compile(r"(?<=€) (?=\d)"), ""),
    (re.compile(r"(?<=[^\W\d_]) (n['’]t)\b"), r"\1"),
    (re.compile(r"(?<=\w) (['’]) ?(s|re|ve|ll|d|m)\b"), r"\1\2"),
    (re.compile(r"(?<=\w)(['’]) (s|re|ve|ll|d|m)\b"), r"\1\2"),
    # No English word is written so: the apostrophe was not recognised.
    (re.compile(r"\b([Ww]e|[Yy]ou|[Tt]hey)ve\b"), r"\1've"),
    (re.compile(r"\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Ww]as)nt\b"), r"\1n't"),
    (
        re.compile(
            r"\b(January|February|March|April|May|June|July|August|September|October|November"
            r"|December) (\d{1,2}) ?,(?=\d{4}\b)"
        ),
        r"\1 \2, ",
    ),
)
_FRENCH: tuple[Rule, ...] = (
    *_EVERYWHERE,
    (
        re.compile(r"\b([ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu) ?(['’]) ?(?=\w)", re.IGNORECASE),
        r"\1\2",
    ),
)
# "For example: - Employees are", "- 45% reductions - 2.9M MWh"; "locations - including" is a dash.
_INLINE_ITEM = re.compile(
    r"(?:(?<=[.:;%)'])|(?<=[^\W\d])) - (?=[A-Z$£€~>]|\d[\d.,]*(?:[%kKmMbB+ ]|st|nd|rd|th))"
    r"|(?<=\d) - (?=[A-Z$£€~>]|\d[\d.,]*[%kKmMbB+])"
)
_MISREAD_AMPERSAND = re.compile(r"\b([A-Z]{1,3})8([A-Z])\b")
_LONE_APOSTROPHE = re.compile(r"(?<=\w) ' (?=\w)")
_OPENING_QUOTE = re.compile(r"(?:^|\s)'(?=\w)")


def _ampersands(text: str) -> tuple[str, int]:
    """ "AT8T" read as "AT&T" where the text itself writes the name so elsewhere."""
    count = 0

    def restored(match: re.Match[str]) -> str:
        nonlocal count
        name = f"{match[1]}&{match[2]}"
        if text.count(name) < 2:
            return match.group()
        count += 1
        return name

    return _MISREAD_AMPERSAND.sub(restored, text), count


def _possessives(text: str) -> tuple[str, int]:
    """ "suppliers ' targets" closed up, where the line has no quotation that it could close."""
    count = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        lone = _LONE_APOSTROPHE.findall(line)
        if lone and len(lone) == line.count("s ' ") and not _OPENING_QUOTE.search(line):
            lines[number] = line.replace("s ' ", "s' ")
            count += len(lone)
    return "\n".join(lines), count


_ADDRESS = re.compile(
    # A mail address is looked for at the start of a word only: time stays linear.
    r"((?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,100}@[\w-]{1,100}\.\S+"
    r"|(?<!\w)@[a-z0-9_]+(?:\.[a-z0-9_]+)+)"
)


def _outside_addresses(mend: Callable[[str], tuple[str, int]], text: str) -> tuple[str, int]:
    count = 0
    pieces = _ADDRESS.split(text)
    for number in range(0, len(pieces), 2):
        pieces[number], more = mend(pieces[number])
        count += more
    return "".join(pieces), count


def _apply(rules: Iterable[Rule], text: str) -> tuple[str, int]:
    count = 0
    for pattern, replacement in rules:
        text, more = pattern.subn(replacement, text)
        count += more
    return text, count
