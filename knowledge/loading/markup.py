"""Markdown down to words and blocks.

A passage is quoted to the letter in a reply, and nobody sends "**net zero**" or a bracketed link.
So what marks words inside a line goes, and what shapes a page stays: headings, lists, tables,
quotations and blocks of code.
"""

from __future__ import annotations

import re
from itertools import pairwise

_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\[\]\n]{0,500})\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"\n]*\")?\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"\n]*\")?\)"), r"\1"),
    (re.compile(r"\[\^[\w-]{1,20}\](?!:)"), ""),
    (re.compile(r"<((?:https?|mailto):[^\s<>]+)>"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (
        re.compile(
            r"</?(?:b|i|u|em|strong|span|sup|sub|small|mark|a|p|div|font)(?:\s[^<>]*)?>", re.I
        ),
        "",
    ),
    # Each mark is looked for up to the next of its kind only, so that time stays linear.
    (re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))*?[^\s*])\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)((?:[^_\n]|_(?!_))*?[^\s_])__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"~~(?=\S)([^~\n]*?\S)~~"), r"\1"),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~&$%-])"), r"\1"),
)


def plain(markdown: str) -> tuple[str, int]:
    """``markdown`` without marks inside its lines, and how many were taken out.

    Struck-out words keep their place in the record: they were said. Images go with their
    addresses, so that nothing is ever fetched.
    """
    markdown, count = _without_comments(markdown)
    lines = markdown.split("\n")
    fenced = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and _MAY_HOLD_MARKS.search(line):
            lines[number], more = _plain_line(line)
            count += more
    return "\n".join(lines), count


_MAY_HOLD_MARKS = re.compile(r"[*_`\[<~\\]")


def _without_comments(markdown: str) -> tuple[str, int]:
    kept, count, at = [], 0, 0
    while (start := markdown.find("<!--", at)) >= 0:
        end = markdown.find("-->", start)
        if end < 0:
            break
        kept.append(markdown[at:start])
        count, at = count + 1, end + len("-->")
    return "".join((*kept, markdown[at:])), count


def _plain_line(line: str) -> tuple[str, int]:
    count = 0
    for pattern, replacement in _INLINE:
        line, more = pattern.subn(replacement, line)
        count += more
    return line, count


# Narrower lines are a post's or a poem's own.
NARROWEST = 50

_STANDS_ALONE = re.compile(
    r"\s*$|\s{0,3}(?:#{1,6}\s|>|\||```|~~~|={2,}\s*$|(?:[-*_]\s*){3,}$)|\s{4,}\S|<"
)
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")
_ENDS_BY_HAND = re.compile(r"(?: {2,}|\\)$")


def reflow(text: str) -> str:
    """``text`` with the lines of a paragraph put together where an editor wrapped them.

    That is certain where no line had room for the first word of the next: a quotation then reads
    as it was written. Lines that were broken by hand stay.
    """
    out: list[str] = []
    paragraph: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fence = _FENCE.match(line) is not None
        if fence or fenced or _STANDS_ALONE.match(line) or _ITEM.match(line):
            out.extend(_together(paragraph))
            paragraph = []
        fenced = fenced != fence
        if fence or fenced or _STANDS_ALONE.match(line):
            out.append(line)
        else:
            paragraph.append(line)
    return "\n".join((*out, *_together(paragraph)))


def _together(lines: list[str]) -> list[str]:
    width = max(map(len, lines), default=0)
    wrapped = width >= NARROWEST and all(
        len(line) + 1 + len(following.split()[0]) > width and not _ENDS_BY_HAND.search(line)
        for line, following in pairwise(lines)
    )
    if not wrapped:
        return lines
    return ["".join((lines[0], *(f" {line.strip()}" for line in lines[1:])))]


def first_heading(markdown: str) -> str:
    """The text of the first heading of the first level, or nothing."""
    match = re.search(r"^# +(.+?)[ #]*$", markdown, re.MULTILINE)
    return match.group(1).strip() if match else ""
