"""A call in plain sections, and its tables as rows: what was said, never by whom.

Quotations are answers as they are shown everywhere, masked; no id of an answer leaves the house,
and no group that is too small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.exporting.sections import Block, Manner, Section, Told
from assistant.phrasing import moment
from assistant.workshop.desk import Study
from assistant.workshop.telling import few_kind, quoted, share, tension_name, theme_name
from assistant.workshop.values import Call, Candidate, Decided, Source, Spread, Tally

VOICES = 3
FEW = 20
ALL = "…"


def tell_call(
    call: Call,
    study: Study,
    candidates: Sequence[Candidate],
    tally: Tally,
    decided: Sequence[Decided],
    language: str = "en",
) -> Told:
    """A summary of ``call`` for the file, in ``language``."""
    text = _Words(language)
    heard = study.heard
    day = moment(call.opened_at[:10], text.language, exact=True)
    lead = text("lead", answers=len(heard), whom=call.asks_whom(language) or "–", day=day)
    sections = [
        Section(text("method"), (text("masked"), text("small", least=call.least))),
        Section(text("themes"), blocks=tuple(_themes(study, text))),
        *(_spread(study, spread, text) for spread in heard.spreads()),
        Section(text("few"), blocks=tuple(_few(study, text))),
        Section(text("tensions"), blocks=tuple(_tensions(study, text))),
        *_words(study, text),
        Section(text("gap unsaid"), tuple(f"– {line.text}" for line in study.gap.unsaid)),
        Section(
            text("gap missing"),
            tuple(
                f"– {theme_name(heard, heard.themes.named(one.theme_id), text.language)} "
                f"({share(one.voices, len(heard), None, None, text.language)})"
                for one in study.gap.missing
            ),
        ),
        Section(text("sentences"), blocks=tuple(_sentences(study, candidates, tally, text))),
        Section(text("outcome"), tuple(_outcome(one, candidates, text) for one in decided)),
    ]
    kept = tuple(one for one in sections if one.paragraphs or one.blocks or one.table)
    return Told(call.asks(language), text.language, None, kept, lead)


def _themes(study: Study, text: _Words) -> Iterator[Block]:
    heard = study.heard
    for one in heard.told():
        name = theme_name(heard, one.theme, text.language)
        count = share(one.voices, one.of, one.low, one.high, text.language)
        few = f" · {text('minority')}" if one.few else ""
        yield Block(f"{name} – {count}{few}", Manner.STRONG)
        for member in one.theme.representatives[:VOICES]:
            yield Block(quoted(heard.by_id[member].text, text.language), Manner.SAID)


def _few(study: Study, text: _Words) -> Iterator[Block]:
    for one in study.few[:FEW]:
        yield Block(few_kind(one, text.language), Manner.SMALL)
        for member in one.members[:VOICES]:
            yield Block(quoted(study.heard.by_id[member].text, text.language), Manner.SAID)


def _tensions(study: Study, text: _Words) -> Iterator[Block]:
    for one in study.tensions:
        names = tension_name(study.heard, one, text.language)
        yield Block(f"{names[0]} ↔ {names[1]}", Manner.STRONG)
        for name, side in zip(names, (one.one, one.other), strict=True):
            yield Block(name, Manner.SMALL)
            for _, words in side:
                yield Block(quoted(words, text.language), Manner.SAID)


def _words(study: Study, text: _Words) -> Iterator[Section]:
    for one in study.wordings:
        head = (text("word"), text("in answers"), text("on record"))
        rows = [
            (word.word, str(word.answers), str(word.record)) for word in (*one.theirs, *one.ours)
        ]
        if rows:
            yield Section(text(f"words {one.language}"), table=(head, *rows), widths=(4, 2, 2))


def _spread(study: Study, spread: Spread, text: _Words) -> Section:
    heard = study.heard
    names = [group if group is not None else text("others") for group in spread.groups]
    rows = [(text("theme"), *names)]
    for theme, cells in spread.rows.items():
        name = (
            theme_name(heard, heard.themes.named(theme), text.language) if theme else text("none")
        )
        rows.append((name, *("·" if c.voices is None else str(c.voices) for c in cells)))
    return Section(text("by group", kind=spread.kind), (text("dot"),), table=tuple(rows))


def _sentences(
    study: Study, candidates: Sequence[Candidate], tally: Tally, text: _Words
) -> Iterator[Block]:
    for one in candidates:
        yield Block(f"{one.number}. {one.text}", Manner.SAY)
        borne = study.heard.borne(one.text, one.language)
        told = [text("borne", part=len(borne.answers), whole=len(study.heard))]
        if borne.unsaid:
            told.append(text("unsaid", words=", ".join(borne.unsaid)))
        if tally.votes is not None:
            told.append(text("votes", part=tally.votes.get(one.id, 0), whole=tally.voters))
        if any(piece.source is Source.MODEL for piece in one.pieces):
            told.append(text("model", model=one.made_by))
        yield Block(" · ".join(told), Manner.SMALL)


def _outcome(one: Decided, candidates: Sequence[Candidate], text: _Words) -> str:
    told = one.provenance
    chosen = next((c.text for c in candidates if c.id == told.get("candidate")), "…")
    day = moment(str(told["date"]), text.language, exact=True)
    return text("decided", words=quoted(chosen, text.language), who=one.decided_by, day=day)


def call_rows(call: Call, study: Study, candidates: Sequence[Candidate], tally: Tally,
              language: str = "en") -> list[dict[str, Any]]:  # fmt: skip
    """The aggregate tables of a call, a row each, ``table`` saying of which."""
    heard = study.heard
    rows: list[dict[str, Any]] = []

    def add(table: str, item: str, **values: Any) -> None:
        blank: Mapping[str, Any] = {
            "table": table, "item": item, "group": None, "count": None, "of": None,
            "low": None, "high": None, "note": None,
        }  # fmt: skip
        rows.append({**blank, **values})

    for one in heard.told():
        name = theme_name(heard, one.theme, language)
        bounds = {"low": _rounded(one.low), "high": _rounded(one.high)}
        add("theme", name, count=one.voices, of=one.of, note="few" if one.few else None, **bounds)
    for spread in heard.spreads():
        for theme, cells in spread.rows.items():
            name = theme_name(heard, heard.themes.named(theme), language) if theme else "–"
            for cell in cells:
                group = f"{spread.kind}: {cell.group or ALL}"
                note = "hidden" if cell.voices is None else None
                add("theme by group", name, group=group, count=cell.voices, note=note)
    for told in study.wordings:
        for word in told.theirs:
            add(f"words of answers ({told.language})", word.word, count=word.answers,
                note=f"on record: {word.record}; z {word.weight}")  # fmt: skip
        for word in told.ours:
            add(f"words of the brand ({told.language})", word.word, count=word.answers,
                note=f"on record: {word.record}; z {word.weight}")  # fmt: skip
    for line in study.gap.lines:
        add("purpose today", line.text, count=len(line.said), of=len(heard))
    for candidate in candidates:
        borne = heard.borne(candidate.text, candidate.language)
        add("sentence", candidate.text, count=len(borne.answers), of=len(heard),
            note="nobody said: " + ", ".join(borne.unsaid) if borne.unsaid else None)  # fmt: skip
        if tally.votes is not None:
            add("vote", candidate.text, count=tally.votes.get(candidate.id, 0), of=tally.voters)
    return rows


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


class _Words:
    """What the document says, in one language."""

    def __init__(self, language: str) -> None:
        self.language = "fr" if language == "fr" else "en"
        self._words = _FRENCH if self.language == "fr" else _ENGLISH

    def __call__(self, key: str, **values: object) -> str:
        return self._words[key].format(**values)


_ENGLISH = {
    "lead": "{answers} answers from {whom} · call of {day}",
    "method": "How to read this",
    "masked": "Names and contact details are masked as far as they can be recognised; that is not "
    "perfect, ever. Themes are found by a machine: they are a way in, and no verdict.",
    "small": "Groups with fewer than {least} people are not shown, neither alone nor by "
    "subtraction. Shares are told with their interval, and only where the sample bears them.",
    "themes": "What they said",
    "minority": "said by few",
    "by group": "By {kind}",
    "theme": "Theme",
    "others": "all others",
    "none": "in no theme",
    "dot": "· is not shown: too few people, or it would tell another figure.",
    "few": "Said by few",
    "tensions": "What pulls apart",
    "words en": "Words that tell them from us, in English",
    "words fr": "Words that tell them from us, in French",
    "word": "Word",
    "in answers": "In answers",
    "on record": "On record",
    "gap unsaid": "In today's purpose, and said by nobody",
    "gap missing": "Said, and not in today's purpose",
    "sentences": "Sentences put to the vote",
    "borne": "borne out by {part} of {whole} answers",
    "unsaid": "words nobody said: {words}",
    "votes": "{part} of {whole} votes",
    "model": "phrased by {model}",
    "outcome": "What was decided",
    "decided": "{words} – decided by {who}, {day}.",
}
_FRENCH = {
    "lead": "{answers} réponses · {whom} · appel du {day}",
    "method": "Comment lire ce document",
    "masked": "Les noms et les coordonnées sont masqués dans la mesure où ils se reconnaissent ; "
    "ce n'est jamais parfait. Les thèmes sont trouvés par une machine : une entrée en matière, pas "
    "un verdict.",
    "small": "Les groupes de moins de {least} personnes ne sont pas montrés, ni seuls ni par "
    "soustraction. Une part n'est donnée qu'avec son intervalle, et là où l'échantillon le permet.",
    "themes": "Ce qui a été dit",
    "minority": "dit par peu",
    "by group": "Par {kind}",
    "theme": "Thème",
    "others": "tous les autres",
    "none": "hors des thèmes",
    "dot": "· n'est pas montré : trop peu de personnes, ou un autre chiffre s'en déduirait.",
    "few": "Dit par peu",
    "tensions": "Ce qui tire en sens contraire",
    "words en": "Les mots qui nous distinguent, en anglais",
    "words fr": "Les mots qui nous distinguent, en français",
    "word": "Mot",
    "in answers": "Dans les réponses",
    "on record": "Au registre",
    "gap unsaid": "Dans la raison d'être actuelle, et que personne n'a dit",
    "gap missing": "Dit, et absent de la raison d'être actuelle",
    "sentences": "Phrases soumises au vote",
    "borne": "portée par {part} réponses sur {whole}",
    "unsaid": "mots que personne n'a dits : {words}",
    "votes": "{part} voix sur {whole}",
    "model": "formulée par {model}",
    "outcome": "Ce qui a été décidé",
    "decided": "{words} – décidé par {who}, le {day}.",
}
