"""From a rehearsal to its debrief, and to a brief for the day itself: in both languages, on paper.

Over the example brand, with the tests' stand-in for the embedding model.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from assistant.assembly import Assistant, build
from assistant.exporting import pdf, tell_brief, tell_debrief, word
from assistant.exports import brief_as_dict, compared_as_dict, debrief_as_dict, progress_as_dict
from assistant.rehearsal.outcome import BetterAnswer, Fault, Footing
from assistant.rehearsal.shelf import Terms
from assistant.settings import Settings
from knowledge.cleaning import squash
from knowledge.errors import UnknownThing
from knowledge.model import Passage
from tests.conftest import WordEmbedder

ANSWERS = {
    "en": (
        "emissions",
        "Next year every one of our lorries will run on biogas, you have my word.",
        '=HYPERLINK("https://evil.example") <b>We have never misled anybody</b> about it.',
        "We emitted 48,300 tonnes in 2025, and I don't know the figure for this year.",
    ),
    "fr": (
        "plastique",
        "L'été prochain, plus un seul pot en plastique, je vous en donne ma parole.",
        "La planète nous tient à cœur, et nos équipes s'engagent chaque jour avec passion.",
        "Je n'ai pas ce chiffre, et nous ne l'avons pas publié.",
    ),
}


@pytest.fixture(scope="module")
def ronsel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("rehearsed")
    settings = Settings(data_dir=folder, locale="en", actor="Ada")
    with build(settings, clock=lambda: date(2026, 11, 22), embedder=WordEmbedder()) as built:
        built.ensure_example()
        yield built


def _rests_on_its_sources(answer: BetterAnswer, sources: tuple[Passage, ...]) -> None:
    """Each citation is of the source of its number, to the letter, and public."""
    cited = [one for sentence in answer.sentences for one in sentence.citations]
    assert bool(cited) is (answer.footing is not Footing.SILENT)
    for one in cited:
        source = sources[one.number - 1]
        assert source.id == one.passage_id
        assert squash(one.words) in squash(source.text)
        assert source.access.is_public_on("2026-11-22")
        assert source.superseded_by is None


def _words_of(document: bytes) -> str:
    opened = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rehearsal_is_debriefed_with_cited_answers_and_written_to_files(
    ronsel: Assistant, language: str
) -> None:
    topic, *answers = ANSWERS[language]
    room = ronsel.rehearsals
    one = room.begin("Ada", Terms("ronsel", "journalist", 2, language, "record", topic))
    for answer in answers:
        one = room.answer(one.listed.id, "Ada", answer)
    debrief = ronsel.debriefing.debrief(one.listed.id, "Ada")

    assert [told.turn.answer for told in debrief.turns] == answers
    first = debrief.turns[0]
    assert Fault.PROMISE in {weak.fault for weak in first.weaknesses}
    for told in debrief.turns:
        assert (told.better is None) is told.held
        if told.better is not None:
            _rests_on_its_sources(told.better, debrief.sources)
    assert first.better is not None
    assert 1 <= len(debrief.lines) <= 3
    assert all(line.words in answers[line.number - 1] for line in debrief.lines)
    assert debrief.steps
    json.dumps(debrief_as_dict(debrief))

    told_ = tell_debrief(debrief)
    written, printed = _words_of(word(told_)), pdf(told_)
    read = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    for answer in answers:
        assert answer in written
        assert squash(answer.split()[-1]) in squash(read)
    assert b"/URI" not in printed

    # Somebody else's is told to be nobody's.
    with pytest.raises(UnknownThing):
        ronsel.debriefing.debrief(one.listed.id, "Nadia")

    # And tried otherwise, the two stand side by side.
    root = one.path[0]
    again = room.answer(one.listed.id, "Ada", answers[2], turn=root.id)
    compared = ronsel.debriefing.compare(one.listed.id, "Ada", root.id, again.path[0].id)
    assert (compared.one.turn.answer, compared.other.turn.answer) == (answers[0], answers[2])
    assert {"promises": "other"}.items() <= {d.name: d.better for d in compared.differences}.items()
    json.dumps(compared_as_dict(compared))
    progress = ronsel.debriefing.progress("Ada")
    assert progress.sessions and all(
        len(series.values) == len(progress.sessions) for series in progress.series
    )
    json.dumps(progress_as_dict(progress))


@pytest.mark.parametrize(
    ("language", "topic"), [("en", "plastic packaging"), ("fr", "le prix du lait")]
)
def test_a_brief_is_one_page_of_what_is_on_record(
    ronsel: Assistant, language: str, topic: str
) -> None:
    brief = ronsel.brief(topic, "ronsel", language)
    dates = [one.said.date or "" for one in brief.positions if not one.superseded]
    assert dates and dates == sorted(dates, reverse=True)
    for said, number in (
        *((one.said, one.number) for one in brief.positions),
        *((one.said, one.number) for one in brief.promises),
        *((one.said, one.number) for one in brief.figures),
    ):
        source = brief.sources[number - 1]
        assert said.passage_id == source.id and squash(said.words) in squash(source.text)
        assert source.access.is_public_on(brief.day)
    assert len({one.question.text for one in brief.questions}) == 3
    for one in brief.questions:
        _rests_on_its_sources(one.answer, brief.sources)
    json.dumps(brief_as_dict(brief))

    told = tell_brief(brief)
    pages = PdfReader(io.BytesIO(pdf(told))).pages
    assert len(pages) == 1
    read = pages[0].extract_text()
    assert squash(brief.positions[0].said.words) in squash(read)
    assert brief.positions[0].said.words in _words_of(word(told))


def test_a_brief_names_what_is_not_public_and_never_says_it(ronsel: Assistant) -> None:
    brief = ronsel.brief("le prix du lait", "ronsel", "fr")
    [secret] = [one for one in brief.avoid if one.kind == "not-public"]
    assert secret.words == "Prime lait 2027"
    assert "2027" in secret.why
    hidden = [one for one in ronsel.record.documents("ronsel") if one.title == secret.words]
    text = ronsel.record.text("ronsel", hidden[0].id)
    written = _words_of(word(tell_brief(brief)))
    assert not any(line in written for line in text.splitlines() if len(line) > 40)


def test_a_topic_on_which_nothing_is_said_gives_a_brief_that_says_so(ronsel: Assistant) -> None:
    brief = ronsel.brief("quantum cryptography", "ronsel", "en")
    assert not brief.positions and not brief.promises and not brief.figures
    assert brief.gaps[:2] == (
        "Nothing in force is on record on this topic.",
        "No figure of your own is on record on this topic.",
    )
    assert all(one.answer.footing is Footing.SILENT for one in brief.questions)
