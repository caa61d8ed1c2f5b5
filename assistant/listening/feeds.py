"""Feeds read again and again: what is new in each goes into the inbox, once.

Where a feed stopped is written down with the last of what was read: whatever happens in between,
the next reading begins where this one did, and what is known is not kept twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.errors import BadRequest
from assistant.listening.clients import BLUESKY, posts_by, reader_of
from assistant.listening.columns import handle
from assistant.listening.fetching import Fetcher
from assistant.listening.importing import BATCH
from assistant.listening.remembering import Feed, Memory
from assistant.listening.shelf import Shelf
from assistant.listening.values import By, Imported, Tell

LONGEST_WORDS = 200
MORE = ("There is more: read it again.", "Il y en a d'autres\u00a0: relisez le flux.")


class Feeds:
    """Reads the feeds of an installation. ``private``: into the house's own network, too."""

    def __init__(self, shelf: Shelf, memory: Memory, *, private: bool = False) -> None:
        self._shelf = shelf
        self._memory = memory
        self._fetch = Fetcher(private=private)

    def add(self, brand: str, kind: str, address: str, words: str, by: By) -> Feed:
        """Add a feed. Raises :class:`BadRequest` for one that cannot be."""
        reader_of(kind)
        address, words = address.strip(), " ".join(words.split())[:LONGEST_WORDS]
        if kind == "bluesky":
            address = address or BLUESKY
        if not address.startswith(("https://", "http://")):
            raise BadRequest(
                f"Give the address of the {kind} feed, with https:// before it.",
                f"Donnez l'adresse du flux {kind}, avec https:// devant.",
            )
        if kind != "rss" and not words.strip("@#"):
            raise BadRequest(
                f"Say what to look for on {kind}: @account, #word or words.",
                f"Dites quoi chercher sur {kind} : @compte, #mot ou des mots.",
            )
        return self._memory.add_feed(brand, kind, address.rstrip("/"), words, by)

    def read(
        self,
        brand: str,
        by: By,
        ours: frozenset[str],
        *,
        only: str | None = None,
        tell: Tell | None = None,
        locale: str = "en",
    ) -> dict[str, Imported]:
        """Read what is new in each feed, or in ``only`` one; by its id, told in the language
        ``locale``."""
        feeds = [one for one in self._memory.feeds(brand) if only in (None, one.id)]
        if not feeds:
            raise BadRequest(
                "There is no such feed. Add one: `corail listen feed add …`.",
                "Ce flux n'existe pas. Ajoutez-en un : `corail listen feed add …`.",
            )
        found: dict[str, Imported] = {}
        for number, feed in enumerate(feeds):
            if tell is not None:
                tell(number, len(feeds), feed.words or feed.address)
            try:
                found[feed.id] = self._one(brand, feed, by, ours, locale)
            except BadRequest as error:
                why = error.said(locale)
                self._memory.failed(brand, feed.id, why)
                found[feed.id] = Imported(refused=1, notes=(why,))
        return found

    def _one(self, brand: str, feed: Feed, by: By, ours: frozenset[str], locale: str) -> Imported:
        reading = reader_of(feed.kind)(feed, self._fetch)
        reading.posts = [
            replace(one, by_brand=one.author is not None and handle(one.author) in ours)
            for one in reversed(reading.posts)
        ]
        totals: dict[str, Any] = dict.fromkeys(("new", "known", "copies", "replies", "own"), 0)
        for part in posts_by(reading, BATCH):
            taken = self._shelf.take(brand, part, by, feed.id)
            for name in totals:
                totals[name] += getattr(taken, name)
        stopped: Mapping[str, object] = reading.stopped
        self._shelf.take(brand, [], by, feed.id, self._memory.stopped_at(brand, feed.id, stopped))
        notes = (MORE[locale == "fr"],) if reading.more else ()
        return Imported(**totals, notes=notes)
