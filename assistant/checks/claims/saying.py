"""How words are said: by the brand and as true, or denied, taken back, reported, asked, supposed.

"Our packaging is eco-friendly" is a claim; "we are not carbon neutral", "we no longer say
eco-friendly", "you call it green", "is it eco-friendly?" and "if it were carbon neutral" are not.
What tells them apart stands in the same sentence, and mostly in the same clause: "we don't
compromise: our packaging is eco-friendly" denies nothing of its second half.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.checks.claims.rules import phrase

BEFORE, AFTER = 160, 120
"""Letters that are looked at on either side: what bears on words stands near them."""
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"))
_COLON = re.compile(
    r"[^.!?;:]{1,60}\s?:\s(?!(?:we|our|it|this|they|nous|notre|nos|c'est|ce|il|elle)\b)[^.!?;:]{0,60}$"
)


class Mode(StrEnum):
    """How words are said. ``AHEAD`` is said as true of what is to come."""

    ASSERTED = "asserted"
    AHEAD = "ahead"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    REPORTED = "reported"
    ASKED = "asked"
    SUPPOSED = "supposed"


def mode(letters: str, sentence: tuple[int, int], words: tuple[int, int], year: int) -> Mode:
    """How ``letters[words]`` are said in their sentence; ``year`` is the one we are in."""
    first, last = sentence
    start, end = words
    before = letters[max(first, start - BEFORE) : start]
    after = letters[end : min(last, end + AFTER)]
    clause = _after_floor(before)
    said = letters[start:end]
    if _asked(letters[first:last], letters[last : last + AFTER]):
        return Mode.ASKED
    if _withdrawn(before, clause, said, after, letters[last : last + AFTER]):
        return Mode.WITHDRAWN
    if _reported(before, clause, after) and not _endorsed(before, after):
        return Mode.REPORTED
    if _denied(clause, said, after) or _find("mocked", after):
        return Mode.DENIED
    # "If it breaks, fix it yourself": what is supposed ends with its comma.
    # "What if diesel were kind to rivers? With us, it's done." supposes nothing.
    sold = "?" in letters[last - 4 : last] and _find("answered", letters[last : last + AFTER])
    if not sold and _find("supposed", clause.rpartition(",")[2]):
        return Mode.SUPPOSED
    return Mode.AHEAD if _ahead(before, clause, said, after, year) else Mode.ASSERTED


def _find(name: str, text: str) -> re.Match[str] | None:
    return phrase("saying", name).search(text)


def _after_floor(before: str) -> str:
    """What stands before, from where the brand last took the floor."""
    last = 0
    for match in phrase("saying", "floor").finditer(before):
        last = match.end()
    # The words that took the floor belong to the clause: ", we", ", our".
    opening = re.search(
        r"(?:we|our|ours|it|this|nous|notre|nos|c'est|cette|ce|votre|your)$", before[:last]
    )
    return before[opening.start() if opening else last :]


def _asked(sentence: str, next_words: str) -> bool:
    if "?" not in sentence[-4:] or _find("selling", sentence[:80]) or _find("tag", sentence[-80:]):
        return False
    # "A climate-positive burger? Yes!" asks nothing.
    return not _find("answered", next_words)


def _withdrawn(before: str, clause: str, said: str, after: str, next_words: str) -> bool:
    # What was taken back are words; "we removed plastic: eco-friendly packaging" is a claim.
    of_words = _quoted(before, after) or bool(_find("words", clause) or _find("words", said))
    if _find("gone", after) or _find("around", f"{clause}§{after}"):
        return True
    if _find("withdrawn", clause):
        return of_words
    # "That tweet promised “the greenest network”. It has been deleted and we apologise."
    if _quoted(before, after) and _find(
        "withdrawn", re.split(r"[.;:!?]\s", next_words.lstrip())[0]
    ):
        return True
    # "The mention “carbon neutral” has been removed."
    head = re.split(r"[.;:!?]|\b(?:but|mais)\b", after)[0]
    return bool(_find("withdrawn", head)) and (of_words or bool(_find("words", head)))


def _quoted(before: str, after: str) -> bool:
    for opening, closing in _QUOTES:
        at = before.rfind(opening)
        if at >= 0 and closing not in before[at + 1 :] and closing in after:
            return True
    return False


def _reported(before: str, clause: str, after: str) -> bool:
    if _find("named", before):
        return True
    if _find("reported", clause) or _find("ruled", clause):
        return True
    if _quoted(before, after) and (_find("speech", before) or _find("speech", after)):
        return True
    # «…» after a verb of saying: the colon doesn't give the floor back inside quotation marks.
    opening = max(before.rfind("«"), before.rfind("“"), before.rfind('"'))
    return (
        opening >= 0
        and "»" not in before[opening:]
        and "”" not in before[opening:]
        and before.count('"') % 2 == (before[opening] == '"')
        and bool(_find("reported", _after_floor(before[:opening])))
    )


def _endorsed(before: str, after: str) -> bool:
    # To agree with a critic ("you call it hollow; we agree") makes no claim one's own.
    return bool(_find("endorsed", after)) and not _find("addressed", before)


def _denied(clause: str, said: str, after: str) -> bool:
    plain = phrase("saying", "idiom").sub(" ", clause)
    if _find("denial", plain):
        return True
    # "Nous ne | compensons pas nos émissions": the words hold the second half.
    if re.search(r"(?:\bne\s|\bn')$", clause) and re.search(
        r"\s(?:pas|plus|jamais|aucune?)\s", said
    ):
        return True
    return bool(_find("denial_inside", said) or _find("denial_after", after))


def _ahead(before: str, clause: str, said: str, after: str, year: int) -> bool:
    head = re.split(r"[.;!?]|\b(?:but|mais)\b", after)[0]
    if _later(clause, year) or _later(said, year) or _later(head, year) or _find("horizon", head):
        return True
    if _find("dated", before) and _later(before, year, "dated"):
        return True
    if phrase("saying", "past").search(clause[-40:]):
        return False
    if phrase("saying", "owned").search(before):
        return False
    # "Our ambition: to become…" goes on past its colon; "we are committed: our range is…" doesn't.
    goal = _COLON.search(before)
    return bool(
        _find("ahead", clause) or _find("ahead", said) or (goal and _find("ahead", goal.group()))
    )


def _later(text: str, year: int, name: str = "by") -> bool:
    return any(int(m.group(1)) >= year for m in phrase("saying", name).finditer(text))
