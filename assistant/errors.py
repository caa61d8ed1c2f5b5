"""What can go wrong in the jobs, written for the person who can fix it.

The family tree::

    AssistantError
    ├── BadRequest        what was asked cannot be done as asked: unknown platform, empty post
    ├── BadSettings       a setting has a value that cannot work; names the setting and its source
    ├── NotAllowed        the person has no right to the act; who has is told
    ├── Overtaken         somebody else acted first; what happened is told
    ├── SignInRefused     somebody was not let in: why, or when to try again
    └── ModelFailed       the chat model did not answer, or not usably

Errors of the record come from :mod:`knowledge.errors` and pass through unchanged.
"""

from collections.abc import Mapping
from typing import ClassVar


class AssistantError(Exception):
    """The root of the family. ``french`` says the same to a person who reads French."""

    def __init__(self, message: str = "", french: str | None = None) -> None:
        super().__init__(message)
        self.french = french

    def said(self, language: str) -> str:
        """The message in ``language``; in English where nobody has put it in French."""
        return self.french if language == "fr" and self.french is not None else str(self)


class BadRequest(AssistantError):
    """What was asked cannot be done as asked."""


class BadSettings(AssistantError):
    """A setting has a value that cannot work."""


class NotAllowed(AssistantError):
    """Somebody has no right to what they would do, or not yet: the message says what is needed."""


class Overtaken(AssistantError):
    """Somebody else acted on the same thing first. Nothing of this act was done."""


class SignInRefused(AssistantError):
    """Somebody was not let in. ``kind`` says why; see :data:`KINDS`."""

    KINDS: ClassVar[Mapping[str, tuple[str, str]]] = {
        # The same whether or not there is anybody of that name.
        "wrong": (
            "The name or the password is not right.",
            "Le nom ou le mot de passe n'est pas le bon.",
        ),
        "wait": (
            "Too many tries: try again in {seconds} seconds.",
            "Trop d'essais\u00a0: réessayez dans {seconds} secondes.",
        ),
        "unknown": (
            "You are known to your organisation, but nobody has let you in here. Ask an "
            "administrator of Corail.",
            "Votre organisation vous connaît, mais personne ne vous a ouvert l'accès ici. "
            "Demandez-le à un administrateur de Corail.",
        ),
        "no role": (
            "Your account gives you no role here. Ask whoever manages the accounts of your house.",
            "Votre compte ne vous donne aucun rôle ici. Adressez-vous à qui gère les comptes de "
            "votre organisation.",
        ),
        "account": (
            "Somebody else signs in under this name. Ask an administrator of Corail.",
            "Quelqu'un d'autre se connecte sous ce nom. Demandez à un administrateur de Corail.",
        ),
        "state": (
            "This way in was taken before, or too long ago. Begin again.",
            "Cette connexion a déjà servi, ou date de trop longtemps. Recommencez.",
        ),
        "late": (
            "This first password is no longer good. Ask an administrator for another.",
            "Ce premier mot de passe n'est plus valable. Demandez-en un autre à un administrateur.",
        ),
        "present": (
            "Your present password is not right.",
            "Votre mot de passe actuel n'est pas le bon.",
        ),
        "provider": (
            "Single sign-on did not succeed. Try again; if it stays so, tell an administrator.",
            "La connexion unique n'a pas abouti. Réessayez\u00a0; si cela dure, prévenez un "
            "administrateur.",
        ),
    }

    def __init__(self, kind: str, *, seconds: int = 0, detail: str = "") -> None:
        self.kind, self.seconds, self.detail = kind, seconds, detail
        super().__init__(f"{self.told('en')} ({detail})" if detail else self.told("en"))

    def told(self, locale: str) -> str:
        """Why, in a sentence or two for whoever would come in."""
        return self.KINDS[self.kind][locale == "fr"].format(seconds=self.seconds)


class ModelFailed(AssistantError):
    """A chat model gave nothing that can be used. ``kind`` says why; see :data:`KINDS`."""

    KINDS: ClassVar[Mapping[str, tuple[str, str]]] = {
        "timeout": ("did not answer in time", "n'a pas répondu à temps"),
        "busy": ("takes no more requests for now", "n'accepte plus de demandes pour l'instant"),
        "unreachable": ("cannot be reached", "est injoignable"),
        "key": ("refused the key it was given", "refuse la clé qui lui est donnée"),
        "too long": ("has too small a window for this", "a une fenêtre trop petite pour ceci"),
        "bad request": ("refused the request", "a rejeté la demande"),
        "error": ("failed", "a échoué"),
        # LangChain passes no word of a refusal that is streamed: it looks like this.
        "empty": (
            "gave an empty answer, or declined to give one",
            "a donné une réponse vide, ou a refusé d'en donner une",
        ),
        "garbage": (
            "gave no reply that can be read, twice",
            "n'a donné aucune réponse lisible, deux fois",
        ),
        "unread": (
            "gave no judgement that can be read",
            "n'a donné aucun jugement lisible",
        ),
        "gone": ("is configured no more", "n'est plus configuré"),
        "unasked": ("declined to ask", "a refusé de poser la question"),
        "unheld": (
            "asked nothing that holds against the record, twice",
            "n'a posé aucune question qui tienne face au registre, deux fois",
        ),
        "refusal": ("declined to write this reply", "a refusé d'écrire cette réponse"),
        "echo": (
            "repeated its instructions instead of a reply, which was thrown away",
            "a répété ses consignes au lieu d'une réponse, qui a été écartée",
        ),
    }

    def __init__(self, kind: str, model: str, detail: str = "") -> None:
        self.kind, self.model, self.detail = kind, model, detail
        super().__init__(self.told("en"))

    def told(self, locale: str) -> str:
        """What happened, in a sentence for the reader."""
        said = self.KINDS[self.kind][locale == "fr"]
        who = ("Le modèle" if locale == "fr" else "The model") + f" {self.model}".rstrip()
        what = f"{who} {said}"
        return f"{what} ({self.detail})." if self.detail else f"{what}."
