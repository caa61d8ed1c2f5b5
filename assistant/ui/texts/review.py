"""What the Review room says of replies on their way out."""

from __future__ import annotations

from assistant.ui.texts.text import Text

REVIEW: dict[str, Text] = {
    "part": Text("What to review", "Quoi relire"),
    "part replies": Text("Replies on their way", "Réponses en cours"),
    "part text": Text("Check a text", "Vérifier un texte"),
    "desk failed": Text(
        "This could not be done. What you wrote is still here; try again.",
        "Cela n'a pas pu être fait. Ce que vous avez écrit est toujours là\u00a0; réessayez.",
    ),
    # States, as a person meets them.
    "state draft": Text("Draft", "Brouillon"),
    "state in review": Text("In review", "En relecture"),
    "state changes asked": Text("Changes asked", "À reprendre"),
    "state approved": Text("Approved", "Approuvée"),
    "state rejected": Text("Rejected", "Refusée"),
    "state declined": Text("Not to be answered", "Sans réponse, par choix"),
    "state sent": Text("Sent", "Envoyée"),
    "state withdrawn": Text("Withdrawn", "Retirée"),
    # The list.
    "shown waiting": Text("Waiting for review", "À relire"),
    "shown mine": Text("Mine", "Les miennes"),
    "shown pending": Text("All on their way", "Toutes en cours"),
    "shown approved": Text("Approved", "Approuvées"),
    "shown prepared": Text("Prepared", "Préparées"),
    "prepare": Text("Prepare an answer", "Préparer une réponse"),
    "topic": Text("What it answers", "À quoi elle répond"),
    "prepared text": Text(
        "The answer, or a holding statement", "La réponse, ou un message d'attente"
    ),
    "prepared for": Text("Prepared for: {topic}", "Préparée pour : {topic}"),
    "from prepared": Text("a prepared answer, to the letter", "une réponse préparée, à la lettre"),
    "for post": Text("The post it is to answer", "Le message auquel répondre"),
    "for address": Text("Its address", "Son adresse"),
    "act use": Text("Answer with this text", "Répondre par ce texte"),
    "done use": Text("Ready, approved as it was prepared.", "Prête, approuvée telle que préparée."),
    "done prepare": Text(
        "Prepared, to be approved before it is used.", "Préparée, à approuver avant usage."
    ),
    "shown sent": Text("Sent", "Envoyées"),
    "shown closed": Text("Rejected or not answered", "Refusées ou sans réponse"),
    "list empty": Text(
        "Nothing here. In the Reply room, “Take to review” on a draft brings it here.",
        "Rien ici. Dans l'espace Répondre, «\u00a0Vers la relecture\u00a0» sur un brouillon "
        "l'amène ici.",
    ),
    "list by": Text("by {who}", "par {who}"),
    "list on it": Text("{who} is on it", "{who} s'en occupe"),
    "list due": Text("due {when}", "pour le {when}"),
    "list late": Text("was due {when}", "attendue le {when}"),
    "list again": Text("look again on {when}", "à revoir le {when}"),
    "list more": Text(
        "The {count} that changed last are shown.",
        "Les {count} dernières modifiées sont affichées.",
    ),
    "refresh": Text("Refresh", "Actualiser"),
    "post erased": Text("The post was erased.", "Le message a été effacé."),
    # One reply.
    "to list": Text("All replies", "Toutes les réponses"),
    "version": Text("Version {number} by {who}, {when}", "Version {number} de {who}, {when}"),
    "the post": Text("The post", "Le message"),
    "the text": Text("The text, as it would be published", "Le texte, tel qu'il serait publié"),
    "corrects": Text(
        "This corrects a reply that was sent.", "Corrige une réponse qui a été envoyée."
    ),
    "published at": Text("Published at {where}", "Publiée\u00a0: {where}"),
    "changed since": Text(
        "What changed since version {number}", "Ce qui a changé depuis la version {number}"
    ),
    "gone": Text("taken out", "retiré"),
    "new": Text("added", "ajouté"),
    "made by": Text("How it was made", "Comment ce texte a été fait"),
    "made person": Text("Written by a person.", "Écrit par une personne."),
    "made record": Text(
        "Composed from the record, without a chat model.",
        "Composé à partir du registre, sans modèle de langage.",
    ),
    "made model": Text("Written by {model}.", "Rédigé par {model}."),
    "made prompts": Text("Instructions: {digests}", "Consignes\u00a0: {digests}"),
    "made settings": Text("Settings: {digest}", "Réglages\u00a0: {digest}"),
    "made record state": Text(
        "Held against the record as it stood: {revision}",
        "Confronté au registre dans son état\u00a0: {revision}",
    ),
    "made digest": Text(
        "Digest of this exact text: {digest}", "Empreinte de ce texte exact\u00a0: {digest}"
    ),
    "broken off": Text(
        "The text broke off while it was written: change it before it is approved.",
        "La rédaction de ce texte s'est interrompue\u00a0: reprenez-le avant de l'approuver.",
    ),
    # Rivals and freezes.
    "rival post": Text(
        "{who} answers the same post with another text.",
        "{who} répond au même message par un autre texte.",
    ),
    "rival twice": Text(
        "{who} answers the same post, with the same text.",
        "{who} répond au même message, par le même texte.",
    ),
    "rival words": Text(
        "A reply by {who} says otherwise: here “{here}”, there “{there}”.",
        "Une réponse de {who} dit autre chose\u00a0: ici «\u00a0{here}\u00a0», là "
        "«\u00a0{there}\u00a0».",
    ),
    "look at it": Text("Look at it", "La voir"),
    "frozen": Text(
        "Nothing leaves for now: {who} set a freeze. {reason}",
        "Rien ne sort pour l'instant\u00a0: {who} a tout suspendu. {reason}",
    ),
    "freeze": Text("Set a freeze", "Tout suspendre"),
    "freeze why": Text(
        "Why nothing may leave until it is lifted", "Pourquoi rien ne doit sortir d'ici là"
    ),
    "lift": Text("Lift the freeze", "Lever la suspension"),
    # Deciding.
    "decide": Text("Your decision", "Votre décision"),
    "why decide": Text(
        "Reason (needed unless you approve)", "Motif (nécessaire sauf pour approuver)"
    ),
    "override": Text(
        "To approve all the same, say why", "Pour approuver malgré tout, dites pourquoi"
    ),
    "act approve": Text("Approve this text", "Approuver ce texte"),
    "act ask": Text("Ask for changes", "Demander à reprendre"),
    "act reject": Text("Reject", "Refuser"),
    "act submit": Text("Submit for review", "Soumettre à la relecture"),
    "act mine": Text("I'm on it", "Je m'en occupe"),
    "act assign": Text("Assign", "Confier"),
    "act decline": Text("Decide not to answer", "Décider de ne pas répondre"),
    "act reopen": Text("Take it up again", "Reprendre"),
    "act take": Text("Copy the text", "Copier le texte"),
    "act send": Text("Mark as published", "Marquer comme publiée"),
    "act withdraw": Text("Mark as taken down", "Marquer comme retirée"),
    "act revise": Text("Keep as a new version", "Garder comme nouvelle version"),
    "act comment": Text("Comment", "Commenter"),
    "act settle": Text("Settled", "Réglé"),
    "act erase": Text("Erase the post", "Effacer le message"),
    "act correct": Text("Write a correction", "Écrire un rectificatif"),
    "for the file": Text("For the file", "Pour le dossier"),
    "export docx": Text("Word document", "Document Word"),
    "export pdf": Text("PDF", "PDF"),
    "save": Text("Save {name}", "Enregistrer {name}"),
    "open in": Text("Open in {platform}", "Ouvrir dans {platform}"),
    "verdict unchecked": Text(
        "{count} checks did not look: check the text again",
        "{count} vérifications n'ont pas été faites : vérifiez le texte de nouveau",
    ),
    "verdict unchecked one": Text(
        "One check did not look: check the text again",
        "Une vérification n'a pas été faite : vérifiez le texte de nouveau",
    ),
    "own text": Text(
        "You wrote this version: somebody else approves it.",
        "Vous avez écrit cette version\u00a0: quelqu'un d'autre l'approuve.",
    ),
    "own step": Text(
        "You have approved this text: another person takes the next step.",
        "Vous avez approuvé ce texte\u00a0: une autre personne franchit l'étape suivante.",
    ),
    "steps": Text("{given} of {steps} approvals", "{given} approbation(s) sur {steps}"),
    "alone": Text(
        "You work alone here: what leaves is kept in the journal as not reviewed.",
        "Vous travaillez seul ici\u00a0: ce qui sort est inscrit au journal comme non relu.",
    ),
    "change text": Text("Change the text", "Modifier le texte"),
    "change note": Text(
        "A change of one character is a new version, which nobody has approved.",
        "Un seul caractère changé fait une nouvelle version, que personne n'a approuvée.",
    ),
    "where published": Text("Address of what was published", "Adresse de la publication"),
    "when due": Text("Due", "Échéance"),
    "to whom": Text("To whom", "À qui"),
    "when again": Text("Look again on", "À revoir le"),
    "why not": Text("Why it is not answered", "Pourquoi ne pas répondre"),
    "why withdrawn": Text("Why it was taken down", "Pourquoi elle a été retirée"),
    # Comments and what was decided.
    "comments": Text("Comments", "Commentaires"),
    "your comment": Text("Your comment", "Votre commentaire"),
    "about": Text("About", "À propos de"),
    "whole text": Text("the whole text", "tout le texte"),
    "on sentence": Text("on “{words}”", "sur «\u00a0{words}\u00a0»"),
    "on version": Text("version {number}", "version {number}"),
    "settled by": Text("settled by {who}", "réglé par {who}"),
    "history": Text("What was decided", "Ce qui a été décidé"),
    "decided approved": Text(
        "{who} approved version {number}", "{who} a approuvé la version {number}"
    ),
    "decided changes asked": Text(
        "{who} asked for changes to version {number}",
        "{who} a demandé de reprendre la version {number}",
    ),
    "decided rejected": Text(
        "{who} rejected version {number}", "{who} a refusé la version {number}"
    ),
    "overridden": Text("all the same: {why}", "malgré tout\u00a0: {why}"),
    # After an act.
    "done submit": Text("Submitted for review.", "Soumise à la relecture."),
    "done approve": Text("Approved, under your name.", "Approuvée, sous votre nom."),
    "done ask": Text("Changes asked for.", "Demande de reprise enregistrée."),
    "done reject": Text("Rejected.", "Refusée."),
    "done decline": Text("Kept: this is not answered.", "C'est noté\u00a0: pas de réponse."),
    "done reopen": Text("Taken up again.", "Reprise."),
    "done mine": Text("It is yours.", "Vous vous en occupez."),
    "done assign": Text("Assigned.", "Confiée."),
    "done revise": Text(
        "Kept as a new version, not approved yet.",
        "Gardée comme nouvelle version, pas encore approuvée.",
    ),
    "done comment": Text("Comment kept.", "Commentaire gardé."),
    "done settle": Text("Settled.", "Réglé."),
    "done send": Text(
        "Sent. It is on the record from now on.", "Envoyée. Elle est désormais au registre."
    ),
    "done withdraw": Text(
        "Marked as taken down; the record keeps what was said.",
        "Marquée comme retirée\u00a0; le registre garde ce qui a été dit.",
    ),
    "done freeze": Text(
        "Nothing leaves until it is lifted.", "Plus rien ne sort jusqu'à la levée."
    ),
    "done lift": Text("The freeze is lifted.", "La suspension est levée."),
    "done erase": Text("The post was erased.", "Le message a été effacé."),
    "done take": Text("Copied, to the letter.", "Copié, à la lettre."),
    "done correct": Text("A new draft is open.", "Un nouveau brouillon est ouvert."),
    # From the Reply room.
    "take to review": Text("Take to review", "Vers la relecture"),
    "take label": Text(
        "Take to review: the reply “{strategy}”",
        "Vers la relecture\u00a0: la réponse «\u00a0{strategy}\u00a0»",
    ),
}
