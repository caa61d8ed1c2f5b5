"""The ways out that the settings open: a webhook, mail, both or neither."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr
from typing import Literal
from urllib.parse import urlsplit

from assistant.errors import BadSettings
from assistant.settings import Settings

WEBHOOK, MAIL = "webhook", "mail"


@dataclass(frozen=True)
class Webhook:
    """An address that every notice is posted to, signed where there is a ``key``."""

    url: str = field(repr=False)
    key: bytes | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The machine that is written to, fit to be shown: the rest may be a secret."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True)
class Mail:
    """The server that takes our mail, and in whose name it is written."""

    host: str
    sender: str
    port: int = 587
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"


@dataclass(frozen=True)
class Channels:
    """What notices go out by, and what they say of this installation.

    ``page`` is its address as people type it; ``ahead`` is how long before a reply is due.
    """

    webhook: Webhook | None = None
    mail: Mail | None = None
    page: str | None = None
    locale: str = "en"
    ahead: timedelta = timedelta(hours=4)

    @classmethod
    def of(cls, settings: Settings, locale: str) -> Channels:
        """As the settings say. Raises :class:`BadSettings` for what could not work safely."""
        return cls(
            webhook=_webhook(settings),
            mail=_mail(settings),
            page=settings.public_url.rstrip("/") if settings.public_url else None,
            locale=locale,
            ahead=timedelta(hours=settings.notices_due_hours),
        )

    def __bool__(self) -> bool:
        return self.webhook is not None or self.mail is not None

    def link(self, reply: str | None) -> str | None:
        """Where a reply is looked at; the page where there is none; nothing without its address."""
        if self.page is None or reply is None:
            return self.page
        return f"{self.page}/?reply={reply}"


def _webhook(settings: Settings) -> Webhook | None:
    if settings.notices_webhook is None:
        return None
    url = settings.notices_webhook.get_secret_value().strip()
    # The address may be a secret itself, so it is not repeated.
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise BadSettings("Setting 'notices_webhook' is not an http or https address.")
    anywhere = settings.notices_webhook_anywhere
    if parts.scheme != "https" and not _is_here(parts.hostname or "") and not anywhere:
        raise BadSettings(
            "Setting 'notices_webhook' has to be an https address, or one on this machine. "
            "Where plain http is meant, say so with `notices_webhook_anywhere`."
        )
    secret = settings.notices_webhook_secret
    return Webhook(url, _key(secret.get_secret_value()) if secret else None)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key(secret: str) -> bytes:
    """The bytes that messages are signed with: after ``whsec_`` they are written in base 64."""
    written = secret.strip()
    if not written.startswith("whsec_"):
        key = written.encode()
    else:
        try:
            key = base64.b64decode(written.removeprefix("whsec_"), validate=True)
        except binascii.Error as error:
            raise BadSettings(
                "Setting 'notices_webhook_secret': after whsec_ comes base 64."
            ) from error
    if len(key) < 16:
        raise BadSettings("Setting 'notices_webhook_secret' is too short: take 24 random bytes.")
    return key


def _mail(settings: Settings) -> Mail | None:
    if settings.smtp_host is None:
        return None
    sender = settings.smtp_sender or ""
    if "@" not in parseaddr(sender)[1] or any(c in sender for c in "\r\n"):
        raise BadSettings(
            "Setting 'smtp_host' needs 'smtp_sender': the address that notices come from, for "
            "example Corail <corail@example.org>"
        )
    password = settings.smtp_password
    open_line = settings.smtp_security == "none" and not _is_here(settings.smtp_host)
    if password is not None and open_line:
        raise BadSettings(
            "Setting 'smtp_security' is none: the password would be sent in the open. Choose "
            "starttls or tls."
        )
    if (settings.smtp_user is None) != (password is None):
        raise BadSettings("Settings 'smtp_user' and 'smtp_password' go together.")
    return Mail(
        host=settings.smtp_host,
        sender=sender,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=password.get_secret_value() if password else None,
        security=settings.smtp_security,
    )
