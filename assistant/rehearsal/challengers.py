"""Who asks: one persona a file, in ``prompts/challengers``, or in a folder of the house's own.

A file holds front matter (labels, motives, knowledge, register, the manners in which they ask,
what each level of difficulty is like), what a chat model is told, in English and under ``## En
français``, and lines for asking without one: ``## Asks en`` with lines ``- quote/gotcha/2: …``,
``## Presses en`` with lines ``- evasive: …``. A file of the house with the name of a bundled one
takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.errors import BadRequest
from assistant.rehearsal.values import Hold, Manner, Press

LARGEST = 100_000
"""Bytes of a persona file of the house's own."""

_SECTION = re.compile(r"^## (Opening|Asks|Presses) (en|fr)$")
_IN_FRENCH = "## En français"
_LINE = re.compile(r"^- ([a-z/0-9-]+): (.+)$")
_VARIABLE = re.compile(r"\{([^{}]*)\}")

_DATED = frozenset({"date", "who", "quote"})
_TAKES: Mapping[str, frozenset[str]] = {
    Hold.QUOTE: _DATED,
    Hold.FIGURE: _DATED,
    Hold.CHANGED: _DATED | {"later", "later_date"},
    Hold.LATE: _DATED | {"deadline"},
    Hold.DROPPED: _DATED | {"deadline"},
    Hold.PLEDGE: _DATED | {"deadline"},
    Hold.PLEDGE_OPEN: _DATED,
    Hold.GAP: _DATED | {"fact", "fact_date"},
    Hold.UNANSWERED: frozenset({"post"}),
    Hold.TOLD: _DATED,
    Hold.TOPIC: frozenset({"topic"}),
    "opening": frozenset({"topic"}),
    Press.EVASIVE: frozenset(),
    Press.UNQUANTIFIED: frozenset({"answer"}),
    Press.CONTRADICTION: _DATED | {"answer"},
    Press.PROMISE: frozenset({"answer"}),
    Press.SHORT: frozenset(),
    Press.LONG: frozenset(),
    Press.REPEATED: frozenset({"words"}),
    Press.QUOTED_BACK: frozenset({"answer"}),
}
_WHO = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Front(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    label: dict[str, str]
    who: dict[str, str]
    motives: dict[str, str]
    knowledge: dict[str, str]
    # "register" is a method of pydantic's models.
    speech: dict[str, str] = Field(alias="register")
    asks: list[Manner]
    levels: dict[int, dict[str, str]]
    pair: str | None = None


@dataclass(frozen=True)
class Ask:
    """One way of asking: what it holds up, how it is put, the lowest level that uses it."""

    hold: Hold
    manner: Manner
    level: int
    wording: str


@dataclass(frozen=True)
class Challenger:
    """A persona as its file tells it. Mappings are by language, ``en`` and ``fr``."""

    name: str
    labels: Mapping[str, str]
    who: Mapping[str, str]
    motives: Mapping[str, str]
    knowledge: Mapping[str, str]
    register: Mapping[str, str]
    manners: tuple[Manner, ...]
    levels: Mapping[int, Mapping[str, str]]
    guidance: Mapping[str, str]
    openings: Mapping[str, tuple[str, ...]]
    asks: Mapping[str, tuple[Ask, ...]]
    presses: Mapping[str, Mapping[Press, tuple[str, ...]]]
    digest: str
    pair: str | None = None
    """The name of whoever attacks from the other side."""
    own: bool = False
    """Whether it is the house's own."""


def load_challengers(own: Path | None = None) -> dict[str, Challenger]:
    """The challengers by name: those that come with Corail, and those of the folder ``own``.

    Raises :class:`BadRequest` naming the file and the line of one that cannot be read.
    """
    found = {}
    for name in prompts.names("challengers"):
        one = parse(prompts.load(name))
        found[one.name] = one
    for path in sorted(own.glob("*.md")) if own is not None and own.is_dir() else ():
        one = _of_the_house(path)
        found[one.name] = one
    return dict(sorted(found.items()))


def _of_the_house(path: Path) -> Challenger:
    try:
        if path.stat().st_size > LARGEST:
            raise BadRequest(f"{path}: a challenger's file has at most {LARGEST:,} bytes.")
        raw = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path} cannot be read: {error}.") from error
    prompt = prompts.read(str(path), raw)
    if not prompt.front or not prompt.text:
        raise BadRequest(f"{path}: begin with front matter between two lines of ---.")
    return replace(parse(prompt), own=True)


def parse(prompt: prompts.Prompt) -> Challenger:
    """A persona from its document, whose name errors tell."""
    where = prompt.name
    told = _front(where, prompt.front)
    guidance: dict[str, list[str]] = {"en": [], "fr": []}
    lines: dict[tuple[str, str], list[tuple[str, str]]] = {}
    section, spoken = None, "en"
    for line in prompt.text.splitlines():
        if heading := _SECTION.match(line):
            section = (heading[1], heading[2])
            lines.setdefault(section, [])
        elif line == _IN_FRENCH:
            spoken = "fr"
        elif section is None:
            guidance[spoken].append(line)
        elif item := _LINE.match(line):
            lines[section].append((item[1], item[2]))
        elif line.strip():
            raise BadRequest(f"{where}: not a line of a challenger: {line!r}.")
    return Challenger(
        name=told.name,
        labels=told.label,
        who=told.who,
        motives=told.motives,
        knowledge=told.knowledge,
        register=told.speech,
        manners=tuple(told.asks),
        levels=told.levels,
        guidance={code: "\n".join(said).strip() for code, said in guidance.items()},
        openings={
            code: tuple(
                _checked(where, key, said) for key, said in lines.get(("Opening", code), ())
            )
            for code in ("en", "fr")
        },
        asks={code: tuple(_asks(where, lines.get(("Asks", code), ()))) for code in ("en", "fr")},
        presses={code: _presses(where, lines.get(("Presses", code), ())) for code in ("en", "fr")},
        digest=prompt.digest,
        pair=told.pair,
    )


def _front(where: str, front: str) -> _Front:
    try:
        told = _Front.model_validate(yaml.safe_load(front))
    except yaml.YAMLError as error:
        raise BadRequest(f"{where}: the front matter is not YAML: {error}.") from error
    except ValidationError as error:
        [first, *_] = error.errors()
        at = ".".join(str(part) for part in first["loc"])
        raise BadRequest(f"{where}: {at}: {first['msg']}.") from error
    if not _WHO.fullmatch(told.name):
        raise BadRequest(f"{where}: a name has lower-case letters, digits and hyphens.")
    for key in ("label", "who"):
        if not {"en", "fr"} <= getattr(told, key).keys():
            raise BadRequest(f"{where}: {key} is needed in both languages, en and fr.")
    return told


def _asks(where: str, lines: list[tuple[str, str]] | tuple[()]) -> Iterator[Ask]:
    for key, said in lines:
        parts = key.split("/")
        try:
            hold, manner, level = Hold(parts[0]), Manner(parts[1]), int(parts[2])
        except (ValueError, IndexError) as error:
            raise BadRequest(
                f"{where}: {key!r} does not say what is asked: quote/gotcha/2, for instance."
            ) from error
        yield Ask(hold, manner, level, _checked(where, hold, said))


def _presses(where: str, lines: list[tuple[str, str]] | tuple[()]) -> dict[Press, tuple[str, ...]]:
    found: dict[Press, tuple[str, ...]] = {}
    for key, said in lines:
        try:
            press = Press(key)
        except ValueError as error:
            known = ", ".join(Press)
            raise BadRequest(f"{where}: {key!r} is none of {known}.") from error
        found[press] = (*found.get(press, ()), _checked(where, press, said))
    return found


def _checked(where: str, key: str, wording: str) -> str:
    """A wording whose variables are those that its place has."""
    takes = _TAKES.get(key)
    if takes is None:
        raise BadRequest(f"{where}: {key!r} is no line of this section.")
    for name in _VARIABLE.findall(wording):
        if name not in takes:
            known = ", ".join(sorted(takes)) or "none"
            raise BadRequest(f"{where}: {{{name}}} is not known to {key}, which takes: {known}.")
    return wording
