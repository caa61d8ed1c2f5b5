"""Which sentences of what was found are on the point."""

from __future__ import annotations

from dataclasses import replace

from assistant.evidence import Asked, weigh
from knowledge.model import Brand, Kind, Passage
from knowledge.retrieval import Hit

POST = "Vous embauchez qui, des robots ?"
BRAND = Brand("halage", "Halage")


def _hit(text: str, standout: float, number: int) -> Hit:
    passage = Passage(
        id=f"p{number}",
        document_id=f"d{number}",
        brand="halage",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=_sentences(text),
        tokens=len(text.split()),
        title="",
        kind=Kind.STATEMENT,
        language="fr",
        date="2025-06-01",
    )
    return Hit(passage, 1.0, 0.85, 0.0, standout)


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for part in text.split("|"):
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return tuple(spans)


def _found(hits: list[Hit], shared: float = 0.0, word: str = "") -> list[str]:
    asked = Asked(hits, lambda text: shared if word and word in text else 0.0)
    told = weigh(POST, [asked], brand=BRAND, language="fr", today="2026-11-22")
    return [one.quote.words for one in told]


JOBS = "Nous ouvrons 650 postes dans nos ateliers de la vallée."
OTHER = "Nous avons fermé le dépôt de Calais au printemps."


def test_a_passage_that_leads_all_others_is_on_the_point_without_a_shared_word() -> None:
    assert _found([_hit(JOBS, 3.4, 1), _hit(OTHER, 1.6, 2)]) == [JOBS]


def test_one_among_equals_is_not() -> None:
    assert _found([_hit(JOBS, 3.4, 1), _hit(OTHER, 3.0, 2)]) == []


def test_every_sentence_of_a_short_statement_is_about_what_the_whole_is_about() -> None:
    """The greeting names the town; the sentence after it says what happened there."""
    text = "Bonjour à Beaucourt !|Nous avons rétabli le service dans toute la ville."
    hits = [_hit(text, 2.4, 1), _hit(OTHER, 2.0, 2)]
    assert _found(hits) == []
    assert _found(hits, 0.6, "Beaucourt") == ["Nous avons rétabli le service dans toute la ville."]


def test_how_much_is_answered_by_a_figure_that_words_alone_would_leave_behind() -> None:
    price = "Le prix moyen payé a été de 478 euros les mille litres en 2025."
    words = "Le prix payé aux éleveurs est fixé chaque trimestre par un comité élu."
    hits = [_hit(words, 3.0, 1), _hit(price, 2.5, 2)]
    asked = Asked(hits, lambda text: 1.0 if "éleveurs" in text else 0.45)

    def found(figures: bool) -> list[str]:
        sought = (lambda quote: quote.figures) if figures else (lambda quote: False)
        told = weigh("?", [asked], brand=BRAND, language="fr", today="2026-11-22", sought=sought)
        return [one.quote.words for one in told]

    assert found(False) == [words]
    assert set(found(True)) == {words, price}


def test_what_somebody_else_said_is_never_quoted_as_ours() -> None:
    theirs = _hit(JOBS, 3.4, 1)
    outside = replace(theirs, passage=replace(theirs.passage, kind=Kind.OUTSIDE))
    assert _found([outside, _hit(OTHER, 1.6, 2)]) == []
