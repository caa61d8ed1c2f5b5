"""What the two sides of a theme grant each other, what they contest, and a sentence for both.

Each voice has a side (:mod:`assistant.themes.stance`). Its clauses are parted where it turns ("the
fares are fair, but the trains…"): what a critic says well of, and what a supporter says ill of, is
granted when the other side says the same. What one side praises and the other blames is contested;
where both keep to it and some leave nothing to talk about ("never again"), it cannot be reconciled
by words. The critic's strongest legitimate point is the calm, specific charge nearest to what the
others say. The bridging sentence holds nothing but words of the record, cited.

Nothing is told of a side of fewer than three voices, or of fewer than a fifth of those who take
one, and of a subject only what two voices of a side say; every line names all voices behind it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise

from assistant.model import Post
from assistant.reading import asks_for_figures, read, speaks_of_a_promise
from assistant.reading.complaints import valence
from assistant.reading.cues import say
from assistant.themes.polarisation import polarisation
from assistant.themes.stance import stance
from assistant.themes.values import (
    Answers,
    Bridge,
    Consensus,
    Line,
    Quotation,
    Side,
    Stance,
    Theme,
    Voice,
)
from assistant.themes.wording import spelt, substance
from knowledge.cleaning import flat, fold

A_SIDE = 3
"""Voices that make a side."""

A_CAMP = 0.2
"""Share of those who take a side that the smaller side has. Sides are read off words, and a good
quarter of such readings err (``python -m benchmarks.listening complaints``): of fifty critics and
six supporters, the supporters may be nothing but misread critics."""

SAID = 2
"""Voices of a side that make what it says of a subject more than one person's."""

LINES = 5
QUOTED = 3
_END = re.compile(r"[.!?;\n]+")


@dataclass
class _Subject:
    """What the two sides say of one subject: ids of voices with the clause, by side and sign."""

    spellings: Counter[str] = field(default_factory=Counter)
    said: defaultdict[tuple[Side, int], dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )


def read_out(
    theme: Theme,
    voices: Mapping[str, Voice],
    *,
    answers: Answers | None = None,
    locale: str = "en",
) -> Consensus:
    """The read-out of ``theme`` for a reader of ``locale``; ``voices`` by id holds its members.

    Copies of one text count once: a campaign is one voice said often.
    """
    again = {member for group in theme.copies for member in group[1:]}
    members = [voices[member] for member in theme.members if member not in again]
    stances = {voice.id: stance(voice.text, voice.language) for voice in members}
    sides = Counter(told.side for told in stances.values())
    smaller = min(sides[Side.FOR], sides[Side.AGAINST])
    two = smaller >= max(A_SIDE, A_CAMP * (sides[Side.FOR] + sides[Side.AGAINST]))
    subjects = _subjects(members, stances) if two else {}
    granted = [line for s in subjects.values() for line in _granted(s, locale)]
    contested, apart = _parted(subjects.values(), locale)
    granted.sort(key=_weight)
    strongest = _strongest(members, stances, locale)
    bridge, unbridged = _bridge(theme, members, two, granted, strongest, answers)
    return Consensus(
        theme_id=theme.id,
        voices=len(members),
        authors=len({voice.who for voice in members if voice.who}),
        sides={side: sides[side] for side in Side},
        two_sides=two,
        granted=tuple(granted[:LINES]),
        contested=tuple(contested[:LINES]),
        irreconcilable=tuple(apart[:LINES]),
        strongest=strongest,
        bridge=bridge,
        polarisation=polarisation([s.value for s in stances.values() if s.side != Side.NEITHER]),
        notes=_notes(sides, len(members), len(again), two, granted, contested, locale),
        unbridged=_why_not(unbridged, locale),
    )


def _subjects(members: Sequence[Voice], stances: Mapping[str, Stance]) -> dict[str, _Subject]:
    found: defaultdict[str, _Subject] = defaultdict(_Subject)
    for voice in members:
        side = stances[voice.id].side
        if side is Side.NEITHER:
            continue
        for clause in _clauses(voice):
            told = valence(clause, voice.language)
            sign = (len(told.good) > len(told.bad)) - (len(told.bad) > len(told.good))
            judging = fold(" ".join((*told.good, *told.bad)))
            for stem, word in spelt(Voice("", clause, voice.language)):
                # A word that judges is not what is judged.
                if sign and stem and fold(word) not in judging:
                    found[stem].spellings[word.lower()] += 1
                    found[stem].said[side, sign].setdefault(voice.id, clause)
    return dict(sorted(found.items()))


def _clauses(voice: Voice) -> Iterator[str]:
    """The clauses of a voice, verbatim: its sentences, parted again before each turn."""
    turn = _pattern("turn", voice.language)
    for sentence in _END.split(voice.text):
        cuts = [0, *(match.start() for match in turn.finditer(flat(sentence))), len(sentence)]
        for start, end in pairwise(cuts):
            if clause := sentence[start:end].strip(" ,:-—–"):
                yield clause


def _granted(subject: _Subject, locale: str) -> Iterator[Line]:
    about = subject.spellings.most_common(1)[0][0]
    for sign in (1, -1):
        ours, theirs = subject.said[Side.FOR, sign], subject.said[Side.AGAINST, sign]
        against_it = max(len(subject.said[Side.FOR, -sign]), len(subject.said[Side.AGAINST, -sign]))
        if min(len(ours), len(theirs)) < SAID or against_it > min(len(ours), len(theirs)):
            continue
        text = (
            say(
                locale,
                f"Critics too speak well of “{about}”, as supporters do.",
                f"Même des critiques disent du bien de {_marked(about)}, comme les soutiens.",
            )
            if sign > 0
            else say(
                locale,
                f"Supporters too find fault with “{about}”, as critics do.",
                f"Même des soutiens trouvent à redire à {_marked(about)}, comme les critiques.",
            )
        )
        yield _line(about, text, ours, theirs)


def _parted(subjects: Iterable[_Subject], locale: str) -> tuple[list[Line], list[Line]]:
    contested, apart = [], []
    for subject in subjects:
        ours, theirs = subject.said[Side.FOR, 1], subject.said[Side.AGAINST, -1]
        if min(len(ours), len(theirs)) < SAID:
            continue
        about = subject.spellings.most_common(1)[0][0]
        firm = [clause for clause in (*ours.values(), *theirs.values()) if _absolute(clause)]
        if len(firm) >= SAID:
            text = say(
                locale,
                f"On “{about}” each side holds to its own, and {len(firm)} voices leave nothing "
                "to talk about: say where you stand, do not try to persuade.",
                f"Sur {_marked(about)}, chacun campe sur sa position, et {len(firm)} voix ferment "
                "la discussion\u00a0: dites où vous en êtes, sans chercher à convaincre.",
            )
            apart.append(_line(about, text, ours, theirs))
        else:
            text = say(
                locale,
                f"On “{about}” supporters praise what critics blame.",
                f"Sur {_marked(about)}, les soutiens louent ce que les critiques reprochent.",
            )
            contested.append(_line(about, text, ours, theirs))
    return sorted(contested, key=_weight), sorted(apart, key=_weight)


def _line(about: str, text: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> Line:
    quotes = (*list(theirs.items())[:QUOTED], *list(ours.items())[:QUOTED])
    return Line(about, text, quotes, tuple(ours), tuple(theirs))


def _weight(line: Line) -> tuple[int, int, str]:
    both = min(len(line.supporting), len(line.opposing))
    return -both, -len(line.voices), line.about


def _strongest(members: Sequence[Voice], stances: Mapping[str, Stance], locale: str) -> Line | None:
    """The charge that a fair reader would want answered; ``members``, nearest the middle first."""
    critics = [voice for voice in members if stances[voice.id].side is Side.AGAINST]
    best: tuple[float, Voice] | None = None
    for place, voice in enumerate(critics):
        post = Post(voice.text)
        reading = read(post)
        words = substance(voice.text)
        # Insult, shouting and a bare outburst are feelings to hear, not a point to answer.
        if reading.heat >= 0.5 or words < 6 or reading.intent.value in ("troll", "pile-on"):
            continue
        worth = 1.5 * speaks_of_a_promise(post) + 0.5 * asks_for_figures(post)
        worth += 1.0 * bool(re.search(r"\d", voice.text)) + 0.5 * (12 <= words <= 80)
        worth -= 1.0 * (reading.route.value == "private") + 1.0 * reading.heat
        worth -= 2.0 * place / len(critics)
        if best is None or worth > best[0]:
            best = worth, voice
    if best is None:
        return None
    voice = best[1]
    text = say(
        locale,
        f"The strongest legitimate point against, of {len(critics)} critical voices:",
        f"Le reproche légitime le plus fort, parmi {len(critics)} voix critiques :",
    )
    return Line("", text, ((voice.id, voice.text),), (), (voice.id,))


def _bridge(
    theme: Theme,
    members: Sequence[Voice],
    two: bool,
    granted: Sequence[Line],
    strongest: Line | None,
    answers: Answers | None,
) -> tuple[Bridge | None, str]:
    """Words of the record that answer the strongest point, or what both sides grant, or the theme's
    middle: the first of these that the record answers with a sentence fit to be said to all of
    them, in their language. Without one, why."""
    if answers is None or not members:
        return None, "unasked"
    known = {voice.id: voice for voice in members}
    wanted = [*(strongest.voices if strongest else ()), *(v for g in granted for v in g.voices[:1])]
    wanted += [member for member in theme.representatives if member in known]
    spoken = Counter(voice.language for voice in members).most_common(1)[0][0]
    language = spoken if spoken in ("fr", "en") else "en"
    why = "silent"
    for member in dict.fromkeys(wanted):
        answer = answers(known[member].text, known[member].language)
        if not answer.answers:
            why = "spoken" if answer.bears and why == "silent" else why
            continue
        why = "unsayable"
        for quotation in answer.quotations:
            if quotation.sayable and quotation.language == language:
                text = _bridging(quotation, two, granted, bool(strongest), language)
                return Bridge(text, language, (quotation,)), ""
    return None, why


def _why_not(why: str, locale: str) -> str:
    """Why there is no bridging sentence, to a reader of ``locale``; empty where there is one."""
    told = {
        "": ("", ""),
        "unasked": (
            "No bridging sentence: the record was not asked.",
            "Pas de phrase de pont\u00a0: le registre n'a pas été interrogé.",
        ),
        "silent": (
            "No bridging sentence: nothing on record bears on this.",
            "Pas de phrase de pont\u00a0: rien au registre ne s'y rapporte.",
        ),
        "spoken": (
            "No bridging sentence: the record speaks of the subject, and answers nobody here.",
            "Pas de phrase de pont\u00a0: le registre parle du sujet, sans y répondre.",
        ),
        "unsayable": (
            "No bridging sentence: what answers on record cannot be said aloud as it stands, in "
            "the language of these posts.",
            "Pas de phrase de pont\u00a0: ce qui répond au registre ne peut pas être dit tel quel, "
            "dans la langue de ces messages.",
        ),
    }
    return say(locale, *told[why])


def _bridging(
    quotation: Quotation, two: bool, granted: Sequence[Line], blamed: bool, language: str
) -> str:
    words, whence = quotation.words, f" ({quotation.source})" if quotation.source else ""
    if granted:
        return say(
            language,
            f"Whether you stand with us or against us, you agree on “{granted[0].about}”. What we "
            f"have said, and can be held to: “{words}”{whence}",
            f"Que vous soyez avec nous ou contre nous, vous vous rejoignez sur "
            f"{_marked(granted[0].about)}. Ce que nous avons dit, et qu'on peut nous opposer : "
            f"{_marked(words)}{whence}",
        )
    if two:
        heard = say(
            language,
            "You do not all see this alike, and we have heard it.",
            "Vous n'êtes pas tous du même avis, et nous l'avons entendu.",
        )
    elif blamed:
        # To people of one mind, "you do not all agree" is a way of not having listened.
        heard = say(
            language,
            "We have heard what you hold against us.",
            "Nous avons entendu ce que vous nous reprochez.",
        )
    else:
        heard = say(language, "We have read what you write.", "Nous avons lu ce que vous écrivez.")
    return say(
        language,
        f"{heard} What we have said, and can be held to: “{words}”{whence}",
        f"{heard} Ce que nous avons dit, et qu'on peut nous opposer : {_marked(words)}{whence}",
    )


def _notes(
    sides: Mapping[Side, int],
    voices: int,
    copies: int,
    two: bool,
    granted: Sequence[Line],
    contested: Sequence[Line],
    locale: str,
) -> tuple[str, ...]:
    ours, theirs, none = (sides.get(s, 0) for s in (Side.FOR, Side.AGAINST, Side.NEITHER))
    notes = [
        say(
            locale,
            f"{voices} different voices: {ours} for, {theirs} against, {none} without a side that "
            "shows. Sides are read off words; irony is taken at its word.",
            f"{voices} voix différentes : {ours} pour, {theirs} contre, {none} sans camp visible. "
            "Les camps sont lus dans les mots ; l'ironie est prise au mot.",
        )
    ]
    if copies:
        notes.append(
            say(
                locale,
                f"Copies of the same text are counted once ({copies} left out).",
                f"Les copies d'un même texte comptent une fois ({copies} écartées).",
            )
        )
    if not two:
        notes.append(
            say(
                locale,
                f"There are no two sides here: it takes {A_SIDE} voices on each, and a fifth of "
                "those who take one; fewer may be misread.",
                f"Il n'y a pas deux camps ici : il faut {A_SIDE} voix de chaque côté, et un "
                "cinquième de celles qui prennent parti ; moins peut tenir à une lecture fautive.",
            )
        )
    elif not granted and not contested:
        notes.append(
            say(
                locale,
                "The two sides do not speak of the same things: nothing is shared or contested by "
                f"{SAID} voices of each.",
                "Les deux camps ne parlent pas des mêmes choses : rien n'est partagé ni disputé "
                f"par {SAID} voix de chaque côté.",
            )
        )
    return tuple(notes)


def _marked(words: str) -> str:
    """Words as French quotes them; the spaces do not break."""
    return f"«\u00a0{words}\u00a0»"


def _absolute(clause: str) -> bool:
    folded = fold(clause)
    return any(_pattern("absolute", spoken).search(folded) for spoken in ("fr", "en"))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    words = _kept()[name]["fr" if language == "fr" else "en"]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")")


@cache
def _kept() -> Mapping[str, Mapping[str, Sequence[str]]]:
    raw = resources.files("assistant.themes").joinpath("consensus.toml")
    return tomllib.loads(raw.read_text(encoding="utf-8"))
