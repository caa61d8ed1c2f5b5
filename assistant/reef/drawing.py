"""The map as a drawing: SVG of our own making, with nothing in it from elsewhere.

A tie is told by the shape of its line and an ally who may not be cited by a hollow mark, not by
colour alone. On the page a node is a button, reached by keyboard; in a file it is a mark.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.reef.mapping import AllyNode, Edge, ReefMap, Tied, TopicNode
from assistant.reef.texts import say
from assistant.reef.values import Consent
from knowledge.cleaning import reveal

WIDE, HIGH = 1100, 700
_X, _Y = 350.0, 270.0
MIDDLE = 0.3
"""How far from the middle line an ally's name stands beside its mark rather than above or below."""
TOPIC_WIDTH, LETTER = 20, 6.2
"""Letters of a line of a topic's name, and about how wide one is."""
_APART = 3.0
"""Half the distance between the two lines of an ally who shares and disputes."""
Escape = Callable[[str], str]


def drawing(told: ReefMap, language: str, escape: Escape, *, buttons: bool = True) -> str:
    """The map as one ``<svg>``; ``escape`` makes text from outside inert."""
    text = say(language)
    points = {n.topic.id: _place(n.x, n.y) for n in told.topics}
    points |= {n.ally.id: _place(n.x, n.y) for n in told.allies}
    lines = [_spoke(points[n.topic.id], n.topic.id) for n in told.topics if n.topic.of_purpose]
    lines += [_edge(one, points[one.ally_id], points[one.topic_id]) for one in told.edges]
    labels = _apart(told, points)
    marks = [
        _topic(n, points[n.topic.id], labels[n.topic.id], escape, buttons=buttons)
        for n in told.topics
    ]
    marks += [
        _ally(n, told.of(n.ally.id), points[n.ally.id], language, escape, buttons=buttons)
        for n in told.allies
    ]
    x, y = _place(0, 0)
    middle = (
        f'<g class="node purpose"><circle cx="{x:.0f}" cy="{y:.0f}" r="44"/>'
        f"{_lines(text('purpose'), x, y + 4, 'middle', 12)}</g>"
    )
    label = escape(text("map title", brand=told.brand))
    return (
        f'<svg class="reef-map" viewBox="0 0 {WIDE} {HIGH}" role="group" '
        f'xmlns="http://www.w3.org/2000/svg" aria-label="{label}">'
        f'<g class="edges" aria-hidden="true">{"".join(lines)}</g>{middle}{"".join(marks)}</svg>'
    )


def standing_alone(told: ReefMap, language: str) -> str:
    """The map as a file that can be opened anywhere, in light and in dark, with its legend."""
    text = say(language)
    drawn = drawing(told, language, _plain, buttons=False)
    rows = [
        ("e-shares", text("edge shares")),
        ("e-disputes", text("edge disputes")),
    ]
    legend = ""
    for at, (kind, words) in enumerate(rows):
        y = HIGH - 40 + 20 * at
        legend += (
            f'<path class="edge {kind}" d="M20 {y}H60"/>'
            f'<text x="68" y="{y + 4}">{_plain(words)}</text>'
        )
    for at, (kind, words) in enumerate(
        (("citable", text("legend cited")), ("uncited", text("legend uncited")))
    ):
        y = HIGH - 40 + 20 * at
        legend += (
            f'<g class="node ally {kind}"><circle cx="190" cy="{y}" r="7"/></g>'
            f'<text x="204" y="{y + 4}">{_plain(words)}</text>'
        )
    title = (
        f'<text class="title" x="20" y="28">{_plain(text("map title", brand=told.brand))}</text>'
    )
    head, rest = drawn.split(">", 1)
    return f"{head}><style>{_STYLE}</style>{title}{rest[: -len('</svg>')]}{legend}</svg>\n"


def _place(x: float, y: float) -> tuple[float, float]:
    return WIDE / 2 + _X * x, HIGH / 2 + _Y * y


def _spoke(to: tuple[float, float], identity: str) -> str:
    x, y = _place(0, 0)
    way = f"M{x:.0f} {y:.0f}L{to[0]:.0f} {to[1]:.0f}"
    return f'<path class="edge e-purpose" data-of="{identity}" d="{way}"/>'


def _edge(one: Edge, start: tuple[float, float], end: tuple[float, float]) -> str:
    kinds = ("shares", "disputes") if one.tied is Tied.BOTH else (one.tied.value,)
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    across = (-dy / length * _APART, dx / length * _APART)
    drawn = ""
    for at, kind in enumerate(kinds):
        side = 0.0 if len(kinds) == 1 else (1.0 if at else -1.0)
        x, y = across[0] * side, across[1] * side
        drawn += (
            f'<path class="edge e-{kind}" data-of="{one.ally_id} {one.topic_id}" '
            f'd="M{start[0] + x:.1f} {start[1] + y:.1f}L{end[0] + x:.1f} {end[1] + y:.1f}"/>'
        )
    return drawn


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: _Box) -> float:
        """The area that two boxes have in common."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)


@dataclass(frozen=True)
class _Label:
    """Where the name of a topic stands: its first line, and on which side of it it is anchored."""

    x: float
    y: float
    anchor: str
    box: _Box


def _apart(told: ReefMap, points: Mapping[str, tuple[float, float]]) -> dict[str, _Label]:
    """A place for the name of each topic, where it covers the least of what is there already."""
    x, y = _place(0, 0)
    taken = [_Box(x - 46, y - 46, x + 46, y + 46)]
    taken += [_Box(a - 10, b - 10, a + 10, b + 10) for a, b in points.values()]
    for other in told.allies:
        # About where the name of an ally stands: outside of the ring.
        a, b = points[other.ally.id]
        side = (a + 14, a + 190) if other.x > MIDDLE else (a - 190, a - 14)
        left, right = side if abs(other.x) > MIDDLE else (a - 90, a + 90)
        taken.append(_Box(left, b - 16, right, b + 30))
    found: dict[str, _Label] = {}
    for node in told.topics:
        at = points[node.topic.id]
        lines = _cut(node.topic.name, TOPIC_WIDTH)
        places = _places(at, max(map(len, lines)) * LETTER, len(lines), up=node.y < 0)
        best = min(places, key=lambda one: sum(one.box.over(other) for other in taken))
        taken.append(best.box)
        found[node.topic.id] = best
    return found


def _places(at: tuple[float, float], wide: float, lines: int, *, up: bool) -> list[_Label]:
    (x, y), high = at, 13.0 * lines
    above = _Label(
        x, y - 12 - 13 * (lines - 1), "middle", _box(x - wide / 2, y - 10 - high, wide, high)
    )
    below = _Label(x, y + 20, "middle", _box(x - wide / 2, y + 9, wide, high))
    middle = y + 4 - 6.5 * (lines - 1)
    right = _Label(x + 11, middle, "start", _box(x + 11, y - high / 2, wide, high))
    left = _Label(x - 11, middle, "end", _box(x - 11 - wide, y - high / 2, wide, high))
    return [above, below, right, left] if up else [below, above, right, left]


def _box(left: float, top: float, wide: float, high: float) -> _Box:
    return _Box(left, top, left + wide, top + high)


def _topic(
    node: TopicNode, at: tuple[float, float], label: _Label, escape: Escape, *, buttons: bool
) -> str:
    x, y = at
    name = escape(node.topic.name)
    act = (
        f' tabindex="0" role="button" data-act="hear-topic" data-subject="{name}" '
        f'data-node="{node.topic.id}" aria-label="{name}"'
        if buttons
        else ""
    )
    kind = "of-purpose" if node.topic.of_purpose else "of-promise"
    words = _wrapped(node.topic.name, label.x, label.y, label.anchor, TOPIC_WIDTH, escape)
    return (
        f'<g class="node topic {kind}"{act}><title>{name}</title>'
        f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" rx="2"/>'
        f"{words}</g>"
    )


def _ally(
    node: AllyNode,
    edges: Sequence[Edge],
    at: tuple[float, float],
    language: str,
    escape: Escape,
    *,
    buttons: bool,
) -> str:
    text, (x, y), ally = say(language), at, node.ally
    citable = node.consent is Consent.GIVEN
    told = ", ".join(
        [
            ally.name,
            text(f"community {ally.community}"),
            *dict.fromkeys(text(f"edge {one.tied}") for one in edges),
            text("may cite" if citable else "may not cite"),
        ]
    )
    act = (
        f' tabindex="0" role="button" data-act="open-ally" data-subject="{ally.id}" '
        f'data-node="{ally.id}" aria-label="{escape(told)}"'
        if buttons
        else ""
    )
    side = "start" if node.x > MIDDLE else "end" if node.x < -MIDDLE else "middle"
    left = x + {"start": 16, "end": -16, "middle": 0}[side]
    lines = _cut(ally.name, 24)
    top = y - 2 if side != "middle" else (y + 28 if node.y > 0 else y - 18 - 15 * len(lines))
    name = "".join(
        f'<tspan x="{left:.0f}" dy="{0 if n == 0 else 15}">{escape(one)}</tspan>'
        for n, one in enumerate(lines)
    )
    group = escape(text(f"community {ally.community}"))
    return (
        f'<g class="node ally {"citable" if citable else "uncited"}"{act}>'
        f"<title>{escape(told)}</title>"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        f'<text class="name" text-anchor="{side}" x="{left:.0f}" y="{top:.0f}">{name}'
        f'<tspan class="group" x="{left:.0f}" dy="15">{group}</tspan></text></g>'
    )


def _cut(words: str, width: int, most: int = 3) -> list[str]:
    return textwrap.wrap(words, width, max_lines=most, placeholder="…") or [words[:width]]


def _wrapped(words: str, x: float, y: float, anchor: str, width: int, escape: Escape) -> str:
    lines = _cut(words, width)
    spans = "".join(
        f'<tspan x="{x:.0f}" dy="{0 if n == 0 else 13}">{escape(one)}</tspan>'
        for n, one in enumerate(lines)
    )
    return f'<text text-anchor="{anchor}" x="{x:.0f}" y="{y:.0f}">{spans}</text>'


def _lines(words: str, x: float, y: float, anchor: str, width: int) -> str:
    return _wrapped(words, x, y, anchor, width, _plain)


def _plain(words: str) -> str:
    return html.escape(reveal(words), quote=True)


_STYLE = (
    "svg{color-scheme:light dark;background:#f8f6f2;font-family:system-ui,sans-serif}"
    "text{font-size:12px;fill:#1e2530}.title{font-size:16px;font-weight:600}"
    ".name{font-weight:600}.group{font-weight:400;fill:#59616d}"
    ".edge{fill:none;stroke-width:1.6}.e-purpose{stroke:#8d8579;stroke-width:1}"
    ".e-shares{stroke:#1d6b45}.e-disputes{stroke:#ad2118;stroke-dasharray:6 4}"
    ".purpose circle{fill:#fbebe6;stroke:#b03a27}.topic rect{fill:#ffffff;stroke:#8d8579}"
    ".of-purpose rect{fill:#b03a27;stroke:#b03a27}.ally circle{stroke:#1e2530;stroke-width:1.6}"
    ".citable circle{fill:#1e2530}.uncited circle{fill:#f8f6f2;stroke-dasharray:3 3}"
    "@media (prefers-color-scheme:dark){svg{background:#14171b}text{fill:#e9e6e0}"
    ".group{fill:#a8aeb6}.e-shares{stroke:#83d3a6}.e-disputes{stroke:#ff9389}"
    ".purpose circle{fill:#38241f;stroke:#ff9d88}.topic rect{fill:#1c2025;stroke:#7c848d}"
    ".of-purpose rect{fill:#ff9d88;stroke:#ff9d88}.ally circle{stroke:#e9e6e0}"
    ".citable circle{fill:#e9e6e0}.uncited circle{fill:#14171b}}"
)
