"""Who is signed in, said at the head of the page; and that a session has ended, once it has."""

from __future__ import annotations

from assistant.ui.pieces import aside, inert
from assistant.ui.texts import say


def signed_line(language: str, name: str | None) -> str:
    """Who is here, with a way out; or that this is a personal tool.

    The page's script shows the lines that are hidden when an answer says that nobody is signed in
    any more, and when the server does not answer.
    """
    text = say(language)
    lost = f'<p id="corail-lost" role="alert" hidden>{inert(text("connection lost"))}</p>'
    if not name:
        personal = inert(text("personal mode"))
        return f'<div class="person-line" data-who=""><p>{personal}</p>{lost}</div>'
    return (
        f'<div class="person-line" data-who="{inert(name)}"><p>{inert(text("signed in as"))} '
        f"{aside(name)}</p>"
        f'<a href="/account?in={inert(language)}">{inert(text("my account"))}</a>'
        '<form method="post" action="/sign-out">'
        f'<button type="submit">{inert(text("sign out"))}</button></form>'
        f'<p id="corail-ended" role="alert" hidden>{inert(text("session ended"))} '
        f'<a href="/sign-in" target="_blank">{inert(text("sign in again"))}</a></p>{lost}</div>'
    )
