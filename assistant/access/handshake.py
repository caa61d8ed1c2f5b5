"""What single sign-on begins with, and what has to come back, once.

State, nonce and code verifier are one moment and one draw of luck, sealed with the record's key:
whoever begins leaves nothing behind on the server, and what comes back can be told to be ours.
What has come back is kept until it would be too old anyway, so that it counts once.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from knowledge.journal import Scribe, stamp
from knowledge.schema import spent

LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Handshake:
    """The three secrets of one sign-in (OpenID Connect Core 3.1.2.1; RFC 7636)."""

    state: str
    nonce: str
    verifier: str


def begin(scribe: Scribe) -> Handshake:
    """A new one."""
    made = f"{int(datetime.fromisoformat(scribe.at).timestamp())}.{secrets.token_hex(16)}"
    return _of(scribe, f"{made}.{_seal(scribe, made)}")


def take(connection: Connection, scribe: Scribe, state: str) -> Handshake | None:
    """The one that ``state`` belongs to; ``None`` where it is not ours, too old, or was taken."""
    made, _, seal = state.rpartition(".")
    moment = made.partition(".")[0]
    now = datetime.fromisoformat(scribe.at)
    if not hmac.compare_digest(seal.encode(), _seal(scribe, made).encode()):
        return None
    if abs(now.timestamp() - int(moment)) > LASTS.total_seconds():
        return None
    digest = hashlib.sha256(state.encode()).hexdigest()
    connection.execute(delete(spent).where(spent.c.expires_at < scribe.at))
    if connection.execute(select(spent).where(spent.c.digest == digest)).first():
        return None
    # Twice as long, should the clock be set back meanwhile.
    connection.execute(insert(spent).values(digest=digest, expires_at=stamp(now + 2 * LASTS)))
    return _of(scribe, state)


def _of(scribe: Scribe, state: str) -> Handshake:
    parts = [str(scribe.digest(f"single sign-on {what}: {state}")) for what in ("n", "a", "b")]
    return Handshake(state, parts[0], parts[1] + parts[2])


def _seal(scribe: Scribe, made: str) -> str:
    return str(scribe.digest(f"single sign-on: {made}"))
