"""What a new document may replace, and where it says otherwise than the record: proposed to a
person, and nothing done.

Precision comes before recall: a list that is mostly noise is read by nobody. A document is proposed
in another's place where most of the other's words, figures apart, are in it, or where a file, an
address or a title says that it is the same thing anew. A contradiction is one that holds for
certain (:mod:`assistant.checks.consistency`), one for a pair of documents, shown as a question.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.checks.consistency import contradicted
from assistant.inference import Entailer
from assistant.inference.mismatch import mismatches
from assistant.inference.words import served
from knowledge.cleaning import fold, one_line
from knowledge.curator import Proposal, Proposed
from knowledge.model import Kind, Passage
from knowledge.record import DocumentEntry
from knowledge.speaking import OTHERS

SECONDS = 20.0
DOCUMENTS = 200
"""New documents that are looked at in one go; the others are said not to have been."""
PASSAGES = 40
"""Passages of one document that are looked at."""
NEAR = 6
CANDIDATES = 6
"""Documents that one is held against as a whole."""
REPLACES, CONTRADICTS = 2, 3
"""Proposals of each kind for one document, at most."""
SHOWN = 400

SAME_TEXT = 0.6
"""Share of both texts' words in a row from which, figures apart, one is the other anew."""
SAME_SUBJECT = 0.3
"""And where both are of a kind that is brought up to date, and the file or the title is one."""
OPPOSED = 0.65
"""The learned opposition from which a "not" or an opposite is put to somebody."""
KEPT_UP = frozenset({Kind.FACT, Kind.POLICY, Kind.PURPOSE, Kind.COMMITMENT})
"""Kinds of which the newest holds. What was said on a day stays said on that day."""
_RUN = 3
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d+")
# What people put at the end of a file's name when they save it again.
_VERSION = re.compile(
    r"(?:[\s_.-]*(?:\(\d+\)|copy|copie|final|draft|new|nouveau|v\d+|version|corrected|corrige|"
    r"\d{4}(?:[-_.]?\d{2}){0,2}|\d+))+$"
)

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Ground:
    """What of the record new documents are held against.

    ``near`` gives, for passages, the passages of other documents nearest to each; ``text`` is a
    document's; ``documents`` are those on record, by id.
    """

    documents: Mapping[str, DocumentEntry]
    passages: Callable[[str], Sequence[Passage]]
    near: Callable[[Sequence[Passage], int], Sequence[Sequence[Passage]]]
    text: Callable[[str], str]


@dataclass(frozen=True)
class Looked:
    """What was found of how many new documents; ``left`` were not looked at."""

    found: tuple[Proposal, ...] = ()
    looked: int = 0
    left: int = 0


class _Known:
    """The documents on record by what names them, and their words in a row, each made once."""

    def __init__(self, ground: Ground) -> None:
        self._text = ground.text
        self._runs: dict[str, frozenset[tuple[str, ...]]] = {}
        self._named: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in ground.documents.values():
            for name in _names(one):
                self._named[name].append(one.id)

    def alike(self, one: str, other: str) -> float:
        """The share of both texts' words in a row, figures apart."""
        a, b = self._words(one), self._words(other)
        return len(a & b) / max(1, len(a | b))

    def figures(self, identity: str) -> frozenset[str]:
        """The figures of a document's text."""
        return frozenset(_FIGURE.findall(self._text(identity)))

    def named_as(self, one: DocumentEntry) -> list[str]:
        """The documents with its address, its file's name or its title, the last to come first."""
        return [found for name in _names(one) for found in reversed(self._named[name])]

    def _words(self, identity: str) -> frozenset[tuple[str, ...]]:
        if identity not in self._runs:
            words = _WORD.findall(fold(self._text(identity)))
            self._runs[identity] = frozenset(zip(*(words[at:] for at in range(_RUN)), strict=False))
        return self._runs[identity]


def look(
    new: Sequence[str],
    ground: Ground,
    entailer: Entailer,
    *,
    seconds: float = SECONDS,
    tell: Tell | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Looked:
    """What the documents of ``new`` may replace or contradict, within ``seconds``.

    ``tell`` hears how many were looked at; what it raises stops it.
    """
    ends, known = clock() + seconds, _Known(ground)
    listed = [one for one in dict.fromkeys(new) if one in ground.documents]
    found: list[Proposal] = []
    looked = 0
    for identity in listed[:DOCUMENTS]:
        if clock() > ends:
            break
        found += _of_one(ground.documents[identity], ground, known, entailer)
        looked += 1
        if tell is not None:
            tell(looked, len(listed), "proposing")
    # Of two new ones that say the same of each other, once.
    once = {_pair(one): one for one in reversed(found)}
    return Looked(tuple(reversed(once.values())), looked, len(listed) - looked)


def _pair(one: Proposal) -> tuple[object, ...]:
    return (one.kind, *sorted((one.new_id, one.old_id)))


def _of_one(
    one: DocumentEntry, ground: Ground, known: _Known, entailer: Entailer
) -> Iterator[Proposal]:
    if one.superseded_by is not None or one.kind in OTHERS:
        return
    passages = list(ground.passages(one.id))[:PASSAGES]
    around = ground.near(passages, NEAR)
    counted = Counter(passage.document_id for near in around for passage in near)
    candidates = [identity for identity, _ in counted.most_common(CANDIDATES)]
    candidates += known.named_as(one)[:CANDIDATES]
    replaced = []
    for identity in dict.fromkeys(candidates):
        other = ground.documents.get(identity)
        if other is None or not _may_replace(one, other):
            continue
        reason = _reason(one, other, known)
        if reason is not None:
            replaced.append((known.alike(one.id, other.id), reason, other))
    replaced.sort(key=lambda found: -found[0])
    for _, reason, other in replaced[:REPLACES]:
        older, newer = _ordered(one, other)
        yield Proposal(
            Proposed.REPLACES,
            reason,
            newer.id,
            older.id,
            one_line(ground.text(newer.id), SHOWN),
            one_line(ground.text(older.id), SHOWN),
        )
    gone = {other.id for _, _, other in replaced}
    yield from _contradictions(one, passages, around, gone, ground, entailer)


# --- what it may replace --------------------------------------------------------------------------


def _may_replace(one: DocumentEntry, other: DocumentEntry) -> bool:
    """Whether one could stand in the other's place at all: the same kind, language and voice."""
    return (
        other.id != one.id
        and other.source != one.source
        and other.superseded_by is None
        and not other.removed
        and other.kind is one.kind
        and other.language == one.language
        and (other.who is None or one.who is None or fold(other.who) == fold(one.who))
    )


def _reason(one: DocumentEntry, other: DocumentEntry, known: _Known) -> str | None:
    alike = known.alike(one.id, other.id)
    if alike >= SAME_TEXT and not _said_anew(one, other, known):
        return "text"
    if alike < SAME_SUBJECT:
        return None
    shared = {name[0] for name in _names(one) & _names(other)}
    if shared & {"address", "file"}:
        return "source"
    if one.kind not in KEPT_UP:
        return None
    return "title" if shared else "figures" if one.kind is Kind.FACT else None


def _said_anew(one: DocumentEntry, other: DocumentEntry, known: _Known) -> bool:
    """Whether the same words were said on another day with other figures: both were said, and
    where they differ is a contradiction to look at."""
    if one.kind in KEPT_UP or not one.date or not other.date or one.date == other.date:
        return False
    return known.figures(one.id) != known.figures(other.id)


def _names(one: DocumentEntry) -> set[tuple[str, ...]]:
    """What says that two documents are one thing: an address, a file's name, years and versions
    apart, or a title, figures apart."""
    names: set[tuple[str, ...]] = set()
    if one.url:
        names.add(("address", one.url.rstrip("/")))
    if stem := _stem(one.source):
        names.add(("file", stem))
    title = _WORD.findall(fold(one.title))
    if len(title) >= 2:
        names.add(("title", *title))
    return names


def _stem(source: str) -> str:
    """A file's name without its ending and what tells its version; rows of a table have none."""
    if "#" in source:
        return ""
    name = fold(source.rsplit("/", 1)[-1])
    stem = _VERSION.sub("", name.rsplit(".", 1)[0]) if "." in name else ""
    return stem if len(stem) >= 4 else ""


def _ordered(one: DocumentEntry, other: DocumentEntry) -> tuple[DocumentEntry, DocumentEntry]:
    """The older and the newer: by date where both have one, else by arrival."""
    if one.date and other.date and one.date[:4] != other.date[:4]:
        return (one, other) if one.date < other.date else (other, one)
    if one.date and other.date and len(one.date) == len(other.date) and one.date != other.date:
        return (one, other) if one.date < other.date else (other, one)
    return (other, one) if other.added_at <= one.added_at else (one, other)


# --- where it says otherwise ----------------------------------------------------------------------


def _contradictions(
    one: DocumentEntry,
    passages: Sequence[Passage],
    around: Sequence[Sequence[Passage]],
    gone: set[str],
    ground: Ground,
    entailer: Entailer,
) -> Iterator[Proposal]:
    told: set[str] = set()
    for passage, near in zip(passages, around, strict=True):
        others = [
            other
            for other in near
            if other.document_id not in gone
            and other.superseded_by is None
            and other.language == passage.language
            and other.document_id in ground.documents
        ]
        if not others:
            continue
        for words in passage.quotes:
            for other, quote, mismatch in contradicted(
                words, passage.text, others, served(passage.language), entailer
            ):
                if other.document_id in told or not _surely(
                    words, quote, mismatch.kind, served(passage.language), entailer
                ):
                    continue
                told.add(other.document_id)
                older, newer = _ordered(one, ground.documents[other.document_id])
                mine, theirs = one_line(words, SHOWN), one_line(quote, SHOWN)
                pair = (mine, theirs) if newer.id == one.id else (theirs, mine)
                yield Proposal(Proposed.CONTRADICTS, mismatch.kind, newer.id, older.id, *pair)
                if len(told) >= CONTRADICTS:
                    return


def _surely(one: str, other: str, kind: str, language: str, entailer: Entailer) -> bool:
    """Whether it holds whichever of the two is held against the other, and a "not" or an opposite
    beyond doubt: who checks a text looks at every doubt, who keeps a record does not."""
    if not mismatches(other, one, language):
        return False
    sure = kind in ("figure", "date")
    return sure or entailer.opposition(other, one, language) >= OPPOSED
