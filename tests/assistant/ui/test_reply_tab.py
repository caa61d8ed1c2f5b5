"""The Reply room's functions: what each returns to the page, with no browser."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest

from assistant.errors import BadRequest
from assistant.model import Size, Tone, Wishes
from assistant.ui.page import build_page
from assistant.ui.texts import CATALOGUE, say
from knowledge.errors import IndexHeld

POST = "Is any of it local?"


class _Room:
    """A built room, and its updates told by the name of the widget."""

    def __init__(self, room: Any) -> None:
        self.room = room
        self._names = {id(v): k for k, v in vars(room).items()}
        for part in ("composer", "welcome", "followup", "recent", "_shell"):
            self._names |= {id(v): f"{part}.{k}" for k, v in vars(getattr(room, part)).items()}

    def named(self, updates: dict[Any, Any]) -> dict[str, Any]:
        return {self._names[id(widget)]: value for widget, value in updates.items()}

    def draft(
        self, words: str | None = POST, conversation: tuple[Any, ...] = (), **o: Any
    ) -> list[Any]:
        asked = {"platform": "x", "reply_language": "auto", "brand": "moulin", "language": "en"}
        asked |= {"strategy": "auto", "tone": "usual", "size": "usual"} | o
        steps = self.room.draft(
            words,
            asked["platform"],
            *(asked.get(name, "") for name in ("author", "thread", "link", "time")),
            *(asked[name] for name in ("reply_language", "strategy", "tone", "size")),
            asked["brand"],
            conversation,
            asked["language"],
        )
        return [self.named(step) for step in steps]


@pytest.fixture(scope="module")
def built(new_desk: Any) -> Any:
    from assistant.ui.reply_tab import ReplyRoom

    rooms: list[Any] = []
    original = ReplyRoom.build

    def build(self: Any, *at: Any) -> None:
        rooms.append(self)
        original(self, *at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReplyRoom, "build", build)
        build_page(new_desk(), "moulin")
    return rooms[0]


@pytest.fixture
def room(built: Any, desk: Any) -> _Room:
    """The room over a desk of this test's own: it keeps nothing of the tests before."""
    for part in (built, built.composer, built.welcome, built.recent):
        part._desk = desk
    return _Room(built)


def test_what_is_chosen_on_the_page_reaches_the_desk(room: _Room, desk: Any) -> None:
    room.draft(
        reply_language="fr", platform="linkedin", author=" @lea ", thread="@lea: Hello?\nus: Hi."
    )
    [(post, brand, wishes)] = desk.asked
    assert (post.text, post.platform, post.author) == (POST, "linkedin", "@lea")
    assert [(t.text, t.author, t.by_brand) for t in post.thread] == [
        ("Hello?", "@lea", False),
        ("Hi.", None, True),
    ]
    assert (brand, wishes) == ("moulin", Wishes(language="fr"))


@pytest.mark.parametrize(
    ("option", "chosen", "wished"),
    [
        ("reply_language", "en", Wishes(language="en")),
        ("strategy", "commit", Wishes(strategy="commit")),
        ("tone", "warmer", Wishes(tone=Tone.WARMER)),
        ("size", "short", Wishes(size=Size.SHORT)),
    ],
)
def test_every_wish_of_the_page_reaches_the_desk(
    room: _Room, desk: Any, option: str, chosen: str, wished: Wishes
) -> None:
    room.draft(**{option: chosen})
    assert desk.asked[0][2] == wished


def test_where_and_when_the_post_was_written_reach_the_desk(room: _Room, desk: Any) -> None:
    room.draft(link=" https://example.org/1 ", time="2026-11-20")
    post = desk.asked[0][0]
    assert (post.url, post.time) == ("https://example.org/1", "2026-11-20")


def test_reasons_and_findings_are_asked_for_in_the_reader_s_language(
    room: _Room, desk: Any
) -> None:
    room.draft(language="fr", reply_language="en")
    assert (desk.asked[0][2].language, desk.locales) == ("en", ["fr"])


def test_each_stage_is_shown_and_then_the_drafts(room: _Room) -> None:
    steps = room.draft()
    assert ["step-now" in s["log"] for s in steps] == [True] * 5 + [False]
    assert "draft-text" in steps[-1]["log"]
    assert steps[-1]["composer.post"] == ""
    assert len(steps[-1]["conversation"]) == 1


def test_the_next_post_continues_the_conversation(room: _Room) -> None:
    first = room.draft()[-1]["conversation"]
    second = room.draft("And the rest?", first)[-1]
    assert [one.post.text for one in second["conversation"]] == [POST, "And the rest?"]
    assert POST in second["log"]
    assert len(first) == 1, "a conversation is a value: the earlier one is as it was"


def test_a_long_conversation_keeps_the_latest(room: _Room) -> None:
    from assistant.ui.conversation import KEPT

    conversation: tuple[Any, ...] = ()
    for number in range(KEPT + 3):
        conversation = room.draft(f"Post {number}", conversation)[-1]["conversation"]
    assert len(conversation) == KEPT
    assert conversation[-1].post.text == f"Post {KEPT + 2}"


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Unknown platform 'x'. Known: y."),
        IndexHeld("The index is held by another process."),
    ],
)
def test_an_error_is_a_sentence_and_the_post_stays_in_the_box(
    room: _Room, desk: Any, error: Exception
) -> None:
    desk.raises = error
    last = room.draft()[-1]
    assert str(error).replace("'", "&#x27;") in last["log"]
    assert "composer.post" not in last, "nothing is typed twice"
    desk.raises = None
    again = room.draft(POST, last["conversation"])[-1]
    assert [one.error for one in again["conversation"]] == [None]


def test_a_fault_of_ours_is_logged_and_its_traceback_is_not_shown(
    room: _Room, desk: Any, caplog: pytest.LogCaptureFixture
) -> None:
    desk.raises = RuntimeError("secret detail")
    with caplog.at_level(logging.ERROR):
        last = room.draft()[-1]
    assert "secret detail" not in last["log"]
    assert "Traceback" not in last["log"]
    assert "The details are in the terminal" in last["log"]
    assert "secret detail" in caplog.text


def test_nothing_is_asked_for_an_empty_box(room: _Room, desk: Any) -> None:
    for words in ("  \n ", "", None):
        [only] = room.draft(words)
        assert say("en")("empty post") in only["composer.hint"]
    assert desk.asked == []


def test_boxes_that_nobody_touched_are_empty(room: _Room, desk: Any) -> None:
    assert "draft-text" in room.draft(author=None, thread=None)[-1]["log"]
    assert (desk.asked[0][0].author, desk.asked[0][0].thread) == (None, ())


def test_a_draft_that_is_given_up_ends_at_its_next_stage(room: _Room, desk: Any) -> None:
    reached: list[str] = []
    go_on = threading.Event()

    def hold(stage: str) -> None:
        reached.append(stage)
        if stage == "searching":
            assert go_on.wait(10)

    desk.hold = hold
    wishes = ("auto", "auto", "usual", "usual")
    steps = room.room.draft(POST, "x", *[""] * 4, *wishes, "moulin", (), "en")
    while "Searching" not in room.named(next(steps)).get("status", ""):
        pass
    steps.close()
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "corail-draft":
            thread.join(10)
    assert reached == ["reading", "searching"]


def test_a_change_of_platform_offers_to_draft_again_and_does_not_do_it(
    room: _Room, desk: Any
) -> None:
    conversation = room.draft()[-1]["conversation"]
    shown, words, button = room.room.offer_again("linkedin", "moulin", conversation, "en")
    assert shown["visible"] is True
    assert "made for <bdi>X</bdi>" in words
    assert button["value"].startswith("Draft again for LinkedIn")
    assert len(desk.asked) == 1
    assert room.room.offer_again("x", "moulin", conversation, "en")[0]["visible"] is False
    *_, last = room.room.draft_again(
        "linkedin", "auto", "auto", "usual", "usual", "moulin", conversation, "en"
    )
    assert desk.asked[-1][0].platform == "linkedin"
    assert len(room.named(last)["conversation"]) == 2


def test_a_change_of_brand_offers_to_draft_again(room: _Room) -> None:
    conversation = room.draft()[-1]["conversation"]
    _, words, button = room.room.offer_again("x", "verger", conversation, "fr")
    assert "Moulin d&#x27;Aval" in words
    assert "Verger" in button["value"]


def test_the_first_visit_names_the_example_brand_and_offers_its_posts(room: _Room) -> None:
    welcome, column, first, *others = room.room.welcome.greet("moulin", (), "en")
    assert "Moulin d&#x27;Aval</bdi> is an example brand" in welcome["value"]
    assert column["visible"] is True
    assert first["value"] == POST
    assert [b["visible"] for b in others] == [False, False]


def test_a_brand_with_nothing_on_record_is_told_what_to_do(room: _Room) -> None:
    """Fault 14: an empty record says what to add."""
    welcome, *_ = room.room.welcome.greet("verger", (), "en")
    assert "corail ingest --brand verger" in welcome["value"]


def test_every_label_changes_with_the_language(room: _Room) -> None:
    english, french = (room.room.label(one, "x") for one in ("en", "fr"))
    assert len(english) == len(french)
    for one, other in zip(english, french, strict=True):
        words = {k: v for k, v in one.items() if k in ("label", "value", "placeholder")}
        assert words != {k: v for k, v in other.items() if k in words}
    assert CATALOGUE["draft"].fr in [u.get("value") for u in french]


# --- under the drafts, and beside them -----------------------------------------------------------


def _updates(room: _Room, steps: Any) -> dict[str, Any]:
    *_, last = steps
    return room.named(last)


def test_a_change_asked_for_in_the_chat_reaches_the_desk(room: _Room, desk: Any) -> None:
    before = room.draft()[-1]["conversation"]
    last = _updates(room, room.room.refine("shorter, for LinkedIn", "moulin", before, "en"))
    post, _, wishes = desk.asked[-1]
    assert (post.text, post.platform, wishes.size) == (POST, "linkedin", Size.SHORT)
    assert "You asked" in last["log"]
    assert "shorter" in last["log"]
    assert len(last["conversation"]) == 2


def test_changes_add_up(room: _Room, desk: Any) -> None:
    one = room.draft()[-1]["conversation"]
    two = _updates(room, room.room.refine("warmer", "moulin", one, "en"))["conversation"]
    _updates(room, room.room.refine("plus court", "moulin", two, "fr"))
    assert (desk.asked[-1][2].tone, desk.asked[-1][2].size) == (Tone.WARMER, Size.SHORT)


def test_what_cannot_be_done_is_a_sentence_and_makes_no_draft(room: _Room, desk: Any) -> None:
    before = room.draft()[-1]["conversation"]
    told = _updates(room, room.room.refine("make it rhyme", "moulin", before, "en"))
    assert "make it rhyme" in told["followup.hint"]
    assert "conversation" not in told
    assert len(desk.asked) == 1


def test_a_model_is_asked_for_what_rules_do_not_understand(room: _Room, desk: Any) -> None:
    desk.writer = "openai:stand-in"
    before = room.draft()[-1]["conversation"]
    _updates(room, room.room.refine("make it rhyme", "moulin", before, "en"))
    desk.writer = None
    assert desk.asked[-1][2].words == "make it rhyme"


def test_undo_goes_back_one_and_gives_the_words_back(room: _Room) -> None:
    one = room.draft()[-1]["conversation"]
    two = _updates(room, room.room.refine("shorter", "moulin", one, "en"))["conversation"]
    told = room.named(room.room.undo("moulin", two, "en"))
    assert told["conversation"] == one
    assert told["followup.words"] == "shorter"
    told = room.named(room.room.undo("moulin", one, "en"))
    assert (told["conversation"], told["composer.post"]) == ((), POST)


def test_another_try_takes_the_place_of_the_latest_with_another_quotation(
    room: _Room, desk: Any
) -> None:
    one = room.draft()[-1]["conversation"]
    again = _updates(room, room.room.retry("moulin", one, "en"))["conversation"]
    assert len(again) == 1
    cited = one[0].reply.drafts[0].sentences
    first = next(c.passage_id for s in cited for c in s.citations)
    assert desk.asked[-1][2].without == (first,)


def test_a_conversation_is_kept_and_can_be_opened_again(room: _Room, desk: Any) -> None:
    told = room.draft()[-1]
    key = told["opened"]
    two = _updates(room, room.room.refine("shorter", "moulin", told["conversation"], "en", key))
    assert list(desk.conversations.kept) == [key]
    back = room.named(room.room.reopen(key, "en", None))
    assert back["conversation"] == two["conversation"]
    assert "shorter" in back["log"]
    anew = room.named(room.room.start_anew("en"))
    assert (anew["conversation"], anew["opened"]) == ((), None)


def test_a_conversation_is_renamed_and_deleted(room: _Room, desk: Any) -> None:
    key = room.draft()[-1]["opened"]
    room.room.rename("Milk", "en", key)
    assert desk.conversations.kept[key][0] == "Milk"
    gone = room.named(room.room.forget("en", key))
    assert desk.conversations.kept == {}
    assert gone["conversation"] == ()


def test_an_exchange_of_another_version_is_left_out_and_told(room: _Room, desk: Any) -> None:
    key = room.draft()[-1]["opened"]
    desk.conversations.kept[key][1].append({"post": "?"})
    back = room.named(room.room.reopen(key, "en", None))
    assert len(back["conversation"]) == 1
    assert "another version" in back["composer.hint"]


def test_a_post_is_kept_before_it_is_answered(room: _Room, desk: Any) -> None:
    """Who closes the page meanwhile, or stops, finds the post again and can have it drafted."""
    desk.raises = RuntimeError("the power went")
    room.draft()
    desk.raises = None
    [key] = desk.conversations.kept
    back = room.named(room.room.reopen(key, "en", None))
    assert "not finished" in back["log"]
    assert POST in back["log"]
    again = _updates(room, room.room.retry("moulin", back["conversation"], "en", key))
    assert again["conversation"][0].reply is not None
    assert list(desk.conversations.kept) == [key]
