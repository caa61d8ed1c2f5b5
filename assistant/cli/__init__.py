"""The command line: thin commands over the Assistant.

``corail --help`` answers at once: what it lists is known beforehand (:data:`COMMANDS`), and a
command's module is imported when somebody asks for that command. Heavy parts are imported inside
the commands. Exit status: 0 done, 1 something failed, 2 bad input (one line on standard error), 3
nothing on record bears on the post.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from assistant.errors import AssistantError, BadRequest, BadSettings
from knowledge.errors import BadInput, KnowledgeError

COMMANDS: dict[str, tuple[str, str]] = {
    "ingest": (
        "recording:ingest",
        "Put documents and past statements on the brand's record.",
    ),
    "draft": ("replying:draft", "Draft cited replies to a challenging post."),
    "check": ("replying:check", "Hold any text, sentence by sentence, against the record."),
    "search": (
        "replying:search",
        "What have we said about this: a dated timeline, oldest first.",
    ),
    "rehearse": (
        "rehearsing:rehearse",
        "Try a position before the world does: somebody asks from the record, and answers are "
        "judged.",
    ),
    "brief": (
        "debriefing:brief",
        "One page for whoever goes on air: what was said and promised, and the hardest questions.",
    ),
    "serve": (
        "serving:serve",
        "Open the page and the HTTP API, with the example brand on record at the first run.",
    ),
    "mcp": (
        "plugging:mcp",
        "Lend drafting, checking and searching to another assistant, as an MCP server.",
    ),
    "notices": (
        "notices:notices",
        "What people are told of review by webhook and mail: what waits, and what was given up.",
    ),
    "settings": (
        "serving:settings",
        "What is configured, and where each value came from. Secrets are masked.",
    ),
    "schema": (
        "describing:schema",
        "The JSON Schema of what a command prints with --json; without one, the commands.",
    ),
    "record": ("recording:record_app", "Look at the record and keep it true."),
    "brand": ("recording:brand_app", "The brands on record."),
    "journal": ("journal:journal_app", "Who did what, in a chain that shows tampering."),
    "review": ("reviewing:review_app", "Replies on their way out."),
    "reef": (
        "reefing:reef_app",
        "Allies: what they share and dispute, whether they may be cited, who could speak to what.",
    ),
    "people": ("people:people_app", "Who may sign in, and what they may do."),
    "listen": (
        "listened:listen_app",
        "What is said about the brand: posts in, the inbox, its themes, leaders' presence.",
    ),
    "purpose": (
        "purpose_vote:purpose_app",
        "An open call on the purpose, and the purpose that everybody wrote.",
    ),
}
"""Every command: where it is (a module here, and a name in it), and its line in the help."""


class Commands(TyperGroup):
    """The commands as they are listed; the one asked for is loaded."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        for name, (_, line) in COMMANDS.items():
            self.add_command(TyperCommand(name, short_help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command itself, for what was listed under its name."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, listed and load(str(name)), rest


def load(name: str) -> Any:
    """The command, or group of commands, called ``name``; its module is imported."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    found = getattr(import_module(f"assistant.cli.{module}"), attribute)
    alone = _typer()
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        # `corail schema listen inbox --count` names another command's option.
        words = {"ignore_unknown_options": True} if name == "schema" else None
        alone.command(name, context_settings=words)(found)
    command = get_group(alone).commands[name]
    _tell_whole(command)
    return command


def _tell_whole(command: Any) -> None:
    """Let the lines of a group's commands wrap in its help, where they would be cut short."""
    command.short_help = (command.help or "").split("\n\n")[0]
    for inner in getattr(command, "commands", {}).values():
        _tell_whole(inner)


def _typer(**more: Any) -> typer.Typer:
    # Without Rich's boxes the help is there in half the time, and reads well aloud and in a pipe.
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, **more)


app = _typer(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def corail() -> None:
    """Answer those who challenge your brand in public, in its own voice and on its own record."""


def main() -> None:
    """The ``corail`` command: runs one command, and tells errors as one clear line."""
    # A command makes a million objects that stay until it ends: to look through them again and
    # again costs 0.4 s, and to do so once more when it ends as much.
    gc.set_threshold(100_000, 20, 50)
    atexit.register(gc.freeze)
    try:
        app()
    except (BadRequest, BadSettings, BadInput) as error:
        _refuse(str(error), 2)
    except (AssistantError, KnowledgeError) as error:
        _refuse(str(error), 1)
    except KeyboardInterrupt:
        _refuse("Stopped. What was done so far is kept.", 130)


def _refuse(message: str, status: int) -> NoReturn:
    print(f"corail: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(status)
