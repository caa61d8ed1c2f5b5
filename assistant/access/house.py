"""How this house lets people in: for how long, and whom else it believes."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from assistant.errors import BadSettings
from assistant.review.people import Role
from assistant.settings import Settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider, and what of its claims counts here.

    ``roles`` are given by group where ``roles_claim`` names the claim that tells the groups.
    """

    issuer: str
    client_id: str
    client_secret: str | None = None
    scopes: str = "openid profile email"
    name_claim: str = "email"
    roles_claim: str | None = None
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    label: str | None = None


@dataclass(frozen=True)
class House:
    """The house's rules of access. ``header`` is believed from ``proxies`` alone."""

    absolute: timedelta = timedelta(hours=12)
    idle: timedelta = timedelta(hours=2)
    public_url: str | None = None
    header: str | None = None
    proxies: tuple[Network, ...] = ()
    provider: Provider | None = None

    @classmethod
    def of(cls, settings: Settings) -> House:
        """As the settings say. Raises :class:`BadSettings` for what could not work safely."""
        if settings.proxy_header and not settings.proxy_addresses:
            raise BadSettings(
                "Setting 'proxy_header' needs 'proxy_addresses': from which addresses the header "
                'is to be believed, for example ["10.0.0.4/32"]. Anybody could send it otherwise.'
            )
        return cls(
            absolute=timedelta(hours=settings.session_hours),
            idle=timedelta(hours=settings.session_idle_hours),
            public_url=_public(settings.public_url),
            header=settings.proxy_header.strip().lower() if settings.proxy_header else None,
            proxies=tuple(_network(one) for one in settings.proxy_addresses),
            provider=_provider(settings),
        )

    @property
    def asks(self) -> bool:
        """Whether people are known from elsewhere, be anybody added here or not."""
        return self.header is not None or self.provider is not None

    def believes(self, address: str) -> bool:
        """Whether an address is that of a proxy of the house."""
        try:
            here = ipaddress.ip_address(address)
        except ValueError:
            return False
        if isinstance(here, ipaddress.IPv6Address) and here.ipv4_mapped:
            here = here.ipv4_mapped
        return any(here in network for network in self.proxies)


def _network(words: str) -> Network:
    try:
        return ipaddress.ip_network(words)
    except ValueError as error:
        raise BadSettings(
            f"Setting 'proxy_addresses': {words!r} is no address or network ({error}). "
            "Write 10.0.0.4 or 10.0.0.0/24."
        ) from error


def _public(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise BadSettings(
            f"Setting 'public_url': {url!r} cannot be the page's address. Write it with its "
            "scheme and without a path, for example https://corail.example.org"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _provider(settings: Settings) -> Provider | None:
    if settings.oidc_issuer is None:
        return None
    if not settings.oidc_client_id:
        raise BadSettings(
            "Setting 'oidc_issuer' needs 'oidc_client_id': what the provider calls us."
        )
    parts = urlsplit(settings.oidc_issuer)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise BadSettings(
            f"Setting 'oidc_issuer': {settings.oidc_issuer!r} is not an https address."
        )
    if bool(settings.oidc_roles_claim) != bool(settings.oidc_roles):
        raise BadSettings(
            "Settings 'oidc_roles_claim' and 'oidc_roles' go together: the claim that tells "
            "somebody's groups, and which roles each group gives."
        )
    secret = settings.oidc_client_secret
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        scopes=settings.oidc_scopes,
        name_claim=settings.oidc_name_claim,
        roles_claim=settings.oidc_roles_claim,
        roles={group: _roles(group, names) for group, names in settings.oidc_roles.items()},
        label=settings.oidc_label,
    )


def _roles(group: str, names: list[str]) -> frozenset[Role]:
    try:
        return frozenset(Role(name) for name in names)
    except ValueError as error:
        known = ", ".join(Role)
        raise BadSettings(
            f"Setting 'oidc_roles', {group!r}: {error}. There are: {known}."
        ) from error
