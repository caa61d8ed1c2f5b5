"""Who speaks for the house is decided in one place, and nobody is shown the door on a guess."""

from __future__ import annotations

import pytest

from knowledge.model import Brand, Kind, Passage, SourceDocument
from knowledge.speaking import Voice, stands_outside, voice_of

HALTE = Brand("halte", "Halte", ("Halte", "Coopérative Halte"), ("halte_coop",))


def said_by(speaker: str | None, role: str | None = None, kind: Kind = Kind.STATEMENT) -> Passage:
    return Passage("p1", "d1", "halte", 0, 0, 3, "No.", ((0, 3),), 1, "", "", kind, speaker, role)


def document(speaker: str | None, role: str | None = None) -> SourceDocument:
    return SourceDocument("a.md", "Your prices ruin us.", speaker=speaker, role=role)


def test_the_brand_its_people_and_the_others_are_told_apart() -> None:
    assert voice_of(said_by("Halte"), HALTE) is Voice.HOUSE
    assert voice_of(said_by("halte_coop"), HALTE) is Voice.HOUSE
    assert voice_of(said_by(None), HALTE) is Voice.HOUSE
    assert voice_of(said_by("Ada Quist", "chief executive"), HALTE) is Voice.PERSON
    assert voice_of(said_by("Ada Quist", kind=Kind.OUTSIDE), HALTE) is Voice.OUTSIDE
    assert voice_of(said_by("Halte", kind=Kind.ALLY), HALTE) is Voice.OUTSIDE


@pytest.mark.parametrize(
    ("speaker", "role"),
    [
        ("Odile Marre", "éleveuse, présidente du syndicat des éleveurs de la vallée"),
        ("Odile Marre", "farmer and president of the valley's dairy union"),
        ("Odile Marre", "porte-parole d'un collectif de riverains"),
        ("Odile Marre", "director, an environmental NGO"),
        ("Odile Marre", "member of a residents’ group"),
        ("Odile Marre", "journaliste"),
        ("Odile Marre", "éleveuse et syndicaliste"),
        ("Odile Marre", "environmental campaigner"),
        ("Odile Marre", "cliente depuis 2012"),
        ("Association des rivières propres", None),
    ],
)
def test_whoever_surely_speaks_for_others_stands_outside(speaker: str, role: str | None) -> None:
    assert stands_outside(document(speaker, role), HALTE)


@pytest.mark.parametrize(
    ("speaker", "role"),
    [
        ("Halte", None),
        ("Ada Quist", None),
        ("Ada Quist", "présidente et éleveuse"),
        ("Ada Quist", "head of NGO partnerships"),
        ("Ada Quist", "director of relations with the unions"),
        ("Ada Quist", "directrice des relations avec les associations"),
        ("Ada Quist", "responsable clients"),
        ("Ada Quist", "customer director"),
        ("Ada Quist", "présidente de l'association Halte"),
        ("Ada Quist", "journaliste chez Halte"),
        ("Ada Quist", "director for the European Union and the United Kingdom"),
        ("Ada Quist", "social media manager"),
    ],
)
def test_in_doubt_somebody_speaks_for_the_house(speaker: str, role: str | None) -> None:
    assert not stands_outside(document(speaker, role), HALTE)


def test_the_president_of_the_federation_is_no_stranger_to_a_federation() -> None:
    clubs = Brand("clubs", "Fédération des clubs")
    assert not stands_outside(document("Ada Quist", "présidente de la fédération"), clubs)
    assert stands_outside(document("Ada Quist", "présidente du syndicat des guides"), clubs)


def test_what_a_source_calls_a_fact_or_a_commitment_is_the_house_s() -> None:
    told = SourceDocument("a.md", "So it is.", kind=Kind.FACT, speaker="Ada", role="journalist")
    assert not stands_outside(told, HALTE)
