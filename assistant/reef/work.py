"""The work on the reef of one installation: who could speak, what is missing, the map, the briefs.

Reading is for everybody who is here; what changes something goes through :class:`Shelf`, which asks
for the right to it and tells the journal.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import BadRequest, ModelFailed
from assistant.reef import asks, importing
from assistant.reef.brief import Brief, read_back, written
from assistant.reef.ground import Ground
from assistant.reef.holes import Hole, holes
from assistant.reef.mapping import ReefMap, draw_map
from assistant.reef.rights import Deed, ask
from assistant.reef.shelf import Asked, Shelf
from assistant.reef.texts import say
from assistant.reef.values import Ally
from assistant.reef.voices import Spoken, Voices, spoken, voices
from assistant.review.people import Person

_KEPT = 8


class Phraser(Protocol):
    """Puts a person's ask into better words, and adds nothing. Raises :class:`ModelFailed`."""

    @property
    def name(self) -> str: ...

    def __call__(self, ask: str, about: str, ally: str, language: str) -> str: ...


class Reef:
    """What is done with the allies of the brands of one installation."""

    def __init__(
        self,
        shelf: Shelf,
        ground: Callable[[str], Ground],
        state: Callable[[str], object],
        today: Callable[[], date],
        phraser: Phraser | None = None,
    ) -> None:
        self.shelf = shelf
        self._ground = ground
        self._state = state
        self._today = today
        self._phraser = phraser
        self._told: dict[tuple[str, str], tuple[object, list[Spoken]]] = {}
        self._lock = threading.Lock()

    @property
    def day(self) -> str:
        """Today, as consent and contacts are held against."""
        return self._today().isoformat()

    @property
    def phraser(self) -> str | None:
        """The chat model that could phrase an ask; ``None`` without one."""
        return self._phraser.name if self._phraser is not None else None

    # --- reading ----------------------------------------------------------------------------------

    def allies(self, brand: str) -> list[Ally]:
        """All allies of a brand, by name."""
        return self.shelf.allies(brand)

    def ally(self, brand: str, ref: str) -> Ally:
        """One ally, by id or by name."""
        return self.shelf.ally(brand, ref)

    def was_begun(self, brand: str) -> bool:
        """Whether a brand has, or ever had, an ally."""
        return self.shelf.was_begun(brand)

    def document(self, brand: str) -> Callable[[str], str | None]:
        """What finds a document on a brand's record: its id, or ``None``."""
        return self._ground(brand).document

    def voices(self, brand: str, about: str) -> Voices:
        """Who could speak to a topic, a theme or the text of a draft, with their own voice."""
        return voices(about, self.allies(brand), self._ground(brand), self.day)

    def holes(self, brand: str, language: str) -> list[Hole]:
        """What is missing today."""
        allies = self.allies(brand)
        return holes(allies, self._spoken(brand, allies, language), self.day, language)

    def map(self, brand: str, language: str) -> ReefMap:
        """The map as it stands today."""
        allies = self.allies(brand)
        told = self._spoken(brand, allies, language)
        purpose = self._ground(brand).purpose(language)
        return draw_map(brand, purpose, allies, told, self.day, language)

    def briefs(self, brand: str, ally_id: str | None = None) -> list[Brief]:
        """The briefs that were made, the newest first."""
        return [read_back(dict(one.body)) for one in self.shelf.asked(brand, ally_id)]

    def _spoken(self, brand: str, allies: Sequence[Ally], language: str) -> list[Spoken]:
        """Who speaks to which topic; worked out again once the record or the reef has changed."""
        state = (self._state(brand), self.day)
        with self._lock:
            kept = self._told.get((brand, language))
        if kept is not None and kept[0] == state:
            return kept[1]
        ground = self._ground(brand)
        told = spoken(ground.topics(language), allies, ground) if allies else []
        with self._lock:
            while len(self._told) >= _KEPT:
                self._told.pop(next(iter(self._told)))
            self._told[brand, language] = state, told
        return told

    # --- from a file ------------------------------------------------------------------------------

    def take_in(self, brand: str, path: Path, by: Person) -> tuple[list[Ally], list[str]]:
        """Put the allies of a file on the reef, all or none; who was added, and who was there."""
        ask(by, Deed.KEEP)
        read = importing.read(path, self.day, self._ground(brand).document)
        return self.shelf.add(brand, read, by)

    def take_in_text(
        self, brand: str, raw: str, name: str, by: Person
    ) -> tuple[list[Ally], list[str]]:
        """As :meth:`take_in`, for what is in a file called ``name``."""
        ask(by, Deed.KEEP)
        read = importing.read_text(raw, name, self.day, self._ground(brand).document)
        return self.shelf.add(brand, read, by)

    # --- asking -----------------------------------------------------------------------------------

    def brief(
        self,
        brand: str,
        ref: str,
        about: str,
        wanted: str,
        by: Person,
        language: str,
        *,
        phrase: bool = False,
    ) -> Brief:
        """A brief for asking one ally, kept and journalled.

        ``wanted`` is the ask in the words of whoever asks; ``phrase`` lets a chat model put it
        better where there is one. Raises :class:`BadRequest` for an ask that is a ready-made text,
        or nearly the one that another ally was sent.
        """
        ask(by, Deed.BRIEF)
        ally, ground = self.ally(brand, ref), self._ground(brand)
        mine = asks.worded(wanted, ally.name)
        told = voices(about, [ally], ground, self.day)
        facts = ground.facts(told.about, language)
        theirs = [one.words for one in ally.sayings]
        record = [one.words for one in facts]
        names = {one.id: one.name for one in self.allies(brand)}

        def hold(text: str, others: Sequence[Asked]) -> None:
            asks.refuse_ready_made(text, theirs, record)
            asks.refuse_same(text, ally, others, names)

        others = self.shelf.asked(brand)
        hold(mine, others)
        phrased = ""
        if phrase and self._phraser is not None:
            better = partial(self._phraser, mine, told.about, ally.name, language)
            try:
                mine = _held(asks.worded(better(), ally.name), hold, others)
                phrased = say(language)("brief phrased", model=self._phraser.name)
            except (ModelFailed, BadRequest) as error:
                why = (
                    error.told(language) if isinstance(error, ModelFailed) else error.said(language)
                )
                name = self._phraser.name
                phrased = say(language)("brief not phrased", model=name, why=why)
        voice = told.voices[0] if told.voices else None
        made = written(
            ally,
            told.about,
            mine,
            language,
            self.day,
            by.name,
            shares=voice.shares if voice else (),
            disputes=voice.disputes if voice else (),
            elsewhere=voice.elsewhere if voice else ally.sayings,
            facts=facts,
            phrased=phrased,
        )
        self.shelf.keep_ask(
            ally, by, made.language, made.about, mine, made.as_dict(), lambda now: hold(mine, now)
        )
        return made

    # --- going out --------------------------------------------------------------------------------

    def exporting(self, brand: str, by: Person, how: Mapping[str, Any]) -> list[Ally]:
        """The allies, for a file; told to the journal."""
        self.shelf.exported(brand, by, how)
        return self.allies(brand)


def _held(ask: str, hold: Callable[[str, Sequence[Asked]], None], others: Sequence[Asked]) -> str:
    hold(ask, others)
    return ask
