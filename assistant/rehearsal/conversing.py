"""A chat model as challenger: it follows up on what was just said, in the part that it is given.

It is shown its part, the matters of the record that are not spent, and the conversation, all that
others said between tags with a boundary drawn for the call; it asks one question, which is held
to that material (:mod:`assistant.rehearsal.holding`). What does not hold is sent back once. A
model that then gives nothing that can be put is a :class:`ModelFailed`, and the rules ask.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import prompts
from assistant.budget import cut, pack
from assistant.chat import ChatModel, Written, declines, is_echo, read_json
from assistant.chat import Said as Message
from assistant.errors import ModelFailed
from assistant.material import tagged
from assistant.rehearsal.asking import Script, dated_as, left, must_rest
from assistant.rehearsal.holding import Line, Put, Shown, hold
from assistant.rehearsal.values import Heard, Manner, Matter, Question, Said, Turn
from knowledge import tokens
from knowledge.cleaning import clean, squash

LINES = 10
"""Matters that a model chooses from: more, and it quotes the first or loses the thread."""
TURNS = 6
"""Turns back that it is shown."""
LAST, EARLIER = 700, 120
"""Tokens of the last answer, and of what was said before it, that are shown."""


SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "manner": {"type": "string", "enum": [one.value for one in Manner]},
        "question": {"type": "string"},
    },
    "required": ["manner", "question"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class _Call:
    """One question to the model, and what its own is held to."""

    messages: list[Message]
    shown: Shown
    matters: Sequence[Matter]
    canary: str
    digests: tuple[tuple[str, str], ...]


class Converser:
    """Asks as a challenger, by a chat model. Safe to share between threads."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def __call__(
        self, script: Script, path: Sequence[Turn], heard: Sequence[Heard]
    ) -> Question | None:
        """The next question; ``None`` where it should rest on the record and the model's does not.

        Raises :class:`ModelFailed` for a model that asks nothing which can be put.
        """
        asked = [turn.question for turn in path]
        call = _call(script, path, heard, self._model.room)
        told, put = self._put(call, script.language)
        dated = any(one.date for matter in call.matters for one in matter.quoted)
        if dated and must_rest(asked) and not any(one.date for one in put.quoted):
            return None
        return Question(
            put.text,
            manner=_manner(told),
            matter=_matter(put, call.matters),
            heard=_taken_up(put, heard),
            by=self._model.name,
            quoted=put.quoted,
            prompts=call.digests,
        )

    def _put(self, call: _Call, language: str) -> tuple[Mapping[str, Any], Put]:
        """What the model asks, at its first try or its second."""
        messages = list(call.messages)
        schema = SCHEMA
        why = "garbage"
        for _ in range(2):
            written = self._model.write(messages, schema)
            told = self._read(written, call)
            wrong: tuple[str, ...] = ("JSON",)
            why = "garbage"
            if told is not None:
                put, wrong = hold(_bare(told["question"]), call.shown)
                if not wrong:
                    return told, put
                why = "unheld"
            again = prompts.load(f"rehearsal/again-{language}")
            findings = "\n".join(f"- {one}" for one in wrong)
            messages += [
                ("assistant", written.words[:2_000]),
                ("user", again.fill(findings=findings)),
            ]
        raise ModelFailed(why, self._model.name)

    def _read(self, written: Written, call: _Call) -> Mapping[str, Any] | None:
        """The answer; ``None`` for what cannot be read. Raises for what must not be."""
        if not written.words.strip():
            raise ModelFailed("empty", self._model.name)
        if is_echo(written.words, call.messages[0][1], call.canary):
            raise ModelFailed("echo", self._model.name)
        told = read_json(written.words)
        if not isinstance(told, dict) or not isinstance(told.get("question"), str):
            if declines(written.words):
                raise ModelFailed("unasked", self._model.name)
            return None
        if declines(told["question"]):
            raise ModelFailed("unasked", self._model.name)
        return told if told["question"].strip() and written.finish == "stop" else None


def _call(script: Script, path: Sequence[Turn], heard: Sequence[Heard], room: int) -> _Call:
    boundary, canary = secrets.token_hex(6), f"ref-{secrets.token_hex(8)}"
    language, one = script.language, script.challenger
    prompt = prompts.load(f"rehearsal/converse-{language}")
    guidance = one.guidance.get(language) or one.guidance.get("en", "")
    system = prompt.fill(
        label=one.labels[language],
        who=one.who[language],
        guidance=guidance,
        motives=one.motives.get(language, ""),
        knowledge=one.knowledge.get(language, ""),
        register=one.register.get(language, ""),
        level=one.levels.get(script.level, {}).get(language, ""),
        manners=", ".join(one.manners or tuple(Manner)),
        boundary=boundary,
        canary=canary,
    )
    asked = [turn.question for turn in path]
    said = [*_so_far(path, boundary), *_heard(heard, language, boundary)]
    if script.topic.strip():
        said.insert(0, tagged("topic", script.topic.strip(), boundary, {}))
    task = _task(script, path)
    used = sum(map(tokens.count, (system, *said, task)))
    matters = left(script, asked)
    fitting = [(n, _lines(matter, n + 1, language, boundary)) for n, matter in enumerate(matters)]
    kept, _ = pack([text for _, text in fitting[:LINES]], room - used)
    shown = [matters[n] for n in kept]
    lines = [
        Line(words, dated_as(words.date, language))
        for words in (
            *(words for matter in shown for words in matter.quoted),
            *(told.against for told in heard if told.against is not None),
        )
    ]
    last = path[-1].answer or "" if path else ""
    posts = [matter.post for matter in shown if matter.post]
    words = [last, *posts, script.topic]
    days = [dated_as(matter.deadline, language) for matter in shown if matter.deadline]
    told = [
        *words,
        *(f"{line.said.words} {line.spoken} {line.said.who}" for line in lines),
        *days,
        *(f"{turn.question.text} {turn.answer}" for turn in path[-TURNS:]),
    ]
    user = "\n\n".join([*(fitting[n][1] for n in kept), *said, task])
    return _Call(
        [("system", system), ("user", user)],
        Shown(lines, words, told, [question.text for question in asked], language),
        shown,
        canary,
        (
            (prompt.name, prompt.digest),
            (f"challengers/{one.name}", one.digest),
        ),
    )


def _lines(matter: Matter, number: int, language: str, boundary: str) -> str:
    """A matter as material: its words, and what is known of them."""
    if matter.said is None:
        return tagged("post", matter.post or "", boundary, {"number": str(number)})
    held = {
        "number": str(number),
        "state": _STATES[language].get(matter.hold.value),
        "due": dated_as(matter.deadline, language) if matter.deadline else None,
    }
    texts = [_line(matter.said, held, language, boundary)]
    if matter.beside is not None:
        beside = {"number": f"{number}b", "state": _BESIDE[language]}
        texts.append(_line(matter.beside, beside, language, boundary))
    return "\n".join(texts)


def _line(said: Said, known: Mapping[str, str | None], language: str, boundary: str) -> str:
    facts = {**known, "who": said.who, "date": dated_as(said.date, language)}
    return tagged("line", said.words, boundary, facts)


def _so_far(path: Sequence[Turn], boundary: str) -> list[str]:
    """The conversation as it went, the last answer at its length."""
    texts = []
    shown = path[-TURNS:]
    for at, turn in enumerate(shown):
        most = LAST if at == len(shown) - 1 else EARLIER
        texts.append(tagged("asked", cut(turn.question.text, most), boundary, {}))
        texts.append(tagged("answered", cut(turn.answer or "", most), boundary, {}))
    return texts


def _heard(heard: Sequence[Heard], language: str, boundary: str) -> list[str]:
    """What stands out in the last answer, as the judge tells it."""
    texts = []
    for one in heard[:4]:
        texts.append(tagged("heard", one.words, boundary, {"what": one.press.value}))
        if one.against is not None:
            texts.append(_line(one.against, {"state": _AGAINST[language]}, language, boundary))
    return texts


def _task(script: Script, path: Sequence[Turn]) -> str:
    """What to do now, last, where models heed it most."""
    told = _TASKS[script.language]
    lines = [told["first"] if not path else told["next"]]
    if path and must_rest([turn.question for turn in path]):
        lines.append(told["rest"])
    return " ".join(lines)


def _bare(question: str) -> str:
    return " ".join(clean(question).text.split())


def _manner(told: Mapping[str, Any]) -> Manner | None:
    try:
        return Manner(str(told.get("manner")))
    except ValueError:
        return None


def _matter(put: Put, matters: Sequence[Matter]) -> Matter | None:
    """The matter whose words the question holds up."""
    ids = {one.passage_id for one in put.quoted}
    for matter in matters:
        if any(said.passage_id in ids and _holds(said, put) for said in matter.quoted):
            return matter
        if matter.post and squash(matter.post) in squash(put.text):
            return matter
    return None


def _holds(said: Said, put: Put) -> bool:
    return any(squash(one.words) in squash(said.words) for one in put.quoted)


def _taken_up(put: Put, heard: Sequence[Heard]) -> Heard | None:
    """What of the last answer the question comes back to, where its words tell."""
    for one in heard:
        against = one.against is not None and _holds(one.against, put)
        if against or (one.words and squash(one.words).rstrip(".") in squash(put.text)):
            return one
    return None


_STATES = {
    "en": {
        "late": "a promise whose day has passed",
        "dropped": "a promise that was given up",
        "pledge": "a promise that is running",
        "pledge-open": "a promise without a day",
        "changed": "replaced by the next line",
        "gap": "a promise; the next line is a later figure of their own",
        "figure": "a figure",
        "told": "told them by somebody who does not speak for them",
    },
    "fr": {
        "late": "une promesse dont le jour est passé",
        "dropped": "une promesse abandonnée",
        "pledge": "une promesse en cours",
        "pledge-open": "une promesse sans date",
        "changed": "remplacée par la ligne suivante",
        "gap": "une promesse ; la ligne suivante est un chiffre à eux, plus récent",
        "figure": "un chiffre",
        "told": "ce que leur a dit quelqu'un qui ne parle pas pour eux",
    },
}
_BESIDE = {"en": "said later", "fr": "dit plus tard"}
_AGAINST = {
    "en": "the last answer may go against it",
    "fr": "la dernière réponse la contredit peut-être",
}
_TASKS = {
    "en": {
        "first": "It begins: say who you are in half a sentence, then ask your first question, "
        "on the topic and on a line.",
        "next": "Ask your next question.",
        "rest": "This time it quotes a line, with who said it and its date.",
    },
    "fr": {
        "first": "On commence : dites qui vous êtes en une demi-phrase, puis posez votre première "
        "question, sur le sujet et à partir d'une ligne.",
        "next": "Posez votre question suivante.",
        "rest": "Cette fois, elle cite une ligne, avec qui l'a dite et sa date.",
    },
}
