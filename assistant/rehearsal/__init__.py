"""Rehearsal: somebody tries a position before the world does.

values.py       what is asked and answered, as it is kept
challengers.py  who asks: one persona a file, bundled or the house's own
matter.py       what the record gives a challenger to hold against one, on a topic
gathering.py    the same, kept for as long as the record stays as it is
asking.py       the next question, by rules: from the matter, and from what was just said
technique.py    how a question was met: answered, bridged, granted, hedged
delivery.py     how an answer reads: specific, assertive, optimistic
hearing.py      the same in words, where it is worth saying
judging.py      what an answer is worth: against the record, by its technique and delivery
shelf.py        rehearsals kept, by person: a tree of turns
session.py      from question to answer to question
"""
