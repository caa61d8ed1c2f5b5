"""What is the same thing on every page looks the same, and is built here, as inert HTML.

Every text from outside passes through :func:`inert` before it stands between our own tags: escaped,
with hidden characters shown as marks. Where it stands in a line of ours it is isolated in
``<bdi>``, where it is a block it has ``dir="auto"``, so that no text turns another around.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from assistant.errors import AssistantError
from assistant.model import Finding, Length, Reading, Route, Severity, Standing
from assistant.ui import ages
from assistant.ui.texts import Say, channel_name, language_name
from knowledge.cleaning import reveal
from knowledge.model import Passage

# The page's template language reads these; as entities they are characters and nothing else.
_TEMPLATE = {ord(c): f"&#{ord(c)};" for c in "{}$`\\"}
NEARLY_FULL = 0.9
LONG_POST = 700
_LONG = 260
"""Characters of a finding that is long."""
_SAID_FIRST = 120
"""Characters of a long finding that are said at once, at the least."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
SHOWN_POST = 20_000
"""Characters of one text that the page shows; no job reads more of a post."""


@dataclass(frozen=True)
class Place:
    """Where a piece stands: whose language it speaks, which exchange it belongs to, what day."""

    text: Say
    language: str
    exchange: int
    today: date
    alone: bool = True
    """Whether nobody signs in here: who is alone copies a draft as it is."""


def inert(words: str) -> str:
    """Text from outside as HTML that is only ever text, its hidden characters made visible."""
    return html.escape(reveal(words), quote=True).translate(_TEMPLATE)


def aside(words: str) -> str:
    """Text from outside within a line of ours, its reading direction its own."""
    return f"<bdi>{inert(words)}</bdi>"


def attribute(words: str) -> str:
    """Text from outside as an attribute's value, line ends kept."""
    return inert(words).replace("\n", "&#10;")


def exact(words: str) -> str:
    """As :func:`attribute`, but to the letter: what is copied out is not annotated."""
    return html.escape(words, quote=True).translate(_TEMPLATE).replace("\n", "&#10;")


def language_tag(code: str | None) -> str:
    """``lang`` for a text, so that it is read aloud in its own voice; nothing when unknown."""
    return f' lang="{code}"' if code and re.fullmatch(r"[a-z]{2,3}", code) else ""


# --- the post and its reading ---------------------------------------------------------------------


def post_body(words: str, place: Place) -> str:
    """The post as it was pasted; a long one is folded after its first lines."""
    shown = words[:SHOWN_POST]
    rest = "…" if len(words) > SHOWN_POST else ""
    if len(shown) <= LONG_POST:
        return f'<p class="post-text" dir="auto">{inert(shown)}</p>'
    cut = shown.rfind(" ", LONG_POST - 100, LONG_POST)
    cut = cut if cut > 0 else LONG_POST
    return (
        f'<p class="post-text" dir="auto">{inert(shown[:cut])}…</p>'
        f"<details><summary>{place.text('show all')}</summary>"
        f'<p class="post-text" dir="auto">{inert(shown)}{rest}</p></details>'
    )


def reading_line(reading: Reading, place: Place) -> str:
    """Language, intent and advice in one line; the reasons and what is at issue on demand."""
    text = place.text
    facts = " · ".join(
        [
            aside(language_name(reading.language, place.language).capitalize()),
            text(f"intent {reading.intent}"),
        ]
    )
    route = text("advice", route=text(f"route {reading.route}"))
    calm = "" if reading.route is Route.REPLY else " advice-held"
    reasons = "".join(f'<li dir="auto">{inert(one)}</li>' for one in reading.reasons)
    points = "".join(
        f'<li dir="auto"><q>{inert(one.text)}</q></li>' for one in reading.allegations[:5]
    )
    unfit = "".join(f'<li dir="auto">{inert(one.reason)}</li>' for one in reading.contraindicated)
    more = ""
    if reasons or points or unfit:
        issue = f"<h4>{text('alleged')}</h4><ul>{points}</ul>" if points else ""
        avoid = f"<h4>{text('better not')}</h4><ul>{unfit}</ul>" if unfit else ""
        why = f"<ul>{reasons}</ul>" if reasons else ""
        more = f"<details><summary>{text('why')}</summary><div>{why}{avoid}{issue}</div></details>"
    return (
        f'<div class="reading"><p><span class="reading-facts">{facts}</span> '
        f'<span class="advice{calm}">{route}</span></p>{more}</div>'
    )


# --- drafts ---------------------------------------------------------------------------------------


def mark(number: int, passage: Passage | None, place: Place) -> str:
    """A citation mark: a button that opens the evidence card of its passage."""
    target = card_id(place.exchange, number)
    if passage is None:
        label = place.text("mark missing", number=number)
    else:
        dated = ages.written(passage.date, place.language, place.text)
        title = passage.title or place.text("untitled")
        label = place.text("mark", number=number, title=title, date=dated)
    return (
        f'<button type="button" class="mark" data-card="{target}" aria-label="{attribute(label)}" '
        f'title="{attribute(label)}">[{number}]</button>'
    )


def standing_word(standing: Standing, place: Place) -> str:
    """The standing of a sentence, said where a reader must know it; quotations have their mark."""
    if standing in (Standing.QUOTED, Standing.COURTESY):
        return ""
    kind = str(standing).replace(" ", "-")
    return f' <span class="standing standing-{kind}">{place.text(f"standing {standing}")}</span>'


def meter(length: Length, platform: str, place: Place) -> str:
    """How much of the platform's limit a text takes, as a bar, in figures and in words."""
    text = place.text
    share = length.used / length.limit if length.limit > 0 else 1.0
    state = "over" if not length.fits else "near" if share >= NEARLY_FULL else "fits"
    over = _figure(max(0, length.used - length.limit), place)
    verdict = text(f"length {state}", over=over) if state == "over" else text(f"length {state}")
    unit = _unit(length.unit, place)
    figures = f"{_figure(length.used, place)} / {_figure(length.limit, place)} {unit}"
    return (
        f'<p class="meter meter-{state}"><span class="meter-bar" aria-hidden="true">'
        f'<span style="width:{min(1.0, share) * 100:.1f}%"></span></span>'
        f'<span class="sr-only">{text("length", platform=inert(platform))}: </span>'
        f"<span>{figures}</span> <strong>{verdict}</strong></p>"
    )


def _unit(unit: str, place: Place) -> str:
    try:
        return place.text(f"unit {unit}")
    except KeyError:
        return inert(unit)


def _figure(number: int, place: Place) -> str:
    return f"{number:,}".replace(",", "\u202f" if place.language == "fr" else ",")


def copy_button(words: str, strategy: str, place: Place) -> str:
    """Copies exactly ``words``: the text ready to paste, no marks."""
    text = place.text
    return (
        f'<button type="button" class="copy" data-copy="{exact(words)}" '
        f'data-copied="{text("copied")}" data-by-hand="{text("copy by hand")}" '
        f'aria-label="{attribute(text("copy label", strategy=strategy))}">{text("copy")}</button>'
    )


def copy_asked(strategy: str, place: Place, subject: str) -> str:
    """Asks the server for a draft to be copied: it decides, and gives the words by
    :func:`copied_now`."""
    text = place.text
    return (
        f'<button type="button" class="copy" data-act="copied" data-subject="{subject}" '
        f'aria-label="{attribute(text("copy label", strategy=strategy))}">{text("copy")}</button>'
    )


def copied_now(words: str, text: Say, subject: str = "") -> str:
    """Copies ``words`` as soon as it is drawn; where the browser forbids it, when it is pressed.

    What came of it is told on the button that asked for ``subject``, where one did.
    """
    asked = f' data-for="{attribute(subject)}"' if subject else ""
    return (
        f'<button type="button" class="copy" data-now="yes"{asked} data-copy="{exact(words)}" '
        f'data-copied="{text("done take")}" data-by-hand="{text("copy by hand")}">'
        f"{text('act take')}</button>"
    )


def open_link(address: str, platform: str, text: Say) -> str:
    """A link to a platform's own page, the text in its address; ``address`` is made here."""
    return (
        f'<a class="act" href="{exact(address)}" target="_blank" rel="noopener noreferrer">'
        f'{text("open in", platform=inert(platform))}<span class="sr-only"> '
        f"({text('link new tab')})</span></a>"
    )


def saved_now(content: bytes, name: str, text: Say) -> str:
    """A file to be saved, in the page itself: nothing of it lies anywhere on the server."""
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<a class="act" data-now="yes" download="{exact(name)}" '
        f'href="data:application/octet-stream;base64,{data}">{text("save", name=inert(name))}</a>'
    )


def take_button(subject: str, strategy: str, place: Place) -> str:
    """Takes a draft to review."""
    label = attribute(place.text("take label", strategy=strategy))
    return (
        f'<button type="button" class="take" data-act="review" data-subject="{subject}" '
        f'aria-label="{label}">{place.text("take to review")}</button>'
    )


def wonder_button(subject: str, strategy: str, place: Place) -> str:
    """Asks who could speak to what a draft says, with their own voice."""
    label = attribute(place.text("wonder label", strategy=strategy))
    return (
        f'<button type="button" class="quiet" data-act="wonder" data-subject="{subject}" '
        f'aria-label="{label}">{place.text("wonder")}</button>'
    )


def finding(one: Finding, words: str, place: Place, *, brief: bool = False) -> str:
    """What a check has to say: its weight in a word, the words it is about, a proposal if any.

    ``brief`` folds what follows the first sentences of a long one, so that others are in view too.
    """
    span = words[max(0, one.start) : max(0, one.end)]
    about = f" <q>{aside(span[:160])}</q>" if span.strip() and span != words else ""
    message, more = _in_brief(one.message) if brief else (one.message, "")
    proposal = ""
    if one.proposal:
        wording = place.text("proposal", wording=aside(one.proposal))
        proposal = f'<span class="proposal">{wording}</span>'
    folded = (
        f"<details><summary>{place.text('why')}</summary><p>{aside(more)}</p></details>"
        if more
        else ""
    )
    return (
        f'<li class="finding finding-{Severity(one.severity)}">'
        f'<strong class="severity">{place.text(f"severity {one.severity}")}</strong> '
        f"<span>{aside(message)}{about}{proposal}</span>{folded}</li>"
    )


def _in_brief(message: str) -> tuple[str, str]:
    """The first sentences of a long message, and the rest."""
    if len(message) <= _LONG:
        return message, ""
    for end in _SENTENCE_END.finditer(message, _SAID_FIRST):
        first, rest = message[: end.end()], message[end.end() :].strip()
        # Words that are quoted stay whole.
        if all(first.count(a) == first.count(b) for a, b in ("«»", "“”")):
            return first, rest
    return message, ""


# --- evidence -------------------------------------------------------------------------------------


def card_id(exchange: int, number: int) -> str:
    """The id of an evidence card in the page."""
    return f"evidence-{exchange}-{number}"


def evidence_card(
    passage: Passage, words: Sequence[str], place: Place, number: int | None = None
) -> str:
    """A passage with the words quoted from it highlighted, and what a reader weighs it by."""
    text = place.text
    body = unicodedata.normalize("NFC", passage.text)
    quotes = [unicodedata.normalize("NFC", w) for w in words]
    spans = quoted_spans(body, quotes)
    absent = any(not quoted_spans(body, [quote]) for quote in quotes)
    title = inert(passage.title) if passage.title else text("untitled")
    heading = (
        f'<p class="card-heading" dir="auto">{inert(passage.heading)}</p>'
        if passage.heading and passage.heading != passage.title
        else ""
    )
    identity, badge, back = "", "", ""
    if number is not None:
        identity = (
            f' id="{card_id(place.exchange, number)}" tabindex="-1" '
            f'aria-label="{text("card", number=number)}"'
        )
        badge = f'<span class="card-number" aria-hidden="true">{number}</span>'
        back = f'<button type="button" class="back">{text("back")}</button>'
    return (
        f'<article class="card"{identity}>'
        f'<header>{badge}<h3 dir="auto">{title}</h3></header>{heading}'
        f'<blockquote dir="auto"{language_tag(passage.language)}>'
        f"{highlighted(body, spans)}</blockquote>"
        + (f'<p class="card-warning">{text("quote absent")}</p>' if absent else "")
        + _facts(passage, place)
        + back
        + "</article>"
    )


def _facts(passage: Passage, place: Place) -> str:
    text = place.text
    who = aside(passage.speaker) if passage.speaker else text("no speaker")
    if passage.role:
        who += f", {aside(passage.role)}"
    when = ages.written(passage.date, place.language, text)
    age = ages.age(passage.date, place.today, text)
    if age:
        when += f' <span class="age">({age})</span>'
    where = [text(f"kind {passage.kind}")]
    if passage.channel:
        channel = channel_name(passage.channel, place.language)
        where.append(text("channel", channel=aside(channel)))
    lines = [
        f'<p class="who">{who}</p>',
        f'<p><span class="when">{when}</span> · {" · ".join(where)}</p>',
    ]
    after = passage.superseded_by
    if after is None:
        lines.append(f'<p class="state state-current">{text("in force")}</p>')
    else:
        title = after.title or text("untitled")
        dated = ages.written(after.date, place.language, text)
        by = text("superseded by", title=aside(title), date=dated)
        lines.append(
            f'<p class="state state-superseded"><strong>{text("superseded")}</strong> {by}</p>'
        )
    if passage.url:
        lines.append(f"<p>{source_link(passage.url, place)}</p>")
    return f'<div class="facts">{"".join(lines)}</div>'


def source_link(url: str, place: Place) -> str:
    """A link to the web, named by its host; for any other address, that it was left out."""
    host = web_host(url)
    if host is None:
        return f'<span class="muted">{place.text("link left out")}</span>'
    label = place.text("link", host=aside(host))
    return (
        f'<a href="{exact(url)}" target="_blank" rel="noopener noreferrer nofollow">{label}'
        f'<span class="sr-only"> ({place.text("link new tab")})</span></a>'
    )


def web_host(url: str) -> str | None:
    """The host an ``http`` or ``https`` address leads to; ``None`` for any other address.

    An address with a user name before the host, or with a character that does not show, is not
    linked: it could lead elsewhere than it reads.
    """
    if reveal(url) != url or any(c.isspace() or unicodedata.category(c) == "Cc" for c in url):
        return None
    try:
        split = urlsplit(url)
        host, user = split.hostname, split.username
    except ValueError:
        return None
    if split.scheme not in ("http", "https") or not host or user is not None or "\\" in url:
        return None
    return host


# White space and quotation marks are the same whatever their shape (knowledge.cleaning.squash).
_QUOTES = "\"“”„‟«»″＂'‘’‚‛‹›′＇ʼ`´"
_TOKEN = re.compile(rf"\s*[{_QUOTES}]\s*|\s+|.", re.DOTALL)


def quoted_spans(passage: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each of ``words`` stands in ``passage``, to the letter; overlaps are one span."""
    found = []
    for one in words:
        quote = one.strip()
        if not quote:
            continue
        start = passage.find(quote)
        if start >= 0:
            found.append((start, start + len(quote)))
        elif match := re.search(_pattern(quote), passage):
            found.append(match.span())
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _pattern(quote: str) -> str:
    parts = []
    for token in _TOKEN.findall(quote):
        bare = token.strip()
        if bare and bare in _QUOTES:
            parts.append(rf"\s*[{_QUOTES}]\s*")
        elif bare in ("-", "\u2011"):
            parts.append("[-\u2011]")
        else:
            parts.append(re.escape(token) if bare else r"\s+")
    return "".join(parts)


def highlighted(passage: str, spans: Sequence[tuple[int, int]]) -> str:
    """The passage, inert, with each span marked."""
    pieces, end = [], 0
    for start, stop in spans:
        pieces.append(inert(passage[end:start]))
        pieces.append(f"<mark>{inert(passage[start:stop])}</mark>")
        end = stop
    pieces.append(inert(passage[end:]))
    return "".join(pieces)


def saying(error: Exception, language: str) -> str:
    """What an error says, in ``language`` where it can."""
    return error.said(language) if isinstance(error, AssistantError) else str(error)


def hint(words: str, *, alert: bool = False) -> str:
    """A line under a box; ``words`` are HTML. An alert is spoken at once."""
    if alert:
        return f'<p class="hint alert" role="alert">{words}</p>'
    return f'<p class="hint">{words}</p>'


def aloud(words: str) -> str:
    """What a screen reader says when it changes; ``words`` are HTML."""
    return f'<p role="status" aria-live="polite" class="sr-only">{words}</p>'
