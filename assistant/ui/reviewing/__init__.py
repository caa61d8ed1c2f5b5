"""The Review room: replies on their way out, and any text held against the record.

room.py        the room, and the choice between its two parts
desk_part.py   replies on their way out: what is listed, opened, done
acts.py        what a person does on the page -> one act of the workflow
listing.py     the list, drawn
dossier.py     one reply with all that a decision needs, drawn
deciding.py    what may be done with it, drawn
text_part.py   any text, checked
reviewed.py    a text held against the record, drawn
"""

from assistant.ui.reviewing.room import ReviewRoom

__all__ = ["ReviewRoom"]
