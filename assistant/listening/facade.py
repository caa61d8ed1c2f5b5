"""Listening as the rest of Corail asks for it: posts in, the inbox, its themes, leaders' presence.

Whatever changes something takes ``by``, who acts: a person as they signed in
(``assistant.person(name)``) or the operator of the command line. Their right to it is asked here.
``brand`` is a brand's name. ``locale`` is the language of what is said to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import BadRequest
from assistant.listening import columns as cols
from assistant.listening.columns import Columns, Heading
from assistant.listening.feeds import Feeds
from assistant.listening.gathered import Gathered, ThemeListed, ThemeShelf, ThemeShown, voices
from assistant.listening.handed import Handed
from assistant.listening.importing import How, Importer
from assistant.listening.presence import Presence, post_of, presences
from assistant.listening.remembering import Feed, Memory
from assistant.listening.shelf import Shelf
from assistant.listening.triage import Reader, as_post
from assistant.listening.values import (
    Act,
    By,
    Challenge,
    Counts,
    Heard,
    Imported,
    Order,
    Page,
    Query,
    Shown,
    State,
    Tell,
)
from assistant.model import Post
from assistant.themes.values import AskedAgain, Consensus, Voice
from knowledge import languages
from knowledge.cleaning import fold
from knowledge.languages import UNKNOWN
from knowledge.model import Brand

AT_ONCE = 200
"""Posts read in one go: what a kill can cost."""
SAMPLED = 20
"""Voices of a theme that are put to the record, copies apart."""
DAYS, WEEKS = 45, 400
"""Up to so many days a theme's volume is told by day, up to so many by week, and then by month."""


class Listening:
    """What is said about brands, over one installation. Safe to share between threads."""

    def __init__(
        self, shelf: Shelf, memory: Memory, themes: ThemeShelf, reader: Reader, handed: Handed
    ) -> None:
        self._shelf = shelf
        self._memory = memory
        self._themes = themes
        self._reader = reader
        self._handed = handed
        self._importer = Importer(shelf, memory)
        self._feeds = Feeds(shelf, memory, private=handed.private)

    # --- posts in -------------------------------------------------------------------------------

    def import_files(
        self,
        paths: Sequence[Path],
        brand: str,
        by: By,
        *,
        mapping: Mapping[str, str] | None = None,
        defaults: Mapping[str, str] | None = None,
        own_handles: Iterable[str] = (),
        tell: Tell | None = None,
    ) -> Imported:
        """Take files of posts into the inbox: CSV, JSON Lines, JSON, Excel, the usual exports.

        ``mapping`` names the column of a field (``{"text": "Verbatim"}``) and is remembered for
        files of the same heading; ``defaults`` say what rows do not (``{"channel": "x"}``).
        Posts by the brand's handles, and by ``own_handles``, are its own. Taking in the same file
        again adds nothing; one whose import was stopped goes on from there.
        """
        self._handed.rights(by, Act.IMPORT, brand)
        how = self._how(brand, mapping, defaults, own_handles)
        return self._importer.take(paths, brand, by, how, tell)

    def columns(self, path: Path, brand: str, mapping: Mapping[str, str] | None = None) -> Columns:
        """Which column of a file each field would be read from. Raises :class:`Unreadable` where
        none has the text; its message names the columns there are."""
        return self._importer.columns(path, brand, self._how(brand, mapping, None, ()))

    def heading(self, path: Path) -> Heading:
        """The columns that a file has, with an example of each. Raises :class:`Unreadable`."""
        return self._importer.heading(path)

    @staticmethod
    def fields() -> tuple[str, ...]:
        """The fields that a column can be mapped to."""
        return tuple(cols.names())

    def _how(
        self,
        brand: str,
        mapping: Mapping[str, str] | None,
        defaults: Mapping[str, str] | None,
        own_handles: Iterable[str],
    ) -> How:
        ours = self._handed.brands(brand)
        called = {*ours.handles, *ours.names, ours.title, ours.name, *own_handles}
        folded = frozenset(cols.handle(one) for one in called if one.strip())
        return How(dict(mapping or {}), dict(defaults or {}), folded)

    # --- feeds ----------------------------------------------------------------------------------

    def feeds(self, brand: str) -> list[Feed]:
        """Where posts are read from again and again."""
        return self._memory.feeds(brand)

    def add_feed(self, brand: str, kind: str, address: str, words: str, by: By) -> Feed:
        """Add a feed: ``rss`` (an address), ``bluesky`` (words sought, or an account),
        ``mastodon`` (a server, and a hashtag or an account). Nothing is read yet."""
        self._handed.rights(by, Act.FEED, brand)
        return self._feeds.add(brand, kind, address, words, by)

    def drop_feed(self, brand: str, feed: str, by: By) -> bool:
        """Read a feed no more; what was read of it stays."""
        self._handed.rights(by, Act.FEED, brand)
        return self._memory.drop_feed(brand, feed, by)

    def read_feeds(
        self,
        brand: str,
        by: By,
        *,
        only: str | None = None,
        tell: Tell | None = None,
        locale: str | None = None,
    ) -> dict[str, Imported]:
        """Read what is new in each feed, by its id; one that cannot be read says so in ``notes``,
        in the language ``locale``, and the others go on."""
        self._handed.rights(by, Act.FEED, brand)
        how = self._how(brand, None, None, ())
        spoken = locale or self._handed.locale
        return self._feeds.read(brand, by, how.ours, only=only, tell=tell, locale=spoken)

    # --- the inbox ------------------------------------------------------------------------------

    def read_on(self, brand: str, tell: Tell | None = None, most: int | None = None) -> int:
        """Read posts that nobody has read yet, the newest first; how many were read.

        It takes milliseconds a post: meant for the background. What ``tell`` raises stops it, and
        what was read is kept.
        """
        rules, done = self._reader.rules, 0
        total = self._shelf.unread(brand, rules)
        while most is None or done < most:
            few = AT_ONCE if most is None else min(AT_ONCE, most - done)
            heard = self._shelf.waiting(brand, rules, few)
            if not heard:
                break
            self._shelf.keep_readings(brand, self._reader.triage(heard), rules)
            done += len(heard)
            if tell is not None:
                tell(done, max(total, done), "reading")
        return done

    def inbox(self, brand: str, query: Query | None = None) -> Page:
        """A page of the inbox, each post of it read."""
        query = query or Query()
        self._follow(brand)
        page = self._shelf.page(brand, query, self._reader.rules)
        unread = [
            one.copy_of or one.id for one in page.posts if one.triage is None and not one.by_brand
        ]
        if not unread or self._shelf.database.read_only:
            return page
        heard = self._shelf.posts(brand, unread).values()
        self._shelf.keep_readings(brand, self._reader.triage(heard), self._reader.rules)
        return self._shelf.page(brand, query, self._reader.rules)

    def waiting(self, brand: str) -> int:
        """How many posts nobody has seen to yet; cheap enough to be asked whenever a page opens."""
        return self._shelf.waiting_for_somebody(brand)

    def reasons(self, posts: Iterable[Heard], locale: str) -> dict[str, tuple[str, ...]]:
        """Why each post is as urgent as it is, in sentences, by its id; for a page of them."""
        return {one.id: self._reader.open(one, (), locale)[2] for one in posts if one.triage}

    def counts(self, brand: str, query: Query | None = None) -> Counts:
        """How many posts of a query there are of each kind."""
        self._follow(brand)
        return self._shelf.counts(brand, query or Query(), self._reader.rules)

    def every(self, brand: str, query: Query | None = None) -> Iterable[Heard]:
        """All posts of a query in its order, for an export."""
        self._follow(brand)
        return self._shelf.every(brand, query or Query(), self._reader.rules)

    def exported(
        self, brand: str, by: By, query: Query | None = None, *, authors: bool = False
    ) -> list[Heard]:
        """The posts of a query, to leave as a file: without authors unless they are asked for,
        which takes another right. The journal is told. Texts are as they were written:
        :mod:`assistant.exporting.heard` masks them."""
        self._handed.rights(by, Act.EXPORT_NAMES if authors else Act.EXPORT, brand)
        found = list(self.every(brand, query))
        self._shelf.told(brand, by, "posts exported", {"posts": len(found), "authors": authors})
        if authors:
            return found
        return [replace(one, author=None, url=None, own_id=None, reply_to=None) for one in found]

    def leaves(self, brand: str, by: By, what: str, detail: Mapping[str, object]) -> None:
        """Tell the journal that a document on the inbox leaves the house: ``what`` is of themes,
        or of both sides of one. It takes the right to export."""
        self._handed.rights(by, Act.EXPORT, brand)
        self._shelf.told(brand, by, f"{what} exported", detail)

    def show(
        self, brand: str, ref: str, locale: str | None = None, *, challenge: bool = True
    ) -> Shown:
        """A post opened, by its id or the beginning of it. Without ``challenge`` the record is not
        asked, which takes a fraction of a second the first time. Raises :class:`UnknownThing`."""
        self._follow(brand)
        one = self._shelf.post(brand, ref)
        before = self._shelf.before(one)
        reading, level, why = self._reader.open(one, before, locale or self._handed.locale)
        return Shown(
            post=one,
            reading=reading,
            urgency=level,
            why=why,
            challenge=self.challenge(one) if challenge else None,
            before=before,
            after=self._shelf.after(one),
            copies=self._shelf.copies(one),
            theme=self._themes.of(brand, one.id),
        )

    def challenge(self, one: Heard) -> Challenge | None:
        """What of the record a post challenges; ``None`` for our own posts. Kept until the record
        changes."""
        if one.by_brand:
            return None
        situation = self._handed.situation(one.brand)
        found = self._shelf.challenge(one, situation)
        if found is None:
            found = self._handed.challenges(one.brand, as_post(one, self._shelf.before(one)))
            self._shelf.keep_challenge(one, situation, found)
        return found

    def as_post(self, brand: str, ref: str) -> Post:
        """A post with its thread, as a draft takes it."""
        one = self._shelf.post(brand, ref)
        return as_post(one, self._shelf.before(one))

    def mark(
        self,
        brand: str,
        refs: Sequence[str],
        by: By,
        *,
        state: State | None = None,
        note: str | None = None,
        taker: str | None = None,
        over: bool = False,
        seen: str | None = None,
    ) -> list[Heard]:
        """Set the state of posts, a note, or who takes them (``""``: nobody); as they are then.

        Raises :class:`Overtaken` where somebody else has taken one, unless it is taken ``over``,
        and where one changed since ``seen``, the ``changed_at`` that was looked at.
        """
        self._handed.rights(by, Act.MARK, brand)
        return self._shelf.mark(
            brand, refs, by, state=state, note=note, taker=taker, over=over, seen=seen
        )

    def draft(self, brand: str, ref: str, by: By) -> Post:
        """The post with its thread, to be drafted for: it is marked as being drafted where it was
        new, and taken by who drafts where nobody has it."""
        one = self._shelf.post(brand, ref)
        self.mark(
            brand,
            [one.id],
            by,
            state=State.DRAFTING if one.state is State.NEW else None,
            taker=by.name if one.taken_by is None else None,
        )
        return self.as_post(brand, one.id)

    def may(self, by: By, act: Act, brand: str) -> None:
        """Ask for the right to an act. Raises :class:`~assistant.errors.NotAllowed`."""
        self._handed.rights(by, act, brand)

    def allows(self, by: By, act: Act) -> bool:
        """Whether somebody has the right to an act; nobody is told that they have not."""
        return self._handed.allows(by, act)

    def by_author(self, brand: str, author: str) -> int:
        """How many posts an author wrote, by name or account; those of the brand are not counted
        as anybody's."""
        return len(self._shelf.by_authors(brand, [author]))

    def erase_author(self, brand: str, author: str, by: By) -> int:
        """Forget all that an author wrote, for good; how many posts it was."""
        self._handed.rights(by, Act.ERASE, brand)
        return self._shelf.erase_author(brand, author, by)

    def _follow(self, brand: str) -> None:
        self._shelf.follow(brand, self._handed.dossiers(brand))

    # --- themes ---------------------------------------------------------------------------------

    def gather(self, brand: str, by: By, tell: Tell | None = None) -> Gathered:
        """Find the themes of the inbox anew; those found again keep their ids.

        Posts without a vector are embedded first, which takes longest and is kept as it goes: what
        ``tell`` raises stops the work, and the next time goes on from there.
        """
        from assistant.themes.gathering import gather

        self._handed.rights(by, Act.GATHER, brand)
        heard = self._heard(brand, tell)
        vectors = self._handed.vectors([one.text for one in heard], tell)

        def told(share: float) -> None:
            if tell is not None:
                tell(round(100 * share), 100, "gathering")

        earlier = self._themes.members(brand)
        found = gather(
            voices(heard),
            vectors,
            earlier=earlier,
            progress=told,
            without=_called(self._handed.brands(brand)),
        )
        self._themes.keep(brand, found, by)
        return self.themes(brand)

    def themes(self, brand: str, *, covered: bool = False, tell: Tell | None = None) -> Gathered:
        """The themes of the inbox as they were last gathered, largest first. With ``covered``, how
        far the record answers each is asked where it is not known: seconds a theme."""
        situation = self._handed.situation(brand)
        listed = self._themes.listed(brand, situation)
        if not covered:
            return listed
        left = [one for one in listed.themes if one.coverage is None]
        for done, one in enumerate(left):
            if tell is not None:
                tell(done, len(left), "asking the record")
            self._cover(brand, one, situation)
        return self._themes.listed(brand, situation) if left else listed

    def theme(self, brand: str, theme: str) -> ThemeShown:
        """A theme opened: volume over time, communities, representative posts, and how far the
        record answers it. Raises :class:`UnknownThing`."""
        from assistant.themes.counting import shares, volume
        from assistant.themes.values import Unit

        situation = self._handed.situation(brand)
        one = self._themes.one(brand, theme, situation)
        if one.coverage is None:
            self._cover(brand, one, situation)
            one = self._themes.one(brand, one.theme.id, situation)
        heard = self._shelf.posts(brand, one.theme.members)
        said = voices(heard.values())
        days = sorted(voice.at for voice in said if voice.at is not None)
        span = (days[-1] - days[0]).days if days else 0
        unit = Unit.DAY if span <= DAYS else Unit.WEEK if span <= WEEKS else Unit.MONTH
        still = one.coverage.open if one.coverage is not None else ()
        return ThemeShown(
            listed=one,
            volume=volume(said, unit),
            unit=unit.value,
            communities=shares(said),
            representatives=tuple(heard[i] for i in one.theme.representatives if i in heard),
            open_on_record=tuple(heard[i] for i in still if i in heard),
        )

    def consensus(self, brand: str, theme: str, locale: str | None = None) -> Consensus:
        """What both sides of a theme grant, what they contest, the critic's strongest point, and a
        sentence that bridges, each with the ids of the posts behind it."""
        from assistant.themes.consensus import read_out

        one = self._themes.one(brand, theme, self._handed.situation(brand))
        return read_out(
            one.theme,
            self._by_id(brand, one),
            answers=self._handed.answers(brand),
            locale=locale or self._handed.locale,
        )

    def asked(
        self, brand: str, *, least: int = 3, tell: Tell | None = None
    ) -> tuple[AskedAgain, ...]:
        """Questions that are asked again and again, never answered first, by community; whether
        the record could answer each is asked with it."""
        from assistant.themes.asking import asked_again, is_question, question_of

        heard = self._heard(brand, tell)
        said = voices(heard)
        asking = [i for i, voice in enumerate(said) if is_question(voice)]
        vectors = self._handed.vectors([question_of(said[i]) for i in asking], tell)
        return asked_again(
            [said[i] for i in asking],
            vectors,
            answered={one.id for one in heard if one.answered},
            answers=self._handed.answers(brand),
            least=least,
        )

    def posts(self, brand: str, ids: Iterable[str]) -> dict[str, Heard]:
        """The posts among ``ids`` that are kept, by id: those behind a line of a read-out."""
        return self._shelf.posts(brand, ids)

    def _cover(self, brand: str, one: ThemeListed, situation: str) -> None:
        from assistant.themes.covering import cover

        told = cover(one.theme, self._by_id(brand, one), self._handed.answers(brand), most=SAMPLED)
        self._themes.keep_coverage(brand, told, situation)

    def _by_id(self, brand: str, one: ThemeListed) -> dict[str, Voice]:
        heard = self._shelf.posts(brand, one.theme.members).values()
        return {voice.id: voice for voice in voices(heard)}

    def _heard(self, brand: str, tell: Tell | None) -> list[Heard]:
        """All posts of others, in the order they came, with the language of each."""
        query = Query(copies=True, order=Order.OLDEST)
        heard = list(self._shelf.every(brand, query, self._reader.rules))
        told: dict[str, str] = {}
        for number, one in enumerate(heard):
            if one.language == UNKNOWN:
                told[one.id] = languages.detect(one.text).code
                if tell is not None and number % AT_ONCE == 0:
                    tell(number, len(heard), "languages")
        if not self._shelf.database.read_only:
            self._shelf.keep_languages(brand, told)
        return [replace(one, language=told.get(one.id, one.language)) for one in heard]

    # --- leaders --------------------------------------------------------------------------------

    def presence(self, brand: str) -> tuple[Presence, ...]:
        """For each leader: last word, topics, gaps, dialogue; from the record and their posts."""
        handles = self._memory.handles(brand)
        spoken = list(self._handed.speakers(brand))
        heard = self._shelf.by_authors(brand, handles)
        answered: dict[str, list[str]] = {}
        for one in heard:
            speaker = handles[cols.handle(one.author or "")]
            spoken.append(post_of(one, speaker))
            if before := self._shelf.before(one):
                answered.setdefault(speaker, []).append(before[-1].id)
        themes = [one.theme for one in self.themes(brand).themes]
        return presences(spoken, handles, themes, answered)

    def accounts(self, brand: str) -> dict[str, str]:
        """Whose account each handle is that was named: handle and speaker."""
        return self._memory.handles(brand)

    def name_account(self, brand: str, handle: str, speaker: str | None, by: By) -> None:
        """Say that a handle is a speaker's, by the name the record has; ``None`` takes it back.
        Raises :class:`BadRequest` where nobody of that name spoke on record."""
        self._handed.rights(by, Act.NAME, brand)
        known = {one.speaker for one in self._handed.speakers(brand)}
        if speaker is not None and speaker not in known:
            there = ", ".join(sorted(known)[:12]) or "-"
            raise BadRequest(
                f"Nobody called {speaker!r} spoke on record. There are: {there}.",
                f"Personne du nom de {speaker!r} n'a parlé au registre. Il y a : {there}.",
            )
        self._memory.name_handle(brand, handle, speaker, by)


def _called(brand: Brand) -> frozenset[str]:
    """The words that a brand is called by, folded: all posts to it may hold them."""
    told = (brand.name, brand.title, *brand.names, *brand.handles)
    words = (word for one in told for word in re.findall(r"\w+", fold(one)))
    return frozenset(word for word in words if len(word) > 2)
