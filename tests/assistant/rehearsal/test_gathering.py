"""What is held up is gathered once for each state of the record, and forgotten when told to."""

from __future__ import annotations

from datetime import date

from assistant.rehearsal.gathering import KEPT, Gathering
from assistant.rehearsal.matter import Record
from knowledge.model import Brand


class _Library:
    def search(self, query: str, k: int = 8) -> list[object]:
        return []

    def coverage(self, query: str, text: str) -> float:
        return 1.0


def test_it_is_read_again_only_when_the_record_the_posts_or_the_topic_changed() -> None:
    read: list[str] = []
    posts, state = ["Where is your plastic?"], [1]

    def record_of(brand: str, language: str) -> Record:
        read.append(brand)
        library: object = _Library()
        return Record(Brand(brand), library, [], [], date(2026, 11, 1), language)  # type: ignore[arg-type]

    gathering = Gathering(record_of, lambda brand: posts, lambda brand: state[0])
    first = gathering("halte", "plastic", "en")
    assert [one.post for one in first] == posts
    assert gathering("halte", " plastic ", "en") is first
    assert len(read) == 1
    state[0] = 2
    gathering("halte", "plastic", "en")
    posts.append("And your glass?")
    assert len(gathering("halte", "plastic", "en")) == 2
    gathering("halte", "glass", "en")
    assert len(read) == 4
    for number in range(KEPT):
        gathering("halte", str(number), "en")
    gathering("halte", "glass", "en")
    assert len(read) == 5 + KEPT
    gathering.forget()
    gathering("halte", "glass", "en")
    assert len(read) == 6 + KEPT
