"""Allies from files: what is wrong is told by its line, all at once, and nothing is half-done."""

import json

import pytest

from assistant.errors import BadRequest, NotAllowed
from assistant.exporting import csv_text
from assistant.reef.importing import read_text
from assistant.reef.leaving import content
from assistant.reef.values import Answer, Bond, Community, Stance
from tests.assistant.reef.conftest import DRAFTER, KEEPER, TODAY

CSV = """\
nom;communauté;qui;liens;sujets;partage;conteste;date;source;consentement;\
date du consentement;objet du consentement
Les Semeurs;Agriculteurs;Trente fermes;fournisseur : blé;blé;Le prix est publié, et c'est bien.;;\
02/03/2026;Assemblée;donné;2026-03-03;le prix du blé
Les Semeurs;;;;;;Le prix est trop bas.;2026-04-05;https://semeurs.example/prix;;;
Ligue du sac;ngos;;;emballages;;Vos sacs ont du plastique.;2026-01-09;https://ligue.example;;;
"""


def test_the_rows_of_one_name_are_one_ally_in_french_too():
    first, second = read_text(CSV, "allies.csv", TODAY)
    assert (first.name, first.community) == ("Les Semeurs", Community.FARMERS)
    assert [(t.bond, t.words) for t in first.ties] == [(Bond.SUPPLIER, "blé")]
    assert [(s.stance, s.date) for s in first.sayings] == [
        (Stance.SHARES, "2026-03-02"),
        (Stance.DISPUTES, "2026-04-05"),
    ]
    assert [(c.answer, c.scope) for c in first.consents] == [(Answer.GIVEN, "le prix du blé")]
    assert second.consents == () and second.language == "fr"


def test_everything_that_is_wrong_is_told_with_its_line_and_nothing_is_kept(reef):
    wrong = CSV.replace("2026-04-05", "un jour").replace(";ngos;", ";martiens;")
    wrong += "Ligue du sac;;;;;;Sans source.;2026-01-10;;;;\n"
    with pytest.raises(BadRequest) as told:
        reef.take_in_text("meule", wrong, "allies.csv", KEEPER)
    said = str(told.value)
    assert "line 3: 'un jour' is no day" in said or "line 3: un jour is no day" in said
    assert "line 4: 'martiens' is none of" in said
    assert "line 5: Where did they say it?" in said
    assert "ligne 5" in told.value.said("fr")
    assert reef.allies("meule") == []


def test_json_errors_are_told_by_the_line_on_which_the_ally_begins():
    text = '{"allies": [\n {"name": "A", "community": "peers"},\n {"name": "B", "colour": 3}\n]}'
    with pytest.raises(BadRequest, match=r"line 3: 'colour' is not known here"):
        read_text(text, "allies.json", TODAY)


def test_what_was_not_said_yet_is_no_quotation():
    row = {"words": "Soon.", "date": "2027-01-01", "source": "x"}
    text = json.dumps([{"name": "A", "community": "peers", "shares": [row]}])
    with pytest.raises(BadRequest, match="has not come yet"):
        read_text(text, "allies.json", TODAY)


@pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])
def test_what_was_exported_can_be_imported_again(reef, kind):
    reef.take_in_text("meule", CSV, "allies.csv", KEEPER)
    before = reef.allies("meule")
    text = content(kind, before, TODAY, None, "en", csv_text)
    for ally in before:
        reef.shelf.erase("meule", ally.id, KEEPER)
    reef.take_in_text("meule", text.removeprefix("\ufeff"), f"allies.{kind}", KEEPER)
    after = reef.allies("meule")
    for one, again in zip(before, after, strict=True):
        assert (again.name, again.ties, again.topics) == (one.name, one.ties, one.topics)
        assert [s.words for s in again.sayings] == [s.words for s in one.sayings]
        assert again.consent_on(TODAY) is one.consent_on(TODAY)


def test_who_is_there_already_stays_as_they_are(reef):
    reef.take_in_text("meule", CSV, "allies.csv", KEEPER)
    added, known = reef.take_in_text("meule", CSV, "allies.csv", KEEPER)
    assert (added, known) == ([], ["Les Semeurs", "Ligue du sac"])


def test_a_drafter_imports_nothing(reef):
    with pytest.raises(NotAllowed):
        reef.take_in_text("meule", CSV, "allies.csv", DRAFTER)
