"""What a chat model is asked: its instructions, and the post, thread and passages as material.

The instructions are documents (``prompts/drafting``), in the language of the reply. What comes
from outside stands between tags that end in a boundary drawn by lot for each answer, so that no
post can close them; the passages are packed into what the model's window leaves for them.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import prompts
from assistant.budget import cut, pack
from assistant.composing import Style
from assistant.material import inside, passage_tag, short_ids, tagged
from assistant.model import Post, Wishes
from assistant.strategies import Playbook
from knowledge import tokens
from knowledge.model import Kind, Passage

PAST_REPLIES = 3
"""Past replies that are shown for the sound of the brand's voice."""
MAX_POST_TOKENS = 1_500
MAX_TURNS = 12

_LINE = re.compile(r"^- ([a-z ]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Material:
    """What all drafts of one answer are written on, each piece between its tags.

    ``ids`` are the passages by the short id that the model sees, in the order of ``passages``.
    """

    boundary: str
    outside: tuple[str, ...]
    """The post, and its thread."""
    passages: tuple[str, ...]
    ids: Mapping[str, str]
    past_replies: tuple[str, ...]
    sizes: Mapping[str, int]
    """Of each piece, in tokens."""


@dataclass(frozen=True)
class Question:
    """What one call says. ``ids`` are the passages by the short id that the model sees."""

    system: str
    user: str
    ids: Mapping[str, str]
    canary: str
    boundary: str
    digests: Mapping[str, str]
    left_out: int = 0
    """Passages that did not fit in the model's window."""


def material(post: Post, passages: Sequence[Passage], language: str) -> Material:
    """What is shown of a post and of the passages retrieved for it, best first.

    Past replies among them are shown for their voice, and cannot be cited.
    """
    boundary = secrets.token_hex(6)
    citable = [p for p in passages if p.kind not in (Kind.REPLY, Kind.OUTSIDE)]
    ids, replaced = short_ids(citable), lines(language)["replaced"]
    outside = (_post(post, boundary), *_thread(post, boundary))
    shown = tuple(passage_tag(p, ids[p.id], boundary, replaced) for p in citable)
    replies = tuple(
        f"<past-reply-{boundary}>{inside(p.text, boundary)}</past-reply-{boundary}>"
        for p in [p for p in passages if p.kind is Kind.REPLY][:PAST_REPLIES]
    )
    return Material(
        boundary=boundary,
        outside=outside,
        passages=shown,
        ids={ids[p.id]: p.id for p in citable},
        past_replies=replies,
        sizes={piece: tokens.count(piece) for piece in (*outside, *shown, *replies)},
    )


def ask(given: Material, book: Playbook, style: Style, wishes: Wishes, *, room: int) -> Question:
    """The question for one draft. ``room`` is in tokens, for instructions and material together."""
    canary = f"ref-{secrets.token_hex(8)}"
    prompt = _prompt(f"write-{style.language}")
    told = lines(style.language)
    limit = style.measure("")
    filling = {
        "brand": style.brand.title or style.brand.name,
        "boundary": given.boundary,
        "canary": canary,
        "strategy": book.labels.get(style.language, book.labels["en"]),
        "guidance": book.guidance.get(style.language) or book.guidance["en"],
        "tone": told[f"tone {wishes.tone}"],
        "size": told[f"size {wishes.size}"],
        "limit": str(limit.limit),
        "unit": limit.unit,
        "address": told.get(f"address {style.manner.address}", ""),
    }
    system = prompt.fill(**{name: filling[name] for name in prompt.variables})
    asked = _asked(wishes, told)
    size = given.sizes.__getitem__
    used = sum(map(tokens.count, (system, *asked))) + sum(map(size, given.outside))
    kept, taken = pack(given.passages, room - used, size)
    voice, _ = pack(given.past_replies, room - used - taken, size)
    shown = [given.passages[n] for n in kept]
    heard = [given.past_replies[n] for n in voice]
    short = list(given.ids)
    return Question(
        system=system,
        user="\n\n".join((*given.outside, *shown, *heard, *asked)),
        ids={short[n]: given.ids[short[n]] for n in kept},
        canary=canary,
        boundary=given.boundary,
        digests=digests(style.language),
        left_out=len(given.passages) - len(kept),
    )


def revision(findings: Sequence[str], language: str) -> str:
    """What is said to a model whose reply did not hold."""
    prompt = _prompt(f"revise-{language}")
    return prompt.fill(findings="\n".join(f"- {one}" for one in findings))


def digests(language: str) -> dict[str, str]:
    """The digest of every prompt that is used for a reply in the language, by name."""
    names = [f"{name}-{language}" for name in ("write", "wishes", "revise")]
    return {f"drafting/{name}": _prompt(name).digest for name in names}


@cache
def lines(language: str) -> Mapping[str, str]:
    """The short instructions for each wish, in the language, by name."""
    return dict(_LINE.findall(_prompt(f"wishes-{language}").text))


@cache
def _prompt(name: str) -> prompts.Prompt:
    return prompts.load(f"drafting/{name}")


def _asked(wishes: Wishes, told: Mapping[str, str]) -> list[str]:
    """The wishes in words, and the task itself last, where models heed it most."""
    said = []
    if wishes.mention:
        said.append(told["mention"].replace("{topic}", wishes.mention))
    if wishes.without:
        said.append(told["without"].replace("{topic}", ", ".join(wishes.without)))
    if wishes.words:
        said.append(told["words"].replace("{words}", wishes.words))
    return ["\n".join([*said, told["answer"]])]


def _post(post: Post, boundary: str) -> str:
    words = cut(post.text, MAX_POST_TOKENS)
    facts = {"platform": post.platform, "author": post.author, "time": post.time}
    return tagged("post", words, boundary, facts)


def _thread(post: Post, boundary: str) -> list[str]:
    if not post.thread:
        return []
    said = [
        f"{'[us]' if turn.by_brand else turn.author or '[someone]'}: {cut(turn.text, 200)}"
        for turn in post.thread[-MAX_TURNS:]
    ]
    return [tagged("thread", "\n".join(said), boundary, {})]
