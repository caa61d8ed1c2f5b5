"""From a question to the passages that speak to it: one brand, current, no two alike.

On a real record and a real index, with vectors made of words so that what is near is plain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from knowledge.database import Database
from knowledge.errors import BadInput
from knowledge.index import PassageIndex
from knowledge.model import Access, Brand, Kind, Visibility
from knowledge.nearness import has_substance
from knowledge.record import Record
from knowledge.retrieval import Hit, Retriever, UnknownFilter, as_document

Put = Callable[..., str]

CANTEEN = "The canteen of the Calais depot serves lunch from noon to two, on weekdays only."
NOISE = (
    CANTEEN,
    "Our drivers meet every spring on the banks of the Scarpe for a day of regattas.",
    "The new timetable adds two sailings a day between Lille and Dunkirk in summer.",
    "We lent the old lock house to a theatre troupe for their rehearsals.",
    "Ada Rennes was elected to the board of the inland shipping federation.",
    "The company archive holds photographs of barges since the nineteenth century.",
)


@pytest.fixture
def record(sqlite: Database, clock: Any) -> Record:
    return Record(sqlite, clock)


@pytest.fixture
def retriever(record: Record, index: PassageIndex, embedder: Any, put: Put) -> Retriever:
    for text in NOISE:
        put(text)
    return Retriever(record=record, index=index, embedder=embedder, brand="halage")


def texts(hits: list[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


FUEL = "Our barges will burn no heavy fuel oil after 2030."


def test_the_passage_that_speaks_to_the_question_comes_first(
    retriever: Retriever, put: Put
) -> None:
    put(FUEL)
    hits = retriever.search("When will your barges stop burning heavy fuel oil?", k=3)
    assert len(hits) == 3
    assert hits[0].passage.text == FUEL
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert hits[0].standout > hits[1].standout
    assert hits[0].coverage > 0.5


def test_a_rare_name_is_found_by_words_where_meaning_does_not_help(
    retriever: Retriever, put: Put
) -> None:
    put("The Quesnoy-sur-Deûle lock was rebuilt in 2019.")
    assert "Quesnoy" in retriever.search("quesnoy sur deule?", k=1)[0].passage.text


def test_nothing_crosses_from_one_brand_to_another(
    record: Record, index: PassageIndex, embedder: Any, retriever: Retriever, put: Put
) -> None:
    put("Rival ships will burn no heavy fuel oil after 2028.", brand="rival")
    found = retriever.search("heavy fuel oil", k=20)
    assert all(hit.passage.brand == "halage" for hit in found)
    other = Retriever(record=record, index=index, embedder=embedder, brand="rival")
    assert {hit.passage.brand for hit in other.search("canteen lunch at the depot", k=20)} == {
        "rival"
    }


def test_an_empty_record_an_empty_question_and_no_places_give_nothing(
    record: Record, index: PassageIndex, embedder: Any, retriever: Retriever
) -> None:
    record.keep_brand(Brand(name="new"), "maya")
    empty = Retriever(record=record, index=index, embedder=embedder, brand="new")
    assert empty.search("anything at all") == []
    assert retriever.search("   ") == []
    assert retriever.search("canteen", k=0) == []


def test_what_is_put_on_record_is_found_by_the_next_search(retriever: Retriever, put: Put) -> None:
    question = "heavy fuel oil"
    assert FUEL not in texts(retriever.search(question))
    put(FUEL)
    assert texts(retriever.search(question))[0] == FUEL


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": Kind.COMMITMENT}, {"b"}),
        ({"kind": ["commitment", "fact"]}, {"b", "c"}),
        ({"speaker": "Ada Rennes"}, {"a"}),
        ({"since": "2022"}, {"b", "c"}),
        ({"until": "2022-06"}, {"a", "b"}),
        ({"since": "2022", "until": "2022"}, {"b"}),
        ({"language": "fr"}, {"c"}),
        ({"language": ("fr", "en"), "kind": "statement"}, {"a"}),
    ],
)
def test_a_search_is_narrowed_by_what_a_passage_is(
    record: Record,
    index: PassageIndex,
    embedder: Any,
    put: Put,
    filters: dict[str, Any],
    found: set[str],
) -> None:
    said = {
        "a": {"kind": Kind.STATEMENT, "speaker": "Ada Rennes", "date": "2019-04-02"},
        "b": {"kind": Kind.COMMITMENT, "date": "2022-06"},
        "c": {"kind": Kind.FACT, "date": "2025", "language": "fr"},
    }
    names = {
        put(f"Barges and fuel oil, part {n}: number {n * 7} of them.", "ship", **facts): name
        for n, (name, facts) in enumerate(said.items())
    }
    narrow = Retriever(record=record, index=index, embedder=embedder, brand="ship")
    hits = narrow.search("barges and fuel oil", k=9, **filters)
    assert {names[hit.passage.document_id] for hit in hits} == found


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"colour": "blue"}, UnknownFilter),
        ({"kind": "rumour"}, BadInput),
        ({"since": "last year"}, BadInput),
        ({"public_on": "2026"}, BadInput),
    ],
)
def test_a_filter_that_cannot_be_is_refused_in_a_sentence(
    retriever: Retriever, filters: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        retriever.search("canteen", **filters)


def test_what_is_not_public_that_day_is_left_out_when_asked(retriever: Retriever, put: Put) -> None:
    internal = Access(visibility=Visibility.INTERNAL)
    put("Internal note: heavy fuel oil stays in use at Calais.", access=internal)
    later = Access(visibility=Visibility.EMBARGOED, embargoed_until="2026-12-01")
    put("Embargoed: heavy fuel oil ends at Calais.", access=later)
    assert len(_of(retriever, "heavy fuel oil", "Calais")) == 3  # the canteen is one
    assert _of(retriever, "heavy fuel oil", "heavy", public_on="2026-11-22") == []
    told = _of(retriever, "heavy fuel oil", "heavy", public_on="2026-12-02")
    assert [text[:9] for text in told] == ["Embargoed"]


def _of(retriever: Retriever, question: str, word: str, **filters: Any) -> list[str]:
    return [t for t in texts(retriever.search(question, k=20, **filters)) if word in t]


def test_the_same_sentence_said_twice_is_given_once_and_the_pledge_before_the_reply(
    retriever: Retriever, put: Put
) -> None:
    put(FUEL, kind=Kind.REPLY, date="2025-03-01", source="/given/reply.md")
    put(FUEL, kind=Kind.COMMITMENT, date="2024-03-01", source="/given/pledge.md")
    hits = [h for h in retriever.search("heavy fuel oil", k=8) if h.passage.text == FUEL]
    assert [hit.passage.kind for hit in hits] == [Kind.COMMITMENT]


def test_the_same_pledge_with_another_figure_is_another_pledge(
    retriever: Retriever, put: Put
) -> None:
    put(FUEL)
    put(FUEL.replace("2030", "2035"))
    assert len([t for t in texts(retriever.search("heavy fuel oil", k=8)) if "fuel" in t]) == 2


def test_what_was_superseded_comes_marked_with_what_replaced_it(
    record: Record, retriever: Retriever, put: Put
) -> None:
    old = put("We promise to close the coal-fired crane at Béthune quay by 2025.", date="2019")
    new = put("The quay crane runs until its successor is certified, in 2028.", date="2024")
    record.supersede("halage", old, new, "maya")
    hits = retriever.search("you promised to close the coal-fired crane at Béthune", k=4)
    assert hits[0].passage.document_id == old
    assert new in [hit.passage.document_id for hit in hits]
    assert hits[0].passage.superseded_by is not None
    assert hits[0].passage.superseded_by.document_id == new
    current = retriever.search("close the coal-fired crane", k=9, include_superseded=False)
    assert old not in [hit.passage.document_id for hit in current]


def test_one_long_document_does_not_take_every_place(retriever: Retriever, put: Put) -> None:
    put("\n\n".join(f"Fuel oil of tank {n} is pumped in month {n} of the year." for n in range(9)))
    put("Fuel oil is bought from one refinery only.")
    hits = retriever.search("fuel oil", k=6)
    assert len({hit.passage.document_id for hit in hits}) >= 2
    assert any("refinery" in text for text in texts(hits))


def test_several_questions_are_answered_in_one_list(retriever: Retriever, put: Put) -> None:
    put(FUEL)
    hits = retriever.search_many(["heavy fuel oil in barges", "canteen lunch on weekdays"], k=4)
    assert {FUEL, CANTEEN} <= set(texts(hits))
    with pytest.raises(BadInput):
        retriever.search_many("heavy fuel oil")


def test_a_timeline_is_told_from_the_oldest_and_leaves_out_what_is_not_of_the_topic(
    retriever: Retriever, put: Put
) -> None:
    for date in ("2024-05", None, "2019", "2021-02-03"):
        put(f"On heavy fuel oil we said this ({date or 'undated'}).", date=date)
    told = retriever.timeline("heavy fuel oil")
    assert [hit.passage.date for hit in told] == ["2019", "2021-02-03", "2024-05", None]
    assert all("fuel" in text for text in texts(told))


def test_the_words_of_a_question_are_weighed_without_the_brand_and_small_words(
    record: Record, retriever: Retriever
) -> None:
    record.keep_brand(Brand(name="halage", title="Halage du Nord", names=("Halage",)), "maya")
    words = [word.word for word in retriever.words("Is Halage hiding what the canteen costs?")]
    assert "canteen" in words
    assert not {"halage", "is", "the", "what"} & set(words)
    assert retriever.coverage("the canteen", CANTEEN) == pytest.approx(1.0)
    assert retriever.coverage("the canteen", FUEL) == 0


def test_a_search_about_the_same_post_embeds_it_once(retriever: Retriever, embedder: Any) -> None:
    retriever.search("canteen lunch")
    before = embedder.queries
    retriever.search("canteen lunch", k=3, kind="statement")
    assert embedder.queries == before


def test_what_was_asked_already_is_not_searched_again_until_the_record_changes(
    record: Record, retriever: Retriever, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = retriever.search("canteen lunch")
    searched: list[str] = []
    search = type(retriever.index).search
    monkeypatch.setattr(
        type(retriever.index), "search", lambda *a, **k: searched.append(a[1]) or search(*a, **k)
    )
    again = retriever.search("canteen lunch")
    assert again == first
    assert again is not first
    assert not searched
    retriever.search("canteen lunch", k=3, kind="statement")
    assert len(searched) == 1
    put("The canteen lunch is free on Fridays.")
    assert "Fridays" in " ".join(hit.passage.text for hit in retriever.search("canteen lunch"))
    record.keep_brand(Brand(name="halage", title="Canteen Lunch", names=("Canteen",)), "maya")
    assert retriever.search("canteen lunch") != first


def test_accounts_and_links_in_a_post_draw_nothing_near(retriever: Retriever, put: Put) -> None:
    put("Follow @halage_nord and @ada_rennes for news: https://halage.example/news today.")
    hits = retriever.search("@halage_nord @ada_rennes canteen lunch https://halage.example/news")
    assert hits[0].passage.text == CANTEEN


def test_it_serves_langchain_as_a_retriever(retriever: Retriever, put: Put) -> None:
    put(FUEL, title="Fuel plan", date="2024-01-05", url="https://halage.example/fuel")
    found = retriever.invoke("heavy fuel oil", k=2)
    assert len(found) == 2
    assert found[0].page_content == FUEL
    told = found[0].metadata
    assert (told["title"], told["date"]) == ("Fuel plan", "2024-01-05")
    assert told["url"] == "https://halage.example/fuel"
    assert as_document(retriever.search("heavy fuel oil", k=1)[0]).id == told["id"]


def test_nearness_tells_a_question_the_record_answers_from_one_it_does_not(
    retriever: Retriever, put: Put
) -> None:
    put(FUEL)
    asked = "When will your barges stop burning heavy fuel oil?"
    other = "My parcel with the blue sweater never arrived, refund me"
    near, far = (
        retriever.nearness(question, retriever.search(question)) for question in (asked, other)
    )
    assert near.covered > 0.5 > far.covered
    assert near.rise > far.rise
    assert {"parcel", "sweater"} <= set(far.unknown)
    assert not near.unknown or "fuel" not in near.unknown


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("#Milo #Malaysia #PaperStraws @somebody https://a.example :smile:", False),
        ("Thank you all!", False),
        ("We closed the last coal-fired boiler of Arles.", True),
    ],
)
def test_tags_and_greetings_have_no_substance(text: str, tells: bool) -> None:
    assert has_substance(text) is tells
