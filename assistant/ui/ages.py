"""Dates and ages in words: how old a statement is decides how it may be used."""

from __future__ import annotations

import re
from datetime import date

from assistant.ui.texts import Say

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
        *("septembre", "octobre", "novembre", "décembre"),
    ),
}


def parts(iso: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of an ISO date as precise as it is; ``None`` when it is no date."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return year or 0, month, day


def written(iso: str | None, language: str, text: Say) -> str:
    """The date as a person writes it, no more precise than the source; "undated" without one."""
    known = parts(iso)
    if known is None:
        return text("undated")
    year, month, day = known
    if month is None:
        return str(year)
    name = _MONTHS.get(language, _MONTHS["en"])[month - 1]
    if day is None:
        return f"{name} {year}"
    first = "1er" if language == "fr" and day == 1 else str(day)
    return f"{first} {name} {year}"


def age(iso: str | None, today: date, text: Say) -> str | None:
    """How long ago, in words as vague as the date; ``None`` when undated."""
    known = parts(iso)
    if known is None:
        return None
    year, month, day = known
    years = today.year - year
    if month is None:
        return _in_years(years, text)
    months = years * 12 + today.month - month
    if day is not None:
        days = (today - date(year, month, day)).days
        if days < 60:
            return _in_days(days, text)
        months -= today.day < day
    if months < 0:
        return text("age later")
    if months < 2:
        return text("age this month") if months == 0 else text("age month")
    return (
        text("age months", count=months) if months < 24 else text("age years", count=months // 12)
    )


def _in_days(days: int, text: Say) -> str:
    if days < 0:
        return text("age later")
    if days < 2:
        return text("age yesterday") if days else text("age today")
    return text("age days", count=days) if days < 14 else text("age weeks", count=days // 7)


def _in_years(years: int, text: Say) -> str:
    if years < 0:
        return text("age later")
    if years < 2:
        return text("age last year") if years else text("age this year")
    return text("age about years", count=years)
