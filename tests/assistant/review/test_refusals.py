"""Refusals say the same in both languages, and name the same things."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from assistant.errors import NotAllowed
from assistant.review import Role, State
from assistant.review.refusals import _IN_FRENCH, _SAID, refused
from assistant.review.states import Act

HERE = Path(__file__).parents[3] / "assistant"


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_each_is_said_in_both_languages_with_the_same_values() -> None:
    for key, (english, french) in _SAID.items():
        assert english and french and english != french, key
        assert _names(english) == _names(french), key


def test_every_state_act_and_role_has_a_french_name() -> None:
    assert not [one for one in (*State, *Act, *Role) if str(one) not in _IN_FRENCH]


def test_every_refusal_is_used_and_every_one_used_is_there() -> None:
    # The reef and the keeping of the record have refusals of their own.
    others = ("reef", "curation")
    rooms = [path for path in HERE.rglob("*.py") if path.relative_to(HERE).parts[0] not in others]
    code = "\n".join(path.read_text(encoding="utf-8") for path in rooms)
    used = set(re.findall(r'refused\(\s*\w+,\s*"([^"]+)"', code))
    assert used == set(_SAID)


def test_a_refusal_is_read_in_the_language_of_the_page() -> None:
    error = refused(NotAllowed, "role", who="Ada", act=Act.APPROVE, roles=(Role.REVIEWER,))
    assert error.said("en") == str(error)
    assert "It takes the role: reviewer." in str(error)
    assert "Il faut le rôle\u00a0: relecteur." in error.said("fr")
    assert "approuver" in error.said("fr")
    assert NotAllowed("Only so.").said("fr") == "Only so."
