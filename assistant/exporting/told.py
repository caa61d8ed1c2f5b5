"""A dossier in plain sections.

Everything in it is text. What outsiders wrote is masked; what was approved stands to the letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.exporting.masking import mask
from assistant.exporting.sections import Section, Told
from assistant.review import Decided, Dossier, State, Version
from assistant.review.comparing import compare
from knowledge.model import Passage

_PASSED = (State.APPROVED, State.SENT, State.WITHDRAWN)


def tell(
    dossier: Dossier,
    passages: Mapping[str, Passage],
    language: str = "en",
    keep: Sequence[str] = (),
) -> Told:
    """``dossier`` for the file. ``passages`` are those its sentences rest on, by id; ``keep`` are
    the brand's own handles, which are not masked."""
    text = _Words("fr" if language == "fr" else "en")
    approved = dossier.state in _PASSED and bool(dossier.approvals)
    banner = None if approved else text("not approved", state=text(dossier.state.value))
    current = dossier.current
    sections = [
        _post(dossier, text, keep),
        Section(
            text("the text"),
            (
                text("version", number=current.number, who=current.author, at=_at(current.at)),
                text("digest", digest=current.digest),
            ),
            quoted=current.text,
        ),
        _sentences(current, passages, text),
        _decisions(dossier.decisions, text),
        _findings(dossier, text),
        _changes(dossier.versions, text),
        _comments(dossier, text),
        _made(current, text),
    ]
    title = text("title", brand=dossier.brand, identity=dossier.id[:8])
    kept = tuple(one for one in sections if one is not None)
    return Told(title, text.language, banner, kept)


def _post(dossier: Dossier, text: _Words, keep: Sequence[str]) -> Section:
    post = dossier.post
    if post is None:
        return Section(text("the post"), (text("erased"),))
    lines = [text("platform", platform=post.platform)]
    if post.time:
        lines.append(post.time)
    if dossier.url:
        lines.append(text("published", url=dossier.url))
    return Section(text("the post"), tuple(lines), quoted=mask(post.text, text.language, keep))


def _sentences(current: Version, passages: Mapping[str, Passage], text: _Words) -> Section:
    rows = [(text("sentence"), text("standing"), text("source"))]
    for one in current.examined.sentences:
        cited = [_source(c, passages, text) for c in one.get("cites", ())]
        rows.append((str(one["text"]), str(one["standing"]), "\n".join(cited) or "–"))
    note = text("record", revision=current.examined.record)
    return Section(text("sentences"), (note,), table=tuple(rows))


def _source(cited: Mapping[str, str], passages: Mapping[str, Passage], text: _Words) -> str:
    passage = passages.get(str(cited["passage"]))
    if passage is None:
        return text("gone", words=cited["words"])
    told = (passage.speaker, passage.date or text("undated"), passage.title, passage.url)
    return f"“{cited['words']}” ({', '.join(t for t in told if t)})"


def _decisions(decided: Sequence[Decided], text: _Words) -> Section | None:
    if not decided:
        return None
    header = ("when", "who", "decision", "number", "reason")
    rows = [tuple(text(name) for name in header)]
    rows += [
        (_at(d.at), d.person, text(d.act.value), str(d.version), d.reason or "–") for d in decided
    ]
    return Section(text("decisions"), table=tuple(rows))


def _findings(dossier: Dossier, text: _Words) -> Section | None:
    last = dossier.decisions[-1] if dossier.decisions else None
    examined = last.examined if last is not None else dossier.current.examined
    overrides = last.overrides if last is not None else {}
    if not examined.findings:
        return None
    rows = [(text("weight"), text("finding"), text("override"))]
    rows += [
        (text(one.severity), one.message, overrides.get(one.key, "–")) for one in examined.findings
    ]
    return Section(text("findings"), table=tuple(rows))


def _changes(versions: Sequence[Version], text: _Words) -> Section | None:
    lines = []
    for before, after in pairwise(versions):
        runs = compare(before.text, after.text)
        told = [
            f"[{'−' if run.kind == 'gone' else '+'} {run.words.strip()}]"
            for run in runs
            if run.kind != "same" and run.words.strip()
        ]
        lines.append(f"{before.number} → {after.number}: {' '.join(told) or '–'}")
    return Section(text("changes"), tuple(lines)) if lines else None


def _comments(dossier: Dossier, text: _Words) -> Section | None:
    rows = [tuple(text(name) for name in ("when", "who", "number", "words"))]
    rows += [(_at(c.at), c.person, str(c.version), c.words) for c in dossier.comments]
    return Section(text("comments"), table=tuple(rows)) if len(rows) > 1 else None


def _made(current: Version, text: _Words) -> Section:
    made = current.made
    lines = [text(f"made {made.by}", model=made.model or "?")]
    lines += [f"{name}: {digest}" for name, digest in made.prompts.items()]
    if made.settings:
        lines.append(text("settings", digest=made.settings))
    return Section(text("made"), tuple(lines))


def _at(at: str) -> str:
    return at[:16].replace("T", " ") + " UTC"


class _Words:
    """What the documents say, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = _FRENCH if language == "fr" else _ENGLISH

    def __call__(self, key: str, **values: object) -> str:
        return self._words[key].format(**values)


_ENGLISH = {
    "title": "{brand}: reply {identity}",
    "not approved": "NOT APPROVED ({state})",
    "draft": "draft",
    "in review": "in review",
    "changes asked": "changes asked",
    "approved": "approved",
    "rejected": "rejected",
    "declined": "not to be answered",
    "sent": "sent",
    "withdrawn": "withdrawn",
    "the post": "The post (personal data masked)",
    "erased": "The post was erased.",
    "platform": "Platform: {platform}",
    "published": "Published at: {url}",
    "the text": "The exact text",
    "version": "Version {number} by {who}, {at}",
    "digest": "SHA-256: {digest}",
    "sentences": "What each sentence rests on",
    "record": "As the record stood: {revision}",
    "sentence": "Sentence",
    "standing": "Standing",
    "source": "Source",
    "gone": "“{words}” (no longer on record)",
    "undated": "undated",
    "decisions": "Decisions",
    "when": "When",
    "who": "Who",
    "decision": "Decision",
    "number": "Version",
    "reason": "Reason",
    "findings": "What was found",
    "weight": "Weight",
    "finding": "Finding",
    "override": "Overridden because",
    "block": "blocks",
    "warn": "to check",
    "note": "note",
    "changes": "What changed between versions",
    "comments": "Comments",
    "words": "Words",
    "made": "How the text was made",
    "made person": "Written by a person.",
    "made record": "Composed from the record, without a chat model.",
    "made model": "Written by {model}.",
    "settings": "Settings: {digest}",
}
_FRENCH = {
    "title": "{brand} : réponse {identity}",
    "not approved": "NON APPROUVÉE ({state})",
    "draft": "brouillon",
    "in review": "en relecture",
    "changes asked": "à reprendre",
    "approved": "approuvée",
    "rejected": "refusée",
    "declined": "sans réponse, par choix",
    "sent": "envoyée",
    "withdrawn": "retirée",
    "the post": "Le message (données personnelles masquées)",
    "erased": "Le message a été effacé.",
    "platform": "Plateforme : {platform}",
    "published": "Publiée : {url}",
    "the text": "Le texte exact",
    "version": "Version {number} de {who}, {at}",
    "digest": "SHA-256 : {digest}",
    "sentences": "Sur quoi repose chaque phrase",
    "record": "Le registre dans son état : {revision}",
    "sentence": "Phrase",
    "standing": "Statut",
    "source": "Source",
    "gone": "« {words} » (plus au registre)",
    "undated": "sans date",
    "decisions": "Décisions",
    "when": "Quand",
    "who": "Qui",
    "decision": "Décision",
    "number": "Version",
    "reason": "Motif",
    "findings": "Ce qui a été relevé",
    "weight": "Poids",
    "finding": "Constat",
    "override": "Passé outre parce que",
    "block": "fait obstacle",
    "warn": "à vérifier",
    "note": "note",
    "changes": "Ce qui a changé d'une version à l'autre",
    "comments": "Commentaires",
    "words": "Propos",
    "made": "Comment ce texte a été fait",
    "made person": "Écrit par une personne.",
    "made record": "Composé à partir du registre, sans modèle de langage.",
    "made model": "Rédigé par {model}.",
    "settings": "Réglages : {digest}",
}
