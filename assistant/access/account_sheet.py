"""The sheets of one's own account, as HTML without a script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from assistant.access.sheet import leaf
from assistant.access.texts import words
from assistant.access.values import Member, Session

DONE = ("password", "session", "away", "back")
"""What can have been done, and is said then."""


def choosing(language: str, name: str, why: str = "") -> str:
    """The sheet on which somebody who came with a first password chooses their own."""

    def say(key: str) -> str:
        return escape(words(key, language))

    body = (
        f"<h1>{say('choose title')}</h1><p>{say('choose lead')}</p>{_why(why)}"
        f'<form method="post" action="/sign-in/choose">{_user(name)}{_new(language, why)}'
        f'<button type="submit">{say("choose go")}</button></form>'
    )
    return leaf(language, words("choose title", language), body)


def account(
    language: str,
    member: Member,
    others: Sequence[str],
    sessions: Sequence[Session],
    *,
    mine: str,
    today: date,
    why: str = "",
    done: str = "",
) -> str:
    """Somebody's account: who they are here, their absence, password and sessions.

    ``mine`` is the key of the session that asks; where there is none a proxy or provider of the
    house lets them in, and there may be no password to change.
    """

    def say(key: str) -> str:
        return escape(words(key, language))

    told = f'<p role="status" class="done">{say(f"done {done}")}</p>' if done in DONE else ""
    roles = ", ".join(sorted(words(f"role {one}", language) for one in member.roles))
    known = " · ".join(one for one in (roles, member.email or "") if one)
    parts = [
        f'<p class="up"><a href="/">← {say("back")}</a></p>',
        f"<h1>{say('account')}</h1><p><strong>{escape(member.name)}</strong><br>{escape(known)}</p>",
        _why(why),
        told,
        f"<section><h2>{say('absence')}</h2>{_absence(language, member, others, today)}</section>",
    ]
    if member.has_password and mine:
        parts.append(
            f"<section><h2>{say('your password')}</h2>"
            f'<form method="post" action="/account/password?in={language}">'
            f"{_user(member.name)}"
            f'<label for="present">{say("present password")}</label>'
            '<input id="present" name="present" type="password" autocomplete="current-password" '
            f'maxlength="1000" required>{_new(language, "")}'
            f'<p class="note">{say("others end")}</p>'
            f'<button type="submit">{say("change password")}</button></form></section>'
        )
    rows = "".join(_session(language, one, mine) for one in sessions)
    parts.append(f"<section><h2>{say('sessions')}</h2><ul>{rows}</ul></section>")
    return leaf(language, words("account", language), "".join(parts), wide=True)


def _absence(language: str, member: Member, others: Sequence[str], today: date) -> str:
    def say(key: str) -> str:
        return escape(words(key, language))

    over = member.away_until is not None and member.away_until < today.isoformat()
    if member.away_from is not None and not over:
        return (
            f"<p>{escape(away_line(language, member))}</p>"
            f'<form method="post" action="/account/back?in={language}">'
            f'<button type="submit" class="second">{say("i am back")}</button></form>'
        )
    options = "".join(f"<option>{escape(one)}</option>" for one in others)
    return (
        f'<form method="post" action="/account/away?in={language}"><div class="two">'
        f'<div><label for="from">{say("away from")}</label>'
        f'<input id="from" name="from" type="date" value="{today.isoformat()}" required></div>'
        f'<div><label for="until">{say("away until")}</label>'
        f'<input id="until" name="until" type="date" min="{today.isoformat()}"></div></div>'
        f'<label for="stand-in">{say("stands in")}</label>'
        f'<select id="stand-in" name="stand-in"><option value="">{say("nobody")}</option>{options}'
        f'</select><button type="submit" class="second">{say("say away")}</button></form>'
    )


def away_line(language: str, member: Member) -> str:
    """From when until when somebody is away, and who stands in, in a line."""
    key = "away to" if member.away_until else "away open"
    line = words(key, language).format(
        start=day(member.away_from or "", language), end=day(member.away_until or "", language)
    )
    if member.stand_in:
        line += " " + words("stand-in line", language).format(who=member.stand_in)
    return line


def day(iso: str, language: str) -> str:
    """A day as it is said."""
    if not iso:
        return ""
    at = date.fromisoformat(iso[:10])
    months = words("months", language).split()
    first = "1er" if language == "fr" else "1"
    return f"{first if at.day == 1 else at.day} {months[at.month - 1]} {at.year}"


def _session(language: str, one: Session, mine: str) -> str:
    seen = datetime.fromisoformat(one.seen_at)
    line = words("session line", language).format(
        way=words(f"way {one.way}", language),
        opened=day(one.opened_at, language),
        seen=f"{day(one.seen_at, language)}, {seen:%H:%M} UTC",
    )
    if one.key == mine or one.way == "proxy":
        this = words("this session" if one.key == mine else "by gateway", language)
        return f"<li>{escape(line)} <strong>{escape(this)}</strong></li>"
    end = words("end session", language)
    return (
        f'<li>{escape(line)}<form method="post" action="/account/session?in={language}">'
        f'<input type="hidden" name="key" value="{escape(one.key)}">'
        f'<button type="submit" class="small">{escape(end)}</button></form></li>'
    )


def _why(why: str) -> str:
    return f'<p class="why" role="alert" id="why">{escape(why)}</p>' if why else ""


def _user(name: str) -> str:
    # So that a password manager keeps the password under the right name.
    return (
        f'<input type="text" name="username" value="{escape(name)}" autocomplete="username" '
        "hidden readonly>"
    )


def _new(language: str, why: str) -> str:
    wrong = ' aria-describedby="why" aria-invalid="true"' if why else ""
    return "".join(
        f'<label for="{name}">{escape(words(label, language))}</label>'
        f'<input id="{name}" name="{name}" type="password" autocomplete="new-password" '
        f'minlength="12" maxlength="1000" required{wrong}>'
        for name, label in (("password", "new password"), ("again", "again"))
    )
