"""Drafts made of the brand's own words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.composing import Style, compose, fitting
from assistant.evidence import Asked, Scored, weigh
from assistant.model import Draft, Intent, Length, Post, Reading, Route, Standing, Wishes
from assistant.reading import read
from assistant.strategies import load_playbooks
from knowledge.model import Access, Brand, Kind, Passage, Successor, Visibility
from knowledge.voice import Manner

BRAND = Brand("halte", title="Halte", names=("Halte",))
BOOKS = load_playbooks()
TODAY = "2026-11-22"
POST = Post("Your plastic packaging is a scandal. You promised less plastic!")


@dataclass(frozen=True)
class Found:
    passage: Passage
    similarity: float = 0.9
    score: float = 1.0
    coverage: float = 0.5
    standout: float = 4.0


def _passage(text: str, n: int = 1, **facts: object) -> Passage:
    told = {"speaker": "Halte", "language": "en", "date": "2026-03-02", **facts}
    return Passage(
        id=f"p{n}",
        document_id=f"d{n}",
        brand="halte",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=10,
        **told,  # type: ignore[arg-type]
    )


def _coverage(sentence: str) -> float:
    words = {"plastic", "packaging"}
    return len(words & {w.strip(".,!?").lower() for w in sentence.split()}) / max(1, len(words))


def _evidence(*found: Found) -> list[Scored]:
    asked = [Asked(found, _coverage)]
    return weigh(POST.text, asked, brand=BRAND, language="en", today=TODAY)


def _reading(intent: Intent = Intent.CRITICISM, language: str = "en") -> Reading:
    return Reading(language, intent, (), 0.2, Route.REPLY, ("It criticises.",))


def _style(limit: int = 280, language: str = "en", brand: Brand = BRAND) -> Style:
    def measure(text: str) -> Length:
        return Length(len(text), limit, "characters", len(text) <= limit)

    greeting = "Hello" if language == "en" else "Bonjour"
    return Style(brand, Manner(greeting), language, measure, TODAY, "en")


def _compose(
    evidence: list[Scored], limit: int = 280, intent: Intent = Intent.CRITICISM
) -> list[Draft]:
    return compose(POST, _reading(intent), evidence, BOOKS, _style(limit))


PLASTIC = Found(_passage("We cut plastic packaging by 18 % between 2020 and 2025.", 1))
PLEDGE = Found(
    _passage("We will halve our plastic packaging by 2030.", 2, kind=Kind.COMMITMENT), 0.89
)
SORTING = Found(_passage("We publish the weight of our plastic packaging every spring.", 3), 0.88)


def test_every_sentence_is_a_quotation_or_a_courtesy() -> None:
    for draft in _compose(_evidence(PLASTIC, PLEDGE, SORTING)):
        for sentence in draft.sentences:
            assert sentence.standing in (Standing.QUOTED, Standing.COURTESY)
            assert bool(sentence.citations) == (sentence.standing is Standing.QUOTED)
            for citation in sentence.citations:
                assert citation.words in sentence.text


def test_each_draft_is_another_strategy_and_fits_the_platform() -> None:
    drafts = _compose(_evidence(PLASTIC, PLEDGE, SORTING))
    assert 2 <= len(drafts) <= 3
    assert len({d.strategy.name for d in drafts}) == len(drafts)
    assert all(d.length.fits for d in drafts)


def test_a_commitment_is_offered_only_when_one_is_on_record() -> None:
    with_pledge = {d.strategy.name for d in _compose(_evidence(PLASTIC, PLEDGE))}
    without = {d.strategy.name for d in _compose(_evidence(PLASTIC, SORTING))}
    assert "commit" in with_pledge
    assert "commit" not in without


def test_no_evidence_gives_one_holding_reply_without_a_claim() -> None:
    (draft,) = _compose([])
    assert draft.strategy.name == "hold"
    assert all(s.standing is Standing.COURTESY for s in draft.sentences)
    assert not any(c.isdigit() for c in draft.text)


@pytest.mark.parametrize("limit", [150, 280, 500, 3000])
def test_a_draft_fits_or_is_not_offered(limit: int) -> None:
    for draft in _compose(_evidence(PLASTIC, PLEDGE, SORTING), limit):
        assert len(draft.text) <= limit


def test_a_roomy_platform_gets_more_evidence_than_a_tight_one() -> None:
    evidence = _evidence(PLASTIC, PLEDGE, SORTING)
    tight = _compose(evidence, 150)[0]
    roomy = _compose(evidence, 3000)[0]
    assert len([s for s in roomy.sentences if s.citations]) > len(
        [s for s in tight.sentences if s.citations]
    )


def test_the_same_idea_is_not_said_twice() -> None:
    twin = Found(_passage("We cut plastic packaging by 18 % between 2020 and 2025, as said.", 4))
    for draft in _compose(_evidence(PLASTIC, twin), 3000):
        quoted = [c.words for s in draft.sentences for c in s.citations]
        assert len(quoted) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"access": Access(Visibility.INTERNAL)},
        {"access": Access(Visibility.EMBARGOED, embargoed_until="2027-01-01")},
        {"access": Access(expires="2026-01-01")},
        {"superseded_by": Successor("d9", "New line", "2026-05")},
        {"kind": Kind.REPLY},
        {"kind": Kind.ALLY},
    ],
    ids=["internal", "embargoed", "expired", "superseded", "past reply", "ally"],
)
def test_what_may_not_be_quoted_never_enters_a_draft(facts: dict[str, object]) -> None:
    secret = Found(_passage("We cut plastic packaging by 99 % in secret trials.", 7, **facts), 0.95)
    drafts = _compose(_evidence(secret, PLASTIC), 3000)
    assert drafts
    assert all("99 %" not in d.text for d in drafts)


def test_an_embargo_that_is_over_lets_the_words_through() -> None:
    access = Access(Visibility.EMBARGOED, embargoed_until="2026-11-22")
    found = Found(
        _passage("We cut plastic packaging by 18 % between 2020 and 2025.", access=access)
    )
    assert any("18 %" in d.text for d in _compose(_evidence(found)))


def test_old_words_are_never_pasted_as_present() -> None:
    old = Found(_passage("We opened a plastic sorting line this year.", date="2019-04-02"))
    for draft in _compose(_evidence(old)):
        quoted = [s.text for s in draft.sentences if s.citations]
        assert all("2 April 2019" in text for text in quoted)


def test_a_quotation_in_another_language_is_labelled_and_noted() -> None:
    post = Post("Et votre plastique alors ? Vous aviez promis !")
    asked = [Asked([PLASTIC], _coverage)]
    evidence = weigh(post.text, asked, brand=BRAND, language="fr", today=TODAY)
    drafts = compose(post, _reading(language="fr"), evidence, BOOKS, _style(600, language="fr"))
    assert all("(en anglais)" in d.text for d in drafts)
    assert all(d.note and "language" in d.note for d in drafts)


def test_the_words_of_the_post_are_never_quoted_back_as_ours() -> None:
    echo = Found(_passage("Your plastic packaging is a scandal.", 8))
    assert _evidence(echo) == []


def test_a_harmed_person_keeps_a_concrete_next_step() -> None:
    post = Post("My son cut himself on your plastic packaging")
    drafts = compose(post, _reading(Intent.HARM), _evidence(PLASTIC), BOOKS, _style(280))
    assert any("private message" in d.text for d in drafts)


def test_the_signature_closes_the_reply_where_it_fits() -> None:
    brand = Brand("halte", title="Halte", signature="– Maya")
    drafts = compose(POST, _reading(), _evidence(PLASTIC), BOOKS, _style(600, brand=brand))
    assert drafts[0].text.endswith("– Maya")


def test_numbers_run_over_all_drafts_one_for_each_passage() -> None:
    drafts = _compose(_evidence(PLASTIC, PLEDGE, SORTING), 3000)
    numbers = {c.passage_id: c.number for d in drafts for s in d.sentences for c in s.citations}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))


def test_a_way_of_replying_that_would_do_harm_is_not_offered_unless_wished_for() -> None:
    post = Post("You are being sued: how many litres of water do you use?")
    reading = read(post)
    assert {one.strategy for one in reading.contraindicated} >= {"facts", "commit"}
    offered = [book.name for book in fitting(post, reading, BOOKS, Wishes())]
    assert offered
    assert not {"facts", "commit"} & set(offered)
    wished = [book.name for book in fitting(post, reading, BOOKS, Wishes(strategy="facts"))]
    assert wished[0] == "facts"
