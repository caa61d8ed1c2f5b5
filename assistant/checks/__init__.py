"""The checks: each holds one draft against one rule, and says what it found.

All have one shape, ``(Draft, Context) -> list[Finding]``, and live one a module under the name
``check``. A check reads; it never changes the draft. What it could not look at it reports as not
checked, since silence must never look like approval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.model import Draft, Finding, Post, Reading, Sentence, Standing
from knowledge.model import Brand, Commitment, Passage

if TYPE_CHECKING:
    from knowledge.retrieval import Hit
    from knowledge.voice import VoiceProfile


class OnRecord(Protocol):
    """What the checks may ask of the brand's record. The same question is answered once.

    ``revision`` names the state of the record that was looked at.
    """

    revision: str

    def near(self, sentence: str) -> Sequence[Hit]:
        """The passages nearest to a sentence, best first, superseded and internal ones too."""
        ...

    def commitments(self) -> Sequence[Commitment]:
        """What the brand has committed itself to, the newest first."""
        ...

    def replies(self, language: str) -> Sequence[Passage]:
        """Its recent replies in a language, the newest first."""
        ...

    def voice(self, language: str) -> VoiceProfile | None:
        """How it speaks in a language on the channel; ``None`` where nothing is on record."""
        ...


@dataclass(frozen=True)
class Verdict:
    """How a judge says that a sentence stands, and the words of the passage that decide."""

    standing: Standing
    passage_id: str = ""
    quote: str = ""


class Judge(Protocol):
    """Reads sentences beside the passages of the record and says how they stand."""

    name: str

    def digest(self, language: str) -> str:
        """The digest of the instructions it goes by in a language."""
        ...

    def verdicts(
        self, sentences: Sequence[str], passages: Sequence[Passage], language: str
    ) -> Mapping[int, Verdict]:
        """Verdicts by the place of their sentence. Raises :class:`assistant.errors.ModelFailed`."""
        ...


@dataclass(frozen=True)
class Context:
    """What a draft is held against.

    ``passages`` are those that were retrieved for the post, by id: nothing else may be cited.
    ``platform`` is a key of :mod:`assistant.checks.platforms`; ``locale`` the language findings
    are written in, ``"fr"`` or ``"en"``; ``today`` an ISO day. ``brand`` and ``record`` are
    ``None`` where a text is held against no brand's record: what needs one says "not checked".
    ``answers`` is whether ``post`` is a post that the draft answers, and not the draft itself.
    """

    post: Post
    reading: Reading
    passages: Mapping[str, Passage]
    platform: str
    locale: str
    today: str
    brand: Brand | None = None
    record: OnRecord | None = None
    answers: bool = True


def placed(draft: Draft) -> Iterator[tuple[Sentence, tuple[int, int]]]:
    """Each sentence of a draft with where it stands in the text: its start and its end."""
    end = 0
    for sentence in draft.sentences:
        found = draft.text.find(sentence.text, end)
        start = found if found >= 0 else end
        end = start + len(sentence.text) if found >= 0 else end
        yield sentence, (start, end)


Check = Callable[[Draft, Context], list[Finding]]
"""What every check is."""
