"""An activation brief: what a person needs at hand who asks an ally to speak, or not to.

The ask is the person's own. Beside it stand what the ally said and what they dispute, the ties to
be told, the facts to check, how consent stands, and what to say if they decline. It holds nothing
for the ally to sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.phrasing import moment
from assistant.reef.texts import say
from assistant.reef.values import Ally, Bond, Consent, Contact, Fact, Saying, Stance, Tie
from assistant.reef.voices import Heard


@dataclass(frozen=True)
class Brief:
    """What goes into the hands of whoever asks. ``said`` holds the sentences of ours, by what they
    are for, in the language of the brief; quotations are to the letter."""

    name: str
    who: str
    community: str
    about: str
    ask: str
    language: str
    day: str
    by: str
    consent: Consent
    consent_said: str
    shares: tuple[Saying, ...]
    disputes: tuple[Saying, ...]
    elsewhere: tuple[Saying, ...]
    facts: tuple[Fact, ...]
    ties: tuple[Tie, ...]
    contact: Contact | None
    only_in_crises: bool
    free: str
    declines: str
    phrased: str = ""

    def as_dict(self) -> dict[str, Any]:
        """It as plain JSON."""
        return asdict(self)


def written(
    ally: Ally,
    about: str,
    ask: str,
    language: str,
    day: str,
    by: str,
    *,
    shares: Sequence[Heard],
    disputes: Sequence[Heard],
    elsewhere: Sequence[Saying],
    facts: Sequence[Fact],
    phrased: str = "",
) -> Brief:
    """The brief for one ally."""
    text = say(language)
    return Brief(
        name=ally.name,
        who=ally.who,
        community=text(f"community {ally.community}"),
        about=about,
        ask=ask,
        language="fr" if language == "fr" else "en",
        day=day,
        by=by,
        consent=ally.consent_on(day),
        consent_said=consent_said(ally, day, language),
        shares=tuple(one.saying for one in shares),
        disputes=tuple(one.saying for one in disputes),
        elsewhere=tuple(elsewhere),
        facts=tuple(facts),
        ties=ally.ties,
        contact=ally.last_contact,
        only_in_crises=ally.only_in_crises,
        free=text("brief free"),
        declines=text("brief declines"),
        phrased=phrased,
    )


def consent_said(ally: Ally, day: str, language: str) -> str:
    """How consent stands, and what follows from it, in a sentence or two."""
    text, state, last = say(language), ally.consent_on(day), ally.consent
    if state is not Consent.GIVEN or last is None:
        return text("brief consent not", state=text(f"consent {state}"))
    until = moment(last.until, language, exact=True) if last.until else None
    when = text("consent until", date=until) if until else text("consent open")
    return text("brief consent given", when=when, scope=last.scope)


def read_back(body: dict[str, Any]) -> Brief:
    """A brief that was kept, as it was made."""
    kept = dict(body)
    kept["consent"] = Consent(kept["consent"])
    for field in ("shares", "disputes", "elsewhere"):
        kept[field] = tuple(
            Saying(**(one | {"stance": Stance(one["stance"])})) for one in kept[field]
        )
    kept["facts"] = tuple(Fact(**one) for one in kept["facts"])
    kept["ties"] = tuple(Tie(Bond(one["bond"]), one["words"]) for one in kept["ties"])
    kept["contact"] = Contact(**kept["contact"]) if kept["contact"] else None
    return Brief(**kept)
