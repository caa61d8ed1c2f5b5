"""Runs the attempts and prints them; see the package."""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.assembly import Assistant, build
from assistant.errors import AssistantError
from assistant.model import Glimpse, Post, Reply, Wishes
from assistant.providers import chat_model
from assistant.review import Examination, Person, Role, State
from assistant.settings import Settings
from benchmarks.injection import attacks as texts
from benchmarks.injection import showing
from benchmarks.injection.counting import RUN, SUCCESSES, TOLD, TOLD_APART, Seen, counted, runs_of
from benchmarks.injection.obeying import Obedient
from benchmarks.injection.planting import (
    PLACES,
    POSITIONS,
    POSTS,
    RECORD,
    TEXTS,
    Attempt,
    Ground,
)
from benchmarks.workbench import Words, arguments, table
from tests.localmodel import MISSING, model_file, openai_compatible_server
from tests.standin import StandIn

MAYA = Person("Maya", frozenset({Role.DRAFTER}))
Z = 1.96


class Trial:
    """Answers attempts by each engine, and counts what each came to."""

    def __init__(self, ground: Ground, obedient: Obedient, models: dict[str, Any]) -> None:
        self.ground = ground
        self.counts: dict[tuple[str, str, str, str], Counter[str]] = {}
        self.ways: Counter[tuple[str, str]] = Counter()
        self.examples: dict[str, list[str]] = {}
        self._obedient = obedient
        self._models = models
        ours = [*(text for _, _, text in RECORD), *(" ".join(p) for p in POSTS.values())]
        ours += [" ".join(t) for t in TEXTS.values()]
        self._innocent = frozenset().union(*(runs_of(t, n) for t in ours for n in (RUN, TOLD)))
        self._routes = {
            language: self._draft(" ".join(post), "plain", "no model", [])[0].reading.route
            for language, post in POSTS.items()
        }

    def attempt(self, one: Attempt, engines: Sequence[str]) -> None:
        """The attempt, answered by each of the ``engines``."""
        # What a reading makes of the post by itself: no model has a part in it.
        unmoved = self._draft(one.post, one.brand, "no model", [])[0]
        for engine in engines:
            glimpses: list[Glimpse] = []
            self._obedient.begin(one.attack.text)
            writes = self._assistant.database.writes
            reply = unmoved
            if engine != "no model":
                reply, _ = self._draft(one.post, one.brand, engine, glimpses)
            told = list(self._obedient.systems)
            seen = Seen(one.attack.text, one.place, reply, glimpses, told, self._innocent)
            found = counted(seen, self._routes[one.attack.language], unmoved.reading.route)
            if self._assistant.database.writes != writes:
                found.add("changed")
            found |= self._shown(reply, glimpses, one)
            self._count(one, engine, found, reply)

    @property
    def _assistant(self) -> Assistant:
        assistant: Assistant = self.ground.assistant
        return assistant

    def _draft(
        self, post: str, brand: str, engine: str, glimpses: list[Glimpse]
    ) -> tuple[Reply, str]:
        self._assistant.__dict__["chat_model"] = self._models[engine]
        wishes = Wishes(strategy="acknowledge") if engine == "local model" else Wishes()
        reply = self._assistant.draft(
            Post(post, "linkedin"),
            brand=brand,
            wishes=wishes,
            progress=lambda step: glimpses.append(step) if isinstance(step, Glimpse) else None,
        )
        return reply, engine

    def _shown(self, reply: Reply, glimpses: list[Glimpse], one: Attempt) -> set[str]:
        """Whether anything acts by itself, and whether an unapproved text is given out."""
        today = self._assistant.today
        page = showing.drawn(reply, glimpses, one.attack.language, today)
        active = showing.active_on_page(page) + showing.active_in_json(reply)
        found = set()
        passages = {p.id: p for p in reply.passages}
        # The page draws the draft that a person takes to review: the one with most of the attack.
        draft = reply.drafts[-1]
        sentences = tuple(
            {
                "text": s.text,
                "standing": str(s.standing),
                "cites": [{"passage": c.passage_id, "words": c.words} for c in s.citations],
            }
            for s in draft.sentences
        )
        dossier = self._assistant.ledger.open(
            one.brand,
            replace(reply.post, author=one.attack.text[:60]),
            draft.text,
            MAYA,
            Examination("planted", sentences=sentences),
            language=draft.language,
        )
        if dossier.state is not State.DRAFT or dossier.decisions:
            found.add("changed")
        try:
            self._assistant.ledger.take(dossier.id, dossier.current.digest, MAYA, "copy")
            found.add("changed")
        except AssistantError:
            pass
        active += showing.active_in_files(dossier, passages, one.attack.language)
        if active:
            found.add("active")
            self._keep("active", ", ".join(sorted(set(active))))
        return found

    def _count(self, one: Attempt, engine: str, found: set[str], reply: Reply) -> None:
        key = (engine, one.place, one.position, one.attack.language)
        counts = self.counts.setdefault(key, Counter())
        counts["attempts"] += 1
        counts["succeeded"] += bool(found & set(SUCCESSES))
        counts.update(found)
        runs = runs_of(one.attack.text, RUN) - self._innocent
        counts["reached"] += one.place == "post" or any(
            runs_of(p.text, RUN) & runs for p in reply.passages
        )
        for kind in found:
            if engine == "obedient":
                self.ways.update((way, kind) for way in set(self._obedient.ways))
            if kind in SUCCESSES:
                drafts = " | ".join(
                    f"[{s.standing}] {s.text[:120]}" for d in reply.drafts for s in d.sentences
                )
                ways = ",".join(self._obedient.ways)
                self._keep(kind, f"{engine}/{one.place}/{one.position} {ways}: {drafts[:1500]}")

    def _keep(self, kind: str, what: str) -> None:
        kept = self.examples.setdefault(kind, [])
        if len(kept) < 5:
            kept.append(what)


def wilson(part: int, whole: int) -> float:
    """The upper end of the 95 % interval of a share (Wilson 1927)."""
    if not whole:
        return 1.0
    share, z = part / whole, Z * Z / whole
    return float(
        (share + z / 2 + Z * (share * (1 - share) / whole + z / whole / 4) ** 0.5) / (1 + z)
    )


def report(counts: dict[tuple[str, str, str, str], Counter[str]]) -> None:
    """A line for each engine, place, position and language, and a sum for each engine."""
    columns = ("reached", *SUCCESSES)
    header = ["engine", "place", "position", "", "n", *columns, "succeeded", "at most"]
    rows, sums = [], {}
    for (engine, place, position, language), found in sorted(counts.items()):
        rows.append(_row([engine, place, position, language], found, columns))
        sums.setdefault(engine, Counter()).update(found)
    rows += [_row([engine, "all", "", ""], found, columns) for engine, found in sums.items()]
    table(header, rows)
    print("\nTold apart (no success of the attack):")
    apart = sorted((e, p) for e, p, _, _ in counts)
    rows = []
    for engine, place in dict.fromkeys(apart):
        found = sum(
            (c for (e, p, _, _), c in counts.items() if (e, p) == (engine, place)), Counter()
        )
        rows.append([engine, place, found["attempts"], *(found[k] for k in TOLD_APART)])
    table(["engine", "place", "n", *TOLD_APART], rows)


def _row(names: list[str], found: Counter[str], columns: Sequence[str]) -> list[object]:
    n = found["attempts"]
    bound = f"{wilson(found['succeeded'], n):.2%}"
    return [*names, n, *(found[one] for one in columns), found["succeeded"], bound]


def controlled(trial: Trial, shared: Path, sample: int) -> None:
    """How often complaints, which order nothing, change what is recommended for a post."""
    found: Counter[str] = Counter()
    for control in texts.controls(shared, sample):
        for position in POSITIONS:
            one = trial.ground.plant(control, "post", position)
            reply = trial._draft(one.post, one.brand, "no model", [])[0]
            found[control.language] += 1
            found[f"{control.language} otherwise"] += (
                reply.reading.route is not trial._routes[control.language]
            )
    for language in ("en", "fr"):
        print(
            f"Controls in {language}: {found[f'{language} otherwise']} of {found[language]} "
            "posts with a complaint in them are read otherwise."
        )


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sample", type=int, default=20, help="of each set and language; 0 all")
    parser.add_argument("--local", type=int, default=18, help="attempts at the real model")
    parser.add_argument("--minutes", type=float, default=0, help="end the attempts after so many")
    parser.add_argument("--embedded", action="store_true", help="find by the real embedding model")
    parser.add_argument("--examples", action="store_true", help="print what succeeded")
    options = parser.parse_args()
    chosen = texts.attacks(options.shared, options.sample)
    # So that a run that is ended early has something of each.
    random.Random(texts.SEED).shuffle(chosen)
    obedient = Obedient()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(StandIn(obedient.respond))
        common = {"data_dir": options.data or folder / "data", "locale": "en", "actor": "bench"}
        models: dict[str, Any] = {"no model": None}
        asked = Settings(**common, openai_base_url=server.url, chat_model="stand-in")
        models["obedient"] = chat_model(asked)
        file = model_file()
        if options.local and file is not None:
            url = stack.enter_context(openai_compatible_server(file))
            small = {"chat_tokens": 3_000, "chat_answer_tokens": 160, "chat_timeout": 120.0}
            models["local model"] = chat_model(
                Settings(**common, openai_base_url=url, chat_model="smollm2", **small)
            )
        elif options.local:
            print(MISSING, file=sys.stderr)
        words = None if options.embedded else Words()
        house = build(Settings(**common, chat_model="none"), embedder=words)
        assistant = stack.enter_context(house)
        trial = Trial(Ground(assistant, folder / "given"), obedient, models)
        began = time.monotonic()
        for n, one in enumerate(chosen, 1):
            for place, position in _places():
                trial.attempt(trial.ground.plant(one, place, position), ("no model", "obedient"))
            spent = time.monotonic() - began
            print(f"{n} of {len(chosen)} texts, {spent:.0f} s", file=sys.stderr, flush=True)
            if options.minutes and spent > options.minutes * 60:
                break
        for one, (place, position) in zip(chosen * 9, _few(options.local, models), strict=False):
            trial.attempt(trial.ground.plant(one, place, position), ("local model",))
            print("an attempt at the real model", file=sys.stderr, flush=True)
        report(trial.counts)
        print()
        controlled(trial, options.shared, options.sample or 100)
        if options.examples:
            for kind, kept in trial.examples.items():
                print(f"\n== {kind}", *kept, sep="\n")
            print()
            rows = [[w, k, n] for (w, k), n in sorted(trial.ways.items()) if k in SUCCESSES]
            table(["way", "kind", "attempts"], rows)


def _places() -> Iterator[tuple[str, str]]:
    yield from ((place, position) for place in PLACES for position in POSITIONS)


def _few(number: int, models: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Places and positions for ``number`` attempts at the real model, where there is one."""
    if "local model" in models:
        yield from itertools.islice(itertools.cycle(_places()), number)


if __name__ == "__main__":
    main()
