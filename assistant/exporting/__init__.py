"""What leaves Corail as a file, or in the address of a platform's own page.

masking.py     personal data in what outsiders wrote, replaced by what it is
table.py       rows as CSV that no spreadsheet runs, and as JSON lines
sections.py    a document in plain sections, from which both kinds of file are written
told.py        a dossier in sections
reef.py        an ask to an ally in sections
rehearsed.py   a debrief and an interview brief in sections
workshop.py    a call on the purpose in sections, and its tables as rows
word.py pdf.py the sections as a Word document, as a PDF
everything.py  all dossiers of a brand as rows
heard.py       posts as rows, without their authors unless asked
listened.py    themes, and both sides of one, in sections
logs.py        logs, masked
    platforms.py   the addresses at which platforms take a text
"""

from assistant.exporting import logs
from assistant.exporting.everything import everything
from assistant.exporting.heard import rows_of
from assistant.exporting.listened import tell_consensus, tell_themes
from assistant.exporting.masking import mask
from assistant.exporting.pdf import pdf
from assistant.exporting.platforms import intent
from assistant.exporting.reef import tell_ask
from assistant.exporting.rehearsed import tell_brief, tell_debrief
from assistant.exporting.sections import Block, Section, Told
from assistant.exporting.table import csv_text, jsonl_text
from assistant.exporting.told import tell
from assistant.exporting.word import word
from assistant.exporting.workshop import call_rows, tell_call

__all__ = [
    "Block",
    "Section",
    "Told",
    "call_rows",
    "csv_text",
    "everything",
    "intent",
    "jsonl_text",
    "logs",
    "mask",
    "pdf",
    "rows_of",
    "tell",
    "tell_ask",
    "tell_brief",
    "tell_call",
    "tell_consensus",
    "tell_debrief",
    "tell_themes",
    "word",
]
