"""What X takes for a link in a post: each weighs 23, however long it is.

The rules are those of twitter-text 3 (Apache 2.0, github.com/twitter/twitter-text), read and
written again so that they run in time linear in the text: the original's regular expression takes
minutes on "a.a.a.…". A link has a scheme, or it is a bare domain in Latin letters; its last label
is a top-level domain; what stands before it is not part of an address or a hashtag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
_PATH_PART = regex.compile(rf"{_PATH_END}|{_PATH}|(?P<group>{_BRACKETED})")
_PATH_RUN = regex.compile(rf"/(?:{_PATH}++|{_BRACKETED})*+")
_PATH_TAIL = regex.compile(rf"(?r)(?:{_PATH_END}|\))")
_QUERY_RUN = regex.compile(rf"\?{_QUERY}++")
_QUERY_TAIL = regex.compile(rf"(?r){_QUERY_END}")
_SHORT = regex.compile(
    rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY}*{_QUERY_END})?", regex.IGNORECASE
)
_PLAIN = regex.compile(rf"[\-A-Za-z0-9{_LATIN}]")
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
        run = _Run(text, *match.span())
        position = max(position, run.start)
        while position < run.end:
            domain = run.domain(position)
            if domain is None:
                break
            start, name_end = domain
            end, path = _rest(text, name_end)
            position = end
            # A name right after a dash, a line below or a slash is a piece of something else.
            if not bare or (start and text[start - 1] in "-_./"):
                continue
            if _valid(text, start, name_end, end, len("https://")):
                yield from _plain(text, start, name_end, end if path else name_end)
        scheme = _scheme(text, run, position)
        if scheme is None:
            continue
        start, name = scheme
        site = _RUN.match(text, name)
        domain = _Run(text, *site.span()).domain(name, here=True) if site else None
        if domain is None:
            continue
        end, _ = _rest(text, domain[1])
        position = end
        if _valid(text, name, domain[1], end, name - start, start):
            short = _SHORT.match(text, start, end)
            if short is None:
                yield start, end
            elif len(short[1]) <= MAX_SHORT_LINK:
                yield start, short.end()


@dataclass(frozen=True)
class _Run:
    """Labels joined by stops, with nothing else between."""

    text: str
    start: int
    end: int

    def domain(self, position: int, *, here: bool = False) -> tuple[int, int] | None:
        """The first name of a site at ``position`` or after (``here``: at it), as a span."""
        labels = list(self._labels(position))
        reach = self._reach(labels)
        for number, (start, end) in enumerate(labels[:-1]):
            if here and number:
                return None
            last = reach[number + 1] if number + 1 < len(labels) else None
            begin = self._head(start, end, here)
            if last is None:
                # The label before the top-level domain holds no line below.
                last = number + 1 if self._top(labels[number + 1]) else None
                if here and self.text.find("_", start, end) >= 0:
                    last = None
                low = self.text.rfind("_", start, end)
                begin = self._head(max(start, low + 1), end, here) if low >= 0 else begin
            if last is not None and begin is not None and self.text[end - 1] not in "-_":
                top = labels[last]
                return begin, top[0] + self._top(top)
        return None

    def _labels(self, position: int) -> Iterator[tuple[int, int]]:
        start = position
        while start <= self.end:
            end = self.text.find(".", start, self.end)
            end = self.end if end < 0 else end
            yield start, end
            start = end + 1

    def _reach(self, labels: list[tuple[int, int]]) -> list[int | None]:
        """For each whole label, the furthest label that may be the top of a name through it."""
        reach: list[int | None] = [None] * (len(labels) + 1)
        for number in range(len(labels) - 2, -1, -1):
            start, end = labels[number]
            if start == end or self.text[start] in "-_" or self.text[end - 1] in "-_":
                continue
            reach[number] = reach[number + 1]
            if (
                reach[number] is None
                and self._top(labels[number + 1])
                and self.text.find("_", start, end) < 0
            ):
                reach[number] = number + 1
        return reach

    def _head(self, start: int, end: int, here: bool) -> int | None:
        """Where in a label a name may begin: after nothing, or after what may stand before one."""
        text = self.text
        if here:
            return start if start < end and text[start] not in "-_" else None
        for at in range(start, end):
            if text[at] not in "-_" and (at == 0 or not _NOT_BEFORE.match(text[at - 1])):
                return at
        return None

    def _top(self, label: tuple[int, int]) -> int:
        """The length of the top-level domain at the head of a label, 0 if there is none."""
        return _top_at(self.text, *label)


def _top_at(text: str, start: int, end: int) -> int:
    encoded = _PUNYCODE.match(text, start, end)
    if encoded:
        return len(encoded.group())
    known = top_level_domains()
    for length in range(min(_longest(), end - start), 0, -1):
        after = start + length
        if after < len(text) and _GOES_ON.match(text, after):
            continue
        if text[start:after].lower() in known:
            return length
    return 0


def _scheme(text: str, run: _Run, position: int) -> tuple[int, int] | None:
    """Where "http" at the end of a run begins, and where the name after "://" does."""
    if not text.startswith("://", run.end):
        return None
    found = _SCHEME.search(text, max(position, run.end - 5), run.end)
    if found is None:
        return None
    start = found.start()
    if start and _NOT_BEFORE.match(text[start - 1]):
        return None
    return start, run.end + 3


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
    labels = list(_Run(text, start, name_end)._labels(start))
    found: list[tuple[int, int]] = []
    number, begin = 0, start
    while number < len(labels) - 1:
        tail = _PLAIN_TAIL.match(text, max(begin, labels[number][0]), labels[number][1])
        head = tail.start() if tail else labels[number][1]
        if head == labels[number][1]:
            number += 1
            continue
        last = None
        reach = number + 1
        while reach < len(labels):
            label = labels[reach]
            if label[0] < label[1] and _top_at(text, *label):
                last = reach
            if not _all_plain(text, *label):
                break
            reach += 1
        if last is None:
            number = reach
            continue
        begin = labels[last][0] + _top_at(text, *labels[last])
        found.append((head, begin))
        number = last
    if found and end > name_end:
        found[-1] = (found[-1][0], end)
    yield from found


def _all_plain(text: str, start: int, end: int) -> bool:
    return start < end and all(_PLAIN.match(text, at, end) for at in range(start, end))


def _units(text: str) -> int:
    """Length in UTF-16, in which X counts what it stores."""
    return len(text) + sum(character > "\uffff" for character in text)
