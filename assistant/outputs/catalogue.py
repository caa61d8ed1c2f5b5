"""Which output each command has: its words, and the type of what ``--json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.errors import BadRequest


def outputs() -> Mapping[str, Any]:
    """The type of what each command prints, by the words of the command.

    Where an option makes it print something else, the option stands behind the words.
    """
    return {**_of_the_record(), **_of_replies(), **_of_the_house(), **_of_others()}


def _of_the_record() -> Mapping[str, Any]:
    from assistant.outputs.shapes import record, written

    return {
        "ingest": record.Ingested,
        "record list": list[record.Document],
        "record show": record.DocumentText,
        "record commitments": list[record.Commitment],
        "record edit": record.Edited,
        "record supersede": record.Superseded,
        "record remove": record.Removed,
        "record rebuild": list[record.Rebuilt],
        "record backup": written.Written,
        "record restore": written.Restored,
        "record proposed": list[record.Proposal],
        "record look": list[record.Proposal],
        "record decide": record.Decided,
        "record speakers": record.Speakers,
        "record alias": record.Alias,
        "record done": list[record.RecordAct],
        "record undo": record.Undone,
        "brand list": list[record.Brand],
        "brand set": record.Brand,
    }


def _of_replies() -> Mapping[str, Any]:
    from assistant.outputs.shapes import rehearsals, replies, written
    from assistant.review.shelf import Listed
    from assistant.review.values import Dossier

    return {
        "draft": replies.Reply,
        "check": replies.Held,
        "search": list[replies.Hit],
        "rehearse": rehearsals.Rehearsal,
        "rehearse --list": list[rehearsals.Challenger],
        "rehearse --mine": rehearsals.Mine,
        "rehearse --debrief": rehearsals.Debrief,
        "brief": rehearsals.Brief,
        "review list": list[Listed],
        "review show": Dossier,
        "review export": written.OneReply,
        "review export-all": written.Rows,
    }


def _of_the_house() -> Mapping[str, Any]:
    from assistant.access.keys import Key
    from assistant.access.values import Member
    from assistant.notices.values import Notice
    from assistant.outputs.shapes import people, written
    from assistant.settings import Told
    from knowledge.journal import JournalEntry

    return {
        "people add": Member,
        "people list": list[Member],
        "people roles": Member,
        "people password": people.PasswordSet,
        "people away": Member,
        "people disable": people.Disabled,
        "people erase": people.Erased,
        "people key add": people.NewKey,
        "people key list": list[Key],
        "people key revoke": Key,
        "notices": list[Notice],
        "schema": list[str],
        "settings": list[Told],
        "journal show": list[JournalEntry],
        "journal verify": written.Verified,
        "journal checkpoint": written.Checkpoint,
        "journal export": written.Rows,
    }


def _of_others() -> Mapping[str, Any]:
    """What is said about the brand, who could stand with it, and what everybody wrote."""
    from assistant.listening.gathered import Gathered, ThemeShown
    from assistant.listening.presence import Presence
    from assistant.listening.remembering import Feed
    from assistant.listening.values import Counts, Heard, Imported, Page, Shown
    from assistant.outputs.shapes import allies, inbox, people, purposes, written
    from assistant.themes.values import AskedAgain, Consensus
    from assistant.workshop import importing, values

    return {
        "listen import": Imported,
        "listen inbox": Page,
        "listen inbox --count": Counts,
        "listen show": Shown,
        "listen mark": list[Heard],
        "listen export": written.Rows,
        "listen erase": inbox.Forgotten,
        "listen feed add": Feed,
        "listen feed list": list[Feed],
        "listen feed read": dict[str, Imported],
        "listen feed drop": inbox.Dropped,
        "listen themes": Gathered,
        "listen theme": ThemeShown,
        "listen consensus": Consensus,
        "listen asked": list[AskedAgain],
        "listen presence": list[Presence],
        "reef list": list[allies.Ally],
        "reef show": allies.Ally,
        "reef add": allies.Ally,
        "reef edit": allies.Ally,
        "reef import": list[allies.TakenIn],
        "reef note": allies.Ally,
        "reef contact": allies.Ally,
        "reef consent": allies.Ally,
        "reef voices": allies.Voices,
        "reef holes": list[allies.Missing],
        "reef brief": allies.Brief,
        "reef export": written.Allies,
        "reef erase": people.Erased,
        "purpose open": purposes.Call,
        "purpose import": importing.Imported,
        "purpose list": list[purposes.Call],
        "purpose themes": purposes.Themes,
        "purpose few": list[purposes.Few],
        "purpose tensions": list[values.Tension],
        "purpose words": list[values.Wording],
        "purpose gap": values.Gap,
        "purpose candidates": purposes.Candidates,
        "purpose candidates --take": values.Candidate,
        "purpose write": purposes.Tried,
        "purpose vote": values.Tally,
        "purpose comment": list[values.Comment],
        "purpose close": purposes.Call,
        "purpose outcome": list[values.Decided],
        "purpose export": written.OneCall,
        "purpose erase": purposes.Forgotten,
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
    return schema_of(known[command], f"corail {command} --json")
