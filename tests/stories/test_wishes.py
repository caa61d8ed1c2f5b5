"""What a person wishes of a reply, from the record alone: no chat model is needed for these."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.errors import BadRequest
from assistant.model import Post, Reply, Size, Tone, Wishes

ROWS = [
    ("The creamery in Arlen employs 210 people in three shifts.", "2025-02-01", "statement"),
    ("We buy our barley from farms less than 80 kilometres away.", "2024-05-06", "statement"),
    ("Our bakery school trained 40 apprentices in 2025.", "2025-09-01", "statement"),
    ("We pay every supplier within 30 days of the invoice.", "2025-01-15", "statement"),
    ("We gave 300 tonnes of food to food banks in 2025.", "2026-01-20", "statement"),
    ("Our members elect the board every three years.", "2024-11-30", "statement"),
    ("We cut plastic packaging by 18 % between 2020 and 2025.", "2026-02-03", "statement"),
    ("We will halve our plastic packaging by 2030.", "2025-06-01", "commitment"),
]
POST = "Your plastic packaging is everywhere, you promised less plastic packaging!"


@pytest.fixture
def halte(assistant: Assistant, tmp_path: Path) -> Assistant:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(
            json.dumps({"id": n, "text": t, "date": d, "kind": k, "speaker": "Halte"}) + "\n"
            for n, (t, d, k) in enumerate(ROWS)
        ),
        encoding="utf-8",
    )
    assistant.ingest([rows], brand="halte")
    return assistant


def _draft(halte: Assistant, wishes: Wishes, platform: str = "x") -> Reply:
    return halte.draft(Post(POST, platform), brand="halte", wishes=wishes)


def test_a_strategy_that_is_wished_for_is_the_only_one(halte: Assistant) -> None:
    assert [d.strategy.name for d in _draft(halte, Wishes(strategy="commit")).drafts] == ["commit"]


def test_a_strategy_that_the_record_does_not_allow_is_told(halte: Assistant) -> None:
    wishes = Wishes(strategy="commit", without=("halve",))
    reply = _draft(halte, wishes)
    assert reply.drafts[0].strategy.name != "commit"
    assert any("Nothing on record allows the strategy" in note for note in reply.notes)


def test_shorter_is_shorter_and_still_answers(halte: Assistant) -> None:
    usual = _draft(halte, Wishes()).drafts[0]
    short = _draft(halte, Wishes(size=Size.SHORT)).drafts[0]
    assert short.length.used < usual.length.used
    assert any(s.citations for s in short.sentences)


def test_fuller_quotes_more(halte: Assistant) -> None:
    def quoted(size: Size) -> int:
        drafts = _draft(halte, Wishes(size=size), "linkedin").drafts
        return max(sum(bool(s.citations) for s in d.sentences) for d in drafts)

    assert quoted(Size.FULL) >= quoted(Size.SHORT) == 1


def test_tones_change_the_courtesies_and_no_quotation(halte: Assistant) -> None:
    def parts(tone: Tone) -> tuple[list[str], list[str]]:
        sentences = _draft(halte, Wishes(tone=tone)).drafts[0].sentences
        return (
            [s.text for s in sentences if not s.citations],
            [c.words for s in sentences for c in s.citations],
        )

    usual, warmer, plainer = parts(Tone.USUAL), parts(Tone.WARMER), parts(Tone.PLAINER)
    assert "thank you for" in warmer[0][0]
    assert plainer[0] == ["Hello."]
    assert usual[0] != warmer[0]
    assert usual[1][0] == warmer[1][0] == plainer[1][0]


def test_what_is_to_be_mentioned_stands_beside_the_answer(halte: Assistant) -> None:
    reply = _draft(halte, Wishes(mention="apprentices in the bakery school"), "linkedin")
    text = reply.drafts[0].text
    assert "plastic packaging" in text
    assert "40 apprentices" in text


def test_what_the_record_does_not_have_is_told_and_not_made_up(halte: Assistant) -> None:
    reply = _draft(halte, Wishes(mention="quantum computers"))
    assert any("nothing to quote on “quantum computers”" in note for note in reply.notes)
    assert "quantum" not in reply.drafts[0].text


def test_what_is_left_out_is_in_no_draft(halte: Assistant) -> None:
    assert any("18 %" in d.text for d in _draft(halte, Wishes()).drafts)
    reply = _draft(halte, Wishes(without=("18 %",)))
    assert all("18 %" not in d.text for d in reply.drafts)
    gone = _draft(halte, Wishes(without=("2025",)))
    assert all("2030" not in d.text for d in gone.drafts), "said in 2025"


def test_what_was_to_be_left_out_and_is_nowhere_is_told(halte: Assistant) -> None:
    notes = _draft(halte, Wishes(without=("cocoa",))).notes
    assert any("has to do with “cocoa”" in note for note in notes)
    assert not any("has to do with" in n for n in _draft(halte, Wishes(without=("18 %",))).notes)


def test_a_pledge_whose_day_has_passed_reminds_the_person_to_say_what_came_of_it(
    halte: Assistant, tmp_path: Path
) -> None:
    late = tmp_path / "late.md"
    late.write_text(
        "---\nkind: commitment\ndate: 2024-02-01\nspeaker: Halte\n---\n"
        "We will pay 200 euros to every orchard that floods before June 2025.\n",
        "utf-8",
    )
    halte.ingest([late], brand="halte")
    reply = halte.draft(
        Post("You promised to pay every orchard that floods!", "linkedin"), brand="halte"
    )
    assert "“We will pay 200 euros" in reply.drafts[0].text, "in quotation marks, with its date"
    assert "2024" in reply.drafts[0].text
    assert "say what came of it" in (reply.drafts[0].note or "")


def test_no_two_drafts_say_the_same(halte: Assistant) -> None:
    drafts = _draft(halte, Wishes(size=Size.SHORT)).drafts
    assert len({draft.text for draft in drafts}) == len(drafts)


def test_a_warm_holding_reply_still_says_that_it_is_looked_into(halte: Assistant) -> None:
    post = Post("Will you sponsor the chess championship in Reykjavik?")
    usual = halte.draft(post, brand="halte").drafts[0]
    warm = halte.draft(post, brand="halte", wishes=Wishes(tone=Tone.WARMER)).drafts[0]
    assert usual.strategy.name == warm.strategy.name == "hold"
    assert warm.text == usual.text


def test_an_unknown_strategy_is_refused(halte: Assistant) -> None:
    with pytest.raises(BadRequest, match="Known: acknowledge"):
        _draft(halte, Wishes(strategy="deny"))


def test_who_recalls_a_promise_is_answered_with_it_first(halte: Assistant) -> None:
    recalls = halte.draft(Post(POST, "linkedin"), brand="halte")
    asks = halte.draft(Post("What about your plastic packaging?", "linkedin"), brand="halte")
    assert recalls.drafts[0].strategy.name == "commit"
    assert "2030" in recalls.drafts[0].text
    assert asks.drafts[0].strategy.name == "acknowledge"
