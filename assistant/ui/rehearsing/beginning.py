"""Where a rehearsal begins: who asks, about what, how hard; and the rehearsals there were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.rehearsal.challengers import Challenger
from assistant.rehearsal.shelf import Listed
from assistant.rehearsal.values import LEVELS
from assistant.ui.pieces import Place, aside, attribute, inert
from assistant.ui.rehearsing.talking import step
from assistant.ui.texts import counted, language_name

FIRST = "journalist"
"""Who asks unless somebody else is chosen."""
LEVEL = 2


def drawn(
    challengers: Sequence[Challenger],
    topics: Sequence[str],
    speakers: Sequence[str],
    model: str | None,
    on_record: int,
    here: Place,
) -> str:
    """The terms of a rehearsal to choose. ``model`` is the chat model that could ask."""
    text = here.text
    empty = "" if on_record else f'<p class="calm">{text("rehearse empty record")}</p>'
    return (
        f'<div class="beginning" data-version="home"><div class="welcome">'
        f"<h2>{text('rehearse title')}</h2>"
        f"<p>{text('rehearse lead')}</p></div>{empty}"
        f'<div class="terms" data-form="rehearse-begin">'
        f'<label class="field about"><span>{text("about what")}</span><input name="topic" '
        f'type="text" maxlength="300" dir="auto" placeholder="{attribute(text("about hint"))}">'
        f"</label>{_topics(topics, here)}{_who(challengers, here)}"
        f'<div class="choosing">{_level(here)}{_language(here)}{_engine(model, here)}'
        f"{_speaker(speakers, here)}</div>"
        f'<div class="acts"><button type="button" class="act primary" data-act="begin">'
        f"{text('begin')}</button></div></div></div>"
    )


def _topics(topics: Sequence[str], here: Place) -> str:
    """Topics to try: pressed, they stand in the box (the page's script puts them there)."""
    if not topics:
        return ""
    chips = "".join(
        f'<button type="button" class="choice" data-fills="topic" '
        f'data-words="{attribute(one)}">{inert(one)}</button>'
        for one in topics
    )
    return (
        f'<div class="choices tries"><span class="muted">{here.text("rehearse try")}</span>'
        f"{chips}</div>"
    )


def _who(challengers: Sequence[Challenger], here: Place) -> str:
    names = [one.name for one in challengers]
    first = FIRST if FIRST in names else next(iter(names), "")
    cards = "".join(
        f'<label class="challenger"><input type="radio" name="challenger" '
        f'value="{attribute(one.name)}"{" checked" if one.name == first else ""}>'
        f'<span class="challenger-name">{inert(_in(one.labels, here))}</span>'
        f'<span class="muted">{inert(_in(one.who, here))}</span></label>'
        for one in challengers
    )
    return (
        f'<fieldset class="challengers" data-fleeting><legend>{here.text("who asks")}</legend>'
        f"<div>{cards}</div></fieldset>"
    )


def _in(words: Mapping[str, str], here: Place) -> str:
    return words.get(here.language) or words.get("en", "")


def _level(here: Place) -> str:
    options = [(str(one), here.text(f"level {one}")) for one in LEVELS]
    return _choice("level", here.text("how hard"), options, str(LEVEL))


def _language(here: Place) -> str:
    options = [(code, language_name(code, here.language).capitalize()) for code in ("en", "fr")]
    return _choice("language", here.text("in which language"), options, here.language)


def _engine(model: str | None, here: Place) -> str:
    """Offered only where there is a choice."""
    if model is None:
        return ""
    options = [
        ("model", here.text("by model", model=inert(model))),
        ("record", here.text("by record")),
    ]
    return _choice("engine", here.text("asks by"), options, "model")


def _speaker(speakers: Sequence[str], here: Place) -> str:
    if not speakers:
        return ""
    options = [("", here.text("speaks brand")), *((name, inert(name)) for name in speakers)]
    return _choice("speaker", here.text("speaks as"), options, "")


def _choice(name: str, label: str, options: Iterable[tuple[str, str]], first: str) -> str:
    """``options`` are a value and its words, as HTML."""
    rows = "".join(
        f'<option value="{attribute(value)}"{" selected" if value == first else ""}>{words}'
        "</option>"
        for value, words in options
    )
    return (
        f'<label class="field" data-fleeting><span>{label}</span>'
        f'<select name="{name}">{rows}</select></label>'
    )


def kept(
    found: Sequence[Listed], who: str, challengers: Mapping[str, Challenger], here: Place
) -> str:
    """One's own rehearsals and those shared with one, and the way to a brief."""
    text = here.text
    rows = "".join(_row(one, who, challengers, here) for one in found)
    none = text("own none alone" if here.alone else "own none")
    listed = f'<ul class="dossiers">{rows}</ul>' if rows else f'<p class="muted">{none}</p>'
    gets_on = step("progress", text("how I get on")) if rows else ""
    return (
        f'<div class="kept-rehearsals"><section><h2>{text("own rehearsals")}</h2>{listed}{gets_on}'
        f'</section><section data-form="rehearse-brief"><h2>{text("brief")}</h2>'
        f'<p class="muted">{text("brief lead")}</p>'
        f'<label class="field"><span>{text("about what")}</span><input name="about" type="text" '
        f'maxlength="300" dir="auto" data-send></label>{_language(here)}'
        f'<div class="acts"><button type="button" class="act" data-act="brief">'
        f"{text('brief make')}</button></div></section></div>"
    )


def _row(one: Listed, who: str, challengers: Mapping[str, Challenger], here: Place) -> str:
    text = here.text
    asker = challengers.get(one.terms.challenger)
    facts = [
        inert(_in(asker.labels, here) if asker is not None else one.terms.challenger),
        counted(text, "turns", one.count),
        _moment(one.changed_at),
    ]
    if one.person != who:
        facts.insert(0, text("shared by", who=aside(one.person)))
    return (
        f'<li><button type="button" class="dossier-row" data-act="open" data-subject="{one.id}">'
        f'<span class="row-post" dir="auto">{inert(one.title)}</span>'
        f'<span class="muted">{" · ".join(facts)}</span></button></li>'
    )


def _moment(at: str) -> str:
    """A time (UTC); the page's script puts it in the reader's own."""
    return f'<time datetime="{inert(at)}">{inert(at[:16].replace("T", " "))} UTC</time>'
