"""The routes of signing in and out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

from assistant.access.door import CHOOSE, cookie, form_of, here_of, html, token_of
from assistant.access.facade import Access
from assistant.access.sheet import sheet
from assistant.access.single import SingleSignOn
from assistant.access.texts import words
from assistant.errors import SignInRefused

_BACK = "/sign-in/back"
_STATE = "corail-single"


class SignIn:
    """The sign-in page and what follows from it. ``language`` reads an Accept-Language."""

    def __init__(self, access: Access, language: Callable[[str | None], str]) -> None:
        self._access = access
        self._language = language
        provider = access.house.provider
        self._single = SingleSignOn(access, provider, access.clock) if provider else None

    def routes(self) -> list[Any]:
        """As Starlette takes them."""
        from starlette.routing import Route

        return [
            Route("/sign-in", self.ask, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-in/single", self.single, methods=["GET"]),
            Route(_BACK, self.back, methods=["GET"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
        ]

    async def ask(self, request: Any) -> Any:
        """The page that asks who is there."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        if not await run_in_threadpool(self._access.signs_in):
            return RedirectResponse("/", status_code=303)
        spoken = self._spoken(request)
        note = words("out", spoken) if "out" in request.query_params else ""
        after = local(request.query_params.get("next", ""))
        return await run_in_threadpool(self._page, request, 200, "", note, after)

    async def sign_in(self, request: Any) -> Any:
        """A name and a password, tried."""
        from starlette.concurrency import run_in_threadpool

        given = await form_of(request)
        after = local(given.get("next", ""))
        try:
            token = await run_in_threadpool(
                self._access.sign_in,
                given.get("name", ""),
                given.get("password", ""),
                here_of(request).address,
            )
        except SignInRefused as refused:
            return await run_in_threadpool(
                self._refused, request, refused, after, given.get("name", "")
            )
        # With a first password one goes nowhere before one's own is chosen.
        if await run_in_threadpool(self._access.choosing, token):
            after = CHOOSE
        return await run_in_threadpool(self._enter, request, token, after)

    async def single(self, request: Any) -> Any:
        """To the provider."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        after = local(request.query_params.get("next", ""))
        if self._single is None:
            return RedirectResponse("/sign-in", status_code=303)
        here = here_of(request)
        try:
            url, state = await run_in_threadpool(self._single.begin, here.base + _BACK)
        except SignInRefused as refused:
            return await run_in_threadpool(self._refused, request, refused, after)
        answer = RedirectResponse(url, status_code=303, headers={"cache-control": "no-store"})
        answer.set_cookie(
            _STATE,
            f"{state}:{quote(after, safe='')}",
            max_age=600,
            path=_BACK,
            httponly=True,
            samesite="lax",
            secure=here.secure,
        )
        return answer

    async def back(self, request: Any) -> Any:
        """From the provider."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        if self._single is None:
            return RedirectResponse("/sign-in", status_code=303)
        here, told = here_of(request), request.query_params
        kept, _, after = request.cookies.get(_STATE, "").partition(":")
        state = told.get("state", "")
        # A browser that did not begin is not let in by what another began.
        mine = state if kept and kept == state else ""
        try:
            token = await run_in_threadpool(
                self._single.finish,
                mine,
                told.get("code", ""),
                here.base + _BACK,
                here.address,
                told.get("iss"),
            )
        except SignInRefused as refused:
            answer = await run_in_threadpool(self._refused, request, refused, "/")
        else:
            answer = await run_in_threadpool(self._enter, request, token, local(unquote(after)))
        answer.delete_cookie(_STATE, path=_BACK)
        return answer

    async def sign_out(self, request: Any) -> Any:
        """Out, wherever the session was opened."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        here = here_of(request)
        if token := token_of(request, here):
            await run_in_threadpool(self._access.sign_out, token)
        if here.named is not None:
            spoken = self._spoken(request)
            note = words("still in", spoken)
            return html(sheet(spoken, note=note, form=False, link=True), 200)
        answer = RedirectResponse("/sign-in?out", status_code=303)
        answer.delete_cookie(cookie(here), path="/", secure=here.secure)
        return answer

    # --- parts ------------------------------------------------------------------------------------

    def _enter(self, request: Any, token: str, after: str) -> Any:
        from starlette.responses import RedirectResponse

        here = here_of(request)
        if before := token_of(request, here):
            self._access.sign_out(before)
        answer = RedirectResponse(after, status_code=303, headers={"cache-control": "no-store"})
        answer.set_cookie(
            cookie(here), token, path="/", httponly=True, samesite="lax", secure=here.secure
        )
        return answer

    def _refused(self, request: Any, error: SignInRefused, after: str, called: str = "") -> Any:
        waits = error.kind == "wait"
        answer = self._page(
            request, 429 if waits else 403, error.told(self._spoken(request)), "", after, called
        )
        if waits:
            answer.headers["retry-after"] = str(error.seconds)
        return answer

    def _page(
        self, request: Any, status: int, why: str, note: str, after: str, called: str = ""
    ) -> Any:
        spoken, provider = self._spoken(request), self._access.house.provider
        elsewhere = self._access.house.asks
        form = not elsewhere or any(one.has_password for one in self._access.people())
        if not form and provider is None:
            note = words("gateway", spoken)
        page = sheet(
            spoken,
            why=why,
            note=note,
            back=after,
            called=called[:320],
            form=form,
            single=(provider.label or words("single", spoken)) if provider else None,
        )
        return html(page, status)

    def _spoken(self, request: Any) -> str:
        return self._language(request.headers.get("accept-language"))


def local(path: str) -> str:
    """Where to go after signing in: a place of ours, never another site."""
    return path if re.fullmatch(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", path[:2_000]) else "/"
