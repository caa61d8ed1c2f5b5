"""Rehearsal: somebody tries a position before the world does.

values.py       what is asked and answered, as it is kept
challengers.py  who asks: one persona a file, bundled or the house's own
matter.py       what the record gives a challenger to hold against one, on a topic
gathering.py    the same, kept for as long as the record stays as it is
asking.py       the next question, by rules: from the matter, and from what was just said
conversing.py   the next question, by a chat model in the challenger's part
holding.py      whether what it asks can be put: to the letter, dated, and a question
technique.py    how a question was met: answered, bridged, granted, hedged
delivery.py     how an answer reads: specific, assertive, optimistic
hearing.py      the same in words, where it is worth saying
judging.py      what an answer is worth: against the record, by its technique and delivery
shelf.py        rehearsals kept, by person: a tree of turns
session.py      from question to answer to question

outcome.py      what a rehearsal comes to, as values
debrief.py      what held, what did not, what to say instead
weighing.py     what is to be said of one answer
lines.py        the lines that will be quoted
bettering.py    a better answer, from the record
sources.py      each source with one number
comparing.py    two answers to one question
progress.py     how somebody gets on
briefed.py      an interview brief, as values
brief.py        one page for whoever goes on air
texts.py        what all these say, in both languages
"""
