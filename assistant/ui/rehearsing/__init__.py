"""The Rehearse room: somebody tries a position before the world does.

room.py         the room: its widgets, and what happens on them
view.py         what a person looks at
acts.py         what a person does on the page -> one step of a rehearsal
underway.py     long work, telling how far it is
beginning.py    who asks, about what, how hard; one's own rehearsals; drawn
talking.py      questions and answers as a chat, with their branches, drawn
readout.py      what one answer is worth, at a glance, drawn
comparing.py    two answers side by side, drawn
looking_back.py the debrief, drawn
briefing.py     the interview brief, drawn
progressing.py  how somebody gets on, as small plots and a table, drawn
sources.py      the numbers of what is quoted, and its evidence cards
"""

from assistant.ui.rehearsing.room import RehearseRoom

__all__ = ["RehearseRoom"]
