"""The tables of the record, as SQLAlchemy sees them.

Every table that holds a brand's words has the brand in its primary key and in its foreign keys,
so that a row of one brand cannot point at a row of another. Two tables are of no brand: the
vectors, which are keyed by the text they were made of, and the journal, whose one chain
runs through everything that was done.

The tables are made by ``knowledge/migrations``; a test holds that they agree with this package.
"""

from __future__ import annotations

from knowledge.schema.access import api_keys, attempts, notices, people, sessions, spent
from knowledge.schema.base import metadata
from knowledge.schema.conversing import conversations, exchanges
from knowledge.schema.curating import proposals, record_befores, speaker_aliases
from knowledge.schema.listening import (
    feeds,
    inbox_theme_posts,
    inbox_themes,
    leader_handles,
    post_challenges,
    post_columns,
    post_erasures,
    post_imports,
    post_readings,
    posts,
)
from knowledge.schema.record import actors, brands, documents, journal, passages, secrets, vectors
from knowledge.schema.reef import (
    allies,
    ally_briefs,
    ally_consents,
    ally_contacts,
    ally_sayings,
)
from knowledge.schema.rehearsing import rehearsal_shares, rehearsal_turns, rehearsals
from knowledge.schema.review import comments, decisions, dossiers, freezes, versions
from knowledge.schema.workshop import (
    purpose_answers,
    purpose_calls,
    purpose_candidates,
    purpose_comments,
    purpose_outcomes,
    purpose_readings,
    purpose_votes,
)

REVISION = "0013"
"""The migration that this code needs: the head of ``knowledge/migrations/versions``."""

PASSING = frozenset({"sessions", "attempts", "spent", "notices", "api_keys"})
"""Tables of the hour, which no backup carries: after a restore everybody signs in again, a key that
was revoked since does not come back, and nobody is told a second time of what was done before."""

__all__ = [
    "PASSING",
    "REVISION",
    "actors",
    "allies",
    "ally_briefs",
    "ally_consents",
    "ally_contacts",
    "ally_sayings",
    "api_keys",
    "attempts",
    "brands",
    "comments",
    "conversations",
    "decisions",
    "documents",
    "dossiers",
    "exchanges",
    "feeds",
    "freezes",
    "inbox_theme_posts",
    "inbox_themes",
    "journal",
    "leader_handles",
    "metadata",
    "notices",
    "passages",
    "people",
    "post_challenges",
    "post_columns",
    "post_erasures",
    "post_imports",
    "post_readings",
    "posts",
    "proposals",
    "purpose_answers",
    "purpose_calls",
    "purpose_candidates",
    "purpose_comments",
    "purpose_outcomes",
    "purpose_readings",
    "purpose_votes",
    "record_befores",
    "rehearsal_shares",
    "rehearsal_turns",
    "rehearsals",
    "secrets",
    "sessions",
    "speaker_aliases",
    "spent",
    "vectors",
    "versions",
]
