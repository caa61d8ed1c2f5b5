"""The figures of a text, made comparable: how much, of what, when.

"Half", "50 %" and "la moitié" are one share; "2,4 millions d'euros" and "€2.4m" one sum; "en 2030"
and "by 2030" one year. Numbers in words are read by the ``text2num`` package; what stands around
them (units, currencies, shares, months) is read here, in English and French alike, since a
quotation in one language is often held against a text in the other.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from knowledge.cleaning import fold

SHARE, YEAR, DATE, DURATION, COUNT = "%", "year", "date", "duration", "count"

ROUNDED = 0.005
"""How far two ways of giving one figure may lie apart, as a share of it: "2,412" and "2,400"."""
LOOSE = 0.1
"""And when one of them says "about", "nearly", "plus de"."""

_NUMBER = (
    r"(?:\d{1,3}(?:[\u00a0\u202f ,.']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:(?:st|nd|rd|th|ers?|e|eme)\b)?(?!\d)"
)
_FIGURE = re.compile(
    rf"(?<![\w.,-])(?P<sign>[-–−+]\s?)?(?P<money>[€$£]\s?)?(?P<number>{_NUMBER})", re.I
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|ers?|e|eme)$", re.I)
_THOUSANDS = re.compile(r"\d{1,3}(?:[\u00a0\u202f ,.']\d{3})+(?:[.,]\d{1,2})?")
_YEARS = re.compile(r"(?:19|20|21)\d\d")
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP"}


@dataclass(frozen=True)
class Quantity:
    """One figure of a text: ``value`` in ``unit``, written at ``text[start:end]``.

    ``unit`` is ``"%"`` for a share (in hundredths), ``"year"``, ``"date"`` (value YYYYMMDD, with
    00 for what is not said), an ISO currency, a measure (``"t"``, ``"km"``, ``"kWh"``…), or
    ``"count"``: then ``of`` is the folded word that is counted. ``about``: "nearly", "plus de".
    ``bound`` is ``">"`` or ``"<"`` where the text gives one end only.
    """

    value: float
    unit: str
    start: int
    end: int
    of: str = ""
    about: bool = False
    bound: str = ""


def quantities(text: str, language: str | None = None) -> list[Quantity]:
    """The figures of ``text`` in their order, digits and words. ``language``: ``fr`` or ``en``."""
    taken = bytearray(len(text))
    found: list[Quantity] = []
    for one in _all(text, language):
        if any(taken[one.start : one.end]):
            continue
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
        found.append(one)
    return sorted(found, key=lambda q: q.start)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures of one unit say the same, as people round."""
    if DATE in (one.unit, other.unit):
        return _dates_agree(one, other)
    if one.unit == YEAR:
        return one.value == other.value
    far = abs(one.value - other.value)
    size = max(abs(one.value), abs(other.value))
    if far <= ROUNDED * size or (far <= _grain(one) / 2 and _grain(one) < abs(one.value) / 5):
        return True
    if one.about or other.about or one.bound or other.bound:
        return far <= LOOSE * size
    return False


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same kind of thing, so that they may disagree."""
    if one.unit == COUNT and other.unit == COUNT:
        return bool(one.of) and one.of == other.of
    if {one.unit, other.unit} == {DATE, YEAR}:
        return True
    return one.unit == other.unit


def _grain(one: Quantity) -> float:
    """The last digit that a round figure is given to: 1,000 for 12,000."""
    value = abs(one.value)
    if value == 0 or one.unit == SHARE or value != int(value) or value < 1000:
        return 0.0
    grain = 1
    while int(value) % (grain * 10) == 0:
        grain *= 10
    return float(grain)


def _dates_agree(one: Quantity, other: Quantity) -> bool:
    a, b = _parts(one), _parts(other)
    return all(x == y for x, y in zip(a, b, strict=True) if x and y)


def _parts(one: Quantity) -> tuple[int, int, int]:
    value = int(one.value)
    if one.unit == YEAR:
        return value, 0, 0
    return value // 10_000, value // 100 % 100, value % 100


# --- reading them -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    units: Mapping[str, tuple[str, float]]
    unit: re.Pattern[str]
    scales: Mapping[str, float]
    scale: re.Pattern[str]
    shares: Sequence[tuple[re.Pattern[str], float]]
    out_of: re.Pattern[str]
    about: re.Pattern[str]
    above: re.Pattern[str]
    below: re.Pattern[str]
    months: Mapping[str, int]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]
    numerals: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(files("knowledge").joinpath("quantities.toml").read_text("utf-8"))
    units = {
        fold(word): (unit, float(factor))
        for unit, kinds in data["units"].items()
        for word, factor in kinds.items()
    }
    scales = {fold(word): float(size) for word, size in data["scales"].items()}
    months = {fold(name): n for names in data["months"] for n, name in enumerate(names, 1) if name}
    month = _any(months)
    return _Words(
        units=units,
        unit=re.compile(rf"\s?-?(?P<unit>{_any(units)})(?![\w])"),
        scales=scales,
        scale=re.compile(
            rf"[\s-]?(?P<scale>{_any(scales)})(?![a-z])(?:\s(?:of|de|d')(?=\s|['’]|[a-z€$£]))?"
        ),
        shares=[(re.compile(rf"\b(?:{p})\b"), float(v)) for p, v in data["shares"].items()],
        out_of=re.compile(
            rf"(?P<n>{data['few']}|\d+)\s(?:\w+\s){{0,3}}?(?:out\sof(?:\severy)?|in\severy|in|sur)\s"
            rf"(?:every\s)?(?P<m>{data['few']}|\d+)\b(?!\s?%)"
        ),
        about=re.compile(rf"\b(?:{data['about']})\s*(?:\w+\s)?$"),
        above=re.compile(rf"\b(?:{data['above']})\s*$"),
        below=re.compile(rf"\b(?:{data['below']})\s*$"),
        months=months,
        day_first=re.compile(
            rf"\b(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s(?:of\s)?(?P<m>{month})\.?(?:,?\s(?P<y>(?:19|20)\d\d))?\b"
        ),
        month_first=re.compile(
            rf"\b(?P<m>{month})\.?\s(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s|\s|\b(?!\d)))?(?P<y>(?:19|20)\d\d)?\b"
        ),
        numerals={
            language: re.compile(rf"\b(?:{words})(?:[\s-]+(?:(?:and|et)[\s-]+)?(?:{words}))*\b")
            for language, words in data["numerals"].items()
        },
    )


def _any(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _flat(text: str) -> str:
    """The text folded letter by letter, so that every offset stays where it was."""
    text = text.replace("’", "'")
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    for one in (fold(character), character.lower()):
        if len(one) == 1:
            return one
    return character


def _all(text: str, language: str | None) -> Iterator[Quantity]:
    words, flat = _words(), _flat(text)
    yield from _dates(flat, words)
    yield from _shares(flat, words)
    for match in _FIGURE.finditer(flat):
        yield from _digits(flat, match, words)
    for spoken in (language,) if language in words.numerals else tuple(words.numerals):
        yield from _spelled(flat, str(spoken), words)


def _dates(flat: str, words: _Words) -> Iterator[Quantity]:
    for form in (words.day_first, words.month_first):
        for match in form.finditer(flat):
            day, month, year = match["d"], words.months[match["m"]], match["y"]
            # "may 5" the verb, "mars" the planet: a month alone is not a date.
            if not (year or day) or (day and not 1 <= int(day) <= 31):
                continue
            value = int(year or 0) * 10_000 + month * 100 + int(day or 0)
            yield Quantity(value, DATE, *match.span())


def _shares(flat: str, words: _Words) -> Iterator[Quantity]:
    for pattern, value in words.shares:
        for match in pattern.finditer(flat):
            yield _with_bounds(flat, value, SHARE, *match.span(), words)
    for match in words.out_of.finditer(flat):
        some, all_ = _small(match["n"]), _small(match["m"])
        if some and all_ and some <= all_ and all_ > 1 and not _YEARS.fullmatch(match["m"]):
            yield _with_bounds(flat, 100.0 * some / all_, SHARE, *match.span(), words)


def _small(word: str) -> int:
    if word.isdigit():
        return int(word)
    for language in ("en", "fr"):
        if (value := _spoken(word, language)) is not None:
            return int(value)
    return 0


def _digits(flat: str, match: re.Match[str], words: _Words) -> Iterator[Quantity]:
    raw, start, end = match["number"], match.start("number"), match.end()
    bare = _ORDINAL.sub("", raw)
    value = _value(bare)
    if match["money"]:
        value, end = _scaled(flat, end, value, words)
        currency = _CURRENCIES[match["money"].strip()]
        yield _with_bounds(flat, value, currency, match.start("money"), end, words)
        return
    if (
        _YEARS.fullmatch(raw)
        and not words.unit.match(flat, end)
        and not words.scale.match(flat, end)
    ):
        yield Quantity(value, YEAR, start, end)
        return
    yield _measured(flat, value, start, end, words)


def _measured(flat: str, value: float, start: int, end: int, words: _Words) -> Quantity:
    value, end = _scaled(flat, end, value, words)
    unit = words.unit.match(flat, end)
    if unit is not None:
        name, factor = words.units[unit["unit"]]
        return _with_bounds(flat, value * factor, name, start, unit.end(), words)
    return _with_bounds(flat, value, COUNT, start, end, words, _counted(flat, end))


def _scaled(flat: str, end: int, value: float, words: _Words) -> tuple[float, int]:
    scale = words.scale.match(flat, end)
    if scale is None:
        return value, end
    return value * words.scales[scale["scale"]], scale.end()


_COUNTED = re.compile(
    r"\s(?:(?:new|more|other|de|d'|of|the|nos|our|des|nouveaux|nouvelles|autres)\s?)*(?P<word>[a-z]{3,})"
)


def _counted(flat: str, end: int) -> str:
    """The word that is counted, without its plural: "12 plants", "douze usines"."""
    match = _COUNTED.match(flat, end)
    return match["word"].rstrip("sx") if match else ""


def _spelled(flat: str, language: str, words: _Words) -> Iterator[Quantity]:
    for match in words.numerals[language].finditer(flat):
        value = _spoken(match.group(), language)
        # "One", "un" and "une" are articles and pronouns far more often than numbers.
        if value is None or value <= 1:
            continue
        one = _measured(flat, value, *match.span(), words)
        spoken_year = one.unit == COUNT and not one.of and 1990 <= value <= 2100
        yield replace(one, unit=YEAR) if spoken_year else one


def _spoken(text: str, language: str) -> float | None:
    from text_to_num import text2num  # type: ignore[attr-defined]

    try:
        return float(text2num(text.replace("-", " "), language))
    except ValueError:
        return None


def _value(number: str) -> float:
    """What digits say, whatever separates them: "2 400", "2,400" and "2400" are one."""
    if _THOUSANDS.fullmatch(number):
        whole, cents = re.fullmatch(r"(.*?\d{3})(?:[.,](\d{1,2}))?", number).groups()  # type: ignore[union-attr]
        return float(re.sub(r"\D", "", whole) + (f".{cents}" if cents else ""))
    return float(number.replace(",", "."))


def _with_bounds(
    flat: str, value: float, unit: str, start: int, end: int, words: _Words, of: str = ""
) -> Quantity:
    before = flat[max(0, start - 30) : start]
    bound = ">" if words.above.search(before) else "<" if words.below.search(before) else ""
    about = bool(words.about.search(before))
    return Quantity(value if math.isfinite(value) else 0.0, unit, start, end, of, about, bound)
