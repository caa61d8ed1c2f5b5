"""What a person types under the drafts, read as a change of what they wish for.

By rules, in French and in English: a chat model is not needed to understand "shorter" and must not
be trusted to decide what the person meant. What was not understood is kept apart, so that a reader
without a model is told what could not be done, in a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TypeVar

from assistant.checks.platforms import platforms
from assistant.model import Size, Tone, Wishes
from knowledge.cleaning import fold

LONGEST = 2_000
"""Characters of what was typed that are read."""

_SIZES = (Size.SHORT, Size.USUAL, Size.FULL)
_TONES = (Tone.PLAINER, Tone.USUAL, Tone.WARMER)
_STRATEGIES = ("commit", "facts", "dialogue", "acknowledge", "hold")
# A topic runs up to the next wish, or to the end of the sentence.
_NEXT = re.compile(r"\s*(?:[.;!?\n]|,|\b(?:and|et|but|mais|then|puis)\b)\s*")
_CLUTTER = re.compile(
    r"^(?:de la |de l['’]|de |du |des |d['’]|about |of |sur |le sujet de |the fact that |that )"
)
_OBJECT = re.compile(
    r"""(?x)^(?:the\s|la\s|le\s|les\s|l['’]|any\s|cette\s|ce\s|that\s|this\s)?
    (?:(?:quotes?|quotations?|citations?|sentences?|phrases?|parts?|passages?|mentions?|
    figures?|numbers?|chiffres?)\s+
    (?:about\s|on\s|of\s|from\s|sur\s|de\sla\s|de\sl['’]|de\s|du\s|des\s|d['’])?)?"""
)
_TRAILING = re.compile(
    r"\s+(?:quotes?|quotations?|citations?|sentences?|phrases?|passages?|ones?)$"
)
_ARTICLE = re.compile(r"^(?:the |la |le |les |l['’])")

_DONE: Mapping[str, tuple[str, str]] = {
    "shorter": ("shorter", "plus court"),
    "shortest": ("already as short as it gets", "déjà aussi court que possible"),
    "longer": ("longer", "plus long"),
    "longest": ("already as full as it gets", "déjà aussi complet que possible"),
    "warmer": ("warmer", "plus chaleureux"),
    "warmest": ("already as warm as it gets", "déjà aussi chaleureux que possible"),
    "plainer": ("plainer", "plus sobre"),
    "plainest": ("already as plain as it gets", "déjà aussi sobre que possible"),
    "en": ("in English", "en anglais"),
    "fr": ("in French", "en français"),
    "another": ("another quotation", "une autre citation"),
    "reset": ("back to what Corail would choose", "retour au choix de Corail"),
    "commit": ("own up and commit", "assumer et s'engager"),
    "facts": ("set out the facts", "poser les faits"),
    "dialogue": ("invite to dialogue", "inviter au dialogue"),
    "acknowledge": ("acknowledge and inform", "accuser réception et informer"),
    "hold": ("a holding reply", "une réponse d'attente"),
    "platform": ("for {}", "pour {}"),
    "mention": ("mentions: {}", "parle de : {}"),
    "without": ("leaves out: {}", "laisse de côté : {}"),
}

Step = TypeVar("Step", bound=StrEnum)


@dataclass(frozen=True)
class Understood:
    """What the words come to.

    ``wishes`` are those so far with the change made; ``platform`` another platform, where one is
    asked for; ``done`` what was understood, a phrase each in the reader's language; ``left`` the
    words that were not; ``another`` whether another quotation is wanted.
    """

    wishes: Wishes
    platform: str | None = None
    done: tuple[str, ...] = ()
    left: str = ""
    another: bool = False


def understand(words: str, wishes: Wishes, locale: str) -> Understood:
    """The change that ``words`` ask for in ``wishes``, told in the reader's language."""
    return _Reader(words[:LONGEST].strip(), wishes, locale).read()


def unable(left: str, locale: str) -> str:
    """What a reader without a chat model is told of what could not be done."""
    said = " ".join(left.split())[:120]
    if locale == "fr":
        return (
            f"Sans modèle de langage, « {said} » ne peut pas être fait. Ce qui peut l'être : plus "
            "court ou plus long, plus chaleureux ou plus sobre, une autre langue, une autre "
            "plateforme, une autre stratégie, une autre citation, parler d'un sujet ou le laisser "
            "de côté."
        )
    return (
        f"Without a chat model, “{said}” can't be done. What can: shorter or longer, warmer or "
        "plainer, another language, another platform, another strategy, another quotation, "
        "mentioning a topic or leaving it out."
    )


class _Reader:
    """Takes out of the words what it understands, wish by wish."""

    def __init__(self, words: str, wishes: Wishes, locale: str) -> None:
        self._said = words
        # One character for one, so that what is found there can be cut out of the words.
        self._plain = _folded(words)
        self._wishes = wishes
        self._french = locale == "fr"
        self._done: list[str] = []
        self._platform: str | None = None
        self._another = False

    def read(self) -> Understood:
        self._topics("without")
        self._topics("mention")
        if self._take("reset"):
            self._wishes = Wishes(language=self._wishes.language)
            self._tell("reset")
        self._another = self._take("another")
        if self._another:
            self._tell("another")
        size = self._scale("shorter", "longer", _SIZES, self._wishes.size)
        tone = self._scale("plainer", "warmer", _TONES, self._wishes.tone)
        self._wishes = replace(self._wishes, size=size, tone=tone)
        for code, name in (("en", "english"), ("fr", "french")):
            if self._take(name):
                self._wishes = replace(self._wishes, language=code)
                self._tell(code)
        self._on_platform()
        for name in _STRATEGIES:
            if self._take(name):
                self._wishes = replace(self._wishes, strategy=name)
                self._tell(name)
        wishes = replace(self._wishes, words=self._said or None)
        return Understood(wishes, self._platform, tuple(self._done), self._left(), self._another)

    def _take(self, name: str) -> bool:
        """Whether a wish is there; it is taken out, every time it is said."""
        found = list(_cue(name).finditer(self._plain))
        for match in found:
            self._cut(match.start(), match.end())
        return bool(found)

    def _cut(self, start: int, end: int) -> None:
        self._plain = self._plain[:start] + " " * (end - start) + self._plain[end:]

    def _scale(self, down: str, up: str, steps: Sequence[Step], at: Step) -> Step:
        """One step down or up a scale, from ``at``."""
        for name, move in ((down, -1), (up, 1)):
            if not self._take(name):
                continue
            before = steps.index(at)
            to = min(max(before + move, 0), len(steps) - 1)
            self._tell(name if to != before else _END[name])
            at = steps[to]
        return at

    def _topics(self, name: str) -> None:
        """The topics after ``mention`` or ``without``, each up to the next wish."""
        while match := _cue(name).search(self._plain):
            end = self._end_of_topic(match.end())
            topic = self._said[match.end() : end].strip(" ,.;:!?")
            self._cut(match.start(), end)
            if name == "without":
                topic = _ARTICLE.sub("", _TRAILING.sub("", _OBJECT.sub("", topic)))
            else:
                topic = _CLUTTER.sub("", topic)
            if not topic:
                continue
            if name == "without":
                self._wishes = replace(self._wishes, without=(*self._wishes.without, topic))
            else:
                self._wishes = replace(self._wishes, mention=topic)
            self._tell(name, topic)

    def _end_of_topic(self, start: int) -> int:
        """A topic may hold "and": it ends where another wish begins."""
        at = start
        while match := _NEXT.search(self._plain, at):
            if match.group().strip() in tuple(".;!?") or not match.group().strip():
                return match.start()
            if any(_cue(name).match(self._plain, match.end()) for name in _BEGINNINGS):
                return match.start()
            at = max(match.end(), at + 1)
        return len(self._plain)

    def _on_platform(self) -> None:
        for match in _cue("platform").finditer(self._plain):
            for name, key in _platform_names():
                if self._plain.startswith(name, match.end()):
                    end = match.end() + len(name)
                    if self._plain[end : end + 1].isalnum():
                        continue
                    self._platform = key
                    self._tell("platform", dict(platforms())[key])
                    self._cut(match.start(), end)
                    return

    def _tell(self, name: str, what: str = "") -> None:
        self._done.append(_DONE[name][self._french].replace("{}", what))

    def _left(self) -> str:
        """The words that nothing was made of; small words among them are nothing either."""
        rest = _cue("filler").sub(lambda m: " " * len(m.group()), self._plain)
        if not re.search(r"\w", rest):
            return ""
        kept = "".join(
            said if plain != " " or said.isspace() else " "
            for said, plain in zip(self._said, self._plain, strict=True)
        )
        return " ".join(kept.split()).strip(" ,.;:!?")


_END = {"shorter": "shortest", "longer": "longest", "plainer": "plainest", "warmer": "warmest"}
_BEGINNINGS = (
    *("reset", "shorter", "longer", "plainer", "warmer", "another", "english", "french"),
    *("mention", "without", "platform", *_STRATEGIES),
)


def _folded(words: str) -> str:
    """In lower case without accents, character by character."""
    return "".join((fold(c) or " ")[0] if not c.isspace() else " " for c in words.replace("’", "'"))


@cache
def _platform_names() -> list[tuple[str, str]]:
    """The names of the platforms as they are typed, the longest first."""
    names = {(_folded(name), key) for key, label in platforms() for name in (key, label)}
    names |= {("twitter", "x")} if any(key == "x" for key, _ in platforms()) else set()
    return sorted(names, key=lambda pair: -len(pair[0]))


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    raw = resources.files("assistant").joinpath("refining.toml").read_text(encoding="utf-8")
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(raw).items()}


def _cue(name: str) -> re.Pattern[str]:
    return _cues()[name]
