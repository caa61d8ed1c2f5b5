"""Notices by mail: plain text, one message a person."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

from assistant.notices.channels import Channels, Mail
from assistant.notices.texts import say
from assistant.notices.values import NotDelivered, Notice, Send

PATIENCE = 30.0
"""Seconds that a delivery may take, all in all."""

AddressOf = Callable[[str], str | None]
"""Where somebody is written to now."""


def by_mail(channels: Channels, address_of: AddressOf) -> Send:
    """What mails notices by the server of ``channels``."""
    mail = channels.mail
    assert mail is not None  # noqa: S101 - asked for where there is one

    def send(notice: Notice) -> None:
        to = address_of(notice.recipient or "")
        if to is None:
            raise NotDelivered("there is no address to write to any more")
        try:
            message = written(notice, to, mail, channels)
            with _connected(mail) as server:
                server.send_message(message)
        except smtplib.SMTPException as error:
            raise NotDelivered(f"{mail.host}: {_why(error)}") from error
        except (OSError, ValueError) as error:
            raise NotDelivered(f"{mail.host}: {type(error).__name__}") from error

    return send


def written(notice: Notice, to: str, mail: Mail, channels: Channels) -> EmailMessage:
    """A notice as a message: its id is the same however often it is sent."""
    told, locale = notice.told, channels.locale
    sentence = say(told.kind, locale, told)
    lines = [sentence, ""]
    if told.reply is not None:
        lines.append(say("which", locale, told))
    if told.due_at is not None:
        lines.append(say("due", locale, told))
    if (link := channels.link(told.reply)) is not None:
        lines.append(say("where", locale, told, link=link))
    lines += ["", say("why", locale, told)]
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = to
    message["Subject"] = f"[{told.brand}] {sentence}"
    message["Date"] = format_datetime(datetime.fromisoformat(told.at))
    message["Message-ID"] = f"<{notice.id}@{parseaddr(mail.sender)[1].rpartition('@')[2]}>"
    # So that no machine answers.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(lines))
    return message


class _Watched(smtplib.SMTP):
    """A line to a server that is cut once it has taken its time.

    Its own timeouts are by the piece: a server could answer one byte at a time.
    """

    _watch: threading.Timer | None = None

    def connect(self, *at: Any, **how: Any) -> tuple[int, bytes]:
        self._watch = threading.Timer(PATIENCE, _cut, [self])
        self._watch.daemon = True
        self._watch.start()
        return super().connect(*at, **how)

    def close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().close()


class _WatchedTLS(_Watched, smtplib.SMTP_SSL):
    """The same, over TLS from its first byte."""


def _connected(mail: Mail) -> smtplib.SMTP:
    """The server, with the line as safe as the settings ask."""
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.security == "tls":
        server = _WatchedTLS(mail.host, mail.port, timeout=PATIENCE, context=context)
    else:
        server = _Watched(mail.host, mail.port, timeout=PATIENCE)
    try:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user is not None:
            server.login(mail.user, mail.password or "")
    except BaseException:
        server.close()
        raise
    return server


def _cut(server: smtplib.SMTP) -> None:
    with suppress(OSError):
        if server.sock is not None:
            server.sock.shutdown(socket.SHUT_RDWR)


def _why(error: smtplib.SMTPException) -> str:
    """What a server said, as a number: its words may repeat an address."""
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    return f"{type(error).__name__} {code}" if code else type(error).__name__
