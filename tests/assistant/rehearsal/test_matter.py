"""What a record gives a challenger: what is public, each thing once, the hardest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from assistant.rehearsal.matter import Record, gather
from assistant.rehearsal.values import Hold, Matter
from knowledge.model import (
    Access,
    Brand,
    Commitment,
    Kind,
    Passage,
    Status,
    Successor,
    Visibility,
)

BRAND = Brand("halte", "Halte", ("Halte",))


@dataclass(frozen=True)
class Hit:
    passage: Passage
    score: float = 1.0
    coverage: float = 1.0
    standout: float = 4.0


@dataclass(frozen=True)
class Library:
    """Finds what holds the topic's words."""

    passages: Sequence[Passage]

    def search(self, query: str, k: int = 8) -> Sequence[Hit]:
        return [Hit(p) for p in self.passages if self.coverage(query, p.text)][:k]

    def coverage(self, query: str, text: str) -> float:
        words = query.casefold().split()
        return sum(word in text.casefold() for word in words) / len(words)


def passage(number: int, text: str, **facts: object) -> Passage:
    told = {"speaker": "Halte", "language": "en", "date": "2022-03-02", **facts}
    return Passage(
        id=f"p{number}",
        document_id=f"d{number}",
        brand="halte",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=10,
        **told,  # type: ignore[arg-type]
    )


def pledge(one: Passage, status: Status, deadline: str | None = None) -> Commitment:
    return Commitment(one, 0, len(one.text), one.text, deadline=deadline, status=status)


def gathered(
    topic: str,
    passages: Sequence[Passage],
    commitments: Sequence[Commitment] = (),
    posts: Sequence[str] = (),
    language: str = "en",
) -> list[Matter]:
    record = Record(BRAND, Library(passages), passages, commitments, date(2026, 11, 23), language)
    return gather(topic, record, posts)


PLASTIC = passage(1, "We will halve our plastic packaging by the end of 2025.")
WATER = passage(2, "We never buy carbon credits for our lorries.")


def test_a_promise_whose_day_has_passed_comes_first_and_the_topic_before_the_rest() -> None:
    late = pledge(PLASTIC, Status.LATE, "2025")
    first, *others = gathered("plastic", [WATER, PLASTIC], [late])
    assert (first.hold, first.said and first.said.words) == (Hold.LATE, PLASTIC.text)
    assert (first.deadline, first.on_topic) == ("2025", True)
    assert [(one.hold, one.on_topic) for one in others] == [(Hold.QUOTE, False)]


def test_the_same_words_are_held_up_once() -> None:
    again = passage(3, PLASTIC.text, date="2023-01-01")
    found = gathered("plastic", [PLASTIC, again], [pledge(PLASTIC, Status.LATE, "2025")])
    assert [one.hold for one in found] == [Hold.LATE]


def test_what_a_challenger_cannot_have_read_is_never_held_up() -> None:
    inside = replace(PLASTIC, access=Access(Visibility.INTERNAL))
    held_back = replace(WATER, access=Access(Visibility.EMBARGOED, embargoed_until="2026-12-01"))
    promises = [pledge(inside, Status.LATE, "2025"), pledge(held_back, Status.OPEN)]
    assert gathered("plastic", [inside, held_back], promises) == []


def test_what_was_replaced_stands_beside_what_replaced_it() -> None:
    after = passage(4, "We will halve our plastic packaging by the end of 2028.", date="2024-10-08")
    before = replace(PLASTIC, superseded_by=Successor("d4", "", "2024-10-08"))
    [changed] = [one for one in gathered("plastic", [before, after]) if one.hold is Hold.CHANGED]
    assert [said.words for said in changed.quoted] == [before.text, after.text]


def test_a_figure_said_since_stands_beside_the_promise() -> None:
    fact = passage(
        5, "Our plastic packaging fell by 12 % in 2025.", date="2026-02-12", kind=Kind.FACT
    )
    earlier = replace(fact, id="p6", date="2021-02-12")
    promise = pledge(PLASTIC, Status.DUE, "2026-12")
    [gap] = [one for one in gathered("plastic", [PLASTIC, fact], [promise]) if one.hold is Hold.GAP]
    assert gap.beside is not None
    assert gap.beside.words == fact.text
    # What was said before the promise says nothing of how it went.
    assert all(
        one.hold is not Hold.GAP for one in gathered("plastic", [PLASTIC, earlier], [promise])
    )


def test_a_promise_is_held_up_in_the_language_of_the_rehearsal() -> None:
    french = passage(
        7, "Nous diviserons par deux nos emballages plastique d'ici fin 2025.", language="fr"
    )
    both = replace(pledge(PLASTIC, Status.LATE, "2025"), others=(pledge(french, Status.LATE),))
    [late] = [
        one
        for one in gathered("plastique", [PLASTIC, french], [both], language="fr")
        if one.hold is Hold.LATE
    ]
    assert late.said is not None
    assert late.said.words == french.text


def test_a_post_is_read_out_where_it_asks_something_in_the_language() -> None:
    posts = ["Is your plastic ever recycled?", "You plastic liars!", "Et votre plastique, alors ?"]
    found = gathered("plastic", [PLASTIC], posts=posts)
    assert [one.post for one in found if one.post] == [posts[0]]


def test_without_a_topic_the_whole_record_is_asked_about() -> None:
    found = gathered("", [PLASTIC, WATER])
    assert {one.said.passage_id for one in found if one.said} == {"p1", "p2"}
    assert all(one.on_topic for one in found)


def test_an_ally_s_words_are_not_held_against_the_brand() -> None:
    assert gathered("plastic", [replace(PLASTIC, kind=Kind.ALLY)]) == []


def test_what_was_said_in_the_other_language_waits_until_all_else_was_asked() -> None:
    french = passage(
        3, "Nous n'enterrons jamais notre plastique, sous aucun prétexte.", language="fr"
    )
    beside = passage(4, "We never pay a supplier late, whatever the reason.")
    found = gathered("plastic", [replace(french, text=french.text), PLASTIC, beside])
    assert [one.said.passage_id for one in found if one.said] == ["p1", "p4", "p3"]


def test_a_count_told_at_less_length_is_held_up_once() -> None:
    whole = "Our farms were 1,860 at the end of 2025: 1,490 for milk, 118 orchards, 252 for grain."
    part = "Our farms were 1,860 at the end of 2025, of which 1,490 for milk."
    found = gathered("farms", [passage(1, whole, kind=Kind.FACT), passage(2, part, kind=Kind.FACT)])
    assert len(found) == 1


def test_what_is_only_to_come_is_held_up_as_words_and_not_as_a_promise() -> None:
    coming = passage(
        1,
        "La moitié de nos voisins aura plus de 60 ans en 2030, et rien ne suffira.",
        language="fr",
    )
    found = gathered("voisins", [coming], [pledge(coming, Status.OPEN, "2030")], language="fr")
    assert {one.hold for one in found} <= {Hold.QUOTE, Hold.FIGURE}


def test_a_promise_that_hangs_on_the_sentence_before_is_not_read_out() -> None:
    for words in (
        "They will also be used to set the pay of our directors by 2030.",
        "by halving our plastic packaging before the end of 2030.",
        "And we will halve all our plastic [packaging] by the end of 2030.",
    ):
        one = passage(1, words)
        found = gathered("plastic", [one], [pledge(one, Status.OPEN, "2030")])
        assert not [matter for matter in found if matter.hold is Hold.PLEDGE]


def test_a_figure_that_keeps_a_promise_is_no_gap() -> None:
    paid = passage(1, "We will pay our farmers at least 440 euros for a thousand litres of milk.")
    more = passage(
        2,
        "We paid our farmers 478 euros for a thousand litres of milk in 2025.",
        kind=Kind.FACT,
        date="2026-02-12",
    )
    less = replace(more, text=more.text.replace("478", "418"))
    for fact, holds in ((more, False), (less, True)):
        found = gathered("milk", [paid, fact], [pledge(paid, Status.OPEN, "2026-12")])
        assert any(matter.hold is Hold.GAP for matter in found) is holds


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Avant les élections, nous nous engageons à rencontrer chaque équipe du plastique."),
        ("fr", "Nous nous engageons à ouvrir le chantier du plastique dès le début de l'année."),
        ("en", "We commit to open the talks on plastic before the next general assembly, by then."),
        ("en", "The battle for less plastic will be won by all of us together."),
    ],
)
def test_nobody_says_that_a_sentence_has_no_date_when_it_says_when_or_binds_nobody(
    language: str, words: str
) -> None:
    said = passage(8, words, language=language)
    promise = pledge(said, Status.OPEN)
    assert [one.hold for one in gathered("plasti", [said], [promise], language=language)] == [
        Hold.QUOTE
    ]


def test_a_promise_that_binds_and_says_no_day_is_asked_for_one() -> None:
    said = passage(8, "We are committed to taking back every plastic pot that we sell.")
    [open_ended, *_] = gathered("plastic", [said], [pledge(said, Status.OPEN)])
    assert open_ended.hold is Hold.PLEDGE_OPEN


def test_what_others_told_the_house_is_held_up_as_theirs() -> None:
    told = passage(
        8,
        "Your plastic ends up in our hedges, every single year.",
        kind=Kind.OUTSIDE,
        speaker="Odile Marre",
        role="president of the growers' union",
    )
    [matter] = gathered("plastic", [told])
    assert matter.hold is Hold.TOLD
    assert matter.said is not None
    assert matter.said.who == "Odile Marre, president of the growers' union"


def test_what_describes_an_activity_comes_after_what_counts_or_binds() -> None:
    dull = passage(8, "Plastic is calculated in line with the methodology of the federation.")
    counted = passage(9, "We took back 214 tonnes of plastic in the last season.")
    found = gathered("plastic", [dull, counted])
    assert [one.said and one.said.words for one in found] == [counted.text, dull.text]
