"""One guarded way out: bounded in size and time, and never into the house's own network.

An address of a feed is typed by somebody and may lead anywhere, and so may a redirection. A name is
looked up once, each of its addresses must be one of the public internet, and it is that very
address which is connected to: a name that changes between the two leads nowhere else. Certificates
are checked against the name. Proxies of the environment are not used, as they would look names up
themselves.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from assistant.errors import BadRequest

LARGEST = 5_000_000
"""Bytes of an answer."""
PATIENCE = 20.0
"""Seconds that one answer may take, redirections included."""
REDIRECTIONS = 3
AGENT = "corail (reads public feeds; a person reads what comes of it)"

_look_up = socket.getaddrinfo
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Fetched:
    """An answer: its status, its headers by their lower-case names, its bytes, where it is from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


class NotFetched(BadRequest):
    """An address that may not be read, or did not answer as it should; why, in both languages."""


@dataclass(frozen=True)
class Fetcher:
    """Fetches by GET; ``private`` lets it into the house's own network, and onto this machine."""

    private: bool = False
    patience: float = PATIENCE
    largest: int = LARGEST

    def __call__(self, address: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What is at an http or https address. Raises :class:`NotFetched`."""
        until = time.monotonic() + self.patience
        here = address
        for _ in range(REDIRECTIONS + 1):
            found = self._one(here, dict(headers or {}), until)
            to = found.headers.get("location")
            if found.status not in _MOVED or not to:
                return found
            here = urljoin(here, to)
        raise NotFetched(
            "It leads from one address to the next, and no further is followed.",
            "Cette adresse renvoie d'une adresse à l'autre, sans fin.",
        )

    def _one(self, address: str, headers: dict[str, str], until: float) -> Fetched:
        import httpx2

        host, port, parts = _parsed(address)
        at = self._allowed(host, port)
        named = f"[{at}]" if ":" in at else at
        usual = {"http": 80, "https": 443}[parts.scheme]
        target = urlunsplit(parts._replace(netloc=f"{named}:{port}", fragment=""))
        shown = f"[{host}]" if ":" in host else host
        headers = {
            "User-Agent": AGENT,
            **headers,
            "Host": shown if port == usual else f"{shown}:{port}",
        }
        left = max(0.1, until - time.monotonic())
        try:
            with (
                httpx2.Client(trust_env=False, follow_redirects=False, timeout=left) as client,
                client.stream(
                    "GET", target, headers=headers, extensions={"sni_hostname": host}
                ) as answer,
            ):
                body = bytearray()
                for part in answer.iter_bytes(65_536):
                    body += part
                    if len(body) > self.largest:
                        raise NotFetched(
                            f"{host} answers with more than {self.largest // 1_000_000} MB.",
                            f"{host} répond par plus de {self.largest // 1_000_000} Mo.",
                        )
                    if time.monotonic() > until:
                        raise _late(host)
                told = {name.lower(): value for name, value in answer.headers.items()}
                return Fetched(answer.status_code, told, bytes(body), address)
        except httpx2.TimeoutException as error:
            raise _late(host) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise NotFetched(
                f"{host} cannot be reached ({type(error).__name__}).",
                f"{host} est injoignable ({type(error).__name__}).",
            ) from error

    def _allowed(self, host: str, port: int) -> str:
        """The address to connect to. All that a name stands for must be public, or none is."""
        try:
            found = _look_up(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetched(
                f"There is no machine called {host!r}.",
                f"Aucune machine ne s'appelle {host!r}.",
            ) from error
        addresses = [str(one[4][0]).partition("%")[0] for one in found]
        if not self.private and not all(_public(one) for one in addresses):
            raise NotFetched(
                f"{host!r} is an address of a private network: feeds are read from the public "
                "internet. Where it is meant, set `listening_private`.",
                f"{host!r} est une adresse d'un réseau privé : les flux sont lus sur l'internet "
                "public. Si c'est voulu, réglez `listening_private`.",
            )
        return addresses[0]


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def _parsed(address: str) -> tuple[str, int, SplitResult]:
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("http", "https") or not host or parts.username or port == 0:
        raise NotFetched(
            f"{address[:200]!r} is not an http or https address.",
            f"{address[:200]!r} n'est pas une adresse http ou https.",
        )
    return host, port or (443 if parts.scheme == "https" else 80), parts


def _late(host: str) -> NotFetched:
    return NotFetched(f"{host} does not answer in time.", f"{host} ne répond pas à temps.")
