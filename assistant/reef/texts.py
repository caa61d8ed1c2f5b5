"""What the reef says, in both languages: names, why something is refused, what is missing.

``say(language)("community farmers")`` gives the words; placeholders are named alike in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from assistant.errors import AssistantError, BadRequest

E = TypeVar("E", bound=AssistantError)
Say = Callable[..., str]

_SAID: Mapping[str, tuple[str, str]] = {
    # Communities.
    "community farmers": ("Farmers", "Agriculteurs"),
    "community unions": ("Unions", "Syndicats"),
    "community ngos": ("NGOs", "ONG et associations"),
    "community labels": ("Labels", "Labels"),
    "community distributors": ("Distributors", "Distributeurs"),
    "community peers": ("Peers", "Pairs"),
    "community politicians": ("Politicians", "Élus"),
    "community institutions": ("Institutions", "Institutions"),
    "community consumers": ("Consumers", "Consommateurs"),
    "community employees": ("Employees", "Salariés"),
    "community researchers": ("Researchers", "Chercheurs"),
    "community suppliers": ("Suppliers", "Fournisseurs"),
    "community residents": ("Residents", "Riverains"),
    "community other": ("Others", "Autres"),
    # Ties.
    "bond paid": ("paid by the brand", "rémunéré par la marque"),
    "bond member": ("member", "membre"),
    "bond supplier": ("supplier", "fournisseur"),
    "bond customer": ("customer", "client"),
    "bond board": ("sits with the brand", "siège avec la marque"),
    "bond employee": ("works or worked here", "salarié ou ancien salarié"),
    "bond family": ("family or friend", "proche ou parent"),
    "bond other": ("other tie", "autre lien"),
    # How consent stands.
    "consent none": ("never asked", "jamais demandé"),
    "consent asked": ("asked, not answered", "demandé, sans réponse"),
    "consent given": ("given", "donné"),
    "consent later": ("given from a later day", "donné pour plus tard"),
    "consent expired": ("expired", "expiré"),
    "consent declined": ("declined", "refusé"),
    "consent withdrawn": ("withdrawn", "retiré"),
    "may cite": ("May be cited", "Peut être cité"),
    "may not cite": ("May be approached, not cited", "Peut être sollicité, pas cité"),
    "consent until": ("until {date}", "jusqu'au {date}"),
    "consent open": ("without an end", "sans limite de date"),
    # Why not.
    "role": (
        "{who} may not do this ({deed}). It takes the role: {roles}.",
        "{who} ne peut pas faire cela ({deed}). Il faut le rôle\u00a0: {roles}.",
    ),
    "no ally": (
        "There is no ally {ref} on the reef of this brand.",
        "Aucun allié {ref} sur le récif de cette marque.",
    ),
    "several allies": (
        "{ref} may be several allies: {known}. Give more of the name.",
        "{ref} peut désigner plusieurs alliés\u00a0: {known}. Précisez le nom.",
    ),
    "known ally": (
        "{name} is on the reef already.",
        "{name} est déjà sur le récif.",
    ),
    "ally changed": (
        "{name} was changed by somebody else meanwhile, and nothing of yours was kept. Look at "
        "them as they are now, and say it again.",
        "{name} a été modifié entre-temps par quelqu'un d'autre\u00a0; rien du vôtre n'a été "
        "gardé. Voyez ce qui est noté à présent, puis redites-le.",
    ),
    "no such": (
        "{name} has no {what} {number}.",
        "{name} n'a pas de {what} {number}.",
    ),
    "empty": ("{what} is missing.", "Il manque\u00a0: {what}."),
    "long": (
        "{what} has {count} characters; at most {most} are kept.",
        "{what} compte {count} caractères\u00a0; {most} au plus sont gardés.",
    ),
    "day": (
        "{given} is no day that can be read: write it as 2026-08-03.",
        "{given} n'est pas une date lisible\u00a0: écrivez-la comme 2026-08-03.",
    ),
    "day to come": (
        "{given} has not come yet: what was said or done is noted once it was.",
        "Le {given} n'est pas encore venu\u00a0: on note ce qui a été dit ou fait.",
    ),
    "ends first": ("{until} comes before {date}.", "Le {until} vient avant le {date}."),
    "no source": (
        "Where did they say it? Words without a source (an address, an occasion, a document on "
        "record) are no quotation.",
        "Où l'ont-ils dit\u00a0? Sans source (une adresse, une occasion, un document du registre), "
        "ce n'est pas une citation.",
    ),
    "no document": (
        "There is no document {ref} on record.",
        "Aucun document {ref} au registre.",
    ),
    "not one of": (
        "{given} is none of: {known}.",
        "{given} ne fait pas partie de\u00a0: {known}.",
    ),
    "scope": (
        "For what was consent given? Say it in a few words: it is what they may be cited for.",
        "Pour quoi le consentement est-il donné\u00a0? Dites-le en quelques mots\u00a0: c'est "
        "pour cela seulement qu'on peut citer.",
    ),
    "no ask": (
        "What do you ask of {name}? Write it in your own words: an ask that nobody wrote is a form "
        "letter.",
        "Que demandez-vous à {name}\u00a0? Écrivez-le avec vos mots\u00a0: une demande que "
        "personne n'a écrite est une circulaire.",
    ),
    "short ask": (
        "The ask has {count} words. Say in a sentence or two what you ask, and why of them.",
        "La demande tient en {count} mots. Dites en une phrase ou deux ce que vous demandez, et "
        "pourquoi à eux.",
    ),
    "same ask": (
        "This is nearly the text that was put to {other} on {date} ({share} % of its words in a "
        "row are the same). Two allies are never sent the same text: write what you ask of "
        "{name}, and why of them.",
        "C'est à peu de chose près le texte adressé à {other} le {date} ({share}\u00a0% des mots "
        "s'y suivent à l'identique). On n'envoie jamais le même texte à deux alliés\u00a0: "
        "écrivez ce que vous demandez à {name}, et pourquoi à eux.",
    ),
    "ready made": (
        "“{words}” puts words into their mouth. Ask for their view, and leave the words to them; "
        "what you quote has to be theirs or on record, to the letter.",
        "«\u00a0{words}\u00a0» leur met des mots dans la bouche. Demandez leur avis et laissez-"
        "leur les mots\u00a0; ce que vous citez doit être d'eux ou du registre, à la lettre.",
    ),
    "no about": (
        "What is it about? Give a topic, a theme or the draft.",
        "De quoi s'agit-il\u00a0? Donnez un sujet, un thème ou le brouillon.",
    ),
    "declined lately": (
        "{name} declined on {date}. Speak with them before you ask again.",
        "{name} a refusé le {date}. Parlez-leur avant de redemander.",
    ),
    "rows": ("{file}, {where}: {what}", "{file}, {where}\u00a0: {what}"),
    "line": ("line {number}", "ligne {number}"),
    "nothing imported": (
        "Nothing was imported. {count} to mend: {listed}",
        "Rien n'a été importé. {count} à corriger\u00a0: {listed}",
    ),
    "no rows": ("There are no allies in {file}.", "Aucun allié dans {file}."),
    "unreadable": ("{file} cannot be read: {why}", "{file} est illisible\u00a0: {why}"),
    "unknown kind": (
        "{file} is neither .csv, .json nor .jsonl.",
        "{file} n'est ni .csv, ni .json, ni .jsonl.",
    ),
    "no column": (
        "no column for the name of the ally; the columns are {known}",
        "aucune colonne pour le nom de l'allié\u00a0; les colonnes sont {known}",
    ),
    "strange": ("{field} is not known here", "{field} n'est pas connu ici"),
    "wrong": ("{field}: {what}", "{field}\u00a0: {what}"),
    # What the sentences above name.
    "what name": ("The name", "le nom"),
    "what who": ("Who they are", "qui ils sont"),
    "what link": ("The link to the purpose", "le lien avec la raison d'être"),
    "what words": ("What they said", "ce qu'ils ont dit"),
    "what about": ("What it was about", "le sujet de l'échange"),
    "what scope": ("What consent is for", "l'objet du consentement"),
    "what tie": ("A tie", "un lien"),
    "what topic": ("A topic", "un sujet"),
    "what source": ("The source", "la source"),
    "what ask": ("The ask", "la demande"),
    "what saying": ("saying", "propos"),
    "what contact": ("contact", "contact"),
    "deed read": ("read", "lire"),
    "deed keep": ("keep allies", "tenir les alliés"),
    "deed note": ("note what was said", "noter un propos"),
    "deed contact": ("note a contact", "noter un contact"),
    "deed consent": ("record consent", "consigner un consentement"),
    "deed brief": ("write a brief", "préparer une demande"),
    "deed export": ("export", "exporter"),
    "deed erase": ("erase", "effacer"),
    "role drafter": ("drafter", "rédacteur"),
    "role reviewer": ("reviewer", "relecteur"),
    "role knowledge manager": ("knowledge manager", "gestionnaire du registre"),
    "role administrator": ("administrator", "administrateur"),
    "nobody": ("nobody", "personne"),
    # Holes.
    "hole empty": (
        "Nobody is on the reef yet.",
        "Personne n'est encore sur le récif.",
    ),
    "hole topic none": (
        "{topic}: nobody but the brand speaks to it.",
        "{topic}\u00a0: personne d'autre que la marque n'en parle.",
    ),
    "hole topic one": (
        "{topic}: {name} alone speaks to it.",
        "{topic}\u00a0: seul {name} en parle.",
    ),
    "hole topic disputed": (
        "{topic}: those who speak to it all dispute something ({names}); nobody is known to share "
        "it.",
        "{topic}\u00a0: ceux qui en parlent contestent tous quelque chose ({names})\u00a0; "
        "personne, à notre connaissance, ne partage cette position.",
    ),
    "hole crises": (
        "{name} only ever heard from the brand in a crisis (last on {date}).",
        "{name} n'a eu de nouvelles de la marque qu'en temps de crise (dernière fois le {date}).",
    ),
    "hole never": (
        "No contact with {name} is noted.",
        "Aucun contact noté avec {name}.",
    ),
    "hole silent": (
        "{name} was last spoken with on {date}, {months} months ago.",
        "{name}\u00a0: dernier échange le {date}, il y a {months} mois.",
    ),
    "hole consent": (
        "{name} may not be cited: consent {state}.",
        "{name} ne peut pas être cité\u00a0: consentement {state}.",
    ),
    "hole ends": (
        "{name}'s consent ends on {date}.",
        "Le consentement de {name} prend fin le {date}.",
    ),
    "hole unknown": (
        "What {name} disputes is unknown: nothing was noted. That is not agreement.",
        "Ce que {name} conteste est inconnu\u00a0: rien n'a été noté. Cela ne vaut pas accord.",
    ),
    "hole position": (
        "What {name} shares is unknown: nothing was noted.",
        "Ce que partage {name} est inconnu\u00a0: rien n'a été noté.",
    ),
    "hole community": (
        "Nobody speaks among: {communities}.",
        "Personne ne parle parmi\u00a0: {communities}.",
    ),
    "nobody heard": (
        "None of the {of} allies is known to have said anything on this.",
        "Aucun des {of} alliés n'a rien dit là-dessus, à notre connaissance.",
    ),
    "elsewhere only": (
        "nothing on this ({count} on other things)",
        "rien là-dessus ({count} sur d'autres sujets)",
    ),
    "crisis": ("in a crisis", "en temps de crise"),
    "ordinary": ("in ordinary times", "en temps ordinaire"),
    # The map.
    "purpose": ("Purpose", "Raison d'être"),
    "edge shares": ("shares", "partage"),
    "edge disputes": ("disputes", "conteste"),
    "edge both": ("shares and disputes", "partage et conteste"),
    "unknown": ("unknown", "inconnu"),
    "legend cited": ("may be cited", "peut être cité"),
    "legend uncited": ("may not be cited today", "ne peut pas être cité aujourd'hui"),
    "map title": ("The reef of {brand}", "Le récif de {brand}"),
    # Briefs.
    "brief consent given": (
        "May be cited today ({when}), for: {scope}. For anything else, ask first.",
        "Peut être cité aujourd'hui ({when}) pour\u00a0: {scope}. Pour tout le reste, demandez "
        "d'abord.",
    ),
    "brief consent not": (
        "Consent to be cited: {state}. You may approach them; you may not cite them, nor say that "
        "they were asked.",
        "Consentement à être cité\u00a0: {state}. Vous pouvez les solliciter, mais ni les citer, "
        "ni dire qu'ils l'ont été.",
    ),
    "brief free": (
        "They are free to say nothing, or to say otherwise. Send no text for them to sign or to "
        "pass on.",
        "Ils sont libres de se taire, ou de dire autre chose. N'envoyez aucun texte à signer ou à "
        "relayer.",
    ),
    "brief declines": (
        "“Thank you for your answer. Nothing will be said in your name, nor that we asked you. It "
        "changes nothing in what we do together. If something we say is wrong, we would rather "
        "hear it from you first.”",
        "«\u00a0Merci de votre réponse. Rien ne sera dit en votre nom, ni que nous vous avons "
        "sollicités. Cela ne change rien à ce que nous faisons ensemble. Si quelque chose de ce "
        "que nous disons est faux, nous préférons l'apprendre de vous d'abord.\u00a0»",
    ),
    "brief disputes unknown": (
        "Unknown: nothing they dispute was noted. That is not agreement; ask them.",
        "Inconnu\u00a0: rien de ce qu'ils contestent n'a été noté. Cela ne vaut pas accord\u00a0; "
        "demandez-leur.",
    ),
    "brief shares unknown": (
        "Unknown: nothing they share was noted.",
        "Inconnu\u00a0: rien de ce qu'ils partagent n'a été noté.",
    ),
    "brief no ties": (
        "No tie is noted. Say so if they are heard, once you have made sure.",
        "Aucun lien n'est noté. Dites-le s'ils s'expriment, après vous en être assuré.",
    ),
    "brief ties": (
        "To be told whenever they are heard on our behalf:",
        "À dire chaque fois qu'ils s'expriment à notre demande\u00a0:",
    ),
    "brief no facts": (
        "The record says nothing on this. Do not ask an ally to stand for what is not on record.",
        "Le registre ne dit rien là-dessus. Ne demandez pas à un allié de se porter garant de ce "
        "qui n'y figure pas.",
    ),
    "brief crises": (
        "They have only heard from us in crises. Say so first.",
        "Ils n'ont eu de nos nouvelles qu'en temps de crise. Commencez par le dire.",
    ),
    "brief phrased": (
        "Phrased by {model} from your words; read it before you send it.",
        "Formulé par {model} d'après vos mots\u00a0; relisez avant d'envoyer.",
    ),
    "brief not phrased": (
        "{model} was asked to phrase it; what it wrote was not kept ({why}). These are your words.",
        "{model} devait formuler la demande\u00a0; son texte n'a pas été gardé ({why}). Ce sont "
        "vos mots.",
    ),
}


def say(language: str) -> Say:
    """The words of a language; English for any but French."""
    french = language == "fr"

    def said(key: str, **values: object) -> str:
        return _SAID[key][french].format(**{k: _told(v, said) for k, v in values.items()})

    return said


def refused(kind: type[E], key: str, **values: object) -> E:
    """An error of ``kind`` that says ``key`` in both languages."""
    return kind(say("en")(key, **values), say("fr")(key, **values))


def missing(what: str) -> BadRequest:
    """What is missing, by its key."""
    return BadRequest(
        say("en")("empty", what=say("en")(f"what {what}")),
        say("fr")("empty", what=say("fr")(f"what {what}")),
    )


def _told(value: object, said: Say) -> object:
    """A deed or a role by its name in the language; several of them in a row."""
    from enum import Enum

    if isinstance(value, Enum):
        for kind in ("deed", "role", "community", "consent"):
            if type(value).__name__.casefold() == kind and f"{kind} {value.value}" in _SAID:
                return said(f"{kind} {value.value}")
        return value.value
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(_told(one, said)) for one in value)
    return value
