"""What a person does on the page, as a step through the room, a mark on a post, or a work.

Rights, and whether somebody else acted first, are asked where each act is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.errors import BadRequest, Overtaken
from assistant.listening.values import Act as Right
from assistant.listening.values import State
from assistant.review import Person
from assistant.ui.desk import Desk
from assistant.ui.inbox import agreeing, bringing, feeding, filtering, leaving
from assistant.ui.inbox.opening import form_of
from assistant.ui.inbox.view import PARTS, View
from assistant.ui.inbox.works import WORKS, Taken, Work
from assistant.ui.texts import say


@dataclass(frozen=True)
class Asked:
    """An act as the page asks for it: what it is about, by whom, with the words of its boxes."""

    act: str
    subject: str
    fields: Mapping[str, str]
    person: Person
    brand: str
    language: str

    def words(self, name: str) -> str:
        """What stands in a box."""
        return self.fields.get(name, "").strip()


@dataclass(frozen=True)
class Outcome:
    """Where an act leads; what is said of it; the form whose words have served; work to be done."""

    view: View
    done: str = ""
    served: str = ""
    work: Work | None = None
    count: int | None = None
    """The number that is told with ``done``."""


def perform(desk: Desk, view: View, asked: Asked) -> Outcome:
    """Carry an act out. Raises what listening raises."""
    if asked.act in STEPS:
        return Outcome(STEPS[asked.act](view, asked))
    act = ACTS.get(asked.act)
    if act is None:
        raise refused("inbox failed")
    return act(desk, view, asked)


def refused(key: str) -> BadRequest:
    """That something cannot be done, in both languages."""
    return BadRequest(say("en")(key), say("fr")(key))


# --- steps ----------------------------------------------------------------------------------------


def _part(view: View, asked: Asked) -> View:
    part = asked.subject if asked.subject in PARTS else PARTS[0]
    return replace(view, part=part, post=None, theme=None, behind=(), forgetting="")


def _close(view: View, asked: Asked) -> View:
    """One step back: from a post to what it was opened from, from there to the list."""
    if view.forgetting:
        return replace(view, forgetting="")
    if view.post is not None:
        return replace(view, post=None)
    return replace(view, behind=()) if view.behind else replace(view, theme=None)


def _theme(view: View, asked: Asked) -> View:
    kept = view.consensus if view.theme == asked.subject else None
    return replace(view, part="themes", theme=asked.subject, post=None, behind=(), consensus=kept)


def _theme_posts(view: View, asked: Asked) -> View:
    query = replace(filtering.cleared(view.query), states=(), taken_by=None, theme=asked.subject)
    return replace(view, part="posts", query=query, post=None, behind=())


def _page(view: View, asked: Asked) -> View:
    number = int(asked.subject) if asked.subject.isdecimal() else 1
    return replace(view, query=replace(view.query, page=number))


def _behind(view: View, asked: Asked) -> View:
    """The posts behind a line of a read-out or a question, by the place it has there."""
    group, _, place = asked.subject.partition(" ")
    at = int(place) if place.isdecimal() else 0
    ids: tuple[str, ...] = ()
    if group == "asked" and view.asked and at < len(view.asked):
        ids = view.asked[at].voices
    elif view.consensus is not None and at < len(found := agreeing.lines(view.consensus, group)):
        ids = found[at].voices
    return replace(view, behind=ids, post=None)


STEPS: Mapping[str, Callable[[View, Asked], View]] = {
    "part": _part,
    "open": lambda v, a: replace(v, post=a.subject, forgetting=""),
    "close": _close,
    "refresh": lambda v, a: v,
    "states": lambda v, a: replace(
        v, query=filtering.shown(v.query, a.subject, a.person.name), post=None
    ),
    "filter": lambda v, a: replace(v, query=filtering.filtered(v.query, a.fields), post=None),
    "clear": lambda v, a: replace(v, query=filtering.cleared(v.query)),
    "page": _page,
    "theme": _theme,
    "theme-posts": _theme_posts,
    "behind": _behind,
}


# --- marks ----------------------------------------------------------------------------------------


def _mark(desk: Desk, view: View, asked: Asked) -> Outcome:
    """Where a post stands, or whose it is, unless it changed since it was looked at."""
    states = {"answered": State.ANSWERED, "ignored": State.IGNORED, "new": State.NEW}
    takers = {"takes": asked.person.name, "over": asked.person.name, "gives": ""}
    state, taker = states.get(asked.act), takers.get(asked.act)
    try:
        desk.listening.mark(
            asked.brand,
            [asked.subject],
            asked.person,
            state=state,
            taker=taker,
            over=asked.act == "over",
            seen=asked.words("seen"),
        )
    except Overtaken:
        # Who meant to do what is done already overwrites nobody.
        now = desk.listening.posts(asked.brand, [asked.subject]).get(asked.subject)
        if now is None or (state or now.state, taker) not in (
            (now.state, None),
            (now.state, now.taken_by or ""),
        ):
            raise
    return Outcome(view, done="done takes" if asked.act == "over" else f"done {asked.act}")


def _note(desk: Desk, view: View, asked: Asked) -> Outcome:
    desk.listening.mark(
        asked.brand,
        [asked.subject],
        asked.person,
        note=asked.words("note"),
        seen=asked.words("seen"),
    )
    return Outcome(view, done="done note", served=form_of(asked.subject))


# --- works ----------------------------------------------------------------------------------------


def _work(desk: Desk, view: View, asked: Asked) -> Outcome:
    return Outcome(view, work=Work(asked.act, asked.brand, asked.language, asked.subject))


def _import(desk: Desk, view: View, asked: Asked) -> Outcome:
    fields = dict(asked.fields)
    files = tuple(
        Taken(one.path, bringing.corrected(number, one, fields))
        for number, one in enumerate(view.offered)
        if one.problem is None
    )
    if not files:
        raise refused("no file")
    told = {name: asked.words(name) for name in ("channel", "community")}
    defaults = {name: words for name, words in told.items() if words}
    work = Work("import", asked.brand, asked.language, files=files, defaults=defaults)
    return Outcome(view, work=work)


def _discard(desk: Desk, view: View, asked: Asked) -> Outcome:
    for one in view.offered:
        one.path.unlink(missing_ok=True)
    return Outcome(replace(view, offered=()), done="discarded")


def _account(desk: Desk, view: View, asked: Asked) -> Outcome:
    handle = asked.words("handle")
    if not handle:
        raise refused("account missing")
    speaker = asked.words("speaker") or None
    desk.listening.name_account(asked.brand, handle, speaker, asked.person)
    work = Work("leaders", asked.brand, asked.language)
    return Outcome(view, done="done account", work=work)


def _save_posts(desk: Desk, view: View, asked: Asked) -> Outcome:
    kind = asked.subject if asked.subject in ("csv", "jsonl") else "csv"
    names = asked.words("names") == "yes"
    work = Work("save-posts", asked.brand, asked.language, kind, query=view.query, names=names)
    return Outcome(view, work=work)


def _save_document(desk: Desk, view: View, asked: Asked) -> Outcome:
    kind = asked.subject if asked.subject in ("docx", "pdf") else "pdf"
    if asked.act == "save-sides" and view.consensus is None:
        raise refused("inbox failed")
    told = view.consensus if asked.act == "save-sides" else None
    return Outcome(view, work=Work(asked.act, asked.brand, asked.language, kind, told=told))


# --- feeds ----------------------------------------------------------------------------------------


def _feed_add(desk: Desk, view: View, asked: Asked) -> Outcome:
    kind, address, words = (asked.words(name) for name in ("kind", "address", "words"))
    desk.listening.add_feed(asked.brand, kind, address, words, asked.person)
    return Outcome(view, done="done feed-add", served=feeding.FORM)


def _feed_drop(desk: Desk, view: View, asked: Asked) -> Outcome:
    if not desk.listening.drop_feed(asked.brand, asked.subject, asked.person):
        raise refused("feed gone")
    return Outcome(view, done="done feed-drop")


# --- forgotten ------------------------------------------------------------------------------------


def _forget(desk: Desk, view: View, asked: Asked) -> Outcome:
    """The first time that it is asked: whose posts would go."""
    author = asked.subject or asked.words("author")
    if not author.strip("@ "):
        raise refused("forget nobody")
    desk.listening.may(asked.person, Right.ERASE, asked.brand)
    return Outcome(replace(view, forgetting=author), served=leaving.FORGET)


def _erase(desk: Desk, view: View, asked: Asked) -> Outcome:
    """The second time, of the same author, and only then."""
    if not view.forgetting or asked.subject != view.forgetting:
        raise refused("inbox failed")
    count = desk.listening.erase_author(asked.brand, view.forgetting, asked.person)
    here = replace(view, forgetting="", post=None, behind=(), consensus=None, asked=None)
    return Outcome(here, done="done erase", count=count)


Act = Callable[[Desk, View, Asked], Outcome]

ACTS: Mapping[str, Act] = {
    **dict.fromkeys(("answered", "ignored", "new", "takes", "over", "gives"), _mark),
    **dict.fromkeys(WORKS, _work),
    "note": _note,
    "import": _import,
    "discard": _discard,
    "account": _account,
    "save-posts": _save_posts,
    **dict.fromkeys(("save-themes", "save-sides"), _save_document),
    "feed-add": _feed_add,
    "feed-drop": _feed_drop,
    "forget": _forget,
    "erase": _erase,
}
