"""What a person looks at in the Record room. It lives in their session and gives no right."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.curation.desk import Taken
from assistant.curation.query import Query

PARTS = ("documents", "proposed", "promises", "speakers", "done", "add")

EVERYTHING = Query()


@dataclass(frozen=True)
class View:
    """``part`` is a part of the room, ``document`` what is opened, by id; ``erasing`` whether its
    erasure was asked for once. ``status`` filters the promises; ``taken`` is what came of what was
    brought in last."""

    part: str = "documents"
    query: Query = EVERYTHING
    document: str | None = None
    erasing: bool = False
    status: str = "all"
    taken: Taken | None = None
