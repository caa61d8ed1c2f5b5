"""What commands print that is not a value inside, field by field.

What is not here leaves as the value it is, field by field. Fields may be added, never renamed.

    replies.py     passages, drafts, a text held against the record
    record.py      documents, promises, speakers, and what was done to them
    rehearsals.py  rehearsals, their debriefs, a brief for an interview
    allies.py      allies, voices, what the reef lacks
    purposes.py    an open call, and what is read out of it
    inbox.py       feeds dropped, posts forgotten
    people.py      people and keys
    written.py     that a file was written
"""
