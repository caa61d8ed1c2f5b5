"""Single sign-on: OpenID Connect with the authorization code and PKCE, through Authlib.

The provider is asked over TLS, and still nothing it hands over counts before its signature, its
issuer, its audience, its times and its nonce were found to be right.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.access.facade import Access
from assistant.access.handshake import Handshake
from assistant.access.house import Provider
from assistant.access.values import Arrival
from assistant.errors import SignInRefused
from assistant.review.people import Role

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures that only the provider can make: none is accepted that we could make ourselves."""
ALGORITHMS += ["Ed25519", "EdDSA"]
LEEWAY = 60
"""Seconds by which clocks may differ."""
PATIENCE = 10
"""Seconds the provider may take to answer."""
KNOWN_FOR = timedelta(hours=1)
LET_BE = 5.0
"""Seconds that a provider which did not answer is not asked again."""


class SingleSignOn:
    """Signs people in with the house's provider. Safe to share between threads."""

    def __init__(
        self,
        access: Access,
        provider: Provider,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._access = access
        self.provider = provider
        self._clock = clock
        self._lock = threading.Lock()
        self._known: tuple[datetime, Mapping[str, Any]] | None = None
        self._failed: float | None = None

    def begin(self, redirect: str) -> tuple[str, str]:
        """Where to send the browser, and the state that it has to come back with."""
        handshake = self._access.begin_handshake()
        with self._client(redirect) as client:
            url, _ = client.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=handshake.state,
                nonce=handshake.nonce,
                code_verifier=handshake.verifier,
            )
        return str(url), handshake.state

    def finish(
        self, state: str, code: str, redirect: str, address: str = "", issuer: str | None = None
    ) -> str:
        """The token of a session for whoever came back with ``code``.

        ``issuer`` is who says that it sends them back (RFC 9207). Raises :class:`SignInRefused`,
        and the journal was told.
        """
        handshake = self._access.returned(state, address)
        try:
            if issuer is not None and issuer != self.provider.issuer:
                raise _refusal("another issuer")
            claims = self._claims(code, handshake, redirect)
            arrival = arrival_of(self.provider, claims)
        except SignInRefused as refused:
            self._access.not_vouched(refused, address)
            raise
        return self._access.arrive(arrival, address)

    def _claims(self, code: str, handshake: Handshake, redirect: str) -> Mapping[str, Any]:
        from authlib.integrations.base_client import OAuthError
        from authlib.oidc.core import CodeIDToken
        from httpx2 import HTTPError
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            with self._client(redirect) as client:
                token = client.fetch_token(
                    self._endpoint("token_endpoint"),
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=handshake.verifier,
                )
            keys = KeySet.import_key_set(self._fetched(self._endpoint("jwks_uri")))
            read = jwt.decode(str(token.get("id_token", "")), keys, algorithms=ALGORITHMS)
            claims = CodeIDToken(
                read.claims,
                read.header,
                {
                    "iss": {"essential": True, "value": self.provider.issuer},
                    "aud": {"essential": True, "value": self.provider.client_id},
                },
                {
                    "nonce": handshake.nonce,
                    "client_id": self.provider.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            now = int(self._clock().timestamp())
            claims.validate(now=now, leeway=LEEWAY)  # type: ignore[no-untyped-call]
        except OAuthError as error:
            raise _refusal("the code was refused") from error
        except HTTPError as error:
            raise _refusal("the provider cannot be reached") from error
        except (JoseError, ValueError, TypeError, KeyError) as error:
            # A claim's name at most: what the provider says of somebody is not for the journal.
            claim = getattr(error, "claim", None)
            raise _refusal(f"id token: {claim or type(error).__name__}") from error
        return dict(claims)

    def _client(self, redirect: str) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        known = self._metadata().get("token_endpoint_auth_methods_supported") or [
            "client_secret_basic"
        ]
        way = "client_secret_basic" if "client_secret_basic" in known else "client_secret_post"
        return OAuth2Client(  # type: ignore[no-untyped-call]
            client_id=self.provider.client_id,
            client_secret=self.provider.client_secret,
            token_endpoint_auth_method=way if self.provider.client_secret else "none",
            scope=self.provider.scopes,
            redirect_uri=redirect,
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    def _endpoint(self, name: str) -> str:
        url = str(self._metadata().get(name, ""))
        secure = self.provider.issuer.startswith("https://")
        if not url.startswith("https://" if secure else ("http://", "https://")):
            raise _refusal(f"the provider names no {name}")
        return url

    def _metadata(self) -> Mapping[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 4), asked once an hour."""
        from httpx2 import HTTPError

        with self._lock:
            now = self._clock()
            if self._known is not None and now - self._known[0] < KNOWN_FOR:
                return self._known[1]
            # Anybody may press the button: those who press it wait for a dead provider once, and
            # not each for those before.
            if self._failed is not None and time.monotonic() - self._failed < LET_BE:
                raise _refusal("the provider cannot be reached")
            told: Mapping[str, Any]
            at = self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
            try:
                told = self._fetched(at)
            except (HTTPError, ValueError) as error:
                self._failed = time.monotonic()
                raise _refusal("the provider cannot be reached") from error
            if told.get("issuer") != self.provider.issuer:
                raise _refusal("the provider is another than its address says")
            self._known = (now, told)
            return told

    @staticmethod
    def _fetched(url: str) -> Any:
        import httpx2

        answer = httpx2.get(url, timeout=PATIENCE, follow_redirects=False)
        answer.raise_for_status()
        told = answer.json()
        if not isinstance(told, dict):
            raise ValueError(f"no JSON object at {url}")
        return told


def arrival_of(provider: Provider, claims: Mapping[str, Any]) -> Arrival:
    """Who the claims are about, and the roles that their groups give."""
    called = claims.get(provider.name_claim)
    if not isinstance(called, str) or not called.strip():
        raise _refusal(f"no claim {provider.name_claim}")
    email = claims.get("email")
    # Where the claim is there at all it has to say yes; some providers write it as a word.
    verified = str(claims.get("email_verified", True)).lower() == "true"
    vouched = isinstance(email, str) and verified
    if provider.name_claim == "email" and not vouched:
        # Anybody can give another's address where nobody looks whether it is theirs.
        raise _refusal("the address is not verified")
    return Arrival(
        called=called,
        way="oidc",
        account=f"{claims['iss']} {claims['sub']}",
        email=email if vouched else None,
        roles=_roles(provider, claims),
    )


def _roles(provider: Provider, claims: Mapping[str, Any]) -> frozenset[Role] | None:
    if provider.roles_claim is None:
        return None
    told = claims.get(provider.roles_claim, ())
    groups = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    given = [provider.roles.get(group, frozenset()) for group in groups if isinstance(group, str)]
    return frozenset[Role]().union(*given)


def _refusal(detail: str) -> SignInRefused:
    return SignInRefused("provider", detail=detail)
