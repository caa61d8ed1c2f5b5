"""The door before everything else that is served (ASGI).

With people defined, whatever is asked for needs a session, or a proxy that vouches: pages lead to
the sign-in page, anything else is refused. What would change something is refused from another
site, whoever is signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, quote

from assistant.access.coming import Coming, coming
from assistant.access.facade import Access
from assistant.access.sheet import sheet
from assistant.access.texts import words
from assistant.errors import SignInRefused
from knowledge.errors import KnowledgeError

CHOOSE = "/sign-in/choose"
OPEN = frozenset(
    {"/favicon.ico", "/sign-in", "/sign-out", "/sign-in/single", "/sign-in/back", CHOOSE}
)
"""What is served to anybody."""
PERSON, COMING = "corail.person", "corail.coming"
"""Under which the request carries who is here, and where it comes from."""
LONGEST_TOKEN = 200
LARGEST = 16_384
"""Bytes of what a form sends."""


class Door:
    """Lets requests through to ``app``, with who makes them.

    ``alone_here`` where this machine alone can reach the page: there, as long as nobody was added,
    whoever asks is alone. ``beside`` is where applications stand that have doors of their own.
    """

    def __init__(
        self,
        app: Any,
        access: Access,
        language: Callable[[str | None], str],
        alone_here: bool,
        beside: Sequence[str] = (),
    ) -> None:
        self._app = app
        self._access = access
        self._language = language
        self._alone_here = alone_here
        self._beside = tuple(f"{place}/" for place in beside)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        from starlette.concurrency import run_in_threadpool

        if scope["type"] == "websocket":
            # Nothing here speaks over one, so none is let in.
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http" or f"{scope['path']}/".startswith(self._beside):
            await self._app(scope, receive, send)
            return
        here = coming(scope, self._access.house)
        answer = await run_in_threadpool(self._answer, scope, here)
        await (answer or self._app)(scope, receive, send)

    def _answer(self, scope: Any, here: Coming) -> Any:
        """The answer to a request that is not let through; notes on ``scope`` who makes the
        others."""
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        request = Request(scope)
        spoken = self._language(request.headers.get("accept-language"))
        scope[COMING] = here
        if not here.same_site:
            return PlainTextResponse(words("elsewhere", spoken), status_code=403)
        try:
            if here.forged:
                self._access.forged(here.address)
                return PlainTextResponse(words("forged", spoken), status_code=403)
            if scope["path"] in OPEN:
                return None
            return self._let_in(request, here, spoken)
        except SignInRefused as refused:
            page = sheet(spoken, why=refused.told(spoken), form=False)
            return html(page, 403)
        except KnowledgeError:
            return PlainTextResponse(words("unavailable", spoken), status_code=503)

    def _let_in(self, request: Any, here: Coming, spoken: str) -> Any:
        from starlette.responses import PlainTextResponse

        if not self._access.signs_in():
            if not self._alone_here:
                return PlainTextResponse(words("closed", spoken), status_code=403)
            request.scope[PERSON] = ""
            return None
        person = None
        if here.named is not None:
            person = self._access.vouched(here.named, here.address)
        elif token := token_of(request, here):
            person = self._access.session(token)
        if person is None:
            first = here.named is None and token_of(request, here)
            choosing = bool(first) and self._access.choosing(first or "") is not None
            return _sign_in_first(request, spoken, choosing)
        request.scope[PERSON] = person.name
        return None


def token_of(request: Any, here: Coming) -> str | None:
    """The token that the browser holds, if it has one."""
    token = request.cookies.get(cookie(here))
    return token if token and len(token) <= LONGEST_TOKEN else None


def cookie(here: Coming) -> str:
    """The name of the session's cookie. By https it is one that no other host can have set."""
    return "__Host-corail" if here.secure else "corail"


def who(request: Any) -> str | None:
    """The name of who makes a request; empty for who is alone, ``None`` where nobody was let in."""
    found = request.scope.get(PERSON)
    return found if found is None else str(found)


def _sign_in_first(request: Any, spoken: str, choosing: bool) -> Any:
    from starlette.responses import JSONResponse, RedirectResponse

    page = request.url.path == "/" or "text/html" in request.headers.get("accept", "")
    if request.method not in ("GET", "HEAD") or not page:
        return JSONResponse({"detail": words("needed", spoken)}, status_code=401)
    if choosing:
        return RedirectResponse(CHOOSE, status_code=303, headers={"cache-control": "no-store"})
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    to = "/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted, safe='')}"
    return RedirectResponse(to, status_code=303, headers={"cache-control": "no-store"})


def html(page: str, status: int) -> Any:
    """An answer that is a page, and is kept nowhere."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(page, status_code=status, headers={"cache-control": "no-store"})


async def form_of(request: Any) -> dict[str, str]:
    """What a form sent, within a bound."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return {}
    try:
        told = parse_qs(body.decode("utf-8"), max_num_fields=10, keep_blank_values=True)
    except ValueError:
        return {}
    return {name: values[0] for name, values in told.items()}


def here_of(request: Any) -> Coming:
    """Where a request comes from, as the door saw it."""
    found: Coming = request.scope[COMING]
    return found
