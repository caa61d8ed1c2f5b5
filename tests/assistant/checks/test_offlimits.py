"""What the house does not comment on is said before it is sent, with whom to ask."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks import Context
from assistant.checks.offlimits import check, checking, house_limits, topics
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
from knowledge.sentences import sentences


def _draft(text: str, language: str = "en", standing: Standing = Standing.NOT_CHECKED) -> Draft:
    parts = tuple(Sentence(text[a:b], standing) for a, b in sentences(text))
    length = Length(len(text), 280, "characters", True)
    return Draft(Strategy("facts", "Facts", ""), language, text, parts, length)


def _context(post: str, language: str = "en", locale: str = "en", answers: bool = True) -> Context:
    reading = Reading(language, Intent.CRITICISM, (), 0.5, Route.REPLY, ())
    return Context(Post(post), reading, {}, "x", locale, "2026-11-22", answers=answers)


def _on_draft(draft: Draft, context: Context) -> list[Finding]:
    return [found for found in check(draft, context) if found.end]


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("We'll see you in court over this.", "en", "litigation"),
        ("Ma mise en demeure est restée sans réponse, j'irai au tribunal.", "fr", "litigation"),
        ("Why does your stock price keep falling? Any profit warning?", "en", "results"),
        ("Que diront vos prochains résultats ?", "fr", "results"),
        ("My 7 year old daughter was hurt on your ride.", "en", "minors"),
        ("Ma fille de 7 ans a été blessée sur votre manège.", "fr", "minors"),
        ("You fired my sister for being pregnant.", "en", "people"),
        ("Vous avez licencié ma sœur, burn-out compris.", "fr", "people"),
        ("So you are under investigation again?", "en", "investigation"),
        ("Une perquisition chez vous hier, des commentaires ?", "fr", "investigation"),
        ("Is it true you are being acquired by Halte?", "en", "mergers"),
        ("Votre fusion avec Halte, c'est pour quand ?", "fr", "mergers"),
        ("Your data breach put my address online.", "en", "security"),
        ("Votre fuite de données, on en parle ?", "fr", "security"),
        ("Who will your chairman tell us to vote? You back a political party!", "en", "politics"),
        ("Vous soutenez qui à la présidentielle ?", "fr", "politics"),
        ("Should I stop taking your pills while pregnant?", "en", "medical"),
        ("Votre sirop a-t-il des effets secondaires ?", "fr", "medical"),
    ],
)
def test_a_post_on_such_a_topic_is_a_warning_that_says_whom_to_ask(
    text: str, language: str, topic: str
) -> None:
    [found] = topics(text, language)
    assert found.key == topic
    assert text[found.start : found.end] == found.words
    for locale in ("en", "fr"):
        draft = _draft("Bonjour." if language == "fr" else "Hello.", language)
        [finding] = check(draft, _context(text, language, locale))
        assert finding.severity is Severity.WARN
        assert (finding.start, finding.end) == (0, 0)
        assert found.ask(locale) in finding.message
        assert found.name(locale) in finding.message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What do you do about plastic? You promised half by 2025.", "en"),
        ("The courteous staff tried suede shoes in the courtyard.", "en"),
        ("My account has been hacked, please help.", "en"),
        ("A minor increase on the free trial.", "en"),
        ("You pay a dividend while your farmers go hungry.", "en"),
        ("Child labour in your cocoa: what have you done since 2001?", "en"),
        ("Le procès-verbal de la livraison et votre diagnostic de ligne sont faux.", "fr"),
        ("Le processus est long, votre enquête de satisfaction aussi.", "fr"),
        ("@TrumpTower bonjour, où est mon colis ?", "fr"),
    ],
)
def test_what_a_house_may_answer_is_left_alone(text: str, language: str) -> None:
    assert topics(text, language) == []


@pytest.mark.parametrize(
    ("draft", "language", "words"),
    [
        ("Hello. The lawsuit is about an old contract.", "en", "lawsuit"),
        ("The claims are without merit.", "en", "without merit"),
        ("We will defend ourselves.", "en", "defend ourselves"),
        ("Bonjour. Cette plainte est sans fondement.", "fr", "sans fondement"),
        ("Le tribunal nous donnera raison.", "fr", "tribunal"),
    ],
)
def test_a_draft_that_comments_blocks_where_it_does(draft: str, language: str, words: str) -> None:
    post = "See you in court." if language == "en" else "On se verra au tribunal."
    [found] = _on_draft(_draft(draft, language), _context(post, language))
    assert found.severity is Severity.BLOCK
    assert draft[found.start : found.end] == words


@pytest.mark.parametrize(
    ("draft", "language"),
    [
        ("Hello. We do not comment on ongoing legal proceedings.", "en"),
        ("We're not able to comment on a court case.", "en"),
        ("We can't discuss the lawsuit.", "en"),
        ("We don't publicly comment on litigation; our customer team answers you today.", "en"),
        ("It is for the courts to decide on this lawsuit.", "en"),
        ("Bonjour. Nous ne commentons pas les procédures en cours.", "fr"),
        ("Nous ne pouvons pas commenter une action en justice.", "fr"),
        ("Nous ne faisons aucun commentaire sur ce procès.", "fr"),
        ("Nous ne souhaitons pas nous exprimer sur une procédure en cours.", "fr"),
    ],
)
def test_saying_that_one_does_not_comment_is_the_right_answer(draft: str, language: str) -> None:
    post = "See you in court." if language == "en" else "On se verra au tribunal."
    assert _on_draft(_draft(draft, language), _context(post, language)) == []


def test_declining_and_then_commenting_blocks_from_there_on() -> None:
    draft = "We do not comment on ongoing proceedings, but these claims are baseless."
    [found] = _on_draft(_draft(draft), _context("See you in court."))
    assert draft[found.start : found.end] == "baseless"
    assert "then comments" in found.message


def test_sending_a_patient_to_a_doctor_is_no_medical_advice() -> None:
    post = "Should I stop taking your pills?"
    assert _on_draft(_draft("Please ask your doctor about side effects."), _context(post)) == []
    [found] = _on_draft(_draft("There is no risk for your health."), _context(post))
    assert found.severity is Severity.BLOCK


def test_words_of_assertion_count_only_where_the_post_is_about_it() -> None:
    draft = _draft("Our lorries are on track and nothing to worry about.")
    assert check(draft, _context("Where is my parcel?")) == []


def test_words_the_brand_has_published_warn_and_do_not_block() -> None:
    draft = _draft("Our data breach of May is closed.", standing=Standing.QUOTED)
    [found] = _on_draft(draft, _context("And your data breach?"))
    assert found.severity is Severity.WARN


def test_a_text_that_answers_no_post_is_told_of_itself_alone() -> None:
    text = "The merger with Halte will close in May."
    [found] = check(_draft(text), _context(text, answers=False))
    assert found.severity is Severity.BLOCK
    assert found.end


def test_a_house_changes_adds_and_takes_away_topics() -> None:
    changes: dict[str, object] = {
        "litigation": {"ask": "Claire, in Bresle", "cues": ["bresle case"]},
        "pricing": {"name": {"en": "future prices"}, "cues": {"en": ["prices ... go up"]}},
        "politics": False,
    }
    limits = house_limits(changes)
    [found] = topics("And the Bresle case?", "en", limits)
    assert found.ask("fr") == "Claire, in Bresle"
    assert [t.key for t in topics("A lawsuit?", "en", limits)] == ["litigation"]
    assert [t.name("fr") for t in topics("Will prices really go up?", "en", limits)] == [
        "future prices"
    ]
    assert topics("Why do you support this political party?", "en", limits) == []
    [told] = checking(house_limits(changes))(_draft("Hello."), _context("And the Bresle case?"))
    assert "Claire, in Bresle" in told.message


def test_every_topic_speaks_both_languages() -> None:
    raw = files("assistant.checks").joinpath("offlimits.toml").read_text("utf-8")
    for key, table in tomllib.loads(raw).items():
        assert all(set(told) == {"en", "fr"} for told in table.values()), key


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en", "fr", "de"]))
def test_whatever_is_written_the_spans_are_in_the_draft(
    post: str, draft: str, language: str
) -> None:
    for found in check(_draft(draft, language), _context(post, language)):
        assert 0 <= found.start <= found.end <= len(draft)
