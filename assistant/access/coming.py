"""Where a request comes from: its address, its site, and what a proxy of the house adds to it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.access.house import House

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Coming:
    """A request's ``address``, and whom a believed proxy names in it.

    ``forged`` where somebody else sent the proxy's header. ``base`` is the page's own address as
    the browser knows it.
    """

    address: str
    named: str | None
    forged: bool
    base: str
    same_site: bool

    @property
    def secure(self) -> bool:
        """Whether the browser came by https."""
        return self.base.startswith("https://")


def coming(scope: Mapping[str, Any], house: House) -> Coming:
    """Where an HTTP request (an ASGI scope) comes from."""
    headers = [(name.decode("latin-1").lower(), value) for name, value in scope["headers"]]
    one = {name: value.decode("latin-1") for name, value in headers}
    peer = scope["client"][0] if scope.get("client") else ""
    believed = house.believes(peer)
    named = [value for name, value in headers if name == house.header]
    # Twice the header is a proxy that lets it through from outside, and adds its own.
    forged = bool(named) and (not believed or len(named) > 1)
    scheme = str(scope.get("scheme", "http"))
    if believed and one.get("x-forwarded-proto") in ("http", "https"):
        scheme = one["x-forwarded-proto"]
    base = house.public_url or f"{scheme}://{one.get('host', '')}"
    return Coming(
        address=_beyond(peer, one.get("x-forwarded-for", ""), house) if believed else peer,
        named=_text(named[0]) if named and not forged else None,
        forged=forged,
        base=base,
        same_site=scope["method"] in SAFE or _is_ours(one, base),
    )


def _beyond(peer: str, forwarded: str, house: House) -> str:
    """The address before the house's own proxies: the last that none of them is."""
    for one in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        try:
            ipaddress.ip_address(one)
        except ValueError:
            return peer
        if not house.believes(one):
            return one
        peer = one
    return peer


def _is_ours(headers: Mapping[str, str], base: str) -> bool:
    """Whether a request that changes something was made by our own page, or by no browser.

    A browser says where a request comes from; what says nothing has no other site behind it.
    """
    told = headers.get("sec-fetch-site")
    if told is not None:
        return told in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        here = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(here) and here in (urlsplit(base).netloc.lower(), headers.get("host", "").lower())


def _text(value: bytes) -> str | None:
    try:
        told = value.decode("utf-8")
    except UnicodeDecodeError:
        told = value.decode("latin-1")
    return told.strip() or None
