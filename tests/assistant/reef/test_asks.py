"""An ask is a question in a person's words: no text to be signed, and never the same to two."""

import pytest

from assistant.errors import BadRequest, ModelFailed, NotAllowed
from assistant.exporting import pdf, tell_ask, word
from assistant.reef import forms
from assistant.reef.values import Stance
from knowledge.journal import Journal
from tests.assistant.reef.conftest import DRAFTER, KEEPER, REVIEWER

ASK = (
    "Would you tell us, in public or only to us, whether our way of publishing the price of wheat "
    "is honest enough for those who grow it?"
)


def brief(reef, ally="Growers", ask=ASK, **more):
    return reef.brief("meule", ally, "the price of wheat", ask, REVIEWER, "en", **more)


def test_a_brief_holds_the_ask_the_facts_the_dispute_and_how_consent_stands(full):
    made = brief(full)
    assert made.ask == ASK
    assert [one.words for one in made.disputes] == ["The price of wheat is too low."]
    assert made.facts[0].words == "We pay 210 euros a tonne of wheat in 2026."
    assert "wheat" in made.consent_said and "1 December 2026" in made.consent_said
    assert "Nothing will be said in your name" in made.declines
    [kept] = full.briefs("meule")
    assert kept == made and kept.disputes[0].stance is Stance.DISPUTES


def test_of_an_ally_without_consent_the_brief_says_not_to_cite_them(full):
    ask = "Could we show you how our paper bags are made, and hear what you make of it?"
    made = brief(full, "Bag League", ask)
    assert "You may approach them; you may not cite them" in made.consent_said


def test_two_allies_are_never_sent_nearly_the_same_text(full):
    brief(full)
    again = ASK.replace("honest", "clear").replace("Would you", "Other Mill, would you")
    with pytest.raises(BadRequest, match="nearly the text that was put to Growers") as told:
        brief(full, "Other Mill", again)
    assert "jamais le même texte à deux alliés" in told.value.said("fr")
    assert len(full.briefs("meule")) == 1
    brief(full, ask=again)  # To the same ally it may be said again.
    brief(
        full,
        "Other Mill",
        "You grind as we do: what does a miller have to show before you would believe the price?",
    )


@pytest.mark.parametrize(
    "ask",
    [
        f"{ASK} Please post this on your page.",
        f"{ASK} Voici notre idée : relayez notre message, s'il vous plaît.",
        f"{ASK} You could say: “Meule is the fairest mill in the whole country.”",
        f"{ASK} Vous pourriez dire : « Meule est le moulin le plus juste du pays. »",
        f"{ASK} Here is a text you can use.",
    ],
)
def test_an_answer_made_ready_for_them_is_refused(full, ask):
    with pytest.raises(BadRequest, match="puts words into their mouth"):
        brief(full, ask=ask)
    assert full.briefs("meule") == []


@pytest.mark.parametrize(
    "ask",
    [
        f"{ASK} We do not ask you to sign this or to relay anything.",
        f"{ASK} You told the fair: “The price of wheat is published.”",
        f"{ASK} The record has it so: “We pay 210 euros a tonne of wheat in 2026.”",
        f"{ASK} Nous ne vous demandons pas de relayer notre message.",
    ],
)
def test_their_own_words_and_the_records_may_be_quoted_and_a_no_is_no_order(full, ask):
    assert brief(full, ask=ask).ask == ask


def test_an_ask_that_nobody_wrote_is_refused(full):
    with pytest.raises(BadRequest, match="form letter"):
        brief(full, ask="  ")
    with pytest.raises(BadRequest, match="has 2 words"):
        brief(full, ask="Help us.")


def test_a_brief_is_journalled_in_its_makers_name_and_takes_the_right(full, sqlite):
    with pytest.raises(NotAllowed):
        full.brief("meule", "Growers", "wheat", ASK, DRAFTER, "en")
    brief(full)
    last = Journal(sqlite).entries("meule")[-1]
    assert (last.actor, last.act) == ("Rémi", "ally brief made")
    assert last.detail["consent"] == "given" and "honest" not in str(last.detail)


def test_what_an_erased_ally_was_asked_is_gone_with_them(full):
    brief(full)
    full.shelf.erase("meule", full.ally("meule", "Growers").id, KEEPER)
    assert full.briefs("meule") == []


class Phraser:
    name = "standin"

    def __init__(self, words):
        self.words = words

    def __call__(self, ask, about, ally, language):
        if isinstance(self.words, Exception):
            raise self.words
        return self.words


@pytest.mark.parametrize(
    ("words", "kept", "told"),
    [
        ("Would you look at how we publish the price and say what you think?", True, "Phrased by"),
        ("Please post this: our price of wheat is honest and everybody knows.", False, "not kept"),
        (ModelFailed("timeout", "standin"), False, "did not answer in time"),
    ],
)
def test_a_model_may_phrase_the_ask_and_is_held_to_the_same(full, words, kept, told):
    full._phraser = Phraser(words)
    made = brief(full, phrase=True)
    assert made.ask == (words if kept else ASK)
    assert told in made.phrased


def test_the_file_shows_the_dispute_before_what_is_shared_and_hands_over_no_text(full):
    told = tell_ask(brief(full))
    headings = [section.heading for section in told.sections]
    assert headings.index("What they dispute") < headings.index("What they said that we share")
    assert word(told)[:2] == b"PK" and pdf(told)[:4] == b"%PDF"


def test_the_file_says_unknown_where_no_dispute_was_noted(full):
    ask = "You grind as slowly as we do: would you come and see how our price is made, and tell?"
    told = tell_ask(brief(full, "Other Mill", ask))
    disputes = next(s for s in told.sections if s.heading == "What they dispute")
    assert "That is not agreement" in disputes.blocks[0].text


def test_a_tie_without_a_known_kind_is_another_tie():
    assert forms.tie("they once lent us a barn").bond == "other"
    assert forms.tie("paid: audits").bond == "paid"
    assert forms.tie("rémunéré par la marque : les contrôles").bond == "paid"
