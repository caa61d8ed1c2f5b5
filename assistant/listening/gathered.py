"""The themes of an inbox, as they were last gathered, and how far the record answers them.

:mod:`assistant.themes` finds them from the posts and their vectors; here they are kept, with stable
ids, and read back. How far the record covers a theme is asked when it is first looked at, and again
once the record has changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, case, delete, func, insert, select, update

from assistant.listening.browsing import as_json
from assistant.listening.values import By, Heard, State
from assistant.themes.values import Count, Coverage, Share, Theme, Themes, Voice
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.journal import Act, Scribe
from knowledge.languages import UNKNOWN
from knowledge.record.finding import by_parts
from knowledge.schema import inbox_theme_posts, inbox_themes, posts

_OPEN = (State.NEW.value, State.DRAFTING.value)


@dataclass(frozen=True)
class ThemeListed:
    """A theme of the inbox beside the others. ``first`` and ``last`` are days. ``coverage`` is
    ``None`` where nobody has asked the record yet, or not since it changed; ``open_posts`` counts
    the posts of it that nobody answered or set aside."""

    theme: Theme
    first: str | None
    last: str | None
    open_posts: int
    coverage: Coverage | None


@dataclass(frozen=True)
class ThemeShown:
    """A theme opened: its volume over time, who speaks of it where, and posts that stand for it."""

    listed: ThemeListed
    volume: tuple[Count, ...]
    unit: str
    communities: tuple[Share, ...]
    representatives: tuple[Heard, ...]
    open_on_record: tuple[Heard, ...]
    """Posts that were put to the record and that it does not answer."""


@dataclass(frozen=True)
class Gathered:
    """All themes of an inbox. ``gathered_at`` is when, ``since`` how many posts came after."""

    themes: tuple[ThemeListed, ...]
    unsorted: int
    gathered_at: str | None
    since: int


class ThemeShelf:
    """The themes of inboxes, kept. Safe to share between threads."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock

    def members(self, brand: str) -> dict[str, list[str]]:
        """For each theme the ids of its posts, nearest to its middle first."""
        query = (
            select(inbox_theme_posts.c.theme_id, inbox_theme_posts.c.post_id)
            .where(inbox_theme_posts.c.brand == brand)
            .order_by(inbox_theme_posts.c.theme_id, inbox_theme_posts.c.position)
        )
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for theme, post in connection.execute(query):
                found.setdefault(theme, []).append(post)
        return found

    def of(self, brand: str, post: str) -> tuple[str, str] | None:
        """The id and the name of the theme a post is in."""
        query = (
            select(inbox_themes.c.id, inbox_themes.c.name)
            .join(
                inbox_theme_posts,
                (inbox_theme_posts.c.brand == inbox_themes.c.brand)
                & (inbox_theme_posts.c.theme_id == inbox_themes.c.id),
            )
            .where(inbox_themes.c.brand == brand, inbox_theme_posts.c.post_id == post)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return (row.id, row.name) if row is not None else None

    def keep(self, brand: str, found: Themes, by: By) -> None:
        """Put newly gathered themes in the place of those before."""
        with self._database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            connection.execute(delete(inbox_theme_posts).where(inbox_theme_posts.c.brand == brand))
            connection.execute(delete(inbox_themes).where(inbox_themes.c.brand == brand))
            here = set(
                connection.execute(select(posts.c.id).where(posts.c.brand == brand)).scalars()
            )
            for position, theme in enumerate(found.themes):
                members = [one for one in theme.members if one in here]
                if not members:
                    continue
                connection.execute(
                    insert(inbox_themes).values(
                        brand=brand,
                        id=theme.id,
                        position=position,
                        name=theme.name,
                        body=as_json(_body(theme)),
                        gathered_at=scribe.at,
                    )
                )
                rows = [
                    {"brand": brand, "post_id": one, "theme_id": theme.id, "position": place}
                    for place, one in enumerate(members)
                ]
                for part in by_parts(rows):
                    connection.execute(insert(inbox_theme_posts), part)
            told = {"themes": len(found.themes), "posts": len(here)}
            scribe.write(brand, [Act("themes gathered", brand, told)])

    def listed(self, brand: str, situation: str) -> Gathered:
        """The themes of an inbox, largest first."""
        members = self.members(brand)
        with self._database.reading() as connection:
            rows = connection.execute(
                select(inbox_themes)
                .where(inbox_themes.c.brand == brand)
                .order_by(inbox_themes.c.position)
            ).all()
            spans = {row.theme_id: row for row in connection.execute(_spans(brand))}
            at = max((row.gathered_at for row in rows), default=None)
            others = (posts.c.brand == brand, posts.c.by_brand.is_(False))
            count = select(func.count()).select_from(posts).where(*others)
            total = int(connection.execute(count).scalar_one())
            since = (
                int(connection.execute(count.where(posts.c.arrived_at > at)).scalar_one())
                if at is not None
                else total
            )
        sorted_ = sum(len(ids) for ids in members.values())
        return Gathered(
            tuple(
                _listed(row, members.get(row.id, []), spans.get(row.id), situation)
                for row in rows
                if members.get(row.id)
            ),
            unsorted=total - since - sorted_ if at is not None else 0,
            gathered_at=at,
            since=since,
        )

    def one(self, brand: str, theme: str, situation: str) -> ThemeListed:
        """One theme, by its id or the beginning of it. Raises :class:`UnknownThing`."""
        listed = self.listed(brand, situation).themes
        found = [one for one in listed if one.theme.id == theme] or [
            one for one in listed if one.theme.id.startswith(theme)
        ]
        if len(found) != 1:
            raise UnknownThing(
                f"No theme {theme[:40]!r} in this inbox. `corail listen themes` lists them."
            )
        return found[0]

    def keep_coverage(self, brand: str, told: Coverage, situation: str) -> None:
        """Keep how far the record covers a theme, in that situation."""
        if self._database.read_only:
            return
        here = (inbox_themes.c.brand == brand, inbox_themes.c.id == told.theme_id)
        with self._database.writing() as connection:
            body = connection.execute(select(inbox_themes.c.body).where(*here)).scalar()
            if body is not None:
                kept = json.loads(body) | {"covered": vars(told), "situation": situation}
                connection.execute(update(inbox_themes).where(*here).values(body=as_json(kept)))


def voices(heard: Iterable[Heard]) -> list[Voice]:
    """Posts as the voices that themes are made of; a post without a community has its channel's."""
    return [
        Voice(
            id=one.id,
            text=one.text,
            language="" if one.language == UNKNOWN else one.language,
            at=moment(one.at),
            who=one.author,
            community=one.community or one.channel,
        )
        for one in heard
    ]


def moment(at: str | None) -> datetime | None:
    """A date of a post as a moment; ``None`` where not even its day is known."""
    if at is None:
        return None
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _spans(brand: str) -> Any:
    open_one = func.sum(case((posts.c.state.in_(_OPEN), 1), else_=0))
    return (
        select(
            inbox_theme_posts.c.theme_id,
            func.min(posts.c.at).label("first"),
            func.max(posts.c.at).label("last"),
            open_one.label("open_posts"),
        )
        .join(
            posts,
            (posts.c.brand == inbox_theme_posts.c.brand)
            & (posts.c.id == inbox_theme_posts.c.post_id),
        )
        .where(inbox_theme_posts.c.brand == brand)
        .group_by(inbox_theme_posts.c.theme_id)
    )


def _body(theme: Theme) -> dict[str, Any]:
    return {
        "words": theme.words,
        "representatives": theme.representatives,
        "cohesion": theme.cohesion,
        "copies": theme.copies,
        "languages": dict(theme.languages),
    }


def _listed(row: Row[Any], members: Sequence[str], span: Any, situation: str) -> ThemeListed:
    body = json.loads(row.body)
    here = set(members)
    covered = body.get("covered") if body.get("situation") == situation else None
    theme = Theme(
        id=row.id,
        name=row.name,
        words=tuple(body["words"]),
        members=tuple(members),
        # Of those that were erased since, nothing is shown.
        representatives=tuple(one for one in body["representatives"] if one in here),
        cohesion=body["cohesion"],
        copies=tuple(
            tuple(group)
            for ids in body["copies"]
            if len(group := [one for one in ids if one in here]) > 1
        ),
        languages=body["languages"],
    )
    return ThemeListed(
        theme=theme,
        first=span.first[:10] if span is not None and span.first else None,
        last=span.last[:10] if span is not None and span.last else None,
        open_posts=int(span.open_posts or 0) if span is not None else 0,
        coverage=_coverage(covered, here) if covered is not None else None,
    )


def _coverage(kept: Mapping[str, Any], here: set[str]) -> Coverage:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()}
    told = Coverage(**values)
    return replace(told, open=tuple(one for one in told.open if one in here))
