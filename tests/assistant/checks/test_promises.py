"""A draft promises nothing that the brand's record does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.checks import Context
from assistant.checks.promises import check
from assistant.model import (
    Draft,
    Finding,
    Intent,
    Length,
    Post,
    Reading,
    Route,
    Sentence,
    Severity,
    Standing,
    Strategy,
)
from knowledge.commitments import found
from knowledge.keeping import held
from knowledge.model import Access, Brand, Commitment, Passage, Visibility
from knowledge.retrieval import Hit
from knowledge.sentences import sentences

TODAY = "2026-11-22"
HALTE = Brand("halte", "Halte", ("Halte",))


def _passage(identity: str, text: str, date: str, **facts: Any) -> Passage:
    return Passage(
        id=identity,
        document_id=f"d{identity}",
        brand="halte",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=tuple(sentences(text)),
        tokens=9,
        date=date,
        **({"language": "en"} | facts),
    )


PACKAGING = _passage("p1", "We will halve the plastic in our packaging by 2030.", "2025-06-01")
FARMS = _passage(
    "p2",
    "Nous aiderons 300 jeunes agriculteurs à reprendre une ferme d'ici fin 2027.",
    "2024-04-23",
    language="fr",
)


class Recorded:
    """A record with these passages; ``nearest`` are found for any sentence."""

    revision = "1"

    def __init__(self, *passages: Passage, nearest: Sequence[str] = ()) -> None:
        self.passages = passages
        self.nearest = nearest

    def commitments(self) -> Sequence[Commitment]:
        return held([c for p in self.passages for c in found(p)], self.passages, TODAY)

    def near(self, sentence: str) -> Sequence[Any]:
        return [Hit(p, 1.0, 1.0, 1.0) for p in self.passages if p.id in self.nearest]

    def replies(self, language: str) -> Sequence[Passage]:
        raise AssertionError("not asked for")

    def voice(self, language: str) -> Any:
        raise AssertionError("not asked for")


def _check(
    *said: str,
    language: str = "en",
    locale: str = "en",
    record: Recorded | None = None,
    standing: Standing = Standing.NOT_CHECKED,
) -> list[Finding]:
    text = " ".join(said)
    draft = Draft(
        strategy=Strategy("facts", "Facts", ""),
        language=language,
        text=text,
        sentences=tuple(Sentence(s, standing) for s in said),
        length=Length(len(text), 280, "characters", True),
    )
    reading = Reading(language, Intent.CRITICISM, (), 0.5, Route.REPLY, ())
    context = Context(Post("?"), reading, {}, "x", locale, TODAY, HALTE, record)
    return check(draft, context)


def test_a_new_promise_with_a_figure_and_a_day_blocks_at_its_sentence() -> None:
    hello, promise = "Hello Ana.", "We will plant 2 million trees by 2028."
    (finding,) = _check(hello, promise, record=Recorded(PACKAGING))
    assert finding.severity is Severity.BLOCK
    assert f"{hello} {promise}"[finding.start : finding.end] == promise
    assert "new promise" in finding.message
    assert "2 million trees, 2028" in finding.message


def test_a_new_promise_in_french_is_told_in_french() -> None:
    said = "Nous supprimerons 50 % de nos emballages dès 2028."
    (finding,) = _check(said, language="fr", locale="fr", record=Recorded(FARMS))
    assert finding.severity is Severity.BLOCK
    assert "promesse nouvelle" in finding.message


def test_what_is_on_record_with_the_same_figures_is_no_finding() -> None:
    said = "Plastic in our packaging: we will halve it, packaging by packaging, by 2030."
    assert _check(PACKAGING.text, record=Recorded(PACKAGING)) == []
    assert _check(said, record=Recorded(PACKAGING)) == []
    assert _check("We will cut the plastic in our packaging by 50% by 2030.",
                  record=Recorded(PACKAGING)) == []  # fmt: skip


def test_what_is_on_record_in_the_other_language_is_on_record() -> None:
    said = "We will help 300 young farmers to take over a farm by the end of 2027."
    assert _check(said, record=Recorded(FARMS)) == []


@pytest.mark.parametrize(
    "said",
    [
        "We will halve the plastic in our packaging by 2028.",
        "We will cut the plastic in our packaging by 70% by 2030.",
    ],
)
def test_another_figure_or_day_than_on_record_is_shown_beside_it(said: str) -> None:
    (finding,) = _check(said, record=Recorded(PACKAGING))
    assert finding.severity is Severity.WARN
    assert finding.evidence == ("p1",)
    assert "2025-06-01" in finding.message
    assert finding.proposal is not None
    assert PACKAGING.text in finding.proposal


def test_a_vague_promise_is_to_be_looked_at_and_does_not_block() -> None:
    (finding,) = _check("We will change how we treat our cows.", record=Recorded(PACKAGING))
    assert finding.severity is Severity.WARN


def test_a_hope_is_no_firm_promise() -> None:
    (finding,) = _check("We hope to plant 2 million trees by 2028.", record=Recorded(PACKAGING))
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("We will answer you by private message.", "en"),
        ("We'll look into it.", "en"),
        ("We are passing this on to our teams.", "en"),
        ("Nous vous répondons en message privé.", "fr"),
        ("Nous revenons vers vous rapidement.", "fr"),
        ("Nous regardons cela avec notre équipe.", "fr"),
    ],
)
def test_a_replys_small_promise_is_no_commitment_of_the_brand(said: str, language: str) -> None:
    assert _check(said, language=language, record=Recorded(PACKAGING)) == []


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("We will get back to you within 24 hours.", "en"),
        ("Nous vous répondons sous 48 heures.", "fr"),
        ("Nous revenons vers vous demain.", "fr"),
    ],
)
def test_a_small_promise_with_a_time_is_told(said: str, language: str) -> None:
    (finding,) = _check(said, language=language, record=Recorded(PACKAGING))
    assert finding.severity is Severity.WARN
    assert "time" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        "In 2025 we cut the plastic in our packaging by 18%.",
        "You will find the figures on our site.",
        "We cannot promise a date.",
        "Hello, here is what we have committed to, so that you can judge.",
        "Will we do more? Ask us in 2027.",
        "If the trial works, we will open 20 shops by 2028.",
    ],
)
def test_a_sentence_that_promises_nothing_is_no_finding(said: str) -> None:
    assert _check(said, record=Recorded(PACKAGING)) == []


def test_words_quoted_from_the_record_were_promised_there() -> None:
    said = "We will plant 2 million trees by 2028."
    assert _check(said, record=Recorded(PACKAGING), standing=Standing.QUOTED) == []


def test_a_promise_that_was_replaced_is_given_with_what_replaced_it() -> None:
    later = _passage("p9", "We will halve the plastic in our packaging by 2035.", "2026-02-01")
    (finding,) = _check(PACKAGING.text, record=Recorded(PACKAGING, later))
    assert finding.severity is Severity.WARN
    assert "replaced" in finding.message
    assert set(finding.evidence) == {"p1", "p9"}
    assert "2035" in (finding.proposal or "")


def test_what_is_promised_inside_only_is_not_promised_outside() -> None:
    hidden = replace(PACKAGING, access=Access(Visibility.INTERNAL))
    (finding,) = _check(PACKAGING.text, record=Recorded(hidden))
    assert finding.severity is Severity.BLOCK
    assert "not for the public" in finding.message
    assert finding.proposal is None


def test_without_a_record_it_is_said_that_promises_were_not_checked() -> None:
    for locale, words in (("en", "not checked"), ("fr", "pas été vérifiées")):
        (finding,) = _check("We will plant 2 million trees by 2028.", locale=locale)
        assert finding.severity is Severity.NOTE
        assert words in finding.message


def test_a_promise_is_compared_in_the_language_of_the_draft() -> None:
    english = _passage(
        "p7", "We will cut the emissions of our dairies by 40 % by 2030.", "2022-06-20"
    )
    french = _passage(
        "p8",
        "Nous réduirons les émissions de nos laiteries de 40 % d'ici 2030.",
        "2022-06-20",
        language="fr",
    )
    record = Recorded(english, french)
    [one] = record.commitments()
    assert {one.passage.id, *(c.passage.id for c in one.others)} == {"p7", "p8"}
    [told] = _check(
        "Nous réduirons les émissions de nos laiteries de 60 % d'ici 2030.",
        language="fr",
        record=record,
    )
    assert told.severity is Severity.WARN
    assert told.evidence == ("p8",)
    assert (
        _check(
            "Nous réduirons les émissions de nos laiteries de 40 % d'ici 2030.",
            language="fr",
            record=record,
        )
        == []
    )


def test_a_new_promise_is_told_beside_what_is_found_for_it_in_its_own_language() -> None:
    french = _passage(
        "p7", "Nous retirons la mention de nos pots d'ici juin 2030.", "2026-01-20", language="fr"
    )
    english = _passage(
        "p8", "We will remove single-use packaging from our yoghurts by 2028.", "2024-10-08"
    )
    record = Recorded(french, english, nearest=("p7", "p8"))
    [told] = _check("By 2027 all pots will be plastic-free, we promise.", record=record)
    assert told.severity is Severity.BLOCK
    assert told.evidence == ("p8",)
    assert "by 2028" in str(told.proposal)
