"""What the first check of a text waits for is loaded before anybody asks, and costs nobody."""

from __future__ import annotations

import threading

from assistant.assembly import Assistant
from assistant.readying import SENTENCES, Readying


def test_both_languages_are_checked_once_however_often_it_is_told_to_begin() -> None:
    asked: list[tuple[str, str]] = []
    with Readying(lambda words, language: asked.append((language, words)), after=0) as one:
        one.begin()
        one.begin()
        one.wait()
    assert asked == list(SENTENCES.items())


def test_leaving_at_once_checks_nothing() -> None:
    asked: list[str] = []
    with Readying(lambda words, _: asked.append(words), after=60) as one:
        one.begin()
    one.wait()
    assert asked == []


def test_a_check_that_fails_disturbs_nobody(recwarn) -> None:
    def fails(words: str, language: str) -> None:
        raise RuntimeError("The record is away.")

    told: list[object] = []
    before, threading.excepthook = threading.excepthook, told.append
    try:
        with Readying(fails, after=0) as one:
            one.begin()
            one.wait()
    finally:
        threading.excepthook = before
    assert told == []


def test_no_chat_model_is_asked_and_nothing_is_embedded_elsewhere(
    assistant, embedder, write, monkeypatch
) -> None:
    said = write("said.csv", 'text,date\n"We repair every lamp we sell.",2026-02-03\n')
    assistant.ingest([said], brand="halte")
    judges: list[str] = []
    monkeypatch.setattr(type(assistant), "_judge", lambda _, brand: judges.append(brand.name))

    before = embedder.queries
    run(assistant)
    assert embedder.queries == before, "vectors that others make are not asked for unasked"

    embedder.warm_up = lambda: None
    run(assistant)
    assert embedder.queries > before
    assert judges == []
    assistant.check("We repair every lamp.", brand="halte")
    assert judges == ["halte"]


def run(assistant: Assistant) -> None:
    with assistant.readying("halte") as one:
        one._after = 0
        one.begin()
        one.wait()
