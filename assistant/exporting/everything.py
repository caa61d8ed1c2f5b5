"""All dossiers of a brand as rows: each version, decision and comment, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.exporting.masking import mask
from assistant.review import Dossier


def everything(
    dossiers: Iterable[Dossier], *, masked: bool = True, keep: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """A row for each version of each dossier, and for each decision and comment on it.

    Posts are masked unless ``masked`` is false; ``keep`` are the brand's own handles.
    """
    for one in dossiers:
        yield from _rows(one, masked, keep)


def _rows(one: Dossier, masked: bool, keep: Sequence[str]) -> Iterator[dict[str, Any]]:
    post = one.post.text if one.post is not None else None
    if post is not None and masked:
        post = mask(post, one.current.language, keep)
    here = {
        "dossier": one.id,
        "brand": one.brand,
        "state": str(one.state),
        "platform": one.platform,
        "post": post,
        "url": one.url,
        "document": one.document_id,
    }
    for version in one.versions:
        yield here | {
            "row": "version",
            "number": version.number,
            "at": version.at,
            "person": version.author,
            "words": version.text,
            "digest": version.digest,
            "made": version.made.model or version.made.by,
            "record": version.examined.record,
        }
    for decided in one.decisions:
        yield here | {
            "row": str(decided.act),
            "number": decided.version,
            "at": decided.at,
            "person": decided.person,
            "words": decided.reason,
            "digest": decided.digest,
            "overrides": dict(decided.overrides),
            "record": decided.examined.record,
        }
    for comment in one.comments:
        yield here | {
            "row": "comment",
            "number": comment.version,
            "at": comment.at,
            "person": comment.person,
            "words": comment.words,
        }
