"""What a person or a file says of an ally, made into values that the shelf can keep, or refused.

Words of an ally are kept to the letter, and only with the day and the place where they were said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from assistant.errors import BadRequest
from assistant.reef.texts import missing, refused, say
from assistant.reef.values import Ally, Answer, Bond, Community, Stance, Tie
from knowledge import dates, languages
from knowledge.cleaning import clean, fold, one_line

K = TypeVar("K", Community, Answer)

LONGEST = {
    **{"name": 200, "who": 1_000, "link": 1_000, "words": 4_000, "source": 1_000},
    **{"tie": 400, "topic": 120, "scope": 400, "about": 400, "ask": 4_000},
}
"""Characters that are kept of each; more is refused, nothing is cut off somebody's words."""

Known = Callable[[str], str | None]
"""What finds a document on record: its id, or ``None``."""


@dataclass(frozen=True)
class NewSaying:
    """Something an ally said, before it has a number."""

    stance: Stance
    words: str
    date: str
    source: str
    document_id: str | None = None
    language: str = ""
    topic: str = ""


@dataclass(frozen=True)
class NewConsent:
    """What is to be recorded of consent."""

    answer: Answer
    date: str
    until: str | None = None
    scope: str = ""


@dataclass(frozen=True)
class NewContact:
    """A contact, before it has a number."""

    date: str
    about: str
    crisis: bool = False


@dataclass(frozen=True)
class NewAlly:
    """An ally, before they are on the reef."""

    name: str
    community: Community
    who: str = ""
    link: str = ""
    language: str = ""
    ties: tuple[Tie, ...] = ()
    topics: tuple[str, ...] = ()
    sayings: tuple[NewSaying, ...] = ()
    consents: tuple[NewConsent, ...] = ()
    contacts: tuple[NewContact, ...] = ()


def line(words: str, what: str, *, needed: bool = True) -> str:
    """One line without hidden characters. Raises :class:`BadRequest`."""
    return _kept(" ".join(clean(words).text.split()), what, needed=needed)


def quote(words: str) -> str:
    """Somebody's words, to the letter but for hidden characters and quotation marks around."""
    said = clean(words).text.strip()
    for first, last in (("«", "»"), ("“", "”"), ('"', '"')):
        inner = said[1:-1]
        if said[:1] == first and said[-1:] == last and first not in inner and last not in inner:
            said = inner.strip()
    return _kept(said, "words")


def day(given: str, today: str | None = None) -> str:
    """An ISO day; ``today`` is the last that it may be. Raises :class:`BadRequest`."""
    found = dates.parse(given)
    if found is None or len(found) != len("2026-08-03"):
        raise refused(BadRequest, "day", given=one_line(str(given), 40) or "–")
    if today is not None and found > today:
        raise refused(BadRequest, "day to come", given=found)
    return found


def community(given: str) -> Community:
    """A community by its key, or by its name in either language. Raises :class:`BadRequest`."""
    return _one_of(Community, "community", given)


def tie(given: str) -> Tie:
    """A tie, as ``paid: they check our farms``; without a known kind it is another tie."""
    words = line(given, "tie")
    head, colon, rest = words.partition(":")
    names = {fold(one.value): one for one in Bond}
    names |= {
        fold(say(speech)(f"bond {one.value}")): one for one in Bond for speech in ("en", "fr")
    }
    bond = names.get(fold(head.strip()))
    if bond is not None and (rest.strip() or not colon):
        return Tie(bond, rest.strip() or words)
    return Tie(Bond.OTHER, words)


def saying(
    stance: Stance,
    words: str,
    date: str,
    source: str,
    today: str,
    *,
    document: str = "",
    known: Known = lambda ref: None,
    topic: str = "",
    language: str = "",
) -> NewSaying:
    """Words of an ally with their source. Raises :class:`BadRequest`."""
    said, named = quote(words), line(source, "source", needed=False)
    identity = None
    if ref := document.strip():
        identity = known(ref)
        if identity is None:
            raise refused(BadRequest, "no document", ref=repr(one_line(ref, 60)))
    if not named and identity is None:
        raise refused(BadRequest, "no source")
    spoken = languages.code(language) if language.strip() else languages.detect(said).code
    about = line(topic, "topic", needed=False)
    return NewSaying(stance, said, day(date, today), named, identity, spoken or "", about)


def consent(answer: str, date: str, today: str, *, until: str = "", scope: str = "") -> NewConsent:
    """What to record of consent. Raises :class:`BadRequest`."""
    given = _one_of(Answer, "consent", answer)
    begins = day(date, None if given is Answer.GIVEN else today)
    ends = day(until) if until.strip() else None
    if ends is not None and ends < begins:
        raise refused(BadRequest, "ends first", until=ends, date=begins)
    told = line(scope, "scope", needed=False)
    if given is Answer.GIVEN and not told:
        raise refused(BadRequest, "scope")
    return NewConsent(given, begins, ends if given is Answer.GIVEN else None, told)


def contact(date: str, about: str, today: str, *, crisis: bool = False) -> NewContact:
    """A contact. Raises :class:`BadRequest`."""
    return NewContact(day(date, today), line(about, "about"), crisis)


def changes(
    now: Ally,
    *,
    name: str | None = None,
    group: str | None = None,
    who: str | None = None,
    link: str | None = None,
    ties: Iterable[str] | None = None,
    topics: Iterable[str] | None = None,
) -> dict[str, Any]:
    """What would be told of ``now`` otherwise than it is; what is ``None`` stays as it is.

    Raises :class:`BadRequest`.
    """
    new = ally(
        now.name if name is None else name,
        now.community.value if group is None else group,
        who=now.who if who is None else who,
        link=now.link if link is None else link,
        ties=() if ties is None else ties,
        topics=() if topics is None else topics,
    )
    told: dict[str, Any] = {
        **{"name": new.name, "community": new.community},
        **{"who": new.who, "link": new.link},
    }
    told |= {} if ties is None else {"ties": new.ties}
    told |= {} if topics is None else {"topics": new.topics}
    return {field: value for field, value in told.items() if value != getattr(now, field)}


def tie_line(one: Tie) -> str:
    """A tie as it is written in a box, and read back by :func:`tie`."""
    return one.words if one.bond is Bond.OTHER else f"{one.bond}: {one.words}"


def _kept(words: str, what: str, *, needed: bool = True) -> str:
    if needed and not words:
        raise missing(what)
    if len(words) > LONGEST[what]:
        raise BadRequest(
            *(
                say(speech)("long", what=say(speech)(f"what {what}"), count=len(words), most=most)
                for speech, most in (("en", LONGEST[what]), ("fr", LONGEST[what]))
            )
        )
    return words


def _one_of(kind: type[K], named: str, given: str) -> K:
    wanted = fold(given.strip())
    one: K
    for one in kind:
        names = {one.value, *(say(speech)(f"{named} {one.value}") for speech in ("en", "fr"))}
        if wanted in {fold(name) for name in names}:
            return one
    known = ", ".join(one.value for one in kind)
    raise refused(BadRequest, "not one of", given=repr(one_line(given, 40)), known=known)


def ally(
    name: str,
    group: str,
    *,
    who: str = "",
    link: str = "",
    ties: Iterable[str] = (),
    topics: Iterable[str] = (),
    language: str | None = None,
) -> NewAlly:
    """An ally of whom nothing is noted yet. Raises :class:`BadRequest`."""
    return NewAlly(
        name=line(name, "name"),
        community=community(group),
        who=line(who, "who", needed=False),
        link=line(link, "link", needed=False),
        language=(languages.code(language) if language else None) or "",
        ties=tuple(tie(one) for one in ties if one.strip()),
        topics=tuple(dict.fromkeys(line(one, "topic") for one in topics if one.strip())),
    )
