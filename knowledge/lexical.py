"""The side of retrieval that goes by words: BM25 over stems, accents and case folded.

It finds what an embedding blurs: names, acronyms, figures, the one rare word of a post. Words are
folded first and stemmed after, each text in its own language, so that "sécurité", "SECURITE" and
"sécurités" are one term. A question is stemmed in every language that the record is written in:
"climat" and "climate" share a stem, and a name is a name.

The scores are those of BM25 as Lucene computes it (Robertson and Zaragoza 2009; Kamphuis et al.
2020), held against the ``bm25s`` package by a test. The index is our own because it has to change
with the record: a statement added to 100,000 costs that statement, not the stemming of all.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge import glossary
from knowledge.cleaning import fold
from knowledge.stemming import ALGORITHMS, stemmer

__all__ = ["LexicalIndex", "Word", "words_of"]

K1, B = 1.5, 0.75
"""The usual parameters. Others, and four variants of BM25, differed by less than chance."""

LONGEST = 25_000
"""Characters of a question that are read: the longest post there is."""

MOST_WORDS = 200
"""Different words of a question that are searched, the rarest first."""

READ_LATELY = 4_096
"""Texts whose words are kept in memory."""

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

_FRENCH = """
    a ai aie aient ainsi alors as au aucun aucune aujourd aura aurait auront aussi autre autres aux
    avaient avais avait avec avez avoir avons bien c ca car ce ceci cela celle celles celui ces cet
    cette ceux chaque chez ci comme comment d dans de deja depuis des dire dit dites dois doit
    doivent donc dont du elle elles en encore entre es est et etaient etais etait etant ete etes
    etre eu eux faire fais fait faites faut fois font furent fut hui il ils j jamais je jusqu jusque
    l la le les leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes moi moins mon n ne ni
    non nos notre nous on ont or ou oui par parce pas peu peut peuvent peux plus plutot pour
    pourquoi pouvez pu puis puisqu puisque qu quand que quel quelle quelles quels qui quoi rien s sa
    sans se sera serait seront ses si soit sommes son sont sous souvent suis sur t ta tandis te tel
    telle tes toi ton toujours tous tout toute toutes tres tu un une va vais vers veut veux voici
    voila vont vos votre vous vraiment vu y
"""
_ENGLISH = """
    a about after again all also am an and any are as at be because been before being both but by
    can cannot could couldn d did didn do does doesn doing don done down during each even ever few
    for from further get gets getting go goes going got had hadn has hasn have haven having he her
    here hers him his how i if in into is isn it its itself just let ll m make me more most much my
    no nor not now of off on once only or other our ours out over own re s same shall she should
    shouldn so some still such t than that the their theirs them then there these they this those
    through to too under until up us ve very was wasn we were weren what when where which while who
    whom whose why will with won would wouldn you your yours
"""
STOP = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
"""Words that say nothing of what a text is about, by language."""

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# An account that a text speaks to is not what the text is about; nor is a picture spelt out.
_ACCOUNT = re.compile(r"(?<![\w.])@\w[\w.-]*")
_PICTURE = re.compile(r":[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+:", re.IGNORECASE)
_HASHTAG = re.compile(r"#(\w+)")
_HUMPS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
# In scripts that put no spaces between words, a run of letters is a sentence; this tells them.
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Word:
    """A content word of a question, the terms it may have become, and how telling it is.

    ``weight`` is its inverse document frequency; a word that the record never uses has the most.
    """

    word: str
    terms: tuple[int, ...]
    weight: float


class LexicalIndex:
    """BM25 over texts with ids. Unchanging: :meth:`changed` gives another one.

    ``ids`` are the texts' ids by row, ``rows`` the other way round.
    """

    def __init__(self) -> None:
        """An index of nothing; see :meth:`build`."""
        self.ids: list[str] = []
        self.rows: dict[str, int] = {}
        self._vocabulary = _Vocabulary()
        self._lengths: Rows = np.zeros(0, np.int32)
        self._docs: Rows = np.zeros(0, np.int32)  # by term, then by row
        self._counts: NDArray[np.uint16] = np.zeros(0, np.uint16)
        self._starts: NDArray[np.int64] = np.zeros(1, np.int64)
        self._read_lately: dict[str, tuple[frozenset[str], frozenset[int]]] = {}

    @classmethod
    def build(cls, entries: Iterable[tuple[str, str, str | None]]) -> LexicalIndex:
        """The index of (id, text, language); a text of unknown language is taken as it stands."""
        return cls().changed(added=entries)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> LexicalIndex:
        """The index whose :meth:`arrays` these are."""
        new = cls()
        new.ids = unlisted(arrays["ids"])
        new.rows = {identity: row for row, identity in enumerate(new.ids)}
        new._vocabulary = _Vocabulary.of(arrays)
        new._lengths, new._docs = arrays["lengths"], arrays["docs"]
        new._counts, new._starts = arrays["counts"], arrays["starts"]
        return new

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is of it, as arrays. Words that no text holds any longer are left out."""
        used = np.diff(self._starts) > 0
        return {
            "ids": listed(self.ids),
            "lengths": self._lengths,
            "docs": self._docs,
            "counts": self._counts,
            "starts": self._starts[np.concatenate(([True], used))],
            **self._vocabulary.arrays(used),
        }

    def __len__(self) -> int:
        return len(self.ids)

    def changed(
        self,
        *,
        added: Iterable[tuple[str, str, str | None]] = (),
        dropped: Collection[str] = (),
    ) -> LexicalIndex:
        """This index with other texts. An id that is on both lists is one whose text changed."""
        new = LexicalIndex()
        new._vocabulary = self._vocabulary.copy()
        stays = np.ones(len(self.ids), dtype=bool)
        stays[[self.rows[i] for i in dropped if i in self.rows]] = False
        ids = [i for i, kept in zip(self.ids, stays, strict=True) if kept]
        read, sizes = array("i"), array("i")
        for identity, text, language in added:
            ids.append(identity)
            sizes.append(new._vocabulary.read(text, language, read))
        new.ids = ids
        new.rows = {identity: row for row, identity in enumerate(ids)}
        if len(new.rows) != len(ids):
            raise ValueError("An id was added that is in the index already; drop it as well.")
        new._take(self, stays, _postings(read, sizes, first=int(stays.sum())))
        return new

    def _take(self, old: LexicalIndex, stays: NDArray[np.bool_], read: _Postings) -> None:
        """The postings of ``old`` that stay, and after them those of the texts just read."""
        terms, docs, counts = old._terms(), old._docs, old._counts
        if not stays.all():
            live = stays[docs]
            moved = np.cumsum(stays, dtype=np.int32) - 1
            terms, docs, counts = terms[live], moved[docs[live]], counts[live]
        if not len(docs):
            terms, docs, counts = read.terms, read.docs, read.counts
        elif len(read.docs):
            terms = np.concatenate((terms, read.terms))
            docs = np.concatenate((docs, read.docs))
            counts = np.concatenate((counts, read.counts))
            # Two sorted runs, which a stable sort merges in one pass.
            order = np.argsort(terms, kind="stable")
            terms, docs, counts = terms[order], docs[order], counts[order]
        self._docs, self._counts = docs, counts
        self._lengths = np.concatenate((old._lengths[stays], read.lengths))
        sizes = np.bincount(terms, minlength=len(self._vocabulary))
        self._starts = np.concatenate(([0], np.cumsum(sizes)))

    def _terms(self) -> NDArray[np.int32]:
        sizes = np.diff(self._starts)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def search(
        self, query: str, k: int, keep: Callable[[str], bool] | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` best texts that ``keep`` lets through, with their scores, best first.

        A text that shares no word with the question is not among them.
        """
        scores = self.scores(self.words(query))
        found: list[tuple[str, float]] = []
        for row in best_first(scores, k if keep is None else len(scores)):
            if len(found) >= k:
                break
            if keep is None or keep(self.ids[row]):
                found.append((self.ids[row], float(scores[row])))
        return found

    def words(self, query: str, without: Collection[str] = ()) -> tuple[Word, ...]:
        """The content words of a question, the rarest first; ``without`` some, folded."""
        known = self._vocabulary
        found: dict[tuple[int, ...] | str, Word] = {}
        most = self._idf(0)
        said, spoken = content(query)
        for word in dict.fromkeys(said):
            if word in without:
                continue
            terms = known.look_up(word, spoken)
            sizes = [self._starts[t + 1] - self._starts[t] for t in terms]
            met = tuple(t for t, size in zip(terms, sizes, strict=True) if size)
            weight = self._idf(max(sizes)) if met else most
            found.setdefault(met or word, Word(word, met, weight))
        return tuple(sorted(found.values(), key=lambda w: -w.weight)[:MOST_WORDS])

    def scores(self, words: Sequence[Word]) -> Floats:
        """The BM25 score of every text, by row."""
        scores = np.zeros(len(self.ids), np.float32)
        if not len(self.ids):
            return scores
        usual = float(self._lengths.mean()) or 1.0
        for term in chain.from_iterable(word.terms for word in words):
            at = slice(self._starts[term], self._starts[term + 1])
            docs, counts = self._docs[at], self._counts[at].astype(np.float32)
            drag = K1 * (1 - B + (B / usual) * self._lengths[docs])
            # Lucene's form leaves out the constant (k1 + 1), which changes no order.
            scores[docs] += (self._idf(len(docs)) * counts / (counts + drag)).astype(np.float32)
        return scores

    def coverage(self, words: Sequence[Word], rows: NDArray[np.integer[Any]]) -> Floats:
        """For each of the rows, the share of the words' weight that its text holds, in [0, 1]."""
        held = np.zeros((len(words), len(rows)), dtype=bool)
        for number, word in enumerate(words):
            held[number] = self.holding(word, rows)
        weights = np.array([word.weight for word in words], np.float32)
        total = float(weights.sum())
        return (weights @ held / total).astype(np.float32) if total else np.zeros(len(rows), "f4")

    def holding(self, word: Word, rows: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """Whether each of the rows holds the word."""
        held = np.zeros(len(rows), dtype=bool)
        for term in word.terms:
            docs = self._docs[self._starts[term] : self._starts[term + 1]]
            place = np.searchsorted(docs, rows)
            place[place == len(docs)] = 0
            held |= docs[place] == rows
        return held

    def share(self, words: Sequence[Word], text: str) -> float:
        """The share of the words' weight that any text holds, in [0, 1]: one not in the index."""
        total = sum(word.weight for word in words)
        if not total:
            return 0.0
        plain, terms = self._said(text)
        held = sum(w.weight for w in words if w.word in plain or not terms.isdisjoint(w.terms))
        return held / total

    def _said(self, text: str) -> tuple[frozenset[str], frozenset[int]]:
        """A text's words and terms. The same few are asked about for every word of a question."""
        found = self._read_lately.get(text)
        if found is None:
            words = frozenset(words_of(text))
            found = words, frozenset(t for word in words for t in self._vocabulary.look_up(word))
            if len(self._read_lately) >= READ_LATELY:
                self._read_lately.clear()
            self._read_lately[text] = found
        return found

    def _idf(self, size: int) -> float:
        return float(np.log1p((len(self.ids) - size + 0.5) / (size + 0.5)))


class _Vocabulary:
    """Terms by number, and which term a word becomes in each language."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._readers: dict[str, _Reader] = {}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> _Vocabulary:
        new = cls()
        new._terms = {term: number for number, term in enumerate(unlisted(arrays["terms"]))}
        for language in unlisted(arrays["languages"]):
            written = unlisted(arrays[f"written.{language}"])
            become = arrays[f"become.{language}"].tolist()
            new._readers[language] = _Reader(
                language, new._terms, dict(zip(written, become, strict=True))
            )
        return new

    def arrays(self, used: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
        """Its terms that are ``used``, numbered anew, and the words that became them."""
        moved = np.cumsum(used, dtype=np.int32) - 1
        found = {
            "terms": listed([t for t, kept in zip(self._terms, used, strict=True) if kept]),
            "languages": listed(list(self._readers)),
        }
        for language, reader in self._readers.items():
            kept = {word: moved[term] for word, term in reader.items() if term >= 0 and used[term]}
            found[f"written.{language}"] = listed(list(kept))
            found[f"become.{language}"] = np.fromiter(kept.values(), np.int32, len(kept))
        return found

    def __len__(self) -> int:
        return len(self._terms)

    def copy(self) -> _Vocabulary:
        """Another one with the same numbers, so that readers of the first see no change."""
        other = _Vocabulary()
        other._terms = dict(self._terms)
        other._readers = {
            language: _Reader(language, other._terms, reader)
            for language, reader in self._readers.items()
        }
        return other

    def read(self, text: str, language: str | None, into: array[int]) -> int:
        """Add a text's terms in order, -1 for a word that says nothing; how many were added."""
        name = language if language in ALGORITHMS else ""
        reader = self._readers.get(name)
        if reader is None:
            reader = self._readers[name] = _Reader(name, self._terms)
        before = len(into)
        into.extend(map(reader.__getitem__, _words(text)))
        return len(into) - before

    def look_up(self, word: str, spoken: Collection[str] = ()) -> list[int]:
        """The terms that a folded word has become in the languages read so far.

        ``spoken`` are the languages that the word may be in: what it means in another language
        that was read counts as well.
        """
        stems = dict.fromkeys(stemmer(language)(word) for language in self._readers)
        for language in spoken:
            if any(other in self._readers for other in glossary.LANGUAGES if other != language):
                meant = glossary.translations(language).get(stemmer(language)(word), ())
                stems.update(dict.fromkeys(meant))
        return [self._terms[stem] for stem in stems if stem in self._terms]


class _Reader(dict[str, int]):
    """From a word as written to its term's number, or -1 for a word that says nothing.

    Each different word is folded and stemmed once, whatever the number of texts.
    """

    def __init__(self, language: str, terms: dict[str, int], known: Mapping[str, int] = {}) -> None:
        super().__init__(known)
        self._stem = stemmer(language)
        self._stop = STOP.get(language, frozenset())
        self._terms = terms

    def __missing__(self, word: str) -> int:
        plain = fold(word)
        if plain in self._stop or not _tells(plain):
            term = -1
        else:
            term = self._terms.setdefault(self._stem(plain), len(self._terms))
        self[word] = term
        return term


def words_of(text: str) -> list[str]:
    """The content words of a question, folded, as often as they are said.

    The small words of its own language are left out, by whichever of French and English has more
    of them there: "car" is a vehicle in an English post. Where neither has any, both are.
    """
    return content(text)[0]


def content(text: str) -> tuple[list[str], tuple[str, ...]]:
    """As :func:`words_of`, with the languages, French or English, that the question may be in."""
    said = [fold(word) for word in _words(text[:LONGEST])]
    votes = {language: sum(word in stop for word in said) for language, stop in STOP.items()}
    most = max(votes.values())
    spoken = tuple(language for language, count in votes.items() if count == most)
    stop = frozenset[str]().union(*(STOP[language] for language in spoken))
    return [word for word in said if word not in stop and _tells(word)], spoken


def listed(words: Sequence[str]) -> NDArray[np.uint8]:
    """Words without line ends, as one array; see :func:`unlisted`."""
    return np.frombuffer("".join(f"{w}\n" for w in words).encode("utf-8", "surrogatepass"), "u1")


def unlisted(array: NDArray[np.uint8]) -> list[str]:
    """The words of which :func:`listed` made the array."""
    return array.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]


def best_first(scores: Floats, k: int) -> list[int]:
    """The rows of the ``k`` highest scores above zero, best first, ties in their order."""
    rows = np.flatnonzero(scores > 0)
    if 0 < k < len(rows):
        bar = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
        rows = rows[scores[rows] >= bar]
    order = np.argsort(-scores[rows], kind="stable")
    return [int(row) for row in rows[order][: max(k, 0)]]


def _tells(word: str) -> bool:
    return (len(word) > 1 or word.isdigit()) and len(word) <= _LONGEST_WORD


def _words(text: str) -> list[str]:
    """The words of a text in lower case; those of a hashtag both together and apart."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if "@" in text:
        text = _ACCOUNT.sub(" ", text)
    if ":" in text:
        text = _PICTURE.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(_taken_apart, text)
    return _WORD.findall(text.lower())


def _taken_apart(match: re.Match[str]) -> str:
    tag = match[1]
    parts = _HUMPS.sub(" ", tag).replace("_", " ")
    return f" {tag} {parts} " if parts != tag else f" {tag} "


class _Postings(NamedTuple):
    """Which term is in which row how often, by term and then by row; and each row's length."""

    terms: Rows
    docs: Rows
    counts: NDArray[np.uint16]
    lengths: Rows


def _postings(read: array[int], sizes: array[int], first: int) -> _Postings:
    """The postings of texts read one after another, of ``sizes`` words, as rows from ``first``."""
    number = max(len(sizes), 1)
    said = np.frombuffer(read, np.intc) if read else np.zeros(0, np.intc)
    rows = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    tells = said >= 0
    rows = rows[tells]
    keys = said[tells] * np.int64(number) + rows
    keys.sort()
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(starts, append=len(keys))
    terms, docs = np.divmod(keys[starts], number)
    return _Postings(
        terms.astype(np.int32),
        (docs + first).astype(np.int32),
        np.minimum(counts, 65_535).astype(np.uint16),
        np.bincount(rows, minlength=len(sizes)).astype(np.int32),
    )
