"""Who, when, where, how many: what is said of a post wherever it is shown."""

from __future__ import annotations

from assistant.listening.values import Heard, Urgency
from assistant.ui import ages
from assistant.ui.pieces import Place, aside, inert, language_tag
from assistant.ui.texts import channel_name
from knowledge.cleaning import one_line

FIRST_WORDS = 220


def figure(number: int, here: Place) -> str:
    """A number as it is written in the reader's language."""
    return f"{number:,}".replace(",", "\u202f" if here.language == "fr" else ",")


def many(key: str, count: int, here: Place) -> str:
    """``key`` for a number of things, the number as it is written here."""
    return here.text(f"{key} one") if count == 1 else here.text(key, count=figure(count, here))


def who(one: Heard, here: Place) -> str:
    """Who wrote a post."""
    if one.by_brand:
        return here.text("by brand")
    return aside(one.author) if one.author else here.text("nobody named")


def when(at: str | None, here: Place) -> str:
    """When it was written, as precise as it is known; a moment in the reader's own time."""
    if at is not None and "T" in at:
        shown = inert(at[:16].replace("T", " "))
        return f'<time datetime="{inert(at)}">{shown} UTC</time>'
    return ages.written(at, here.language, here.text)


def day(at: str | None, here: Place) -> str:
    """The day of it alone."""
    return ages.written(at[:10] if at else None, here.language, here.text)


def where(one: Heard, here: Place) -> str:
    """The channel a post came by, and its community where that is another thing."""
    told = aside(channel_name(one.channel, here.language))
    if one.community and one.community.casefold() != one.channel.casefold():
        told += f" ({aside(one.community)})"
    return told


def facts(one: Heard, here: Place) -> str:
    """Who, when, where, and what is known of its weight, in one line."""
    told = [f"<strong>{who(one, here)}</strong>", when(one.at, here), where(one, here)]
    if one.rating is not None:
        told.append(here.text("stars", count=one.rating))
    if one.reach:
        told.append(here.text("reached", count=figure(one.reach, here)))
    return " · ".join(told)


def first_words(one: Heard, most: int = FIRST_WORDS) -> str:
    """How a post begins, on one line."""
    words = inert(one_line(one.text, most))
    return f'<span class="row-words" dir="auto"{language_tag(one.language)}>{words}</span>'


def urgency_chip(level: Urgency, here: Place) -> str:
    """The urgency of a post, in a word; nothing where there is none."""
    if level is Urgency.NONE:
        return ""
    return f'<span class="chip urgency-{level.word}">{here.text(f"urgency {level.word}")}</span>'


def state_chip(one: Heard, here: Place) -> str:
    """Where a post is on its way."""
    return f'<span class="chip post-{one.state}">{here.text(f"post state {one.state}")}</span>'


def again(one: Heard, here: Place) -> str:
    """That others say the same."""
    return many("said again", one.copies, here) if one.copies else ""


def row(one: Heard, here: Place, *, why: str = "", opened: bool = False) -> str:
    """A post in a list: pressed, it is opened."""
    level = one.triage.urgency if one.triage is not None else Urgency.UNREAD
    chips = "" if one.by_brand else urgency_chip(level, here) + state_chip(one, here)
    told = [part for part in (why, again(one, here)) if part]
    if one.taken_by:
        told.insert(0, here.text("has taken", who=aside(one.taken_by)))
    under = f'<span class="row-why">{" · ".join(told)}</span>' if told else ""
    current = ' aria-current="true"' if opened else ""
    return (
        f'<li><button type="button" class="post-row" data-act="open" data-subject="{one.id}"'
        f'{current}><span class="row-facts">{facts(one, here)}</span>'
        f'<span class="row-chips">{chips}</span>{first_words(one)}{under}</button></li>'
    )


def rows(posts: list[Heard], here: Place) -> str:
    """Posts as a list."""
    return f'<ul class="post-rows">{"".join(row(one, here) for one in posts)}</ul>'


def button(act: str, words: str, subject: str = "", kind: str = "act") -> str:
    """A button; ``words`` are HTML, ``subject`` is ours."""
    about = f' data-subject="{inert(subject)}"' if subject else ""
    return f'<button type="button" class="{kind}" data-act="{act}"{about}>{words}</button>'


def named(theme: str, words: str) -> str:
    """The name of a theme: pressed, it is opened."""
    return button("theme", f'<bdi class="theme-name">{inert(words)}</bdi>', theme, "quiet named")
