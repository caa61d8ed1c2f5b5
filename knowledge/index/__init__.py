"""The index of passages by meaning: derived from the record, and made again at any time.

:class:`ChromaIndex` keeps each brand's vectors in a Chroma collection, in a folder of ours that
one process at a time may write, or at a Chroma server. It brings itself to the state of the
record before it answers. What it cannot answer just then (another process holds the folder, the
folder was damaged, much has changed, a filter leaves little) :class:`ExactIndex` answers from the
vectors that the record keeps. So no search waits for an index to be made, and none fails for want
of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.index.values import PassageIndex, Progress, Synced

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder
    from knowledge.record import Record

__all__ = ["PassageIndex", "Progress", "Synced", "open_index"]


def open_index(
    record: Record, embedder: Embedder, folder: Path, url: str | None = None
) -> PassageIndex:
    """The index in ``folder``, or the one at the Chroma server at ``url``.

    Quick: nothing is opened before it is first used. While another process holds the folder,
    searches are exact ones over the record, and ``holder`` says who it is; once that process is
    gone, the folder is taken over.
    """
    from knowledge.index.chroma import ChromaIndex
    from knowledge.index.places import Folder, Server

    return ChromaIndex(record, embedder, Server(url) if url else Folder(folder))
