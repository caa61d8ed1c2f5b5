"""A rehearsal's debrief, and an interview brief, in plain sections.

For somebody who reads it on the way to a microphone: what to say stands apart from what is said of
it, and each mark in brackets leads to its source at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.exporting.sections import Block, Manner, Section, Told
from assistant.phrasing import moment
from assistant.rehearsal.briefed import Avoid, Avoided, Brief, Position
from assistant.rehearsal.outcome import BetterAnswer, Debrief, Debriefed, numbered
from assistant.rehearsal.recalled import shown_once
from assistant.rehearsal.values import Said
from knowledge.model import Passage


def tell_debrief(debrief: Debrief) -> Told:
    """A debrief for the file."""
    text = _Words(debrief.language)
    listed, terms = debrief.listed, debrief.listed.terms
    lead = text(
        "debrief lead",
        person=listed.person,
        challenger=debrief.challenger,
        level=terms.level,
        day=text.day(listed.created_at[:10]),
    )
    sections = [
        Section(text("in short"), (debrief.summary,)),
        _lines(debrief, text),
        _steps(debrief, text),
        *_turns(debrief.turns, numbered(debrief.sources), text),
        Section(text("gaps"), tuple(_gap(one.topic, one.numbers, text) for one in debrief.gaps)),
        _sources(debrief.sources, text),
    ]
    title = text("debrief title", topic=terms.topic or listed.title)
    return Told(title, text.language, None, _filled(sections), lead, dense=True)


def _lines(debrief: Debrief, text: _Words) -> Section:
    blocks = []
    for one in debrief.lines:
        blocks.append(Block(text.quote(one.words), Manner.STRONG))
        blocks.append(Block(text("line", why=one.why, number=one.number), Manner.SAID))
    return Section(text("lines"), blocks=tuple(blocks))


def _steps(debrief: Debrief, text: _Words) -> Section:
    steps = tuple(f"{number}. {one}" for number, one in enumerate(debrief.steps, 1))
    return Section(text("steps"), steps)


def _turns(
    turns: Sequence[Debriefed], numbers: Mapping[str, int], text: _Words
) -> Iterator[Section]:
    before: dict[str, int] = {}
    for one in turns:
        blocks = [
            Block(one.turn.question.text, Manner.STRONG),
            Block(text.quote(one.turn.answer or ""), Manner.SAID),
            *(Block(f"+ {merit}") for merit in one.merits),
        ]
        for weak in one.weaknesses:
            of = (
                f"{text.quote(weak.words)} " if weak.words and weak.words != one.turn.answer else ""
            )
            blocks.append(Block(f"– {of}{weak.message}"))
        if one.better is not None:
            blocks += _better(one.better, one.number, before, text)
        blocks += _said_before(one, numbers, text)
        heading = text("held" if one.held else "not held", number=one.number)
        yield Section(heading, blocks=tuple(blocks))


def _said_before(one: Debriefed, numbers: Mapping[str, int], text: _Words) -> Iterator[Block]:
    """What was said before on the claims that the record does not bear out."""
    told = one.turn.assessment
    for claim in shown_once(told.recalled) if told is not None else ():
        yield Block(text("before", words=text.quote(claim.words)), Manner.SMALL)
        for each in claim.before:
            past = f", {text('past')}" if each.past else ""
            said = each.said
            mark = f" [{numbers[said.passage_id]}]" if said.passage_id in numbers else ""
            line = f"{text.quote(said.words)} {said.who}, {text.day(said.date)}{past}{mark}"
            yield Block(line, Manner.SMALL)


def _better(
    better: BetterAnswer, number: int, before: dict[str, int], text: _Words
) -> Iterator[Block]:
    """The better answer, once: who was pressed on one thing has one answer to it."""
    if (same := before.get(better.text)) is not None:
        yield Block(text("as before", number=same), Manner.SAY)
        return
    before[better.text] = number
    yield Block(f"{text('say')} {_marked(better)}", Manner.SAY)
    if better.note:
        yield Block(better.note, Manner.SMALL)


def _gap(topic: str, numbers: Sequence[int], text: _Words) -> str:
    return text("gap", topic=topic, numbers=", ".join(str(one) for one in numbers))


def tell_brief(brief: Brief) -> Told:
    """An interview brief for the file: one page, where what is on record lets it."""
    text = _Words(brief.language)
    sections = [
        Section(text("positions"), blocks=tuple(_position(one, text) for one in brief.positions)),
        _promises(brief, text),
        Section(
            text("figures"),
            blocks=tuple(Block(_quoted(one.said, one.number, text)) for one in brief.figures),
        ),
        _questions(brief, text),
        Section(
            text("avoid"),
            tuple(text("not said", words=_named(one, text), why=one.why) for one in brief.avoid),
        ),
        Section(text("unknown"), brief.gaps),
        _sources(brief.sources, text, short=True),
    ]
    title = text("brief title", topic=brief.topic)
    lead = text("brief lead", title=brief.title, day=text.day(brief.day))
    return Told(title, text.language, None, _filled(sections), lead, dense=True, pages=1)


def _named(one: Avoid, text: _Words) -> str:
    return one.words if one.kind is Avoided.OFF_LIMITS else text.quote(one.words)


def _position(one: Position, text: _Words) -> Block:
    if not one.superseded:
        return Block(_quoted(one.said, one.number, text))
    told = text("superseded", told=_quoted(one.said, one.number, text))
    if one.replaced is not None:
        after = text.quote(one.replaced.words)
        told += " " + text("replaced", date=text.day(one.replaced.date), quote=after)
    return Block(told)


def _promises(brief: Brief, text: _Words) -> Section:
    if not brief.promises:
        return Section(text("promises"))
    rows = [(text("promise"), text("due"), text("status"))]
    for one in brief.promises:
        status = text(f"status {one.status}") + (f" [{one.because}]" if one.because else "")
        due = text.day(one.deadline) if one.deadline else "–"
        rows.append((_quoted(one.said, one.number, text), due, status))
    return Section(text("promises"), table=tuple(rows), widths=(7, 1.5, 1.5))


def _questions(brief: Brief, text: _Words) -> Section:
    blocks = []
    for number, one in enumerate(brief.questions, 1):
        asked = text("asked", number=number, who=one.challenger, question=one.question.text)
        blocks.append(Block(asked, Manner.STRONG))
        blocks.append(Block(f"{text('say')} {_marked(one.answer)}", Manner.SAY))
        if one.answer.note:
            blocks.append(Block(one.answer.note, Manner.SMALL))
    return Section(text("questions"), blocks=tuple(blocks))


def _quoted(said: Said, number: int, text: _Words) -> str:
    return f"{text.quote(said.words)} {said.who}, {text.day(said.date)} [{number}]"


def _marked(answer: BetterAnswer) -> str:
    """An answer with the marks of its sources."""
    parts = []
    for sentence in answer.sentences:
        marks = "".join(f" [{n}]" for n in dict.fromkeys(c.number for c in sentence.citations))
        parts.append(f"{sentence.text}{marks}")
    return " ".join(parts)


def _sources(passages: Sequence[Passage], text: _Words, *, short: bool = False) -> Section:
    """The sources by their numbers; ``short`` ones in a run, without their addresses."""
    lines = []
    for number, one in enumerate(passages, 1):
        told = (one.speaker, text.day(one.date), one.channel, one.title, None if short else one.url)
        lines.append(f"[{number}]\u00a0{' · '.join(t for t in told if t)}")
    blocks = [";  ".join(lines)] if short and lines else lines
    return Section(text("sources"), blocks=tuple(Block(one, Manner.SMALL) for one in blocks))


def _filled(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(one for one in sections if one.paragraphs or one.blocks or one.table)


class _Words:
    """What the documents say, in one language."""

    def __init__(self, language: str) -> None:
        self.language = "fr" if language == "fr" else "en"
        self._words = _FRENCH if self.language == "fr" else _ENGLISH

    def __call__(self, key: str, **values: object) -> str:
        return self._words[key].format(**values)

    def quote(self, words: str) -> str:
        return f"«\u00a0{words}\u00a0»" if self.language == "fr" else f"“{words}”"

    def day(self, date: str | None) -> str:
        return moment(date, self.language, exact=True) if date else self("undated")


_ENGLISH = {
    "undated": "undated",
    "debrief title": "Debrief: {topic}",
    "debrief lead": "{person} before: {challenger}, level {level} · {day}",
    "in short": "In short",
    "lines": "What will be quoted",
    "line": "{why} (answer {number})",
    "steps": "What to do next",
    "held": "{number}. Held",
    "not held": "{number}. To say otherwise",
    "say": "Say:",
    "before": "Said before on {words}",
    "past": "replaced since",
    "as before": "Say what stands under {number}.",
    "gaps": "To put on record",
    "gap": "{topic} (asked in {numbers})",
    "sources": "Sources",
    "brief title": "Interview brief: {topic}",
    "brief lead": "{title} · holds for {day} · quotations are to the letter",
    "positions": "What we have said",
    "superseded": "No longer ours: {told}.",
    "replaced": "Since {date}: {quote}",
    "promises": "What we have promised",
    "promise": "Promise",
    "due": "Due",
    "status": "Status",
    "status late": "late",
    "status due": "due soon",
    "status open": "running",
    "status kept": "kept",
    "status dropped": "given up",
    "status superseded": "replaced",
    "figures": "Figures",
    "questions": "The hardest questions",
    "asked": "{number}. {who}: {question}",
    "avoid": "Not to be said",
    "not said": "{words} – {why}",
    "unknown": "What the record does not know",
}
_FRENCH = {
    "undated": "sans date",
    "debrief title": "Débriefing : {topic}",
    "debrief lead": "{person} face à : {challenger}, niveau {level} · {day}",
    "in short": "En bref",
    "lines": "Ce qui sera cité",
    "line": "{why} (réponse {number})",
    "steps": "Et maintenant",
    "held": "{number}. A tenu",
    "not held": "{number}. À dire autrement",
    "say": "À dire :",
    "before": "Déjà dit, à propos de {words}",
    "past": "remplacé depuis",
    "as before": "À dire : ce qui figure au numéro {number}.",
    "gaps": "À mettre au registre",
    "gap": "{topic} (demandé en {numbers})",
    "sources": "Sources",
    "brief title": "Fiche d'interview : {topic}",
    "brief lead": "{title} · valable le {day} · citations à la lettre",
    "positions": "Ce que nous avons dit",
    "superseded": "N'est plus à nous : {told}.",
    "replaced": "Depuis le {date} : {quote}",
    "promises": "Ce que nous avons promis",
    "promise": "Promesse",
    "due": "Échéance",
    "status": "Statut",
    "status late": "en retard",
    "status due": "bientôt échue",
    "status open": "en cours",
    "status kept": "tenue",
    "status dropped": "abandonnée",
    "status superseded": "remplacée",
    "figures": "Chiffres",
    "questions": "Les questions les plus dures",
    "asked": "{number}. {who} : {question}",
    "avoid": "À ne pas dire",
    "not said": "{words} – {why}",
    "unknown": "Ce que le registre ne sait pas",
}
