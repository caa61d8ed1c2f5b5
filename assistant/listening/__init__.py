"""Listening: what is said about a brand, taken in, triaged, and heard as a whole.

values.py          a post as it comes in and as it is kept; what is asked of the inbox
columns.py         which column is which field (columns.toml); formats.py: what exports look like
importing.py       files of posts in, batch by batch; moments.py: when a post was written
feeds.py           what is new in RSS, Bluesky, Mastodon; clients.py reads, fetching.py guards
keeping.py         each post once, its copies counted, its thread known
shelf.py           posts kept, marked, read; browsing.py: the inbox as a query; forgetting.py
triage.py          a post read; urgency.py: how soon, and why (urgency.toml)
gathered.py        the themes of an inbox, kept, beside how far the record answers them
presence.py        leaders: last word, topics, gaps, answers against broadcasts
remembering.py     columns, imports begun, feeds, leaders' accounts
handed.py          what the other parts of Corail hand in
facade.py          all of it, with the rights asked: class Listening
"""
