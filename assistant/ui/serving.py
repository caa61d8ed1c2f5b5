"""How the page is served: on loopback, with nothing of Gradio's open that we do not use.

Gradio is mounted on an application of ours, so that every answer carries our headers and so that
we own the socket (a port that is taken is seen at once) and the signals (a draft under way ends,
the record is closed). Before it stands the door (:mod:`assistant.access`), where people sign in.
"""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import re
import signal
import socket as sockets
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import BadSettings
from assistant.ui.texts import preferred

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant.access import Access

SCRIPTS = ("keeping.js", "page.js", "rehearsing.js", "reef.js", "inbox.js")
STYLES = ("style.css", "rehearsing.css", "reef.css", "purpose.css", "inbox.css", "recording.css")
HERE = Path(__file__).parent
PORTS_TRIED = 100
LARGEST = 8_000_000
"""Bytes of what a request may bring: well above a long post and all that is on the page."""
LARGEST_FILE = 200_000_000
"""Bytes of a file that may be uploaded, which goes to the disk as it comes: 100,000 posts."""
UPLOADS = re.compile(r"/gradio_api/upload|/api/v\d+/.{1,200}/files")
"""Where files are sent."""
CLOSING_SECONDS = 2

# Gradio needs inline scripts, and eval for its templates; nothing comes from or goes elsewhere.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    # None to elsewhere; to ourselves, or a browser would not say that a form is from our own page.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    # The microphone is for the browser's own dictation, which asks before it listens.
    "permissions-policy": "camera=(), microphone=(self), geolocation=()",
}
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path d="M16 29V13M16 20C9 20 7 15 7 9M16 17c6 0 8-4 8-9M16 24c5 0 9-2 10-6M16 13V4" '
    'fill="none" stroke="#c8432f" stroke-width="3.2" stroke-linecap="round"/></svg>'
)


class _TooMuch(Exception):
    """A request brought more than it may."""


class _Guarded:
    """Puts our headers on every answer, and answers only to our own name (ASGI).

    ``hosts`` are the names the page is reached by, ``None`` for any: a site elsewhere that has its
    own name resolve to this machine is still not this page.
    """

    def __init__(self, app: Any, hosts: frozenset[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                ours = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
                kept = [h for h in message.get("headers", []) if h[0].decode() not in HEADERS]
                message = {**message, "headers": [*kept, *ours]}
            await send(message)

        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        held, most = 0, _most(scope)

        async def bounded() -> Any:
            nonlocal held
            message = await receive()
            held += len(message.get("body", b""))
            if held > most:
                raise _TooMuch
            return message

        # Whoever did not say how much they would bring is cut off.
        with contextlib.suppress(_TooMuch):
            await self._app(scope, bounded, guarded)

    def _refusal(self, scope: Any) -> Any:
        """The answer to what is not for us, or more than we would hold in memory."""
        from starlette.responses import PlainTextResponse

        if not self._is_ours(scope):
            return PlainTextResponse("This is not the address of this page.", status_code=421)
        told = dict(scope["headers"]).get(b"content-length", b"0").decode("latin-1")
        if not told.isdecimal() or len(told) > 12 or int(told) > _most(scope):
            return PlainTextResponse("The request is too large.", status_code=413)
        return None

    def _is_ours(self, scope: Any) -> bool:
        if self._hosts is None:
            return True
        named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        try:
            return urlsplit(f"//{named}").hostname in self._hosts
        except ValueError:
            return False


def _most(scope: Any) -> int:
    """Bytes that a request may bring to where it goes."""
    uploads = scope["type"] == "http" and UPLOADS.fullmatch(scope["path"])
    return LARGEST + LARGEST_FILE if uploads else LARGEST


def application(
    page: gr.Blocks,
    host: str,
    access: Access | None = None,
    beside: Mapping[str, Any] | None = None,
) -> FastAPI:
    """The page as an ASGI application, closed but for what it needs.

    With ``access``, whoever asks comes through its door, and the page's events know who it is.
    ``beside`` are applications with doors of their own, by where they stand.
    """
    import gradio as gr
    from fastapi import FastAPI, Response

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml")

    for place, other in (beside or {}).items():
        app.mount(place, other)
    if access is not None:
        from assistant.access.account import Account
        from assistant.access.door import Door, who
        from assistant.access.web import SignIn

        for part in (SignIn(access, preferred), Account(access, preferred)):
            app.router.routes.extend(part.routes())
        app.add_middleware(
            Door,
            access=access,
            language=preferred,
            alone_here=is_loopback(host),
            beside=tuple(beside or ()),
        )
    app.add_middleware(_Guarded, hosts=_hosts(host, access))
    style = "".join((HERE / part).read_text(encoding="utf-8") for part in STYLES)
    script = "".join((HERE / part).read_text(encoding="utf-8") for part in SCRIPTS)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        auth_dependency=who if access is not None else None,
        app_kwargs={"openapi_url": None},
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=LARGEST_FILE,
        allowed_paths=[],
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=_theme(),
        # In the head rather than as `css`, which Gradio rewrites with selectors of its own.
        head=f"<style>{style}</style><script>{script}</script>",
    )
    return app


def alone(beside: Mapping[str, Any], host: str, access: Access) -> FastAPI:
    """Applications with doors of their own, by where they stand, and no page."""
    from fastapi import FastAPI

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for place, other in beside.items():
        app.mount(place, other)
    app.add_middleware(_Guarded, hosts=_hosts(host, access))
    return app


def _hosts(host: str, access: Access | None) -> frozenset[str] | None:
    """The names we are reached by; ``None`` where anybody may have given us one."""
    public = access.house.public_url if access is not None else None
    if public is None and not is_loopback(host):
        return None
    own = {"127.0.0.1", "localhost", "::1", host.strip("[]")}
    return frozenset(own | {urlsplit(public).hostname or ""} if public is not None else own)


def _theme() -> gr.themes.Base:
    import gradio as gr

    return gr.themes.Base(
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def may_serve(host: str, access: Access | None) -> None:
    """Raises :class:`BadSettings` where others could reach a page that asks nobody who they are."""
    if is_loopback(host) or (access is not None and access.signs_in()):
        return
    raise BadSettings(
        f"Anybody who reaches {host!r} would be let in, since nobody was added yet. Add an "
        "administrator with `corail people add NAME --role administrator`, or name the header of a "
        "reverse proxy (`proxy_header`), or serve on 127.0.0.1."
    )


def address(host: str, port: int) -> str:
    """The address to open: a wildcard host is reached here by loopback."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{port}/"


def listen(host: str, port: int) -> sockets.socket:
    """A socket listening at ``port`` or the next free one; port 0 takes any.

    Raises :class:`BadSettings` when the host is not this machine's or no port is free.
    """
    bare = host.strip("[]")
    family = sockets.AF_INET6 if ":" in bare else sockets.AF_INET
    tried = [0] if port == 0 else range(port, min(port + PORTS_TRIED, 65536))
    reason: OSError | None = None
    for candidate in tried:
        one = sockets.socket(family, sockets.SOCK_STREAM)
        try:
            one.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
            one.bind((bare, candidate))
            one.listen(128)
        except OSError as error:
            one.close()
            reason = error
            continue
        return one
    raise BadSettings(
        f"The page cannot listen on {host}, port {port} or the {len(tried) - 1} after it: "
        f"{reason}. Choose another with `--host` and `--port`."
    )


def run(
    app: FastAPI,
    socket: sockets.socket,
    *,
    open_browser: bool,
    on_ready: Callable[[str], None],
    until: threading.Event | None = None,
) -> None:
    """Serve ``app`` on ``socket`` until SIGINT, SIGTERM, or ``until`` is set."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,  # What it says goes where all that is logged here goes, masked.
        access_log=False,
        server_header=False,
        # Whom a proxy speaks for is read at the door, from the proxies that the house believes.
        proxy_headers=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                host, port = socket.getsockname()[:2]
                at = address(host, port)
                on_ready(at)
                if open_browser:
                    threading.Thread(target=webbrowser.open, args=(at,), daemon=True).start()

        async def shutdown(self, sockets: list[Any] | None = None) -> None:
            # Open pages hold a stream each, which is cut: that is no error to tell of.
            log = logging.getLogger("uvicorn.error")
            before = log.level
            log.setLevel(logging.CRITICAL + 1)
            try:
                await super().shutdown(sockets)
            finally:
                log.setLevel(before)

        async def on_tick(self, counter: int) -> bool:
            return await super().on_tick(counter) or (until is not None and until.is_set())

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            # Uvicorn raises the signal again once closed, which would end the process before the
            # record is closed behind us.
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            ours = (signal.SIGINT, signal.SIGTERM)
            before = {s: signal.signal(s, self.handle_exit) for s in ours}
            try:
                yield
            finally:
                for one, handler in before.items():
                    signal.signal(one, handler)

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            self.force_exit = self.should_exit and sig == signal.SIGINT
            self.should_exit = True

    Server(config).run(sockets=[socket])
