"""What a person does in the Reef room, as one step on the reef; rights are asked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.errors import BadRequest
from assistant.reef import forms
from assistant.reef.values import Stance
from assistant.reef.work import Reef
from assistant.review import Person
from assistant.ui.pieces import aloud, hint, inert, saved_now
from assistant.ui.reefing import forms as drawn_forms
from assistant.ui.texts import say

LOOKS = frozenset({"hear", "hear-topic", "home-reef", "open-ally", "ask-ally"})
"""Acts that only look."""


@dataclass(frozen=True)
class View:
    """What somebody looks at: an ally or all of them, and what could be spoken to."""

    ally: str = ""
    about: str = ""
    asking: bool = False
    made: bool = False


@dataclass(frozen=True)
class Done:
    """Where an act leads, and what is said of it."""

    view: View
    said: str = ""


def act(
    name: str,
    subject: str,
    words: Mapping[str, str],
    view: View,
    reef: Reef,
    brand: str,
    person: Person,
    language: str,
) -> Done:
    """One act of the page. Raises :class:`BadRequest` for one that this page does not know."""
    if name in ("hear", "hear-topic"):
        about = subject if name == "hear-topic" else words.get("about", "")
        return Done(View(about=about))
    if name == "home-reef":
        return Done(View(about=view.about))
    if name in ("open-ally", "ask-ally"):
        return Done(View(ally=subject, about=view.about, asking=name == "ask-ally"))
    here = replace(view, asking=False, made=False)
    if name.startswith("save-ask-"):
        return Done(
            view, _saved(name.removeprefix("save-ask-"), subject, view, reef, brand, language)
        )
    shelf, day = reef.shelf, reef.day
    kind = ""
    if name == "add-ally":
        new = forms.ally(
            words.get("name", ""),
            words.get("community", ""),
            who=words.get("who", ""),
            link=words.get("link", ""),
            ties=words.get("ties", "").splitlines(),
            topics=words.get("topics", "").splitlines(),
        )
        added, known = shelf.add(brand, [new], person)
        if known:
            raise _refused("known ally", name=known[0])
        here, subject = View(ally=added[0].id), added[0].name
        return Done(here, _told(name, drawn_forms.NEW, language, who=inert(subject)))
    if name == "edit-ally":
        told = forms.changes(
            reef.ally(brand, subject),
            name=words.get("name", ""),
            group=words.get("community", ""),
            who=words.get("who", ""),
            link=words.get("link", ""),
            ties=words.get("ties", "").splitlines(),
            topics=words.get("topics", "").splitlines(),
        )
        shelf.describe(brand, subject, person, words.get("seen") or None, **told)
        kind = "edit"
    elif name == "note-saying":
        said = forms.saying(
            Stance(words.get("stance", "shares")),
            words.get("words", ""),
            words.get("date", ""),
            words.get("source", ""),
            day,
            document=words.get("document", ""),
            known=reef.document(brand),
        )
        shelf.note(brand, subject, said, person)
        kind = "note"
    elif name == "note-contact":
        crisis = words.get("crisis") == "yes"
        met = forms.contact(words.get("date", ""), words.get("about", ""), day, crisis=crisis)
        shelf.spoke(brand, subject, met, person)
        kind = "contact"
    elif name == "record-consent":
        agreed = forms.consent(
            words.get("answer", ""),
            words.get("date", ""),
            day,
            until=words.get("until", ""),
            scope=words.get("scope", ""),
        )
        shelf.record_consent(brand, subject, agreed, person)
        kind = "consent"
    elif name == "make-brief":
        phrase = words.get("phrase") == "yes"
        topic, ask = words.get("topic", ""), words.get("ask", "")
        reef.brief(brand, subject, topic, ask, person, language, phrase=phrase)
        here, kind = replace(here, made=True), "ask"
    elif name == "take-back":
        what, _, number = subject.partition(" ")
        if what not in ("saying", "contact") or not number.isdecimal():
            raise _old()
        shelf.take_back(brand, view.ally, what, int(number), person)
    elif name == "erase-ally":
        shelf.erase(brand, subject, person)
        here = View(about=view.about)
    else:
        raise _old()
    form = drawn_forms.form_of(kind, subject) if kind else ""
    return Done(here, _told(name, form, language))


def _told(name: str, form: str, language: str, **values: str) -> str:
    told = say(language)(f"done {name}", **values)
    # The form whose words have served their purpose is let go of.
    kept = f'<i hidden data-done="{inert(form)}"></i>' if form else ""
    return hint(told) + kept + aloud(told)


def _saved(kind: str, number: str, view: View, reef: Reef, brand: str, language: str) -> str:
    from assistant.exporting import pdf, tell_ask, word

    writers = {"docx": word, "pdf": pdf}
    briefs = reef.briefs(brand, view.ally)
    at = len(briefs) - int(number) if number.isdecimal() else -1
    if kind not in writers or not 0 <= at < len(briefs):
        raise _old()
    content = writers[kind](tell_ask(briefs[at]))
    return saved_now(content, f"corail-{view.ally}-{number}.{kind}", say(language))


def _refused(key: str, **values: object) -> BadRequest:
    from assistant.reef.texts import refused

    return refused(BadRequest, key, **values)


def _old() -> BadRequest:
    return BadRequest(say("en")("old reef page"), say("fr")("old reef page"))
