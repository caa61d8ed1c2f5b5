"""``corail schema``: what the JSON of each command looks like."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.common import JsonOption, print_json


def schema(
    command: Annotated[
        list[str] | None,
        typer.Argument(
            help="A command, in its own words: draft, record list, rehearse --mine, ..."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The JSON Schema of what a command prints with --json; without one, the commands."""
    from assistant.outputs.catalogue import outputs, schema

    if command:
        print_json(schema(" ".join(command)))
        return
    names = sorted(outputs())
    if as_json:
        print_json(names)
        return
    for name in names:
        print(name)
