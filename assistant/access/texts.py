"""What the sign-in page says, in English and in French."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "title": ("Sign in", "Connexion"),
    "tagline": ("Answers on the record", "Répondre, textes à l'appui"),
    "name": ("Name or email", "Nom ou adresse e-mail"),
    "password": ("Password", "Mot de passe"),
    "go": ("Sign in", "Se connecter"),
    "single": ("Single sign-on", "Connexion unique"),
    "or": ("or", "ou"),
    "gateway": (
        "Come in through your organisation's own address: its gateway tells who you are.",
        "Passez par l'adresse de votre organisation\u00a0: son portail dit qui vous êtes.",
    ),
    "out": ("You are signed out.", "Vous êtes déconnecté."),
    "still in": (
        "Your organisation's gateway signed you in, and signs you out too.",
        "C'est le portail de votre organisation qui vous connecte, et qui vous déconnecte.",
    ),
    "back": ("Back to Corail", "Revenir à Corail"),
    "choose title": ("Choose your password", "Choisissez votre mot de passe"),
    "choose lead": (
        "The one you were given lets you choose your own, and is then forgotten. A few words that "
        "do not belong together make a good one: twelve characters at least.",
        "Celui qu'on vous a donné sert à choisir le vôtre, puis il est oublié. Quelques mots sans "
        "rapport entre eux en font un bon\u00a0: douze caractères au moins.",
    ),
    "choose go": ("Keep it and go on", "L'enregistrer et continuer"),
    "new password": ("New password", "Nouveau mot de passe"),
    "again": ("The same again", "Le même, encore une fois"),
    "not the same": (
        "The two are not the same. Type the new password twice.",
        "Les deux ne sont pas identiques. Saisissez le nouveau mot de passe deux fois.",
    ),
    "account": ("My account", "Mon compte"),
    "absence": ("Absence", "Absence"),
    "away from": ("I am away from", "Je suis absent du"),
    "away until": ("until (may be empty)", "au (facultatif)"),
    "stands in": ("Who stands in for me", "Qui me remplace"),
    "nobody": ("Nobody", "Personne"),
    "say away": ("Say that I am away", "Signaler mon absence"),
    "away to": ("Away from {start} to {end}.", "Absence du {start} au {end}."),
    "away open": ("Away from {start}.", "Absence à partir du {start}."),
    "stand-in line": ("{who} stands in.", "Remplacement\u00a0: {who}."),
    "i am back": ("I am back", "Je suis de retour"),
    "from when": ("Say from when you are away.", "Dites à partir de quand vous êtes absent."),
    "no day": ("That is no day.", "Ce n'est pas une date."),
    "your password": ("Password", "Mot de passe"),
    "present password": ("Present password", "Mot de passe actuel"),
    "change password": ("Change the password", "Changer de mot de passe"),
    "others end": (
        "Your other sessions end with it.",
        "Vos autres sessions prennent fin en même temps.",
    ),
    "sessions": ("Where you are signed in", "Où vous êtes connecté"),
    "session line": (
        "{way}, since {opened}; last used {seen}.",
        "{way}, depuis le {opened}\u00a0; dernière utilisation le {seen}.",
    ),
    "way password": ("By password", "Par mot de passe"),
    "way oidc": ("By single sign-on", "Par connexion unique"),
    "way proxy": ("Through the gateway", "Par le portail"),
    "this session": ("This one.", "Celle-ci."),
    "by gateway": ("Your gateway ends it.", "Le portail y met fin."),
    "end session": ("End it", "Y mettre fin"),
    "done password": (
        "Your password is changed. Your other sessions have ended.",
        "Votre mot de passe est changé. Vos autres sessions ont pris fin.",
    ),
    "done session": ("The session has ended.", "La session a pris fin."),
    "done away": ("Your absence is noted.", "Votre absence est notée."),
    "done back": ("Welcome back.", "Bon retour."),
    "role drafter": ("drafter", "rédaction"),
    "role reviewer": ("reviewer", "relecture"),
    "role knowledge manager": ("knowledge manager", "gestion du registre"),
    "role administrator": ("administrator", "administration"),
    "months": (
        "January February March April May June July August September October November December",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "needed": ("Sign in first.", "Connectez-vous d'abord."),
    "elsewhere": (
        "This request came from another site and was refused.",
        "Cette demande vient d'un autre site et a été refusée.",
    ),
    "forged": (
        "This request says who it comes from in a way that only the gateway may, and was refused.",
        "Cette demande dit de qui elle vient comme seul le portail peut le faire\u00a0; elle a été "
        "refusée.",
    ),
    "closed": (
        "Nobody was let in here yet. An administrator begins with: corail people add NAME --role "
        "administrator",
        "Personne n'a encore accès ici. Un administrateur commence par\u00a0: corail people add "
        "NOM --role administrator",
    ),
    "unavailable": (
        "Corail cannot tell who is here just now. Try again in a moment.",
        "Corail ne peut pas dire qui est là pour l'instant. Réessayez dans un moment.",
    ),
}


def words(key: str, language: str) -> str:
    """One text in a language."""
    return TEXTS[key][language == "fr"]
