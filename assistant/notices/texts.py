"""What a notice says, in English and in French."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.notices.values import Kind, Told

TEXTS: Mapping[str, tuple[str, str]] = {
    Kind.SUBMITTED: (
        "{by} submitted a reply: it waits for a reviewer.",
        "{by} a soumis une réponse\u00a0: elle attend une relecture.",
    ),
    Kind.STEP: (
        "{by} approved a reply: it waits for another approval.",
        "{by} a approuvé une réponse\u00a0: elle attend une autre approbation.",
    ),
    Kind.ASSIGNED: (
        "{by} gave a reply to {assignee}.",
        "{by} a confié une réponse à {assignee}.",
    ),
    Kind.CHANGES: (
        "{by} asked for changes to a reply.",
        "{by} a demandé des changements à une réponse.",
    ),
    Kind.APPROVED: (
        "{by} approved a reply: it may be sent.",
        "{by} a approuvé une réponse\u00a0: elle peut partir.",
    ),
    Kind.DUE: ("A reply is due soon.", "L'échéance d'une réponse approche."),
    Kind.LATE: ("A reply is overdue.", "L'échéance d'une réponse est passée."),
    Kind.FROZEN: (
        "{by} set a freeze: nothing leaves for {brand} until it is lifted.",
        "{by} a décidé un gel\u00a0: rien ne part pour {brand} tant qu'il dure.",
    ),
    Kind.LIFTED: (
        "{by} lifted the freeze of {brand}.",
        "{by} a levé le gel de {brand}.",
    ),
    "which": (
        "Reply {reply}, version {version}, for {platform}",
        "Réponse {reply}, version {version}, pour {platform}",
    ),
    "due": ("Due: {due_at}", "Échéance\u00a0: {due_at}"),
    "where": ("Open it: {link}", "L'ouvrir\u00a0: {link}"),
    "why": (
        "What was written stays in Corail, and is read there.",
        "Ce qui est écrit reste dans Corail et s'y lit.",
    ),
}

SHOWN = 8
"""Characters of a reply's id that tell it from others."""


def say(name: str, locale: str, told: Told, **more: str | None) -> str:
    """A text of the catalogue about what is told."""
    facts = {
        "by": told.by or "",
        "brand": told.brand,
        "assignee": told.assignee or "",
        "reply": (told.reply or "")[:SHOWN],
        "version": str(told.version or ""),
        "platform": told.platform or "",
        "due_at": moment(told.due_at) if told.due_at else "",
    }
    return TEXTS[name][locale == "fr"].format(**facts | more)


def moment(at: str) -> str:
    """A time as it is read: to the minute."""
    return f"{at[:16].replace('T', ' ')} UTC"
