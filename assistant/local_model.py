"""A chat model run in this process from a GGUF file, for crises that must not leave the building.

llama.cpp, from the ``xllamacpp`` package (the extra ``corail[local]``), serves the file on
loopback under a key drawn by lot, and the rest of Corail talks to it as to any other server.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import BadSettings


@dataclass(frozen=True)
class LocalModel:
    """A model being served: its name (the file's), where, and the key to it."""

    name: str
    url: str
    key: str
    _server: Any

    @classmethod
    def of(cls, path: str, room: int, answer: int) -> LocalModel:
        """The model of the file, loaded once for the process.

        ``room`` and ``answer`` are the tokens that questions and answers may take. Raises
        :class:`BadSettings` without the package, or for what is no model.
        """
        file = Path(path).expanduser().absolute()
        with _loading:
            if file not in _served:
                _served[file] = _load(file, room + answer + 512)
            return _served[file]


_served: dict[Path, LocalModel] = {}
_loading = threading.Lock()


def _load(file: Path, context: int) -> LocalModel:
    if not file.is_file():
        raise BadSettings(f"Setting 'chat_model' names {str(file)!r}, and there is no such file.")
    try:
        import xllamacpp
    except ImportError as error:
        raise BadSettings(
            "A model from a file needs the package xllamacpp: pip install 'corail[local]'."
        ) from error
    key = secrets.token_urlsafe(24)
    given = xllamacpp.CommonParams()
    given.model.path = str(file)
    given.n_ctx, given.n_parallel = context, 1
    given.hostnames, given.port = ["127.0.0.1"], 0
    given.api_keys, given.model_alias = [key], {"local"}
    given.ui, given.offline, given.verbosity = False, True, 0
    try:
        server = xllamacpp.Server(given)
    except RuntimeError as error:
        raise BadSettings(f"{str(file)!r} cannot be loaded as a model: {error}") from error
    return LocalModel(file.stem, f"{server.listening_address}/v1", key, server)
