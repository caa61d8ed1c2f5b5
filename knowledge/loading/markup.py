"""Markdown down to words and blocks.

A passage is quoted to the letter in a reply, and nobody sends "**net zero**" or a bracketed link.
So what marks words inside a line goes, and what shapes a page stays: headings, lists, tables,
quotations and blocks of code.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\]\n]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"\n]*\")?\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"\n]*\")?\)"), r"\1"),
    (re.compile(r"\[\^[\w-]{1,20}\](?!:)"), ""),
    (re.compile(r"<((?:https?|mailto):[^\s<>]+)>"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (
        re.compile(
            r"</?(?:b|i|u|em|strong|span|sup|sub|small|mark|a|p|div|font)(?:\s[^<>]*)?>", re.I
        ),
        "",
    ),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1"), r"\2"),
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
    markdown, count = _COMMENT.subn("", markdown)
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


def _plain_line(line: str) -> tuple[str, int]:
    count = 0
    for pattern, replacement in _INLINE:
        line, more = pattern.subn(replacement, line)
        count += more
    return line, count


def first_heading(markdown: str) -> str:
    """The text of the first heading of the first level, or nothing."""
    match = re.search(r"^# +(.+?)[ #]*$", markdown, re.MULTILINE)
    return match.group(1).strip() if match else ""
