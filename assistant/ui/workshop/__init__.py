"""The Purpose room: from an open call to a purpose on record, one step after the other.

room.py        the room: its widgets, and what happens on them
view.py        what a person looks at
acts.py        what a person does on the page -> one step of the workshop
underway.py    long work in a thread of its own: how far it is, and how it is stopped
calling.py     the call and its answers, drawn
saying.py      what they said: themes, groups; what few say, what pulls apart
wording.py     words of theirs and of ours; today's purpose beside the answers
sentences.py   sentences and what bears them out
deciding.py    the vote, comments, the outcome
"""

from assistant.ui.workshop.room import PurposeRoom

__all__ = ["PurposeRoom"]
