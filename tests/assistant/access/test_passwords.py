"""Passwords: what is refused, what is kept of them."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from assistant.access.passwords import Passwords, refuse_weak
from assistant.errors import BadRequest


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("x9$kQ2!vB7&", "at least 12"),
        ("Nadia Ouédraogo", "own name"),
        ("nadia-ouédraogo", "own name"),
        ("nadia@halte.example", "own name or address"),
        ("motdepasse123", "first that anybody"),
        ("Password1234", "first that anybody"),
        ("Password-1234", "first that anybody"),
        ("aaaaaaaaaaaaaaaa", "first that anybody"),
        ("ababababababababab", "first that anybody"),
        ("x" * 1_001, "at most 1,000"),
    ],
)
def test_what_anybody_would_try_first_is_refused(password, reason):
    with pytest.raises(BadRequest, match=reason):
        refuse_weak(password, "Nadia Ouédraogo", "nadia@halte.example", None)


@pytest.mark.parametrize(
    "password",
    ["three words apart", "ééé è àà çç ùù", "correct horse and staple", "日本語のながいことばです"],
)
def test_length_is_what_is_asked_and_no_mixture_of_characters(password):
    refuse_weak(password, "Nadia", None)


def test_the_library_s_own_parameters_are_used_and_the_password_is_not_kept():
    kept = Passwords().digest("three words apart")
    own = PasswordHasher()
    assert kept.startswith(f"$argon2id$v=19$m={own.memory_cost},t={own.time_cost}")
    assert "three" not in kept
    assert Passwords().holds(kept, "three words apart")
    assert not Passwords().holds(kept, "three words apart ")


def test_a_password_is_the_same_however_its_accents_were_typed(passwords):
    kept = passwords.digest("caf\u00e9 au lait demain")
    assert passwords.holds(kept, "cafe\u0301 au lait demain")


def test_what_is_held_against_nothing_is_never_right(passwords):
    assert not passwords.holds(None, "the password of nobody")
