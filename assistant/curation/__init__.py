"""The record as it is kept by somebody: looked through, mended, added to, and undone.

rights.py     who may do what
query.py      which documents are listed: filters, words, pages
facts.py      the facts of a document as a form gives them, each checked, or refused in a sentence
likely.py     which names on record may be one person's
proposing.py  what a new document may replace, and where it says otherwise: proposed, never done
taking.py     uploaded files and pasted statements, as the loader hands documents over
desk.py       all of it for an installation, with rights asked; the page and the commands use it
texts.py      why something is refused, in both languages
"""

from __future__ import annotations
