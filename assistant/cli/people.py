"""``corail people``: who may sign in, kept from the machine itself."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import JsonOption, assistant_at_work, inert, print_json, report
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.access import Member

people_app = typer.Typer(help="Who may sign in, and what they may do.", no_args_is_help=True)
key_app = typer.Typer(help="Keys of programs that act in somebody's name.", no_args_is_help=True)
people_app.add_typer(key_app, name="key")

NameArgument = Annotated[str, typer.Argument(help="The name that the journal knows.")]
RoleOption = Annotated[
    list[str],
    typer.Option("--role", "-r", help="drafter, reviewer, knowledge manager or administrator."),
]
FileOption = Annotated[
    Path | None,
    typer.Option(help="A file with the password in its first line, instead of a prompt."),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether to go on.")]


@people_app.command()
def add(
    name: NameArgument,
    role: RoleOption,
    email: Annotated[str | None, typer.Option(help="Their address, to sign in with too.")] = None,
    password_file: FileOption = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="They come by single sign-on or a proxy alone.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Let somebody in, or in again. The first is an administrator."""
    if no_password and password_file:
        raise BadRequest("Give either --no-password or --password-file.")
    password = None if no_password else _password(password_file)
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        member = access.add(name, role, by, email=email, password=password)
    line = f"{inert(member.name)} may come in as {_roles(member)}."
    report(_as_dict(member), line, as_json=as_json)


@people_app.command(name="list")
def list_(as_json: JsonOption = False) -> None:
    """Who may sign in."""
    with assistant_at_work() as assistant:
        members = assistant.access.people()
    if as_json:
        print_json([_as_dict(one) for one in members])
        return
    if not members:
        print("Nobody yet: whoever is at this machine is alone, and nobody signs in.")
    for one in members:
        told = [_roles(one), one.email, None if one.active else "disabled", _absence(one)]
        print(" · ".join(inert(part) for part in (one.name, *told) if part))


@people_app.command()
def roles(name: NameArgument, role: RoleOption, as_json: JsonOption = False) -> None:
    """Give somebody these roles in the place of those they had."""
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        member = access.set_roles(name, role, by)
    report(_as_dict(member), f"{inert(member.name)} is now {_roles(member)}.", as_json=as_json)


@people_app.command()
def password(
    name: NameArgument, password_file: FileOption = None, as_json: JsonOption = False
) -> None:
    """Give somebody another password; whoever is signed in as them is signed out."""
    given = _password(password_file)
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        access.set_password(name, given, by)
    report({"password_set": name}, "The password is set.", as_json=as_json)


@people_app.command()
def away(
    name: NameArgument,
    start: Annotated[str | None, typer.Option("--from", help="The first day, ISO.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day, ISO.")] = None,
    stand_in: Annotated[str | None, typer.Option(help="Who stands in for them.")] = None,
    back: Annotated[bool, typer.Option("--back", help="They are back.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Somebody is away, and who stands in for them."""
    if back == (start is not None):
        raise BadRequest(
            "Say from when they are away (--from 2026-08-03), or that they are --back."
        )
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        member = access.away(name, _day(start, "--from"), _day(until, "--until"), stand_in, by)
    line = f"{inert(member.name)}: {inert(_absence(member) or 'here')}."
    report(_as_dict(member), line, as_json=as_json)


@people_app.command()
def disable(name: NameArgument, as_json: JsonOption = False) -> None:
    """Let somebody in no more; `corail people add` does again. What they did stays theirs."""
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        access.disable(name, by)
    report({"disabled": name}, "They can come in no more.", as_json=as_json)


@people_app.command()
def erase(name: NameArgument, yes: YesOption = False, as_json: JsonOption = False) -> None:
    """Forget somebody: their row, sessions and conversations, and their name in the journal.

    Their name under the texts and decisions of a review stays.
    """
    if not yes:
        typer.confirm(f"Forget {inert(name)} for good?", abort=True, err=True)
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        access.erase(name, by)
    report({"erased": name}, "They are forgotten.", as_json=as_json)


@key_app.command(name="add")
def key_add(
    person: Annotated[
        str | None,
        typer.Argument(help="Whose key it is; nobody's name where nobody was added."),
    ] = None,
    called: Annotated[str, typer.Option("--called", "-c", help="What it is for.")] = "a program",
    role: Annotated[
        list[str] | None,
        typer.Option("--role", "-r", help="Only this role of theirs (repeatable); default: all."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="The last day it opens anything, ISO.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key for a program that acts in somebody's name. It is shown once."""
    last = _day(until, "--until")
    ends = datetime.combine(last, time.max, UTC) if last else None
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        key, words = access.keys.add(person, called, by, roles=role, until=ends)
    if as_json:
        from assistant.exports import new_key_as_dict

        print_json(new_key_as_dict(key, words))
        return
    print(words)
    print(
        "corail: This is the only time the key is shown. Send it as `Authorization: Bearer KEY`; "
        f"`corail people key revoke {key.id}` ends it.",
        file=sys.stderr,
    )


@key_app.command(name="list")
def key_list(as_json: JsonOption = False) -> None:
    """The keys, without their words."""
    with assistant_at_work() as assistant:
        found = assistant.access.keys.listed()
    if as_json:
        from assistant.exports import plain

        print_json(plain(found))
        return
    if not found:
        print("No key. `corail people key add` makes one.")
    for one in found:
        told = [
            one.person,
            ", ".join(one.roles) if one.roles is not None else None,
            f"until {one.expires_at[:10]}" if one.expires_at else None,
            f"used {one.used_at[:16].replace('T', ' ')}" if one.used_at else "never used",
            f"revoked {one.revoked_at[:10]}" if one.revoked_at else None,
        ]
        print(" · ".join(inert(part) for part in (one.id, one.name, *told) if part))


@key_app.command(name="revoke")
def key_revoke(
    key: Annotated[str, typer.Argument(help="The key's id, as the list shows it.")],
    as_json: JsonOption = False,
) -> None:
    """Let a key open nothing any more, for good."""
    with assistant_at_work() as assistant:
        access, by = assistant.access, assistant.access.operator(assistant.actor)
        gone = access.keys.revoke(key, by)
    from assistant.exports import plain

    line = f"{inert(gone.name)} ({gone.id}) opens nothing any more."
    report(plain(gone), line, as_json=as_json)


def _password(file: Path | None) -> str:
    """A password from a file or a prompt: an argument would stay in the shell's history, and in
    the list of processes while it lasts."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadRequest(f"The password cannot be read from {str(file)!r}: {error}.") from error
        return lines[0] if lines else ""
    if not sys.stdin.isatty():
        raise BadRequest("A password is asked at a terminal, or read with --password-file FILE.")
    prompted: str = typer.prompt(
        "Password", hide_input=True, confirmation_prompt="The same again", err=True
    )
    return prompted


def _day(words: str | None, option: str) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise BadRequest(f"{option} takes a day as 2026-08-03, not {words!r}.") from error


def _roles(member: Member) -> str:
    return ", ".join(sorted(member.roles))


def _absence(member: Member) -> str | None:
    if member.away_from is None:
        return None
    until = f" to {member.away_until}" if member.away_until else ""
    instead = f", {member.stand_in} stands in" if member.stand_in else ""
    return f"away from {member.away_from}{until}{instead}"


def _as_dict(member: Member) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(member) | {"roles": sorted(member.roles)}
