"""What a draft's own words do to it: the headline, the accusation denied, the offer, the way out.

Regret and a step help; offering money in public feeds a storm (Herhausen and others 2019), and
"write to us" helps only with a concrete step (Einwiller and Steilen 2015).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks import Context
from assistant.checks.exposure.lines import LANGUAGES, NAME, Line, families, pattern, quote
from assistant.model import Draft, Finding, Severity
from knowledge.cleaning import flat

LONGEST_HEADLINE = 30
"""Words of a line that may be quoted as a headline; of a boast, two thirds of it."""

# The kinds of line, the worst first, each with its gravity and why it works badly.
_HEADLINES = {
    "denial": (
        Severity.WARN,
        "A flat denial is what gets quoted. Say what is true, with its source, instead of what is "
        "not.",
        "C'est le démenti que l'on citera. Dites plutôt ce qui est vrai, avec sa source.",
    ),
    "hedged": (
        Severity.WARN,
        "A denial that hedges reads as something to hide. Say what is known and what is being "
        "checked.",
        "Un démenti qui se couvre donne l'air de cacher. Dites ce qui est su, et ce qui est en "
        "cours de vérification.",
    ),
    "defensive": (
        Severity.WARN,
        "It puts the fault on the person, or on the rules. Say what you do about it.",
        "Elle renvoie la faute à la personne, ou aux règles. Dites ce que vous faites.",
    ),
    "absolute": (
        Severity.NOTE,
        "One counter-example is enough against it. Give the fact, its scope and its year.",
        "Un seul contre-exemple suffit. Donnez le fait, son périmètre et son année.",
    ),
    "superlative": (
        Severity.NOTE,
        "Praise of oneself, under a complaint. Give the fact that it rests on.",
        "Un éloge de soi, sous un reproche. Donnez le fait sur lequel il repose.",
    ),
}
_WORDS = {
    "headline": (
        "Read this line alone, as a headline: {line} {why}",
        "Lisez cette phrase seule, comme un titre : {line} {why}",
    ),
    "denied": (
        "{words} takes up the critic's word to deny it, and it is the word that stays. Say what is "
        "true without it.",
        "{words} reprend le mot de la critique pour le nier, et c'est le mot qui reste. Dites ce "
        "qui est vrai sans lui.",
    ),
    "compensation": (
        "{words} offers compensation in public, which invites others to ask and looks like buying "
        "silence. Settle it with the person directly.",
        "{words} offre une compensation en public : d'autres la demanderont, et cela ressemble à "
        "l'achat d'un silence. Réglez-le directement avec la personne.",
    ),
    "contact": (
        "{words} leaves the person without a concrete step. Say what to send and where, who "
        "answers, and by when.",
        "{words} laisse la personne sans étape concrète. Dites quoi envoyer et où, qui répond, et "
        "pour quand.",
    ),
}
# Proposals are words of the draft, so in its language.
_PROPOSED = {
    "compensation": (
        "We want to put this right with you: [first name] will write to you in private by [day].",
        "Nous voulons régler cela avec vous : [prénom] vous écrira en privé d'ici [jour].",
    ),
    "contact": (
        "Send us a private message with [your order number]: [first name] will answer you by "
        "[day and hour].",
        "Envoyez-nous un message privé avec [votre numéro de commande] : [prénom] vous répondra "
        "d'ici [jour et heure].",
    ),
}


def look(draft: Draft, written: Sequence[Line], context: Context) -> list[Finding]:
    """What is found, the accusation that is denied before the headline."""
    denied = list(_denied(draft, written, context))
    return [
        *denied,
        *_headline(draft, written, context, {found.start for found in denied}),
        *_compensation(draft, written, context),
        *_contact(draft, written, context),
    ]


def _find(kind: str, severity: Severity, span: tuple[int, int], **told: str) -> Finding:
    french = told.pop("locale") == "fr"
    language = told.pop("language")
    message = _WORDS[kind][french].format(**told)
    proposed = _PROPOSED.get(kind)
    proposal = proposed[language == "fr"] if proposed else None
    return Finding(NAME, severity, message, *span, proposal=proposal)


# --- the critic's word, denied ----------------------------------------------------------------


def _denied(draft: Draft, written: Sequence[Line], context: Context) -> Iterator[Finding]:
    """The hostile words of the post that a line of the draft denies, each family once."""
    post = flat(context.post.text) if context.answers else None
    french = context.locale == "fr"
    for family in families():
        if post is not None and not family.search(post):
            continue
        for line in written:
            for match in family.finditer(line.plain):
                before = line.plain[: match.start()]
                start = _denial(before, draft.language)
                if start is None:
                    continue
                span = (line.start + start, line.start + match.end())
                words = quote(draft.text[slice(*span)], french)
                told = {"locale": context.locale, "language": draft.language, "words": words}
                yield _find("denied", Severity.WARN, span, **told)
                break
            else:
                continue
            break


def _denial(before: str, language: str) -> int | None:
    for code in (language,) if language in LANGUAGES else LANGUAGES:
        if match := pattern("hostile.denied", code).search(before):
            return match.start()
    return None


# --- the headline -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Headline:
    """A line that would be quoted alone: how gravely it works, and why it works badly."""

    line: Line
    kind: str
    severity: Severity
    why: str

    def worst_first(self) -> tuple[int, int]:
        """What headlines are put in order by: the worst kind, then the shortest."""
        return list(_HEADLINES).index(self.kind), len(self.line.words)


def headlines(written: Sequence[Line], language: str, locale: str) -> list[Headline]:
    """The lines that would be quoted alone, the worst first, each for the worst there is to it."""
    found: dict[int, Headline] = {}
    for line in written:
        for kind in _kinds(line, language):
            severity, *why = _HEADLINES[kind]
            found.setdefault(line.start, Headline(line, kind, severity, why[locale == "fr"]))
    return sorted(found.values(), key=Headline.worst_first)


def _headline(
    draft: Draft, written: Sequence[Line], context: Context, taken: set[int]
) -> Iterator[Finding]:
    """The one line that would be quoted alone."""
    left = [one for one in written if not any(one.start <= at < one.end for at in taken)]
    for worst in headlines(left, draft.language, context.locale)[:1]:
        line = quote(worst.line.words.strip(), context.locale == "fr")
        told = {"locale": context.locale, "language": draft.language, "line": line}
        span = (worst.line.start, worst.line.end)
        yield _find("headline", worst.severity, span, why=worst.why, **told)


def _kinds(line: Line, language: str) -> Iterator[str]:
    words = len(line.words.split())
    bare = pattern("usual", language).sub(" ", line.plain)
    for kind, (severity, *_) in _HEADLINES.items():
        grave = severity is Severity.WARN
        # What is quoted from the record was said already: only a boast is worth a second look.
        if (line.quoted and kind != "superlative") or words > LONGEST_HEADLINE * (
            1.0 if grave else 2 / 3
        ):
            continue
        if pattern(kind, language).search(line.plain if grave else bare):
            yield kind


# --- compensation, and the way out ------------------------------------------------------------


def _compensation(draft: Draft, written: Sequence[Line], context: Context) -> Iterator[Finding]:
    for line in written:
        match = pattern("compensation", draft.language).search(line.plain)
        if match is None or line.quoted:
            continue
        if pattern("compensation.refused", draft.language).search(
            _clause(line.plain, *match.span())
        ):
            continue
        span = (line.start + match.start(), line.start + match.end())
        words = quote(draft.text[slice(*span)], context.locale == "fr")
        told = {"locale": context.locale, "language": draft.language, "words": words}
        yield _find("compensation", Severity.WARN, span, **told)
        return


def _clause(plain: str, start: int, end: int) -> str:
    """The words around a place, up to the commas and dashes that set them apart."""
    begins = max((m.end() for m in re.finditer(r"[,;:–—]\s", plain[:start])), default=0)
    stop = re.compile(r"[,;:–—]\s").search(plain, end)
    return plain[begins : stop.start() if stop else len(plain)]


def _contact(draft: Draft, written: Sequence[Line], context: Context) -> Iterator[Finding]:
    """The first line that says "write to us", where the draft names no step at all."""
    asked = [
        (line, match)
        for line in written
        if (match := pattern("contact", draft.language).search(line.plain))
        and not pattern("contact.idle", draft.language).search(line.plain)
    ]
    if not asked or _concrete(draft, " ".join(line.plain for line in written)):
        return
    line, match = asked[0]
    span = (line.start + match.start(), line.start + match.end())
    words = quote(draft.text[slice(*span)], context.locale == "fr")
    told = {"locale": context.locale, "language": draft.language, "words": words}
    yield _find("contact", Severity.WARN, span, **told)


def _concrete(draft: Draft, plain: str) -> bool:
    """Whether it says where to the letter, what to send, by when, or who answers by name."""
    return bool(
        pattern("contact.where").search(draft.text)
        or pattern("contact.what", draft.language).search(plain)
        or pattern("contact.when", draft.language).search(plain)
        or pattern("named.who").search(draft.text.rstrip())
    )
