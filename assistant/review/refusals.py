"""Why an act is refused, in both languages: a person reads it in that of their page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from assistant.errors import AssistantError

E = TypeVar("E", bound=AssistantError)

_SAID: Mapping[str, tuple[str, str]] = {
    "role": (
        "{who} may not do this ({act}). It takes the role: {roles}.",
        "{who} ne peut pas faire cela ({act}). Il faut le rôle\u00a0: {roles}.",
    ),
    "state": (
        "A reply that is {state} cannot be treated so ({act}). Look at it again: it has moved on.",
        "Une réponse dans l'état «\u00a0{state}\u00a0» ne peut pas être traitée ainsi ({act}). "
        "Regardez-la de nouveau\u00a0: elle a avancé.",
    ),
    "text": (
        "The text is not the one you saw: version {number} is by {who}, {at}. Read it, then "
        "decide.",
        "Le texte n'est pas celui que vous avez vu\u00a0: la version {number} est de {who}, {at}. "
        "Lisez-la, puis décidez.",
    ),
    "first": (
        "{who} acted first: {what}, {at} UTC. The reply is now {state}. Nothing of yours was done; "
        "look at it again.",
        "{who} a agi avant vous ({what}, {at} UTC). La réponse est maintenant dans l'état "
        "«\u00a0{state}\u00a0». Rien de votre côté n'a été fait\u00a0; regardez-la de nouveau.",
    ),
    "somebody first": (
        "Somebody else acted first. Look at it again.",
        "Quelqu'un d'autre a agi avant vous. Regardez-la de nouveau.",
    ),
    "altered": (
        "The text of version {number} was changed in the database since it was kept: nobody "
        "approved it as it stands. Write a further version.",
        "Le texte de la version {number} a été modifié dans la base de données depuis qu'il a été "
        "gardé\u00a0: personne ne l'a approuvé tel quel. Écrivez une autre version.",
    ),
    "empty": ("The text is empty.", "Le texte est vide."),
    "long": (
        "The text has {count} characters; at most {most} are kept.",
        "Le texte a {count} caractères\u00a0; {most} au plus sont gardés.",
    ),
    "no moment": (
        "“{given}” is no day or time. Write 2026-11-23, or 2026-11-23T18:00.",
        "«\u00a0{given}\u00a0» n'est ni un jour ni une heure. Écrivez 2026-11-23, ou "
        "2026-11-23T18:00.",
    ),
    "reason": (
        "{what} needs a reason: a few words.",
        "{what} demande un motif\u00a0: quelques mots.",
    ),
    "own text": (
        "{who} wrote this version: somebody else has to approve it.",
        "{who} a écrit cette version\u00a0: quelqu'un d'autre doit l'approuver.",
    ),
    "own step": (
        "{who} has approved this text: another person takes this step.",
        "{who} a approuvé ce texte\u00a0: une autre personne franchit cette étape.",
    ),
    "broken": (
        "The text broke off while it was written: it cannot be approved.",
        "La rédaction du texte s'est interrompue\u00a0: il ne peut pas être approuvé.",
    ),
    "stops": (
        "What stands in the way has to be resolved, or overridden with a reason: {listed}",
        "Ce qui fait obstacle doit être résolu, ou écarté avec un motif\u00a0: {listed}",
    ),
    "approvals": (
        "This exact text has {given} of the {steps} approvals that it needs.",
        "Ce texte exact a {given} des {steps} approbations qu'il lui faut.",
    ),
    "frozen": (
        "Nothing is sent for now: {who} set a freeze ({reason}).",
        "Rien ne sort pour l'instant\u00a0: {who} a tout suspendu ({reason}).",
    ),
    "frozen already": (
        "{who} has set a freeze already, {at}.",
        "{who} a déjà tout suspendu, {at}.",
    ),
    "not frozen": ("No freeze stands.", "Rien n'est suspendu."),
    "for a post": (
        "A prepared answer leaves the house as the answer to a post: use it there.",
        "Une réponse préparée sort comme réponse à un message\u00a0: utilisez-la pour l'un d'eux.",
    ),
    "one post": (
        "This is an answer to one post, not a prepared one.",
        "C'est la réponse à un message, non une réponse préparée.",
    ),
    "stops here": (
        "Something stands in the way of this text here, as of now: {listed} Take it to review as a "
        "draft for this post.",
        "Quelque chose fait obstacle à ce texte ici, à présent\u00a0: {listed} Menez-le à la "
        "relecture comme brouillon pour ce message.",
    ),
    "not sent": (
        "Only a reply that was sent can be corrected.",
        "Seule une réponse envoyée peut être rectifiée.",
    ),
    "unchanged": (
        "This is the text as it stands: nothing was changed.",
        "C'est le texte tel quel\u00a0: rien n'a été modifié.",
    ),
    "no version": (
        "There is no version {number} to comment on.",
        "Il n'y a pas de version {number} à commenter.",
    ),
    "no comment": (
        "There is no comment {number} here.",
        "Il n'y a pas ici de commentaire {number}.",
    ),
    "unseen": (
        "Open the reply again: the page does not say what you saw of it.",
        "Rouvrez la réponse\u00a0: la page ne dit pas ce que vous en avez vu.",
    ),
    "old page": (
        "This page is older than the one who serves it: load it again.",
        "Cette page est plus ancienne que le serveur\u00a0: rechargez-la.",
    ),
    "no post": ("Paste the post that it answers.", "Collez le message auquel répondre."),
    "no colleague": (
        "Nobody here is called {name}. There are: {known}.",
        "Personne ici ne s'appelle {name}. Il y a\u00a0: {known}.",
    ),
}

_IN_FRENCH = {
    # States.
    "draft": "brouillon",
    "in review": "en relecture",
    "changes asked": "à reprendre",
    "approved": "approuvée",
    "rejected": "refusée",
    "declined": "sans réponse, par choix",
    "sent": "envoyée",
    "withdrawn": "retirée",
    # Acts.
    "open": "ouvrir",
    "revise": "modifier",
    "submit": "soumettre",
    "approve": "approuver",
    "ask changes": "demander à reprendre",
    "reject": "refuser",
    "decline": "décider de ne pas répondre",
    "reopen": "reprendre",
    "send": "marquer comme publiée",
    "send unreviewed": "envoyer sans relecture",
    "take out": "copier",
    "export": "exporter",
    "withdraw": "marquer comme retirée",
    "comment": "commenter",
    "settle": "régler un commentaire",
    "assign": "confier",
    "erase": "effacer le message",
    "freeze": "tout suspendre",
    "lift": "lever la suspension",
    # Roles.
    "drafter": "rédacteur",
    "reviewer": "relecteur",
    "knowledge manager": "gestionnaire du registre",
    "administrator": "administrateur",
    # What takes a reason.
    "An override": "Passer outre",
    "A comment": "Un commentaire",
    "A decision not to answer": "La décision de ne pas répondre",
    "A freeze": "Une suspension",
    "A prepared answer": "Une réponse préparée",
    "To take a reply down": "Retirer une réponse",
    "This": "Ceci",
    # What the journal calls what was done.
    "reply opened": "ouverte",
    "reply revised": "modifiée",
    "reply submitted": "soumise",
    "reply approved": "approuvée",
    "reply rejected": "refusée",
    "reply declined": "laissée sans réponse",
    "reply reopened": "reprise",
    "reply assigned": "confiée",
    "reply sent": "envoyée",
    "reply sent unreviewed": "envoyée sans relecture",
    "reply withdrawn": "retirée",
    "comment made": "commentée",
    "comment settled": "commentaire réglé",
    "text taken out": "copiée",
    "post erased": "message effacé",
    "nobody where people sign in": "personne, là où l'on se connecte",
}


def refused(kind: type[E], key: str, **values: object) -> E:
    """An error of ``kind`` that says ``key`` in both languages.

    Names of states, acts and roles among the ``values`` are said in each language.
    """
    english, french = _SAID[key]
    return kind(
        english.format(**{name: _said(value) for name, value in values.items()}),
        french.format(**{name: _said(value, french=True) for name, value in values.items()}),
    )


def _said(value: object, *, french: bool = False) -> str:
    if isinstance(value, str):
        told = str(value)
        return _IN_FRENCH.get(told, told) if french else told
    if isinstance(value, Iterable):
        return (" ou " if french else " or ").join(_said(one, french=french) for one in value)
    return f"{value:,}" if isinstance(value, int) else str(value)
