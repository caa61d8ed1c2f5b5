"""``corail listen themes`` and what follows: what the inbox says as a whole, and who is present."""

from __future__ import annotations

from functools import partial
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
)
from assistant.cli.debriefing import OutOption, kind_of, written
from assistant.cli.listening import listen_app, operator
from assistant.cli.listening_texts import quoted, said

if TYPE_CHECKING:
    from assistant.listening.facade import Listening
    from assistant.listening.gathered import ThemeListed, ThemeShown
    from assistant.themes.values import Consensus, Line

ThemeArgument = Annotated[str, typer.Argument(help="A theme's id, or its beginning.")]


@listen_app.command()
def themes(
    brand: BrandOption = None,
    gather: Annotated[
        bool, typer.Option("--gather", help="Find them anew; those found again keep their ids.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record/--no-record", help="Ask how far the record answers each.")
    ] = True,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the posts are about, the most frequent first, and how far the record answers."""
    kind_of(out)
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as tell:
        ours, room = assistant.brand(brand), assistant.listening
        name, by = ours.name, operator(assistant)
        if gather or not room.themes(name).themes:
            room.gather(name, by, tell)
        found = room.themes(name, covered=record, tell=tell)
        if out is not None:
            from assistant.exporting import tell_themes

            room.leaves(name, by, "themes", {"themes": len(found.themes)})
            title, locale = ours.title or name, assistant.locale
            opened = partial(_opened, room, name)
            written(tell_themes(found, opened, title, locale, ours.handles), out)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    texts = said(assistant.locale)
    if not found.themes:
        print(texts["few"])
        return
    for one in found.themes:
        print(_theme_line(one, texts))
    at = (found.gathered_at or "")[:16].replace("T", " ")
    print(texts["gathered"].format(at=at, unsorted=found.unsorted, since=found.since))


@listen_app.command()
def theme(ref: ThemeArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """One theme: volume over time, communities, posts that stand for it, what is not answered."""
    with assistant_at_work() as assistant:
        found = assistant.listening.theme(assistant.brand(brand).name, ref)
    if as_json:
        from assistant.exports import plain

        print_json(_unnamed(plain(found)))
        return
    texts = said(assistant.locale)
    print(_theme_line(found.listed, texts))
    print(inert(", ".join(found.listed.theme.words)))
    if found.volume:
        print(texts["volume"].format(unit=texts[f"unit {found.unit}"]))
        most = max(one.voices for one in found.volume)
        for one in found.volume:
            bar = "█" * max(1 if one.voices else 0, round(30 * one.voices / most))
            print(f"  {one.start}  {one.voices:>5}  {bar}")
    print(texts["communities of"])
    for share in found.communities:
        bounds = (
            f" ({share.low:.0%}–{share.high:.0%})" if share.low is not None and share.high else ""
        )
        print(inert(f"  {share.group or texts['untold']}: {share.voices} / {share.total}{bounds}"))
    for title, posts in (
        ("representative", found.representatives),
        ("open", found.open_on_record[:5]),
    ):
        if posts:
            print(texts[title])
        for post in posts:
            print(inert(f"  {post.id[:9]}  {' '.join(post.text.split())[:160]}"))


@listen_app.command()
def consensus(
    ref: ThemeArgument,
    brand: BrandOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the two sides of a theme grant and contest, with the posts behind each line."""
    kind_of(out)
    with assistant_at_work() as assistant:
        ours, room = assistant.brand(brand), assistant.listening
        found = room.consensus(ours.name, ref)
        if out is not None:
            from assistant.exporting import tell_consensus

            listed = room.themes(ours.name).themes
            name = next(one.theme.name for one in listed if one.theme.id == found.theme_id)
            posts = room.posts(ours.name, found.quoted)
            room.leaves(ours.name, operator(assistant), "read-out", {"theme": found.theme_id})
            told = tell_consensus(found, name, posts, assistant.locale, ours.handles)
            written(told, out)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    _print_consensus(found, said(assistant.locale))


@listen_app.command()
def asked(
    brand: BrandOption = None,
    least: Annotated[int, typer.Option("--least", min=2, help="Asked so often.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Questions asked again and again, those never answered first, by community."""
    with assistant_at_work() as assistant, progress_bar(quiet=as_json) as tell:
        found = assistant.listening.asked(assistant.brand(brand).name, least=least, tell=tell)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    texts = said(assistant.locale)
    for one in found:
        told = [texts["asked"].format(count=len(one.voices))]
        told.append(texts["got"].format(count=len(one.answered)))
        if one.on_record is not None:
            known = "on record" if one.on_record else "spoken" if one.spoken else "nothing"
            told.append(texts[known])
        groups = ", ".join(f"{g or texts['untold']} {n}" for g, n in one.communities.items())
        print(inert(quoted(" ".join(one.question.split()), texts)))
        print(inert(f"  {'; '.join(told)} ({groups})"))
        print(f"  {texts['behind']}: {', '.join(v[:9] for v in one.voices[:12])}")
    if not found:
        print(texts["no asked"])


@listen_app.command()
def presence(
    brand: BrandOption = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="HANDLE=SPEAKER: whose account it is; HANDLE= takes it back."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Each leader: last word, topics, where they are silent, answers beside all else."""
    with assistant_at_work() as assistant:
        ours, room = assistant.brand(brand).name, assistant.listening
        texts = said(assistant.locale)
        for handle, speaker in (pairs(name, "--name") or {}).items():
            room.name_account(ours, handle, speaker or None, operator(assistant))
            if not as_json:
                told = texts["named" if speaker else "unnamed"]
                print(inert(told.format(handle=handle, speaker=speaker)))
        found = room.presence(ours)
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    for one in found:
        handles = f" ({', '.join('@' + h for h in one.handles)})" if one.handles else ""
        print(inert(f"{one.speaker}{handles}"))
        if one.last is None:
            print(f"  {texts['no word']}")
            continue
        when = (one.last.date or texts["undated"])[:10]
        words = " ".join(one.last.text.split())[:120]
        told = f"{when}, {one.last.where}{texts['colon']} {quoted(words, texts)}"
        print(inert(f"  {texts['last word']} {told}"))
        print("  " + texts["said"].format(**vars(one)))
        for title, told_of in (
            ("speaks of", list(one.words)),
            ("topics", [f"{t.name} ({t.said})" for t in one.topics]),
            ("gaps", [f"{g.name} ({g.posts})" for g in one.gaps]),
        ):
            if told_of:
                print(inert(f"  {texts[title]}: {'; '.join(told_of[:8])}"))
    if not found:
        print(texts["nobody"])


def _opened(room: Listening, brand: str, one: ThemeListed) -> ThemeShown:
    return room.theme(brand, one.theme.id)


def _theme_line(one: ThemeListed, texts: dict[str, str]) -> str:
    told = [texts["posts"].format(count=len(one.theme))]
    covered = one.coverage
    if covered is None:
        told.append(texts["not asked"])
    elif covered.silent:
        told.append(texts["nothing"])
    else:
        told.append(texts["covered"].format(**vars(covered)))
    span = f"{one.first}–{one.last}" if one.first else texts["undated"]
    return inert(f"{one.theme.id}  {one.theme.name}  ({'; '.join(told)}; {span})")


def _print_consensus(found: Consensus, texts: dict[str, str]) -> None:
    from assistant.themes.values import Side

    counts = {"for_": Side.FOR, "against": Side.AGAINST, "neither": Side.NEITHER}
    told = {name: found.sides.get(side, 0) for name, side in counts.items()}
    print(texts["sample"].format(voices=found.voices, authors=found.authors, **told))
    for note in found.notes:
        print(f"  {inert(note)}")
    for title in ("granted", "contested", "irreconcilable"):
        lines: tuple[Line, ...] = getattr(found, title)
        if lines:
            print(texts[title])
        for line in lines:
            _print_line(line, texts)
    if found.strongest is not None:
        print(texts["strongest"])
        _print_line(found.strongest, texts)
    if found.bridge is not None:
        print(texts["bridge"])
        print(inert(f"  {found.bridge.text}"))
        for cited in found.bridge.cited:
            print(inert(f"    {quoted(cited.words, texts)} ({cited.source}) [{cited.passage_id}]"))
    else:
        print(found.unbridged)
    if found.polarisation is not None:
        told_of = found.polarisation
        bounds = f"; {told_of.low:.2f}–{told_of.high:.2f}" if told_of.low is not None else ""
        print(texts["polarisation"].format(value=f"{told_of.value:.2f}", bounds=bounds))


def _print_line(line: Line, texts: dict[str, str]) -> None:
    print(inert(f"  - {line.text}"))
    for identity, words in line.quotes:
        print(inert(f"    {identity[:9]}{texts['colon']} {quoted(words, texts)}"))
    behind = ", ".join(one[:9] for one in line.voices[:12])
    print(f"    {texts['behind']}: {len(line.voices)} ({behind})")


def _unnamed(value: Any) -> Any:
    """A value without authors: a theme is not about who said it."""
    if isinstance(value, dict):
        return {k: None if k == "author" else _unnamed(v) for k, v in value.items()}
    return [_unnamed(one) for one in value] if isinstance(value, list) else value
