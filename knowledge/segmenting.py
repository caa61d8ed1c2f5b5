"""From a document to its passages: a few whole sentences each, small enough to embed and to read.

A passage is what gets found and cited, so it is cut where a reader would cut it. Headings bound
it and name it. Whole sentences of one paragraph are packed together up to a bound in tokens, as
evenly as they will go; a lone short line goes with what follows; the items of a list stay with the
line that announces them; a table is kept row by row, its header with its first rows. Only a
"sentence" beyond :data:`HARD_BOUND` tokens (a text without stops) is cut inside, at a clause.

Every passage is an exact stretch of its document, so a quotation can be held against the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from knowledge.model import Passage, SourceDocument, passage_id
from knowledge.sentences import MARKER, has_words, pieces, sentences
from knowledge.tokens import count

__all__ = ["BOUND", "HARD_BOUND", "segment", "sentences"]

BOUND = 64
"""Tokens in a passage, unless it is a single longer sentence."""

HARD_BOUND = 256
"""Tokens beyond which even a single sentence is cut."""

# A paragraph of so few tokens says little on its own: a greeting, a label, a lone line of a post.
_SHORT = 12
# Words in a table's cell that make it prose, which may be quoted, rather than an entry.
_PROSE = 5

_FRONT_MATTER = regex.compile(r"\s*---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", regex.DOTALL)
_HEADING = regex.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = regex.compile(r" {0,3}(?:(=)=*|(-)--+)[ \t]*$")
_RULE = regex.compile(r" {0,3}(?:(?:\*[ \t]*){3,}+|(?:-[ \t]*){3,}+|(?:_[ \t]*){3,}+)$")


@dataclass(frozen=True)
class _Unit:
    """What is never parted: a sentence, an item's sentence, a row. ``quotable``: its sentences."""

    start: int
    end: int
    quotable: tuple[tuple[int, int], ...]
    tokens: int


@dataclass
class _Block:
    """Lines that belong together under one heading: a paragraph with its list, or a table."""

    start: int
    end: int
    last: int
    """Where its last line begins."""
    heading: str
    table: bool


def segment(
    document: SourceDocument, brand: str, document_id: str, bound: int = BOUND
) -> list[Passage]:
    """The passages of ``document``, in order, without overlap.

    ``bound`` is in tokens of ``o200k_base``. Together they hold all of the text but its headings,
    horizontal rules and front matter. A text of ``bound`` tokens or fewer is one passage, unless
    headings part it. ``sentences`` of a passage leave out what cannot be quoted as a sentence: the
    entries of a table, the parts of a sentence that had to be cut. Raises :class:`ValueError` when
    ``bound`` is not positive.
    """
    if bound < 1:
        raise ValueError(f"A passage needs at least one token; the bound given is {bound}.")
    text = document.text
    passages: list[Passage] = []
    for units, heading in _packed(text, document.language, bound):
        start, end = units[0].start, units[-1].end
        words = text[start:end]
        passages.append(
            Passage(
                id=passage_id(document_id, start, words),
                document_id=document_id,
                brand=brand,
                position=len(passages),
                start=start,
                end=end,
                text=words,
                sentences=tuple((a - start, b - start) for unit in units for a, b in unit.quotable),
                tokens=count(words),
                heading=heading,
                title=document.title,
                kind=document.kind,
                speaker=document.speaker,
                role=document.role,
                date=document.date,
                channel=document.channel,
                language=document.language,
                url=document.url,
                source=document.source,
                access=document.access,
            )
        )
    return passages


# --- blocks: what Markdown says of the lines ---------------------------------------------------


def _blocks(text: str) -> list[_Block]:
    """Paragraphs, lists and tables, each with the path of headings above it."""
    blocks: list[_Block] = []
    path: list[tuple[int, str]] = []
    lines = _lines_of(text)
    opened = False  # whether the block before is still taking lines
    underlined = -1  # the line that holds the underline of a title
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if not line.strip():
            opened = False
            continue
        title = _HEADING.match(line)
        below = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
        underline = None if opened or title or not _is_title(line) else _UNDERLINE.match(below)
        if title or underline:
            level = len(title[1]) if title else (1 if underline and underline[1] else 2)
            name = (title[2] or "") if title else line
            path = [(depth, words) for depth, words in path if depth < level]
            path.append((level, " ".join(name.split())))
            opened = False
            underlined = number + 1 if underline else -1
            continue
        if _RULE.match(line) or (number == underlined and _UNDERLINE.match(line)):
            opened = False
            continue
        heading = " > ".join(words for _, words in path if words)
        table = _is_row(line)
        stop = start + len(line.rstrip())
        before = blocks[-1] if blocks else None
        kin = before is not None and (before.heading, before.table) == (heading, table)
        if before and kin and (opened or (not table and _lists_on(text, before, start))):
            before.end, before.last = stop, start
        else:
            blocks.append(_Block(start, stop, start, heading, table))
        opened = True
    return _worded(text, blocks)


def _lists_on(text: str, block: _Block, start: int) -> bool:
    """Whether a list goes on across a blank line, or follows the line that announces it."""
    announced = text[block.end - 1] == ":"
    return _is_item(text, start) and (announced or _is_item(text, block.last))


def _is_item(text: str, start: int) -> bool:
    marker = MARKER.match(text, start)
    return marker is not None and marker.group().strip() != ""


def _worded(text: str, blocks: list[_Block]) -> list[_Block]:
    """A block without words (lone emoji, a row of dots) goes with the block before it, or after."""
    kept: list[_Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if before and before.heading == block.heading and not (before.table or block.table):
            worded = has_words(text, block.start, block.end)
            if not worded or not has_words(text, before.start, before.end):
                before.end, before.last = block.end, block.last
                continue
        kept.append(block)
    return kept


def _lines_of(text: str) -> list[tuple[int, int]]:
    matter = _FRONT_MATTER.match(text)
    position = matter.end() if matter else 0
    lines = []
    for line in text[position:].splitlines(keepends=True):
        lines.append(
            (position, position + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")))
        )
        position += len(line)
    return lines


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") > 1


def _is_title(line: str) -> bool:
    """Whether a line may be a title underlined by the next; a post's "Yes!" over a rule is not."""
    words = line.strip()
    entry = _is_row(line) or _is_item(line, 0)
    return 0 < len(words) <= 100 and words[-1] not in ".!?…:;," and not entry


# --- units: what is never parted ---------------------------------------------------------------


def _units(text: str, block: _Block, language: str | None) -> list[_Unit]:
    """The block's units; together they hold all of it but the white space between them."""
    if block.table:
        return list(_rows(text, block))
    units: list[_Unit] = []
    begin = block.start
    for a, b in pieces(text[block.start : block.end], language):
        start, end = block.start + a, block.start + b
        # Bullets and quote marks stand before the sentence and belong to its unit.
        lead = begin + len(text[begin:start]) - len(text[begin:start].lstrip())
        quotable = (_bare(text, start, end),) if has_words(text, start, end) else ()
        units.append(_Unit(lead, end, quotable, count(text[begin:end])))
        begin = end
    rest = text[begin : block.end].strip()
    if rest:
        end = begin + text[begin : block.end].rindex(rest) + len(rest)
        if units:
            last = units.pop()
            units.append(
                _Unit(last.start, end, last.quotable, last.tokens + count(text[begin:end]))
            )
        else:
            units.append(_Unit(end - len(rest), end, (), count(rest)))
    return units


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A sentence without the emphasis that Markdown puts around the whole of it."""
    for sign in ("**", "__", "*", "_"):
        inner = text[start + len(sign) : end - len(sign)]
        if text.startswith(sign, start) and text.endswith(sign, start, end) and sign not in inner:
            whole = inner and inner.strip() == inner
            return (start + len(sign), end - len(sign)) if whole else (start, end)
    return start, end


def _rows(text: str, block: _Block) -> Iterator[_Unit]:
    position = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped)
            quotable = tuple(_cells(text, start, start + len(stripped)))
            yield _Unit(start, start + len(stripped), quotable, count(line))
        position += len(line)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences told in a row's cells: what ends with a stop, and is more than an entry."""
    for cell in regex.finditer(r"[^|]+", text, pos=start, endpos=end):
        for a, b in sentences(cell.group()):
            words = cell.group()[a:b]
            if words[-1] in ".!?…»”" and len(words.split()) >= _PROSE:
                yield cell.start() + a, cell.start() + b


def _cut(text: str, unit: _Unit) -> list[_Unit]:
    """A unit within the hard bound, or its parts, cut after a clause or a word; never quotable."""
    if unit.tokens <= HARD_BOUND:
        return [unit]
    parts: list[_Unit] = []
    start = unit.start
    ceiling = unit.tokens // (unit.tokens // HARD_BOUND + 1) + 1
    clause, last, spent, since = -1, start, 0, 0
    for end in _places(text, unit.start, unit.end):
        size = count(text[last:end])
        if spent + size > ceiling and last > start:
            # The last clause, when that wastes less than half of what would fit.
            cut = clause if clause > start and since > spent // 2 else last
            parts.append(_part(text, start, cut))
            spent = count(text[cut:last])
            start = cut
        spent += size
        last = end
        if text[max(start, end - 8) : end].rstrip()[-1:] in tuple(";:,–—"):
            clause, since = end, spent
    parts.append(_part(text, start, unit.end))
    return parts


def _places(text: str, start: int, end: int) -> Iterator[int]:
    """Where a cut may fall: after each word, and inside a run of characters without a space."""
    last = start
    for space in regex.finditer(r"\s+", text, pos=start, endpos=end):
        while space.end() - last > HARD_BOUND:
            last += HARD_BOUND
            yield last
        last = space.end()
        yield last
    while end - last > HARD_BOUND:
        last += HARD_BOUND
        yield last
    yield end


def _part(text: str, start: int, end: int) -> _Unit:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return _Unit(start, end, (), count(text[start:end]))


# --- packing -----------------------------------------------------------------------------------


def _packed(text: str, language: str | None, bound: int) -> Iterator[tuple[Sequence[_Unit], str]]:
    """Groups of units, each a passage, with their heading."""
    groups: list[tuple[list[_Unit], _Block]] = []
    for block in _blocks(text):
        units = [part for unit in _units(text, block, language) for part in _cut(text, unit)]
        if units:
            groups.append((units, block))
    if not groups and has_words(text, 0, len(text)):
        # A document of headings alone says what its headings say.
        start = len(text) - len(text.lstrip())
        block = _Block(start, len(text.rstrip()), start, "", table=False)
        groups = [([p for u in _units(text, block, language) for p in _cut(text, u)], block)]
    if groups and len({block.heading for _, block in groups}) == 1:
        whole = [unit for units, _ in groups for unit in units]
        if _fits(text, whole, bound):
            yield whole, groups[0][1].heading
            return
    for units, heading in _joined(groups, bound):
        for packed in _even(text, units, bound):
            yield packed, heading


def _joined(
    groups: Iterable[tuple[list[_Unit], _Block]], bound: int
) -> Iterator[tuple[list[_Unit], str]]:
    """Blocks, the short ones joined to the next of the same section while they fit."""
    held: list[_Unit] = []
    heading = ""
    for units, block in groups:
        tokens = sum(unit.tokens for unit in units)
        spent = sum(unit.tokens for unit in held)
        if held and (block.table or block.heading != heading or spent + tokens > bound):
            yield held, heading
            held = []
        held, heading = [*held, *units], block.heading
        if block.table or spent + tokens > _SHORT:
            yield held, heading
            held = []
    if held:
        yield held, heading


def _even(text: str, units: Sequence[_Unit], bound: int) -> Iterator[Sequence[_Unit]]:
    """Runs of units within the bound, of about the same size: no lone short sentence at the end."""
    first = 0
    left = sum(unit.tokens for unit in units)
    while first < len(units):
        share = left / max(1, -(-left // bound))
        last, spent = first + 1, units[first].tokens
        while last < len(units) and spent + units[last].tokens <= bound:
            if spent + units[last].tokens / 2 > share:
                break
            spent += units[last].tokens
            last += 1
        while last > first + 1 and not _fits(text, units[first:last], bound):
            last -= 1
        run = units[first:last]
        yield run
        left -= sum(unit.tokens for unit in run)
        first = last


def _fits(text: str, units: Sequence[_Unit], bound: int) -> bool:
    if sum(unit.tokens for unit in units) > 2 * bound:
        return False
    return count(text[units[0].start : units[-1].end]) <= bound
