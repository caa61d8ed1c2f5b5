"""Where a reply is reviewed: each text is held against the record before it is kept or decided on.

What the ledger is given is always examined here and now, never taken from whoever asks: an
approval is of the text as it stands against the record as it stands.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.checking import Held
from assistant.model import UNCHECKED, Post
from assistant.review.examining import examination_of
from assistant.review.ledger import Ledger
from assistant.review.people import Person
from assistant.review.rivals import Rival, rivals
from assistant.review.shelf import Listed
from assistant.review.values import OPTIONAL, Dossier, Examination, Freeze, Made
from knowledge import languages
from knowledge.cleaning import clean

Check = Callable[[str, str, Post, str | None], Held]
"""Holds a text against a brand's record, beside the post that it answers, for a locale."""
Situation = Callable[[str], object]
"""All of an installation that an examination for a brand depends on: the same, the same outcome."""
Settle = Callable[[str], None]
"""Embeds and indexes what a brand's record gained."""

DECIDING = 60.0
"""Seconds that the checks may take where somebody puts a name under a text."""
KEPT = 128
"""Examinations that are kept, those made last."""


class ReviewDesk:
    """The workflow of review over one installation. Safe to share between threads."""

    def __init__(
        self,
        ledger: Ledger,
        check: Check,
        settle: Settle,
        situation: Situation,
        whom: Callable[[str], str] = lambda name: name,
    ) -> None:
        self._whom = whom
        self._ledger = ledger
        self._check = check
        self._settle = settle
        self._situation = situation
        self._kept: dict[tuple[object, ...], Held] = {}
        self._lock = threading.Lock()

    # What needs no examination goes to the ledger as it is.

    def read(self, dossier: str) -> Dossier:
        """A dossier whole."""
        return self._ledger.read(dossier)

    def listed(self, brand: str, **wanted: Any) -> Sequence[Listed]:
        """A brand's dossiers, the one that changed last first; see :func:`.shelf.read_list`."""
        return self._ledger.listed(brand, **wanted)

    def freeze_of(self, brand: str) -> Freeze | None:
        """The freeze that stands for a brand, if one does."""
        return self._ledger.freeze_of(brand)

    @property
    def ledger(self) -> Ledger:
        """Submitting, comments, decisions against a text, assignment, freezes: as they are."""
        return self._ledger

    def open(
        self,
        brand: str,
        post: Post,
        text: str,
        by: Person,
        *,
        made: Made | None = None,
        complete: bool = True,
        corrects: str | None = None,
        locale: str | None = None,
    ) -> Dossier:
        """A new dossier; its text is examined first, and told in the language of ``locale``."""
        words = clean(text).text.strip()
        held = self._held(words, brand, post, locale)
        examined = examination_of(held, complete=complete)
        return self._ledger.open(
            brand,
            post,
            words,
            by,
            examined,
            language=languages.detect(words).code,
            made=made,
            corrects=corrects,
        )

    def prepare(
        self,
        brand: str,
        topic: str,
        text: str,
        by: Person,
        *,
        platform: str = "x",
        locale: str | None = None,
    ) -> Dossier:
        """A new prepared answer; its text is examined first, by itself."""
        words = clean(text).text.strip()
        examined = examination_of(self._held(words, brand, Post(topic, platform), locale))
        language = languages.detect(words).code
        return self._ledger.prepared.prepare(
            brand, topic, words, by, examined, platform=platform, language=language
        )

    def use(
        self, prepared: str, digest: str, post: Post, by: Person, locale: str | None = None
    ) -> Dossier:
        """Answer a post with a prepared text, to the letter; it is examined beside this post."""
        before = self._ledger.read(prepared)
        held = self._held(before.current.text, before.brand, post, locale)
        return self._ledger.prepared.use(prepared, digest, post, by, examination_of(held))

    def correct(self, dossier: str, by: Person) -> Dossier:
        """A new dossier that mends one that was sent, beginning with its text."""
        sent = self._ledger.read(dossier)
        words = sent.current.text
        return self.open(sent.brand, _post(sent, words), words, by, corrects=dossier)

    def revise(
        self,
        dossier: str,
        turn: int,
        text: str,
        by: Person,
        *,
        made: Made | None = None,
        locale: str | None = None,
    ) -> Dossier:
        """A further version; its text is examined first."""
        before = self._ledger.read(dossier)
        words = clean(text).text.strip()
        examined = examination_of(self._held(words, before.brand, _post(before, words), locale))
        return self._ledger.revise(
            dossier,
            turn,
            words,
            by,
            examined,
            language=languages.detect(words).code,
            made=made,
        )

    def held(self, dossier: Dossier, locale: str | None = None) -> Held:
        """The current version held against the record as it stands now, for who reads it.

        A reply that was sent is on the record itself: it is not held against what it is.
        """
        words = dossier.current.text
        held = self._held(words, dossier.brand, _post(dossier, words), locale)
        own = {p.id for p in held.passages if p.document_id == dossier.document_id}
        if not own:
            return held
        findings = tuple(f for f in held.findings if not f.evidence or set(f.evidence) - own)
        others = tuple(p for p in held.passages if p.id not in own)
        return replace(held, findings=findings, passages=others)

    def examine(self, dossier: str, locale: str | None = None) -> Examination:
        """The same as it is kept with a decision."""
        before = self._ledger.read(dossier)
        complete = before.current.examined.complete
        return examination_of(self.held(before, locale), complete=complete)

    def approve(
        self,
        dossier: str,
        turn: int,
        digest: str,
        by: Person,
        *,
        overrides: Mapping[str, str] | None = None,
        reason: str = "",
        locale: str | None = None,
    ) -> Dossier:
        """Approve the current version, examined anew: what blocks by now has to be overridden."""
        examined = self.examine(dossier, locale)
        return self._ledger.approve(
            dossier, turn, digest, by, examined, overrides=overrides, reason=reason
        )

    def send(
        self, dossier: str, turn: int, digest: str, by: Person, *, url: str | None = None
    ) -> Dossier:
        """Say that the approved text left the house, and let it be found on the record."""
        act = self._ledger.send_unreviewed if by.alone else self._ledger.send
        sent = act(dossier, turn, digest, by, url=url)
        self._settle(sent.brand)
        return sent

    def assign(
        self, dossier: str, turn: int, to: str | None, by: Person, *, due_at: str | None = None
    ) -> Dossier:
        """Give a dossier to somebody, or to who stands in for them while they are away."""
        who = self._whom(to) if to else None
        return self._ledger.assign(dossier, turn, who, by, due_at=due_at)

    def rivals(self, dossier: str) -> list[Rival]:
        """Other pending replies of the brand that do not agree with this one."""
        return self._ledger.with_pending(dossier, rivals)

    def _held(self, text: str, brand: str, post: Post, locale: str | None) -> Held:
        """The text examined as things stand; where nothing has changed since, as it was found."""
        key = (text, brand, post, locale, self._situation(brand))
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = self._check(text, brand, post, locale)
            if any(one.rule == UNCHECKED for one in kept.findings if one.check not in OPTIONAL):
                return kept  # To be looked at once more.
            with self._lock:
                self._kept[key] = kept
                while len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
        return kept


def _post(dossier: Dossier, text: str) -> Post:
    """The post that is answered; a topic, or the text itself, where there is none."""
    return dossier.post or Post(dossier.topic or text, dossier.platform)
