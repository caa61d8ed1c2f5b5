"""The HTTP API: what the page does, for programs, each of which signs with somebody's key.

application.py  all of it, put together
door.py         who signs: keys, and how much one of them may ask at once
rights.py       what takes which role, where the job itself does not ask
problems.py     what went wrong, as RFC 9457 has it
bodies.py       what programs send
answers.py      what they get: JSON as the command line prints it, in pages
record.py drafts.py reviews.py inbox.py   the ways in, by job
streaming.py    a draft as it is being written
described.py    the OpenAPI document, and a page that lists it
"""
