"""What the People room says."""

from __future__ import annotations

from assistant.ui.texts.text import Text

PEOPLE: dict[str, Text] = {
    "room people": Text("People", "Équipe"),
    "my account": Text("My account", "Mon compte"),
    "people title": Text("People", "Équipe"),
    "people lead": Text(
        "Who may be here, and what each may do. A right that you take away is gone at once; what "
        "somebody did stays theirs.",
        "Qui a accès, et qui peut faire quoi. Un droit retiré l'est aussitôt\u00a0; ce que "
        "chacun a fait reste à son nom.",
    ),
    "people closed": Text(
        "Only administrators keep the people.", "Seuls les administrateurs gèrent l'équipe."
    ),
    "old people page": Text(
        "This page is older than the server: load it again.",
        "Cette page est plus ancienne que le serveur\u00a0: rechargez-la.",
    ),
    "people alone title": Text("You are alone here", "Vous êtes seul ici"),
    "people alone lead": Text(
        "Nobody signs in, and nobody else could approve what you write. To work with others, add "
        "the first administrator on the machine that runs Corail:",
        "Personne ne se connecte, et personne d'autre ne pourrait approuver ce que vous écrivez. "
        "Pour travailler à plusieurs, ajoutez le premier administrateur sur la machine où tourne "
        "Corail\u00a0:",
    ),
    "your name": Text("NAME", "NOM"),
    "people alone then": Text(
        "From then on everybody signs in, only approved texts leave, and that administrator adds "
        "the others here.",
        "Dès lors chacun se connecte, seuls les textes approuvés sortent, et cet administrateur "
        "ajoute les autres ici.",
    ),
    "add person": Text("Add somebody", "Ajouter une personne"),
    "person name": Text("Name", "Nom"),
    "person email": Text("Email (may be empty)", "Adresse e-mail (facultative)"),
    "add note": Text(
        "You will be shown a first password to hand over. With it they choose their own.",
        "Un premier mot de passe vous sera montré, à transmettre. Il sert à choisir le sien.",
    ),
    "handed": Text("The first password of {who}:", "Le premier mot de passe de {who}\u00a0:"),
    "handed note": Text(
        "It is shown this once and is good for seven days. Hand it over by a way that you trust; "
        "at the first sign-in they choose their own.",
        "Il n'est montré que cette fois et vaut sept jours. Transmettez-le par un moyen sûr\u00a0; "
        "à la première connexion, la personne choisit le sien.",
    ),
    "first until": Text(
        "has not come in yet; first password good until {when}",
        "pas encore venue\u00a0; premier mot de passe valable jusqu'au {when}",
    ),
    "first late": Text(
        "first password no longer good since {when}",
        "premier mot de passe périmé depuis le {when}",
    ),
    "you": Text("You", "Vous"),
    "disabled": Text("No access", "Sans accès"),
    "change roles": Text("Roles", "Rôles"),
    "absence": Text("Absence", "Absence"),
    "way in": Text("Password and access", "Mot de passe et accès"),
    "hand note": Text(
        "Either ends all sessions of this person.",
        "Dans les deux cas, toutes les sessions de cette personne prennent fin.",
    ),
    "yours is elsewhere": Text(
        "Your own password and sessions are under “My account”.",
        "Votre mot de passe et vos sessions sont dans «\u00a0Mon compte\u00a0».",
    ),
    "day from": Text("From", "Du"),
    "day until": Text("Until (may be empty)", "Au (facultatif)"),
    "day needed": Text("Say from which day.", "Dites à partir de quel jour."),
    "stand-in": Text("Who stands in", "Qui remplace"),
    "nobody stands in": Text("Nobody", "Personne"),
    "no": Text("No", "Non"),
    "role drafter": Text("Drafter", "Rédaction"),
    "role reviewer": Text("Reviewer", "Relecture"),
    "role knowledge manager": Text("Knowledge manager", "Gestion du registre"),
    "role administrator": Text("Administrator", "Administration"),
    "may drafter": Text(
        "Yes: writes, submits, sends what is approved",
        "Oui\u00a0: rédige, soumet, envoie ce qui est approuvé",
    ),
    "may reviewer": Text(
        "Yes: approves what others wrote", "Oui\u00a0: approuve ce que d'autres ont écrit"
    ),
    "may knowledge manager": Text(
        "Yes: erases posts that were dealt with", "Oui\u00a0: efface les messages traités"
    ),
    "may administrator": Text(
        "Yes: keeps people, can halt everything", "Oui\u00a0: gère l'équipe, peut tout suspendre"
    ),
    "act add-person": Text("Add", "Ajouter"),
    "act set-roles": Text("Set these roles", "Donner ces rôles"),
    "act hand-password": Text("Give another first password", "Donner un nouveau mot de passe"),
    "act disable-person": Text("Take access away", "Retirer l'accès"),
    "act enable-person": Text("Give access back", "Rendre l'accès"),
    "act set-away": Text("Note the absence", "Noter l'absence"),
    "act set-back": Text("Is back", "De retour"),
    "done add-person": Text("{who} was added.", "{who} a été ajouté(e)."),
    "done set-roles": Text("The roles of {who} are set.", "Les rôles de {who} sont enregistrés."),
    "done hand-password": Text(
        "{who} has another first password.", "{who} a un nouveau premier mot de passe."
    ),
    "done disable-person": Text("{who} can come in no more.", "{who} n'a plus accès."),
    "done enable-person": Text("{who} can come in again.", "{who} a de nouveau accès."),
    "done set-away": Text("The absence of {who} is noted.", "L'absence de {who} est notée."),
    "done set-back": Text("{who} is back.", "{who} est de retour."),
}
