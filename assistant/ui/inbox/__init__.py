"""The Inbox room: what is said about the brand, in order of urgency, and what it comes to.

room.py       the room: its widgets, and what happens on them
view.py       what a person looks at
acts.py       what a person does on the page -> a step, a mark, or a work to be done
works.py      long work, each telling how far it is; underway.py: ... and stopped on demand
passing.py    a post handed over to the Reply room
showing.py    what is looked at, read from listening and drawn
filtering.py  what the inbox is filtered by: from a form to a query and back
listing.py    the inbox as a list, drawn
opening.py    a post opened, drawn
feeding.py    feeds, drawn; leaving.py: what leaves the inbox, and an author forgotten
bringing.py   files brought in: their columns, what came of them, drawn
theming.py    themes and a theme opened, drawn; plotting.py: its volume
agreeing.py   what both sides of a theme grant, drawn
asking.py     questions asked again and again, drawn
leading.py    leaders' presence, drawn
words.py      who, when, where, how many
"""

from assistant.ui.inbox.passing import Passing
from assistant.ui.inbox.room import InboxRoom

__all__ = ["InboxRoom", "Passing"]
