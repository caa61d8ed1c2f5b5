"""Which columns of a survey's export are read, and which are never kept."""

from __future__ import annotations

import pytest

from assistant.errors import BadRequest
from assistant.workshop.columns import recognised

SURVEY = ["N°", "Nom", "E-mail", "Votre réponse / Your answer", "Langue", "Site", "Service"]


def columns(headings: list[str], mapping: dict[str, str] | None = None, **options):
    options.setdefault("anonymous", True)
    return recognised(headings, mapping or {}, options.pop("earlier", {}), file="s.csv", **options)


def test_the_columns_of_a_survey_in_two_languages_are_known_by_their_headings() -> None:
    found = columns(SURVEY)
    assert found.text == "Votre réponse / Your answer"
    assert (found.id, found.language) == ("N°", "Langue")
    assert found.groups == {"site": "Site", "department": "Service"}


def test_who_answers_is_not_read_of_an_anonymous_call_whatever_is_mapped() -> None:
    found = columns(SURVEY, {"name": "Nom", "group:people": "E-mail"})
    assert found.name is None
    assert "people" not in found.groups
    assert "Nom" in found.left
    assert "E-mail" in found.left


def test_a_call_with_names_keeps_them() -> None:
    assert columns(SURVEY, anonymous=False).name == "Nom"


def test_the_last_mapping_holds_for_the_next_file_and_gives_way_to_a_new_one() -> None:
    earlier = {"text": "Q7", "group:site": "Where"}
    found = columns(["Q7", "Where", "Answer"], earlier=earlier)
    assert (found.text, dict(found.groups)) == ("Q7", {"site": "Where"})
    assert columns(["Q7", "Answer"], {"text": "Answer"}, earlier=earlier).text == "Answer"


def test_a_table_without_answers_is_refused_with_its_columns_named() -> None:
    with pytest.raises(BadRequest, match="Name, Score") as refused:
        columns(["Name", "Score"])
    assert "--map text=" in refused.value.said("fr")
    with pytest.raises(BadRequest, match="no column 'Q9'"):
        columns(["Answer"], {"text": "Q9"})
