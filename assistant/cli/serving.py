"""``corail serve`` and ``corail settings``."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from assistant.cli.common import (
    BrandOption,
    JsonOption,
    assistant_at_work,
    print_json,
    progress_bar,
)


def settings(as_json: JsonOption = False) -> None:
    """What is configured, and where each value came from. Secrets are masked."""
    from dataclasses import asdict

    from assistant.settings import load, tell

    told = tell(load())
    if as_json:
        print_json([asdict(one) for one in told])
        return
    for one in told:
        print(f"{one.name:<18} {one.value}\n{'':<18} {one.source} · {one.description}")


def serve(
    brand: BrandOption = None,
    host: Annotated[str | None, typer.Option(help="Default: loopback only.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Default: 7860.")] = None,
    open_browser: Annotated[
        bool | None, typer.Option("--open/--no-open", help="Open the page when it is ready.")
    ] = None,
    api_only: Annotated[
        bool, typer.Option("--api-only", help="Only the HTTP API, without the page.")
    ] = False,
) -> None:
    """Open the page and the HTTP API, with the example brand on record at the first run."""
    print("Corail is starting...", file=sys.stderr, flush=True)
    from assistant.exporting import logs

    logs.begin()
    with assistant_at_work() as assistant:
        from assistant.api.application import AT, application
        from assistant.ui.serving import alone, listen, may_serve, run
        from assistant.ui.texts import preferred

        at = host or assistant.settings.host
        may_serve(at, assistant.access)
        with progress_bar(quiet=False) as progress:
            if not assistant.brands():
                print(
                    "First run: putting the example brand on record.", file=sys.stderr, flush=True
                )
            example = assistant.ensure_example(progress or _plain_progress())
        chosen = assistant.settings
        names = [b.name for b in assistant.brands()]
        default = (
            brand or chosen.brand or next((n for n in names if n != example.name), example.name)
        )
        beside = {AT: application(assistant, preferred)}
        served_at = chosen.port if port is None else port
        with assistant.carriers(), assistant.readying(default) as readying:

            def ready(address: str) -> None:
                place = f"{address.rstrip('/')}{AT}/docs" if api_only else address
                print(f"Corail is open at {place}", flush=True)
                readying.begin()

            if api_only:
                app = alone(beside, at, assistant.access)
                with listen(at, served_at) as socket:
                    run(app, socket, open_browser=False, on_ready=ready)
                return
            from assistant.ui.page import serve as serve_page

            serve_page(
                assistant,
                host=at,
                port=served_at,
                default_brand=assistant.brand(default).name,
                open_browser=chosen.open_browser if open_browser is None else open_browser,
                on_ready=ready,
                access=assistant.access,
                beside=beside,
            )


def _plain_progress() -> Any:
    """Progress where there is no terminal: a line for each tenth."""
    last = -1

    def tell(done: int, total: int, what: str) -> None:
        nonlocal last
        tenth = done * 10 // total if total else 0
        if tenth != last:
            last = tenth
            of = f"/{total}" if total else ""
            print(f"{what}: {done}{of}", file=sys.stderr, flush=True)

    return tell
