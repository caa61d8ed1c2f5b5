"""Notices posted to a webhook: JSON, signed as Standard Webhooks says.

https://github.com/standard-webhooks/standard-webhooks: ``webhook-id`` is the same however often a
notice is sent, ``webhook-timestamp`` is when it was sent this time, and ``webhook-signature`` is
``v1,`` and the base 64 of HMAC-SHA256 over ``id.timestamp.body``.

The address was chosen by whoever keeps the settings, and is gone to as it is: no redirect is
followed, a whole delivery has a time it may take, and nothing of the answer is read but its status.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from assistant.notices.channels import Channels, Webhook
from assistant.notices.texts import say
from assistant.notices.values import NotDelivered, Notice, Send

PATIENCE = 15.0
"""Seconds that a delivery may take, all in all."""


def by_webhook(
    channels: Channels, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Send:
    """What posts notices to the webhook of ``channels``."""
    webhook = channels.webhook
    assert webhook is not None  # noqa: S101 - asked for where there is one

    def send(notice: Notice) -> None:
        body = json.dumps(payload(notice, channels), ensure_ascii=False).encode()
        status = asyncio.run(_post(webhook, body, headers(notice.id, body, clock(), webhook.key)))
        if not 200 <= status < 300:
            where = " (redirects are not followed)" if 300 <= status < 400 else ""
            raise NotDelivered(f"{webhook.host} answered {status}{where}")

    return send


def payload(notice: Notice, channels: Channels) -> dict[str, Any]:
    """What is posted: the kind, when it happened, a sentence, and the facts."""
    told = asdict(notice.told)
    kind, at = told.pop("kind"), told.pop("at")
    data = told | {"link": channels.link(notice.told.reply)}
    text = say(kind, channels.locale, notice.told)
    return {"type": str(kind), "timestamp": at, "text": text, "data": data}


def headers(identity: str, body: bytes, at: datetime, key: bytes | None) -> dict[str, str]:
    """The headers of a message; with a signature where there is a key."""
    sent = str(int(at.timestamp()))
    found = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Corail",
        "webhook-id": identity,
        "webhook-timestamp": sent,
    }
    if key is not None:
        signed = hmac.new(key, f"{identity}.{sent}.".encode() + body, hashlib.sha256).digest()
        found["webhook-signature"] = "v1," + base64.b64encode(signed).decode()
    return found


async def _post(webhook: Webhook, body: bytes, told: dict[str, str]) -> int:
    import httpx2

    try:
        # The client's own timeouts are by the piece: a receiver could send one byte at a time.
        async with (
            asyncio.timeout(PATIENCE),
            httpx2.AsyncClient(follow_redirects=False, timeout=PATIENCE) as client,
            client.stream("POST", webhook.url, content=body, headers=told) as answer,
        ):
            return int(answer.status_code)
    except TimeoutError as error:
        raise NotDelivered(f"{webhook.host} did not answer within {PATIENCE:.0f} s") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise NotDelivered(f"{webhook.host}: {type(error).__name__}") from error
