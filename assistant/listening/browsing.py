"""The inbox as a query: filters, order, pages and counts, answered by the database.

Urgency, route and complaint are filtered by what was read before; a post that nobody has read yet
passes no such filter, and is counted as unread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from assistant.listening.values import (
    Counts,
    Heard,
    Known,
    Order,
    Page,
    Query,
    State,
    Triage,
    Urgency,
)
from assistant.model import Intent, Route
from knowledge.cleaning import fold
from knowledge.record.finding import by_parts
from knowledge.schema import inbox_theme_posts, post_readings, posts

LARGEST_PAGE = 500

# A copy is read by what it copies.
_READ = and_(
    post_readings.c.brand == posts.c.brand,
    post_readings.c.post_id == func.coalesce(posts.c.copy_of, posts.c.id),
)
_ALL: tuple[Any, ...] = (
    posts,
    *(
        post_readings.c[name]
        for name in ("intent", "route", "urgency", "heat", "complaint", "problem")
    ),
)


def page(connection: Connection, brand: str, query: Query, rules: str) -> Page:
    """One page of the inbox; the last one where there are fewer."""
    size = max(1, min(query.size, LARGEST_PAGE))
    total = _how_many(connection, _matching(brand, query, rules))
    pages = max(1, -(-total // size))
    number = max(1, min(query.page, pages))
    # Ids are put in order first: whole posts would be carried through the sorting.
    ids = list(
        connection.execute(
            _matching(brand, query, rules)
            .with_only_columns(posts.c.id)
            .order_by(*_order(query.order))
            .limit(size)
            .offset((number - 1) * size)
        ).scalars()
    )
    wanted = (
        select(*_ALL)
        .select_from(posts.outerjoin(post_readings, _by(rules)))
        .where(posts.c.brand == brand, posts.c.id.in_(ids))
    )
    rows = {row.id: row for row in connection.execute(wanted)}
    found = tuple(heard(rows[identity]) for identity in ids)
    return Page(found, total, number, pages, unread(connection, brand, rules))


def every(connection: Connection, brand: str, query: Query, rules: str) -> Iterable[Heard]:
    """All posts of a query in its order, a few at a time."""
    wanted = (
        _matching(brand, query, rules)
        .with_only_columns(*_ALL)
        .order_by(*_order(query.order))
        .execution_options(yield_per=1_000)
    )
    for row in connection.execute(wanted):
        yield heard(row)


def counts(connection: Connection, brand: str, query: Query, rules: str) -> Counts:
    """How many posts of ``query`` there are of each kind."""

    def by(column: ColumnElement[Any]) -> dict[str, int]:
        grouped = (
            _matching(brand, query, rules)
            .with_only_columns(column, func.count())
            .group_by(column)
            .order_by(func.count().desc(), column)
        )
        return {
            "unread" if value is None and column is post_readings.c.route else str(value): count
            for value, count in connection.execute(grouped)
            if value is not None or column is post_readings.c.route
        }

    level = func.coalesce(post_readings.c.urgency, int(Urgency.UNREAD))
    return Counts(
        total=_how_many(connection, _matching(brand, query, rules)),
        unread=unread(connection, brand, rules),
        states=by(posts.c.state),
        urgencies={Urgency(int(value)).word: count for value, count in by(level).items()},
        routes=by(post_readings.c.route),
        languages=by(posts.c.language),
        channels=by(posts.c.channel),
        communities=by(posts.c.community),
    )


def unread(connection: Connection, brand: str, rules: str) -> int:
    """How many posts of others nobody has read by the rules of today."""
    query = select(func.count()).select_from(posts.outerjoin(post_readings, _by(rules)))
    return int(
        connection.execute(
            query.where(
                posts.c.brand == brand,
                posts.c.by_brand.is_(False),
                posts.c.copy_of.is_(None),
                post_readings.c.post_id.is_(None),
            )
        ).scalar_one()
    )


def waiting(connection: Connection, brand: str, rules: str, most: int) -> list[Heard]:
    """Posts that nobody has read yet, the newest first."""
    query = (
        select(posts)
        .select_from(posts.outerjoin(post_readings, _by(rules)))
        .where(
            posts.c.brand == brand,
            posts.c.by_brand.is_(False),
            posts.c.copy_of.is_(None),
            post_readings.c.post_id.is_(None),
        )
        .order_by(posts.c.arrival.desc())
        .limit(most)
    )
    return [heard(row) for row in connection.execute(query)]


def by_ids(connection: Connection, brand: str, ids: Iterable[str]) -> dict[str, Heard]:
    """The posts among ``ids`` that are kept, by id, in the order asked for."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Heard] = {}
    for part in by_parts(wanted):
        query = select(*_ALL).select_from(posts.outerjoin(post_readings, _READ))
        rows = connection.execute(query.where(posts.c.brand == brand, posts.c.id.in_(part)))
        found.update((row.id, heard(row)) for row in rows)
    return {one: found[one] for one in wanted if one in found}


def where(
    connection: Connection, brand: str, *filters: ColumnElement[bool], most: int = 200
) -> list[Heard]:
    """Posts that satisfy ``filters``, the oldest first."""
    query = (
        select(*_ALL)
        .select_from(posts.outerjoin(post_readings, _READ))
        .where(posts.c.brand == brand, *filters)
        .order_by(posts.c.at, posts.c.arrival)
        .limit(most)
    )
    return [heard(row) for row in connection.execute(query)]


def heard(row: Row[Any]) -> Heard:
    """A row of ``posts``, with or without what was read of it."""
    found = row._mapping
    triage = None
    if found.get("urgency") is not None:
        triage = Triage(
            intent=Intent(found["intent"]),
            route=Route(found["route"]),
            urgency=Urgency(found["urgency"]),
            heat=found["heat"],
            complaint=bool(found["complaint"]),
            problem=bool(found["problem"]),
        )
    return Heard(
        id=row.id,
        brand=row.brand,
        channel=row.channel,
        text=row.text,
        author=row.author,
        at=row.at,
        language=row.language,
        url=row.url,
        community=row.community,
        rating=row.rating,
        reach=row.reach,
        own_id=row.own_id,
        reply_to=row.reply_to,
        by_brand=bool(row.by_brand),
        state=State(row.state),
        known=Known(row.known) if row.known else None,
        taken_by=row.taken_by,
        note=row.note,
        copies=row.copies,
        copy_of=row.copy_of,
        changed_at=row.changed_at,
        triage=triage,
    )


def _by(rules: str) -> ColumnElement[bool]:
    return and_(_READ, post_readings.c.rules == rules)


def _how_many(connection: Connection, matching: Select[Any]) -> int:
    return int(connection.execute(matching.with_only_columns(func.count())).scalar_one())


def _matching(brand: str, query: Query, rules: str) -> Select[Any]:
    filters: list[ColumnElement[bool]] = [posts.c.brand == brand]
    if not query.by_brand:
        filters.append(posts.c.by_brand.is_(False))
    if not query.copies:
        filters.append(posts.c.copy_of.is_(None))
    for column, wanted in (
        (posts.c.state, [one.value for one in query.states]),
        (posts.c.language, query.languages),
        (posts.c.channel, query.channels),
        (posts.c.community, query.communities),
        (post_readings.c.route, [one.value for one in query.routes]),
    ):
        if wanted:
            filters.append(column.in_(_given(wanted)))
    if query.urgency is not None and query.urgency > Urgency.UNREAD:
        filters.append(post_readings.c.urgency >= int(query.urgency))
    if query.complaint is not None:
        filters.append(post_readings.c.complaint.is_(query.complaint))
    if query.answered is not None:
        is_so = posts.c.state == State.ANSWERED.value
        filters.append(is_so if query.answered else ~is_so)
    if query.since:
        filters.append(posts.c.at >= query.since)
    if query.until:
        # As precise as it is given: until 2023 takes all of 2023.
        filters.append(or_(posts.c.at <= query.until, posts.c.at.startswith(query.until)))
    if query.taken_by:
        filters.append(posts.c.taken_by == query.taken_by)
    for word in fold(query.words).split():
        filters.append(posts.c.folded.contains(word, autoescape=True))
    matching = select(posts).select_from(posts.outerjoin(post_readings, _by(rules)))
    if query.theme is not None:
        matching = matching.join(
            inbox_theme_posts,
            and_(
                inbox_theme_posts.c.brand == posts.c.brand,
                inbox_theme_posts.c.post_id == posts.c.id,
                inbox_theme_posts.c.theme_id == query.theme,
            ),
        )
    return matching.where(*filters)


def _given(wanted: Sequence[str]) -> list[str]:
    return [str(one) for one in wanted]


def _order(order: Order) -> tuple[ColumnElement[Any], ...]:
    # A post without a date stands behind those that have one, whichever way round.
    newest = (posts.c.at.is_(None), posts.c.at.desc(), posts.c.arrival.desc())
    if order is Order.OLDEST:
        return (posts.c.at.is_(None), posts.c.at, posts.c.arrival)
    if order is Order.REACH:
        return (func.coalesce(posts.c.reach, -1).desc(), posts.c.copies.desc(), *newest)
    if order is Order.NEWEST:
        return newest
    return (
        posts.c.state != State.NEW.value,
        func.coalesce(post_readings.c.urgency, int(Urgency.UNREAD)).desc(),
        *newest,
    )


def as_json(value: object) -> str:
    """The one JSON text of a value that is kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
