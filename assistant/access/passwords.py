"""Passwords: digested with Argon2id, and those refused that anybody would try first.

Length is what is asked, and no mixture of characters (NIST SP 800-63B, 3.1.1.2).
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access.values import fold
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 1_000
AT_ONCE = 4
"""Passwords digested side by side: each takes 64 MiB while it lasts."""


class Passwords:
    """Digests passwords. ``hasher`` stands in for one with the library's parameters."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._handed = hasher
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return self._handed or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self.digest("the password of nobody")

    def digest(self, password: str) -> str:
        """What is kept of a password."""
        with self._turns:
            return self._hasher.hash(_plain(password))

    def holds(self, kept: str | None, password: str) -> bool:
        """Whether it is the password that ``kept`` is of. Where nothing is kept, it is not, and to
        find that out takes the same work."""
        from argon2.exceptions import VerifyMismatchError

        against = kept or self._nobodys
        try:
            with self._turns:
                self._hasher.verify(against, _plain(password[: LONGEST + 1]))
        except VerifyMismatchError:
            return False
        return kept is not None

    def is_dated(self, kept: str) -> bool:
        """Whether it was digested with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def refuse_weak(password: str, *names: str | None) -> None:
    """Raises :class:`BadRequest` for a password that is too short, or among the first guesses."""
    if len(password) < SHORTEST:
        raise BadRequest(
            f"A password has at least {SHORTEST} characters; this one has {len(password)}. A few "
            "words that do not belong together make a good one."
        )
    if len(password) > LONGEST:
        raise BadRequest(f"A password has at most {LONGEST:,} characters.")
    said = _letters(password)
    if said in {_letters(name) for name in names if name}:
        raise BadRequest("A password cannot be the person's own name or address.")
    if len(set(password)) < 4 or said in _commonest():
        raise BadRequest("This password is among the first that anybody would try. Choose another.")


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _letters(words: str) -> str:
    return "".join(c for c in fold(words) if c.isalnum())


def _commonest() -> frozenset[str]:
    listed = Path(__file__).with_name("commonest.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.split() if line)
