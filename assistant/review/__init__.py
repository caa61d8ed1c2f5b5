"""Review: one name under one exact text.

A **dossier** is one reply on its way out: the post, the versions of the text that answers it, and
what was decided. A reply leaves the house only when people with the right to have approved that
exact text, to the letter; once sent, it is on the record.

    values.py    a dossier as it is read: versions, decisions, comments, what was examined
    states.py    in which state which act may follow
    people.py    who may do what
    ledger.py    writing and deciding: each act whole or not at all, with its entry in the journal
    leaving.py   what leaves the house, and what halts it
    preparing.py answers that are approved before anybody asks
    books.py     dossiers as they are read, and by which rules
    acting.py    how every act begins and ends
    shelf.py     dossiers read: one, or a list of them
    rivals.py    pending replies that do not agree with each other
"""

from assistant.review.ledger import Ledger
from assistant.review.people import Person, Role
from assistant.review.states import State
from assistant.review.values import (
    Comment,
    Decided,
    Decision,
    Dossier,
    Examination,
    Freeze,
    Made,
    Noted,
    Version,
)

__all__ = [
    "Comment",
    "Decided",
    "Decision",
    "Dossier",
    "Examination",
    "Freeze",
    "Ledger",
    "Made",
    "Noted",
    "Person",
    "Role",
    "State",
    "Version",
]
