"""What a rehearsal is made of: what is held up and asked, what is answered, what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.model import Sentence
from knowledge.model import Passage


class Hold(StrEnum):
    """What a question holds against the one who answers. ``TOLD`` is what somebody else told the
    house: nobody's words but theirs."""

    QUOTE = "quote"
    FIGURE = "figure"
    CHANGED = "changed"
    LATE = "late"
    DROPPED = "dropped"
    PLEDGE = "pledge"
    PLEDGE_OPEN = "pledge-open"
    GAP = "gap"
    UNANSWERED = "unanswered"
    TOLD = "told"
    TOPIC = "topic"


class Press(StrEnum):
    """What in an answer a challenger comes back to."""

    CONTRADICTION = "contradiction"
    PROMISE = "promise"
    EVASIVE = "evasive"
    UNQUANTIFIED = "unquantified"
    REPEATED = "repeated"
    SHORT = "short"
    LONG = "long"
    QUOTED_BACK = "quoted-back"


class Manner(StrEnum):
    """The ways in which a hostile question is put."""

    FALSE_PREMISE = "false-premise"
    LOADED = "loaded"
    EITHER_OR = "either-or"
    HYPOTHETICAL = "hypothetical"
    ABSENT_THIRD_PARTY = "absent-third-party"
    SPECULATION = "speculation"
    RAPID_FIRE = "rapid-fire"
    SILENCE = "silence"
    GOTCHA = "gotcha"
    PERSONAL = "personal"


LEVELS = (1, 2, 3)
"""How hard a challenger is: courteous, insistent, without mercy."""


@dataclass(frozen=True)
class Said:
    """Words of the record, to the letter: ``words`` stand in the passage ``passage_id``.

    ``date`` is ISO and as precise as the record has it, ``None`` where it has none; ``who`` is the
    person or the brand that said them.
    """

    passage_id: str
    words: str
    date: str | None
    who: str


@dataclass(frozen=True)
class Matter:
    """One thing that can be held against whoever answers.

    ``beside`` is what stands beside ``said``: what was said later, or a fact of the brand's own.
    ``deadline`` is the ISO day of a pledge, ``post`` a public post that nobody answered.
    ``on_topic`` is false for what lies beside what the rehearsal is about.
    """

    hold: Hold
    said: Said | None = None
    beside: Said | None = None
    deadline: str | None = None
    post: str | None = None
    on_topic: bool = True

    @property
    def key(self) -> str:
        """What makes it the same matter, whatever words ask about it."""
        if self.said is not None:
            return f"{self.said.passage_id} {self.said.words}"
        return self.post or self.hold.value

    @property
    def quoted(self) -> tuple[Said, ...]:
        """All words of the record in it."""
        return tuple(one for one in (self.said, self.beside) if one is not None)


@dataclass(frozen=True)
class Heard:
    """What a challenger heard in the last answer and may come back to.

    ``words`` are the answer's own, to the letter; ``against`` the record's that they contradict.
    """

    press: Press
    words: str = ""
    against: Said | None = None


@dataclass(frozen=True)
class Question:
    """What a challenger asks. ``matter`` is what it holds up, ``heard`` what it comes back to.

    ``by`` is ``"record"`` or the chat model's name; ``wording`` the line of the challenger's file
    that it was made of. Every passage quoted in ``text`` is in ``quoted``, to the letter.
    ``prompts`` are name and digest of what a model was told by; ``instead`` says, in the language
    of the rehearsal, why the record asks where a chat model was to, when that is news.
    """

    text: str
    manner: Manner | None = None
    matter: Matter | None = None
    heard: Heard | None = None
    by: str = "record"
    wording: str = ""
    quoted: tuple[Said, ...] = ()
    prompts: tuple[tuple[str, str], ...] = ()
    instead: str | None = None

    @property
    def dated(self) -> bool:
        """Whether it rests on dated words of the record."""
        return any(one.date is not None for one in self.quoted)


class Bridge(StrEnum):
    """Whether an answer leads on to something else, and whether it answered before it did."""

    NONE = "none"
    AFTER_ANSWER = "after an answer"
    INSTEAD = "instead of an answer"


@dataclass(frozen=True)
class Spot:
    """Words of an answer that something is said of: ``answer[start:end]`` is ``words``.

    ``against`` is what of the record speaks against them, or stands beside them.
    """

    words: str
    start: int
    end: int
    message: str
    against: Said | None = None


@dataclass(frozen=True)
class Before:
    """What was said before; ``past`` where something has replaced it since."""

    said: Said
    past: bool = False


@dataclass(frozen=True)
class Recalled:
    """Words of an answer, as in :class:`Spot`, and what was said before on the same."""

    words: str
    start: int
    end: int
    before: tuple[Before, ...]


@dataclass(frozen=True)
class Technique:
    """How a question was answered, as far as rules can tell.

    ``repeated`` are hostile words of the question that the answer took up, ``hedges`` words that
    take back what they say, ``vague`` sentences that claim much and count nothing. ``seconds`` is
    about how long it takes to say.
    """

    answered: bool
    bridge: Bridge = Bridge.NONE
    acknowledged: bool = False
    repeated: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    vague: tuple[Spot, ...] = ()
    words: int = 0
    seconds: int = 0


class Degree(StrEnum):
    """How much of something an answer has."""

    LITTLE = "little"
    SOMEWHAT = "somewhat"
    CLEARLY = "clearly"


@dataclass(frozen=True)
class Sign:
    """What a rating goes by: how far it pulls, up or (below nought) down, and by which words.

    ``words`` are the answer's own, to the letter; none where what counts is that there are none.
    """

    name: str
    pull: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rating:
    """How much of something an answer has, how likely, and what it goes by, most first."""

    degree: Degree
    probability: float
    signs: tuple[Sign, ...] = ()

    def sign(self, name: str) -> Sign | None:
        """A sign by its name, where it pulls at all."""
        return next((one for one in self.signs if one.name == name), None)


@dataclass(frozen=True)
class Delivery:
    """How an answer reads, by signs in its text: nobody's verdict, and wrong now and then."""

    specific: Rating
    assertive: Rating
    optimistic: Rating


@dataclass(frozen=True)
class Assessment:
    """What the judge makes of one answer. ``voice`` is in [0, 1], by the speaker's own texts.

    ``delivery`` is ``None`` for answers judged before Corail told it. ``recalled`` holds the claims
    that the record does not bear out and that nothing certain speaks against, each with what was
    said before on the same.
    """

    sentences: tuple[Sentence, ...] = ()
    contradictions: tuple[Spot, ...] = ()
    promises: tuple[Spot, ...] = ()
    technique: Technique = Technique(answered=True)
    voice: float | None = None
    passages: tuple[Passage, ...] = ()
    delivery: Delivery | None = None
    recalled: tuple[Recalled, ...] = ()

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What a challenger can come back to."""
        told = [
            *(Heard(Press.CONTRADICTION, one.words, one.against) for one in self.contradictions),
            *(Heard(Press.PROMISE, one.words) for one in self.promises),
            *(Heard(Press.EVASIVE) for _ in range(not self.technique.answered)),
            *(Heard(Press.UNQUANTIFIED, one.words) for one in self.technique.vague),
            *(Heard(Press.REPEATED, words) for words in self.technique.repeated),
        ]
        return tuple(one for one in told if one.press is not Press.CONTRADICTION or one.against)


@dataclass(frozen=True)
class Turn:
    """A question with what was answered to it, and what the judge made of that."""

    id: str
    parent: str | None
    question: Question
    answer: str | None = None
    assessment: Assessment | None = None
