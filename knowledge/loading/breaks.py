"""Line breaks that an export left behind as a letter.

Some exports write a line break as ``\\n`` and then lose the backslash: "Bonjour,nnLa messagerie".
No French or English word begins with "nn", nor with "n" before most consonants, so a table in
which such words are common has the disease, and its breaks can be put back. Before a vowel ("nou"
for a break and "ou") a break is put back only where the table itself shows which word was meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# A table has the disease when this share of its rows shows it.
SHARE = 0.02

_SURE = re.compile(r"(?:^|(?<=[\s.,:;!?\])…]))nn(?=[^\W\d_]{2})", re.IGNORECASE)
_BREAK = re.compile(
    r"(?:^|(?<=[\s.,:;!?\])…]))(?P<breaks>n{1,2})(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)?(?![\w'’])"
)
_BEFORE_A_SYMBOL = re.compile(r"(?<![^\W_])n{1,2}(?=[^\w\s'’.,;:!?)-])")
_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = "aeiouyàâäéèêëîïôöùûüœh"
# Abbreviations that begin with "n" and a consonant.
_REAL = frozenset({"nb", "nbr", "nbx", "nd", "nfc", "nft", "ng", "ngo", "nhs", "npm", "ns", "nsa"})


class Breaks:
    """Puts the lost line breaks of one table back, where the table shows that it lost them."""

    def __init__(self, texts: Iterable[str]) -> None:
        rows = list(texts)
        shown = sum(_SURE.search(text) is not None for text in rows)
        self._lost = len(rows) >= 20 and shown >= SHARE * len(rows)
        self._known: Counter[str] = Counter()
        if self._lost:
            for text in rows:
                self._known.update(
                    word.casefold() for word in _WORD.findall(text) if not _is_broken(word)
                )

    def restore(self, text: str) -> tuple[str, int]:
        """``text`` with its line breaks, and how many were put back."""
        if not self._lost or "n" not in text:
            return text, 0
        count = 0

        def broken(match: re.Match[str]) -> str:
            nonlocal count
            mended = self._meant(match["breaks"], match["word"] or "")
            count += mended != match.group()
            return mended

        text = _BREAK.sub(broken, text)
        text, more = _BEFORE_A_SYMBOL.subn("\n", text)
        return re.sub(r"[ \t]*\n[ \t]*", "\n", text) if count or more else text, count + more

    def _meant(self, breaks: str, word: str) -> str:
        """The break and the word that were written, or both unchanged where that is not sure."""
        if not word:
            return "\n" * len(breaks)
        if len(breaks) == 1:
            whole = f"n{word}"
            sure = word[0].lower() not in _VOWELS and whole.casefold() not in _REAL
            return f"\n{word}" if sure or self._rather(word, whole) else whole
        # "nnous" is one break and "nous", "nnen" two breaks and "en".
        whole = f"n{word}"
        return f"\n{whole}" if self._rather(whole, word) else f"\n\n{word}"

    def _rather(self, one: str, other: str) -> bool:
        return self._known[one.casefold()] > 10 * self._known[other.casefold()]


def _is_broken(word: str) -> bool:
    folded = word.casefold()
    return (
        folded.startswith("n")
        and len(folded) > 1
        and folded[1] not in _VOWELS
        and folded not in _REAL
        and folded[1] not in "'’"
    )
