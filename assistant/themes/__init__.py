"""Themes: what many voices are about, how far the record answers them, and where they stand.

Values and algorithms only: voices and their vectors come in, nothing is embedded or kept here.

values.py         what comes in and what is told
gathering.py      gather(voices, vectors) -> Themes: clustering, stable and quick
ground.py         vectors without what all voices have in common
naming.py         a theme named by its own words
matching.py       a theme keeps its id when it is found again
counting.py       volume over time, shares by group, and when a sample is too small for a share
covering.py       how far the record answers a theme; the gaps of the record
asking.py         questions asked again and again, and whether they were answered
stance.py         where a voice stands toward the brand
polarisation.py   how far stances fall into two camps
consensus.py      what both sides grant, what they contest, and a sentence that both could hear

    gather(voices, vectors, *, earlier=None, wanted=None, seed=0, progress=None) -> Themes
    volume(voices, unit=Unit.WEEK) -> tuple[Count, ...]
    shares(voices, *, by="community", least=5) -> tuple[Share, ...]
    cover(theme, by_id, answers, *, most=40) -> Coverage
    gaps(themes, by_id, answers, *, least=3, most=40) -> tuple[Coverage, ...]
    asked_again(voices, vectors, *, answered=frozenset(), answers=None, least=3)
        -> tuple[AskedAgain, ...]
    stance(text, language) -> Stance
    polarisation(stances, *, seed=0) -> Polarisation | None
    read_out(theme, by_id, *, answers=None, locale="en") -> Consensus

``voices`` are sequences of :class:`Voice`, and ``vectors`` a float32 matrix with a row for each, in
the same order; ``by_id`` maps their ids to them. ``earlier`` maps the ids of themes gathered before
to the ids of their members. ``progress`` is called with the share done, in [0, 1]; what it raises
stops the work. ``answers`` is the record (:class:`Answers`).
"""
