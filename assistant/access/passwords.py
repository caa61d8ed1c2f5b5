"""Passwords: digested with Argon2id, and those refused that anybody would try first.

Length is what is asked, and no mixture of characters (NIST SP 800-63B, 3.1.1.2).
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access.values import fold
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FIRST_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of which a first password is made: none that is taken for another."""
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


def first_password() -> str:
    """A password to hand to somebody, good for choosing one's own and nothing else."""
    letters = "".join(secrets.choice(FIRST_LETTERS) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def as_first(digest: str, until: str) -> str:
    """What is kept of a first password, good until then."""
    return f"{until} {digest}"


def digest_in(kept: str | None) -> str | None:
    """The digest in what is kept of a password."""
    return kept.rpartition(" ")[2] if kept is not None else None


def first_until(kept: str | None) -> str | None:
    """Until when a first password is good; ``None`` where somebody's own is kept, or none."""
    return (kept or "").rpartition(" ")[0] or None


def refuse_weak(password: str, *names: str | None) -> None:
    """Raises :class:`BadRequest` for a password that is too short, or among the first guesses."""
    if len(password) < SHORTEST:
        raise BadRequest(
            f"A password has at least {SHORTEST} characters; this one has {len(password)}. A few "
            "words that do not belong together make a good one.",
            f"Un mot de passe a au moins {SHORTEST} caractères\u00a0; celui-ci en a "
            f"{len(password)}. Quelques mots sans rapport entre eux en font un bon.",
        )
    if len(password) > LONGEST:
        raise BadRequest(
            f"A password has at most {LONGEST:,} characters.",
            f"Un mot de passe a au plus {LONGEST} caractères.",
        )
    said = _letters(password)
    if said in {_letters(name) for name in names if name}:
        raise BadRequest(
            "A password cannot be the person's own name or address.",
            "Un mot de passe ne peut être ni le nom ni l'adresse de la personne.",
        )
    if len(set(password)) < 4 or said in _commonest():
        raise BadRequest(
            "This password is among the first that anybody would try. Choose another.",
            "Ce mot de passe est l'un des premiers que n'importe qui essaierait. Prenez-en un "
            "autre.",
        )


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _letters(words: str) -> str:
    return "".join(c for c in fold(words) if c.isalnum())


def _commonest() -> frozenset[str]:
    listed = Path(__file__).with_name("commonest.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.split() if line)
