"""``corail draft``, ``check`` and ``search``: answers, and what they rest on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    PlatformOption,
    assistant_at_work,
    given,
    inert,
    print_json,
    source_line,
)
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.model import Reply, Turn

NO_EVIDENCE = 3


def draft(
    post: Annotated[
        str | None, typer.Argument(help="The post; standard input when absent.")
    ] = None,
    brand: BrandOption = None,
    platform: PlatformOption = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="fr or en; default: the post's.")
    ] = None,
    thread: Annotated[
        Path | None,
        typer.Option("--thread", help="What was said before: text, one message a line, or JSON."),
    ] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who wrote the post.")] = None,
    link: Annotated[str | None, typer.Option("--link", help="Where the post is.")] = None,
    time: Annotated[str | None, typer.Option("--time", help="When it was written.")] = None,
    strategy: Annotated[
        str | None, typer.Option("--strategy", "-s", help="Only this one: facts, commit, ...")
    ] = None,
    tone: Annotated[str, typer.Option("--tone", help="usual, warmer or plainer.")] = "usual",
    length: Annotated[str, typer.Option("--length", help="short, usual or full.")] = "usual",
    mention: Annotated[
        str | None, typer.Option("--mention", "-m", help="A topic that it must speak to.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Words that no quotation may hold.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Draft cited replies to a challenging post."""
    from assistant.model import Post, Size, Tone, Wishes

    text = given(post, "post")
    turns = _thread(thread) if thread else ()
    wishes = Wishes(
        language=language,
        strategy=strategy,
        tone=Tone(_one_of("--tone", tone, Tone)),
        size=Size(_one_of("--length", length, Size)),
        mention=mention,
        without=tuple(without or ()),
    )
    with assistant_at_work() as assistant:
        received = Post(
            text=text,
            platform=platform or assistant.settings.platform,
            author=author,
            url=link,
            time=time,
            thread=turns,
        )
        reply = assistant.draft(received, brand=brand, wishes=wishes)
        if not assistant.alone:
            _tell_unapproved(assistant, reply)
    if as_json:
        from assistant.exports import reply_as_dict

        print_json(reply_as_dict(reply))
    else:
        _print_reply(reply)
    if not reply.answered:
        raise typer.Exit(NO_EVIDENCE)


def _tell_unapproved(assistant: Assistant, reply: Reply) -> None:
    """Say that nobody approved what is printed here, and write down that it was printed."""
    from knowledge.journal import Act, Journal

    printed = Act("drafts printed", reply.brand, {"drafts": len(reply.drafts)})
    Journal(assistant.database).append(assistant.actor, printed)
    print(
        "corail: Nobody approved these drafts. People review replies here: take one to review on "
        "the page before it leaves.",
        file=sys.stderr,
    )


def _one_of(option: str, value: str, kinds: Iterable[str]) -> str:
    known = [str(kind) for kind in kinds]
    if value not in known:
        raise BadRequest(f"{option} is {', '.join(known[:-1])} or {known[-1]}, not {value!r}.")
    return value


def _thread(path: Path) -> tuple[Turn, ...]:
    """A thread from a file: a JSON list of messages, or one message a line (``name: words``)."""
    from assistant.model import Turn

    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"The thread {str(path)!r} cannot be read: {error}.") from error
    if raw.lstrip().startswith("["):
        try:
            rows = json.loads(raw)
            return tuple(
                Turn(str(r["text"]), r.get("author") or r.get("from"), bool(r.get("by_brand")))
                if isinstance(r, dict)
                else Turn(str(r))
                for r in rows
            )
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise BadRequest(
                f"The thread {str(path)!r} is not a list of messages with 'text': {error}."
            ) from error
    turns = []
    for line in filter(str.strip, raw.splitlines()):
        name, colon, words = line.partition(": ")
        turns.append(Turn(words, name) if colon and len(name.split()) < 4 else Turn(line))
    return tuple(turns)


def _print_reply(reply: Any) -> None:
    reading = reply.reading
    print(f"{reading.language} · {reading.intent} · {reading.route}")
    for reason in reading.reasons:
        print(f"  {inert(reason)}")
    for one in reading.contraindicated:
        print(f"  - {inert(one.reason)}")
    for note in filter(None, (reply.engine.failure, *reply.post.notes, *reply.notes)):
        print(f"  {inert(note)}")
    if reply.missing:
        print(f"\n{inert(reply.missing)}")
    for number, one in enumerate(reply.drafts, 1):
        length = one.length
        print(f"\n{number}. {one.strategy.label}  ({one.strategy.theory})")
        for sentence in one.sentences:
            marks = "".join(f" [{c.number}]" for c in sentence.citations)
            print(f"   {inert(sentence.text)}{marks}")
        print(f"   — {length.used}/{length.limit} {length.unit}")
        if one.note:
            print(f"   ! {inert(one.note)}")
        for finding in one.findings:
            print(f"   ! {finding.severity}: {inert(finding.message)}")
    cited = {c.passage_id: c.number for d in reply.drafts for s in d.sentences for c in s.citations}
    shown = [p for p in reply.passages if p.id in cited]
    if shown:
        print()
    for passage in shown:
        print(f"[{cited[passage.id]}] {source_line(passage)}\n    {inert(passage.text)}")


def check(
    text: Annotated[
        str | None, typer.Argument(help="The text; standard input when absent.")
    ] = None,
    brand: BrandOption = None,
    platform: PlatformOption = None,
    post: Annotated[str | None, typer.Option(help="The post that the text answers.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Hold any text, sentence by sentence, against the record."""
    from assistant.model import Post

    words = given(text, "text")
    with assistant_at_work() as assistant:
        answered = Post(post, platform or assistant.settings.platform) if post else None
        held = assistant.check(words, brand=brand, platform=platform, post=answered)
    if as_json:
        from assistant.exports import held_as_dict

        print_json(held_as_dict(held))
        return
    by_id = {p.id: p for p in held.passages}
    for number, sentence in enumerate(held.sentences):
        print(f"{sentence.standing!s:>12}  {inert(sentence.text)}")
        sources = [c.passage_id for c in sentence.citations] or list(held.nearest.get(number, ()))[
            :1
        ]
        for source in sources:
            label = "on record" if sentence.citations else "nearest"
            print(f"{'':>12}  {label}: {source_line(by_id[source])}")
            print(f"{'':>12}  {inert(by_id[source].text)}")
    print(f"{held.length.used}/{held.length.limit} {held.length.unit}")
    for finding in held.findings:
        print(f"{finding.severity}: {inert(finding.message)}")


def search(
    topic: Annotated[str, typer.Argument(help="What about?")],
    brand: BrandOption = None,
    k: Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="At most so many.")] = 12,
    as_json: JsonOption = False,
) -> None:
    """What have we said about this: a dated timeline, oldest first."""
    with assistant_at_work() as assistant:
        hits = assistant.timeline(topic, brand=brand, k=k)
    if as_json:
        from assistant.exports import hit_as_dict

        print_json([hit_as_dict(hit) for hit in hits])
        return
    if not hits:
        print("Nothing on record.")
    for hit in hits:
        print(f"{hit.passage.date or 'undated':>10}  {source_line(hit.passage, dated=False)}")
        print(f"{'':>10}  " + inert(hit.passage.text).replace("\n", f"\n{'':>12}"))
