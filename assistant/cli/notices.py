"""``corail notices``: what is on its way to people, and what did not arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import JsonOption, assistant_at_work, inert, print_json

if TYPE_CHECKING:
    from assistant.notices import Notice


def notices(
    as_json: JsonOption = False,
    again: Annotated[
        bool, typer.Option("--again", help="Try those again that were given up.")
    ] = False,
) -> None:
    """What people are told of review by webhook and mail: what waits, and what was given up."""
    with assistant_at_work() as assistant:
        anew = assistant.outbox.again() if again else 0
        listed = assistant.outbox.listed()
        is_open = bool(assistant.outbox.channels)
    if as_json:
        print_json([_as_dict(one) for one in listed])
        return
    if again:
        print(f"{anew} tried again.")
    if not is_open:
        print("Nobody is told: set notices_webhook, or smtp_host and smtp_sender.")
    counts = {name: sum(one.standing == name for one in listed) for name in _SHOWN}
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + ".")
    for one in listed:
        if one.standing != "delivered":
            print(_line(one))


_SHOWN = ("waiting", "given up", "delivered")


def _line(one: Notice) -> str:
    to = one.recipient or "webhook"
    tried = f"tried {one.tries} times" if one.tries != 1 else "tried once"
    told = (one.put_at[:16], one.standing, one.told.kind, one.told.reply, to, tried, one.error)
    return " · ".join(inert(str(part)) for part in told if part)


def _as_dict(one: Notice) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(one)
