"""Gives every sentence of a draft its standing against the record.

*Quoted* and *courtesy* are known to whoever wrote the draft, or seen at once. The others are
judged: a sentence is held against the passages it cites, else against those of the record that are
nearest. What is superseded, a past reply, an ally's word or not public today can contradict a
sentence, and never supports one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from assistant.checks import Context
from assistant.checks.grounding import contradicted, judge
from assistant.inference import Entailer
from assistant.inference.words import served, take_apart
from assistant.model import Citation, Draft, Post, Sentence, Standing
from knowledge.cleaning import fold, squash
from knowledge.commitments import subject
from knowledge.lately import lately
from knowledge.lexical import STOP
from knowledge.model import Kind, Passage
from knowledge.quantities import agree, comparable
from knowledge.speaking import OTHERS

NEVER_ALONE = frozenset({Kind.REPLY, *OTHERS})
"""What is on record and still is no evidence by itself."""
_NO_SOURCE = frozenset({Kind.REPLY, Kind.OUTSIDE})
PARTLY, SURELY = 0.2, 0.5
"""The probabilities of being borne out from which a sentence goes on from what is on record, and
from which it says no more than that."""
ABOUT = 0.4
"""The share of a sentence's own words that a passage must have, to be what it goes on from."""
SIGNED, LONGEST = 2, 30
"""Words that can be no more than a name, and those of the longest courtesy."""
LEAST_QUOTED = 4
"""Words from which a sentence found to the letter counts as a quotation."""
_WORD = re.compile(r"\w+")
_FRAMED = re.compile(r"[“«\"]\s*(.+?)\s*[”»\"]", re.S)
_FIGURE = re.compile(r"\d")

LONGEST_OF_A_MODEL = 16
"""Words of a model's sentence that may greet, thank or ask; a longer one is held to a source."""
NAMED = 3
"""Words that may follow a greeting and be no sentence: a name."""
REPEATED = 4
"""Words in a row of what a model read that are no courtesy of its own."""
_POLITE_WORDS = (
    "bonjour bonsoir merci message messages question questions remarque retour commentaire thank "
    "thanks hello dear good morning feedback comment note noted"
)
_POLITE = frozenset(_POLITE_WORDS.split())

_OPENS = re.compile(
    r"""(?ix)\s*(?:thank\syou|thanks|many\sthanks|merci(?:\sbeaucoup)?|hello|hi|hey|dear|good\s\w+|
    bonjour|bonsoir|salut|ch[eè]re?)(?:\s[\w’'-]+){0,2}\s*[,!.:;–—-]+\s*(?:and\s|et\s)?"""
)
_ASKS = re.compile(
    r"""(?x)^(?:(?:and|but|so|et|mais|alors)\s)?(?:what|which|who|whom|whose|when|where|why|how|do|does|did|
    is|are|was|were|can|could|would|will|shall|should|may|might|have|has|had|if|que|quel(?:le)?s?|qui|quoi|
    quand|ou|pourquoi|comment|combien|est-ce|si)\b|^qu'|\best-ce\b|-(?:vous|tu|nous|on|ils?|elles?)\b|
    \b(?:you|your|vous|votre|vos|tu|ton|ta|tes)\b"""
)


def stand(draft: Draft, context: Context, entailer: Entailer | None = None) -> Draft:
    """The draft, each of its sentences with its standing. Texts and citations given stay."""
    numbers = {c.passage_id: c.number for s in draft.sentences for c in s.citations}

    def number(passage: str) -> int:
        return numbers.setdefault(passage, max(numbers.values(), default=0) + 1)

    read = heard(context.post, context.passages.values())
    found = []
    for sentence in draft.sentences:
        one = _stood(sentence, draft.language, context, entailer, read)
        cited = tuple(replace(c, number=number(c.passage_id)) for c in one.citations)
        found.append(replace(one, citations=cited))
    return replace(draft, sentences=tuple(found))


def _stood(
    sentence: Sentence,
    language: str,
    context: Context,
    entailer: Entailer | None,
    read: Sequence[str],
) -> Sentence:
    if sentence.standing is Standing.SUPPORTED:
        return _held_to(sentence, language, context)
    if sentence.standing is not Standing.NOT_CHECKED or sentence.citations:
        return sentence
    if context.record is None:
        return sentence
    # Only a model's draft is held to passages it was given: its words are trusted least.
    polite = not context.passages or is_only_polite(sentence.text, read)
    if polite and is_courtesy(sentence.text, language):
        return replace(sentence, standing=Standing.COURTESY)
    # A draft is held to what was retrieved for its post: it can cite nothing else.
    near = list(context.passages.values()) or [
        hit.passage for hit in context.record.near(sentence.text)
    ]
    quoted = quotation(sentence.text, near)
    if quoted is not None:
        return replace(sentence, standing=Standing.QUOTED, citations=(quoted,))
    if is_opinion(sentence.text, language):
        return replace(sentence, standing=Standing.OPINION)
    spoken = served(language)
    fit = [passage for passage in near if may_support(passage, context.today)]
    if contradicted(sentence.text, [q for passage in fit for q in passage.quotes], spoken):
        return replace(sentence, standing=Standing.CONTRADICTS)
    best: tuple[float, Passage] | None = None
    for passage in fit:
        score = judge(sentence.text, passage.quotes, language, entailer=entailer).score
        if best is None or score > best[0]:
            best = score, passage
    if best is None or best[0] < PARTLY:
        return replace(sentence, standing=Standing.NEW)
    score, passage = best
    if not _is_of_it(sentence.text, passage, spoken, _names(context)):
        return replace(sentence, standing=Standing.NEW)
    whole = score >= SURELY and is_all_there(sentence.text, passage, spoken)
    return replace(
        sentence,
        standing=Standing.SUPPORTED if whole else Standing.EXTENDS,
        citations=(_cited(sentence, passage),),
    )


def _is_of_it(text: str, passage: Passage, language: str, names: frozenset[str]) -> bool:
    """Whether a passage speaks of what a sentence does, beside names and words of promising."""
    said = subject(text, language) - names
    told = frozenset[str]().union(*(subject(q, passage.language) for q in passage.quotes))
    return len(said & told) >= max(1, ABOUT * len(said))


def _names(context: Context) -> frozenset[str]:
    """The words of the brand's own names, as a subject has them."""
    brand = context.brand
    if brand is None:
        return frozenset()
    named = " ".join((brand.name, brand.title, *brand.names))
    return subject(named, "en") | subject(named, "fr")


def _held_to(sentence: Sentence, language: str, context: Context) -> Sentence:
    """A sentence that was given as supported, by whoever wrote it: by what it cites, is it?"""
    spoken = served(language)
    cited = [context.passages.get(c.passage_id) for c in sentence.citations]
    quotes = [quote for passage in cited if passage for quote in passage.quotes]
    if not quotes:
        return sentence
    if contradicted(sentence.text, quotes, spoken):
        return replace(sentence, standing=Standing.CONTRADICTS)
    told = [passage for passage in cited if passage]
    if any(is_all_there(sentence.text, passage, spoken) for passage in told):
        return sentence
    return replace(sentence, standing=Standing.EXTENDS)


def is_all_there(text: str, passage: Passage, language: str) -> bool:
    """Whether a passage has every figure of a sentence, and is as absolute as it is.

    What people check first, and what costs most when it is wrong: "never", "all", "only".
    """
    said = take_apart(text, language)
    told = [take_apart(quote, served(passage.language)) for quote in passage.quotes]
    figures = [figure for one in told for figure in one.figures]
    for figure in said.figures:
        if not any(comparable(figure, other) and agree(figure, other) for other in figures):
            return False
    absolutes = {kind for one in told for kind in one.kinds}
    if said.kinds & {"all", "ever", "only"} - absolutes:
        return False
    return not said.negations or any(one.negations for one in told)


def may_support(passage: Passage, today: str) -> bool:
    """Whether a passage may be what a published sentence rests on."""
    return (
        passage.superseded_by is None
        and passage.kind not in NEVER_ALONE
        and passage.access.is_public_on(today)
    )


def quotation(words: str, passages: Sequence[Passage]) -> Citation | None:
    """The passage that holds a sentence, or the quotation inside it, to the letter."""
    tries = [words.rstrip(), words.rstrip(" .")]
    tries += [found.rstrip(" .") for found in _FRAMED.findall(words)]
    for candidate in tries:
        bare = squash(candidate)
        if len(bare.split()) < LEAST_QUOTED:
            continue
        # Where it was said twice, what is in force is quoted.
        for passage in sorted(passages, key=lambda p: p.superseded_by is not None):
            # A past reply is no source: what it rested on is. Nor are words of somebody else's.
            if passage.kind not in _NO_SOURCE and bare in squash(passage.text):
                return Citation(passage.id, candidate, 0)
    return None


def is_opinion(text: str, language: str) -> bool:
    """Whether a sentence says what is thought or felt, and no fact that could be looked up."""
    return not _FIGURE.search(text) and bool(
        _cues("opinion", served(language)).search(fold(text).replace("’", "'"))
    )


def is_courtesy(text: str, language: str) -> bool:
    """Whether a sentence greets, thanks, regrets, asks or signs, and states nothing."""
    flat = fold(text).replace("’", "'").strip()
    if _FIGURE.search(text):
        return False
    if flat.rstrip("»”\"' ").endswith("?") or len(flat.split()) <= SIGNED:
        return True
    cue = _cues("courtesy", served(language)).search(flat)
    return bool(cue) and len(flat.split()) <= LONGEST


def heard(post: Post, passages: Iterable[Passage]) -> tuple[str, ...]:
    """The words, and nothing else, of what a model reads to answer ``post``."""
    texts = (post.text, *(turn.text for turn in post.thread), *(p.text for p in passages))
    return tuple(map(_words, texts))


@lately(512)
def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _repeats(text: str, read: Sequence[str]) -> bool:
    """Whether a text has a run of words of what was read. Whoever thanks may be thanked."""
    words = _words(text).split()
    runs = (words[at : at + REPEATED] for at in range(len(words) - REPEATED + 1))
    told = [f" {' '.join(run)} " for run in runs if not _is_polite(run)]
    return any(run in one for one in read for run in told)


def _is_polite(run: Sequence[str]) -> bool:
    return any(all(word in stop or word in _POLITE for word in run) for stop in STOP.values())


def is_only_polite(text: str, read: Sequence[str] = ()) -> bool:
    """Whether a model's words greet, thank, regret, ask or sign, and are its own.

    That they state nothing of the brand is not enough, since a model can be made to say anything
    of anything else, and to say it behind a greeting or with a question mark to it. ``read`` is
    what it may have been told to say (:func:`heard`).
    """
    return _greets(text) and not _repeats(text, read)


def _greets(text: str) -> bool:
    opened = _OPENS.match(text)
    if opened and (rest := text[opened.end() :].strip()):
        return len(rest.split()) <= NAMED or _greets(rest)
    if len(text.split()) > LONGEST_OF_A_MODEL:
        return False
    if text.rstrip("»”\"' ").endswith("?"):
        return bool(_ASKS.search(fold(text).replace("’", "'")))
    return any(is_courtesy(text, language) for language in ("fr", "en"))


def _cited(sentence: Sentence, passage: Passage) -> Citation:
    """The passage's sentence that shares most words with ours."""
    mine = set(fold(sentence.text).split())
    best = max(passage.quotes, key=lambda quote: len(mine & set(fold(quote).split())), default="")
    return Citation(passage.id, best or passage.text, 0)


@cache
def _cues(name: str, language: str) -> re.Pattern[str]:
    data = tomllib.loads(files("assistant.checks").joinpath("grounding.toml").read_text("utf-8"))
    return re.compile(data[name][language])
