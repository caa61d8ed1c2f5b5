"""Tries to sign in: the more of them failed, the longer until the next.

They are counted by name and by address, in the database, so that several processes count as one.
A wait ends by itself and is never longer than its bound: nobody is locked out for good, by
mistake or by somebody else. A try that comes during a wait is not looked at and lengthens nothing.
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from knowledge.journal import Scribe, stamp
from knowledge.schema import attempts


@dataclass(frozen=True)
class Bound:
    """``free`` tries without a wait; then waits that double up to ``longest`` seconds; after
    ``forgotten`` without a try, as if none had failed."""

    free: int
    longest: int
    forgotten: timedelta

    def wait(self, failures: int, since: timedelta) -> int:
        """Seconds until the next try, ``since`` the last one."""
        if failures < self.free or since > self.forgotten:
            return 0
        whole = min(1 << min(failures - self.free + 1, 30), self.longest)
        return max(0, math.ceil(whole - since.total_seconds()))


BY_NAME = Bound(5, 60, timedelta(hours=12))
# An office may share one address, which a try for many names does too.
BY_ADDRESS = Bound(20, 900, timedelta(hours=1))
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Knock:
    """What became of a knock: the seconds to ``wait``, else none.

    ``told`` where this wait was told of before. ``unheard`` are the tries that came while one had
    to wait, since the last that was looked at.
    """

    wait: int = 0
    told: bool = False
    unheard: int = 0


def knock(connection: Connection, scribe: Scribe, name: str | None, address: str) -> Knock:
    """Count one try as failed, before it is looked at, unless it has to wait.

    Who tries many times at once is so counted as often.
    """
    now = _moment(scribe.at)
    connection.execute(delete(attempts).where(attempts.c.at < stamp(now - KEPT)))
    bounds = _bounds(scribe, name, address)
    found = {
        row.key: row
        for row in connection.execute(select(attempts).where(attempts.c.key.in_(bounds)))
    }
    # A clock that was set back makes nobody wait longer: from the first try after it, it counts.
    ahead = [key for key, row in found.items() if _moment(row.at) > now]
    if ahead:
        back = update(attempts).where(attempts.c.key.in_(ahead))
        connection.execute(back.values(at=scribe.at))
    waits = {
        key: bounds[key].wait(row.failures, max(now - _moment(row.at), timedelta()))
        for key, row in found.items()
    }
    wait = max(waits.values(), default=0)
    if wait:
        held = [key for key, seconds in waits.items() if seconds]
        heard = update(attempts).where(attempts.c.key.in_(held))
        connection.execute(heard.values(refused=attempts.c.refused + 1))
        return Knock(wait, told=any(found[key].refused for key in held))
    for key, bound in bounds.items():
        row = found.get(key)
        if row is None:
            connection.execute(
                insert(attempts).values(key=key, failures=1, refused=0, at=scribe.at)
            )
            continue
        before = row.failures if now - _moment(row.at) <= bound.forgotten else 0
        connection.execute(
            update(attempts)
            .where(attempts.c.key == key)
            .values(failures=before + 1, refused=0, at=scribe.at)
        )
    return Knock(unheard=max((row.refused for row in found.values()), default=0))


def forgive(connection: Connection, scribe: Scribe, name: str | None, address: str) -> None:
    """The try succeeded: nothing is held against the name, and not this one against the address."""
    if name is not None:
        connection.execute(delete(attempts).where(attempts.c.key == _key(scribe, "name", name)))
    one = attempts.c.key == _key(scribe, "address", _place(address))
    connection.execute(
        update(attempts)
        .where(one, attempts.c.failures > 0)
        .values(failures=attempts.c.failures - 1)
    )


def forget(connection: Connection, scribe: Scribe, name: str) -> None:
    """Forget what was counted for a name."""
    connection.execute(delete(attempts).where(attempts.c.key == _key(scribe, "name", name)))


def _bounds(scribe: Scribe, name: str | None, address: str) -> Mapping[str, Bound]:
    found = {_key(scribe, "address", _place(address)): BY_ADDRESS}
    if name is not None:
        found[_key(scribe, "name", name)] = BY_NAME
    return found


def _key(scribe: Scribe, what: str, words: str) -> str:
    return str(scribe.digest(f"try by {what}: {words}"))


def _place(address: str) -> str:
    """An address as it is counted: of IPv6 the network, which is what one household has."""
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(here, ipaddress.IPv6Address) and here.ipv4_mapped is None:
        return str(ipaddress.ip_network((here, 64), strict=False))
    return str(here)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)
