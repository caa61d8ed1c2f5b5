"""What a critic would do with a reply is said before a critic does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checks import Context
from assistant.checks.exposure import check
from assistant.checks.exposure.lines import subjects
from assistant.model import (
    Citation,
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
    Turn,
)
from knowledge.model import Access, Brand, Commitment, Kind, Passage, Status, Successor, Visibility
from knowledge.retrieval import Hit
from knowledge.sentences import sentences

HALAGE = Brand("halage", title="Halage", names=("Halage",), handles=("HalageCoop",))
PLEDGE = "We will halve our plastic packaging by 2025."


def _passage(
    text: str,
    number: int = 1,
    *,
    date: str | None = "2021-05-10",
    kind: Kind = Kind.STATEMENT,
    speaker: str | None = "Maya Ode",
    language: str = "en",
    access: Access | None = None,
    after: Successor | None = None,
) -> Passage:
    spans = tuple(sentences(text))
    return Passage(
        *(f"p{number}", f"d{number}", "halage", 0, 0, len(text), text, spans, 12),
        kind=kind,
        speaker=speaker,
        date=date,
        language=language,
        access=access or Access(),
        superseded_by=after,
    )


class FakeRecord:
    """Answers with what it was given, and keeps what it was asked."""

    revision = "r1"

    def __init__(
        self,
        near: Sequence[Passage] = (),
        commitments: Sequence[Commitment] = (),
        replies: Sequence[Passage] = (),
    ) -> None:
        self._near, self._commitments, self._replies = near, commitments, replies
        self.asked: list[str] = []

    def near(self, sentence: str) -> Sequence[Hit]:
        self.asked.append(sentence)
        return [Hit(p, 0.9 - i / 10, 0.9, 0.5, 3.5) for i, p in enumerate(self._near)]

    def commitments(self) -> Sequence[Commitment]:
        return self._commitments

    def replies(self, language: str) -> Sequence[Passage]:
        return [p for p in self._replies if p.language == language]

    def voice(self, language: str) -> None:
        return None


def _committed(passage: Passage, status: Status = Status.OPEN) -> Commitment:
    return Commitment(passage, 0, len(passage.text), passage.text, status=status)


def _draft(text: str, language: str = "en", *, cites: str | None = None) -> Draft:
    citations = (Citation(cites, "", 1),) if cites else ()
    parts = tuple(Sentence(text[a:b], Standing.NOT_CHECKED, citations) for a, b in sentences(text))
    length = Length(len(text), 500, "characters", True)
    return Draft(Strategy("facts", "Facts", ""), language, text, parts, length)


def _context(
    post: str = "Hm.",
    *,
    record: FakeRecord | None = None,
    locale: str = "en",
    language: str = "en",
    intent: Intent = Intent.CRITICISM,
    author: str | None = None,
    passages: Sequence[Passage] = (),
    thread: tuple[Turn, ...] = (),
    answers: bool = True,
) -> Context:
    return Context(
        Post(post, author=author, thread=thread),
        Reading(language, intent, (), 0.3, Route.REPLY, ()),
        {p.id: p for p in passages},
        "x",
        locale,
        "2026-11-22",
        brand=HALAGE,
        record=record or FakeRecord(),
        answers=answers,
    )


def _warned(draft: Draft, context: Context) -> list[Finding]:
    return [one for one in check(draft, context) if one.severity is not Severity.NOTE]


# --- past words ---------------------------------------------------------------------------------


def test_a_promise_of_the_past_is_quoted_to_the_letter_with_its_date_and_speaker() -> None:
    passage = _passage(PLEDGE)
    record = FakeRecord([passage], [_committed(passage)])
    text = "Our plastic packaging went down by a third."
    [found] = check(_draft(text), _context(record=record))
    assert f"“{PLEDGE}”" in found.message
    assert "Maya Ode" in found.message
    assert "on 10 May 2021" in found.message
    assert found.evidence == ("p1",)
    assert text[found.start : found.end] == text
    assert found.severity is Severity.NOTE
    assert record.asked == [text]


@pytest.mark.parametrize(
    ("status", "said"), [(Status.LATE, "day has passed"), (Status.DROPPED, "given up")]
)
def test_a_promise_not_kept_is_a_warning(status: Status, said: str) -> None:
    passage = _passage(PLEDGE)
    record = FakeRecord([passage], [_committed(passage, status)])
    [found] = _warned(_draft("Our plastic packaging is going down."), _context(record=record))
    assert found.severity is Severity.WARN
    assert said in found.message


def test_words_that_were_replaced_are_a_warning_that_names_what_replaced_them() -> None:
    after = Successor("d9", "Packaging policy 2024", "2024-02-01")
    record = FakeRecord([_passage(PLEDGE, after=after)])
    draft = _draft("Nos emballages en plastique : nous halve our plastic packaging.", "en")
    [found] = _warned(draft, _context(record=record, locale="fr"))
    assert "remplacé depuis par «\u00a0Packaging policy 2024\u00a0»" in found.message
    assert "le 10 mai 2021" in found.message


def test_another_figure_for_the_same_thing_is_a_warning_that_gives_both() -> None:
    record = FakeRecord([_passage("Plastic is 40 % of our packaging.")])
    [found] = _warned(_draft("Plastic makes up 25 % of our packaging."), _context(record=record))
    assert "40 %" in found.message
    assert "25 %" in found.message


def test_the_same_figure_is_no_finding() -> None:
    record = FakeRecord([_passage("Plastic is a quarter of our packaging.")])
    draft = _draft("Plastic makes up 25 % of our packaging.")
    assert check(draft, _context(record=record)) == []


@pytest.mark.parametrize(
    "passage",
    [
        _passage(PLEDGE, date=None),
        _passage(PLEDGE, kind=Kind.ALLY),
        _passage(PLEDGE, access=Access(Visibility.INTERNAL)),
        _passage("We will open a school in Arlen by 2025."),
    ],
)
def test_what_no_critic_could_show_or_would_is_left_alone(passage: Passage) -> None:
    """Undated, said by others, internal, or about something else."""
    record = FakeRecord([passage], [_committed(passage)])
    assert check(_draft("Our plastic packaging went down."), _context(record=record)) == []


def test_what_the_draft_itself_cites_is_not_held_against_it() -> None:
    passage = _passage(PLEDGE)
    record = FakeRecord([passage], [_committed(passage)])
    draft = _draft("In 2021 we set out to halve our plastic packaging.", cites="p1")
    assert check(draft, _context(record=record)) == []


def test_beside_a_quotation_only_what_no_longer_holds_is_recalled() -> None:
    quoted = Sentence("Plastic makes up 25 % of our packaging.", Standing.QUOTED)
    draft = replace(_draft(quoted.text), sentences=(quoted,))
    other = _passage("Plastic is 40 % of our packaging.")
    record = FakeRecord([other], [_committed(other)])
    assert check(draft, _context(record=record)) == []
    late = FakeRecord([other], [_committed(other, Status.LATE)])
    assert [f.severity for f in check(draft, _context(record=late))] == [Severity.WARN]


def test_two_past_quotes_at_most_the_worst_first() -> None:
    after = Successor("d9", "Policy", "2024")
    kept = [_passage(f"We will cut plastic packaging in shop {n}.", n) for n in (1, 2, 3)]
    old = _passage("We will ban plastic packaging at once.", 4, after=after)
    record = FakeRecord([*kept, old], [_committed(p) for p in kept])
    found = check(_draft("Our plastic packaging went down."), _context(record=record))
    assert len(found) == 2
    assert found[0].evidence == ("p4",)


def test_without_a_record_one_note_says_that_it_was_not_looked_at() -> None:
    context = Context(
        Post("Hm."), _context().reading, {}, "x", "fr", "2026-11-22", brand=None, record=None
    )
    [found] = check(_draft("Bonjour.", "fr"), context)
    assert found.severity is Severity.NOTE
    assert found.message.startswith("Non vérifié")


# --- the same reply again -----------------------------------------------------------------------

REPLY = "We are sorry for the wait at the Bresle counter, two people joined the team this week."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"@ana {REPLY} ^Lou", "the same reply"),
        (REPLY.replace("two people", "three people"), "nearly the reply"),
    ],
)
def test_a_reply_sent_before_is_a_warning(text: str, said: str) -> None:
    record = FakeRecord(replies=[_passage(REPLY, kind=Kind.REPLY, date="2026-11-20")])
    [found] = _warned(_draft(text), _context(record=record))
    assert said in found.message
    assert "20 November 2026" in found.message
    assert found.evidence == ("p1",)


def test_a_reply_of_its_own_and_short_thanks_are_no_repetition() -> None:
    thanks = "Thank you for your message, Ana."
    record = FakeRecord(replies=[_passage(REPLY), _passage(thanks, 2)])
    assert _warned(_draft(thanks), _context(record=record)) == []
    other = "The Bresle counter now opens at eight, since people told us of the wait."
    assert _warned(_draft(other), _context(record=record)) == []


# --- headlines and hostile words ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("Hello. We did nothing wrong. Our milk is from Arlen.", "en", "We did nothing wrong."),
        ("That's false. Read our report.", "en", "That's false."),
        (
            "We're sorry you feel that way. Our shop is open.",
            "en",
            "We're sorry you feel that way.",
        ),
        ("To our knowledge, no farm is affected.", "en", "To our knowledge, no farm is affected."),
        (
            "Bonjour. Nous n'avons rien à nous reprocher.",
            "fr",
            "Nous n'avons rien à nous reprocher.",
        ),
        ("C'est faux. Voici nos chiffres.", "fr", "C'est faux."),
        ("À notre connaissance, tout va bien.", "fr", "À notre connaissance, tout va bien."),
        ("Désolés si vous avez été choqué.", "fr", "Désolés si vous avez été choqué."),
    ],
)
def test_the_line_that_works_worst_as_a_headline_is_named(
    text: str, language: str, line: str
) -> None:
    [found] = _warned(_draft(text, language), _context(language=language))
    assert text[found.start : found.end] == line
    assert line in found.message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We never pour milk away.", "en"),
        ("We are the greenest creamery of the valley.", "en"),
        ("Nous sommes la plus propre des laiteries, exemplaires.", "fr"),
    ],
)
def test_an_absolute_or_a_boast_is_a_note(text: str, language: str) -> None:
    [found] = check(_draft(text, language), _context(language=language))
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We always love to hear from you.", "en"),
        ("You are right: we were late, and we are sorry.", "en"),
        ("It is true that the plant reopened in May.", "en"),
        ("Nous sommes toujours à votre écoute.", "fr"),
        ("Vous avez raison, nous étions en retard.", "fr"),
    ],
)
def test_plain_regret_and_courtesy_make_no_headline(text: str, language: str) -> None:
    assert check(_draft(text, language), _context(language=language)) == []


@pytest.mark.parametrize(
    ("post", "draft", "language", "words"),
    [
        ("You are liars!", "Hello. We are not liars.", "en", "not liars"),
        ("This is pure greenwashing.", "It isn't greenwashing at all.", "en", "isn't greenwashing"),
        ("Bande de menteurs", "Nous ne sommes pas des menteurs.", "fr", "pas des menteurs"),
        ("Menteurs !", "Bonjour, nous n'avons jamais menti.", "fr", "jamais menti"),
        ("C'est une arnaque", "Il ne s'agit pas d'une arnaque.", "fr", "pas d'une arnaque"),
    ],
)
def test_the_critic_s_word_taken_up_to_be_denied_is_a_warning(
    post: str, draft: str, language: str, words: str
) -> None:
    found = _warned(_draft(draft, language), _context(post, language=language))[0]
    assert draft[found.start : found.end] == words


def test_a_hostile_word_that_the_post_did_not_use_is_not_the_critic_s() -> None:
    draft = _draft("Our yogurt does not contain toxic colours.")
    assert check(draft, _context("What is in your yogurt?")) == []


# --- what the post asked ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "draft", "language"),
    [
        ("How many farmers left the cooperative?", "We value our farmers.", "en"),
        ("Combien d'éleveurs ont quitté la coopérative ?", "Nos éleveurs comptent.", "fr"),
        ("When will the Bresle creamery close?", "The Bresle creamery matters to us.", "en"),
    ],
)
def test_how_much_and_when_without_a_figure_or_a_date_are_a_warning(
    post: str, draft: str, language: str
) -> None:
    [found] = _warned(_draft(draft, language), _context(post, language=language))
    assert post in found.message
    assert (found.start, found.end) == (0, 0)


@pytest.mark.parametrize(
    ("post", "draft", "words"),
    [
        ("Why is palm oil in your biscuits?", "Our butter is from Arlen.", "palm oil"),
        ("Shame: you dumped 300 tonnes of milk.", "We waste less milk.", "300 tonnes"),
        ("You said it in 2019, and nothing since.", "Our milk is local.", "2019"),
        ("So your truck leaked in Bresle and nobody came.", "We clean all trucks.", "Bresle"),
    ],
)
def test_the_most_important_thing_passed_over_is_a_note(post: str, draft: str, words: str) -> None:
    [found] = check(_draft(draft), _context(post))
    assert found.severity is Severity.NOTE
    assert words in found.message


@pytest.mark.parametrize(
    ("post", "draft"),
    [
        ("How many farmers left?", "210 farmers left in 2025."),
        ("How many farmers left?", "We are checking the facts and will answer you here."),
        ("Are you kidding me?", "We hear you."),
        ("Why is palm oil in your biscuits?", "The palm oil comes from certified farms."),
        ("Is the Bresle creamery closing?", "No, it stays."),
        ("@12345 you dumped it @Halage99", "We hear you."),
    ],
)
def test_what_was_answered_or_will_be_is_left_alone(post: str, draft: str) -> None:
    assert check(_draft(draft), _context(post)) == []


def test_a_text_that_answers_no_post_is_not_held_to_one() -> None:
    text = "How many farmers left? We are not liars."
    context = _context(text, answers=False)
    assert [found.start for found in _warned(_draft(text), context)] == [text.index("not liars")]


# --- money, and the way out ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We'd like to offer you a voucher for the trouble.", "en"),
        ("We will refund you in full.", "en"),
        ("As a gesture of goodwill, your next basket is free.", "en"),
        ("Nous vous offrons un bon d'achat de 10 euros.", "fr"),
        ("Vous serez remboursée.", "fr"),
        ("À titre de geste commercial, votre panier est offert.", "fr"),
    ],
)
def test_compensation_offered_in_public_is_a_warning_with_a_way_to_say_it(
    text: str, language: str
) -> None:
    [found] = _warned(_draft(text, language), _context(language=language))
    assert found.proposal is not None
    assert ("privé" if language == "fr" else "private") in found.proposal


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Refunds are decided by the shop within ten days.", "en"),
        ("We can't offer a refund here.", "en"),
        ("Vous pouvez demander un remboursement en magasin.", "fr"),
    ],
)
def test_saying_how_refunds_work_offers_nothing(text: str, language: str) -> None:
    assert _warned(_draft(text, language), _context(language=language)) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please DM us.", "en"),
        ("Get in touch with us so that we can help.", "en"),
        ("Contactez-nous, nous vous aiderons.", "fr"),
        ("Écrivez-nous en message privé.", "fr"),
    ],
)
def test_write_to_us_without_a_step_is_a_warning_with_a_proposal(text: str, language: str) -> None:
    [found] = _warned(_draft(text, language), _context(language=language))
    assert found.proposal is not None
    assert "[" in found.proposal


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please DM us your order number.", "en"),
        ("Get in touch with us today.", "en"),
        ("Contact us: halage.example/milk or ask for Lou.", "en"),
        ("Thank you for reaching out to us.", "en"),
        ("Contact us if you need anything else.", "en"),
        ("Envoyez-nous un message privé avec votre numéro de commande.", "fr"),
        ("Contactez-nous, Léa vous répond sous 24 heures.", "fr"),
        ("N'hésitez pas à nous contacter.", "fr"),
    ],
)
def test_a_concrete_step_and_a_courtesy_are_left_alone(text: str, language: str) -> None:
    assert _warned(_draft(text, language), _context(language=language)) == []


# --- a person's own business --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We have written to ana.roux@mail.example today.", "ana.roux@mail.example"),
        ("We rang 06 12 34 56 78 today.", "06 12 34 56 78"),
        ("We rang +44 7700 900123 today.", "+44 7700 900123"),
        ("Paid to FR76 3000 6000 0112 3456 7890 189 today.", "FR76 3000 6000 0112 3456 7890 189"),
        ("Your card 4111 1111 1111 1111 was charged.", "4111 1111 1111 1111"),
    ],
)
def test_an_address_a_number_or_an_account_of_a_person_blocks(text: str, words: str) -> None:
    [found] = _warned(_draft(text), _context())
    assert found.severity is Severity.BLOCK
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Write to contact@halage.example today.", "contact@halage.example"),
        ("Call us today on 0800 123 456 7.", "0800 123 456 7"),
        ("Your order number HX-48213 left today.", "HX-48213"),
        ("Hello Ana Roux, it left today.", "Ana Roux"),
        ("We hope your surgery went well.", "your surgery"),
    ],
)
def test_what_may_be_the_brand_s_or_is_merely_private_is_a_warning(text: str, words: str) -> None:
    [found] = _warned(_draft(text), _context(author="Ana Roux"))
    assert found.severity is Severity.WARN
    assert text[found.start : found.end] == words


def test_the_brand_s_own_public_addresses_are_fine() -> None:
    passage = _passage("Write to milk@halage.example or call 02 35 12 34 56.")
    text = "Write to milk@halage.example or call +33 2 35 12 34 56 today."
    assert _warned(_draft(text), _context(passages=[passage])) == []


def test_an_address_that_the_person_wrote_blocks_even_if_it_looks_like_a_service() -> None:
    context = _context("It's in the thread.", thread=(Turn("Mine is info@roux.example"),))
    [found] = _warned(_draft("We write to info@roux.example today."), context)
    assert found.severity is Severity.BLOCK


@pytest.mark.parametrize(
    "text", ["In 2024, 2 400 farmers delivered 12,500,000 litres.", "Flight 1305, 22-11-2026."]
)
def test_figures_and_dates_are_nobody_s_number(text: str) -> None:
    assert _warned(_draft(text), _context()) == []


@given(
    st.text(max_size=200),
    st.text(
        alphabet=st.sampled_from("éÉœ we not never liars 0612345678@.?! dm us\n’«»"), max_size=200
    ),
    st.sampled_from(["en", "fr", "de"]),
    st.booleans(),
)
def test_whatever_is_written_the_spans_are_in_the_draft(
    post: str, text: str, language: str, answers: bool
) -> None:
    record = FakeRecord([_passage(PLEDGE)], replies=[_passage(REPLY)])
    context = _context(post, record=record, language=language, answers=answers)
    for words in (text, post):
        for found in check(_draft(words, language), context):
            assert 0 <= found.start <= found.end <= len(words)


def test_words_that_hold_a_sentence_together_are_no_subject() -> None:
    assert subjects("Nous réduirons les émissions de nos laiteries d'ici 2030.", "fr") == subjects(
        "émissions laiteries réduirons", "fr"
    )
