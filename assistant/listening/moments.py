"""When a post was written, as exactly as it is told: a moment in UTC, or a day, a month, a year."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from knowledge import dates

_WRITTEN = ("%a %b %d %H:%M:%S %z %Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M")
_MILLISECONDS = 10_000_000_000
_FIRST = 1_000_000_000
"""Seconds since 1970 from which a number is a moment: September 2001."""


@lru_cache(maxsize=20_000)
def moment(raw: str) -> str | None:
    """``raw`` as ISO 8601: ``2023-05-10T09:30:00Z`` (a time without a zone is taken as UTC), or as
    much of a date as it says; ``None`` where it says none."""
    told = " ".join(raw.split())
    if not told:
        return None
    if told.replace(".", "", 1).isdigit() and float(told) >= _FIRST:
        seconds = float(told)
        seconds = seconds / 1000 if seconds > _MILLISECONDS else seconds
        try:
            return _utc(datetime.fromtimestamp(seconds, UTC))
        except (OverflowError, OSError, ValueError):
            return None
    if ":" in told and (exact := _exact(told)) is not None:
        return _utc(exact)
    return dates.parse(told)


def _exact(told: str) -> datetime | None:
    iso = told.removesuffix(" UTC").replace(" +", "+")
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        pass
    for form in _WRITTEN:
        try:
            return datetime.strptime(told, form)
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return None


def _utc(found: datetime) -> str | None:
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return None
