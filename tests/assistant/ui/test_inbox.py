"""The Inbox room: what was done meanwhile is said, what comes from outside is inert, no more is
told than a sample bears."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import numpy as np
import pytest

from assistant.listening.columns import Heading
from assistant.listening.facade import Listening
from assistant.listening.gathered import Gathered, ThemeListed, ThemeShelf, ThemeShown
from assistant.listening.handed import Handed
from assistant.listening.presence import Gap, Presence, Spoken, Topic
from assistant.listening.remembering import Memory
from assistant.listening.shelf import Shelf
from assistant.listening.triage import Reader
from assistant.listening.values import (
    Act,
    Challenge,
    Challenged,
    Heard,
    Imported,
    Order,
    Query,
    Refusal,
    State,
    Tell,
    Urgency,
)
from assistant.model import Post, Reading, Turn
from assistant.reading import read
from assistant.review import Person
from assistant.review.acting import post_digest
from assistant.themes.values import (
    Answer,
    AskedAgain,
    Bridge,
    Consensus,
    Count,
    Coverage,
    Line,
    Polarisation,
    Quotation,
    Share,
    Side,
    Theme,
)
from assistant.ui.arriving import Arriving
from assistant.ui.conversation import thread_of, thread_words
from assistant.ui.inbox import agreeing, asking, bringing, filtering, leading, theming
from assistant.ui.inbox.room import InboxRoom
from assistant.ui.inbox.underway import Step, Stopped, run
from assistant.ui.inbox.view import WAITING, Offered, View
from assistant.ui.inbox.works import Done, Work, following, settled
from assistant.ui.pieces import Place
from assistant.ui.rehearsing.sources import Sources
from assistant.ui.shell import Shell
from assistant.ui.texts import say
from knowledge.database import Database
from knowledge.model import Brand
from tests.assistant.ui.conftest import make_passage
from tests.assistant.ui.test_pieces import HOSTILE

QUOTE = "By 2027 our three ovens will run on wood from the valley."
ROWS = [
    {"text": "Why are your ovens still on gas?", "author": "tom", "date": "2026-03-14T09:30:00Z"},
    {
        "text": "My son was taken to hospital after your cake!",
        "author": "ana",
        "date": "2026-03-15",
    },
    {"text": "Lovely bread as always, thank you.", "author": "joe", "date": "2026-03-16"},
]


class House:
    """A house with two people and one inbox; its record knows one sentence."""

    alone = False

    def __init__(self, database: Database, *, keeper: str = "Ada") -> None:
        def reading(post: Post, locale: str) -> Reading:
            return read(post, locale=locale)

        def challenges(brand: str, post: Post) -> Challenge:
            if "oven" not in post.text:
                return Challenge(False, (), ("cakes",))
            return Challenge(True, (Challenged("p1", QUOTE, "Jeanne", "2023-03-14", True),))

        handed = Handed(
            rights=lambda by, act, brand: None,
            vectors=lambda texts, tell=None: np.zeros((len(texts), 4), dtype=np.float32),
            challenges=challenges,
            answers=lambda brand: lambda text, language: Answer(False),
            brands=lambda name=None: Brand("moulin", "Moulin"),
            situation=lambda brand: "",
            dossiers=lambda brand: {},
            speakers=lambda brand: [],
            allows=lambda by, act: act is not Act.ERASE or by.name == keeper,
        )
        self.listening = Listening(
            Shelf(database, post_digest),
            Memory(database),
            ThemeShelf(database),
            Reader(reading),
            handed,
        )

    def person(self, name: str | None = None) -> Person:
        return Person(name or "")

    def brands(self) -> list[Brand]:
        return [Brand("moulin", "Moulin")]

    def example_posts(self, brand: str) -> list[Post]:
        return [Post("Local flour? Prove it.", "bluesky", "@tom")]

    def passages_of(self, brand: str, ids: Sequence[str]) -> Mapping[str, Any]:
        return {"p1": make_passage(QUOTE, title="Ovens")} if "p1" in ids else {}


@pytest.fixture
def house(sqlite: Database) -> House:
    return House(sqlite)


@pytest.fixture
def room(house: House) -> InboxRoom:
    shell = Shell(None, None, None, "en")  # type: ignore[arg-type]
    return InboxRoom(house, shell, clock=lambda: date(2026, 11, 23))  # type: ignore[arg-type]


@pytest.fixture
def here() -> Place:
    return Place(say("en"), "en", -2, date(2026, 11, 23), alone=False)


def bring(house: House, tmp_path: Path, rows: Sequence[Mapping[str, str]] = ROWS) -> list[Heard]:
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    house.listening.import_files([file], "moulin", Person("Ada"))
    return list(house.listening.inbox("moulin", Query(order=Order.OLDEST)).posts)


def asking_as(who: str) -> Any:
    return SimpleNamespace(username=who, query_params={})


def press(
    room: InboxRoom, who: str, view: View, act: str, subject: str = "", **fields: str
) -> list[Any]:
    told = gr.EventData(None, {"act": act, "subject": subject, "fields": fields})
    return room.act(view, "moulin", "en", asking_as(who), told)


def words_of(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


# --- the room -------------------------------------------------------------------------------------


def test_an_empty_inbox_says_what_to_do_and_offers_the_example(room: InboxRoom) -> None:
    _, head, main, side, files, _ = room.look(View(), "moulin", "fr", asking_as("Ada"))
    assert "Rien n'est encore arrivé" in words_of(main)
    assert 'data-act="example"' in main
    assert (head, side) == ("", "")
    assert files["visible"] is True


def test_the_most_urgent_stands_first_with_its_reason_in_words(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path)
    main = room.look(View(), "moulin", "en", asking_as("Ada"))[2]
    first = re.findall(r"<li><button.*?</li>", main)[0]
    assert "hospital" in first
    assert "urgency-now" in first
    [why] = re.findall(r'class="row-why">(.*?)</span>', first)
    assert "hospital" in why


def test_a_post_opened_shows_what_it_challenges_quoted_with_its_date_and_source(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    [ovens, *_] = bring(house, tmp_path)
    side = press(room, "Ada", View(), "open", ovens.id)[3]
    told = words_of(side)
    assert QUOTE in told
    assert "14 March 2023" in told
    assert "Commitment" in told
    assert re.search(r'class="mark" data-card="evidence--2-1"', side)
    assert 'id="evidence--2-1"' in side


def test_a_post_that_nothing_on_record_answers_says_so(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    posts = bring(house, tmp_path)
    told = words_of(press(room, "Ada", View(), "open", posts[1].id)[3])
    assert "Nothing on record answers it." in told
    assert "cakes" in told


def test_what_somebody_else_did_meanwhile_is_said_and_not_overwritten(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    [ovens, *_] = bring(house, tmp_path)
    side = press(room, "Ada", View(), "open", ovens.id)[3]
    [seen] = re.findall(r'name="seen" value="([^"]+)"', side)
    house.listening.mark("moulin", [ovens.id], Person("Bob"), state=State.ANSWERED, taker="Bob")

    after = press(room, "Ada", replace(View(), post=ovens.id), "ignored", ovens.id, seen=seen)
    assert "changed while you looked at it" in after[5]
    assert "Bob has it" in words_of(after[3])
    now = house.listening.posts("moulin", [ovens.id])[ovens.id]
    assert (now.state, now.taken_by) == (State.ANSWERED, "Bob")


def test_a_post_is_taken_over_only_by_saying_so(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    [ovens, *_] = bring(house, tmp_path)
    house.listening.mark("moulin", [ovens.id], Person("Bob"), taker="Bob")
    side = press(room, "Ada", View(), "open", ovens.id)[3]
    assert 'data-act="takes"' not in side
    assert "Take it over from Bob" in words_of(side)
    [seen] = re.findall(r'name="seen" value="([^"]+)"', side)
    press(room, "Ada", View(), "over", ovens.id, seen=seen)
    assert house.listening.posts("moulin", [ovens.id])[ovens.id].taken_by == "Ada"


def test_a_note_is_kept_and_its_box_let_go(room: InboxRoom, house: House, tmp_path: Path) -> None:
    [ovens, *_] = bring(house, tmp_path)
    view = replace(View(), post=ovens.id)
    side = press(room, "Ada", View(), "open", ovens.id)[3]
    [seen] = re.findall(r'name="seen" value="([^"]+)"', side)
    after = press(room, "Ada", view, "note", ovens.id, seen=seen, note="Ask Jeanne first.")
    assert f'data-done="inbox-{ovens.id}"' in after[5]
    assert "Ask Jeanne first." in after[3]


def test_a_post_that_is_gone_is_said_to_be_and_nothing_moves(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path)
    after = press(room, "Ada", View(), "open", "m0123456789abcdef")
    assert 'role="alert"' in after[5]
    assert not any(isinstance(one, str | View) for one in after[:4])


def test_the_page_opens_on_the_inbox_only_where_posts_wait(house: House, tmp_path: Path) -> None:
    arriving = Arriving(house, *[None] * 3)  # type: ignore[arg-type]
    assert arriving.first("moulin", "reply", asking_as("Ada")) != "inbox"
    posts = bring(house, tmp_path)
    assert arriving.first("moulin", "reply", asking_as("Ada")) == "inbox"
    linked = SimpleNamespace(username="Ada", query_params={"reply": "0" * 32})
    assert arriving.first("moulin", "reply", linked) != "inbox"  # type: ignore[arg-type]
    house.listening.mark("moulin", [p.id for p in posts], Person("Ada"), state=State.IGNORED)
    assert arriving.first("moulin", "reply", asking_as("Ada")) != "inbox"


# --- files ----------------------------------------------------------------------------------------


def test_a_file_whose_text_is_not_recognised_is_offered_with_its_columns_to_choose_from(
    room: InboxRoom, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Zeta,Eta\nWhere is my order?,9\n", encoding="utf-8")
    view, _, main, *_ = room.choose([str(file)], None, "moulin", "en", asking_as("Ada"))
    assert view.offered[0].read is None
    assert "Choose the one that holds it" in main
    assert "Zeta (for example: Where is my order?)" in words_of(main)

    asked = press(room, "Ada", view, "import", **{"column 0 text": "Zeta"})
    [work] = [one for one in asked if isinstance(one, Work)]
    assert dict(work.files[0].mapping) == {"text": "Zeta"}


def test_only_columns_that_were_corrected_are_named_by_hand(tmp_path: Path) -> None:
    read_as = {"text": "Message", "author": "User"}
    one = Offered(tmp_path / "a.csv", Heading(("Message", "User", "Nick"), {}), read_as)
    left_alone = {"column 0 text": "Message", "column 0 author": "User", "column 0 at": ""}
    assert bringing.corrected(0, one, left_alone) == {}
    corrected = {"column 0 author": "Nick", "column 0 at": "made up", "column 0 text": "Message"}
    assert bringing.corrected(0, one, corrected) == {"author": "Nick"}
    assert bringing.corrected(0, one, {"column 0 author": ""}) == {"author": ""}


def test_a_column_set_aside_by_hand_is_not_read(house: House, tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("text,author\nHello there,tom\n", encoding="utf-8")
    house.listening.import_files([file], "moulin", Person("Ada"), mapping={"author": ""})
    [one] = house.listening.inbox("moulin").posts
    assert one.author is None
    assert house.listening.columns(file, "moulin").of == {"text": "text"}


def test_what_was_not_read_is_told_with_file_row_and_reason(here: Place) -> None:
    refusals = tuple(Refusal("a.csv", 7 + at, f"too long {at}.") for at in range(25))
    told = words_of(bringing.came(Imported(new=2, refused=40, refusals=refusals), here))
    assert "2 new posts" in told
    assert "40 rows could not be read" in told
    assert "a.csv , row 7: too long 0." in told
    assert "and 20 more" in told


def test_the_uploaded_file_does_not_stay_behind(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    view = room.choose([str(file)], None, "moulin", "en", asking_as("Ada"))[0]
    work = next(o for o in press(room, "Ada", view, "import") if isinstance(o, Work))
    steps = list(room.carry(work, "en", asking_as("Ada")))
    done = next(one for step in steps for one in step if isinstance(one, Done))
    assert done.imported[0].new == 1
    assert not file.exists()
    # What came in is read next, without being asked.
    assert following(done) == Work("read", "moulin", "en")


def test_an_author_is_forgotten_by_whoever_may_once_it_was_asked_twice(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path)
    assert 'data-act="forget"' in room.look(View(), "moulin", "en", asking_as("Ada"))[2]
    assert 'data-act="forget"' not in room.look(View(), "moulin", "en", asking_as("Bo"))[2]
    # Not at once, not of somebody else, and not after it was thought better of.
    assert "alert" in press(room, "Ada", View(), "erase", "tom")[5]
    asked = press(room, "Ada", View(), "forget", author="@Tom")
    assert "Erase all that @Tom wrote?" in words_of(asked[3]) and "1 post goes" in asked[3]
    assert "alert" in press(room, "Ada", asked[0], "erase", "ana")[5]
    kept = press(room, "Ada", asked[0], "close")[0]
    assert "alert" in press(room, "Ada", kept, "erase", "@Tom")[5]
    assert house.listening.counts("moulin").total == 3
    gone = press(room, "Ada", asked[0], "erase", "@Tom")
    assert "1 post was erased." in gone[5] and house.listening.counts("moulin").total == 2


def test_posts_are_saved_as_they_are_filtered_and_without_their_authors(
    room: InboxRoom, house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path)
    view = replace(View(), query=replace(WAITING, words="oven"))
    work = next(o for o in press(room, "Ada", view, "save-posts", "csv") if isinstance(o, Work))
    steps = list(room.carry(work, "en", asking_as("Ada")))
    done = next(one for step in steps for one in step if isinstance(one, Done))
    content, name = done.file or (b"", "")
    assert name == "moulin-inbox.csv" and b"Why are your ovens still on gas?" in content
    assert b"cake" not in content and b"tom" not in content
    assert (
        'download="moulin-inbox.csv"'
        in room.settle(done, view, "moulin", "en", asking_as("Ada"))[5]
    )


def test_a_feed_is_added_told_of_when_it_fails_and_removed(room: InboxRoom, house: House) -> None:
    told = {"kind": "rss", "address": "http://127.0.0.1:9/feed", "words": ""}
    here = press(room, "Ada", View(part="import"), "feed-add", **told)
    assert "127.0.0.1:9" in here[2]
    work = next(
        o for o in press(room, "Ada", View(part="import"), "feed-read") if isinstance(o, Work)
    )
    steps = list(room.carry(replace(work, language="fr"), "fr", asking_as("Ada")))
    [done] = [one for step in steps for one in step if isinstance(one, Done)]
    [came] = done.imported
    assert came.refused == 0 and came.notes[0].startswith("http://127.0.0.1:9/feed")
    [feed] = house.listening.feeds("moulin")
    assert feed.error and feed.error in came.notes[0]
    after = press(room, "Ada", View(part="import"), "feed-drop", feed.id)
    assert "There is no feed yet." in after[2] and house.listening.feeds("moulin") == []


# --- long work ------------------------------------------------------------------------------------


def test_a_work_that_is_given_up_stops_at_its_next_step() -> None:
    reached, over = threading.Event(), threading.Event()
    stopped: list[bool] = []

    def job(tell: Tell) -> str:
        tell(1, 9, "reading")
        reached.wait(5)
        try:
            tell(2, 9, "reading")
        except Stopped:
            stopped.append(True)
            raise
        finally:
            over.set()
        return "done"

    steps = run(job)
    assert next(steps) == Step(1, 9, "reading")
    steps.close()  # type: ignore[attr-defined]
    reached.set()
    assert over.wait(5)
    assert stopped == [True]


def test_what_was_done_is_taken_into_what_is_looked_at_now() -> None:
    read_out = CONSENSUS
    done = Done(Work("agree", "moulin", "en", read_out.theme_id), consensus=read_out)
    there = View(part="themes", theme=read_out.theme_id)
    assert settled(there, done).consensus == read_out
    elsewhere = View(part="posts", post="m1")
    assert settled(elsewhere, done) == elsewhere


# --- filters --------------------------------------------------------------------------------------


def test_a_form_filters_by_what_there_is_and_by_nothing_else() -> None:
    fields = {
        "words": "  gas ",
        "urgency": "today",
        "route": "nowhere",
        "language": "fr",
        "order": "'; drop table posts",
    }
    query = filtering.filtered(replace(WAITING, page=7), fields)
    assert query == replace(
        WAITING, words="gas", urgency=Urgency.TODAY, languages=("fr",), order=Order.URGENT, page=1
    )
    assert filtering.narrowed(query)
    assert not filtering.narrowed(filtering.cleared(query))


def test_where_posts_stand_is_chosen_apart_from_the_filters() -> None:
    query = filtering.filtered(WAITING, {"words": "gas"})
    mine = filtering.shown(query, "mine", "Ada")
    assert (mine.taken_by, mine.words) == ("Ada", "gas")
    assert filtering.shown_of(mine) == "mine"
    done = filtering.shown(mine, "answered", "Ada")
    assert (done.taken_by, done.states) == (None, (State.ANSWERED,))


@pytest.mark.parametrize(
    "thread",
    [
        (Turn("Any news?", "tom"), Turn("Soon: in May.", None, True), Turn("No name here", None)),
        (Turn("A note: this has a colon", None),),
    ],
)
def test_a_thread_is_read_back_from_its_box_as_it_was(thread: tuple[Turn, ...]) -> None:
    told = thread_of(thread_words(thread), Brand("moulin", "Moulin"))
    assert [(t.text, t.by_brand) for t in told] == [(t.text, t.by_brand) for t in thread]
    for back, was in zip(told, thread, strict=True):
        assert back.author in (was.author, "?")


# --- what a sample bears --------------------------------------------------------------------------

THEME = Theme("t1", "ovens, gas", ("ovens", "gas"), ("m1", "m2"), ("m1",), 0.5)
CONSENSUS = Consensus(
    theme_id="t1",
    voices=2,
    authors=2,
    sides={Side.FOR: 1, Side.AGAINST: 1},
    two_sides=False,
    granted=(Line("ovens", "Both grant the wood.", (("m1", "wood is fine"),), ("m1",), ("m2",)),),
    contested=(),
    irreconcilable=(),
    strongest=None,
    bridge=Bridge(QUOTE, "en", (Quotation("p1", QUOTE, "Jeanne, 2023"),)),
    polarisation=Polarisation(0.4, 2, None, None),
    notes=("Too few to tell sides apart.",),
)


def test_a_theme_with_nothing_on_record_says_how_many_were_put_to_it(here: Place) -> None:
    whole = Coverage("t1", voices=41, asked=41, answered=0, open=())
    assert words_of(theming.covered(whole, here)) == "nothing on record"
    sample = replace(whole, voices=410, asked=20)
    assert words_of(theming.covered(sample, here)) == "nothing on record for the 20 put to it"
    some = replace(sample, answered=7, spoken=3)
    told = words_of(theming.covered(some, here))
    assert told == "the record answers 7 of 20, speaks of 3 more"
    spoken = replace(sample, spoken=20)
    assert words_of(theming.covered(spoken, here)).startswith("the record answers 0 of 20")


def test_no_percentage_is_told_where_the_sample_does_not_bear_it(here: Place) -> None:
    coverage = Coverage("t1", voices=12, asked=12, answered=5, open=())
    listed = ThemeListed(THEME, "2026-03-01", "2026-03-02", 1, coverage)
    small = ThemeShown(listed, (Count(date(2026, 3, 1), 2),), "day", (Share("x", 2, 2, 2),), (), ())
    assert "%" not in words_of(theming.opened(small, "", here))
    bounded = replace(coverage, voices=400, asked=40, answered=10, low=0.14, high=0.4)
    large = replace(
        small,
        listed=replace(listed, coverage=bounded),
        communities=(Share("x", 20, 40, 9, 0.35, 0.65),),
    )
    told = words_of(theming.opened(large, "", here))
    assert "between 14 and 40 %" in told
    assert "35 to 65 %" in told


def test_a_plot_is_told_in_words_and_as_a_table(here: Place) -> None:
    counts = (Count(date(2026, 3, 1), 3), Count(date(2026, 3, 2), 0), Count(date(2026, 3, 3), 5))
    listed = ThemeListed(replace(THEME, members=tuple(map(str, range(9)))), None, None, 0, None)
    drawn = theming.opened(ThemeShown(listed, counts, "day", (), (), ()), "", here)
    assert "8 posts from 1 March 2026 to 3 March 2026; most in one day: 5" in drawn
    assert "1 is undated" in drawn
    assert drawn.count("<rect") == 2
    assert "3 March 2026</th><td>5</td>" in drawn


def test_each_line_of_a_read_out_leads_to_the_posts_behind_it(
    room: InboxRoom, house: House, tmp_path: Path, here: Place
) -> None:
    posts = bring(house, tmp_path)
    line = replace(CONSENSUS.granted[0], supporting=(posts[0].id,), opposing=(posts[2].id,))
    told = replace(CONSENSUS, granted=(line,))
    sources = Sources(here, house.passages_of("moulin", ["p1"]))
    drawn = agreeing.drawn(told, sources, here)
    assert "From 2 posts (known authors: 2)." in words_of(drawn)
    [subject] = re.findall(r'data-act="behind" data-subject="([^"]+)"', drawn)
    view = View(part="themes", theme="t1", consensus=told, locale="en")
    side = press(room, "Ada", view, "behind", subject)[3]
    assert posts[0].text in words_of(side)
    assert posts[2].text in words_of(side)
    assert posts[1].text not in words_of(side)


# --- inert ----------------------------------------------------------------------------------------


class Elements(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.handlers: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_said_outside_stays_words(
    words: str, room: InboxRoom, house: House, tmp_path: Path, here: Place
) -> None:
    rows = [
        {"text": f"{words} oven", "author": words, "community": words, "id": "1", "channel": words},
        {"text": f"no {words}", "author": words, "reply_to": "1", "id": "2", "channel": words},
    ]
    posts = bring(house, tmp_path, rows)
    house.listening.mark("moulin", [posts[0].id], Person(words), note=words, taker=words)
    theme = replace(THEME, name=words, words=(words,))
    coverage = Coverage("t1", 2, 2, 0, (), (words,))
    listed = ThemeListed(theme, None, None, 1, coverage)
    shown = ThemeShown(listed, (), "day", (Share(words, 2, 2, 2),), tuple(posts), tuple(posts))
    line = Line(words, words, ((posts[0].id, words),), (posts[0].id,))
    bridge = Bridge(words, "en", (Quotation("p1", words, words),))
    told = replace(CONSENSUS, granted=(line,), strongest=line, bridge=bridge, notes=(words,))
    last = Spoken(words, words, "en", "2026", words, "m1", False, True)
    leader = Presence(
        *(words, (words,), 2, 1, last, (words,)),
        *((Topic("t1", words, 1, None),), (Gap("t1", words, 2),), 1, 1, ()),
    )
    asked = AskedAgain(words, "en", ("m1",), {words: 3}, ())
    heading = Heading((words,), {words: words})
    offered = Offered(Path(re.sub(r"[/\\]", "", words)), heading, {"text": words}, None)
    refused = Imported(refused=1, refusals=(Refusal(words, 3, words),), notes=(words,))
    everything = "".join(
        (
            *(room.look(View(), "moulin", "en", asking_as("Ada"))[at] for at in (1, 2, 3)),
            *(press(room, "Ada", View(), "open", post.id)[3] for post in posts),
            theming.listed(Gathered((listed,), 0, "2026", 0), None, here),
            theming.opened(shown, "", here),
            agreeing.drawn(told, Sources(here, {}), here),
            leading.drawn([leader], True, here),
            asking.drawn([asked], here),
            bringing.drawn([offered, replace(offered, problem=words)], [refused], here),
        )
    )
    parsed = Elements(everything)
    assert parsed.handlers == set()
    assert not parsed.seen & {"script", "img", "iframe", "b", "a"}
    for raw in ("${", "{{", "\u202e"):
        assert raw not in everything


def test_every_day_has_its_own_moment(here: Place) -> None:
    """A moment is given to the page as one, a day as the words that it is."""
    from assistant.ui.inbox.words import when

    assert when("2026-03-14T09:30:00Z", here).startswith('<time datetime="2026-03-14T09:30:00Z">')
    assert when("2026-03", here) == "March 2026"
    assert when(None, here) == "undated"
