from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks.grounding import judge
from assistant.inference.learned import Learned

EVIDENCE = [
    "We will cut our emissions by 50 % by 2030 from a 2019 baseline.",
    "Our water use fell by 12 % in 2022. We do not sell customer data.",
]
WORDS_ALONE = Learned()


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("We will cut our emissions by 50 % by 2030 from a 2019 baseline.", "supported"),
        ("We will halve our emissions by 2030.", "supported"),
        ("Our water use fell by 12 percent in 2022.", "supported"),
        ("We will cut our emissions by 40 % by 2030.", "contradicted"),
        ("We sell customer data.", "contradicted"),
        ("We plant a tree in Brazil for every bottle.", "unsupported"),
        ("Water use fell by 12 % in 2022. We plant trees in Brazil.", "unsupported"),
    ],
)
def test_a_claim_is_judged_by_what_the_evidence_says(claim: str, label: str) -> None:
    assert judge(claim, EVIDENCE, "en", entailer=WORDS_ALONE).label == label


@pytest.mark.parametrize("evidence", [[], [""], ["   "]])
def test_without_evidence_nothing_is_supported(evidence: list[str]) -> None:
    told = judge("We pay a living wage.", evidence, entailer=WORDS_ALONE)
    assert (told.label, told.score) == ("unsupported", 0.0)


def test_an_empty_claim_is_not_supported() -> None:
    assert judge("", EVIDENCE).label == "unsupported"


def test_a_figure_that_differs_is_never_overridden() -> None:
    class Credulous:
        name = "credulous"

        def support(self, claim: str, evidence: object, language: str) -> float:
            return 1.0

        def opposition(self, one: str, other: str, language: str) -> float:
            return 0.0

    told = judge("Our water use fell by 25 % in 2022.", EVIDENCE, "en", entailer=Credulous())
    assert told.label == "contradicted"
    assert told.score <= 0.1


def test_a_figure_given_for_something_else_does_not_contradict_the_one_confirmed() -> None:
    evidence = ["Our water use fell by 12 % in Spain.", "Our water use fell by 9 % in France."]
    told = judge("Our water use fell by 9 % in France.", evidence, "en", entailer=WORDS_ALONE)
    assert told.label == "supported"


def test_evidence_in_the_other_language_bears_a_claim_out() -> None:
    evidence = ["Nous ne vendons pas les données personnelles de nos clients."]
    other = ["Notre usine de Lyon emploie 240 personnes."]
    claim = "We do not sell our customers' personal data."
    assert judge(claim, evidence, "en").score > judge(claim, other, "en").score


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=4))
def test_any_text_can_be_judged(claim: str, evidence: list[str]) -> None:
    told = judge(claim, evidence, entailer=WORDS_ALONE)
    assert 0.0 <= told.score <= 1.0
    assert told.reasons
