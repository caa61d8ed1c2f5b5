"""Which column of a file is which field of a post, and a row made into a post by it."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from assistant.listening.moments import moment
from assistant.listening.values import Incoming
from knowledge import languages
from knowledge.cleaning import clean, fold, one_line
from knowledge.errors import BadInput, Unreadable
from knowledge.loading.facts import folded

LONGEST = 20_000
"""Characters of a post that are kept."""
LONGEST_FACT = 200
LONGEST_ID = 300
CHANNELS = {
    **dict.fromkeys(("twitter", "x", "x.com", "twitter.com", "tweet", "nitter"), "x"),
    **dict.fromkeys(("bsky", "bluesky", "bsky.app"), "bluesky"),
    **dict.fromkeys(("mastodon", "fediverse"), "mastodon"),
    **dict.fromkeys(("trustpilot", "trustpilot.com", "fr.trustpilot.com"), "trustpilot"),
    **dict.fromkeys(("google", "google reviews", "avis google", "google maps"), "google"),
    **dict.fromkeys(("facebook", "facebook.com", "fb"), "facebook"),
    **dict.fromkeys(("instagram", "instagram.com", "ig"), "instagram"),
    **dict.fromkeys(("linkedin", "linkedin.com"), "linkedin"),
    **dict.fromkeys(("youtube", "youtube.com"), "youtube"),
    **dict.fromkeys(("threads", "threads.net"), "threads"),
    **dict.fromkeys(("google play", "play store", "play.google.com"), "google-play"),
}
OTHER = "other"

_RATING = re.compile(r"(\d)(?:[.,]\d+)?\s*(?:/\s*5)?")
_NUMBER = re.compile(r"\d[\d\s.,\u202f\u00a0]*")


class NoText(ValueError):
    """A row that says nothing."""


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """How a column may be called for each field, from ``columns.toml``."""
    raw = resources.files("assistant.listening").joinpath("columns.toml").read_text("utf-8")
    return {field: tuple(called) for field, called in tomllib.loads(raw).items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(name for called in names().values() for name in called)


def is_known(heading: str) -> bool:
    """Whether a heading is one that we know."""
    return folded(heading) in _known()


@dataclass(frozen=True)
class Columns:
    """Which column each field is read from, and those that are not read."""

    of: Mapping[str, str]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """The columns a file has, and for each what its first rows say, where one says something."""

    columns: tuple[str, ...]
    examples: Mapping[str, str]


def checked(mapping: Mapping[str, str]) -> Mapping[str, str]:
    """A mapping as it was given by hand, field to column. Raises :class:`BadInput` for a field
    that does not exist."""
    for field in mapping:
        if field not in names():
            raise BadInput(f"No field is called {field!r}. Map one of {', '.join(names())}.")
    return mapping


def recognised(name: str, present: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """The columns of a file, by a mapping first and by their names then. A field that is mapped to
    ``""`` is not read.

    Raises :class:`Unreadable` where a column that was named is not there, or none has the text.
    """
    absent = [column for column in mapping.values() if column and column not in present]
    if absent:
        raise Unreadable(
            name, f"it has no column {absent[0]!r}; its columns are {', '.join(present)}"
        )
    taken = set(mapping.values())
    called = {folded(column): column for column in reversed(present) if column not in taken}
    found = {field: column for field, column in mapping.items() if column}
    for field, usual in names().items():
        column = next((called[one] for one in usual if one in called), None)
        if (
            field not in found
            and field not in mapping
            and column is not None
            and column not in found.values()
        ):
            found[field] = column
    if "text" not in found:
        raise Unreadable(
            name,
            f"no column holds the text; its columns are {', '.join(present) or 'none'}. Name the "
            "one that does, for example --map Verbatim=text",
        )
    return Columns(found, tuple(one for one in present if one not in found.values()))


def heading_of(present: Iterable[str]) -> str:
    """A digest of a table's heading, whatever the order of its columns."""
    told = "\x1f".join(sorted(folded(column) for column in present))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def posts_of(
    row: Mapping[str, Any],
    columns: Mapping[str, str],
    *,
    defaults: Mapping[str, str],
    channel: str | None,
    ours: frozenset[str],
) -> list[Incoming]:
    """The post of a row, and the brand's reply where the row has one beside it.

    Raises :class:`NoText` for a row that says nothing, :class:`ValueError` for what is no text.
    """

    def cell(field: str) -> str:
        value = row.get(columns[field]) if field in columns else None
        return _words(value) or defaults.get(field, "")

    raw = row.get(columns["text"])
    if raw is not None and not isinstance(raw, str | int | float):
        raise ValueError(f"{columns['text']} holds no text but {json.dumps(raw)[:60]}")
    text, title = _text(str(raw or "")), _text(cell("title"))
    # The title of a review is often its beginning, cut.
    if title and not text.startswith(title.rstrip("….")):
        text = f"{title}\n\n{text}".strip()
    if not text:
        raise NoText
    author = one_line(clean(cell("author")).text, LONGEST_FACT) or None
    own_id = _identity(cell("id"))
    told_by = _channel(cell("channel")) or channel or _by_address(cell("url")) or OTHER
    reply = _text(cell("brand_reply"))
    if reply and own_id is None:
        said = "\x1f".join((author or "", text, cell("at")))
        own_id = "row:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    post = Incoming(
        text=text,
        channel=told_by,
        own_id=own_id,
        reply_to=_identity(cell("reply_to")),
        author=author,
        at=moment(cell("at")),
        url=_address(cell("url")),
        language=languages.code(cell("language")) if cell("language") else None,
        community=one_line(clean(cell("community")).text, LONGEST_FACT) or None,
        rating=_rating(cell("rating")),
        reach=_number(cell("reach")),
        by_brand=author is not None and handle(author) in ours,
    )
    if not reply:
        return [post]
    answer = Incoming(
        text=reply,
        channel=told_by,
        own_id=f"{own_id}:reply",
        reply_to=own_id,
        at=moment(cell("brand_reply_at")),
        by_brand=True,
    )
    return [post, answer]


def handle(name: str) -> str:
    """An account's name as it is compared."""
    return fold(name).strip().lstrip("@")


def _words(value: Any) -> str:
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return _words(value[0]) if len(value) == 1 else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _text(raw: str) -> str:
    return clean(raw[: 2 * LONGEST]).text.strip()[:LONGEST]


def _identity(raw: str) -> str | None:
    told = "-".join(clean(raw).text.split())
    return told[:LONGEST_ID] or None


def _channel(raw: str) -> str | None:
    told = folded(clean(raw).text)
    return CHANNELS.get(told, told[:64]) or None


def _by_address(url: str) -> str | None:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return CHANNELS.get(host)


def _address(raw: str) -> str | None:
    """An address that may be shown as a link; anything else than the web is left out."""
    told = clean(raw).text.strip()
    return told[:2_000] if told.lower().startswith(("https://", "http://")) else None


def _rating(raw: str) -> int | None:
    if "★" in raw:
        return raw.count("★") if 1 <= raw.count("★") <= 5 else None
    found = _RATING.fullmatch(raw.strip())
    stars = int(found.group(1)) if found else 0
    return stars if 1 <= stars <= 5 else None


def _number(raw: str) -> int | None:
    if not _NUMBER.fullmatch(raw.strip() or "-"):
        return None
    digits = re.sub(r"\D", "", raw.split(".", maxsplit=1)[0] if raw.count(".") == 1 else raw)
    return int(digits[:15]) if digits else None
