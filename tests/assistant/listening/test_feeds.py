"""Feeds are read from where they stopped, through one guarded way out. The servers are loopback's:
what they answer is what the services' documentation shows."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.errors import BadRequest
from assistant.listening.feeds import Feeds
from assistant.listening.fetching import Fetcher, NotFetched
from assistant.listening.remembering import Memory
from assistant.listening.shelf import Shelf
from assistant.listening.values import Query
from tests.assistant.listening.conftest import ADA


@dataclass
class Served:
    """A server of one's own, and what it was asked."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    answer: Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]] = (
        lambda path, headers: (404, {}, b"")
    )


@pytest.fixture
def served() -> Iterator[Served]:
    told = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            told.hosts.append(self.headers["Host"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, body = told.answer(self.path, headers)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_port}"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def feeds(shelf: Shelf) -> Feeds:
    return Feeds(shelf, Memory(shelf.database), private=True)


def texts(shelf: Shelf) -> set[str]:
    return {one.text for one in shelf.page("halage", Query(by_brand=True), "r").posts}


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Forum</title><id>urn:f</id><updated>2026-05-10T09:30:00Z</updated>
<entry><id>urn:1</id><title>Le colis</title><updated>2026-05-10T09:30:00Z</updated>
<author><name>léa</name></author><link href="https://forum.example/1"/>
<content type="html">&lt;p&gt;Il est arrivé &lt;b&gt;ouvert&lt;/b&gt;.&lt;/p&gt;
&lt;script&gt;x()&lt;/script&gt;</content>
</entry></feed>"""


def test_a_feed_is_read_once_and_again_only_where_it_changed(
    served: Served, feeds: Feeds, shelf: Shelf
) -> None:
    pytest.importorskip("feedparser")

    def answer(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if headers.get("if-none-match") == '"v1"':
            return 304, {}, b""
        return 200, {"ETag": '"v1"', "Content-Type": "application/atom+xml"}, ATOM.encode()

    served.answer = answer
    feed = feeds.add("halage", "rss", served.address + "/atom", "forum", ADA)
    assert feeds.add("halage", "rss", served.address + "/atom", "forum", ADA).id == feed.id
    assert feeds.read("halage", ADA, frozenset())[feed.id].new == 1
    [post] = shelf.page("halage", Query(), "r").posts
    assert (post.text, post.author, post.at, post.channel, post.url) == (
        "Le colis\n\nIl est arrivé ouvert.",
        "léa",
        "2026-05-10T09:30:00Z",
        "forum",
        "https://forum.example/1",
    )
    again = feeds.read("halage", ADA, frozenset())[feed.id]
    assert (again.new, again.known, len(served.asked)) == (0, 0, 2)


def test_bluesky_is_read_page_by_page_until_what_is_known(
    served: Served, feeds: Feeds, shelf: Shelf
) -> None:
    pytest.importorskip("atproto_client")
    days = list(range(1, 61))

    def view(day: int) -> dict[str, object]:
        at = f"2026-{1 + day // 28:02}-{1 + day % 28:02}T09:30:00.000Z"
        author = {"did": "did:plc:a", "handle": "halage.example" if day == 1 else "lea.example"}
        record = {"$type": "app.bsky.feed.post", "text": f"Day {day}", "createdAt": at}
        uri = f"at://did:plc:a/app.bsky.feed.post/{day}"
        return {"uri": uri, "cid": "bafy", "author": author, "record": record, "indexedAt": at}

    def answer(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        asked = {k: v[0] for k, v in parse_qs(urlsplit(path).query).items()}
        assert asked["q"] == "halage"
        start, size = int(asked.get("cursor", 0)), int(asked["limit"])
        part = days[::-1][start : start + size]
        body: dict[str, object] = {"posts": [view(day) for day in part]}
        if start + size < len(days):
            body["cursor"] = str(start + size)
        return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()

    served.answer = answer
    feed = feeds.add("halage", "bluesky", served.address, "halage", ADA)
    found = feeds.read("halage", ADA, frozenset({"halage.example"}))[feed.id]
    assert (found.new, found.own, len(served.asked)) == (60, 1, 2)
    days.append(61)
    found = feeds.read("halage", ADA, frozenset())[feed.id]
    assert (found.new, found.known, len(served.asked)) == (1, 0, 3)
    [post] = shelf.page("halage", Query(words="61"), "r").posts
    assert post.url == "https://bsky.app/profile/lea.example/post/61"


def test_mastodon_is_asked_for_what_came_since(served: Served, feeds: Feeds, shelf: Shelf) -> None:
    pytest.importorskip("mastodon")
    known = [9, 10]

    def answer(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(path)
        asked = {k: int(v[0]) for k, v in parse_qs(parts.query).items() if k.endswith("_id")}
        assert parts.path == "/api/v1/timelines/tag/halage"
        found = [
            {
                "id": str(n),
                "created_at": "2026-05-10T09:30:00.000Z",
                "content": f"<p>Status {n}</p>",
                "account": {"id": "1", "acct": "lea@m.example"},
                "in_reply_to_id": None,
                "url": f"https://m.example/@lea/{n}",
                "language": "fr",
                "visibility": "public",
            }
            for n in sorted(known, reverse=True)
            if n > asked.get("since_id", 0) and n < asked.get("max_id", 999)
        ]
        return 200, {"Content-Type": "application/json"}, json.dumps(found).encode()

    served.answer = answer
    feed = feeds.add("halage", "mastodon", served.address, "#halage", ADA)
    assert feeds.read("halage", ADA, frozenset())[feed.id].new == 2
    known.append(11)
    assert feeds.read("halage", ADA, frozenset())[feed.id].new == 1
    assert texts(shelf) == {"Status 9", "Status 10", "Status 11"}
    assert any("since_id=10" in path for path in served.asked)


def test_a_feed_that_fails_says_why_and_the_others_go_on(
    served: Served, feeds: Feeds, shelf: Shelf
) -> None:
    pytest.importorskip("feedparser")
    served.answer = lambda path, headers: (
        (200, {}, ATOM.encode()) if path == "/good" else (503, {}, b"later")
    )
    bad = feeds.add("halage", "rss", served.address + "/bad", "", ADA)
    good = feeds.add("halage", "rss", served.address + "/good", "", ADA)
    found = feeds.read("halage", ADA, frozenset())
    assert (found[bad.id].refused, found[good.id].new) == (1, 1)
    kept = {one.id: one for one in Memory(shelf.database).feeds("halage")}
    assert "503" in (kept[bad.id].error or "")
    assert (kept[good.id].error, kept[bad.id].read_at) == (None, None)


@pytest.mark.parametrize(
    ("kind", "address", "words"),
    [
        ("rss", "file:///etc/passwd", ""),
        ("rss", "forum.example", ""),
        ("mastodon", "https://m.example", "@"),
        ("telex", "https://m.example", "a"),
    ],
)
def test_what_cannot_be_a_feed_is_refused(
    feeds: Feeds, kind: str, address: str, words: str
) -> None:
    with pytest.raises(BadRequest):
        feeds.add("halage", kind, address, words, ADA)


# The guard


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "[::ffff:127.0.0.1]", "[fd00::1]", "100.64.0.1", "2130706433", "224.0.0.1"),
    ],
)
def test_no_address_of_a_private_network_is_asked(host: str) -> None:
    with pytest.raises(NotFetched, match=r"private network|no machine"):
        Fetcher()(f"http://{host}:9/feed")


def test_a_redirection_into_the_private_network_is_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first address passes for a public one; where it leads to does not."""
    from assistant.listening import fetching

    served.answer = lambda path, headers: (302, {"Location": "http://10.0.0.1/secret"}, b"")
    monkeypatch.setattr(fetching, "_public", lambda address: address == "127.0.0.1")
    with pytest.raises(NotFetched, match=r"10\.0\.0\.1"):
        Fetcher()(served.address)
    assert len(served.asked) == 1


def test_the_name_that_was_asked_for_is_told_to_the_address_that_was_checked(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.listening import fetching

    looked_up: list[str] = []
    port = urlsplit(served.address).port

    def look_up(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(fetching, "_look_up", look_up)
    served.answer = lambda path, headers: (200, {}, b"here")
    assert Fetcher(private=True)(f"http://forum.example:{port}/a").body == b"here"
    assert (looked_up, served.hosts) == (["forum.example"], [f"forum.example:{port}"])


def test_an_answer_is_bounded_in_size_time_and_redirections(served: Served) -> None:
    served.answer = lambda path, headers: (200, {}, b"x" * 200_000)
    with pytest.raises(NotFetched, match="more than"):
        Fetcher(private=True, largest=100_000)(served.address)
    served.answer = lambda path, headers: (302, {"Location": path + "a"}, b"")
    with pytest.raises(NotFetched, match="from one address to the next"):
        Fetcher(private=True)(served.address + "/a")
    stop = threading.Event()

    def slow(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        stop.wait(5)
        return 200, {}, b""

    served.answer = slow
    with pytest.raises(NotFetched, match="in time"):
        Fetcher(private=True, patience=0.3)(served.address)
    stop.set()
