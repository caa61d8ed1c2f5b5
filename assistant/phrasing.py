"""The words around a quotation: its frame (who said it, when), dates, and the post's topic.

A courtesy sentence carries no claim. A frame carries only what the passage's own record says:
speaker, role, date, channel. The topic is words of the post that the evidence uses as a noun.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge import glossary
from knowledge.cleaning import fold
from knowledge.model import Brand, Kind, Passage
from knowledge.speaking import Voice, voice_of
from knowledge.stemming import stem

FRESH_MONTHS = 24
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SINGULAR = re.compile(r"\bI\b(?!\.)|(?i:\b(?:my|me|je|j['’]\w+|mon|ma|mes|moi|m['’]\w+)\b)")
_REPORTS = ("report", "rapport", "annual report", "rapport annuel")
_MONTH_NUMBERS = {
    fold(name): number for names in _MONTHS.values() for number, name in enumerate(names.split(), 1)
}
_DAY_NAMED = re.compile(
    rf"(?:(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?)?"
    rf"(?P<before>{'|'.join(_MONTH_NUMBERS)})\s+(?:(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?)?"
    rf"\b(?P<year>(?:19|20)\d\d)\b"
)
# "We will not meet the date of 2025" takes a pledge back.
_GIVES_UP = re.compile(
    r"(?i)\b(?:will not|won['’]t|shall not|cannot|can['’]t)\b|\bn(?:e |['’])\w+ (?:pas|plus)\b"
)
_SPOKEN = ("speech", "discours", "interview", "entretien", "podcast", "tv", "radio")


@dataclass(frozen=True)
class Quote:
    """Words of a passage about to be given in a reply; the rest as in ``quoting.Quotable``."""

    passage: Passage
    words: str
    ages: bool
    pledge: bool
    figures: bool
    partial: bool = False
    unkept: bool = False


def moment(date: str, language: str, *, exact: bool = False) -> str:
    """An ISO date as it is said: ``"May 2023"``; with ``exact``, as exactly as it is known:
    ``"10 May 2023"``."""
    year, _, rest = date.partition("-")
    if not rest:
        return year
    named = f"{_MONTHS[language].split()[int(rest[:2]) - 1]} {year}"
    if not _has_day(date, exact):
        return named
    day = int(date[8:])
    return f"{'1er' if day == 1 and language == 'fr' else day} {named}"


def when(date: str | None, language: str, *, exact: bool = False) -> str | None:
    """``"in May 2023"``; with ``exact``, the day where it is known: ``"on 10 May 2023"``."""
    if date is None:
        return None
    day, month = ("on", "in") if language == "en" else ("le", "en")
    return f"{day if _has_day(date, exact) else month} {moment(date, language, exact=exact)}"


def _has_day(date: str, exact: bool) -> bool:
    return exact and len(date) == 10


def is_fresh(date: str | None, today: str) -> bool:
    """Whether words of ``date`` can be said as of ``today`` without their date: two years."""
    if date is None:
        return False
    months = (int(today[:4]) - int(date[:4])) * 12
    if len(date) >= 7:
        months += int(today[5:7]) - int(date[5:7])
    return 0 <= months <= FRESH_MONTHS


def is_overdue(quote: Quote, today: str) -> bool:
    """Whether a quotation pledges something for a day that has passed, and keeps to it."""
    return quote.pledge and not _GIVES_UP.search(quote.words) and has_passed(quote.words, today)


def has_passed(words: str, today: str) -> bool:
    """Whether every day that ``words`` name lies behind ``today``; false where they name none.

    A year, or a month of a year, has passed when it is over.
    """
    days = []
    for found in _DAY_NAMED.finditer(fold(words)):
        number = _MONTH_NUMBERS.get(found["before"] or "")
        day = int(found["day"] or found["day_after"] or 31)
        days.append(f"{found['year']}-{number or 12:02d}-{day if number else 31:02d}")
    return bool(days) and max(days) < today


def frame(
    quote: Quote, brand: Brand, language: str, today: str, previous: Quote | None = None
) -> str:
    """``quote`` as a sentence of a reply: plain where the brand may simply say it, else framed.

    Said plainly only when it is the brand's own voice, recent, in the reply's language and free
    of words that age, and no pledge for a day that has passed; otherwise the sentence names who
    said it and when.
    """
    passage = quote.passage
    foreign = bool(passage.language) and passage.language != language
    own = voice_of(passage, brand) is Voice.HOUSE and not _SINGULAR.search(quote.words)
    small = quote.words[:1].islower()
    whole = not (small or quote.partial)
    past = quote.pledge and has_passed(quote.words, today)
    ages = quote.ages or past
    if own and whole and not (foreign or ages) and is_fresh(passage.date, today):
        return _closed(quote.words)
    dated = when(passage.date, language, exact=quote.ages)
    lead = _lead(quote, own, dated, language, previous)
    if foreign:
        lead += _said_in(passage.language or "", language)
    words = f"… {quote.words}" if quote.partial and small else quote.words
    return f"{lead}{_colon(language)}{_in_marks(words, language)}"


def _lead(quote: Quote, own: bool, dated: str | None, language: str, previous: Quote | None) -> str:
    passage = quote.passage
    if previous is not None and _same_voice(passage, previous.passage):
        if passage.date == previous.passage.date or dated is None:
            return "And" if language == "en" else "Et"
        return f"And {dated}" if language == "en" else f"Et {dated}"
    if not own:
        who = passage.speaker or ""
        if passage.role and len(passage.role) <= 60:
            who += f", {passage.role}"
        return f"{who}, {dated}" if dated else who
    channel = (passage.channel or "").casefold()
    if channel in _REPORTS and passage.date:
        return _report_of(passage.date, language)
    if passage.kind is Kind.COMMITMENT and passage.date and not _GIVES_UP.search(quote.words):
        return _commitment_of(passage.date, language)
    if dated is None:
        return "We have said" if language == "en" else "Nous l'avons dit"
    if language == "en":
        return f"We said {dated}"
    verb = "disions" if channel in _SPOKEN else "écrivions"
    return f"Nous l'{verb} {dated}" if verb == "écrivions" else f"Nous le {verb} {dated}"


def _report_of(date: str, language: str) -> str:
    """A report known by its year alone is that year's: when it came out is not on record."""
    if len(date) == 4:
        return f"Our {date} report says" if language == "en" else f"Notre rapport {date} l'indique"
    if language == "en":
        return f"Our report of {moment(date, language)} says"
    return f"Notre rapport {_of_moment(date)} l'indique"


def _commitment_of(date: str, language: str) -> str:
    if language == "en":
        return f"Our commitment of {moment(date, language)}"
    return f"Notre engagement {_of_moment(date)}"


def _of_moment(date: str) -> str:
    """``"de mai 2023"``, ``"d'avril 2023"``."""
    said = moment(date, "fr")
    return f"d'{said}" if said[0] in "aoé" else f"de {said}"


def _same_voice(one: Passage, other: Passage) -> bool:
    return one.who == other.who


def _said_in(code: str, language: str) -> str:
    names = {("en", "fr"): " (en anglais)", ("fr", "en"): " (in French)"}
    return names.get((code, language), f" ({code})")


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "


def _in_marks(words: str, language: str) -> str:
    if language == "fr":
        return f"«\u00a0{words}\u00a0»" + ("" if words.endswith((".", "!", "?", "…")) else ".")
    if words.endswith((".", "!", "?", "…")):
        return f"“{words}”"
    return f"“{words}”."


def _closed(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…", ".”", ".»", ")")) else f"{words}."


_YEAR = re.compile(r"\b(?:19|20)\d\d\b|(?:\b(?:en|in|de|of)\s|['’])(\d\d)\b(?!\s?[%€$])")


def years(post: str, today: str) -> frozenset[str]:
    """The years a post speaks of: ``2003``, ``en 97``, ``'98``; those to come are left out."""
    now = int(today[:4])
    found = set()
    for match in _YEAR.finditer(post):
        if match.group(1) is None:
            year = int(match.group())
        else:
            short = int(match.group(1))
            year = 2000 + short if 2000 + short <= now else 1900 + short
        if year <= now:
            found.add(str(year))
    return frozenset(found)


# --- the topic -----------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", re.U)
_DETERMINERS_FR = {
    "le": "le", "la": "la", "les": "les", "l'": "l'", "du": "le", "des": "les", "au": "le",
    "aux": "les", "notre": "notre", "nos": "nos", "votre": "notre", "vos": "nos", "cette": "la",
}  # fmt: skip
_NOT_NOUN_FR = re.compile(r"(?:(?<!t)(?<!ti)ée?s?|eux|euse|ment|ant|er|ir|ez|ons)$")
_NOT_NOUN_EN = re.compile(r"(?:ing|ed|ly|ful|ous|ive|able|ible|al|est|er)$")


def topic(post: str, evidence: Sequence[str], language: str) -> str | None:
    """What the post is about, in its own words, as ``evidence`` uses them: ``"palm oil"``.

    In French it comes with its article (``"l'huile de palme"``). ``None`` where no noun of the
    post is surely one: a reply with no named topic is better than a clumsy one.
    """
    # The best quotation first: what it speaks of is what the reply will be about.
    for said in (evidence[0] if evidence else "", " ".join(evidence)):
        for span in _spans(post):
            found = _as_noun_fr(span, said) if language == "fr" else _as_noun_en(span, said)
            if found:
                return found
    return None


def _spans(post: str) -> Iterable[str]:
    """Runs of one to four words of the post, longest first, mentions and links left out."""
    plain = re.sub(r"@\w+|https?://\S+", " . ", post).replace("#", "")
    runs = [_WORD.findall(part) for part in re.split(r"[.,;:!?()\n\"«»“”…]", plain)]
    for size in (4, 3, 2, 1):
        for run in runs:
            for i in range(len(run) - size + 1):
                yield " ".join(run[i : i + size])


def _as_noun_en(span: str, said: str) -> str | None:
    words = span.split()
    if fold(words[0]) in _words("stop_en") or fold(words[-1]) in _words("stop_en"):
        return None
    if any(_is_dull(w, "en") for w in words) or _NOT_NOUN_EN.search(words[-1].casefold()):
        return None
    if len(words) == 1 and len(span) < 5:
        return None
    for match in re.finditer(rf"(?i)(\w+)\s+({re.escape(span)})\b(?!['’]s|-)(?:\s+(\w+))?", said):
        before, after = match.group(1).casefold(), match.group(3)
        if after is not None and fold(after) not in _words("stop_en"):
            continue  # part of a longer name: "carbon" in "carbon neutrality"
        if before in ("a", "an", "each", "every", "per", "one") or (
            len(words) == 1 and before not in _words("before_en")
        ):
            continue
        if before.isdigit() or re.search(rf"(?i)\ban?\s(?:\w+\s){{0,2}}{re.escape(span)}\b", said):
            return None  # it takes an article, or is part of a number: "a human right"
        started = span[0].isupper() and span[1:].islower()
        noun = str(match.group(2)) if started else span
        lead = before if len(words) == 1 and before in ("the", "our") else ""
        return f"{lead} {noun}".strip()
    return None


def _as_noun_fr(span: str, said: str) -> str | None:
    words = span.split()
    if fold(words[0]) in _words("stop_fr") or fold(words[-1]) in _words("stop_fr"):
        return None
    if len(words) > 2 and any(fold(w) not in _words("glue_fr") for w in words[1:-1]):
        return None
    head = words[0].split("'")[-1].split("’")[-1]
    if any(_is_dull(w.split("'")[-1], "fr") for w in (*words, head)):
        return None
    core = re.sub(r"^(?:l|d|qu|s|n|j|m|t|c)['’]", "", span, flags=re.I)
    if len(core) < 5 or _NOT_NOUN_FR.search(core.casefold()):
        return None
    pattern = rf"(?i)\b(le|la|les|du|des|au|aux|notre|nos|cette)\s+({re.escape(core)})\b"
    if match := re.search(pattern, said):
        determiner = _DETERMINERS_FR[match.group(1).casefold()]
        if determiner in ("le", "la") and fold(core)[0] in "aeiouy":
            return f"l'{core}"
        return f"{determiner} {core}"
    if match := re.search(rf"(?i)\b([ld])['’]({re.escape(core)})\b", said):
        # "d'Outreau" is a name, and takes no article.
        return None if match.group(1) in "dD" and match.group(2)[0].isupper() else f"l'{core}"
    return None


def _is_dull(word: str, language: str) -> bool:
    """Whether a word says nothing of what a post is about: any brand is told it."""
    bare = fold(word)
    return bare in _words("dull") or stem(bare, language) in glossary.dull(language)


def is_telling(word: str, languages: Iterable[str]) -> bool:
    """Whether a word of a post in ``languages`` may be what it is about, not how it is said."""
    bare = fold(word)
    lists = ("rhetoric", "dull", "stop_en", "stop_fr")
    if any(bare in _words(name) for name in lists):
        return False
    return not any(stem(bare, language) in glossary.dull(language) for language in languages)


@cache
def _words(name: str) -> frozenset[str]:
    """One of the word lists of ``phrasing.toml``, folded."""
    raw = resources.files("assistant").joinpath("phrasing.toml").read_text(encoding="utf-8")
    return frozenset(fold(word) for word in tomllib.loads(raw)[name].split())
