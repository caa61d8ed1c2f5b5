"""The sentences in which whoever speaks commits to something of their own, still to come.

"We will halve our plastic by 2030" binds; "you will love it", "the market will double", "we will
not comment", "if they agree, we will", a result, a question, what a critic said in quotation marks
do not. A heading or an item of a list may bind and name nobody: then it is the day that tells.

The words are data, in ``pledges.toml`` and, for one language, ``pledges_en.toml`` and
``pledges_fr.toml``. A sentence is read once, against a
fixed number of patterns whose repetitions are all bounded: linear in the text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from knowledge.quantities import COUNT, DATE, DURATION, YEAR, Quantity, quantities
from knowledge.sentences import sentences

LONGEST = 900
"""Characters of a sentence that is read: beyond, it is a table that lost its lines."""
QUOTED = 600
"""Characters between two quotation marks that are taken for a pair."""
AROUND = 90
"""Characters around a quotation in which it is said who spoke."""
_BEFORE = 70
_UNCOUNTED = ("pledge", "announced", "label", "figured", "action", "present", "own_target", "row")

_FLAGS = re.VERBOSE | re.IGNORECASE
_LEAD = re.compile(r"(?:@\w+[:,]?|#(?=\w)|[^\w€$£+\-−–@#\"“«]+)+")
# A year with the number of a footnote, as extraction leaves it: "by 20303", "by 2030.2".
_FOOTNOTED = re.compile(r"\b(20[2-9]\d)(\.?\d)(?![\d%])")
_GLUED_YEAR = re.compile(r"(?<=\b20[2-9]\d)[A-Z](?=[a-z])")
_ADDRESS = re.compile(r"@\w+|https?://\S+|www\.\S+")
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s")
# Where extraction put two cells of a table together: "in compliance.64% of".
_CELL = re.compile(r"(?<=[a-zé])\.?(?=\d{1,3}(?:\.\d+)?\s?%)")
_MARKS = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"\n]*\"")


@dataclass(frozen=True)
class Pledge:
    """A sentence that pledges: ``words`` are ``text[start:end]`` to the letter.

    ``target`` is the figure to reach as it is written, ``deadline`` and ``baseline`` ISO dates as
    precise as the text is. ``firm`` is false where the wording leaves a way out. ``service``: it
    is the small promise of a reply ("we will get back to you"). ``soon``: it names a time that
    only counts from the day it is said ("within 24 hours"), in its own words.
    """

    start: int
    end: int
    words: str
    target: str | None = None
    deadline: str | None = None
    baseline: str | None = None
    firm: bool = True
    service: bool = False
    soon: str | None = None


def pledges(
    text: str,
    language: str | None = None,
    *,
    spans: Sequence[tuple[int, int]] | None = None,
    names: Sequence[str] = (),
    said: str | None = None,
) -> list[Pledge]:
    """The pledges of a text, one for a sentence at most, in their order.

    ``language`` is ``fr`` or ``en`` (anything else is read as English); ``spans`` its sentences,
    where they are known; ``names`` what the speaker is called; ``said`` the ISO date of the text:
    a day before it is none to come.
    """
    if not _hinted(text):
        return []
    spoken = "fr" if language == "fr" else "en"
    known = spans if spans is not None else sentences(text, language)
    cues = _cues(spoken, _called(text, names))
    hidden = list(_reported(text, cues))
    found = []
    for start, end in known:
        if end - start <= LONGEST and (one := _read(text, start, end, spoken, cues, hidden, said)):
            found.append(one)
    return found


def _read(
    text: str,
    start: int,
    end: int,
    language: str,
    cues: Mapping[str, re.Pattern[str]],
    hidden: Sequence[tuple[int, int]],
    said: str | None,
) -> Pledge | None:
    words = text[start:end]
    if not _hinted(words) or words.rstrip("»”\"' )").endswith("?"):
        return None
    open_ = _FOOTNOTED.sub(lambda m: m[1].ljust(len(m[0])), _without(words, start, hidden))
    open_ = _GLUED_YEAR.sub(" ", open_)
    # The number of an account or of a page is no figure.
    open_ = _ADDRESS.sub(lambda m: re.sub(r"\d", "x", m[0]), open_)
    lead = _LEAD.match(open_)
    bare = open_[lead.end() :] if lead else open_
    if glued := _all("glued").match(bare):
        bare = bare[glued.end() :]
    service = cues["service"].search(bare) is not None
    if not (service or glued or _may(bare, cues)) or _of_another(bare, cues):
        return None
    if cues["void"].search(bare) and not cues["announced"].search(bare):
        return None
    soon = _all("soon").search(bare)
    at = soon.group() if soon else None
    if service:
        return Pledge(start, end, words, service=True, soon=at)
    if cues["condition"].search(bare):
        return None
    figures = quantities(open_, language)
    baseline, deadline = _days(open_, figures, said)
    counted = _target(open_, figures) is not None
    if not (counted or deadline) and cues["rhetoric"].search(bare):
        return None
    turn = _turn(bare, cues, deadline, counted, row=glued is not None)
    if turn is None:
        return None
    target = _target(open_, figures, after=len(open_) - len(bare) + turn)
    firm = not cues["hedge"].search(bare)
    person = _all("person").match(bare, turn) and cues["personal"].search(bare)
    small = not (target or deadline) and person is not None
    return Pledge(start, end, words, target, deadline, baseline, firm, small, at)


def _may(bare: str, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the figures are worth reading, which takes longest: only they could tell, or not."""
    return _DIGIT.search(bare) is not None or any(cues[name].search(bare) for name in _UNCOUNTED)


def _turn(
    bare: str,
    cues: Mapping[str, re.Pattern[str]],
    deadline: str | None,
    figure: bool,
    *,
    row: bool,
) -> int | None:
    """Where the words begin that make a pledge of the sentence; ``None`` where it is none.

    ``row``: the heading of a table of targets was glued to it.
    """
    for name in ("pledge", "announced"):
        if sure := cues[name].search(bare):
            return sure.start()
    if cues["achieved"].search(bare):
        return None
    if label := cues["label"].match(bare):
        return label.start()
    if (found := cues["action"].search(bare)) and not _staged(bare, found, cues):
        return found.start()
    other = cues["others"].search(bare) is not None
    if (figure or deadline) and not other and (found := cues["figured"].search(bare)):
        return found.start()
    if (deadline or cues["horizon"].search(bare)) and (found := cues["present"].search(bare)):
        return found.start()
    if named := cues["own_target"].search(bare):
        return named.start()
    if deadline:
        return _dated(bare, cues, other=other)
    # The first cell of a row is what is to be done; what was done stands in the next.
    cell = _CELL.split(bare, maxsplit=1)[0]
    if cues["past"].search(cell) is None and (
        head := cues["headless" if row else "row"].match(cell)
    ):
        return head.start()
    return None


def _dated(bare: str, cues: Mapping[str, re.Pattern[str]], *, other: bool) -> int | None:
    """The same where a day to come is named."""
    mine = cues["self"].search(bare) is not None
    if mine and (restated := cues["restated"].search(bare)):
        return restated.start()
    if mine and not other and (found := cues["dated"].search(bare)):
        return found.start()
    if cues["past"].search(bare) is None and (head := cues["headless"].match(bare)):
        return head.start()
    return None


def _staged(bare: str, found: re.Match[str], cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether what is to be done is an event, a prize, an order: told by the words before it."""
    return cues["staged"].search(bare, max(0, found.start() - _BEFORE), found.end()) is not None


# --- who speaks -----------------------------------------------------------------------------------


def _of_another(bare: str, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a name that is not the brand's stands before it: "John Doe: we will ..."."""
    told = _all("told").match(bare)
    return told is not None and not (
        cues["label"].match(bare) or cues["names"].search(told.group()) or _ours(told.group())
    )


def _reported(text: str, cues: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """What stands between quotation marks and is not the brand's own to promise."""
    for marks in _MARKS.finditer(text):
        start, end = marks.span()
        if end - start > QUOTED:
            continue
        around = f"{text[max(0, start - AROUND) : start]} {text[end : end + AROUND]}"
        if _ours(around) or cues["names"].search(around):
            continue
        # A text that is one quotation, with nobody named, is the speaker's own.
        whole = not text[:start].strip() and not text[end:].strip(" .!?")
        if not whole or _all("said").search(around):
            yield start, end


def _ours(around: str) -> bool:
    return _all("ours").search(around) is not None


def _without(words: str, start: int, hidden: Sequence[tuple[int, int]]) -> str:
    """The sentence with blanks for what others said in it, each letter at its place."""
    for head, foot in hidden:
        a, b = max(head - start, 0), min(foot - start, len(words))
        if a < b:
            words = words[:a] + " " * (b - a) + words[b:]
    return words


# --- what it binds to -----------------------------------------------------------------------------


def _days(
    words: str, figures: Sequence[Quantity], said: str | None
) -> tuple[str | None, str | None]:
    """The day that is started from and the day to come, as ISO dates; the first of each."""
    baseline = deadline = None
    for one in figures:
        if one.unit not in (YEAR, DATE) or (day := _iso(one)) is None:
            continue
        before, after = words[max(0, one.start - _BEFORE) : one.start], words[one.end :]
        if _all("behind").search(before) and (said is None or day[:4] <= said[:4]):
            continue
        due = _all("until").search(before)
        if not due and (_all("from").search(before) or _all("base_after").match(after)):
            coming = said is not None and day[:4] >= said[:4]
            if not (_all("starts").search(before) and coming):
                baseline = baseline or day
                continue
        if deadline is None and _comes(day, said, surely=bool(due), named=before):
            deadline = day
    return baseline, deadline


def _comes(day: str, said: str | None, *, surely: bool, named: str) -> bool:
    """Whether a day lies ahead of the text; where the text is undated, by the words before it."""
    if said is not None and day < said[: len(day)]:
        return False
    if surely:
        return True
    if said is not None and day[:4] > said[:4]:
        return True
    # A report known by its year speaks of that year as behind it.
    if said is not None and (len(said) == 4 or day[:4] < said[:4]):
        return False
    return _all("names_day").search(named) is not None


def _iso(one: Quantity) -> str | None:
    value = int(one.value)
    if one.unit == YEAR:
        return f"{value:04}"
    year, month, day = value // 10_000, value // 100 % 100, value % 100
    if not year:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _target(words: str, figures: Sequence[Quantity], after: int = 0) -> str | None:
    """What is to be reached, as it is written: a figure that is not a start or a mere number.

    The first ``after`` the words that pledge, or else before them ("50 % of which will be ...").
    """
    named = _all("named").search(words, after) or _all("named").search(words)
    for one in sorted(figures, key=lambda q: (q.start < after, q.start)):
        if one.unit in (YEAR, DATE, DURATION):
            continue
        before = words[max(0, one.start - _BEFORE) : one.start]
        if _all("from").search(before) or _all("numbering").search(before):
            continue
        if _all("no_figure").match(words[one.start : one.end]):
            continue
        if named and named.start() < one.start and not named.start() < after <= one.start:
            break
        if one.unit != COUNT:
            return words[one.start : one.end]
        if counted := _all("counted").match(words, one.end):
            return words[one.start : counted.end()]
    return named.group() if named else None


# --- the words ------------------------------------------------------------------------------------


@cache
def _data(language: str = "") -> dict[str, Any]:
    name = f"pledges_{language}.toml" if language else "pledges.toml"
    return tomllib.loads(resources.files("knowledge").joinpath(name).read_text(encoding="utf-8"))


@cache
def _hints() -> tuple[str, ...]:
    return tuple(str(_data()["hints"]).replace("\n", "").split("|"))


def _hinted(text: str) -> bool:
    """Whether a text may hold a pledge at all: plain look-ups, ten times faster than patterns."""
    # A word may be the last one.
    small = f"{text.lower()} "
    return any(hint in small for hint in _hints())


@cache
def _all(name: str) -> re.Pattern[str]:
    """A pattern that is the same in both languages, compiled once."""
    # Names and the heads of cells are told by their capitals.
    flags = re.VERBOSE if name in ("told", "glued") else _FLAGS
    return re.compile(_data()["all"][name], flags)


def _called(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are in a text. Patterns are made for each set of names, and most texts name
    nobody, whoever of many speaks."""
    here = _SPACE.sub(" ", text).casefold()
    # Posts leave the accents out: "#Nestle".
    forms = {form for name in names if len(name) > 1 for form in (name, _plain(name))}
    return tuple(sorted(form for form in forms if _SPACE.sub(" ", form).casefold() in here))


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=64)
def _cues(language: str, names: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    """The patterns of one language, with the names of the speaker in their place."""
    words = _data(language).copy()
    called = "|".join(re.escape(n).replace(r"\ ", r"\s") for n in names) or r"(?!)"
    places = {"names": rf"(?:{called})", "adverb": words.pop("adverb")}
    for name in ("deed", "stem", "done"):
        places[name] = words.pop(name, "")
    places["own"] = rf"\b(?:{words.pop('own')}|{called})"
    for name in ("we_future", "i_future", "they_future"):
        places[name] = words.pop(name, "")
    for place, filling in places.items():
        # What stands for the speaker may itself hold a place, so that each is filled in turn.
        words = {n: w.replace(f"<{place}>", f"(?:{filling.strip()})") for n, w in words.items()}
    words["names"] = rf"\b(?:{called})(?!\w)"
    return {name: re.compile(pattern, _FLAGS) for name, pattern in words.items()}
