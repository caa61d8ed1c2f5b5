"""What a chat model is asked: its instructions, and the post, thread and passages as material.

The instructions are documents (``prompts/drafting``), in the language of the reply. What comes
from outside stands between tags that end in a boundary drawn by lot for each call, so that no
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


def ask(
    post: Post,
    passages: Sequence[Passage],
    book: Playbook,
    style: Style,
    wishes: Wishes,
    *,
    room: int,
) -> Question:
    """The question for one draft. ``room`` is in tokens, for instructions and material together.

    ``passages`` are those retrieved for the post, best first: past replies among them are shown
    for their voice, and cannot be cited.
    """
    boundary, canary = secrets.token_hex(6), f"ref-{secrets.token_hex(8)}"
    prompt = _prompt(f"write-{style.language}")
    told = lines(style.language)
    limit = style.measure("")
    filling = {
        "brand": style.brand.title or style.brand.name,
        "boundary": boundary,
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
    material = [_post(post, boundary), *_thread(post, boundary)]
    asked = _asked(wishes, told)
    used = tokens.count(system) + sum(map(tokens.count, (*material, *asked)))
    citable = [p for p in passages if p.kind not in (Kind.REPLY, Kind.OUTSIDE)]
    ids = short_ids(citable)
    shown = [passage_tag(p, ids[p.id], boundary, told["replaced"]) for p in citable]
    kept, taken = pack(shown, room - used)
    replies = [
        f"<past-reply-{boundary}>{inside(p.text, boundary)}</past-reply-{boundary}>"
        for p in passages
        if p.kind is Kind.REPLY
    ][:PAST_REPLIES]
    voice, _ = pack(replies, room - used - taken)
    parts = [*material, *(shown[n] for n in kept), *(replies[n] for n in voice), *asked]
    return Question(
        system=system,
        user="\n\n".join(parts),
        ids={ids[citable[n].id]: citable[n].id for n in kept},
        canary=canary,
        boundary=boundary,
        digests=digests(style.language),
        left_out=len(shown) - len(kept),
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
