"""What X takes for a link in a post: each weighs 23, however long it is.

The rules are those of twitter-text 3 (Apache 2.0, github.com/twitter/twitter-text), read and
written again so that they run in time linear in the text: the original's regular expression takes
minutes on "a.a.a.…". A link has a scheme, or it is a bare domain in Latin letters; its last label
is a top-level domain; what stands before it is not part of an address or a hashtag.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import regex

MAX_LENGTH = 4096
MAX_LABEL = 63
MAX_SHORT_LINK = 40

_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_DIRECTION = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_INVALID = r"\uFFFE\uFEFF\uFFFF"
_PUNCTUATION = r"!'#%&()*+,\\/:;<=>?@\[\]\^{|}~$"
_LATIN = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268"
    r"\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_PATH = rf"[A-Za-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PATH_END = rf"[+\-A-Za-z\u0400-\u04FF0-9=_#/{_LATIN}]"
_BRACKETED = rf"\((?:{_PATH}++(?:\({_PATH}++\){_PATH}*+)?|\({_PATH}++\){_PATH}*+)\)"
_QUERY = r"[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]"
_QUERY_END = r"[A-Za-z0-9\-_&=#/]"

# Names of sites are made of runs of these, cut at their stops.
_RUN = regex.compile(rf"[^{_PUNCTUATION}{_SPACES}{_INVALID}{_DIRECTION}]++")
_SCHEME = regex.compile(r"https?$", regex.IGNORECASE)
_NOT_BEFORE = regex.compile(rf"[A-Za-z0-9@＠$#＃{_INVALID}]")
_PORT = regex.compile(r":[0-9]++")
_PATH_RUN = regex.compile(rf"/(?:{_PATH}++|{_BRACKETED})*+")
_PATH_TAIL = regex.compile(rf"(?r)(?:{_PATH_END}|\))")
_QUERY_RUN = regex.compile(rf"\?{_QUERY}++")
_QUERY_TAIL = regex.compile(rf"(?r){_QUERY_END}")
_SHORT = regex.compile(rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY}*{_QUERY_END})?", regex.IGNORECASE)
_PLAIN_LABEL = regex.compile(rf"[\-A-Za-z0-9{_LATIN}]++")
_PLAIN_TAIL = regex.compile(rf"(?r)[\-A-Za-z0-9{_LATIN}]*+")
_PUNYCODE = regex.compile(r"xn--[\-0-9a-z]+", regex.IGNORECASE)
_GOES_ON = regex.compile(r"[0-9a-zA-Z@+\-]")
_FULL_STOPS = regex.compile("[\u3002\uff0e\uff61]")


def links(text: str, *, bare: bool = True) -> list[tuple[int, int]]:
    """The links in ``text`` (taken as it is, not normalised), in order, as ``(start, end)``.

    With ``bare`` false, only those that begin with ``http://`` or ``https://``.
    """
    if ("." if bare else ":") not in text:
        return []
    return list(_found(text, bare))


@lru_cache(maxsize=1)
def top_level_domains() -> frozenset[str]:
    """The last labels that a site's name may have, in lower case, from ``domains.txt``."""
    lines = files(__package__).joinpath("domains.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, top_level_domains()))


def _found(text: str, bare: bool) -> Iterator[tuple[int, int]]:
    """Each run of letters and stops is gone through once, from left to right."""
    position = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        names = _Names(text, start, end) if text.find(".", start, end) >= 0 else None
        while names is not None and (name := names.next(position)) is not None:
            start, name_end = name
            end, path = _rest(text, name_end)
            position = end
            # A name right after a dash, a line below or a slash is a piece of something else.
            if not bare or (start and text[start - 1] in "-_./"):
                continue
            if _valid(text, start, name_end, end, len("https://")):
                yield from _plain(text, start, name_end, end if path else name_end)
        scheme = _scheme(text, match.end(), position)
        site = _RUN.match(text, match.end() + 3) if scheme is not None else None
        if scheme is None or site is None:
            continue
        opening = _Names(text, *site.span()).opening()
        if opening is None:
            continue
        end, _ = _rest(text, opening)
        position = end
        if _valid(text, site.start(), opening, end, site.start() - scheme, scheme):
            short = _SHORT.match(text, scheme, end)
            if short is None:
                yield scheme, end
            elif len(short[1]) <= MAX_SHORT_LINK:
                yield scheme, short.end()


class _Names:
    """The names of sites in a run: labels joined by stops, the last a top-level domain."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.number = 0
        parts = text[start:end].split(".")
        # Hostile runs repeat a label many times: each is looked up once.
        known = {part: _top_of(part, ".") for part in set(parts)}
        self.tops = [known[part] for part in parts]
        self.tops[-1] = _top_of(parts[-1], text[end : end + 1])
        self.labels = _labels(text, start, end) if any(self.tops) else [(end, end)]
        # For each whole label, the furthest label that may be the top of a name through it.
        self.reach: list[int | None] = [None] * (len(self.labels) + 1)
        for number in range(len(self.labels) - 2, -1, -1):
            start, end = self.labels[number]
            if start == end or text[start] in "-_" or text[end - 1] in "-_":
                continue
            self.reach[number] = self.reach[number + 1]
            if self.reach[number] is None and self.tops[number + 1]:
                # The label before the top-level domain holds no line below.
                self.reach[number] = number + 1 if text.find("_", start, end) < 0 else None

    def opening(self) -> int | None:
        """Where the name that begins the run ends."""
        start, end = self.labels[0]
        whole = start < end and self.text[start] not in "-_"
        top = self.reach[0] if whole else None
        return None if top is None else self.labels[top][0] + self.tops[top]

    def next(self, position: int) -> tuple[int, int] | None:
        """The next name after ``position``, where what was found before is over."""
        while self.number < len(self.labels) - 1:
            number = self.number
            start, end = self.labels[number]
            top = self.reach[number + 1]
            if top is None and self.tops[number + 1]:
                top = number + 1
                start = self.text.rfind("_", start, end) + 1 or start
            head = None
            if top is not None and self.text[end - 1] not in "-_":
                head = self._head(start, end, position)
            if top is None or head is None:
                self.number += 1
                continue
            self.number = top
            return head, self.labels[top][0] + self.tops[top]
        return None

    def _head(self, start: int, end: int, position: int) -> int | None:
        """Where in a label a name may begin: after nothing, or after what may stand before one."""
        text = self.text
        for at in range(max(start, position + 1 if position else start), end):
            if text[at] in "-_" or (at and _NOT_BEFORE.match(text, at - 1)):
                continue
            # At the head of a text, a letter that may stand before a name is taken to do so.
            second = at == 0 and end > 1 and not _NOT_BEFORE.match(text) and text[1] not in "-_"
            return 1 if second else at
        return None


def _labels(text: str, start: int, end: int) -> list[tuple[int, int]]:
    labels = []
    while start <= end:
        stop = text.find(".", start, end)
        stop = end if stop < 0 else stop
        labels.append((start, stop))
        start = stop + 1
    return labels


def _top_of(label: str, after: str) -> int:
    """The length of the top-level domain at the head of a label, 0 if there is none.

    ``after`` is the character that follows the label.
    """
    if label[:4].lower() == "xn--":
        encoded = _PUNYCODE.match(label)
        return len(encoded.group()) if encoded else 0
    known = top_level_domains()
    head = label[: _longest() + 1] + after
    for length in range(min(_longest(), len(label)), 0, -1):
        if head[:length].lower() in known and not _GOES_ON.match(head, length):
            return length
    return 0


def _scheme(text: str, end: int, position: int) -> int | None:
    """Where the "http" or "https" that ends a run begins, when "://" follows it."""
    if not text.startswith("://", end):
        return None
    found = _SCHEME.search(text, max(0, end - 5), end)
    if found is None:
        return None
    start = found.start()
    if start == 0:
        return start
    return None if start <= position != 0 or _NOT_BEFORE.match(text, start - 1) else start


def _rest(text: str, end: int) -> tuple[int, bool]:
    """Where a link whose name ends at ``end`` is over, with port, path and query; has it a path?"""
    port = _PORT.match(text, end)
    end = port.end() if port else end
    path = _PATH_RUN.match(text, end)
    if path:
        tail = _PATH_TAIL.search(text, end + 1, path.end())
        end = tail.end() if tail else end + 1
    query = _QUERY_RUN.match(text, end)
    if query:
        tail = _QUERY_TAIL.search(text, end + 1, query.end())
        end = tail.end() if tail else end
    return end, path is not None


def _valid(
    text: str, name: int, name_end: int, end: int, scheme: int, start: int | None = None
) -> bool:
    """Whether every label fits the name system, and the whole what X stores."""
    domain = text[name:name_end]
    if domain.startswith("xn--") and not list(_plain(domain, 0, len(domain), len(domain))):
        return False
    if any(not 0 < _encoded(label) <= MAX_LABEL for label in domain.split(".")):
        return False
    whole = text[name if start is None else start : end]
    return scheme + _units(whole) <= MAX_LENGTH


def _encoded(label: str) -> int:
    """The length of a label as the name system writes it."""
    if label.isascii() or len(label) > MAX_LABEL:
        return len(label)
    return sum(
        len(part) if part.isascii() else len(b"xn--" + part.encode("punycode"))
        for part in _FULL_STOPS.split(label)
    ) + len(_FULL_STOPS.findall(label))


def _plain(text: str, start: int, name_end: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in Latin letters within a bare name; the last takes the path, up to ``end``."""
    labels = _labels(text, start, name_end)
    found: list[tuple[int, int]] = []
    number, begin = 0, start
    while number < len(labels) - 1:
        tail = _PLAIN_TAIL.match(text, max(begin, labels[number][0]), labels[number][1])
        head = tail.start() if tail else labels[number][1]
        if head == labels[number][1]:
            number += 1
            continue
        last, stop = None, 0
        reach = number + 1
        while reach < len(labels):
            label = labels[reach]
            top = _top_of(text[slice(*label)], text[label[1] : label[1] + 1])
            if top:
                last, stop = reach, label[0] + top
            if not _all_plain(text, *label):
                break
            reach += 1
        if last is None:
            number = reach
            continue
        begin = stop
        found.append((head, stop))
        number = last
    if found and end > name_end:
        found[-1] = (found[-1][0], end)
    yield from found


def _all_plain(text: str, start: int, end: int) -> bool:
    return start < end and _PLAIN_LABEL.fullmatch(text, start, end) is not None


def _units(text: str) -> int:
    """Length in UTF-16, in which X counts what it stores."""
    return len(text) + sum(character > "\uffff" for character in text)
