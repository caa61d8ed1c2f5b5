"""Which column of a table holds the answer, its language, the groups; and which are never kept.

Survey tools head their columns in their own way, often with the whole question, in two languages
with a slash between. Headings are folded and parted at slashes; what is still not known is asked
for by a mapping. What says who somebody is (a name, an e-mail, a telephone) is known so that it
can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.errors import BadRequest
from knowledge.loading.facts import folded

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("your answer", "votre reponse", "answer", "reponse", "response", "verbatim", "verbatims"),
        *("free text", "texte libre", "open answer", "reponse ouverte", "contribution", "comment"),
        *("commentaire", "commentaires", "comments", "text", "texte", "idea", "idee", "proposal"),
        *("proposition", "message", "open ended response"),
    ),
    "id": (
        *("id", "n", "no", "respondent id", "response id", "identifiant", "id repondant", "uid"),
        *("numero", "token", "submission id", "participant", "participant id", "ref", "reference"),
    ),
    "language": ("language", "langue", "lang", "locale", "start language", "langue de depart"),
}
"""How a column may be called for each of our fields; folded."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "site": ("site", "location", "lieu", "office", "plant", "usine", "etablissement", "ville"),
    "department": (
        *("department", "departement", "service", "team", "equipe", "direction", "function"),
        *("fonction", "metier", "division", "business unit", "unit", "pole"),
    ),
    "country": ("country", "pays", "region"),
    "seniority": ("seniority", "anciennete", "tenure", "years in the company"),
    "role": ("role", "status", "statut", "grade", "categorie", "category", "job level", "csp"),
}

WHO = (
    *("name", "nom", "full name", "nom complet", "first name", "prenom", "last name", "surname"),
    *("nom de famille", "nom et prenom", "nom prenom", "respondent", "repondant", "employee"),
    *("salarie", "collaborateur", "email", "e mail", "mail", "courriel", "email address"),
    *("adresse e mail", "adresse mail", "adresse electronique", "phone", "telephone", "mobile"),
    *("tel", "ip", "ip address", "adresse ip", "login", "username", "user", "matricule"),
    *("employee id", "staff number", "employee number"),
)
"""Who somebody is. Never kept of an anonymous call, whatever it is mapped to."""

_PARTS = re.compile(r"\s*[/|]\s*")
_BARE = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Columns:
    """What a table is read by: headings of the file.

    ``groups`` are by the name the group is shown under. ``left`` are headings that are not read,
    ``who`` those among them that say who somebody is.
    """

    text: str
    id: str | None = None
    language: str | None = None
    name: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def as_mapping(self) -> dict[str, str]:
        """What is kept of it, to read the next file by."""
        told = {"text": self.text, "id": self.id, "language": self.language, "name": self.name}
        kept = {name: heading for name, heading in told.items() if heading is not None}
        return kept | {f"group:{name}": heading for name, heading in self.groups.items()}


def is_known(heading: str) -> bool:
    """Whether a heading is one of the usual ones: it tells the separator of a table."""
    return bool(_spellings(heading) & _ALL)


def recognised(
    headings: Sequence[str],
    mapping: Mapping[str, str],
    earlier: Mapping[str, str],
    *,
    anonymous: bool,
    file: str,
) -> Columns:
    """What ``headings`` are. ``mapping`` is a person's and must be there; ``earlier`` is what the
    last file was read by, and holds where it fits.

    Raises :class:`BadRequest` where no column holds the answers, or one that was named is absent.
    """
    for field_name, heading in mapping.items():
        if field_name not in ("text", "id", "language", "name") and not field_name.startswith(
            "group:"
        ):
            raise BadRequest(
                f"No field is called {field_name!r}. Map text, id, language, name or group:NAME.",
                f"Aucun champ ne s'appelle {field_name!r}. Associez text, id, language, name ou "
                "group:NOM.",
            )
        if heading not in headings:
            raise _absent(file, heading, headings)
    known = {name: heading for name, heading in earlier.items() if heading in headings}
    known |= mapping
    taken = set(known.values())
    for ours, usual in NAMES.items():
        if ours not in known and (found := _found(headings, usual, taken)):
            known[ours] = found
            taken.add(found)
    groups = {n.removeprefix("group:"): h for n, h in known.items() if n.startswith("group:")}
    for kind, usual in GROUPS.items():
        if kind not in groups and (found := _found(headings, usual, taken)):
            groups[kind] = found
            taken.add(found)
    who = tuple(h for h in headings if h not in taken and _spellings(h) & _WHO)
    if "text" not in known:
        raise BadRequest(
            f"{file}: no column holds the answers; its columns are {_listed(headings)}. "
            "Name it: --map text=HEADING.",
            f"{file}\u00a0: aucune colonne ne contient les réponses\u00a0; ses colonnes sont "
            f"{_listed(headings)}. Indiquez-la\u00a0: --map text=INTITULÉ.",
        )
    name: str | None = known.get("name")
    if anonymous:
        name = None
        # A column that says who somebody is is no group either, whatever it was mapped to.
        groups = {n: h for n, h in groups.items() if not _spellings(h) & _WHO}
    elif name is None and who:
        name = who[0]
    read = {known["text"], known.get("id"), known.get("language"), name, *groups.values()}
    return Columns(
        known["text"],
        known.get("id"),
        known.get("language"),
        name,
        groups,
        tuple(h for h in who if h != name),
        tuple(h for h in headings if h not in read),
    )


def _found(headings: Iterable[str], usual: Sequence[str], taken: set[str]) -> str | None:
    free = [(heading, _spellings(heading)) for heading in headings if heading not in taken]
    return next((h for name in usual for h, spelt in free if name in spelt), None)


def _spellings(heading: str) -> frozenset[str]:
    parts = [heading, *_PARTS.split(heading)]
    return frozenset(" ".join(_BARE.sub(" ", folded(part)).split()) for part in parts)


def _absent(file: str, heading: str, headings: Sequence[str]) -> BadRequest:
    return BadRequest(
        f"{file}: it has no column {heading!r}; its columns are {_listed(headings)}.",
        f"{file}\u00a0: il n'y a pas de colonne {heading!r}\u00a0; ses colonnes sont "
        f"{_listed(headings)}.",
    )


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(headings[:20]) or "–"


_WHO = frozenset(WHO)
_ALL = frozenset(name for names in (*NAMES.values(), *GROUPS.values()) for name in names) | _WHO
