"""``corail listen``: posts in, the inbox, marks; what leaves it, and what is forgotten."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    assistant_at_work,
    inert,
    pairs,
    print_json,
    progress_bar,
    report,
)
from assistant.cli.listening_texts import quoted, said
from assistant.errors import BadRequest
from knowledge.model import Brand

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.listening.values import Heard, Imported, Query, Shown

listen_app = typer.Typer(
    help="What is said about the brand: posts in, the inbox, its themes, leaders' presence.",
    no_args_is_help=True,
)
feed_app = typer.Typer(
    help="Feeds that posts are read from: RSS and Atom, Bluesky, Mastodon.", no_args_is_help=True
)
listen_app.add_typer(feed_app, name="feed")

StateOption = Annotated[
    list[str] | None, typer.Option("--state", help="new, drafting, answered, ignored (repeatable).")
]
UrgencyOption = Annotated[
    str | None, typer.Option("--urgency", help="At least: now, today, later or none.")
]
RouteOption = Annotated[
    list[str] | None,
    typer.Option("--route", help="reply, private, escalate, listen, silent (repeatable)."),
]
LanguageOption = Annotated[
    list[str] | None, typer.Option("--language", "-l", help="fr, en, ... (repeatable).")
]
ChannelOption = Annotated[
    list[str] | None, typer.Option("--channel", help="x, bluesky, trustpilot, ... (repeatable).")
]
CommunityOption = Annotated[
    list[str] | None, typer.Option("--community", help="A community, as imported (repeatable).")
]
ThemeOption = Annotated[str | None, typer.Option("--theme", help="A theme's id.")]
AnsweredOption = Annotated[
    bool | None, typer.Option("--answered/--unanswered", help="Only those answered, or not.")
]
ComplaintOption = Annotated[bool, typer.Option("--complaints", help="Only those that complain.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="From this date on.")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Up to this date.")]
WordsOption = Annotated[
    str, typer.Option("--words", "-w", help="Words that the text holds, all of them.")
]
PostArgument = Annotated[str, typer.Argument(help="A post's id, or its beginning.")]


@listen_app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="CSV, JSONL, JSON or Excel; exports of X, Bluesky, Mastodon, reviews."),
    ],
    brand: BrandOption = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="field=column (text=Verbatim); remembered for this heading."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", help="What rows do not say: channel=x, community=..., language=fr."),
    ] = None,
    own: Annotated[
        list[str] | None,
        typer.Option("--own-handle", help="An account of the brand's own (repeatable)."),
    ] = None,
    read: Annotated[
        bool, typer.Option("--read/--no-read", help="Read the posts for the inbox's filters now.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Take posts into the inbox. Doing it again adds nothing twice; a stopped import goes on."""
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as tell:
        name = _listened_to(assistant, brand)
        found = assistant.listening.import_files(
            files,
            name,
            operator(assistant),
            mapping=_mapped(mapping),
            defaults=pairs(given, "--set"),
            own_handles=own or (),
            tell=tell,
        )
        if read:
            assistant.listening.read_on(name, tell)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
    else:
        _print_imported(found, assistant.locale)
    if found.refused and not found.new + found.known:
        raise typer.Exit(1)


@feed_app.command("add")
def feed_add(
    kind: Annotated[str, typer.Argument(help="rss, bluesky or mastodon.")],
    address: Annotated[
        str,
        typer.Argument(
            help="The feed's address; a Mastodon server's; for Bluesky what to look for."
        ),
    ],
    words: Annotated[
        str, typer.Argument(help="What to look for there: @account, #hashtag or words.")
    ] = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a feed; `corail listen feed read` reads it."""
    if kind == "bluesky" and not address.startswith(("http://", "https://")):
        address, words = "", f"{address} {words}".strip()
    with assistant_at_work() as assistant:
        name = _listened_to(assistant, brand)
        feed = assistant.listening.add_feed(name, kind, address, words, operator(assistant))
    if as_json:
        from assistant.exports import plain

        print_json(plain(feed))
        return
    print(f"{feed.id}  {feed.kind}  {inert(feed.address)}  {inert(feed.words)}".rstrip())


@feed_app.command("list")
def feed_list(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """The feeds of a brand, when each was read, and what went wrong."""
    with assistant_at_work() as assistant:
        found = assistant.listening.feeds(assistant.brand(brand).name)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    texts = said(assistant.locale)
    for one in found:
        when = (one.read_at or texts["never"])[:16].replace("T", " ")
        line = f"{one.id}  {one.kind:<8}  {when}  {one.address}  {one.words}  {one.error or ''}"
        print(inert(line).rstrip())
    if not found:
        print(texts["no feed"])


@feed_app.command("read")
def feed_read(
    feed: Annotated[str | None, typer.Argument(help="One feed, by its id; default: all.")] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read what is new in the feeds into the inbox."""
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as tell:
        name = assistant.brand(brand).name
        found = assistant.listening.read_feeds(name, operator(assistant), only=feed, tell=tell)
        assistant.listening.read_on(name, tell)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
    else:
        for identity, one in found.items():
            print(f"{identity}: ", end="")
            _print_imported(one, assistant.locale)
    if found and all(one.refused for one in found.values()):
        raise typer.Exit(1)


@feed_app.command("drop")
def feed_drop(
    feed: Annotated[str, typer.Argument(help="A feed's id.")],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a feed no more. What was read of it stays."""
    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        gone = assistant.listening.drop_feed(name, feed, operator(assistant))
    line = said(assistant.locale)["dropped" if gone else "no such feed"]
    report({"dropped": bool(gone)}, line, as_json=as_json)


@listen_app.command()
def inbox(
    brand: BrandOption = None,
    state: StateOption = None,
    urgency: UrgencyOption = None,
    route: RouteOption = None,
    language: LanguageOption = None,
    channel: ChannelOption = None,
    community: CommunityOption = None,
    theme: ThemeOption = None,
    answered: AnsweredOption = None,
    complaints: ComplaintOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    words: WordsOption = "",
    taken_by: Annotated[str | None, typer.Option("--taken-by", help="Who has taken them.")] = None,
    own: Annotated[bool, typer.Option("--own", help="Our own posts, too.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Each copy of a post, too.")] = False,
    order: Annotated[
        str, typer.Option("--order", help="urgent, newest, oldest or reach.")
    ] = "urgent",
    page: Annotated[int, typer.Option("--page", min=1)] = 1,
    size: Annotated[int, typer.Option("--size", min=1, max=500)] = 20,
    count: Annotated[
        bool, typer.Option("--count", help="Only how many there are of each.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """The posts of the inbox, the most urgent first."""
    query = query_of(
        states=state, urgency=urgency, routes=route, languages=language, channels=channel,
        communities=community, theme=theme, answered=answered, complaints=complaints, since=since,
        until=until, words=words, taken_by=taken_by, own=own, copies=copies, order=order,
        page=page, size=size,
    )  # fmt: skip
    from assistant.exports import plain

    with assistant_at_work() as assistant:
        name = assistant.brand(brand).name
        if count:
            counted = assistant.listening.counts(name, query)
            if as_json:
                print_json(plain(counted))
            else:
                _print_counts(plain(counted), assistant.locale)
            return
        found = assistant.listening.inbox(name, query)
    if as_json:
        print_json(plain(found))
        return
    texts = said(assistant.locale)
    for one in found.posts:
        print(_line(one, assistant.locale))
    print(texts["page"].format(total=found.total, page=found.page, pages=found.pages))
    if found.unread:
        print(texts["unread"].format(count=found.unread))


@listen_app.command()
def show(ref: PostArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """One post: its reading, why it is urgent, what on record it challenges, its thread."""
    with assistant_at_work() as assistant:
        shown = assistant.listening.show(assistant.brand(brand).name, ref)
    if as_json:
        from assistant.exports import plain

        print_json(plain(shown))
        return
    _print_shown(shown, assistant.locale)


@listen_app.command()
def mark(
    refs: Annotated[list[str], typer.Argument(help="Posts, by their ids or beginnings of them.")],
    brand: BrandOption = None,
    state: Annotated[
        str | None, typer.Option("--state", help="new, drafting, answered or ignored.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A note for colleagues.")] = None,
    take: Annotated[bool, typer.Option("--take", help="I take it.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Nobody has it any more.")] = False,
    over: Annotated[bool, typer.Option("--over", help="Even where somebody else has it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say where posts are on their way, who takes them, and what to know."""
    if state is None and note is None and not take and not release:
        raise BadRequest(
            "Say what to mark: --state, --note, --take or --release.",
            "Dites quoi marquer : --state, --note, --take ou --release.",
        )
    with assistant_at_work() as assistant:
        by = operator(assistant)
        found = assistant.listening.mark(
            assistant.brand(brand).name,
            refs,
            by,
            state=_state(state) if state else None,
            note=note,
            taker=by.name if take else "" if release else None,
            over=over,
        )
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    for one in found:
        print(_line(one, assistant.locale))


@listen_app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The file to write: .csv, .jsonl or .json.")],
    brand: BrandOption = None,
    state: StateOption = None,
    urgency: UrgencyOption = None,
    route: RouteOption = None,
    language: LanguageOption = None,
    channel: ChannelOption = None,
    community: CommunityOption = None,
    theme: ThemeOption = None,
    answered: AnsweredOption = None,
    complaints: ComplaintOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    words: WordsOption = "",
    own: Annotated[bool, typer.Option("--own", help="Our own posts, too.")] = False,
    authors: Annotated[
        bool, typer.Option("--authors", help="With authors and addresses, and nothing masked.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the posts of the inbox to a file: without authors, and masked, unless asked."""
    from assistant.exporting import rows_of

    query = query_of(
        states=state, urgency=urgency, routes=route, languages=language, channels=channel,
        communities=community, theme=theme, answered=answered, complaints=complaints, since=since,
        until=until, words=words, own=own, copies=True,
    )  # fmt: skip
    write = _writer(out)
    with assistant_at_work() as assistant:
        ours = assistant.brand(brand)
        found = assistant.listening.exported(ours.name, operator(assistant), query, authors=authors)
        rows = rows_of(found, authors=authors, locale=assistant.locale, keep=ours.handles)
    write(rows)
    line = said(assistant.locale)["exported"].format(count=len(rows), path=inert(str(out)))
    report({"file": str(out), "rows": len(rows)}, line, as_json=as_json)


@listen_app.command()
def erase(
    author: Annotated[str, typer.Option("--author", help="Whose posts are forgotten, for good.")],
    brand: BrandOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Forget all that an author wrote. Importing the same files again does not bring it back."""
    with assistant_at_work() as assistant:
        name, texts = assistant.brand(brand).name, said(assistant.locale)
        if not yes and not (
            sys.stdin.isatty()
            and typer.confirm(texts["sure"].format(author=inert(author)), err=True)
        ):
            raise BadRequest("Nothing was erased: say --yes.", "Rien n'a été effacé : dites --yes.")
        count = assistant.listening.erase_author(name, author, operator(assistant))
    report({"posts": count}, texts["erased"].format(count=count), as_json=as_json)


def _listened_to(assistant: Assistant, brand: str | None) -> str:
    """The brand that posts come in for. One that has no record is listened to all the same, and
    that its record is empty is said."""
    wanted = brand or assistant.settings.brand
    if wanted is not None and wanted not in {one.name for one in assistant.brands()}:
        assistant.record.keep_brand(Brand(name=wanted), assistant.actor)
    name = assistant.brand(brand).name
    if not assistant.record.documents(name):
        empty = said(assistant.locale)["empty record"].format(brand=name)
        print(inert(empty), file=sys.stderr)
    return name


def operator(assistant: Assistant) -> Any:
    """Who runs commands on the machine."""
    return assistant.access.operator(assistant.actor)


def query_of(
    *,
    states: Iterable[str] | None = None,
    urgency: str | None = None,
    routes: Iterable[str] | None = None,
    languages: Iterable[str] | None = None,
    channels: Iterable[str] | None = None,
    communities: Iterable[str] | None = None,
    theme: str | None = None,
    answered: bool | None = None,
    complaints: bool = False,
    since: str | None = None,
    until: str | None = None,
    words: str = "",
    taken_by: str | None = None,
    own: bool = False,
    copies: bool = False,
    order: str = "urgent",
    page: int = 1,
    size: int = 50,
) -> Query:
    """What is asked of the inbox, from words. Raises :class:`BadRequest` for one not known."""
    from assistant.listening.values import Order, Query, Urgency
    from assistant.model import Route

    try:
        level = Urgency.of(urgency) if urgency else None
    except KeyError as error:
        raise BadRequest(f"Unknown urgency {urgency!r}. Known: now, today, later, none.") from error
    return Query(
        states=tuple(_state(one) for one in states or ()),
        urgency=level,
        routes=tuple(_one_of(Route, one, "route") for one in routes or ()),
        languages=tuple(languages or ()),
        channels=tuple(channels or ()),
        communities=tuple(communities or ()),
        theme=theme,
        answered=answered,
        complaint=True if complaints else None,
        since=_day(since, "--since"),
        until=_day(until, "--until"),
        words=words,
        taken_by=taken_by,
        by_brand=own,
        copies=copies,
        order=_one_of(Order, order, "order"),
        page=page,
        size=size,
    )


def _mapped(given: list[str] | None) -> dict[str, str] | None:
    """Field and column of each pair, whichever way round it was written."""
    from assistant.listening.facade import Listening

    fields = Listening.fields()
    found = pairs(given, "--map") or {}
    return {
        (left if left in fields or right not in fields else right): (
            right if left in fields or right not in fields else left
        )
        for left, right in found.items()
    } or None


def _state(word: str) -> Any:
    from assistant.listening.values import State

    return _one_of(State, word, "state")


def _one_of(kind: Any, word: str, what: str) -> Any:
    try:
        return kind(word)
    except ValueError as error:
        known = ", ".join(str(one) for one in kind)
        raise BadRequest(f"Unknown {what} {word!r}. Known: {known}.") from error


def _day(raw: str | None, option: str) -> str | None:
    from knowledge.dates import parse

    if raw is None:
        return None
    found = parse(raw)
    if found is None:
        raise BadRequest(f"{option} {raw!r} is not a date. Use 2023, 2023-05 or 2023-05-10.")
    return found


def _writer(out: Path) -> Any:
    """What writes rows to a file, by the end of its name."""
    import json

    from assistant.exporting import csv_text, jsonl_text

    def as_json(rows: list[dict[str, Any]]) -> str:
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

    known = {".csv": csv_text, ".jsonl": jsonl_text, ".json": as_json}
    text_of = known.get(out.suffix.lower())
    if text_of is None:
        raise BadRequest(
            f"A file that ends in {', '.join(known)} can be written, not {out.name!r}."
        )

    def write(rows: list[dict[str, Any]]) -> None:
        out.write_text(text_of(rows), encoding="utf-8", newline="")

    return write


def _print_imported(found: Imported, locale: str) -> None:
    texts = said(locale)
    print(texts["imported"].format(**vars(found)))
    for name, columns in found.columns.items():
        told = ", ".join(f"{field} ← {column}" for field, column in columns.items())
        print(inert(f"  {name}: {told}"))
        if found.unused.get(name):
            print(inert(f"  {texts['unused']}: {', '.join(found.unused[name])}"))
    for one in found.refusals:
        place = f", {texts['row']} {one.row}" if one.row else ""
        print(inert(f"  {one.file}{place}: {one.reason}"), file=sys.stderr)
    left = found.refused - len(found.refusals)
    if left > 0 and found.refusals:
        print("  " + texts["more refused"].format(count=left), file=sys.stderr)
    for note in found.notes:
        print(inert(f"  {note}"))


def _print_counts(counted: dict[str, Any], locale: str) -> None:
    texts = said(locale)
    print(texts["count"].format(total=counted["total"], unread=counted["unread"]))
    for kind in ("states", "urgencies", "routes", "languages", "channels", "communities"):
        told = ", ".join(f"{name} {number}" for name, number in counted[kind].items())
        if told:
            print(inert(f"  {texts[kind]}: {told}"))


def _line(one: Heard, locale: str) -> str:
    texts = said(locale)
    level = texts[f"urgency {one.triage.urgency.word}"] if one.triage else "…"
    marks = texts[f"state {one.state}"] + (f", {one.taken_by}" if one.taken_by else "")
    more = f" (+{one.copies})" if one.copies else ""
    text = " ".join(one.text.split())
    cut = text if len(text) <= 90 else text[:89] + "…"
    when = (one.at or texts["undated"])[:10]
    who = one.author or "-"
    return inert(
        f"{one.id[:9]}  {level:<12}  {when:<10}  {one.channel:<10}  {marks}  {who}: {cut}{more}"
    )


def _print_shown(shown: Shown, locale: str) -> None:
    texts, post = said(locale), shown.post
    for one in shown.before:
        print(inert(f"  > {one.author or '-'}: {' '.join(one.text.split())}"))
    print(_line(post, locale))
    print(f"\n{inert(post.text)}\n")
    print(f"{texts['urgency']}: {texts[f'urgency {shown.urgency.word}']}")
    for reason in shown.why:
        print(f"  - {inert(reason)}")
    print(f"{texts['route']}: {texts[f'route {shown.reading.route}']}")
    for reason in shown.reading.reasons:
        print(f"  - {inert(reason)}")
    if shown.challenge is not None:
        print(texts["bears" if shown.challenge.bears else "silent"])
        for told in shown.challenge.statements:
            kind = f"{texts['commitment']} " if told.commitment else ""
            date = told.date or texts["undated"]
            whence = f"({told.source}, {date}) [{told.passage_id}]"
            print(inert(f"  - {kind}{quoted(told.words, texts)} {whence}"))
        if shown.challenge.unknown:
            print(inert(f"  {texts['unknown']}: {', '.join(shown.challenge.unknown)}"))
    if shown.theme is not None:
        print(inert(f"{texts['theme']}: {shown.theme[1]} [{shown.theme[0]}]"))
    for one in shown.after:
        print(inert(f"  < {one.author or '-'}: {' '.join(one.text.split())}"))
    if shown.post.copies:
        print(texts["copies"].format(count=shown.post.copies))
    if post.note:
        print(inert(f"{texts['note']}: {post.note}"))
