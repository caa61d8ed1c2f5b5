"""The purpose workshop: an open call, and the purpose everybody wrote.

    desk.py         the calls of a house, act by act: what the page and the commands ask
    values.py       a call, an answer, a theme as it is told, a sentence, a gap, a vote
    rights.py       who may do what

    columns.py importing.py   a file's columns; its rows, without who wrote them
    shelf.py ballots.py       calls and answers; sentences, votes, comments, what was decided
    veiling.py groups.py      who somebody is, masked; groups, none of them too small

    hearing.py      answers heard together: themes, shares, what bears a text out
    few.py          what few say
    tensions.py     where answers pull apart
    words.py        the words they use that the brand does not, and the reverse
    gap.py          what today's purpose says that nobody said, and the reverse
    clauses.py candidates.py  sentences of purpose out of people's own words
    phrasing.py     ... and by a chat model, held to answers
    outcome.py      what was decided, on record

Answers are shown masked, and read out masked: names and contact details are gone before anything
is embedded, grouped or sent to a model.
"""
