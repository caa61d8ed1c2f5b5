"""The map of the reef: the purpose in the middle, topics around it, and allies by community.

A map and its table hold the same. Where things stand is worked out here, the same for the same
reef: topics on an inner ring, allies on an outer one, each near those it is tied to (the barycentre
heuristic of Sugiyama et al. 1981), allies of one community side by side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.reef.texts import say
from assistant.reef.values import Ally, Community, Consent, Topic
from assistant.reef.voices import Spoken

ROUNDS = 8
INNER, OUTER = (0.44, 0.66), 1.0
"""Where topics (in turn, so that their names keep apart) and allies stand, as shares of the way
from the middle to the rim."""


class Tied(StrEnum):
    """What an ally is to a topic."""

    SHARES = "shares"
    DISPUTES = "disputes"
    BOTH = "both"


@dataclass(frozen=True)
class TopicNode:
    """A topic on the map; the point is in [-1, 1] both ways, the middle is (0, 0)."""

    topic: Topic
    x: float
    y: float


@dataclass(frozen=True)
class AllyNode:
    """An ally on the map, and how consent stands."""

    ally: Ally
    consent: Consent
    x: float
    y: float


@dataclass(frozen=True)
class Edge:
    """An ally and a topic that they speak to."""

    ally_id: str
    topic_id: str
    tied: Tied


@dataclass(frozen=True)
class ReefMap:
    """The map of one brand on a day. ``purpose`` is the sentence in the middle."""

    brand: str
    purpose: str
    day: str
    topics: tuple[TopicNode, ...]
    allies: tuple[AllyNode, ...]
    edges: tuple[Edge, ...]

    def of(self, ally_id: str) -> tuple[Edge, ...]:
        """The edges of one ally."""
        return tuple(one for one in self.edges if one.ally_id == ally_id)


def draw_map(
    brand: str,
    purpose: str,
    allies: Sequence[Ally],
    told: Sequence[Spoken],
    day: str,
    language: str,
) -> ReefMap:
    """The map: the parts of the purpose, and what at least one ally speaks to.

    An ally who speaks to none of them stands at a topic of their own naming.
    """
    shown = [one for one in told if one.topic.of_purpose or one.speakers]
    edges = [
        Edge(identity, one.topic.id, _tied(identity, one))
        for one in shown
        for identity in one.speakers
    ]
    topics = [one.topic for one in shown]
    placed = {edge.ally_id for edge in edges}
    own: dict[str, Topic] = {}
    for ally in allies:
        stances = {one.stance for one in ally.sayings}
        if ally.id in placed or not stances:
            continue
        name = ally.topics[0] if ally.topics else say(language)("unknown")
        topic = own.setdefault(name.casefold(), Topic(f"o{len(own)}", name, "", False))
        both = len(stances) == 2
        edges.append(
            Edge(ally.id, topic.id, Tied.BOTH if both else Tied(next(iter(stances)).value))
        )
    topics += own.values()
    inner, outer = _angles(topics, allies, edges)
    return ReefMap(
        brand,
        purpose,
        day,
        tuple(
            TopicNode(one, *_point(inner[one.id], INNER[at % 2]))
            for at, one in enumerate(sorted(topics, key=lambda one: inner[one.id]))
        ),
        tuple(
            AllyNode(one, one.consent_on(day), *_point(outer[one.id], OUTER))
            for one in sorted(allies, key=lambda one: outer[one.id])
        ),
        tuple(edges),
    )


def _tied(identity: str, one: Spoken) -> Tied:
    if identity in one.shares and identity in one.disputes:
        return Tied.BOTH
    return Tied.SHARES if identity in one.shares else Tied.DISPUTES


def _angles(
    topics: Sequence[Topic], allies: Sequence[Ally], edges: Sequence[Edge]
) -> tuple[dict[str, float], dict[str, float]]:
    """Where topics and allies stand on their rings, in turns of the whole (0 to 1)."""
    groups: dict[Community, list[str]] = {}
    for community in Community:
        if here := [one.id for one in allies if one.community is community]:
            groups[community] = here
    inner = _even([one.id for one in topics])
    outer = _even([identity for group in groups.values() for identity in group])
    for _ in range(ROUNDS):
        inner = _even(_by_middle(list(inner), {e.topic_id: [] for e in edges}, edges, outer, True))
        pulled: dict[str, list[float]] = {e.ally_id: [] for e in edges}
        middle = _middles(pulled, edges, inner, False)
        ordered = sorted(
            groups.values(), key=lambda group: _mean([middle.get(i, outer[i]) for i in group])
        )
        outer = _even(
            [
                identity
                for group in ordered
                for identity in sorted(group, key=lambda i: middle.get(i, outer[i]))
            ]
        )
    return inner, outer


def _by_middle(
    ids: Sequence[str],
    into: dict[str, list[float]],
    edges: Sequence[Edge],
    other: Mapping[str, float],
    topics: bool,
) -> list[str]:
    middle = _middles(into, edges, other, topics)
    place = {identity: at / len(ids) for at, identity in enumerate(ids)}
    return sorted(ids, key=lambda identity: middle.get(identity, place[identity]))


def _middles(
    into: dict[str, list[float]],
    edges: Sequence[Edge],
    other: Mapping[str, float],
    topics: bool,
) -> dict[str, float]:
    for edge in edges:
        mine, theirs = (edge.topic_id, edge.ally_id) if topics else (edge.ally_id, edge.topic_id)
        into[mine].append(other[theirs])
    return {identity: _mean(angles) for identity, angles in into.items() if angles}


def _mean(turns: Sequence[float]) -> float:
    """The mean of angles, round the circle."""
    x = sum(math.cos(2 * math.pi * one) for one in turns)
    y = sum(math.sin(2 * math.pi * one) for one in turns)
    return math.atan2(y, x) / (2 * math.pi) % 1.0


def _even(ids: Sequence[str]) -> dict[str, float]:
    return {identity: (at + 0.5) / len(ids) for at, identity in enumerate(ids)}


def _point(turn: float, share: float) -> tuple[float, float]:
    """From the top, with the clock."""
    return (
        round(share * math.sin(2 * math.pi * turn), 4),
        round(-share * math.cos(2 * math.pi * turn), 4),
    )
