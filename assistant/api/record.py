"""The record: brands, documents, search, promises; and putting things on it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, UploadFile

from assistant.api.answers import Limit, Offset, answer, page, told
from assistant.api.bodies import TextGiven
from assistant.api.desk import Desk
from assistant.api.door import person_of
from assistant.api.rights import Deed, demand
from assistant.errors import BadRequest
from assistant.exports import (
    brand_as_dict,
    commitment_as_dict,
    document_as_dict,
    hit_as_dict,
    report_as_dict,
    text_as_dict,
)
from knowledge import dates
from knowledge.loading import safe_name
from knowledge.model import Kind, Status

UPLOADED = "corail:upload/"
"""How the record knows what came this way: this, and its name."""
Fact = Annotated[str | None, Form(max_length=500)]


def routes(desk: Desk) -> APIRouter:
    """The record's part of the API."""
    router = APIRouter(tags=["record"])

    def reading(request: Request, brand: str) -> str:
        demand(desk.access, person_of(request), Deed.READ, brand)
        return desk.brand(brand).name

    @router.get("/brands", **told("list_brands", "The brands on record", "brand list"))
    def brands(request: Request) -> Any:
        """Each with how many passages it has."""
        demand(desk.access, person_of(request), Deed.READ)
        return answer([brand_as_dict(one, desk.passage_count(one.name)) for one in desk.brands()])

    @router.get(
        "/brands/{brand}/documents",
        **told("list_documents", "The documents on record, by date", "record list"),
    )
    def documents(
        request: Request,
        brand: str,
        kind: Kind | None = None,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        removed: bool = False,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Any:
        """Undated ones come last. `since` and `until` are 2023, 2023-05 or 2023-05-10."""
        found = desk.record.documents(
            reading(request, brand),
            kind=kind,
            speaker=speaker,
            since=_date(since),
            until=_date(until),
            removed=removed,
        )
        shown = [document_as_dict(one) for one in found[offset : offset + limit + 1]]
        return page(request, shown, limit, offset, len(found))

    @router.get(
        "/brands/{brand}/documents/{document}",
        **told("read_document", "One document: its facts and its text", "record show"),
    )
    def document(request: Request, brand: str, document: str) -> Any:
        """By its id, or the beginning of it."""
        name = reading(request, brand)
        entry = desk.record.document(name, document)
        return answer(text_as_dict(entry, desk.record.text(name, entry.id)))

    @router.get(
        "/brands/{brand}/search",
        **told("search", "What the brand has said about a topic, oldest first", "search"),
    )
    def search(
        request: Request,
        brand: str,
        q: Annotated[str, Query(min_length=1, max_length=2_000, examples=["plastic"])],
        limit: Limit = 12,
    ) -> Any:
        """The passages that fit best, put in the order they were said in."""
        hits = desk.timeline(q, brand=reading(request, brand), k=limit)
        return answer([hit_as_dict(hit) for hit in hits])

    @router.get(
        "/brands/{brand}/commitments",
        **told(
            "list_commitments",
            "What the brand has promised, and how each promise stands today",
            "record commitments",
        ),
    )
    def commitments(
        request: Request,
        brand: str,
        status: Status | None = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Any:
        """The newest first, each promise once and in its newest words."""
        every = desk.commitments(reading(request, brand))
        found = [one for one in every if status in (None, one.status)]
        shown = [commitment_as_dict(one) for one in found[offset : offset + limit + 1]]
        return page(request, shown, limit, offset, len(found))

    @router.post(
        "/brands/{brand}/documents",
        **told("put_text", "Put a text on record", "ingest", 201),
    )
    def put_text(request: Request, brand: str, body: TextGiven) -> Any:
        """With what is known of it; nothing is read out of the text itself. For knowledge managers.

        The brand is made at its first document. The same text again changes nothing.
        """
        by = person_of(request)
        demand(desk.access, by, Deed.KEEP, brand)
        known = body.name or hashlib.sha256(body.text.encode("utf-8", "replace")).hexdigest()[:16]
        with tempfile.TemporaryDirectory(prefix="corail-") as folder:
            path = Path(folder, "text.md")
            path.write_text(_with_facts(body), encoding="utf-8", errors="replace")
            report = desk.ingest(
                [path], brand=brand, actor=by.name, known_as={path: f"{UPLOADED}{known}"}
            )
        return answer(report_as_dict(report), 201)

    @router.post(
        "/brands/{brand}/documents/files",
        **told("put_file", "Put a file on record", "ingest", 201),
    )
    def put_file(
        request: Request,
        brand: str,
        file: Annotated[UploadFile, File(description="Markdown, HTML, PDF, Office, CSV, JSONL.")],
        title: Fact = None,
        kind: Fact = None,
        speaker: Fact = None,
        date: Fact = None,
        channel: Fact = None,
        language: Fact = None,
        visibility: Fact = None,
        embargoed_until: Fact = None,
        expires: Fact = None,
        owner: Fact = None,
    ) -> Any:
        """What the file says of itself counts; what is given beside it is for what it does not
        say. For knowledge managers. The same name again is a new version of the same file.
        """
        by = person_of(request)
        demand(desk.access, by, Deed.KEEP, brand)
        said = {
            "title": title,
            "kind": kind,
            "speaker": speaker,
            "date": date,
            "channel": channel,
            "language": language,
            "visibility": visibility,
            "embargoed_until": embargoed_until,
            "expires": expires,
            "owner": owner,
        }
        with taken(file) as path:
            report = desk.ingest(
                [path],
                brand=brand,
                defaults={name: value for name, value in said.items() if value},
                actor=by.name,
                known_as={path: f"{UPLOADED}{path.name}"},
            )
        return answer(report_as_dict(report), 201)

    return router


class taken:
    """An uploaded file under its own bare name, in a folder that is gone afterwards."""

    def __init__(self, file: UploadFile) -> None:
        self._file = file
        self._folder = tempfile.TemporaryDirectory(prefix="corail-")

    def __enter__(self) -> Path:
        path = Path(self._folder.name, safe_name(self._file.filename or "unnamed")[-200:])
        with path.open("wb") as out:
            shutil.copyfileobj(self._file.file, out)
        return path

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _with_facts(body: TextGiven) -> str:
    """The text led by its facts: front matter of its own could say nothing any more."""
    import yaml

    facts = body.model_dump(exclude={"text", "name"}, exclude_none=True)
    return f"---\n{yaml.safe_dump(facts, allow_unicode=True)}---\n\n{body.text}"


def _date(words: str | None) -> str | None:
    found = dates.parse(words) if words is not None else None
    if words is not None and found is None:
        raise BadRequest(
            f"{words!r} is no date: write 2023, 2023-05 or 2023-05-10.",
            f"«\u00a0{words}\u00a0» n'est pas une date\u00a0: écrivez 2023, 2023-05 ou 2023-05-10.",
        )
    return found
