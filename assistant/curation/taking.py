"""What somebody brings to the record from the page: files as they were uploaded, or one statement.

A file that was uploaded lies under another name at each upload. It is known again by its name and
its bytes, so that the same file twice is one document, and another file of the same name never
takes its place by itself: that is proposed, and a person decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.curation import facts
from assistant.curation.texts import refused
from assistant.errors import BadRequest
from knowledge.cleaning import clean, one_line
from knowledge.languages import detect
from knowledge.loading import Limits, Loaded, Outcome, load
from knowledge.model import Access, Kind, SourceDocument, Visibility

FILES = 50
TITLED = 80
SOURCE = "corail:upload/"
PASTED = "corail:pasted/"


def uploaded(
    paths: Sequence[Path], limits: Limits, defaults: Mapping[str, str] | None = None
) -> Iterator[Outcome]:
    """What loading makes of each file, known again by its name and its bytes."""
    if len(paths) > FILES:
        raise refused(BadRequest, "too many files", count=len(paths), most=FILES)
    return _known_again(paths, load(paths, limits=limits, defaults=defaults))


def _known_again(paths: Sequence[Path], outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    digests: dict[Path, str] = {}
    for outcome in outcomes:
        if not isinstance(outcome, Loaded):
            yield outcome
            continue
        path = outcome.path
        if path not in digests:
            with path.open("rb") as file:
                digests[path] = hashlib.file_digest(file, "sha256").hexdigest()[:12]
        own = f"{SOURCE}{digests[path]}/{path.name}"
        before = path.absolute().as_posix()
        yield replace(
            outcome,
            documents=tuple(
                replace(document, source=own + document.source.removeprefix(before))
                for document in outcome.documents
            ),
        )


def pasted(text: str, fields: Mapping[str, str], locale: str | None = None) -> Loaded:
    """One statement as it was pasted, with what is said of it. Raises :class:`BadRequest`."""
    cleaned = clean(text)
    words = cleaned.text.strip()
    if not words:
        raise refused(BadRequest, "no text")
    told = {
        name: facts.checked(name, fields.get(name, ""), locale)
        for name in ("speaker", "role", "date", "channel", "url", "language")
    }
    kind = facts.checked("kind", fields.get("kind", "") or Kind.STATEMENT.value)
    seen = facts.checked("visibility", fields.get("visibility", "") or Visibility.PUBLIC.value)
    title = one_line(fields.get("title", "") or words.split("\n", 1)[0], TITLED)
    digest = hashlib.sha256(words.encode()).hexdigest()[:12]
    document = SourceDocument(
        source=f"{PASTED}{digest}",
        text=words,
        title=title,
        kind=Kind(kind or Kind.STATEMENT),
        notes=cleaned.notes,
        **{**told, "language": told["language"] or detect(words).code},  # type: ignore[arg-type]
    )
    document = replace(document, access=Access(Visibility(seen or Visibility.PUBLIC)))
    return Loaded(Path(title), (document,))
