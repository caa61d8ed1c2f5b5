"""Whether a text fits where it is to be posted, counted as that platform counts.

The limits are data, in ``platforms.toml``, each with its source and date. X counts as
:mod:`assistant.checks.weighing` tells; Bluesky counts what a reader takes for one character, and
bytes besides; Mastodon counts every link as 23; Threads counts an emoji as its bytes. Where a
platform does not say how it counts, UTF-16 units are taken, the strictest of the usual ways: a
text that fits by them fits by the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import regex

from assistant.checks import Context
from assistant.checks.links import links
from assistant.checks.weighing import LINK_WEIGHT, emoji, units, weight
from assistant.errors import BadRequest
from assistant.model import Draft, Finding, Length, Severity
from knowledge.lately import lately

_UNITS = {
    "weighted": "weighted characters",
    "graphemes": "graphemes",
    "mastodon": "characters",
    "threads": "characters",
    "units": "characters",
    "bytes": "bytes",
}
_UNITS_FR = {
    "weighted characters": "caractères pondérés",
    "graphemes": "caractères",
    "characters": "caractères",
    "bytes": "octets",
    "links": "liens",
}
_GRAPHEME = regex.compile(r"\X")
_FLAG = regex.compile(r"\p{Regional_Indicator}{2}")
# Account::MENTION_RE of Mastodon: the server part of a mention is not counted.
_REMOTE_MENTION = regex.compile(
    r"(?<![=/\w])(@[a-z0-9_]++(?:[.\-]++[a-z0-9_]++)*+)@[\w.\-]++(?<=\w)", regex.IGNORECASE
)
_MENTION = regex.compile(r"\s*+[@＠](\w{1,50}+)(?=\s|$)")


@dataclass(frozen=True)
class Platform:
    """One place to post, and its limits; ``bytes`` and ``links`` are further ones, if any."""

    key: str
    label: str
    label_fr: str
    count: str
    limit: int
    source: str
    date: str
    bytes: int | None = None
    links: int | None = None
    aliases: tuple[str, ...] = ()


def platforms(locale: str = "en") -> list[tuple[str, str]]:
    """The platforms known, as ``(key, label)``, in the order they are offered in."""
    return [(p.key, p.label_fr if locale == "fr" else p.label) for p in _catalogue().values()]


def platform(key: str) -> Platform:
    """One platform by its key. Raises :class:`BadRequest` that lists those known."""
    catalogue = _catalogue()
    name = key.strip().lower()
    for known in catalogue.values():
        if name == known.key or name in known.aliases:
            return known
    raise BadRequest(f"Unknown platform {key!r}. Those known: {', '.join(catalogue)}.")


def length(
    text: str,
    platform: str,
    *,
    in_reply_to: Sequence[str] = (),
    limits: Mapping[str, int] | None = None,
) -> Length:
    """The length of ``text`` as ``platform`` counts it, and whether it fits.

    Where a platform has several limits, the one that binds is returned: one that is exceeded, or
    else the nearest. ``in_reply_to`` are the accounts, without the at sign, that X puts at the
    head of a reply: their mentions there are free. ``limits`` override the platform's own, by
    key. Raises :class:`BadRequest` for an unknown platform.
    """
    rules = _found(platform)
    used, limit = _used(text, rules, in_reply_to), (limits or {}).get(rules.key, rules.limit)
    found = [Length(used, limit, _UNITS[rules.count], used <= limit)]
    if rules.bytes is not None:
        size = _bytes(text)
        found.append(Length(size, rules.bytes, "bytes", size <= rules.bytes))
    if rules.links is not None:
        distinct = len({text[start:end] for start, end in links(text)})
        if distinct > rules.links:
            found.append(Length(distinct, rules.links, "links", fits=False))
    return max(found, key=lambda one: (not one.fits, one.used / max(1, one.limit)))


def check(draft: Draft, context: Context) -> list[Finding]:
    """A finding when the draft is too long for the platform, or would be sent empty."""
    french = context.locale == "fr"
    label = dict(platforms(context.locale))[_found(context.platform).key]
    if not draft.text.strip():
        message = "Le brouillon est vide." if french else "The draft is empty."
        return [Finding("platforms", Severity.BLOCK, message)]
    found = length(draft.text, context.platform)
    if (found.used, found.unit) == (draft.length.used, draft.length.unit):
        found = draft.length  # It may carry a limit of this installation.
    if found.fits:
        return []
    over = found.used - found.limit
    unit = _UNITS_FR[found.unit] if french else found.unit
    message = (
        f"Trop long pour {label} : {found.used} {unit}, pour {found.limit} au plus. "
        f"Il faut en retirer {over}."
        if french
        else f"Too long for {label}: {found.used} {unit}, where {found.limit} is the most. "
        f"Take out {over}."
    )
    return [Finding("platforms", Severity.BLOCK, message, 0, len(draft.text))]


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Platform]:
    told = tomllib.loads(files(__package__).joinpath("platforms.toml").read_text(encoding="utf-8"))
    return {
        key: Platform(
            key=key,
            label=facts["label"],
            label_fr=facts.get("label_fr", facts["label"]),
            count=facts["count"],
            limit=facts["limit"],
            source=facts["source"],
            date=facts["date"],
            bytes=facts.get("bytes"),
            links=facts.get("links"),
            aliases=tuple(facts.get("aliases", ())),
        )
        for key, facts in told.items()
    }


_found = platform  # `length` has an argument of that name.


def _used(text: str, rules: Platform, in_reply_to: Sequence[str]) -> int:
    if rules.count == "weighted":
        return weight(_without_mentions(text, in_reply_to))
    if rules.count == "graphemes":
        return _graphemes(text)
    if rules.count == "mastodon":
        return _mastodon(text)
    if rules.count == "threads":
        pictures = [text[start:end] for start, end in emoji(text)]
        return len(text) + sum(_bytes(picture) - len(picture) for picture in pictures)
    return _bytes(text) if rules.count == "bytes" else units(text)


def _without_mentions(text: str, in_reply_to: Sequence[str]) -> str:
    """``text`` without the mentions at its head that the platform puts there itself."""
    accounts = {account.lstrip("@＠").casefold() for account in in_reply_to}
    start = 0
    while accounts and (mention := _MENTION.match(text, start)):
        if mention.group(1).casefold() not in accounts:
            break
        start = mention.end()
    return text[start:].lstrip() if start else text


def _mastodon(text: str) -> int:
    """Graphemes, as StatusLengthValidator counts: links with a scheme are 23, servers are free."""
    total, last = 0, 0
    for start, end in [*links(text, bare=False), (len(text), len(text))]:
        total += _graphemes(_REMOTE_MENTION.sub(r"\1", text[last:start]))
        total += LINK_WEIGHT if end > start else 0
        last = end
    return total


@lately(512)
def _graphemes(text: str) -> int:
    if text.isascii() and "\r" not in text:
        return len(text)
    # A flag is one letter as far as the rules go; \X takes quadratic time on a row of them.
    return len(_GRAPHEME.findall(_FLAG.sub("x", text)))


def _bytes(text: str) -> int:
    """UTF-8 bytes; half a surrogate pair is sent as U+FFFD, of three bytes, and counted so."""
    return len(text.encode("utf-8", "surrogatepass"))
