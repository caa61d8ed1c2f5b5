"""Why something cannot be done to the record, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from assistant.errors import AssistantError

E = TypeVar("E", bound=AssistantError)

TEXTS: Mapping[str, tuple[str, str]] = {
    "role read": (
        "{who} has no role here, and the record is read by those who have one.",
        "{who} n'a aucun rôle ici, et le registre se lit avec un rôle.",
    ),
    "role keep": (
        "{who} may not change the record: that takes a knowledge manager.",
        "{who} ne peut pas modifier le registre\u00a0: il faut être gestionnaire du registre.",
    ),
    "role erase": (
        "{who} may not erase anything: that takes a knowledge manager or an administrator.",
        "{who} ne peut rien effacer\u00a0: il faut être gestionnaire du registre ou "
        "administrateur.",
    ),
    "no title": (
        "A document needs a title: it is how it is cited.",
        "Un document a besoin d'un titre\u00a0: c'est par lui qu'on le cite.",
    ),
    "no fact": (
        "{names} cannot be edited here. What can: {known}.",
        "On ne peut pas modifier ici\u00a0: {names}. Ce qu'on peut\u00a0: {known}.",
    ),
    "no kind": (
        "{value!r} is no kind of document. There are: {known}.",
        "{value!r} n'est pas un type de document. Il y a\u00a0: {known}.",
    ),
    "no visibility": (
        "{value!r} does not say who may see it. There are: {known}.",
        "{value!r} ne dit pas qui peut le voir. Il y a\u00a0: {known}.",
    ),
    "no date": (
        "{value!r} is not a date. Give a year, a month or a day: 2023, 2023-05 or 2023-05-10.",
        "{value!r} n'est pas une date. Donnez une année, un mois ou un jour\u00a0: 2023, 2023-05 "
        "ou 2023-05-10.",
    ),
    "no day": (
        "{value!r} is not a day. Give one as 2023-05-10.",
        "{value!r} n'est pas un jour. Donnez-le ainsi\u00a0: 2023-05-10.",
    ),
    "no language": (
        "{value!r} is no language code. Give two letters: fr, en.",
        "{value!r} n'est pas un code de langue. Donnez deux lettres\u00a0: fr, en.",
    ),
    "no address": (
        "{value!r} is not a web address: it begins with https:// or http://.",
        "{value!r} n'est pas une adresse web\u00a0: elle commence par https:// ou http://.",
    ),
    "no embargo": (
        "Embargoed until when? Give the day.",
        "Sous embargo jusqu'à quand\u00a0? Donnez le jour.",
    ),
    "embargo unused": (
        "It is not under embargo: choose “embargoed”, or leave the day of the embargo empty.",
        "Il n'est pas sous embargo\u00a0: choisissez «\u00a0sous embargo\u00a0», ou laissez vide "
        "le jour de l'embargo.",
    ),
    "too long": (
        "That is too long: {name} takes {most} characters at most.",
        "C'est trop long\u00a0: «\u00a0{name}\u00a0» prend {most} caractères au plus.",
    ),
    "itself": (
        "A document cannot stand in its own place, directly or through others.",
        "Un document ne peut pas se remplacer lui-même, directement ou par d'autres.",
    ),
    "no document": (
        "There is no document {ref!r}. Give its id, as the list shows it.",
        "Il n'y a pas de document {ref!r}. Donnez son identifiant, tel que la liste le montre.",
    ),
    "removed": (
        "This document was removed. Bring it back first.",
        "Ce document a été retiré. Rétablissez-le d'abord.",
    ),
    "undo final": (
        "This cannot be undone.",
        "Ceci ne peut pas être annulé.",
    ),
    "undo undone": (
        "This was undone already.",
        "Ceci a déjà été annulé.",
    ),
    "undo changed": (
        "Something else was done since, and undoing this would undo that too. Change it by hand.",
        "Autre chose a été fait depuis, et l'annulation le déferait aussi. Modifiez-le à la main.",
    ),
    "undo gone": (
        "What it was done to has been erased.",
        "Ce sur quoi cela portait a été effacé.",
    ),
    "undo forgotten": (
        "What was there before is no longer kept.",
        "Ce qu'il y avait avant n'est plus conservé.",
    ),
    "no act": (
        "There is no such act on this record.",
        "Il n'y a pas d'acte de ce numéro sur ce registre.",
    ),
    "no speaker": (
        "Nobody is written {name!r} on record.",
        "Personne n'est écrit {name!r} au registre.",
    ),
    "same speaker": (
        "{name!r} is that name already.",
        "{name!r} est déjà ce nom.",
    ),
    "alias turned": (
        "{name!r} is already said to be {spelling!r}. Undo that first if it is the other way "
        "round.",
        "{name!r} est déjà donné pour {spelling!r}. Annulez-le d'abord si c'est l'inverse.",
    ),
    "name length": (
        "A name has 1 to 300 characters.",
        "Un nom a de 1 à 300 caractères.",
    ),
    "no proposal": (
        "This proposal is no longer there: one of its documents was erased.",
        "Cette proposition n'est plus là\u00a0: l'un de ses documents a été effacé.",
    ),
    "settled": (
        "Somebody has decided on this meanwhile.",
        "Quelqu'un en a décidé entre-temps.",
    ),
    "no text": (
        "Paste what was said.",
        "Collez ce qui a été dit.",
    ),
    "too many files": (
        "{count} files are too many at once: {most} is the limit.",
        "{count} fichiers à la fois, c'est trop\u00a0: {most} est la limite.",
    ),
}


def refused(kind: type[E], key: str, **values: object) -> E:
    """An error that says it in both languages."""
    english, french = TEXTS[key]
    return kind(english.format(**values), french.format(**values))
