"""The documents say what is so: links lead somewhere, commands exist, words are the page's."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from assistant.access.texts import TEXTS as SIGNING
from assistant.cli import COMMANDS, load
from assistant.outputs.catalogue import outputs
from assistant.ui.texts import CATALOGUE

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
INDEX = ROOT / "docs" / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_PAGE = re.compile(r"\*\*(.+?)\*\*|« (.+?) »", re.DOTALL)
_LONGEST_README = 150
_OF_THE_WHOLE = ("-h", "--help", "--install-completion", "--show-completion")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _links(path: Path) -> Iterator[tuple[str, Path, str]]:
    """Each relative link as written, the file it leads to, and the heading (``""``: none)."""
    for target in _LINK.findall(_CODE.sub("", _FENCE.sub("", _read(path)))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, heading = target.partition("#")
        yield target, (path.parent / unquote(file)).resolve() if file else path, heading


def _anchors(path: Path) -> set[str]:
    """The anchors that a forge gives the headings of a page."""
    given: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(_FENCE.sub("", _read(path))):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(f"{slug}-{given[slug]}" if given[slug] else slug)
        given[slug] += 1
    return found


def _commands(path: Path) -> Iterator[str]:
    """Every command line of Corail's that a document shows, in a block or in a sentence."""
    text = _read(path)
    lines = [line for block in _SHELL.findall(text) for line in block.splitlines()]
    for line in [*lines, *_CODE.findall(_FENCE.sub("", text))]:
        told = re.sub(r"^\s*(\$ |sudo (-\S+ \S+ )*)?(\S*/)?(?=corail )", "", line)
        if told.startswith("corail "):
            yield told


@cache
def _corail(name: str) -> Any:
    """A command, or a group of them: to make one takes longer than to look something up in it."""
    return load(name)


def _wrong(line: str) -> str | None:
    """What is not so of a command line; placeholders and what a shell adds are let pass."""
    words = shlex.split(re.sub(r"\$\([^)]*\)", "…", line), comments=True)[1:]
    if words[0].startswith("-"):
        return None if words[0] in _OF_THE_WHOLE else f"no option {words[0]}"
    if words[0] in ("…", "..."):
        return None
    if words[0] not in COMMANDS:
        return f"no command {words[0]}"
    if words[0] == "schema":
        asked = " ".join(words[1:])
        return None if asked in ("", *outputs()) else f"no output {asked}"
    command, given = _corail(words.pop(0)), 0
    while words:
        word = words.pop(0)
        if word in ("|", ">", "<", ">>", "&&", ";", "&"):
            break
        if word.startswith("-") and word != "-":
            name, _, value = word.partition("=")
            options = {one: p for p in command.params for one in (*p.opts, *p.secondary_opts)}
            if name in ("-h", "--help"):
                continue
            if name not in options:
                return f"no option {name}"
            if not getattr(options[name], "is_flag", False) and not value and words:
                words.pop(0)
        elif hasattr(command, "commands"):
            if word in ("…", "..."):
                return None
            if word not in command.commands:
                return f"no command {word}"
            command = command.commands[word]
        else:
            given += 1
    takes = [p for p in getattr(command, "params", ()) if p.param_type_name == "argument"]
    if not hasattr(command, "commands") and all(p.nargs != -1 for p in takes):
        return None if given <= len(takes) else f"takes {len(takes)} arguments, not {given}"
    return None


@cache
def _said_on_the_page() -> re.Pattern[str]:
    """Anything that the page says, in either language, with what it fills in left open."""
    wordings = [*CATALOGUE.values(), *SIGNING.values()]
    patterns = {
        re.sub(r"\\\{\w+\\\}", ".+?", re.escape(" ".join(words.split())))
        for pair in wordings
        for words in pair
    }
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def test_every_link_leads_to_a_file_and_a_heading_that_are_there() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in DOCUMENTS
        for target, file, heading in _links(path)
        if not file.exists() or (heading and heading not in _anchors(file))
    ]
    assert broken == []


def test_every_command_that_is_shown_exists_with_its_options() -> None:
    told = [(path, line, _wrong(line)) for path in DOCUMENTS for line in _commands(path)]
    assert len(told) > 100
    assert [f"{path.name}: {line} ({why})" for path, line, why in told if why] == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("corail reccord list", "no command reccord"),
        ("corail draft 'a post' --platfrom x", "no option --platfrom"),
        ("corail record backup one.zip two.zip", "takes 1 arguments, not 2"),
    ],
)
def test_a_command_that_is_not_there_would_be_noticed(line: str, why: str) -> None:
    assert _wrong(line) == why


def test_every_document_is_reached_from_the_readme_by_links() -> None:
    reached, waiting = set(), [README, INDEX]
    while waiting:
        one = waiting.pop()
        if one in reached:
            continue
        reached.add(one)
        for _, file, _ in _links(one):
            waiting += (
                file.glob("*.md") if file.is_dir() else [file] if file.suffix == ".md" else []
            )
    assert sorted(str(p.relative_to(ROOT)) for p in set(DOCUMENTS) - reached) == []


def test_what_a_guide_says_the_page_says_is_what_the_page_says() -> None:
    """In the guides, words in bold are the page's in English, words in « » the page's in French."""
    invented = []
    for path in sorted((ROOT / "docs" / "guides").glob("*.md")):
        prose = _CODE.sub("", _FENCE.sub("", _read(path)))
        for words in (bold or french for bold, french in _PAGE.findall(prose)):
            told = " ".join(words.split())
            if not _said_on_the_page().fullmatch(told):
                invented.append(f"{path.name}: {told}")
    assert invented == []


def test_the_readme_can_be_read_at_one_go() -> None:
    assert len(_read(README).splitlines()) <= _LONGEST_README


def test_each_refusal_is_held_by_a_module_and_a_test_that_are_there() -> None:
    page = _read(ROOT / "docs" / "refusals.md")
    defined = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        defined.update(re.findall(r"^def (test_\w+)", _read(file), re.MULTILINE))
    named = _CODE.findall(page)
    tests = {one for one in named if one.startswith("test_")}
    modules = {one for one in named if re.match(r"(assistant|knowledge)/", one)}
    assert len(tests) > 30 and len(modules) > 20
    assert sorted(tests - defined) == []
    assert [one for one in sorted(modules) if not (ROOT / one).exists()] == []
