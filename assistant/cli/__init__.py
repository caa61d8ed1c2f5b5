"""The command line: thin commands over the Assistant.

Heavy parts are imported inside commands, so that ``corail --help`` answers at once. Exit status:
0 done, 1 something failed, 2 bad input (one line on standard error), 3 nothing on record bears
on the post.
"""

from __future__ import annotations

import atexit
import gc
import sys
from typing import NoReturn

import typer

from assistant.cli import (
    debriefing,
    journal,
    listened,
    listening,
    notices,
    people,
    purpose,
    purpose_vote,
    recording,
    reefing,
    rehearsing,
    replying,
    reviewing,
    serving,
)
from assistant.errors import AssistantError, BadRequest, BadSettings
from knowledge.errors import BadInput, KnowledgeError

app = typer.Typer(
    help="Answer those who challenge your brand in public, in its own voice and on its own record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    recording.ingest,
    replying.draft,
    replying.check,
    replying.search,
    rehearsing.rehearse,
    debriefing.brief,
    serving.serve,
    notices.notices,
    serving.settings,
):
    app.command()(command)
app.add_typer(recording.record_app, name="record")
app.add_typer(recording.brand_app, name="brand")
app.add_typer(journal.journal_app, name="journal")
app.add_typer(reviewing.review_app, name="review")
app.add_typer(reefing.reef_app, name="reef")
app.add_typer(people.people_app, name="people")
for about in (
    listened.themes,
    listened.theme,
    listened.consensus,
    listened.asked,
    listened.presence,
):
    listening.listen_app.command()(about)
app.add_typer(listening.listen_app, name="listen")
purpose_vote.bind(purpose.purpose_app)
app.add_typer(purpose.purpose_app, name="purpose")


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
