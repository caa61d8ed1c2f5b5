"""What is a pledge, what it binds to, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.commitments import found, merged, pledges
from knowledge.keeping import held
from knowledge.model import Access, Commitment, Passage, Status, Successor
from knowledge.sentences import sentences

TODAY = "2026-11-22"


def _passage(text: str, date: str | None = "2024-05-10", **facts: Any) -> Passage:
    identity = f"{abs(hash((text, date))):x}"
    return Passage(
        **{
            "id": f"p{identity}",
            "document_id": f"d{identity}",
            "brand": "halte",
            "position": 0,
            "start": 0,
            "end": len(text),
            "text": text,
            "sentences": tuple(sentences(text)),
            "tokens": 9,
            "date": date,
            "language": "en",
            **facts,
        }
    )


def _one(text: str, language: str = "en", date: str | None = "2024-05-10") -> Commitment:
    (commitment,) = found(_passage(text, date, language=language), names=("Halte",))
    return commitment


# --- what is a pledge -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We will halve our plastic packaging by 2030.", "en"),
        ("We are committed to paying every supplier within 30 days.", "en"),
        ("Halte is committed to making all packaging recyclable by 2027.", "en"),
        ("Our goal is to train 5,000 bakers by 2030.", "en"),
        ("We aim to double our solar power.", "en"),
        ("Net zero by 2040", "en"),
        ("Reduce water use by 30% by 2028.", "en"),
        ("Target: 100% renewable power by the end of 2027.", "en"),
        ("We will never sell your data.", "en"),
        ("Every cup of Halte coffee will be carbon neutral by 2028.", "en"),
        ("Nous réduirons nos émissions de 40 % d'ici 2030.", "fr"),
        ("Nous nous engageons à ouvrir nos comptes.", "fr"),
        ("Notre objectif est de planter un million d'arbres.", "fr"),
        ("Je proposerai une loi au Parlement.", "fr"),
        ("Nous allons fermer deux usines.", "fr"),
        ("Objectif 2030 : -50 %", "fr"),
        ("Réduire de 30 % nos déchets d'ici fin 2027.", "fr"),
        ("Notre groupe atteindra la neutralité carbone en 2040.", "fr"),
        ("Nous n'achèterons plus de soja dès 2027.", "fr"),
        ("Le prix du forfait n'augmentera pas d'ici 2027.", "fr"),
    ],
)
def test_what_the_speaker_is_to_do_is_a_pledge(text: str, language: str) -> None:
    assert _one(text, language).words == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Analysts will ask for more in 2027.", "en"),
        ("The world will need 50% more food by 2050.", "en"),
        ("You will love our new bar.", "en"),
        ("We will not comment on this.", "en"),
        ("We can't promise that.", "en"),
        ("Will we halve it by 2030?", "en"),
        ("If they agree, we will halve it by 2030.", "en"),
        ("In this scenario, demand will double by 2050.", "en"),
        ("In 2023 we cut our plastic by 18%.", "en"),
        ("We recycle 40% of our plastic.", "en"),
        ("Suppliers must report by 2026 under the directive.", "en"),
        ("Green Watch said: “We will halve our plastic by 2030.”", "en"),
        ("We will get back to you tomorrow.", "en"),
        ("We achieved our goal of 50% by 2024.", "en"),
        ("Vous allez adorer.", "fr"),
        ("Le monde devra changer d'ici 2030.", "fr"),
        ("La directive imposera 50 % d'ici 2030.", "fr"),
        ("Nous ne commenterons pas.", "fr"),
        ("Nous espérons que tout va bien.", "fr"),
        ("Si nous gagnons, nous réduirons nos prix.", "fr"),
        ("Nous préparons l'hiver et montrons nos comptes.", "fr"),
        ("Nous avons réduit nos émissions de 12 % en 2023.", "fr"),
        ("Je vous souhaite une bonne année 2027.", "fr"),
        ("Nous revenons vers vous.", "fr"),
    ],
)
def test_what_is_not_the_speakers_to_do_or_is_not_to_come_is_none(text: str, language: str) -> None:
    assert found(_passage(text, language=language), names=("Halte",)) == []


# --- what it binds to -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "target", "deadline", "baseline"),
    [
        ("We will cut emissions by 40% by 2030 from 2019.", "en", "40%", "2030", "2019"),
        ("We will cut them by 40% by 2030 (base year 2019).", "en", "40%", "2030", "2019"),
        ("We will use 2.5 litres by June 2027, from 3.6 litres in 2018.", "en", "2.5 litres",
         "2027-06", "2018"),
        ("Our goal is to reach 2.5 million farmers.", "en", "2.5 million farmers", None, None),
        ("We will be net zero by the end of 2040.", "en", "net zero", "2040", None),
        ("Nous réduirons de 40 % nos émissions d'ici fin 2030 par rapport à 2019.", "fr", "40 %",
         "2030", "2019"),
        ("Nous fermerons le site le 30 juin 2026.", "fr", None, "2026-06-30", None),
        ("Nous passerons à 3 % d'ici 2026, contre 6,8 % en 2020.", "fr", "3 %", "2026", "2020"),
    ],
)  # fmt: skip
def test_a_pledge_says_how_much_by_when_and_from_when(
    text: str, language: str, target: str | None, deadline: str | None, baseline: str | None
) -> None:
    one = _one(text, language)
    assert (one.target, one.deadline, one.baseline) == (target, deadline, baseline)


@pytest.mark.parametrize(
    ("text", "language", "firm"),
    [
        ("We will halve our plastic by 2030.", "en", True),
        ("We seek to halve our plastic by 2030.", "en", False),
        ("Our ambition is to halve our plastic by 2030.", "en", False),
        ("We hope to halve our plastic by 2030.", "en", False),
        ("Nous nous engageons à réduire nos déchets.", "fr", True),
        ("Nous souhaitons réduire nos déchets d'ici 2030.", "fr", False),
    ],
)
def test_wording_that_leaves_a_way_out_is_not_firm(text: str, language: str, firm: bool) -> None:
    assert _one(text, language).firm is firm


def test_who_answers_for_it_is_the_owner_on_record_or_the_speaker() -> None:
    text = "We will halve our plastic by 2030."
    owned = _passage(text, access=Access(owner="Ana Roy"), speaker="Halte")
    assert found(owned)[0].owner == "Ana Roy"
    assert found(_passage(text, speaker="Halte"))[0].owner == "Halte"


@given(st.text(alphabet=st.sampled_from(
    list("we will nous réduirons 2030 % « » “ ” .?!\n:–by d'ici objectif 50 our goal is to")
), max_size=300))  # fmt: skip
def test_whatever_the_text_the_words_are_in_it_to_the_letter(text: str) -> None:
    for language in ("fr", "en"):
        for one in pledges(text, language):
            assert 0 <= one.start < one.end <= len(text)
            assert one.words == text[one.start : one.end]


def test_a_long_text_is_read_in_little_time() -> None:
    import time

    text = "our new and other goal, the many we are also now " * 4_000 + "will by 2030. " * 2_000
    began = time.perf_counter()
    pledges(text, "en")
    pledges(text, "fr")
    assert time.perf_counter() - began < 10


# --- each once ------------------------------------------------------------------------------------


def test_a_pledge_said_twice_is_listed_once_in_its_newest_wording() -> None:
    old = _passage("We will halve our plastic packaging by 2030.", "2022")
    new = _passage("By 2030, we will halve the plastic in our packaging.", "2024")
    (one,) = merged([*found(old), *found(new)])
    assert one.newest.passage is new
    assert one.since == "2022"


def test_a_pledge_published_in_two_languages_is_one() -> None:
    french = _passage(
        "Nous réduirons les émissions de nos laiteries de 40 % d'ici 2030.", language="fr"
    )
    english = _passage("We will cut the emissions of our dairies by 40% by 2030.")
    assert len(merged([*found(french), *found(english)])) == 1


def test_two_pledges_of_one_subject_with_other_figures_are_two() -> None:
    one = _passage("We will cut our scope 1 emissions by 50% by 2030.")
    two = _passage("We will cut our scope 3 emissions by 30% by 2030.")
    assert len(merged([*found(one), *found(two)])) == 2


# --- what became of it ----------------------------------------------------------------------------


PLEDGE = "We will plant 2 million trees along our rivers by 2027."


def _status(*passages: Passage, today: str = TODAY) -> Commitment:
    commitments = [c for p in passages for c in found(p)]
    return next(c for c in held(commitments, passages, today) if c.words == PLEDGE)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2025-01-01", Status.OPEN),
        ("2026-12-31", Status.DUE),
        ("2027-12-31", Status.DUE),
        ("2028-01-01", Status.LATE),
    ],
)
def test_its_day_tells_where_nothing_else_does(today: str, status: Status) -> None:
    assert _status(_passage(PLEDGE), today=today).status is status


def test_a_later_report_that_reaches_the_target_keeps_it() -> None:
    report = _passage("We have planted 2.1 million trees along our rivers.", "2026-03")
    one = _status(_passage(PLEDGE), report)
    assert (one.status, one.because) == (Status.KEPT, report)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("We have planted 1.2 million trees along our rivers.", "2026-03"),
        ("We have planted 2.1 million trees along our rivers.", "2023-03"),
        ("We have planted 2.1 million trees along our rivers.", None),
        ("We had our best year in 2 million years of trees.", "2026-03"),
        ("We missed our target of 2 million trees along our rivers.", "2026-03"),
        ("We opened 2 million boxes of biscuits.", "2026-03"),
    ],
)
def test_a_report_that_falls_short_is_older_undated_or_of_other_things_keeps_nothing(
    text: str, date: str | None
) -> None:
    assert _status(_passage(PLEDGE), _passage(text, date)).status is not Status.KEPT


def test_a_target_to_stay_under_is_kept_by_less() -> None:
    pledge = _passage("We commit to using no more than 2.5 litres of water by 2027.", "2021")
    kept = _passage("Our dairies have used 2.4 litres of water.", "2025")
    short = _passage("Our dairies have used 2.8 litres of water.", "2025")
    (one,) = held(found(pledge), [pledge, kept], TODAY)
    (other,) = held(found(pledge), [pledge, short], TODAY)
    assert (one.status, other.status) == (Status.KEPT, Status.OPEN)


def test_a_later_passage_that_takes_it_back_drops_it() -> None:
    back = _passage("We are abandoning our target of planting trees along our rivers.", "2026")
    one = _status(_passage(PLEDGE), back)
    assert (one.status, one.because) == (Status.DROPPED, back)


def test_another_day_for_the_same_replaces_it() -> None:
    later = _passage("We will plant 2 million trees along our rivers by 2032.", "2026")
    one = _status(_passage(PLEDGE), later)
    assert (one.status, one.because) == (Status.SUPERSEDED, later)


def test_what_stands_in_a_superseded_document_is_superseded() -> None:
    new = _passage("We look after our rivers.", "2025", document_id="dnew")
    old = _passage(PLEDGE, superseded_by=Successor("dnew", "New", "2025"))
    one = _status(old, new)
    assert (one.status, one.because) == (Status.SUPERSEDED, new)


def test_what_happened_first_settles_it() -> None:
    done = _passage("We have planted 2 million trees along our rivers.", "2025")
    back = _passage("We are abandoning our target of planting trees along our rivers.", "2026")
    assert _status(_passage(PLEDGE), back, done).status is Status.KEPT


def test_a_french_pledge_is_kept_by_a_french_report() -> None:
    pledge = _passage(
        "Nous nous engageons à n'utiliser que des œufs de plein air d'ici fin 2024.",
        "2022",
        language="fr",
    )
    report = _passage(
        "Nos œufs sont tous de plein air depuis décembre 2024 : objectif tenu.",
        "2025",
        language="fr",
    )
    (one,) = held(found(pledge), [pledge, report], TODAY)
    assert one.status is Status.KEPT
