"""The Record room: what is on record, kept true by whoever keeps it.

room.py       the room: its widgets, and what happens on them
view.py       what a person looks at
acts.py       what a person does on the page -> a step, an act on the record, or a work to be done
showing.py    what is looked at, read from the record and drawn
filtering.py  what the documents are filtered by: from a form to a query and back
listing.py    the documents as a list, drawn; plotting.py: over the years, by kind
opening.py    one document: its facts to be edited, its text, what stands in whose place
proposed.py   what is proposed of new documents, both sides dated, drawn
promised.py   what the brand has promised over the years, drawn
speaking.py   who speaks, and who may be whom, drawn
done.py       what was done, and undone, drawn
adding.py     files and statements brought in, and what came of them, drawn
"""

from __future__ import annotations

from assistant.ui.recording.room import RecordRoom

__all__ = ["RecordRoom"]
