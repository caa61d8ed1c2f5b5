"""Posts come in whatever wrote the file, each once, and what cannot be read is told by its row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.listening.columns import posts_of, recognised
from assistant.listening.formats import Source
from assistant.listening.importing import BATCH
from assistant.listening.moments import moment
from assistant.listening.shelf import Shelf
from assistant.listening.values import Heard, Imported, Query, State
from knowledge.errors import BadInput

Take = Callable[..., Imported]
Write = Callable[[str, str], Path]


def inbox(shelf: Shelf, **query: Any) -> list[Heard]:
    return list(shelf.page("halage", Query(size=500, **query), "rules").posts)


def one(path: Path) -> dict[str, Any]:
    """The first post of a file, as far as its form tells."""
    source = Source(path)
    _, row = next(iter(source.rows()))
    columns = recognised(path.name, list(row), {}).of
    post = posts_of(row, columns, defaults={}, channel=source.channel, ours=frozenset())[0]
    return {k: v for k, v in vars(post).items() if v not in (None, False)}


# What files look like


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "Export d'avis.csv",
            "Date de publication;Auteur;Note;Titre de l'avis;Avis\n"
            "10/05/2026;Léa;2/5;Déçue;Le colis est arrivé ouvert.\n",
            {
                "text": "Déçue\n\nLe colis est arrivé ouvert.",
                "channel": "other",
                "author": "Léa",
                "at": "2026-05-10",
                "rating": 2,
            },
        ),
        (
            "tweets.js",
            'window.YTD.tweets.part0 = [{"tweet": {"id_str": "91", "full_text": "Where is it?", '
            '"created_at": "Tue Oct 31 22:08:27 +0000 2017", "in_reply_to_status_id_str": "90"}}]',
            {
                "text": "Where is it?",
                "channel": "x",
                "own_id": "91",
                "reply_to": "90",
                "at": "2017-10-31T22:08:27Z",
            },
        ),
        (
            "x.json",
            '{"data": [{"id": "7", "text": "No answer.", "author_id": "1", "lang": "en", '
            '"public_metrics": {"impression_count": 1200}, '
            '"referenced_tweets": [{"type": "replied_to", "id": "6"}]}], '
            '"includes": {"users": [{"id": "1", "username": "leo"}]}}',
            {
                "text": "No answer.",
                "channel": "x",
                "own_id": "7",
                "reply_to": "6",
                "author": "leo",
                "language": "en",
                "reach": 1200,
            },
        ),
        (
            "outbox.json",
            '{"orderedItems": [{"type": "Create", "object": {"id": "https://m.example/1", '
            '"content": "<p>Bonjour,<br>et la suite&nbsp;?</p>", '
            '"published": "2026-05-10T09:30:00Z", "url": "https://m.example/@lea/1", '
            '"attributedTo": "https://m.example/users/lea"}}]}',
            {
                "text": "Bonjour,\net la suite\u00a0?",
                "channel": "mastodon",
                "own_id": "https://m.example/1",
                "author": "lea",
                "at": "2026-05-10T09:30:00Z",
                "url": "https://m.example/@lea/1",
            },
        ),
        (
            "bluesky.json",
            '{"posts": [{"uri": "at://did:a/app.bsky.feed.post/3k", '
            '"author": {"handle": "lea.example"}, "record": {"text": "And now?", "langs": ["en"], '
            '"createdAt": "2026-05-10T09:30:00.000Z", '
            '"reply": {"parent": {"uri": "at://did:b/app.bsky.feed.post/3j"}}}}]}',
            {
                "text": "And now?",
                "channel": "bluesky",
                "own_id": "at://did:a/app.bsky.feed.post/3k",
                "reply_to": "at://did:b/app.bsky.feed.post/3j",
                "author": "lea.example",
                "at": "2026-05-10T09:30:00Z",
                "language": "en",
            },
        ),
        (
            "posts.jsonl",
            '{"text": "Hello there", "user": {"screen_name": "leo"}, "url": "https://x.com/leo/1"}',
            {
                "text": "Hello there",
                "channel": "x",
                "author": "leo",
                "url": "https://x.com/leo/1",
            },
        ),
    ],
)
def test_the_usual_exports_are_read_by_their_headings(
    write: Write, name: str, text: str, expected: dict[str, Any]
) -> None:
    assert one(write(name, text)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2023-11-16 16:13:18 +01:00", "2023-11-16T15:13:18Z"),
        ("2020-12-28 07:26:23+00:00", "2020-12-28T07:26:23Z"),
        ("1514764800", "2018-01-01T00:00:00Z"),
        ("1514764800000", "2018-01-01T00:00:00Z"),
        ("Wed, 10 May 2023 09:30:00 +0200", "2023-05-10T07:30:00Z"),
        ("mai 2023", "2023-05"),
        ("bientôt", None),
        ("", None),
    ],
)
def test_a_date_is_kept_as_exactly_as_it_was_told(raw: str, expected: str | None) -> None:
    assert moment(raw) == expected


def test_a_link_that_is_no_web_address_is_left_out(write: Write) -> None:
    assert "url" not in one(write("a.csv", "text,url\nHello you,javascript:alert(1)\n"))


# Each once


def test_importing_again_adds_nothing_twice(take: Take, shelf: Shelf, write: Write) -> None:
    path = write("a.csv", "id,author,text\n1,ana,Where is it?\n2,bob,And the boat?\n")
    assert (take(path).new, take(path).new, take(path).known) == (2, 0, 2)
    again = write("b.csv", "text,id,author\nAnd the boat?,2,bob\nAnd a third,3,zoe\n")
    assert (take(again).new, len(inbox(shelf))) == (1, 3)


def test_rows_without_an_id_are_known_by_author_words_and_day(take: Take, write: Write) -> None:
    lines = "author,text,date\nana,Where is the boat?,2026-05-10\n"
    path = write(
        "a.csv", lines + "ana,where is the BOAT ?,2026-05-10\nana,Where is the boat?,2026-06-01\n"
    )
    assert (take(path).new, take(path).new) == (2, 0)


def test_reposts_are_counted_under_the_first_and_short_thanks_are_not(
    take: Take, shelf: Shelf, write: Write
) -> None:
    rows = [
        {"id": "1", "text": "Why do you still pack everything in plastic?", "author": "ana"},
        {"id": "2", "text": "RT @ana: Why do you still pack everything in plastic?"},
        {"id": "3", "text": "why do you still pack everything in plastic ? https://t.co/x"},
        {"id": "4", "text": "Merci !"},
        {"id": "5", "text": "merci"},
    ]
    assert take(write("a.jsonl", "\n".join(map(json.dumps, rows)))).copies == 2
    found = {post.own_id: post for post in inbox(shelf)}
    assert set(found) == {"1", "4", "5"}
    assert found["1"].copies == 2
    assert len(inbox(shelf, copies=True)) == 5


@pytest.mark.parametrize("order", ["post first", "reply first"])
def test_a_post_that_the_brand_replied_to_is_answered(
    take: Take, shelf: Shelf, write: Write, order: str
) -> None:
    rows = ["1,ana,Where is it?,", "2,@Halage,It is on its way.,1"]
    rows = rows if order == "post first" else rows[::-1]
    for number, row in enumerate(rows):
        take(write(f"{number}.csv", f"id,author,text,in reply to\n{row}\n"))
    [post] = inbox(shelf)
    assert (post.state, str(post.known)) == (State.ANSWERED, "reply")
    [reply] = shelf.after(post)
    assert reply.by_brand and reply.text == "It is on its way."
    assert shelf.before(reply) == (post,)


def test_the_reply_beside_a_review_answers_it(take: Take, shelf: Shelf, write: Write) -> None:
    take(
        write(
            "a.csv", "Avis,Réponse de l'entreprise\nColis ouvert,Nous vous rappelons\nRien reçu,\n"
        )
    )
    assert {post.text: post.answered for post in inbox(shelf)} == {
        "Colis ouvert": True,
        "Rien reçu": False,
    }


# Nothing lost


def test_each_row_that_cannot_be_read_is_told_and_the_others_come_in(
    take: Take, write: Write
) -> None:
    lines = [
        '{"text": "One"}',
        "{broken",
        "[1]",
        '{"text": ["no"]}',
        '{"text": ""}',
        '{"text": "Two"}',
    ]
    found = take(
        write("a.jsonl", "\n".join(lines)), write("b.pdf", ""), write("c.csv", "a,b\n1,2\n")
    )
    assert (found.new, found.empty, found.refused) == (2, 1, 5)
    assert [(r.file, r.row) for r in found.refusals] == [
        ("a.jsonl", 4),
        ("a.jsonl", 2),
        ("a.jsonl", 3),
        ("b.pdf", None),
        ("c.csv", None),
    ]
    assert "its columns are a, b" in found.refusals[-1].reason


def test_a_western_encoding_is_told_and_read(take: Take, shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Message;Auteur\nÇa n'a pas marché;Zoé\n".encode("cp1252"))
    assert "Windows-1252" in take(path).notes[0]
    assert inbox(shelf)[0].text == "Ça n'a pas marché"


def test_a_mapping_is_remembered_for_the_heading_and_checked(
    take: Take, shelf: Shelf, write: Write
) -> None:
    first = write("a.csv", "Q1,Qui\nWhere is it?,ana\n")
    assert take(first).refused == 1
    assert take(first, mapping={"text": "Q1", "author": "Qui"}).new == 1
    assert take(write("b.csv", "Qui,Q1\nbob,And the boat?\n")).new == 1
    assert {post.author for post in inbox(shelf)} == {"ana", "bob"}
    with pytest.raises(BadInput, match="No field is called 'words'"):
        take(first, mapping={"words": "Q1"})


def test_a_stopped_import_keeps_what_is_in_and_goes_on_from_there(
    take: Take, shelf: Shelf, write: Write
) -> None:
    rows = "".join(f"{i},post number {i}\n" for i in range(2 * BATCH + 5))
    path = write("a.csv", f"id,text\n{rows}")

    class Stop(Exception):
        pass

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise Stop

    with pytest.raises(Stop):
        take(path, tell=stop)
    assert shelf.counts("halage", Query(), "rules").total == BATCH
    found = take(path)
    assert (found.known, found.new) == (BATCH, BATCH + 5)
    assert shelf.counts("halage", Query(), "rules").total == 2 * BATCH + 5
