"""Characters that a reader does not see and a machine does, in the draft or in the post.

Zero-width letters, tag characters that spell out an order, marks that turn the reading direction
around: what is shown is then not what is sent. This check counts them, says where they are, and
leaves the text as it is; the wording without them is a proposal that a person may take.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks import Context
from assistant.model import Draft, Finding, Severity
from knowledge.cleaning import clean, reveal

_AROUND = 20

# Kinds in the order of their gravity, each with what is said of one and of several, in English
# and in French.
_KINDS = {
    "direction": (
        Severity.BLOCK,
        ("1 character that reverses", "{n} characters that reverse", " the reading order"),
        ("1 caractère qui inverse", "{n} caractères qui inversent", " le sens de lecture"),
    ),
    "tag": (
        Severity.BLOCK,
        ("1 character", "{n} characters", " of a hidden message"),
        ("1 caractère", "{n} caractères", " d'un message caché"),
    ),
    "invisible": (
        Severity.WARN,
        ("1 character", "{n} characters", " that can't be seen"),
        ("1 caractère", "{n} caractères", " que l'on ne voit pas"),
    ),
    "broken": (
        Severity.WARN,
        ("1 broken character", "{n} broken characters", ""),
        ("1 caractère abîmé", "{n} caractères abîmés", ""),
    ),
}


def check(draft: Draft, context: Context) -> list[Finding]:
    """A finding for each kind of hidden character in the draft, and in the post answered.

    Offsets are of the first of its kind in the draft; a finding on the post has none.
    """
    french = context.locale == "fr"
    findings = [
        Finding(
            "characters",
            _KINDS[kind][0],
            _message(draft.text, kind, places, french),
            places[0],
            places[0] + 1,
            proposal=clean(draft.text).text,
        )
        for kind, places in _by_kind(draft.text)
    ]
    # The post is answered, not sent: its hidden characters matter to the person who reads it.
    findings += [
        Finding(
            "characters",
            Severity.NOTE,
            ("Dans le message reçu. " if french else "In the post received. ")
            + _message(context.post.text, kind, places, french),
        )
        for kind, places in _by_kind(context.post.text)
    ]
    return findings


def hidden(text: str) -> list[tuple[int, str]]:
    """Where the hidden characters of ``text`` are, and the visible mark of each, in order."""
    return list(_marks(text, reveal(text)))


def _marks(text: str, shown: str) -> Iterator[tuple[int, str]]:
    at = 0
    for place, character in enumerate(text):
        if shown[at] == character:
            at += 1
            continue
        end = shown.index("⟧", at) + 1
        yield place, shown[at:end]
        at = end


def _by_kind(text: str) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    for place, _ in hidden(text):
        found[_kind(text[place])].append(place)
    return [(kind, places) for kind, places in found.items() if places]


def _kind(character: str) -> str:
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return "direction"
    # Tags, and the selectors beyond the first sixteen: nobody types them.
    if "\U000e0000" <= character <= "\U000e01ef":
        return "tag"
    return "broken" if "\ud800" <= character <= "\udfff" or character == "\0" else "invisible"


def _message(text: str, kind: str, places: list[int], french: bool) -> str:
    one, several, what = _KINDS[kind][2 if french else 1]
    number = len(places)
    told = (one if number == 1 else several.replace("{n}", str(number))) + what
    shown = _excerpt(text, places[0])
    if french:
        return f"{told}, à commencer par : « {shown} ». Ce qui s'affiche n'est pas ce qui est lu."
    return f"{told}, beginning with “{shown}”. What is shown is not what is read."


def _excerpt(text: str, place: int) -> str:
    """The words around a place, with a mark for each hidden character."""
    start, end = max(0, place - _AROUND), place + _AROUND
    marks = {at: mark for at, mark in hidden(text) if start <= at < end}
    return " ".join(
        "".join(marks.get(at, text[at]) for at in range(start, min(end, len(text)))).split()
    )
