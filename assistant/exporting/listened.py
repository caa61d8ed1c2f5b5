"""Themes, and a read-out of both sides of one, in plain sections: posts quoted masked, unnamed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from assistant.exporting.masking import mask
from assistant.exporting.sections import Block, Manner, Section, Told
from assistant.listening.gathered import Gathered, ThemeListed, ThemeShown
from assistant.listening.values import Heard
from assistant.phrasing import moment
from assistant.themes.values import Consensus, Coverage, Line, Polarisation

VOICES = 3
"""Posts that are quoted of a theme."""
QUOTES = 4
LONGEST = 600
"""Characters of a post that are quoted."""


def tell_themes(
    found: Gathered,
    opened: Callable[[ThemeListed], ThemeShown],
    title: str,
    language: str = "en",
    keep: Collection[str] = (),
) -> Told:
    """All themes of an inbox for the file, largest first; ``opened`` opens one, ``title`` is the
    brand's, ``keep`` are its own accounts, which are not masked."""
    text = _Words(language, keep)
    rows = [(text("theme"), text("posts"), text("waiting"), text("record"))]
    for one in found.themes:
        told = (one.theme.name, str(len(one.theme)), str(one.open_posts))
        rows.append((*told, _covered(one.coverage, text)))
    sections = [
        Section(text("method"), (text("masked"), text("machine"))),
        Section(text("themes"), table=tuple(rows), widths=(5, 2, 2, 6)),
        *(_theme(opened(one), text) for one in found.themes),
    ]
    day = (found.gathered_at or "")[:10]
    lead = text("lead", day=text.day(day or None), unsorted=found.unsorted, since=found.since)
    return Told(text("title", brand=title), text.language, None, tuple(sections), lead)


def _theme(shown: ThemeShown, text: _Words) -> Section:
    one = shown.listed
    span = ""
    if one.first is not None and one.last is not None:
        span = text("span", first=text.day(one.first), last=text.day(one.last))
    facts = [text("count", count=len(one.theme)), span, _covered(one.coverage, text)]
    rows = [(text(f"from {shown.unit}"), text("posts"))] if shown.volume else []
    rows += [(text.day(each.start.isoformat()), str(each.voices)) for each in shown.volume]
    blocks = [Block(text.quote(each.text), Manner.SAID) for each in shown.representatives[:VOICES]]
    return Section(
        one.theme.name,
        (" · ".join(fact for fact in facts if fact),),
        table=tuple(rows),
        blocks=tuple(blocks),
        widths=(3, 1),
    )


def _covered(told: Coverage | None, text: _Words) -> str:
    if told is None or not told.asked:
        return text("unasked")
    if told.silent:
        return text("silent", asked=told.asked)
    return text("covered", answered=told.answered, asked=told.asked, spoken=told.spoken)


def tell_consensus(
    found: Consensus,
    name: str,
    posts: Mapping[str, Heard],
    language: str = "en",
    keep: Collection[str] = (),
) -> Told:
    """What both sides of the theme called ``name`` grant and contest, for the file; ``posts`` are
    those behind its lines, by id."""
    text = _Words(language, keep)
    sections = [Section(text("method"), (text("masked"), text("machine"), *found.notes))]
    for group in ("granted", "contested", "irreconcilable"):
        lines: Sequence[Line] = getattr(found, group)
        sections.append(Section(text(group), blocks=tuple(_lines(lines, posts, text))))
    strongest = (found.strongest,) if found.strongest is not None else ()
    sections.append(Section(text("strongest"), blocks=tuple(_lines(strongest, posts, text))))
    sections.append(Section(text("bridge"), blocks=tuple(_bridge(found, text))))
    if apart := _apart(found.polarisation, text):
        sections.append(Section(text("apart"), (apart,)))
    kept = tuple(one for one in sections if one.paragraphs or one.blocks)
    lead = text("sample", voices=found.voices, authors=found.authors)
    return Told(text("sides", theme=name), text.language, None, kept, lead)


def _lines(lines: Sequence[Line], posts: Mapping[str, Heard], text: _Words) -> Iterator[Block]:
    for line in lines:
        yield Block(text.masked(line.text), Manner.STRONG)
        for identity, words in line.quotes[:QUOTES]:
            yield Block(text.quote(words), Manner.SAID)
            if (heard := posts.get(identity)) is not None:
                yield Block(f"{text.day(heard.at)} · {heard.channel}", Manner.SMALL)
        yield Block(text("behind", count=len(line.voices)), Manner.SMALL)


def _bridge(found: Consensus, text: _Words) -> Iterator[Block]:
    if found.bridge is None:
        yield Block(found.unbridged)
        return
    yield Block(found.bridge.text, Manner.SAY)
    for one in found.bridge.cited:
        yield Block(f"{text.marked(one.words)} ({one.source})", Manner.SMALL)


def _apart(told: Polarisation | None, text: _Words) -> str:
    # As on the page: a number without an interval is one that the sample does not bear.
    if told is None or told.low is None or told.high is None:
        return ""
    value, low, high = (text.decimal(one) for one in (told.value, told.low, told.high))
    return text("distance", value=value, low=low, high=high, voices=told.voices)


class _Words:
    """What the documents say, in one language."""

    def __init__(self, language: str, keep: Collection[str]) -> None:
        self.language = "fr" if language == "fr" else "en"
        self._keep = keep

    def __call__(self, key: str, **values: object) -> str:
        return _SAID[key][self.language == "fr"].format(**values)

    def day(self, date: str | None) -> str:
        return moment(date[:10], self.language, exact=True) if date else self("undated")

    def decimal(self, value: float) -> str:
        told = f"{value:.2f}"
        return told.replace(".", ",") if self.language == "fr" else told

    def masked(self, words: str) -> str:
        return mask(words, self.language, self._keep)

    def marked(self, words: str) -> str:
        return f"«\u00a0{words}\u00a0»" if self.language == "fr" else f"“{words}”"

    def quote(self, words: str) -> str:
        """Somebody's words on one line, masked, between quotation marks."""
        said = " ".join(words.split())
        cut = said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0] + "…"
        return self.marked(self.masked(cut))


_SAID = {
    "title": ("What is said about {brand}: themes", "Ce qui se dit de {brand}\u00a0: les thèmes"),
    "lead": (
        "Found on {day} · {unsorted} posts fit in no theme · {since} came in since",
        "Relevé du {day} · {unsorted} messages n'entrent dans aucun thème · {since} arrivés depuis",
    ),
    "method": ("How to read this", "Comment lire ce document"),
    "masked": (
        "Posts are quoted without their authors; accounts, telephone numbers and the like are "
        "masked as far as they can be recognised. That is no anonymisation.",
        "Les messages sont cités sans leurs auteurs\u00a0; comptes, numéros de téléphone et autres "
        "coordonnées sont masqués dans la mesure où ils se reconnaissent. Ce n'est pas une "
        "anonymisation.",
    ),
    "machine": (
        "Themes and sides are found by a machine: a way into the posts, and no verdict.",
        "Les thèmes et les côtés sont trouvés par une machine\u00a0: une entrée dans les messages, "
        "pas un verdict.",
    ),
    "themes": ("The themes", "Les thèmes"),
    "theme": ("Theme", "Thème"),
    "posts": ("Posts", "Messages"),
    "waiting": ("Still to do", "À traiter"),
    "record": ("On record", "Au registre"),
    "count": ("{count} posts", "{count} messages"),
    "span": ("{first} to {last}", "du {first} au {last}"),
    "from day": ("Day", "Jour"),
    "from week": ("Week from", "Semaine du"),
    "from month": ("Month from", "Mois à partir du"),
    "undated": ("undated", "sans date"),
    "unasked": ("the record was not asked", "le registre n'a pas été interrogé"),
    "silent": (
        "nothing on record for the {asked} put to it",
        "rien au registre pour les {asked} qui lui ont été soumis",
    ),
    "covered": (
        "the record answers {answered} of {asked}, speaks of {spoken} more",
        "le registre répond à {answered} messages sur {asked}, parle du sujet de {spoken} autres",
    ),
    "sides": ("Both sides of “{theme}”", "Les deux côtés de «\u00a0{theme}\u00a0»"),
    "sample": (
        "From {voices} posts (known authors: {authors})",
        "D'après {voices} messages (auteurs connus\u00a0: {authors})",
    ),
    "granted": ("Granted by both", "Accordé par les deux"),
    "contested": ("Contested", "Contesté"),
    "irreconcilable": ("Not to be reconciled by words", "Inconciliable par des mots"),
    "strongest": (
        "The critic's strongest legitimate point",
        "L'argument légitime le plus fort de la critique",
    ),
    "bridge": ("A sentence for both, from the record", "Une phrase pour tous, tirée du registre"),
    "behind": ("Posts behind it: {count}", "Messages derrière\u00a0: {count}"),
    "apart": ("How far apart they are", "La distance entre eux"),
    "distance": (
        "{value} (95 %: {low} to {high}), from 0, all alike, to 1, two equal camps at the ends; "
        "by {voices} posts that take a side.",
        "{value} (95\u00a0%\u00a0: de {low} à {high}), de 0, tous d'accord, à 1, deux camps égaux "
        "aux extrêmes\u00a0; d'après {voices} messages qui prennent parti.",
    ),
}
