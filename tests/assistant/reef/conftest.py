"""A reef of its own: a mill, those who grow for it, and those who hold it to its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from assistant.reef.ground import Words
from assistant.reef.shelf import Shelf
from assistant.reef.values import Fact, Topic
from assistant.reef.work import Reef
from assistant.review.people import Person, Role
from knowledge.database import Database
from knowledge.model import Brand
from knowledge.record import Record

TODAY = "2026-11-22"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEEPER = Person("Nadia", frozenset({Role.KNOWLEDGE_MANAGER}))
REVIEWER = Person("Rémi", frozenset({Role.REVIEWER}))
DRAFTER = Person("Maya", frozenset({Role.DRAFTER}))
ALLIES = """{"allies": [
 {"name": "Growers", "community": "farmers", "topics": ["wheat"],
  "shares": [{"words": "The price of wheat is published.", "date": "2026-01-02", "source": "Fair"}],
  "disputes": [{"words": "The price of wheat is too low.", "date": "2026-02-03", "source": "Fair"}],
  "consent": [{"state": "given", "date": "2026-01-03", "until": "2026-12-01", "scope": "wheat"}],
  "contacts": [{"date": "2026-03-01", "for": "Sowing"}]},
 {"name": "Bag League", "community": "ngos", "topics": ["packaging"],
  "disputes": [{"words": "Your paper bags hold plastic.", "date": "2026-01-09", "source": "Site"}],
  "contacts": [{"date": "2025-12-01", "for": "Complaint", "kind": "crisis"}]},
 {"name": "Other Mill", "community": "peers", "topics": ["flour"],
  "shares": [{"words": "We grind slowly, too.", "date": "2025-06-01", "source": "Letter"}]}
]}"""


@dataclass
class PlainGround:
    """A record that knows two topics; what shares a word of five letters is near."""

    facts_found: tuple[Fact, ...] = (
        Fact("p1", "We pay 210 euros a tonne of wheat in 2026.", "Meule", "2026-02-01", "Prices"),
    )

    def near(self, text: str, heard: Sequence[Words]) -> list[float]:
        return [float(bool(_telling(text) & _telling(f"{w.about} {w.text}"))) for w in heard]

    def about(self, topics: Sequence[Topic], heard: Sequence[Words]) -> list[list[float]]:
        return [[self.near(f"{t.name} {t.words}", [w])[0] for t in topics] for w in heard]

    def topics(self, language: str) -> list[Topic]:
        return [
            Topic("t1", "The price of wheat", "We publish the price of wheat.", True),
            Topic("t2", "Our packaging", "By 2028 our paper bags hold no plastic.", False),
        ]

    def purpose(self, language: str) -> str:
        return "Bread that feeds those who grow it."

    def facts(self, text: str, language: str) -> tuple[Fact, ...]:
        return self.facts_found

    def document(self, ref: str) -> str | None:
        return "d1" if ref == "d1" else None


def _telling(text: str) -> set[str]:
    return {word.strip(".,;:!?“”").casefold() for word in text.split() if len(word) >= 5}


@pytest.fixture
def shelf(database: Database) -> Shelf:
    Record(database).keep_brand(Brand("meule", "Meule"), "Nadia")
    return Shelf(database, lambda: NOW)


@pytest.fixture
def reef(sqlite: Database) -> Reef:
    Record(sqlite).keep_brand(Brand("meule", "Meule"), "Nadia")
    shelf = Shelf(sqlite, lambda: NOW)
    return Reef(
        shelf, lambda brand: PlainGround(), lambda brand: object(), lambda: date(2026, 11, 22)
    )


@pytest.fixture
def full(reef: Reef) -> Reef:
    """With three allies on it."""
    reef.take_in_text("meule", ALLIES, "allies.json", KEEPER)
    return reef
