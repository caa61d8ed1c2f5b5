"""Rehearsal: somebody tries a position before the world does.

values.py       what is asked and answered, as it is kept
challengers.py  who asks: one persona a file, bundled or the house's own
matter.py       what the record gives a challenger to hold against one, on a topic
asking.py       the next question, by rules: from the matter, and from what was just said
"""
