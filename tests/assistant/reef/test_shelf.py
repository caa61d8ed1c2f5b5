"""Allies are kept whole, in the name of who wrote, and journalled without a word of theirs."""

import pytest
from sqlalchemy import select

from assistant.errors import BadRequest, NotAllowed, Overtaken
from assistant.reef import forms
from assistant.reef.values import Consent, Stance
from assistant.review.people import Person, Role
from knowledge.journal import Journal
from knowledge.schema import ally_briefs, ally_consents, ally_contacts, ally_sayings
from tests.assistant.reef.conftest import DRAFTER, KEEPER, REVIEWER, TODAY

SAID = forms.saying(
    Stance.DISPUTES, "“The price is too low by a third.”", "2026-05-02", "Assembly in Ormes", TODAY
)


def grown(shelf, name="Growers of Ormes"):
    new = forms.ally(name, "farmers", who="Ask for Ada Brun.", ties=["supplier: 40 farms"])
    [one], _ = shelf.add("meule", [new], KEEPER)
    return one


def test_what_an_ally_said_is_kept_to_the_letter_with_its_day_and_source(shelf):
    grown(shelf)
    ally = shelf.note("meule", "ormes", SAID, REVIEWER)
    [said] = ally.said(Stance.DISPUTES)
    assert (said.words, said.date) == ("The price is too low by a third.", "2026-05-02")
    assert (said.source, said.language) == ("Assembly in Ormes", "en")
    assert shelf.ally("meule", ally.id) == ally


def test_consent_is_what_was_recorded_last_and_holds_between_its_days(shelf):
    ally = grown(shelf)
    assert ally.consent_on(TODAY) is Consent.NONE
    given = forms.consent("given", "2026-03-01", TODAY, until="2026-12-31", scope="wheat prices")
    ally = shelf.record_consent("meule", ally.id, given, REVIEWER)
    assert ally.may_be_cited("2026-12-31")
    assert ally.consent_on("2027-01-01") is Consent.EXPIRED
    assert ally.consent_on("2026-02-28") is Consent.LATER
    gone = forms.consent("withdrawn", TODAY, TODAY)
    ally = shelf.record_consent("meule", ally.id, gone, REVIEWER)
    assert ally.consent_on(TODAY) is Consent.WITHDRAWN
    assert [one.by for one in ally.consents] == ["Rémi", "Rémi"]


def test_consent_for_nothing_in_particular_is_none():
    with pytest.raises(BadRequest, match="For what was consent given"):
        forms.consent("given", TODAY, TODAY)


def test_each_write_is_journalled_in_its_writers_name_without_names_or_words(shelf, database):
    ally = grown(shelf)
    shelf.note("meule", ally.id, SAID, REVIEWER)
    met = forms.contact("2026-06-01", "The harvest, quietly", TODAY)
    shelf.spoke("meule", ally.id, met, REVIEWER)
    given = forms.consent("given", TODAY, TODAY, scope="the price, in our report")
    shelf.record_consent("meule", ally.id, given, KEEPER)
    shelf.take_back("meule", ally.id, "contact", 1, KEEPER)
    told = Journal(database).entries("meule", subject=ally.id)
    assert [(e.actor, e.act) for e in told] == [
        ("Nadia", "ally added"),
        ("Rémi", "ally quoted"),
        ("Rémi", "ally contacted"),
        ("Nadia", "ally consent"),
        ("Nadia", "ally contact taken back"),
    ]
    written = str([e.detail for e in told])
    for words in ("Ormes", "Ada", "third", "harvest", "report"):
        assert words not in written
    assert Journal(database).verify().holds


def test_who_an_ally_is_is_changed_by_who_saw_them_as_they_are_and_the_journal_has_no_name(
    shelf, database
):
    ally = grown(shelf)
    told = forms.changes(ally, name="Ormes growers", who="", ties=["paid: a report"])
    assert forms.changes(ally, name=ally.name, ties=map(forms.tie_line, ally.ties)) == {}
    now = shelf.describe("meule", ally.id, KEEPER, ally.changed_at, **told)
    assert (now.name, now.who, [one.words for one in now.ties]) == (
        "Ormes growers",
        "",
        ["a report"],
    )
    assert now.community is ally.community and now.topics == ally.topics
    with pytest.raises(Overtaken, match="changed by somebody else"):
        shelf.describe("meule", ally.id, KEEPER, "2020-01-01T00:00:00+00:00", who="Another")
    with pytest.raises(NotAllowed):
        shelf.describe("meule", ally.id, REVIEWER, who="Another")
    [entry] = [e for e in Journal(database).entries("meule") if e.act == "ally described"]
    assert entry.detail["changed"] == sorted(told)
    assert "growers" not in str(entry.detail) and "report" not in str(entry.detail)


def test_an_ally_who_is_erased_is_gone_from_every_row_and_the_chain_holds(shelf, database):
    ally = grown(shelf)
    shelf.note("meule", ally.id, SAID, REVIEWER)
    shelf.spoke("meule", ally.id, forms.contact("2026-06-01", "Harvest", TODAY), REVIEWER)
    shelf.record_consent("meule", ally.id, forms.consent("asked", TODAY, TODAY), REVIEWER)
    shelf.keep_ask(ally, REVIEWER, "en", "wheat", "Would you?", {}, lambda others: None)
    shelf.erase("meule", ally.id, KEEPER)
    assert shelf.allies("meule") == []
    with database.reading() as connection:
        for table in (ally_sayings, ally_consents, ally_contacts, ally_briefs):
            assert connection.execute(select(table)).all() == []
    assert Journal(database).verify().holds


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (KEEPER, {"add", "note", "erase"}),
        (REVIEWER, {"note"}),
        (DRAFTER, set()),
        (Person("Ada", frozenset({Role.ADMINISTRATOR})), {"erase"}),
        (Person("nobody"), set()),
        (Person("me", alone=True), {"add", "note", "erase"}),
    ],
)
def test_who_may_write_is_asked_where_it_is_written(shelf, person, allowed):
    ally = grown(shelf)
    tried = {
        "add": lambda: shelf.add("meule", [forms.ally("Others", "peers")], person),
        "note": lambda: shelf.note("meule", ally.id, SAID, person),
        "erase": lambda: shelf.erase("meule", ally.id, person),
    }
    for name, act in tried.items():
        if name in allowed:
            act()
        else:
            with pytest.raises(NotAllowed, match="It takes the role"):
                act()


def test_a_brand_does_not_see_the_allies_of_another(shelf, database):
    from knowledge.model import Brand
    from knowledge.record import Record

    ally = grown(shelf)
    Record(database).keep_brand(Brand("autre"), "Nadia")
    assert shelf.allies("autre") == []
    with pytest.raises(BadRequest, match="no ally"):
        shelf.note("autre", ally.id, SAID, KEEPER)


def test_a_part_of_a_name_that_two_have_is_asked_about(shelf):
    grown(shelf)
    grown(shelf, "Bakers of Ormes")
    with pytest.raises(BadRequest, match="Bakers of Ormes, Growers of Ormes"):
        shelf.ally("meule", "ormes")
