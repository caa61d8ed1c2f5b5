"""Threads of the server that carry what waits, one a channel: who hangs keeps nobody else waiting.

Nothing of it is on the path of an act, and none of it is lost when the process ends: what was not
settled is claimed again at the next start, or by another server.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from types import TracebackType

from assistant.notices.channels import MAIL, WEBHOOK
from assistant.notices.mail import by_mail
from assistant.notices.outbox import Outbox
from assistant.notices.values import NotDelivered, Send
from assistant.notices.webhook import by_webhook

logger = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks at what waits."""
REMIND = 30.0
"""Seconds between two looks at what is due."""
ENDING = 5.0
"""Seconds that a delivery under way is waited for at the end."""


class Carriers:
    """Carries an outbox's notices from entering to leaving it."""

    def __init__(self, outbox: Outbox, senders: Mapping[str, Send] | None = None) -> None:
        self._outbox = outbox
        self._senders = senders if senders is not None else senders_of(outbox)
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Carriers:
        for channel, send in self._senders.items():
            self._begin(f"notices by {channel}", LOOK, self._carry(channel, send))
        if self._senders:
            self._begin("notices of what is due", REMIND, self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join(ENDING)

    def _begin(self, name: str, every: float, job: Callable[[], None]) -> None:
        def run() -> None:
            while not self._ending.is_set():
                try:
                    job()
                except Exception:
                    # The record may be away for a while. What waits is kept there.
                    logger.exception("Notices could not be carried just now.")
                    self._ending.wait(REMIND)
                self._ending.wait(every)

        thread = threading.Thread(target=run, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _carry(self, channel: str, send: Send) -> Callable[[], None]:
        def job() -> None:
            while not self._ending.is_set() and carry_one(self._outbox, channel, send):
                pass

        return job

    def _look(self) -> None:
        self._outbox.remind()
        self._outbox.sweep()


def carry_one(outbox: Outbox, channel: str, send: Send) -> bool:
    """Carry the next notice of a channel; False when none is due."""
    claimed = outbox.claim(channel)
    if claimed is None:
        return False
    notice, claim = claimed
    try:
        send(notice)
    except NotDelivered as why:
        outbox.failed(notice, claim, str(why))
    else:
        outbox.delivered(notice, claim)
    return True


def senders_of(outbox: Outbox) -> dict[str, Send]:
    """The ways out that the settings open."""
    channels, found = outbox.channels, {}
    if channels.webhook is not None:
        found[WEBHOOK] = by_webhook(channels)
    if channels.mail is not None:
        found[MAIL] = by_mail(channels, outbox.address_of)
    return found
