"""Real statements of real organisations come in whole, and read as they should."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge.loading import Loaded, Refused, load

SHARED = Path(os.environ.get("CORAIL_SHARED", Path(__file__).parents[4] / "shared")) / "real"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the real statements are not at {SHARED}"
)


@pytest.fixture(scope="module")
def documents():
    """The documents of each organisation's files, by folder and file name."""
    found = {}
    files = ("att", "veolia", "astrazeneca", "nestle", "chirac", "free/statements.jsonl")
    for outcome in load([SHARED / name for name in files]):
        assert not isinstance(outcome, Refused), outcome
        if isinstance(outcome, Loaded):
            found[f"{outcome.path.parent.name}/{outcome.path.stem}"] = outcome.documents
    return found


@pytest.mark.parametrize("name", ["att/report", "veolia/report", "astrazeneca/report"])
def test_a_report_is_one_dated_document_without_glued_or_spaced_marks(documents, name):
    (report,) = documents[name]

    assert (report.date or "").startswith("202")
    assert report.language == "en"
    assert not re.findall(r"[a-z]{3}\.[A-Z][a-z]{2,}", report.text)
    assert not re.findall(r"\w ,(?:\s|$)|\w \.(?:\s|$)", report.text)
    assert "&amp;" not in report.text


def test_tweets_without_dates_stay_undated(documents):
    assert {document.date for document in documents["nestle/tweets"]} == {None}


def test_captions_are_dated_and_their_emoji_drawn(documents):
    captions = documents["nestle/instagram"]

    assert all(re.fullmatch(r"2020-\d\d-\d\d", document.date or "") for document in captions)
    assert not any(re.search(r":[a-z]+_[a-z_]+:", document.text) for document in captions)


def test_a_long_french_record_is_read_as_french(documents):
    assert {document.language for document in documents["chirac/statements"]} == {"fr"}
    assert len({document.date for document in documents["chirac/statements"]}) > 10


def test_nothing_is_lost_without_a_word(documents):
    languages = Counter(document.language for document in documents["free/statements"])

    assert len(documents["free/statements"]) == 729
    assert languages["fr"] > 0.98 * 729
    assert not any(document.text.startswith(",") for document in documents["free/statements"])


def test_every_document_is_known_by_a_source_of_its_own(documents):
    sources = [document.source for found in documents.values() for document in found]

    assert len(sources) == len(set(sources))
