"""The reef: who stands near the brand, speaks with their own voice, and may say no.

values.py      an ally, what they said, ties, consent on a day; topics and facts of the record
forms.py importing.py   what a person or a file says of an ally, made into values, or refused
shelf.py rights.py      allies kept, each change journalled; who may do what
ground.py      what is asked of the record, which is handed in (assistant/joining/reef.py)
voices.py      who could speak to a topic, a theme, a draft; who speaks to which topic
holes.py       what is missing
mapping.py drawing.py   the map, and its drawing
asks.py        what may be put to an ally: no ready-made text, never the same to two
brief.py       what a person needs at hand who asks one
phrasing.py    a chat model that phrases an ask, and adds nothing
work.py        all of it, over the allies of an installation
plain.py leaving.py texts.py   as JSON, as files, in both languages
"""
