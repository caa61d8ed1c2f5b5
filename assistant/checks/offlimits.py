"""What the house does not comment on: proceedings, unpublished results, a person's case, and more.

The topics are data, in ``offlimits.toml``, each with the words it is known by and whom to turn to;
a house changes them in its settings (``off_limits``). A post about one is a warning that names that
person. A draft that comments on one blocks: it binds the house where it may least be bound. Saying
that one does not comment is the right answer, and no finding.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.checks import Check, Context, placed
from assistant.model import Draft, Finding, Severity, Standing
from knowledge.cleaning import flat

LANGUAGES = ("en", "fr")
_MENTION = re.compile(r"@\w+|https?://\S+")
_GAP = r"(?:\W+\w+){0,4}?\W+"

_WORDS = {
    "post": (
        "This post touches on {name} (“{words}”), which we do not comment on. Before anything is "
        "sent, turn to: {ask}. A reply may say that you don't comment on it.",
        "Ce message touche à {name} («\u00a0{words}\u00a0»), sujet que nous ne commentons pas. "
        "Avant tout envoi, voir : {ask}. Une réponse peut dire que l'on ne commente pas.",
    ),
    "draft": (
        "“{words}” comments on {name}. Take it out, or say that you don't comment on it; "
        "turn to: {ask}.",
        "«\u00a0{words}\u00a0» commente {name}. Retirez ces mots, ou dites que vous ne commentez "
        "pas ; voir : {ask}.",
    ),
    "quoted": (
        "This quotation of the record speaks of {name} (“{words}”). Ask before it is said again: "
        "{ask}.",
        "Cette citation du registre parle de {name} («\u00a0{words}\u00a0»). Avant de la redire, "
        "voir : {ask}.",
    ),
    "but": (
        "The sentence says that you don't comment, then comments: “{words}”. End it before that.",
        "La phrase dit que vous ne commentez pas, puis commente : «\u00a0{words}\u00a0». "
        "Arrêtez-la avant.",
    ),
}


@dataclass(frozen=True)
class Topic:
    """A topic that a text touches: its key, its name and whom to ask, by language, and where.

    ``words`` are ``text[start:end]``, the first that show it.
    """

    key: str
    names: Mapping[str, str]
    asks: Mapping[str, str]
    words: str
    start: int
    end: int

    def name(self, locale: str) -> str:
        """What it is called in a sentence for a reader of ``locale``."""
        return _told(self.names, locale)

    def ask(self, locale: str) -> str:
        """The person or the service to turn to."""
        return _told(self.asks, locale)


@dataclass(frozen=True)
class Limit:
    """A topic as it is configured: its names, whom to ask, and the patterns that show it."""

    key: str
    names: Mapping[str, str]
    asks: Mapping[str, str]
    cues: Mapping[str, re.Pattern[str] | None]
    asserts: Mapping[str, re.Pattern[str] | None]

    def found(self, text: str, plain: str, language: str, *, asserts: bool = False) -> Topic | None:
        """The topic with the first words of ``text`` (folded in ``plain``) that show it."""
        spans = [
            match.span()
            for code in _codes(language)
            for pattern in ((self.cues, self.asserts) if asserts else (self.cues,))
            if (one := pattern.get(code)) and (match := one.search(plain))
        ]
        if not spans:
            return None
        start, end = min(spans)
        return Topic(self.key, self.names, self.asks, text[start:end], start, end)


def topics(text: str, language: str, limits: Sequence[Limit] | None = None) -> list[Topic]:
    """The topics that ``text`` touches, each once, where it first does; accounts and links aside.

    ``language`` is ``fr`` or ``en``; the words of both are looked for in any other.
    """
    plain = _MENTION.sub(lambda m: " " * len(m.group()), flat(text))
    known = house_limits() if limits is None else limits
    found = (one.found(text, plain, language) for one in known)
    return [topic for topic in found if topic is not None]


def check(draft: Draft, context: Context) -> list[Finding]:
    """The findings by the topics that every house starts with."""
    return _check(draft, context, house_limits())


def checking(limits: Sequence[Limit]) -> Check:
    """The check by a house's own topics: see :func:`house_limits`."""
    return lambda draft, context: _check(draft, context, limits)


# --- what is configured -----------------------------------------------------------------------


def house_limits(changes: Mapping[str, object] | None = None) -> tuple[Limit, ...]:
    """The topics in force. A change of a known one replaces what it names, and adds its cues.

    ``changes`` are as in ``off_limits``: a key with ``False`` takes a topic away; else a table
    with any of ``name``, ``ask`` (a text, or one by language), ``cues`` and ``asserts`` (a list,
    or one by language).
    """
    if not changes:
        return _ours()
    tables = {key: dict(table) for key, table in _data().items() if key != "declining"}
    for key, change in changes.items():
        if not isinstance(change, Mapping):
            tables.pop(key, None)
            continue
        table = tables.setdefault(key, {"name": key, "ask": ""})
        for field in ("name", "ask"):
            if given := change.get(field):
                table[field] = given
        for field in ("cues", "asserts"):
            table[field] = _joined(table.get(field), change.get(field))
    return tuple(_limit(key, table) for key, table in tables.items())


@lru_cache(maxsize=1)
def _ours() -> tuple[Limit, ...]:
    return tuple(_limit(key, table) for key, table in _data().items() if key != "declining")


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, object]]:
    raw = files("assistant.checks").joinpath("offlimits.toml").read_text("utf-8")
    return tomllib.loads(raw)


def _limit(key: str, table: Mapping[str, object]) -> Limit:
    return Limit(
        key,
        _by_language(table.get("name") or key),
        _by_language(table.get("ask") or ""),
        {code: _pattern(words) for code, words in _lists(table.get("cues")).items()},
        {code: _pattern(words) for code, words in _lists(table.get("asserts")).items()},
    )


def _by_language(told: object) -> Mapping[str, str]:
    if isinstance(told, Mapping):
        return {str(code): str(words) for code, words in told.items()}
    return {code: str(told) for code in LANGUAGES}


def _lists(words: object) -> Mapping[str, tuple[str, ...]]:
    if isinstance(words, Mapping):
        return {code: tuple(map(str, words.get(code) or ())) for code in LANGUAGES}
    listed = tuple(map(str, words)) if isinstance(words, list | tuple) else ()
    return dict.fromkeys(LANGUAGES, listed)


def _joined(ours: object, theirs: object) -> Mapping[str, tuple[str, ...]]:
    first, second = _lists(ours), _lists(theirs)
    return {code: (*first[code], *second[code]) for code in LANGUAGES}


def _pattern(cues: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for all cues: "*" any ending, or any one word; "..." up to four words."""
    forms = [_form(cue) for cue in cues if cue.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?![\w-])") if forms else None


def _form(cue: str) -> str:
    parts = []
    for part in flat(cue).split("..."):
        words = [re.escape(word).replace(r"\*", r"\w*") for word in part.split()]
        parts.append(r"\s+".join(r"\w+" if word == r"\w*" else word for word in words))
    return _GAP.join(part for part in parts if part)


def _codes(language: str) -> tuple[str, ...]:
    """The languages whose words are looked for in a text of ``language``."""
    return (language,) if language in LANGUAGES else LANGUAGES


def _told(by_language: Mapping[str, str], locale: str) -> str:
    return by_language.get(locale) or next(iter(by_language.values()), "")


# --- what is found ----------------------------------------------------------------------------


def _check(draft: Draft, context: Context, limits: Sequence[Limit]) -> list[Finding]:
    touched: list[Topic] = []
    findings: list[Finding] = []
    if context.answers:
        touched = topics(context.post.text, context.reading.language, limits)
        findings += [_finding("post", Severity.WARN, topic, context) for topic in touched]
    about = {topic.key for topic in touched}
    for sentence, (start, end) in placed(draft):
        words = draft.text[start:end]
        quoted = sentence.standing is Standing.QUOTED
        findings.extend(_of_sentence(words, start, quoted, draft.language, context, limits, about))
    return findings


def _of_sentence(
    words: str,
    start: int,
    quoted: bool,
    language: str,
    context: Context,
    limits: Sequence[Limit],
    about: set[str],
) -> Iterator[Finding]:
    plain = _MENTION.sub(lambda m: " " * len(m.group()), flat(words))
    declines = _first("words", plain, language)
    if declines is not None:
        turn = _first("turn", plain, language, declines.end())
        if turn is None:
            return
        # "We do not comment, but the claims are baseless."
        rest, at = words[turn.end() :], turn.end()
        for one in limits:
            found = one.found(rest, plain[at:], language, asserts=True)
            if found is not None:
                yield _finding("but", Severity.BLOCK, found, context, start + at)
                return
        return
    for one in limits:
        found = one.found(words, plain, language, asserts=one.key in about)
        if found is not None and quoted:
            yield _finding("quoted", Severity.WARN, found, context, start)
        elif found is not None:
            yield _finding("draft", Severity.BLOCK, found, context, start)


def _first(kind: str, plain: str, language: str, begin: int = 0) -> re.Match[str] | None:
    """Where a sentence declines to comment, or turns around."""
    return next(
        (m for code in _codes(language) if (m := _declining(kind, code).search(plain, begin))), None
    )


@lru_cache(maxsize=4)
def _declining(kind: str, language: str) -> re.Pattern[str]:
    return re.compile(_by_language(_data()["declining"][kind])[language])


def _finding(
    kind: str, severity: Severity, topic: Topic, context: Context, at: int | None = None
) -> Finding:
    told = _WORDS[kind][context.locale == "fr"]
    message = told.format(
        name=topic.name(context.locale), ask=topic.ask(context.locale) or "?", words=topic.words
    )
    if at is None:
        return Finding("offlimits", severity, message)
    return Finding("offlimits", severity, message, at + topic.start, at + topic.end)
