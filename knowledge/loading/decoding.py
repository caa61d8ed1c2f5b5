"""Bytes into text, without guessing silently.

UTF-8 is read as it is. Anything else is told in a note, because a wrong guess changes words: the
text that a reply quotes must be the one that was written.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import Unreadable


class Encoded(NamedTuple):
    """The codec a file's text is in, and a note on it when that is not UTF-8."""

    codec: str
    note: str | None = None


class Decoded(NamedTuple):
    """A text, and the encoding it was in when that was not UTF-8."""

    text: str
    note: str | None = None


_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# What French and English are written with beyond ASCII, and their neighbours in Europe.
_EXPECTED = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŸ"
    "«»‹›“”„‘’‚–—…•·€£¥$°²³§©®™¿¡½¼¾×±µªº†\u00a0\u00ad"
)
_WESTERN = (("cp1252", "Windows-1252"), ("mac-roman", "Mac Roman"), ("cp850", "DOS 850"))
_SAMPLE = 200_000


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text in ``data``, and a note on its encoding when it is not UTF-8.

    ``declared`` is what the file itself says (a web page's ``charset``). Raises
    :class:`Unreadable`, naming the file by ``name``, when no encoding gives a plausible text.
    """
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            return Decoded(text, None if label == "UTF-8" else _told(label))
    if (wide := _without_mark(data)) is not None:
        return wide
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared and (as_declared := _strictly(data, declared)) is not None:
        return Decoded(as_declared, _told(declared))
    for codec, label in _WESTERN:
        western = _strictly(data, codec)
        if western is not None and _plausible(western[:_SAMPLE]):
            return Decoded(western, _told(label))
    return _guessed(data, name)


def encoding_of(path: Path) -> Encoded:
    """The codec that :func:`decode` would read a file's bytes by, with never more than a part of
    them in memory. A mark at the beginning is left to the text. Raises :class:`Unreadable`.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, codec, label in _MARKS:
        if sample.startswith(mark):
            # A last character that is cut in two is not read strictly.
            return Encoded(codec, None if label == "UTF-8" else _told(label))
    if b"\x00" in sample and (wide := _without_mark(sample[: len(sample) // 4 * 4])) is not None:
        codec = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
        return Encoded(codec, wide.note)
    if _readable(path, "utf-8"):
        return Encoded("utf-8")
    for codec, label in _WESTERN:
        if _readable(path, codec) and all(_plausible(part) for part in _parts(path, codec)):
            return Encoded(codec, _told(label))
    guessed = _guessed(sample, path.name)
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None or not _readable(path, best.encoding):
        raise Unreadable(
            path.name, "its encoding cannot be told; save it as UTF-8 text and hand it in again"
        )
    return Encoded(best.encoding, guessed.note)


def _parts(path: Path, codec: str) -> Iterator[str]:
    """The text of a file part by part; raises where the codec does not fit."""
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            yield decoder.decode(part)
    yield decoder.decode(b"", final=True)


def _readable(path: Path, codec: str) -> bool:
    try:
        for _ in _parts(path, codec):
            pass
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: Latin text has a NUL in every second place, always the same."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) / 2
    for codec, nuls in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if nuls.count(0) > 0.5 * half and sample.count(0) < 1.3 * nuls.count(0):
            text = _strictly(data, codec)
            if text is not None:
                return Decoded(text, _told("UTF-16"))
    return None


def _guessed(data: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    text = _strictly(data, best.encoding) if best is not None else None
    if best is None or text is None:
        raise Unreadable(
            name, "its encoding cannot be told; save it as UTF-8 text and hand it in again"
        )
    return Decoded(text, f"{_told(best.encoding.replace('_', '-'))}; please check the accents")


def _plausible(text: str) -> bool:
    beyond = [character for character in text if character > "\x7f"]
    known = sum(character in _EXPECTED for character in beyond)
    return known >= 0.95 * len(beyond)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _told(label: str) -> str:
    return f"read as {label} text, not UTF-8"
