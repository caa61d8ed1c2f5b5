"""The Reef room: who could speak with their own voice, what is missing, and what is asked of whom.

room.py     the room: its widgets, and what happens on them
acts.py     what a person does on the page -> one step on the reef
home.py     who could speak to this, what is missing, the map and its table, drawn
sheet.py    one ally, drawn
forms.py    what may be noted, recorded and asked, drawn
asked.py    a brief, drawn
parts.py    words of an ally, ties, a contact: the same wherever they stand
"""

from assistant.ui.reefing.room import ReefRoom

__all__ = ["ReefRoom"]
