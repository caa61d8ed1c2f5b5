"""The inbox: feeds dropped, posts forgotten. All else of it leaves as the value it is."""

from __future__ import annotations

from typing_extensions import TypedDict


class Dropped(TypedDict):
    """Whether there was such a feed, which is read no more."""

    dropped: bool


class Forgotten(TypedDict):
    """How many posts of an author were forgotten for good."""

    posts: int
