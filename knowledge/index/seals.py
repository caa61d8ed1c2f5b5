"""Whether Chroma's files are as it left them: torn ones are never handed to it.

Chroma reads its vectors with native code that believes what it reads, and a file that was cut or
garbled can bring the whole process down with it. So after every write the files of each segment
are sealed: size, time, and a checksum. At the next start a broken seal means that the collection
is made anew; files that were only copied elsewhere have another time and the same checksum.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path

Seal = tuple[str, int, int]
"""The collection that a segment belongs to, its files' stamp, and their checksum."""

_AT_A_TIME = 1 << 20


def sealed(
    folder: Path, seals: Mapping[str, Seal], before: Mapping[str, int], collection: str
) -> dict[str, Seal]:
    """The seals, once ``collection`` was written: whatever changed since ``before`` is its own.

    What was there before, unsealed and unchanged, stays so: nothing is known of it.
    """
    now: dict[str, Seal] = {}
    for name, stamp in stamps(folder).items():
        if before.get(name) != stamp:
            now[name] = (collection, stamp, _checksum(folder / name))
        elif name in seals:
            now[name] = seals[name]
    return now


def broken(folder: Path, seals: Mapping[str, Seal]) -> set[str]:
    """The collections with a segment that is not as it was sealed, or is gone."""
    found: set[str] = set()
    for name, (collection, stamp, checksum) in seals.items():
        segment = folder / name
        try:
            whole = _stamp(segment) == stamp or _checksum(segment) == checksum
        except OSError:
            whole = False
        if not whole:
            found.add(collection)
    return found


def stamps(folder: Path) -> dict[str, int]:
    """By segment, a number that changes with its files' sizes and times."""
    if not folder.is_dir():
        return {}
    return {path.name: _stamp(path) for path in folder.iterdir() if path.is_dir()}


def _stamp(segment: Path) -> int:
    looks = []
    for path in sorted(segment.iterdir()):
        status = path.stat()
        looks.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
    return zlib.crc32("\n".join(looks).encode())


def _checksum(segment: Path) -> int:
    checksum = 0
    for path in sorted(segment.iterdir()):
        checksum = zlib.crc32(path.name.encode(), checksum)
        with path.open("rb") as file:
            while block := file.read(_AT_A_TIME):
                checksum = zlib.crc32(block, checksum)
    return checksum
