"""What a file really is, whatever its name says."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.loading.walking import OFFICE, PDF

HEAD = 8_192

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or protected Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a Rich Text document"),
)


def check(path: Path) -> None:
    """Raise :class:`Unreadable` when the content of ``path`` is not what its name promises."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Unreadable(path.name, "it is empty")
    suffix = path.suffix.lower()
    found = _what(head)
    if suffix in PDF:
        wanted = "a PDF"
        # The format allows a little before the signature, and mail programs use it.
        if b"%PDF-" in head[:1024]:
            return
    elif suffix in OFFICE:
        wanted = "an Office document"
        if found == "a zip archive or an Office document":
            return
        if found == "an old or protected Office document":
            raise Unreadable(
                path.name,
                "it is protected by a password, or saved in the format before 2007; "
                f"save it without a password as {suffix} and hand it in again",
            )
    else:
        wanted = "text"
        if found is None:
            return
    raise Unreadable(
        path.name,
        f"its name ends in {suffix}, but its content is {found or 'not'}"
        + ("" if found else f" {wanted}")
        + "; give it the name that fits, or hand in the right file",
    )


def _what(head: bytes) -> str | None:
    """What ``head`` is the beginning of; ``None`` for what may be text."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[4:8] == b"ftyp":
        return "a film or a sound"
    return None
