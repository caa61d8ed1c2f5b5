"""Response strategies, read from ``prompts/strategies``: what each is for, and its courtesies.

A strategy file holds front matter (labels, theory, intents it suits, kinds of evidence it
prefers, what it needs) and sections of courtesy lines, ``## Opening fr vous``, each line led by
the intent it is for and ``+topic`` when it names the topic. The same file guides a chat model, in
English and under ``## En français``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

import prompts
from assistant.model import Intent, Strategy
from knowledge.model import Kind

Part = Literal["opening", "closing"]
Needs = Literal["anything", "commitment", "figure", "nothing"]
_SECTION = re.compile(r"^## (Opening|Closing) (fr|en)(?: (vous|tu))?$")
_IN_FRENCH = "## En français"
_LINE = re.compile(r"^- ([a-z-]+)(\+topic)?: (.+)$")


class _Front(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    label: dict[str, str]
    theory: str
    suits: list[Intent]
    prefers: list[Kind]
    needs: Needs


@dataclass(frozen=True)
class Courtesy:
    """One line that carries no claim: its intent, whether it names the topic, its wording."""

    intent: str
    topical: bool
    wording: str


@dataclass(frozen=True)
class Playbook:
    """A strategy as its file tells it. ``courtesies`` is keyed by (part, "en" | "fr vous" | …)."""

    name: str
    labels: Mapping[str, str]
    theory: str
    suits: tuple[Intent, ...]
    prefers: tuple[Kind, ...]
    needs: Needs
    guidance: Mapping[str, str]
    courtesies: Mapping[tuple[str, str], tuple[Courtesy, ...]]
    digest: str

    def strategy(self, locale: str) -> Strategy:
        """The strategy's name and label for a reader of ``locale``."""
        return Strategy(self.name, self.labels.get(locale, self.labels["en"]), self.theory)

    def lines(self, part: Part, language: str, address: str, intent: Intent) -> list[Courtesy]:
        """The lines that fit, the intent's own before the general ones.

        ``address`` is ``"vous"`` or ``"tu"`` and counts for French only; where no line was
        written for ``tu``, the line for ``vous`` is not borrowed: the general one is.
        """
        voice = f"{language} {address}" if language == "fr" else language
        found = self.courtesies.get((part, voice), ())
        return [c for c in found if c.intent == intent] + [c for c in found if c.intent == "other"]

    def wordings(self) -> list[str]:
        """Every courtesy wording, to recognise a courtesy sentence when one is checked."""
        return [c.wording for lines in self.courtesies.values() for c in lines]


def load_playbooks() -> dict[str, Playbook]:
    """The strategies by name, in the order of their files."""
    return _load("strategies")


def load_tones() -> dict[str, Playbook]:
    """The courtesies of each tone that can be wished for, by name."""
    return _load("tones")


def load_spoken() -> dict[str, Playbook]:
    """The ways of answering aloud, by name."""
    return _load("spoken")


def _load(folder: str) -> dict[str, Playbook]:
    books = [_parse(prompts.load(path)) for path in prompts.names(folder)]
    return {book.name: book for book in books}


def _parse(prompt: prompts.Prompt) -> Playbook:
    front = _Front.model_validate(yaml.safe_load(prompt.front))
    guidance: dict[str, list[str]] = {"en": [], "fr": []}
    told = "en"
    courtesies: dict[tuple[str, str], list[Courtesy]] = {}
    section: tuple[str, str] | None = None
    for line in prompt.text.splitlines():
        if heading := _SECTION.match(line):
            part, language, address = heading.groups()
            section = (part.lower(), f"{language} {address}" if address else language)
            courtesies[section] = []
        elif line == _IN_FRENCH:
            told = "fr"
        elif section is None:
            guidance[told].append(line)
        elif item := _LINE.match(line):
            intent, topical, wording = item.groups()
            courtesies[section].append(Courtesy(intent, bool(topical), wording))
        elif line.strip():
            raise ValueError(f"{prompt.name}: not a courtesy line: {line!r}")
    return Playbook(
        name=front.name,
        labels=front.label,
        theory=front.theory,
        suits=tuple(front.suits),
        prefers=tuple(front.prefers),
        needs=front.needs,
        guidance={code: " ".join(" ".join(lines).split()) for code, lines in guidance.items()},
        courtesies={key: tuple(lines) for key, lines in courtesies.items()},
        digest=prompt.digest,
    )
