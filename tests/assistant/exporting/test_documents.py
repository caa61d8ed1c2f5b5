"""A dossier for the file: the exact text to the letter, marked where it may not leave."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from assistant.exporting import pdf, tell, tell_consensus, tell_themes, word
from assistant.listening.gathered import Gathered, ThemeListed, ThemeShown
from assistant.model import Post
from assistant.review import (
    Comment,
    Decided,
    Decision,
    Dossier,
    Examination,
    Made,
    Noted,
    State,
    Version,
)
from assistant.review.values import digest_of
from assistant.themes.values import Consensus, Count, Coverage, Line, Theme
from knowledge.model import Kind, Passage
from tests.assistant.ui.test_pieces import HOSTILE

AT = "2026-11-23T10:00:00.000000Z"
TEXT = "Bonjour, « nous » l'avons réduit de 20 % (1 310 t en 2025)… – Inès"
SOURCE = Passage(
    id="p1",
    document_id="d1",
    brand="halte",
    position=0,
    start=0,
    end=60,
    text="Nous avons réduit le plastique de 20 %.",
    sentences=((0, 39),),
    tokens=12,
    title="Rapport annuel",
    date="2026-02-12",
    speaker="Halte",
    kind=Kind.FACT,
)


def test_a_read_out_leaves_with_its_quotes_masked_and_nobody_named():
    line = Line("ovens", "The ovens", (("m1", "Your ovens, @zoe: call 06 12 34 56 78!"),), ("m1",))
    told = Consensus("t1", 12, 9, {}, True, (line,), (), (), line, None, None, (), "No sentence.")
    sections = tell_consensus(told, "Ovens", {}, "fr", keep=("@fournil",)).sections
    said = "\n".join(block.text for one in sections for block in one.blocks)
    assert [one.heading for one in sections][1] == "Accordé par les deux"
    assert "Your ovens, " in said and "zoe" not in said and "06 12" not in said
    assert told.quoted == ("m1",)
    covered = ThemeListed(
        Theme("t1", "Ovens", ("ovens",), ("m1", "m2"), ("m1",), 0.8), "2026-03-02", "2026-03-04",
        1, Coverage("t1", 2, 2, 0, ()),
    )  # fmt: skip
    shown = ThemeShown(covered, (Count(date(2026, 3, 2), 2),), "day", (), (), ())
    found = Gathered((covered,), 3, "2026-11-23T10:00:00Z", 0)
    document = tell_themes(found, lambda one: shown, "Fournil")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(document))).pages)
    assert "nothing on record for the 2 put to it" in " ".join(text.split())
    assert "2 March 2026" in text and word(document)


def dossier(*texts: str, state: State = State.APPROVED, post: str = "Assez !") -> Dossier:
    sentences = (
        {
            "text": texts[-1],
            "standing": "supported",
            "cites": [{"passage": "p1", "words": "réduit le plastique de 20 %"}],
        },
    )
    found = (Noted("k", "claims", "block", "Une allégation.", rule="4a"),)
    examined = Examination("halte@3", found, sentences)
    versions = tuple(
        Version(n, t, digest_of(t), "Maya", AT, "fr", Made("record"), examined)
        for n, t in enumerate(texts, 1)
    )
    last = len(versions)
    decided = Decided(
        1, last, versions[-1].digest, "Nadia", Decision.APPROVED, AT, "", {"k": "Audité."}, examined
    )
    return Dossier(
        id="ab" * 16,
        brand="halte",
        state=state,
        turn=3,
        version=last,
        platform="x",
        post=Post(post, "x", author="@lea"),
        opened_by="Maya",
        opened_at=AT,
        changed_at=AT,
        versions=versions,
        decisions=(decided,) if state is State.APPROVED else (),
        comments=(Comment(1, last, None, "Nadia", AT, "Très bien."),),
    )


def _word(one: Dossier, language: str = "fr") -> tuple[docx.document.Document, str]:
    opened = docx.Document(io.BytesIO(word(tell(one, {"p1": SOURCE}, language))))
    cells = [c.text for t in opened.tables for row in t.rows for c in row.cells]
    return opened, "\n".join([*(p.text for p in opened.paragraphs), *cells])


def _pdf(one: Dossier, language: str = "fr") -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(pdf(tell(one, {"p1": SOURCE}, language))))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def _flat(words: str) -> str:
    return "".join(words.replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_exact_text_its_sources_and_who_approved_it_are_in_both(language: str) -> None:
    one = dossier("Bonjour, d'abord autre chose.", TEXT)
    document, words = _word(one, language)
    assert TEXT in [p.text for p in document.paragraphs]
    _, read = _pdf(one, language)
    for told in (TEXT, "Nadia", "Audité.", one.current.digest, "Rapport annuel", "halte@3"):
        assert told in words
        assert _flat(told) in _flat(read), told
    assert not document.sections[0].header.paragraphs[0].text


def test_what_is_not_approved_says_so_on_every_page() -> None:
    one = dossier("Mot. " * 2_500, state=State.IN_REVIEW)
    document, _ = _word(one)
    assert "NON APPROUVÉE" in document.sections[0].header.paragraphs[0].text
    reader, _ = _pdf(one)
    assert len(reader.pages) > 2
    assert all("NON APPROUVÉE" in page.extract_text() for page in reader.pages)


def test_case_45_the_post_is_masked_and_the_reply_is_not() -> None:
    one = dossier("Écrivez à contact@halte.example.", post="Mon 06 12 34 56 78, @lea, Paris")
    for words in (_word(one)[1], _pdf(one)[1]):
        assert "06 12 34 56 78" not in words
        assert "[téléphone]" in words
        assert "contact@halte.example" in words


@pytest.mark.parametrize("words", [*HOSTILE, "=1+1", "\x00\x0b nul", "مرحبا", "🪸 漢字", "\ud800"])
def test_case_37_whatever_is_written_is_text_and_nothing_is_fetched(words: str) -> None:
    one = dossier(f"Oui {words}", post=words)
    one = replace(one, comments=(Comment(1, 1, None, words, AT, words),), url=words)
    opened, read = _word(one)
    assert "Oui" in read
    parts = opened.part.package.iter_parts()
    assert not [r for part in parts for r in part.rels.values() if r.is_external]
    raw = pdf(tell(one, {"p1": SOURCE}, "fr"))
    assert b"/URI" not in raw and b"/JavaScript" not in raw and b"/Launch" not in raw
    assert "Oui" in _pdf(one)[1]


def test_a_pdf_says_where_its_font_lacks_a_character() -> None:
    assert "[?]" in _pdf(dossier("Merci 🪸"))[1]
    assert "police" in _pdf(dossier("Merci 🪸"))[1]
    assert "[?]" not in _pdf(dossier(TEXT))[1]
