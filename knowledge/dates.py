"""When something was said, as precisely as the source says it, and never more.

A date is kept as ISO text with the source's own precision: ``2023``, ``2023-05`` or
``2023-05-10``. What is missing stays missing: no first of the month, no current year, no "today".
A text that is not surely a date ("yesterday", a number of seconds, "10 mai" without a year) gives
``None``, and the document is shown as undated.

Choices that a reader may wonder about:

- ``10/05/2023`` is the tenth of May: day first, as French and most English writers mean it. It is
  month first only where the day could not be a month (``05/31/2023``) or the locale is ``en-US``.
- ``Q3 2022``, ``T3 2022``, ``été 2021`` keep the year alone: any single month would say more than
  the source does.
- A time zone is not applied: the day is the one that the source shows.
- A bare number of five digits is a spreadsheet's day count (45056 is 2023-05-10); ten or thirteen
  digits are seconds of some clock and are refused.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

_ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2})"
    r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_BY_DAY = re.compile(
    r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?:à\s+|at\s+)?\d{1,2}[:h]\d{2}(?::\d{2})?\s*(?:[AaPp][Mm])?)?"
)
_BY_MONTH = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_QUARTER = re.compile(r"(?:[QT][1-4][\s-]*(?P<after>\d{4}))|(?P<before>\d{4})[\s-]*[QT][1-4]", re.I)
# A part of a year that no ISO date can say: the year is what is left.
_PART_OF_YEAR = re.compile(
    r"(?:early|mid|late|spring|summer|autumn|fall|winter|year|fy|in|d[ée]but|mi|fin|courant|en"
    r"|printemps|[ée]t[ée]|automne|hiver|ann[ée]e|exercice)[\s-]*(?P<year>\d{4})",
    re.IGNORECASE,
)
# The form of X's archives: "Tue Oct 31 22:08:27 +0000 2017".
_ARCHIVE = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}) [\d:]+ [+-]\d{4} (?P<year>\d{4})"
)
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_A_WORD = re.compile(r"[^\W\d_]{3,}")

# A spreadsheet counts days from here, and these counts are the years 1970 to 2100.
_EPOCH_OF_SPREADSHEETS = date(1899, 12, 30)
_DAY_COUNTS = range(25_569, 73_051)
_YEARS = range(1000, 3000)


def parse(raw: object, locale: str | None = None) -> str | None:
    """The date that ``raw`` (a text, a number, a date) says, as ISO text, or ``None``.

    The result has the precision of ``raw``: a year alone stays a year. ``locale`` (``en-US``)
    says that numbers are written month first.
    """
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, float):
        raw = int(raw) if math.isfinite(raw) else ""
    month_first = (locale or "").replace("_", "-").casefold() == "en-us"
    return _parse(" ".join(str(raw).split()), month_first)


def span(iso: str) -> tuple[str, str]:
    """The first and the last day that a date may mean: ("2023-01-01", "2023-12-31") for 2023."""
    year, month, day = _parts(iso)
    if month is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}"
    return iso, iso


def order(iso: str | None) -> str:
    """A key that sorts dates of any precision; a year stands before its months, undated first."""
    if iso is None:
        return ""
    year, month, day = _parts(iso)
    return f"{year:04}-{month or 0:02}-{day or 0:02}"


@lru_cache(maxsize=4096)
def _parse(text: str, month_first: bool) -> str | None:
    if not text or not any(map(str.isdecimal, text)):
        return None
    if text.isdecimal():
        return _number(text)
    if match := _ISO.fullmatch(text):
        return _iso(match["year"], match["month"], match["day"])
    if match := _BY_DAY.fullmatch(text):
        return _by_day(match["first"], match["second"], match["year"], month_first)
    if match := _BY_MONTH.fullmatch(text):
        return _iso(match["year"], match["month"])
    if match := _QUARTER.fullmatch(text):
        return _iso(match["after"] or match["before"])
    if match := _PART_OF_YEAR.fullmatch(text):
        return _iso(match["year"])
    if (match := _ARCHIVE.fullmatch(text)) and match["month"] in _MONTHS:
        return _iso(match["year"], str(_MONTHS[match["month"]]), match["day"])
    return _in_words(text)


def _number(text: str) -> str | None:
    if len(text) == 4:
        return _iso(text)
    if len(text) == 5 and int(text) in _DAY_COUNTS:
        return (_EPOCH_OF_SPREADSHEETS + timedelta(days=int(text))).isoformat()
    if match := _COMPACT.fullmatch(text):
        return _iso(match["year"], match["month"], match["day"])
    return None


def _by_day(first: str, second: str, year: str, month_first: bool) -> str | None:
    if len(year) == 2:
        # The POSIX window: 69 to 99 are the last century.
        year = f"{19 if int(year) >= 69 else 20}{year}"
    day, month = (second, first) if month_first else (first, second)
    return _iso(year, month, day) or _iso(year, day, month)


def _in_words(text: str) -> str | None:
    """Dates with the month in words, in French or English, read by dateparser.

    It is asked for absolute dates with a year only, and its answer is taken no further than the
    text goes: a part whose figures are not in the text is not believed.
    """
    if len(text) > 60 or not _A_WORD.search(text):
        return None
    found = _reader().get_date_data(text)
    if found is None or found.date_obj is None:
        return None
    said: date = found.date_obj
    figures = {int(figure) for figure in re.findall(r"\d+", text)}
    if said.year not in figures:
        return None
    if found.period == "day" and said.day in figures:
        return _iso(str(said.year), str(said.month), str(said.day))
    if found.period == "month":
        return _iso(str(said.year), str(said.month))
    return _iso(str(said.year)) if found.period == "year" else None


@lru_cache(maxsize=1)
def _reader() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["fr", "en"],
        settings={
            # Relative words ("yesterday") and clock numbers would be turned into dates of today.
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["year"],
            "DATE_ORDER": "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


def _iso(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """The parts as ISO text, or ``None`` where no such day exists."""
    if int(year) not in _YEARS:
        return None
    if month is None:
        return f"{int(year):04}"
    try:
        said = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return said.isoformat() if day is not None else said.isoformat()[:7]


def _parts(iso: str) -> tuple[int, int | None, int | None]:
    year, *rest = (int(part) for part in iso.split("-"))
    month = rest[0] if rest else None
    day = rest[1] if len(rest) > 1 else None
    return year, month, day
