"""A post read: what it is, where it should go, how soon, and whether it complains.

Reading a hundred thousand posts takes minutes, so nobody waits for it: posts are read in the
background, and those of the page that is looked at are read there and then. What was read is kept
with a digest of the rules it was read by, and is read again once those change. Only what the inbox
is filtered by is kept; the sentences are made anew, in the reader's language, when it is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from assistant.listening.urgency import Seen, rules_text, urgency
from assistant.listening.values import Heard, Triage, Urgency
from assistant.model import Post, Reading, Turn
from assistant.reading import complaints, speaks_of_a_promise

Read = Callable[[Post, str], Reading]
"""The reading of a post for a reader of a locale, by this house's rules."""

PLATFORMS = frozenset(
    ("x", "bluesky", "mastodon", "threads", "linkedin", "instagram", "facebook", "youtube")
)
"""Channels that are platforms by the same name."""


@dataclass(frozen=True)
class TriagedPost:
    """What was read of one post."""

    post_id: str
    language: str
    triage: Triage


class Reader:
    """Reads posts by the rules of this house; ``house`` stands for what it changed of them."""

    def __init__(self, read: Read, house: str = "") -> None:
        self._read = read
        self._house = house

    @cached_property
    def rules(self) -> str:
        """A digest of all that decides how a post is read."""
        folder = resources.files("assistant.reading")
        told = [folder.joinpath(f"{name}.toml").read_text("utf-8") for name in _LISTS]
        whole = "\x00".join((*told, rules_text(), self._house))
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    def triage(self, heard: Iterable[Heard]) -> list[TriagedPost]:
        """What is to be kept of each post."""
        found = []
        for one in heard:
            seen = self._seen(one, (), "en")
            level, _ = urgency(seen)
            reading = seen.reading
            found.append(
                TriagedPost(
                    one.id,
                    reading.language,
                    Triage(
                        intent=reading.intent,
                        route=reading.route,
                        urgency=level,
                        heat=reading.heat,
                        complaint=seen.complaint.is_so,
                        problem=seen.problem.is_so,
                    ),
                )
            )
        return found

    def open(
        self, one: Heard, before: Sequence[Heard], locale: str
    ) -> tuple[Reading, Urgency, tuple[str, ...]]:
        """The reading of a post within its thread, how urgent it is, and why."""
        seen = self._seen(one, before, locale)
        level, why = urgency(seen, locale)
        return seen.reading, level, why

    def _seen(self, one: Heard, before: Sequence[Heard], locale: str) -> Seen:
        post = as_post(one, before)
        reading = self._read(post, locale)
        return Seen(
            post=one,
            reading=reading,
            complaint=complaints.complaint(one.text, reading.language),
            problem=complaints.problem(one.text, reading.language),
            promise=speaks_of_a_promise(post),
        )


_LISTS = ("reading", "complaints", "owncase")


def as_post(one: Heard, before: Sequence[Heard] = ()) -> Post:
    """A post as the other jobs take it, with what was said before it."""
    return Post(
        text=one.text,
        platform=one.channel if one.channel in PLATFORMS else "x",
        author=one.author,
        url=one.url,
        time=one.at,
        thread=tuple(Turn(turn.text, turn.author, turn.by_brand) for turn in before),
    )
