"""My account: one's own password, sessions and absence, on a sheet that needs no script.

A password passes through these forms alone, as at signing in: never through the page's events.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from assistant.access.account_sheet import account, choosing
from assistant.access.door import CHOOSE, cookie, form_of, here_of, html, token_of, who
from assistant.access.facade import Access
from assistant.access.sessions import digest_of, key_of
from assistant.access.texts import words
from assistant.errors import AssistantError, BadRequest, SignInRefused
from knowledge.errors import KnowledgeError


class Account:
    """The routes of one's own account. ``language`` reads an Accept-Language."""

    def __init__(self, access: Access, language: Callable[[str | None], str]) -> None:
        self._access = access
        self._language = language

    def routes(self) -> list[Any]:
        """As Starlette takes them."""
        from starlette.routing import Route

        return [
            Route(CHOOSE, self.ask, methods=["GET"]),
            Route(CHOOSE, self.choose, methods=["POST"]),
            Route("/account", self.show, methods=["GET"]),
            Route("/account/{what}", self.act, methods=["POST"]),
        ]

    async def ask(self, request: Any) -> Any:
        """The page on which whoever came with a first password chooses their own."""
        from starlette.concurrency import run_in_threadpool

        return await run_in_threadpool(self._chosen, request, None)

    async def choose(self, request: Any) -> Any:
        """Their own password, chosen."""
        from starlette.concurrency import run_in_threadpool

        return await run_in_threadpool(self._chosen, request, await form_of(request))

    async def show(self, request: Any) -> Any:
        """The account of whoever asks."""
        from starlette.concurrency import run_in_threadpool

        return await run_in_threadpool(self._shown, request)

    async def act(self, request: Any) -> Any:
        """One act on it."""
        from starlette.concurrency import run_in_threadpool

        given = await form_of(request)
        return await run_in_threadpool(self._done, request, request.path_params["what"], given)

    # --- parts ------------------------------------------------------------------------------------

    def _chosen(self, request: Any, given: dict[str, str] | None) -> Any:
        from starlette.responses import RedirectResponse

        spoken, here = self._spoken(request), here_of(request)
        token = token_of(request, here)
        member = self._access.choosing(token) if token else None
        if token is None or member is None:
            return RedirectResponse("/sign-in", status_code=303)
        why = ""
        if given is not None:
            try:
                return self._renewed(request, token, "", given, "/")
            except SignInRefused as refused:
                why = refused.told(spoken)
            except AssistantError as refused:
                why = refused.said(spoken)
        return html(choosing(spoken, member.name, why), 422 if why else 200)

    def _renewed(
        self, request: Any, token: str, present: str, given: dict[str, str], to: str
    ) -> Any:
        from starlette.responses import RedirectResponse

        here = here_of(request)
        if given.get("password", "") != given.get("again", ""):
            spoken = words("not the same", "en"), words("not the same", "fr")
            raise BadRequest(*spoken)
        new = self._access.change_password(token, present, given.get("password", ""), here.address)
        answer = RedirectResponse(to, status_code=303, headers={"cache-control": "no-store"})
        answer.set_cookie(
            cookie(here), new, path="/", httponly=True, samesite="lax", secure=here.secure
        )
        return answer

    def _done(self, request: Any, what: str, given: dict[str, str]) -> Any:
        from starlette.responses import RedirectResponse

        name = who(request)
        if not name:
            return RedirectResponse("/", status_code=303)
        spoken, by = self._spoken(request), self._access.person(name)
        try:
            if what == "password":
                token = token_of(request, here_of(request)) or ""
                present = given.get("present", "")
                return self._renewed(
                    request, token, present, given, f"/account?in={spoken}&done=password"
                )
            if what == "session":
                self._access.end_session(given.get("key", ""), by)
            elif what == "away":
                first, last = _day(given.get("from", "")), _day(given.get("until", ""))
                if first is None:
                    raise BadRequest(words("from when", "en"), words("from when", "fr"))
                self._access.away(name, first, last, given.get("stand-in") or None, by)
            elif what == "back":
                self._access.away(name, None, None, None, by)
            else:
                return RedirectResponse("/account", status_code=303)
        except SignInRefused as refused:
            return self._shown(request, refused.told(spoken), 403)
        except AssistantError as refused:
            return self._shown(request, refused.said(spoken), 422)
        except KnowledgeError as refused:
            return self._shown(request, str(refused), 422)
        return RedirectResponse(f"/account?in={spoken}&done={what}", status_code=303)

    def _shown(self, request: Any, why: str = "", status: int = 200) -> Any:
        from starlette.responses import RedirectResponse

        name = who(request)
        everybody = self._access.people()
        member = next((one for one in everybody if one.name == name), None)
        if member is None:
            return RedirectResponse("/", status_code=303)
        token = token_of(request, here_of(request))
        done = request.query_params.get("done", "") if not why else ""
        page = account(
            self._spoken(request),
            member,
            [one.name for one in everybody if one.active and one.name != name],
            self._access.sessions_of(self._access.person(member.name)),
            mine=key_of(digest_of(token)) if token else "",
            today=self._access.clock().date(),
            why=why,
            done=done,
        )
        return html(page, status)

    def _spoken(self, request: Any) -> str:
        # The language of the page that led here, else the browser's.
        asked = request.query_params.get("in", "")
        told = request.headers.get("accept-language")
        return asked if asked in ("en", "fr") else self._language(told)


def _day(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise BadRequest(words("no day", "en"), words("no day", "fr")) from error
