"""A small OpenID Connect provider on loopback: discovery, keys, authorization with PKCE, tokens.

What it is told to do wrong, it does wrong.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.responses import JSONResponse, RedirectResponse

from assistant.ui.serving import listen, run

CLIENT, SECRET = "corail-test", "a secret between the two"


class TestProvider:
    """``who`` are the claims of whoever is signed in there; ``wrong`` changes a token's."""

    __test__ = False

    def __init__(self, clock: Any) -> None:
        self.issuer = ""
        self.clock = clock
        self.who: dict[str, Any] = {}
        self.wrong: dict[str, Any] = {}
        self.signs_with: Any = None
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "k1"}
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.metadata: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.fails = False

    def application(self) -> Any:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def configuration() -> dict[str, Any]:
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            } | self.metadata

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(request: Request) -> Any:
            asked = dict(request.query_params)
            self.asked.append(asked)
            assert asked["response_type"] == "code"
            assert asked["client_id"] == CLIENT
            assert asked["code_challenge_method"] == "S256"
            code = secrets.token_urlsafe(8)
            self.codes[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=303)

        @app.post("/token")
        async def token(request: Request) -> Any:
            if self.fails:
                return JSONResponse({"error": "server_error"}, status_code=500)
            sent = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
            basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            asked = self.codes.pop(sent.get("code", ""), None)
            if (
                asked is None
                or request.headers.get("authorization") != basic
                or asked["code_challenge"] != challenge
                or asked["redirect_uri"] != sent["redirect_uri"]
            ):
                return JSONResponse({"error": "invalid_grant"}, status_code=400)
            return {
                "access_token": "unused",
                "token_type": "Bearer",
                "id_token": self.id_token(asked["nonce"]),
            }

        return app

    def id_token(self, nonce: str) -> str:
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "account-1",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
        }
        said = {k: v for k, v in (claims | self.who | self.wrong).items() if v is not None}
        if self.header["alg"] == "none":
            parts = [
                base64.urlsafe_b64encode(str(p).replace("'", '"').encode())
                for p in (self.header, said)
            ]
            return b".".join([p.rstrip(b"=") for p in parts] + [b""]).decode()
        algorithms = [self.header["alg"]]
        return jwt.encode(self.header, said, self.signs_with or self.key, algorithms=algorithms)

    def signed_by_us(self) -> None:
        """As somebody who knows the client's secret alone could."""
        self.header = {"alg": "HS256"}
        self.signs_with = OctKey.import_key(SECRET)

    def signed_by_another(self) -> None:
        self.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})


@contextmanager
def provider_served(provider: TestProvider) -> Iterator[TestProvider]:
    """The provider until the block ends."""
    ready, over = threading.Event(), threading.Event()

    def on_ready(at: str) -> None:
        provider.issuer = at.rstrip("/")
        ready.set()

    with listen("127.0.0.1", 0) as socket:
        server = threading.Thread(
            target=run,
            args=(provider.application(), socket),
            kwargs={"open_browser": False, "on_ready": on_ready, "until": over},
        )
        server.start()
        try:
            assert ready.wait(30)
            yield provider
        finally:
            over.set()
            server.join(15)
