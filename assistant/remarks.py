"""What a person should know beside a reply: what the record lacks, what on it does not agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import conflicts
from assistant.errors import ModelFailed
from assistant.model import Draft, Reading, Wishes
from assistant.reading import language_name
from knowledge.model import Passage


def not_served(language: str, locale: str) -> str:
    """The post is in a language that Corail does not draft in."""
    name = language_name(language, locale)
    if locale == "fr":
        return (
            f"Le message est en {name}. Corail rédige en français et en anglais : choisissez "
            "la langue de la réponse, ou confiez-la à une personne qui parle cette langue."
        )
    return (
        f"The post is in {name}. Corail drafts in French and English: choose the "
        "reply's language, or hand it to someone who speaks that one."
    )


def too_long(locale: str) -> str:
    """There are quotations, and none fits the platform."""
    if locale == "fr":
        return (
            "Ce que le registre dit d'approchant tient en phrases trop longues pour "
            "cette plateforme. Lisez les passages les plus proches, ou répondez là où il y a "
            "plus de place."
        )
    return (
        "What is on record near this is said in sentences too long for this platform. Read the "
        "nearest passages, or answer where there is more room."
    )


def missing(reading: Reading, nearest: Sequence[Passage], locale: str) -> str:
    """What the record does not answer, whom to ask, what to do next."""
    french = locale == "fr"
    if not nearest:
        return (
            "Rien au registre. Ajoutez les documents et déclarations de la marque avant de "
            "répondre (corail ingest)."
            if french
            else "Nothing is on record. Add the brand's documents and statements before "
            "answering (corail ingest)."
        )
    said = [a.text[:120] for a in reading.allegations[:2]]
    about = "; ".join(f"«\u00a0{text}\u00a0»" if french else f"“{text}”" for text in said)
    owners = sorted({p.access.owner for p in nearest[:5] if p.access.owner})
    whom = ", ".join(owners)
    if french:
        suite = f" À voir avec : {whom}." if whom else " À confier à qui connaît le sujet."
        return (
            f"Rien au registre ne répond à {about or 'ce message'}.{suite} Une fois la "
            "position arrêtée, ajoutez-la, datée (corail ingest)."
        )
    follow = f" Ask: {whom}." if whom else " Ask whoever knows the subject."
    return (
        f"Nothing on record answers {about or 'this post'}.{follow} Once the position is "
        "settled, add it, dated (corail ingest)."
    )


def on_record(passages: Sequence[Passage], locale: str) -> tuple[str, ...]:
    """What to know of ``passages``: figures that do not agree, and what was superseded."""
    notes = []
    for conflict in conflicts.find(passages)[:2]:
        older, newer = conflict.older.date, conflict.newer.date
        notes.append(
            f"À vérifier, deux chiffres au registre : «\u00a0{conflict.older_words}\u00a0» "
            f"({older}) et «\u00a0{conflict.newer_words}\u00a0» ({newer}, le plus récent)."
            if locale == "fr"
            else f"Please check, two figures on record: “{conflict.older_words}” ({older}) and "
            f"“{conflict.newer_words}” ({newer}, the newest)."
        )
    old = [passage for passage in passages if passage.superseded_by is not None]
    if old:
        notes.append(
            f"Remplacé depuis, à connaître, à ne plus citer : {_titles(old, locale)}."
            if locale == "fr"
            else f"Superseded since, to be known and no longer quoted: {_titles(old, locale)}."
        )
    return tuple(notes)


def _titles(passages: Sequence[Passage], locale: str) -> str:
    """What superseded passages are called, each once, with its date."""
    names = (f"{p.title or p.text[:60]} ({p.date or '?'})" for p in passages)
    return ("\u00a0; " if locale == "fr" else "; ").join(dict.fromkeys(names))


def fell_back(failure: ModelFailed, locale: str) -> str:
    """Why the chat model did not write, and what stands in its place."""
    instead = (
        "Ces réponses sont composées à partir du registre."
        if locale == "fr"
        else "These drafts are composed from the record instead."
    )
    return f"{failure.told(locale)} {instead}"


def on_model(failures: Sequence[ModelFailed], locale: str) -> list[str]:
    """Which of the drafts a chat model did not write, and why."""
    french = locale == "fr"
    if not failures:
        return []
    some = (
        "Une des réponses manque"
        if french and len(failures) == 1
        else f"{len(failures)} réponses manquent"
        if french
        else "One draft is missing"
        if len(failures) == 1
        else f"{len(failures)} drafts are missing"
    )
    return [f"{some}{' : ' if french else ': '}{failures[0].told(locale)}"]


def doubting(drafts: Sequence[Draft], loosely: str | None) -> list[Draft]:
    """The drafts; those that quote, with the doubt whether what they quote answers."""
    if loosely is None:
        return list(drafts)
    return [
        replace(draft, note=" ".join(filter(None, (loosely, draft.note))))
        if any(sentence.citations for sentence in draft.sentences)
        else draft
        for draft in drafts
    ]


def on_wishes(
    wishes: Wishes,
    wished: Collection[str] | None,
    idle: Sequence[str],
    drafts: Sequence[Draft],
    locale: str,
) -> list[str]:
    """Which wishes the record, or the platform, does not allow.

    ``wished`` are the passages found for what was to be mentioned, ``None`` where nothing was;
    ``idle`` is what was to be left out and is in nothing that was found.
    """
    french = locale == "fr"
    told = [
        f"Rien de ce qui a été trouvé ne touche à « {words} »."
        if french
        else f"Nothing that was found has to do with “{words}”."
        for words in idle
    ]
    cited = {c.passage_id for d in drafts for s in d.sentences for c in s.citations}
    if wished and cited.isdisjoint(wished):
        told.append(
            f"Ce que le registre dit sur « {wishes.mention} » ne tient pas ici à côté de la "
            "réponse : demandez-le sur une plateforme moins brève, ou retirez l'autre citation."
            if french
            else f"What the record says on “{wishes.mention}” does not fit here beside the answer: "
            "ask for a platform with more room, or leave the other quotation out."
        )
    elif wished is not None and not wished:
        told.append(
            f"Le registre ne dit rien qui se cite sur « {wishes.mention} »."
            if french
            else f"The record has nothing to quote on “{wishes.mention}”."
        )
    wanted = wishes.strategy
    if wanted is not None and drafts and all(d.strategy.name != wanted for d in drafts):
        told.append(
            "Rien au registre ne permet la stratégie demandée ici : en voici d'autres."
            if french
            else "Nothing on record allows the strategy you asked for here: these are others."
        )
    return told
