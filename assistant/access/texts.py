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
