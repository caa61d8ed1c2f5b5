"""Which output each command has: its words, and the type of what ``--json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.errors import BadRequest


def outputs() -> Mapping[str, Any]:
    """The type of what each command prints, by the words of the command."""
    from assistant.access.keys import Key
    from assistant.access.values import Member
    from assistant.listening.gathered import Gathered, ThemeShown
    from assistant.listening.presence import Presence
    from assistant.listening.remembering import Feed
    from assistant.listening.values import Counts, Heard, Imported, Page, Shown
    from assistant.outputs import shapes
    from assistant.review.shelf import Listed
    from assistant.review.values import Dossier
    from assistant.settings import Told
    from assistant.themes.values import AskedAgain, Consensus
    from knowledge.journal import JournalEntry

    return {
        "draft": shapes.Reply,
        "check": shapes.Held,
        "search": list[shapes.Hit],
        "ingest": shapes.Ingested,
        "record list": list[shapes.Document],
        "record show": shapes.DocumentText,
        "record commitments": list[shapes.Commitment],
        "record proposed": list[shapes.Proposal],
        "record look": list[shapes.Proposal],
        "record speakers": shapes.Speakers,
        "record done": list[shapes.RecordAct],
        "brand list": list[shapes.Brand],
        "review list": list[Listed],
        "review show": Dossier,
        "people list": list[Member],
        "people key list": list[Key],
        "people key add": shapes.NewKey,
        "people key revoke": Key,
        "schema": list[str],
        "settings": list[Told],
        "journal show": list[JournalEntry],
        "listen import": Imported,
        "listen inbox": Page,
        "listen inbox --count": Counts,
        "listen show": Shown,
        "listen mark": list[Heard],
        "listen feed list": list[Feed],
        "listen feed read": dict[str, Imported],
        "listen themes": Gathered,
        "listen theme": ThemeShown,
        "listen consensus": Consensus,
        "listen asked": list[AskedAgain],
        "listen presence": list[Presence],
    }


def schema(command: str) -> dict[str, Any]:
    """The schema of what a command prints. Raises :class:`BadRequest` naming those there are."""
    from assistant.outputs.schemas import schema_of

    known = outputs()
    if command not in known:
        raise BadRequest(
            f"No output is described for {command!r}. There are: {', '.join(sorted(known))}.",
            f"Aucune sortie n'est décrite pour «\u00a0{command}\u00a0». Il y a\u00a0: "
            f"{', '.join(sorted(known))}.",
        )
    printed = command if command.endswith("--count") else f"{command} --json"
    return schema_of(known[command], f"corail {printed}")
