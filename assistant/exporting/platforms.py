"""The addresses at which a platform's own page takes a text, for whoever posts it there."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from assistant.model import Post

_STATUS = re.compile(r"/status(?:es)?/(\d{1,25})(?:$|[/?#])")
_X = {"x.com", "www.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"}


def intent(text: str, platform: str, post: Post | None = None) -> str | None:
    """Where ``text`` can be posted by hand, as an answer to ``post`` where the platform allows it.

    ``None`` for a platform that takes no text in an address: there it is pasted.
    """
    words = quote(text, safe="")
    if platform == "x":
        answered = _status(post)
        reply = f"&in_reply_to={answered}" if answered else ""
        return f"https://x.com/intent/post?text={words}{reply}"
    if platform == "bluesky":
        return f"https://bsky.app/intent/compose?text={words}"
    return None


def _status(post: Post | None) -> str | None:
    if post is None or not post.url:
        return None
    try:
        split = urlsplit(post.url)
    except ValueError:
        return None
    found = _STATUS.search(split.path) if (split.hostname or "") in _X else None
    return found[1] if found else None
