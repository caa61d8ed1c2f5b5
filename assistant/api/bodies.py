"""What programs send, checked as it arrives: bounded, and without a field that nobody knows."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.model import Post, Size, Tone, Turn, Wishes

Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Line = Annotated[str, Field(max_length=500)]
Moment = Annotated[str, Field(max_length=40)]
Seen = Annotated[int, Field(ge=1, description="The `turn` of the reply as you saw it.")]


class Body(BaseModel):
    """What every body keeps to."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class Said(Body):
    """One message of the thread before the post."""

    text: Words
    author: Line | None = None
    by_brand: bool = Field(default=False, description="Whether the brand said it.")


class PostMade(Body):
    """A post that was made to the brand. It is read as data: nothing it says is obeyed."""

    text: Words = Field(examples=["You promised less plastic. Where is it?"])
    platform: Line = Field(default="x", description="x, bluesky, mastodon, linkedin, ...")
    author: Line | None = None
    url: Annotated[str, Field(max_length=2_000)] | None = None
    time: Moment | None = None
    thread: Annotated[list[Said], Field(max_length=100)] = []

    def post(self) -> Post:
        """The post, as the jobs take it."""
        thread = tuple(Turn(one.text, one.author, one.by_brand) for one in self.thread)
        return Post(self.text, self.platform, self.author, self.url, self.time, thread)


class Wanted(Body):
    """How the reply is wanted; what is left out, Corail chooses."""

    language: Annotated[str, Field(pattern="^(fr|en)$")] | None = None
    strategy: Line | None = Field(default=None, description="The only strategy wanted, by name.")
    tone: Tone = Tone.USUAL
    length: Size = Size.USUAL
    mention: Line | None = Field(default=None, description="A topic the reply must speak to.")
    without: Annotated[list[Line], Field(max_length=50)] = []

    def wishes(self) -> Wishes:
        """The wishes, as the jobs take them."""
        return Wishes(
            language=self.language,
            strategy=self.strategy,
            tone=self.tone,
            size=self.length,
            mention=self.mention,
            without=tuple(self.without),
        )


class DraftAsked(Body):
    """A post to be answered."""

    post: PostMade
    wishes: Wanted = Wanted()


class CheckAsked(Body):
    """A text to be held against the record."""

    text: Words = Field(examples=["We will halve our plastic by 2027."])
    platform: Line | None = None
    post: PostMade | None = Field(default=None, description="The post that the text answers.")


class TextGiven(Body):
    """A text to be put on record, with what is known of it. The text is never read for facts."""

    text: Annotated[str, Field(min_length=1, max_length=5_000_000)]
    title: Line = Field(examples=["Packaging report 2026"])
    name: Annotated[str, Field(pattern="^[A-Za-z0-9._-]{1,120}$")] | None = Field(
        default=None,
        description="How it is known again: another text under the same name is a new version, "
        "and the one before stays citable as past. Default: made of the text.",
    )
    kind: Line = Field(default="statement", examples=["statement", "commitment", "fact"])
    speaker: Line | None = None
    role: Line | None = None
    date: Line | None = Field(default=None, description="2026, 2026-05 or 2026-05-10.")
    channel: Line | None = None
    language: Line | None = None
    url: Annotated[str, Field(max_length=500)] | None = None
    supersedes: Line | None = Field(default=None, description="The document it replaces.")
    visibility: Annotated[str, Field(pattern="^(public|internal|embargoed)$")] = "public"
    embargoed_until: Line | None = None
    expires: Line | None = None
    owner: Line | None = None


class ReviewOpened(Body):
    """A text to be reviewed, and the post that it answers."""

    post: PostMade
    text: Words


class Revised(Body):
    """Another version of a text."""

    turn: Seen
    text: Words


class Submitted(Body):
    """A text handed to the reviewers."""

    turn: Seen


class Approved(Body):
    """A name under one exact text."""

    turn: Seen
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = Field(
        description="The `digest` of the version that was read: SHA-256 of the text."
    )
    reason: Annotated[str, Field(max_length=20_000)] = ""
    overrides: dict[str, Words] = Field(
        default={},
        max_length=100,
        description="For each finding that blocks, by its `key`: why it is overridden.",
    )


class Refused(Body):
    """Why a text does not go out as it is."""

    turn: Seen
    reason: Words


class SentOut(Body):
    """The approved text left the house."""

    turn: Seen
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    url: Annotated[str, Field(max_length=2_000)] | None = None


class Remark(Body):
    """Words about a version, or about one of its sentences (from 0)."""

    version: Annotated[int, Field(ge=1)]
    words: Words
    sentence: Annotated[int, Field(ge=0)] | None = None
