"""Readers of feeds: RSS and Atom, Bluesky, Mastodon, each by its well-kept client library.

The libraries say how a service is asked and how its answers are read; what goes out goes through
:mod:`assistant.listening.fetching`, whichever of them asks. A reader is given where it stopped and
says where it stops now; it never reads more than :data:`PAGES` pages at a time.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import BadRequest
from assistant.listening.columns import LONGEST, LONGEST_FACT
from assistant.listening.fetching import Fetched, Fetcher, NotFetched
from assistant.listening.formats import unmarked
from assistant.listening.moments import moment
from assistant.listening.remembering import Feed
from assistant.listening.values import Incoming
from knowledge import languages
from knowledge.cleaning import clean, one_line

PAGES = 10
PAGE = 40
FIRST_ENTRIES = 500
BLUESKY = "https://public.api.bsky.app"
KINDS = ("rss", "bluesky", "mastodon")


@dataclass
class Reading:
    """What a reader found: the posts, and where it stopped. ``more``: it stopped before the end
    of what is new."""

    posts: list[Incoming] = field(default_factory=list)
    stopped: dict[str, Any] = field(default_factory=dict)
    more: bool = False


Reader = Callable[[Feed, Fetcher], Reading]


def reader_of(kind: str) -> Reader:
    """The reader of a kind of feed. Raises :class:`BadRequest` for one there is not."""
    known: Mapping[str, Reader] = {"rss": rss, "bluesky": bluesky, "mastodon": mastodon}
    if kind not in known:
        raise BadRequest(
            f"A feed is one of {', '.join(KINDS)}, not {kind!r}.",
            f"Un flux est l'un de ceux-ci : {', '.join(KINDS)}, et non {kind!r}.",
        )
    return known[kind]


def rss(feed: Feed, fetch: Fetcher) -> Reading:
    """What an RSS or Atom feed holds, where it changed since."""
    try:
        import feedparser
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    asked = {
        "If-None-Match": feed.stopped.get("etag"),
        "If-Modified-Since": feed.stopped.get("modified"),
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
    }
    found = fetch(feed.address, {name: value for name, value in asked.items() if value})
    if found.status == 304:
        return Reading(stopped=dict(feed.stopped))
    _good(found)
    told = {"content-type": found.headers.get("content-type", "application/xml")}
    parsed = feedparser.parse(io.BytesIO(found.body), response_headers=told)
    if parsed.bozo and not parsed.entries:
        raise NotFetched(
            "What is there is no RSS or Atom feed.", "Ce qui s'y trouve n'est ni RSS ni Atom."
        )
    stopped = {
        name: found.headers[header]
        for name, header in (("etag", "etag"), ("modified", "last-modified"))
        if header in found.headers
    }
    reading = Reading(stopped=stopped)
    for entry in parsed.entries[:FIRST_ENTRIES]:
        body = entry.get("content") or [{}]
        words = _text(unmarked(str(body[0].get("value") or entry.get("summary") or "")))
        title = _text(str(entry.get("title") or ""))
        text = words if words.startswith(title) else f"{title}\n\n{words}".strip()
        if not text:
            continue
        at = entry.get("published_parsed") or entry.get("updated_parsed")
        link = str(entry.get("link") or "")
        reading.posts.append(
            Incoming(
                text=text[:LONGEST],
                channel=feed.words or urlsplit(feed.address).hostname or "rss",
                own_id=str(entry.get("id") or link)[:300] or None,
                author=_name(entry.get("author")),
                at=_of_parts(at) if at else None,
                url=link if link.startswith(("http://", "https://")) else None,
            )
        )
    reading.more = len(parsed.entries) > FIRST_ENTRIES
    return reading


def bluesky(feed: Feed, fetch: Fetcher) -> Reading:
    """The posts of an account (``@name.bsky.social``), or those that hold some words."""
    try:
        import httpx
        from atproto_client import Client
        from atproto_client.exceptions import AtProtocolError
        from atproto_client.request import Request
    except ModuleNotFoundError as error:
        raise _missing(error) from error

    class Guarded(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            found = fetch(str(request.url), _passed(request.headers))
            return httpx.Response(found.status, headers=_decoded(found), content=found.body)

    client = Client(feed.address, request=Request(transport=Guarded(), trust_env=False))
    before = str(feed.stopped.get("at") or "")
    reading, cursor = Reading(stopped=dict(feed.stopped)), None
    for page in range(PAGES):
        params: dict[str, Any] = {"limit": PAGE} | ({"cursor": cursor} if cursor else {})
        try:
            if feed.words.startswith("@"):
                params["actor"] = feed.words.lstrip("@")
                got = client.app.bsky.feed.get_author_feed(params)
                views = [one.post for one in got.feed]
            else:
                got = client.app.bsky.feed.search_posts(
                    params | {"q": feed.words, "sort": "latest"}
                )
                views = list(got.posts)
        except AtProtocolError as error:
            raise _unclear(feed, error) from error
        fresh = [one for one in views if str(one.indexed_at) > before]
        for view in fresh:
            reading.posts.append(_of_bluesky(view))
            latest = max(str(reading.stopped.get("at") or ""), str(view.indexed_at))
            reading.stopped["at"] = latest
        cursor = got.cursor
        if len(fresh) < len(views) or not views or not cursor:
            return reading
        reading.more = page == PAGES - 1
    return reading


def mastodon(feed: Feed, fetch: Fetcher) -> Reading:
    """The public posts of a hashtag (``#word``) or of an account (``@name``) on a server."""
    try:
        import requests
        from mastodon import Mastodon, MastodonError
    except ModuleNotFoundError as error:
        raise _missing(error) from error

    class Guarded(requests.adapters.BaseAdapter):
        def send(self, request: Any, *_: Any, **__: Any) -> requests.Response:
            found = fetch(str(request.url), _passed(request.headers))
            answer = requests.Response()
            answer.status_code, answer.url, answer.request = found.status, request.url, request
            answer.headers = requests.structures.CaseInsensitiveDict(_decoded(found))
            answer.raw = io.BytesIO(found.body)
            return answer

        def close(self) -> None:
            pass

    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, Guarded())
    before = feed.stopped.get("id")
    reading, last = Reading(stopped=dict(feed.stopped)), None
    try:
        client = Mastodon(
            api_base_url=feed.address,
            session=session,
            ratelimit_method="throw",
            version_check_mode="none",
        )
        account = None
        if feed.words.startswith("@"):
            account = client.account_lookup(feed.words.lstrip("@"))["id"]
        for page in range(PAGES):
            asked = {"since_id": before, "max_id": last, "limit": PAGE}
            found = (
                client.account_statuses(account, **asked)
                if account is not None
                else client.timeline_hashtag(feed.words.lstrip("#"), **asked)
            )
            for status in found:
                reading.posts.append(_of_mastodon(status))
                known = str(reading.stopped.get("id") or "0")
                reading.stopped["id"] = max(known, str(status["id"]), key=_by_age)
            if not found:
                return reading
            last = found[-1]["id"]
            reading.more = page == PAGES - 1 and len(found) >= PAGE
    except MastodonError as error:
        raise _unclear(feed, error) from error
    return reading


def _of_bluesky(view: Any) -> Incoming:
    record = view.record
    reply = getattr(record, "reply", None)
    spoken = getattr(record, "langs", None) or []
    account, key = str(view.author.handle), str(view.uri).rsplit("/", 1)[-1]
    return Incoming(
        text=_text(str(getattr(record, "text", ""))) or "…",
        channel="bluesky",
        own_id=str(view.uri)[:300],
        reply_to=str(reply.parent.uri)[:300] if reply is not None else None,
        author=_name(account),
        at=moment(str(getattr(record, "created_at", "") or "")),
        url=f"https://bsky.app/profile/{account}/post/{key}",
        language=languages.code(spoken[0]) if len(spoken) == 1 else None,
    )


def _of_mastodon(status: Any) -> Incoming:
    at = status["created_at"]
    return Incoming(
        text=_text(unmarked(str(status["content"]))) or "…",
        channel="mastodon",
        own_id=str(status["id"])[:300],
        reply_to=str(status["in_reply_to_id"]) if status.get("in_reply_to_id") else None,
        author=_name(status["account"]["acct"]),
        at=moment(at.isoformat() if isinstance(at, datetime) else str(at)),
        url=str(status.get("url") or "") or None,
        language=languages.code(str(status["language"])) if status.get("language") else None,
    )


def _by_age(identity: str) -> tuple[int, str]:
    """Ids of statuses grow with time; they are compared as the numbers they are."""
    return len(identity), identity


def _of_parts(at: time.struct_time) -> str | None:
    try:
        return datetime(*at[:6], tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, TypeError):
        return None


def _text(raw: str) -> str:
    return clean(raw[: 2 * LONGEST]).text.strip()[:LONGEST]


def _name(raw: object) -> str | None:
    return one_line(clean(str(raw or "")).text, LONGEST_FACT) or None


def _passed(headers: Any) -> dict[str, str]:
    """What a library may say of itself on the way out."""
    wanted = ("accept", "accept-language", "authorization")
    return {name: str(value) for name, value in headers.items() if name.lower() in wanted}


def _decoded(found: Fetched) -> dict[str, str]:
    """The headers of an answer whose body is unpacked already."""
    packed = ("content-encoding", "content-length", "transfer-encoding")
    return {name: value for name, value in found.headers.items() if name not in packed}


def _good(found: Fetched) -> None:
    if found.status != 200:
        host = urlsplit(found.address).hostname
        raise NotFetched(
            f"{host} answers with status {found.status}.",
            f"{host} répond par l'état {found.status}.",
        )


def _unclear(feed: Feed, error: Exception) -> NotFetched:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotFetched):
            return cause
        cause = cause.__cause__ or cause.__context__
    host = urlsplit(feed.address).hostname
    return NotFetched(
        f"{host} gave no answer that can be read ({type(error).__name__}).",
        f"{host} n'a donné aucune réponse lisible ({type(error).__name__}).",
    )


def _missing(error: ModuleNotFoundError) -> BadRequest:
    return BadRequest(
        f"Reading feeds needs {error.name}. Install it with `pip install corail[listening]`.",
        f"La lecture des flux demande {error.name} : `pip install corail[listening]`.",
    )


def posts_by(reading: Reading, size: int) -> Iterator[list[Incoming]]:
    """The posts of a reading in lists of at most ``size``."""
    for start in range(0, len(reading.posts), size):
        yield reading.posts[start : start + size]
