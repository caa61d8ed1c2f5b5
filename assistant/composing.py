"""Drafts without a model: the brand's own words, joined by courtesies.

``compose`` picks the strategies that fit the reading and the evidence, gives each its opening,
one to three quotations and its closing, and keeps the fullest version that fits the platform.
Nothing here makes a claim: a sentence is either a quotation of a passage, framed by who said it
and when, or a courtesy from ``prompts/strategies``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.evidence import Scored, overlap
from assistant.model import (
    Citation,
    Draft,
    Intent,
    Length,
    Post,
    Reading,
    Sentence,
    Size,
    Standing,
    Tone,
    Wishes,
)
from assistant.phrasing import Quote, frame, is_overdue, topic
from assistant.reading import asks_for_figures, speaks_of_a_promise
from assistant.strategies import Courtesy, Playbook
from knowledge.model import Brand
from knowledge.voice import Manner

Measure = Callable[[str], Length]
MAX_DRAFTS = 3
SHORT_ENOUGH = 140
"""Characters of quotation beyond which a shorter one is preferred, where short is wished for."""
ROOMY = 900
"""From this many units a platform has room for three quotations; a reply stays short anyway."""

_ORDER: Mapping[Intent, tuple[str, ...]] = {
    Intent.QUESTION: ("acknowledge", "facts", "commit", "dialogue"),
    Intent.CRITICISM: ("acknowledge", "commit", "facts", "dialogue"),
    Intent.HARM: ("acknowledge", "commit", "dialogue"),
    Intent.JOURNALIST: ("facts", "acknowledge", "commit"),
    Intent.ALLY: ("acknowledge", "dialogue", "commit"),
    Intent.PRAISE: ("acknowledge", "dialogue"),
}
_DEFAULT_ORDER = ("acknowledge", "commit", "facts", "dialogue")


@dataclass(frozen=True)
class Style:
    """Whose reply it is and how it is said: brand, manner, language, the platform's measure."""

    brand: Brand
    manner: Manner
    language: str
    measure: Measure
    today: str
    locale: str
    wishes: Wishes = field(default=Wishes())
    tones: Mapping[str, Playbook] = field(default_factory=dict)
    """Courtesies for a tone that is wished for, in the place of the strategy's own."""


def compose(
    post: Post,
    reading: Reading,
    evidence: Sequence[Scored],
    playbooks: Mapping[str, Playbook],
    style: Style,
) -> list[Draft]:
    """Two or three drafts, each another strategy, best first; one holding reply without evidence.

    Citation numbers run over all drafts of the post, one for each passage. A strategy that was
    wished for and that the evidence does not allow gives nothing: the others stand in its place.
    """
    if not evidence or style.wishes.strategy == "hold":
        return [hold(post, reading, playbooks["hold"], style)]
    named = topic(post.text, [s.quote.words for s in evidence[:5]], style.language)
    drafts: list[Draft] = []
    numbers: dict[str, int] = {}
    for book in fitting(post, reading, playbooks, style.wishes):
        if drafts and book.name != style.wishes.strategy == drafts[0].strategy.name:
            break
        chosen = _choose(book, evidence, drafts)
        draft = _write(post, reading, book, chosen, named, style, numbers) if chosen else None
        if draft is not None and all(draft.text != other.text for other in drafts):
            drafts.append(draft)
        if len(drafts) == MAX_DRAFTS:
            break
    return drafts or [hold(post, reading, playbooks["hold"], style)]


def fitting(
    post: Post, reading: Reading, playbooks: Mapping[str, Playbook], wishes: Wishes
) -> list[Playbook]:
    """The strategies that suit the post, best first; before them the one that is wished for.

    What would do harm here is left out, unless it is wished for or nothing else is there.
    """
    order = _ORDER.get(reading.intent, _DEFAULT_ORDER)
    if asks_for_figures(post) and reading.intent is not Intent.HARM:
        order = ("facts", *(name for name in order if name != "facts"))
    elif speaks_of_a_promise(post) and reading.intent is not Intent.HARM:
        # Who recalls a promise is answered with it first, kept or not.
        order = ("commit", *(name for name in order if name != "commit"))
    if wishes.strategy is not None:
        order = (wishes.strategy, *(name for name in order if name != wishes.strategy))
    books = [playbooks[name] for name in order if name in playbooks]
    suiting = [b for b in books if b.name == wishes.strategy or reading.intent in b.suits]
    unfit = {one.strategy for one in reading.contraindicated} - {wishes.strategy}
    return [b for b in suiting if b.name not in unfit] or suiting


# --- which quotations ----------------------------------------------------------------------------


def _choose(book: Playbook, evidence: Sequence[Scored], drafts: Sequence[Draft]) -> list[Scored]:
    """The quotations for ``book``, lead first, then what the person wished to have mentioned."""
    wished = [s for s in evidence if s.wished and not s.companion]
    chosen = _chosen(book, [s for s in evidence if not s.wished], drafts)
    beside = next(
        (s for s in wished if all(overlap(s.quote.words, c.quote.words) < 0.5 for c in chosen[:1])),
        None,
    )
    if beside is None:
        return chosen
    return [*chosen[:1], beside, *chosen[1:]]


def _chosen(book: Playbook, evidence: Sequence[Scored], drafts: Sequence[Draft]) -> list[Scored]:
    """The quotations for ``book``, lead first; none when its need is not met by near evidence."""
    if not evidence:
        return []
    best = next((s for s in evidence if not s.companion), evidence[0])
    near = [s for s in evidence if s.relevance >= 0.72 * best.relevance]
    if book.needs == "commitment":
        leads = [s for s in near if s.quote.pledge and not s.companion and _as_near(s, best)]
    elif book.needs == "figure":
        leads = [s for s in near if s.quote.figures and _as_near(s, best)]
    else:
        leads = [s for s in near if not s.companion]
    if not leads:
        return []
    used = [_quoted_words(draft) for draft in drafts]

    def preference(one: Scored) -> float:
        kinds = book.prefers
        rank = (
            kinds.index(one.quote.passage.kind) if one.quote.passage.kind in kinds else len(kinds)
        )
        again = sum(0.12 for words in used if words and words[0] == one.quote.words)
        return one.worth - 0.02 * rank - again

    leads.sort(key=preference, reverse=True)
    lead = leads[0]
    others = sorted(
        (s for s in near if s is not lead and overlap(s.quote.words, lead.quote.words) < 0.5),
        key=lambda s: s.worth + (0.2 if s.quote.passage.id == lead.quote.passage.id else 0.0),
        reverse=True,
    )
    others = [
        s
        for s in others
        if s.relevance >= 0.85 * lead.relevance
        and _says_more(s, lead)
        and _of_one_time(s.quote, lead.quote)
        and (not s.companion or s.quote.passage.id == lead.quote.passage.id)
    ]
    return [lead, *others[:2], *[s for s in leads[1:4] if s not in others[:2]]]


def _as_near(one: Scored, best: Scored) -> bool:
    """Whether a quotation that a strategy needs is about the post nearly as much as the best."""
    return one.covered >= 0.6 * best.covered or one.standout >= best.standout


def _says_more(one: Scored, lead: Scored) -> bool:
    """Whether a second quotation is as much about the post as the lead, or is needed by it."""
    if one.companion:
        return bool(one.quote.figures)
    if one.covered or lead.covered:
        return one.covered >= 0.8 * lead.covered and one.standout >= lead.standout - 1.0
    return one.standout >= lead.standout - 0.3


def _in_order(quotes: list[Quote]) -> list[Quote]:
    """The lead first, but sentences of one passage in the order it has them."""
    lead = quotes[0].passage
    same = [q for q in quotes if q.passage.id == lead.id]
    same.sort(key=lambda q: lead.text.find(q.words))
    return same + [q for q in quotes if q.passage.id != lead.id]


def _of_one_time(one: Quote, other: Quote) -> bool:
    """Whether two quotations are near enough in time to be given together: three years."""
    a, b = one.passage.date, other.passage.date
    return a is None or b is None or abs(int(a[:4]) - int(b[:4])) <= 3


def _quoted_words(draft: Draft) -> list[str]:
    return [c.words for sentence in draft.sentences for c in sentence.citations]


# --- writing -------------------------------------------------------------------------------------


def _write(
    post: Post,
    reading: Reading,
    book: Playbook,
    chosen: Sequence[Scored],
    named: str | None,
    style: Style,
    numbers: dict[str, int],
) -> Draft | None:
    """The fullest version of the draft that fits the platform; ``None`` when none does."""
    sets: list[list[Quote]] = []
    for count in _counts(style):
        if len(chosen) >= count:
            sets.append(_in_order([s.quote for s in chosen[:count]]))
    sets += [[s.quote] for s in chosen[1:]]
    if style.wishes.size is Size.SHORT and not style.wishes.mention:
        sets.sort(key=lambda quotes: sum(len(q.words) for q in quotes) > SHORT_ENOUGH)
    for quotes in sets:
        settings = _settings(book, reading.intent, named, style, post)
        # A second quotation is never worth the greeting.
        for opening, closing in settings if len(quotes) == 1 else settings[:5]:
            sentences = _sentences(opening, quotes, closing, style)
            text = _text(sentences)
            if style.measure(text).fits:
                return _draft(book, sentences, text, quotes, style, numbers)
    return None


def _counts(style: Style) -> tuple[int, ...]:
    """How many quotations to try, the most first."""
    if style.wishes.size is Size.SHORT:
        return (2, 1) if style.wishes.mention else (1,)
    roomy = style.measure("").limit >= ROOMY
    return (3, 2, 1) if roomy or style.wishes.size is Size.FULL else (2, 1)


def _settings(
    book: Playbook, intent: Intent, named: str | None, style: Style, post: Post
) -> list[tuple[str, str]]:
    """Openings and closings to try, fullest first. A person harmed keeps the concrete next step."""
    opening = _courtesy(book, "opening", intent, named, style, post)
    plain = _courtesy(book, "opening", intent, None, style, post)
    closing = _courtesy(book, "closing", intent, named, style, post)
    short = _courtesy(book, "closing", intent, None, style, post)
    signed = f" {style.brand.signature}" if style.brand.signature else ""
    greeting = f"{style.manner.greet(post.author)}."
    tries = [
        (opening, closing + signed),
        (opening, closing),
        (plain, short),
        (opening, signed.strip()),
        (plain, ""),
        (greeting, short),
        (greeting, ""),
        ("", ""),
    ]
    if intent is Intent.HARM:
        tries.insert(3, (greeting, short))
    if style.wishes.size is Size.SHORT:
        last = short if intent is Intent.HARM else ""
        first = plain if style.wishes.tone is Tone.WARMER else greeting
        tries = [(first, last), (greeting, last), (greeting, ""), ("", "")]
    elif style.wishes.tone is Tone.PLAINER:
        tries = [(plain, ""), (greeting, ""), ("", "")]
    return tries


def _courtesy(
    book: Playbook,
    part: str,
    intent: Intent,
    named: str | None,
    style: Style,
    post: Post,
) -> str:
    """A line that suits, topical when a topic was found; the same post gets the same line."""
    where: Literal["opening", "closing"] = "opening" if part == "opening" else "closing"
    # A holding reply says that it was read and is looked into, whatever its tone.
    tone = style.tones.get(style.wishes.tone) if book.name != "hold" else None
    lines = tone.lines(where, style.language, style.manner.address, intent) if tone else []
    if not lines and not (tone and style.wishes.tone is Tone.PLAINER):
        lines = book.lines(where, style.language, style.manner.address, intent)
    own = [c for c in lines if c.intent == intent]
    pool = _pool(own, named) or _pool(lines, named)
    if not pool:
        return ""
    pick = int(hashlib.sha256(f"{post.text}{book.name}{part}".encode()).hexdigest(), 16)
    wording = pool[pick % len(pool)].wording
    line = wording.replace("{greeting}", style.manner.greet(post.author))
    return _contract(line.replace("{topic}", named or ""))


def _pool(lines: Sequence[Courtesy], named: str | None) -> list[Courtesy]:
    topical = [c for c in lines if c.topical]
    return topical if named and topical else [c for c in lines if not c.topical]


def _contract(line: str) -> str:
    """French articles contracted after a preposition: ``de le`` is ``du``."""
    for wrong, right in (
        ("de le ", "du "),
        ("de les ", "des "),
        ("à le ", "au "),
        ("à les ", "aux "),
    ):
        line = re.sub(rf"\b{wrong}", right, line)
    return line


def _sentences(
    opening: str, quotes: Sequence[Quote], closing: str, style: Style
) -> list[tuple[str, Quote | None]]:
    parts: list[tuple[str, Quote | None]] = []
    if opening:
        parts.append((opening, None))
    previous: Quote | None = None
    for quote in quotes:
        text = frame(quote, style.brand, style.language, style.today, previous)
        framed = text.rstrip(".") != quote.words.rstrip(".")
        parts.append((text, quote))
        previous = quote if framed else None
    if closing.strip():
        parts.append((closing.strip(), None))
    return parts


def _text(sentences: Sequence[tuple[str, Quote | None]]) -> str:
    return " ".join(text for text, _ in sentences)


def _draft(
    book: Playbook,
    parts: Sequence[tuple[str, Quote | None]],
    text: str,
    quotes: Sequence[Quote],
    style: Style,
    numbers: dict[str, int],
) -> Draft:
    sentences = []
    for words, quote in parts:
        if quote is None:
            sentences.append(Sentence(words, Standing.COURTESY))
            continue
        number = numbers.setdefault(quote.passage.id, len(numbers) + 1)
        citation = Citation(quote.passage.id, quote.words, number)
        sentences.append(Sentence(words, Standing.QUOTED, (citation,)))
    return Draft(
        strategy=book.strategy(style.locale),
        language=style.language,
        text=text,
        sentences=tuple(sentences),
        length=style.measure(text),
        note=_note(quotes, style),
    )


def _note(quotes: Sequence[Quote], style: Style) -> str | None:
    notes = []
    foreign = [q for q in quotes if q.passage.language and q.passage.language != style.language]
    if foreign:
        one = len(foreign) == 1
        if style.locale == "fr":
            what = "Une citation est" if one else f"{len(foreign)} citations sont"
            notes.append(f"{what} dans une autre langue, mot pour mot : à traduire avant l'envoi.")
        else:
            what = "One quotation is" if one else f"{len(foreign)} quotations are"
            notes.append(f"{what} in another language, word for word: translate before sending.")
    if any(is_overdue(q, style.today) for q in quotes):
        notes.append(
            "A pledge given here was for a day that has passed: say what came of it."
            if style.locale == "en"
            else "Un engagement donné ici visait une date passée : dites ce qu'il en est advenu."
        )
    if any(q.passage.date is None for q in quotes):
        notes.append(
            "One source is undated: check that it still holds."
            if style.locale == "en"
            else "Une source n'est pas datée : vérifiez qu'elle vaut encore."
        )
    return " ".join(notes) or None


def hold(post: Post, reading: Reading, book: Playbook, style: Style) -> Draft:
    """A reply that claims nothing: it was read, and an answer will come."""
    opening = _courtesy(book, "opening", reading.intent, None, style, post)
    closing = _courtesy(book, "closing", reading.intent, None, style, post)
    signed = f"{closing} {style.brand.signature}".strip()
    for last in (signed, closing, ""):
        parts = [(opening, None), (last, None)] if last else [(opening, None)]
        text = _text([(t, None) for t, _ in parts])
        if style.measure(text).fits:
            break
    note = (
        "Elle promet une réponse : décidez qui la donnera, et quand."
        if style.locale == "fr"
        else "It promises an answer: decide who gives it, and when."
    )
    return Draft(
        strategy=book.strategy(style.locale),
        language=style.language,
        text=text,
        sentences=tuple(Sentence(t, Standing.COURTESY) for t, _ in parts),
        length=style.measure(text),
        note=None if reading.intent in (Intent.PRAISE, Intent.TROLL) else note,
    )
