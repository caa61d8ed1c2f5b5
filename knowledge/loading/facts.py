"""What a document says of itself: who spoke, when, where, and who may read it.

The same facts come from the front matter of a Markdown file, from the columns of a table and from
the head of a web page, under French or English names. They are checked here once, by pydantic,
and a value that cannot be taken is refused by name: a date that is no date must not become an
undated statement, and an unreadable embargo must not become a public one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from knowledge import dates, languages
from knowledge.cleaning import clean, fold
from knowledge.model import Access, Kind, SourceDocument, Visibility

LONGEST = 500
"""Characters of a fact: a longer title or name is a text that went astray."""

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "titre"),
    "kind": ("kind", "type", "genre", "nature"),
    "speaker": ("speaker", "author", "auteur", "autrice", "locuteur", "locutrice", "orateur"),
    "role": ("role", "fonction", "poste"),
    "date": ("date",),
    "channel": ("channel", "canal"),
    "language": ("language", "lang", "langue"),
    "url": ("url", "link", "lien"),
    "supersedes": ("supersedes", "replaces", "remplace"),
    "visibility": ("visibility", "visibilite", "acces"),
    "embargoed_until": ("embargoed until", "embargo", "embargo until", "sous embargo jusqu'au"),
    "expires": ("expires", "expire", "expiry", "expiration", "valable jusqu'au"),
    "owner": ("owner", "responsable", "proprietaire"),
}
"""How each of our fields may be called, in English and in French; folded, without underscores."""

_KINDS: dict[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    **dict.fromkeys(("mission", "raison d'etre", "vision", "valeurs", "values"), Kind.PURPOSE),
    **dict.fromkeys(("declaration", "discours", "speech", "post", "tweet"), Kind.STATEMENT),
    **dict.fromkeys(("communique", "press release", "interview"), Kind.STATEMENT),
    **dict.fromkeys(("reponse", "answer"), Kind.REPLY),
    **dict.fromkeys(("engagement", "pledge", "promesse", "objectif", "target"), Kind.COMMITMENT),
    **dict.fromkeys(("fait", "chiffre", "figure", "indicateur"), Kind.FACT),
    **dict.fromkeys(("politique", "charte", "code"), Kind.POLICY),
    **dict.fromkeys(("allie", "partenaire", "partner"), Kind.ALLY),
    **dict.fromkeys(("outside voice", "critic", "third party"), Kind.OUTSIDE),
    **dict.fromkeys(("voix exterieure", "exterieur", "critique", "tiers"), Kind.OUTSIDE),
}
_VISIBILITIES: dict[str, Visibility] = {
    **{visibility.value: visibility for visibility in Visibility},
    **dict.fromkeys(("publique", "externe", "external"), Visibility.PUBLIC),
    **dict.fromkeys(("interne", "confidentiel", "confidential", "prive"), Visibility.INTERNAL),
    **dict.fromkeys(("embargo", "sous embargo"), Visibility.EMBARGOED),
}


class BadFact(ValueError):
    """A value that cannot be taken; the message names the key and says what would do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def field_called(name: str) -> str | None:
    """Our field for what a file calls it ("Titre", "embargoed_until"), or ``None``."""
    return _BY_NAME.get(folded(name))


def folded(name: str) -> str:
    """A name as it is compared: without case, accents, underscores or hyphens."""
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())


_BY_NAME = {name: field for field, names in NAMES.items() for name in names}


def _words(value: object) -> str | None:
    """A short text on one line, or ``None`` for nothing."""
    if value is None:
        return None
    if isinstance(value, list | tuple | dict):
        raise _bad("must be one value, not a list")
    text = " ".join(clean(str(value)).text.split())
    if len(text) > LONGEST:
        raise _bad(f"is longer than {LONGEST} characters")
    return text or None


def _date(value: object) -> str | None:
    # Dates and numbers come typed from a spreadsheet or JSON; what else is text.
    raw = value if not isinstance(value, str) else _words(value)
    if raw is None or isinstance(raw, list | tuple | dict):
        return _words(raw)
    said = dates.parse(raw)
    if said is None:
        raise _bad("is not a date that can be read; write 2023-05-10, 2023-05 or 2023")
    return said


def _day(value: object) -> str | None:
    said = _date(value)
    if said is not None and len(said) < len("2023-05-10"):
        raise _bad("must be a whole day, such as 2026-01-31")
    return said


def _kind(value: object) -> Kind:
    said = _words(value)
    kind = _KINDS.get(folded(said)) if said else Kind.STATEMENT
    if kind is None:
        raise _bad(f"must be one of {', '.join(Kind)}")
    return kind


def _visibility(value: object) -> Visibility:
    said = _words(value)
    visibility = _VISIBILITIES.get(folded(said)) if said else Visibility.PUBLIC
    if visibility is None:
        raise _bad(f"must be one of {', '.join(Visibility)}")
    return visibility


def _language(value: object) -> str | None:
    said = _words(value)
    code = languages.code(said) if said else None
    if said and code is None:
        raise _bad("must be a language code such as fr or en")
    return code


def _url(value: object) -> str | None:
    said = _words(value)
    if said and not said.lower().startswith(("https://", "http://")):
        raise _bad("must begin with https:// or http://")
    return said


def _bad(reason: str) -> PydanticCustomError:
    # The reason may hold braces of the author's own: it is passed as a value, not as a template.
    return PydanticCustomError("fact", "{reason}", {"reason": reason})


_Words = Annotated[str | None, BeforeValidator(_words)]
_Day = Annotated[str | None, BeforeValidator(_day)]


class Facts(BaseModel):
    """The facts of one document, checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Words = None
    kind: Annotated[Kind, BeforeValidator(_kind)] = Kind.STATEMENT
    speaker: _Words = None
    role: _Words = None
    date: Annotated[str | None, BeforeValidator(_date)] = None
    channel: _Words = None
    language: Annotated[str | None, BeforeValidator(_language)] = None
    url: Annotated[str | None, BeforeValidator(_url)] = None
    supersedes: _Words = None
    visibility: Annotated[Visibility, BeforeValidator(_visibility)] = Visibility.PUBLIC
    embargoed_until: _Day = None
    expires: _Day = None
    owner: _Words = None

    @property
    def access(self) -> Access:
        """Who may read the document, as the record keeps it."""
        return Access(self.visibility, self.embargoed_until, self.expires, self.owner)

    def document(
        self, source: str, text: str, *, title: str = "", notes: tuple[str, ...] = ()
    ) -> SourceDocument:
        """The document that ``text`` is, with these facts; its language is detected if unsaid."""
        return SourceDocument(
            source=source,
            text=text,
            title=self.title or title,
            kind=self.kind,
            speaker=self.speaker,
            role=self.role,
            date=self.date,
            channel=self.channel,
            language=self.language or _spoken(text),
            url=self.url,
            supersedes=self.supersedes,
            access=self.access,
            notes=notes,
            kind_said="kind" in self.model_fields_set,
        )


FIELDS = frozenset(Facts.model_fields)


def check(said: Mapping[str, Any], spelt: Mapping[str, str] | None = None) -> Facts:
    """The facts in ``said`` (by our field names), checked.

    ``spelt`` tells how the file called each field, so that an error names what the author wrote.
    Raises :class:`BadFact` for the first value that cannot be taken.
    """
    try:
        return Facts.model_validate({key: value for key, value in said.items() if value != ""})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0])
        name = (spelt or {}).get(field, field)
        said_so = first["input"]
        shown = "what is there" if isinstance(said_so, list | dict) else repr(str(said_so)[:80])
        raise BadFact(field, f"{name}: {shown} {first['msg']}.") from error


def _spoken(text: str) -> str | None:
    found = languages.detect(text)
    return None if found.code == languages.UNKNOWN else found.code
