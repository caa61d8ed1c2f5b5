"""``corail mcp``: the record and the drafts as tools of another program's assistant."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any

import typer

from assistant.cli.common import BrandOption, assistant_at_work
from assistant.errors import BadRequest, NotAllowed

HOST, PORT = "127.0.0.1", 7861


def mcp(
    brand: BrandOption = None,
    http: Annotated[
        bool, typer.Option("--http", help="On loopback by streamable HTTP, not on standard input.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port with --http; 0: any free.")
    ] = PORT,
) -> None:
    """Lend drafting, checking and searching to another assistant, as an MCP server."""
    try:
        from assistant.toolbox.server import server
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("mcp"):
            raise
        raise BadRequest(
            "`corail mcp` needs a package that is not installed: pip install 'corail[mcp]'."
        ) from error
    from assistant.toolbox.tools import Tools
    from knowledge.errors import UnknownThing

    with assistant_at_work() as assistant:
        if http and not assistant.alone:
            raise NotAllowed(
                "People sign in here, and MCP by HTTP would ask nobody who they are. Let the "
                "client start `corail mcp` itself, without --http.",
                "Ici, on se connecte, et MCP par HTTP ne demanderait à personne qui il est. "
                "Laissez le client lancer lui-même `corail mcp`, sans --http.",
            )
        if brand is not None:
            assistant.brand(brand)
        with suppress(UnknownThing):
            # The models load while the client and the server greet each other.
            assistant.warm_up(brand)
        lent = server(Tools(assistant, brand), assistant.locale)
        if not http:
            lent.run()
            return
        _by_http(lent.streamable_http_app(host=HOST), port)


def _by_http(app: Any, port: int) -> None:
    """Serve it as the page is: at the next free port, and with the record closed at the end."""
    from assistant.ui.serving import listen, run

    def ready(address: str) -> None:
        print(f"Corail's tools are at {address}mcp", flush=True)

    with listen(HOST, port) as socket:
        run(app, socket, open_browser=False, on_ready=ready)
