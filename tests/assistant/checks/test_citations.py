"""What is cited is on record: retrieved, to the letter, and fit to be published."""

import time

import pytest

from assistant.checks import Context
from assistant.checks.citations import check, verify
from assistant.model import (
    Citation,
    Draft,
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
from knowledge.model import Access, Passage, Successor, Visibility

PLEDGE = "Nous payons nos producteurs « à trente jours », sans exception. Le bilan est public."


def test_a_quotation_to_the_letter_stands():
    sentence = _quoting("Nous payons nos producteurs « à trente jours », sans exception.")
    assert verify(sentence, _record()) is sentence
    assert check(_draft(sentence), _context()) == []


@pytest.mark.parametrize(
    "words",
    [
        'Nous payons nos producteurs "à trente jours", sans exception.',
        "Nous payons nos producteurs «\u00a0à trente\njours\u00a0», sans exception.",
        "Nous payons nos producteurs “a\u0300 trente jours”, sans exception.",
    ],
    ids=["straight marks", "other spaces", "another accent"],
)
def test_white_space_and_quotation_marks_make_no_difference(words):
    assert verify(_quoting(words), _record()).standing is Standing.QUOTED


@pytest.mark.parametrize(
    "words",
    [
        "Nous payons nos producteurs « à vingt jours », sans exception.",
        "nous payons nos producteurs « à trente jours », sans exception.",
        "Nous payons nos producteurs à trente jours sans exception",
        "Le bilan est publi",
        "…",
        "",
    ],
    ids=["another figure", "another case", "marks left out", "a word cut", "no word", "nothing"],
)
def test_an_invented_quotation_is_marked_and_kept(words):
    """Fault 17: never shown as supported, never taken out."""
    sentence = _quoting(words)
    marked = verify(sentence, _record())
    assert marked.standing is Standing.NOT_CHECKED
    assert (marked.text, marked.citations) == (sentence.text, sentence.citations)
    (finding,) = check(_draft(sentence), _context())
    assert finding.severity is Severity.BLOCK
    assert "not in the passage" in finding.message
    assert finding.evidence == ("p1",)


def test_an_invented_citation_is_marked_and_said_to_be_so():
    """Fault 17: the passage was not among those retrieved."""
    sentence = _quoting("Le bilan est public.", passage_id="p404")
    assert verify(sentence, _record()).standing is Standing.NOT_CHECKED
    (finding,) = check(_draft(sentence), _context("fr"))
    assert finding.severity is Severity.BLOCK
    assert "n'a pas été trouvé au registre" in finding.message


def test_one_bad_citation_spoils_the_sentence():
    good, bad = Citation("p1", "Le bilan est public.", 1), Citation("p1", "Tout va bien.", 1)
    sentence = Sentence("Le bilan est public. Tout va bien.", Standing.QUOTED, (good, bad))
    assert verify(sentence, _record()).standing is Standing.NOT_CHECKED


def test_a_sentence_that_says_other_words_than_it_cites_is_marked():
    citation = Citation("p1", "Le bilan est public.", 1)
    sentence = Sentence("Tout le monde nous croit.", Standing.QUOTED, (citation,))
    assert verify(sentence, _record()).standing is Standing.NOT_CHECKED
    (finding,) = check(_draft(sentence), _context())
    assert "says something else" in finding.message


def test_a_quotation_may_stand_inside_a_sentence_that_introduces_it():
    citation = Citation("p1", "Le bilan est public.", 1)
    sentence = Sentence(
        "Comme dit en 2022 : « Le bilan est public ».", Standing.QUOTED, (citation,)
    )
    assert verify(sentence, _record()) is sentence


def test_a_supported_sentence_may_tell_its_source_in_its_own_words():
    citation = Citation("p1", "Le bilan est public.", 1)
    sentence = Sentence("Chacun peut lire notre bilan.", Standing.SUPPORTED, (citation,))
    assert verify(sentence, _record()) is sentence


def test_a_sentence_given_as_quoted_without_a_citation_is_marked():
    sentence = Sentence("Le bilan est public.", Standing.QUOTED)
    assert verify(sentence, _record()).standing is Standing.NOT_CHECKED
    (finding,) = check(_draft(sentence), _context())
    assert "cites no passage" in finding.message


def test_a_courtesy_needs_no_citation():
    sentence = Sentence("Merci de votre message.", Standing.COURTESY)
    assert verify(sentence, {}) is sentence
    assert check(_draft(sentence), _context()) == []


def test_findings_stand_where_the_sentence_stands_even_when_it_is_said_twice():
    courtesy = Sentence("Merci.", Standing.COURTESY)
    invented = Sentence("Merci.", Standing.QUOTED, (Citation("p1", "Merci.", 1),))
    draft = _draft(courtesy, invented)
    (finding,) = check(draft, _context())
    assert (finding.start, finding.end) == (7, 13)
    assert draft.text[finding.start : finding.end] == "Merci."


def test_a_superseded_statement_warns_and_names_what_replaced_it():
    newer = Successor("d2", "Charte de 2024", "2024-03")
    context = _context("fr", superseded_by=newer)
    (finding,) = check(_draft(_quoting("Le bilan est public.")), context)
    assert finding.severity is Severity.WARN
    assert "« Charte de 2024 » (2024-03)" in finding.message


@pytest.mark.parametrize(
    ("access", "said"),
    [
        (Access(expires="2026-01-31"), "expired on 2026-01-31"),
        (Access(Visibility.INTERNAL), "internal text (Charte)"),
        (Access(Visibility.EMBARGOED, embargoed_until="2026-12-24"), "embargo until 2026-12-24"),
    ],
    ids=["expired", "internal", "embargoed"],
)
def test_what_is_not_public_today_is_blocked_and_says_why(access, said):
    (finding,) = check(_draft(_quoting("Le bilan est public.")), _context(access=access))
    assert finding.severity is Severity.BLOCK
    assert said in finding.message


def test_what_will_expire_tomorrow_may_be_sent_today():
    context = _context(access=Access(expires="2026-11-22"))
    assert check(_draft(_quoting("Le bilan est public.")), context) == []


def test_braces_in_a_quotation_do_no_harm():
    (finding,) = check(_draft(_quoting("{title} {0} {words}")), _context())
    assert "(title) (0) (words)" in finding.message


def test_verifying_a_long_quotation_takes_bounded_time():
    """Fault 32."""
    passage = _passage("ab " * 33_000)
    began = time.thread_time()
    verify(_quoting("ab " * 30_000 + "b"), {"p1": passage})
    assert time.thread_time() - began < 3


def _quoting(words: str, passage_id: str = "p1") -> Sentence:
    return Sentence(words, Standing.QUOTED, (Citation(passage_id, words, 1),))


def _passage(text: str = PLEDGE, **facts: object) -> Passage:
    return Passage(
        id="p1", document_id="d1", brand="halage", position=0, start=0, end=len(text), text=text,
        sentences=((0, len(text)),), tokens=20, title="Charte", **facts,
    )  # fmt: skip


def _record(**facts: object) -> dict[str, Passage]:
    return {"p1": _passage(**facts)}


def _draft(*sentences: Sentence) -> Draft:
    text = " ".join(sentence.text for sentence in sentences)
    length = Length(len(text), 280, "weighted characters", True)
    return Draft(Strategy("inform", "Inform", "instructing"), "fr", text, sentences, length)


def _context(locale: str = "en", **facts: object) -> Context:
    reading = Reading("fr", Intent.CRITICISM, (), 0.2, Route.REPLY, ())
    return Context(Post("Et le bilan ?"), reading, _record(**facts), "x", locale, "2026-11-22")
