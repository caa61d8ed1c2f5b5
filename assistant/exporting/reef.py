"""An activation brief in plain sections: for whoever asks an ally, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.exporting.sections import Block, Manner, Section, Told
from assistant.phrasing import moment
from assistant.reef.brief import Brief
from assistant.reef.texts import say
from assistant.reef.values import Saying


def tell_ask(brief: Brief) -> Told:
    """The brief for the file. What the ally disputes stands beside what they share."""
    text = _Words(brief.language)
    own = say(brief.language)
    shares = _said(brief.shares, text) or [Block(own("brief shares unknown"), Manner.SMALL)]
    known = [one for one in brief.elsewhere if one.stance.value == "disputes"]
    disputes = _said(brief.disputes, text)
    if not disputes and known:
        disputes = [Block(text("elsewhere"), Manner.SMALL), *_said(known, text)]
    disputes = disputes or [Block(own("brief disputes unknown"), Manner.STRONG)]
    facts = [
        Block(f"{text.quote(one.words)} {one.who}, {text.day(one.date)} – {one.title}")
        for one in brief.facts
    ]
    ties = (
        [Block(own("brief ties"))]
        + [Block(f"– {own(f'bond {one.bond}')} : {one.words}") for one in brief.ties]
        if brief.ties
        else [Block(own("brief no ties"))]
    )
    sections = (
        Section(text("ask"), blocks=(Block(brief.ask, Manner.SAY), *_small(brief.phrased))),
        Section(text("consent"), (brief.consent_said,)),
        Section(text("disputes"), blocks=tuple(disputes)),
        Section(text("shares"), blocks=tuple(shares)),
        Section(text("facts"), blocks=tuple(facts) or (Block(own("brief no facts")),)),
        Section(text("ties"), blocks=tuple(ties)),
        Section(text("contact"), (_contact(brief, text),)),
        Section(text("declines"), blocks=(Block(brief.declines, Manner.SAY),)),
        Section(text("free"), (brief.free,)),
    )
    title = text("title", name=brief.name)
    lead = text("lead", community=brief.community, day=text.day(brief.day), by=brief.by)
    lead = f"{lead}\n{brief.who}" if brief.who else lead
    about = Section(text("about"), (brief.about,))
    return Told(title, brief.language, text("banner"), (about, *sections), lead, dense=True)


def _said(sayings: Sequence[Saying], text: _Words) -> list[Block]:
    blocks = []
    for one in sayings:
        blocks.append(Block(text.quote(one.words), Manner.SAID))
        blocks.append(
            Block(f"{text.day(one.date)} · {one.source or one.document_id}", Manner.SMALL)
        )
    return blocks


def _contact(brief: Brief, text: _Words) -> str:
    last = brief.contact
    if last is None:
        return text("never")
    kind = text("crisis") if last.crisis else text("ordinary")
    told = text("last", day=text.day(last.date), about=last.about, kind=kind, by=last.by)
    return f"{told} {say(brief.language)('brief crises')}" if brief.only_in_crises else told


def _small(words: str) -> tuple[Block, ...]:
    return (Block(words, Manner.SMALL),) if words else ()


class _Words:
    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return _SAID[key][self.language == "fr"].format(**values)

    def quote(self, words: str) -> str:
        return f"«\u00a0{words}\u00a0»" if self.language == "fr" else f"“{words}”"

    def day(self, date: str | None) -> str:
        return moment(date, self.language, exact=True) if date else self("undated")


_SAID = {
    "undated": ("undated", "sans date"),
    "title": ("To ask {name}", "Solliciter {name}"),
    "banner": ("For whoever asks; not to be passed on", "Pour qui demande ; à ne pas transmettre"),
    "lead": ("{community} · {day} · prepared by {by}", "{community} · {day} · préparé par {by}"),
    "about": ("About", "Sujet"),
    "ask": ("The ask", "La demande"),
    "consent": ("Consent to be cited", "Consentement à être cité"),
    "disputes": ("What they dispute", "Ce qu'ils contestent"),
    "elsewhere": ("Nothing on this; on other things:", "Rien là-dessus ; sur d'autres sujets :"),
    "shares": ("What they said that we share", "Ce qu'ils ont dit et que nous partageons"),
    "facts": ("Facts for them to check", "Les faits qu'ils peuvent vérifier"),
    "ties": ("Ties to be told", "Les liens à dire"),
    "contact": ("Last contact", "Dernier contact"),
    "never": ("None is noted.", "Aucun n'est noté."),
    "last": ("{day}, {kind}: {about} ({by}).", "{day}, {kind} : {about} ({by})."),
    "crisis": ("in a crisis", "en temps de crise"),
    "ordinary": ("in ordinary times", "en temps ordinaire"),
    "declines": ("If they decline", "S'ils refusent"),
    "free": ("What is not asked", "Ce qui n'est pas demandé"),
}
