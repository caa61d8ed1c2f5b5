"""What may be noted, recorded and asked, as forms for whoever has the right."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.reef.forms import tie_line
from assistant.reef.rights import Deed, may
from assistant.reef.texts import say as own
from assistant.reef.values import Ally, Answer, Community, Stance
from assistant.review import Person
from assistant.ui.pieces import Place, inert
from assistant.ui.reefing.parts import button
from assistant.ui.reviewing.deciding import field

NEW = "reef-new"


def new(person: Person, here: Place) -> str:
    """The form for another ally; nothing for who may not keep them."""
    if not may(person, Deed.KEEP):
        return ""
    text, said = here.text, own(here.language)
    groups = ((one.value, said(f"community {one}")) for one in Community)
    return (
        f'<details class="person-new" data-form="{NEW}"><summary>{text("new ally")}</summary><div>'
        f"{field('name', text('field name'))}"
        f"{choice('community', text('field community'), groups)}"
        f"{field('who', text('field who'), lines=2)}{field('link', text('field link'))}"
        f"{field('ties', text('field ties'), lines=2)}"
        f"{field('topics', text('field topics'), lines=2)}"
        f'<p class="muted">{text("new ally note")}</p>'
        f'<div class="acts">'
        f"{button('add-ally', '', text('act add-ally'), kind='act primary')}</div>"
        "</div></details>"
    )


def of(
    ally: Ally, person: Person, day: str, phraser: str | None, asking: bool, about: str, here: Place
) -> str:
    """The forms for one ally. ``asking``: the ask is what somebody came for."""
    parts = []
    if may(person, Deed.BRIEF):
        parts.append(_ask(ally, phraser, asking, about, here))
    if may(person, Deed.NOTE):
        parts.append(_note(ally, day, here))
    if may(person, Deed.CONTACT):
        parts.append(_contact(ally, day, here))
    if may(person, Deed.CONSENT):
        parts.append(_consent(ally, day, here))
    if may(person, Deed.KEEP):
        parts.append(_edit(ally, here))
    if may(person, Deed.ERASE):
        erase = button("erase-ally", ally.id, here.text("act erase-ally"), told=ally.name)
        note = f'<p class="muted">{here.text("erase note")}</p>'
        parts.append(_folded("erase", ally, f'{note}<div class="acts">{erase}</div>', here))
    return f'<div class="folded">{"".join(parts)}</div>' if parts else ""


def _ask(ally: Ally, phraser: str | None, asking: bool, about: str, here: Place) -> str:
    text = here.text
    phrase = ""
    if phraser is not None:
        label = text("field phrase", model=inert(phraser))
        phrase = choice("phrase", label, (("no", text("no")), ("yes", text("yes"))))
    inside = (
        f'<p class="muted">{text("ask note")}</p>'
        f"{field('topic', text('field topic'), lines=2, value=about)}"
        f"{field('ask', text('field ask'), lines=4)}{phrase}"
        f'<div class="acts">'
        f"{button('make-brief', ally.id, text('act make-brief'), kind='act primary')}</div>"
    )
    return _folded("ask", ally, inside, here, opened=asking)


def _note(ally: Ally, day: str, here: Place) -> str:
    text = here.text
    stances = ((one.value, text(f"stance {one}")) for one in Stance)
    inside = (
        f"{choice('stance', text('field stance'), stances)}"
        f"{field('words', text('field words'), lines=3)}"
        f'<div class="dates">{field("date", text("field date"), kind="date", value=day)}'
        f"{field('source', text('field source'))}{field('document', text('field document'))}</div>"
        f'<div class="acts">{button("note-saying", ally.id, text("act note-saying"))}</div>'
    )
    return _folded("note", ally, inside, here)


def _contact(ally: Ally, day: str, here: Place) -> str:
    text = here.text
    kinds = (("no", text("contact ordinary")), ("yes", text("contact crisis")))
    inside = (
        f"{field('about', text('field about'))}"
        f'<div class="dates">{field("date", text("field date"), kind="date", value=day)}'
        f"{choice('crisis', text('field crisis'), kinds)}</div>"
        f'<div class="acts">{button("note-contact", ally.id, text("act note-contact"))}</div>'
    )
    return _folded("contact", ally, inside, here)


def _consent(ally: Ally, day: str, here: Place) -> str:
    text = here.text
    answers = ((one.value, text(f"pick {one}")) for one in Answer)
    inside = (
        f"{choice('answer', text('field answer'), answers)}{field('scope', text('field scope'))}"
        f'<div class="dates">{field("date", text("field date"), kind="date", value=day)}'
        f"{field('until', text('field until'), kind='date')}</div>"
        f'<div class="acts">{button("record-consent", ally.id, text("act record-consent"))}</div>'
    )
    return _folded("consent", ally, inside, here)


def _edit(ally: Ally, here: Place) -> str:
    """Who they are, as it is noted; ``seen`` is how it stood when this was drawn."""
    text, said = here.text, own(here.language)
    groups = ((one.value, said(f"community {one}")) for one in Community)
    ties, topics = "\n".join(map(tie_line, ally.ties)), "\n".join(ally.topics)
    inside = (
        f'<input type="hidden" name="seen" value="{inert(ally.changed_at)}">'
        f"{field('name', text('field name'), value=ally.name)}"
        f"{choice('community', text('field community'), groups, ally.community.value)}"
        f"{field('who', text('field who'), lines=2, value=ally.who)}"
        f"{field('link', text('field link'), lines=2, value=ally.link)}"
        f"{field('ties', text('field ties'), lines=2, value=ties)}"
        f"{field('topics', text('field topics'), lines=2, value=topics)}"
        f'<div class="acts">{button("edit-ally", ally.id, text("act edit-ally"))}</div>'
    )
    return _folded("edit", ally, inside, here)


def form_of(kind: str, ally_id: str) -> str:
    """A form for one ally, as the page knows it."""
    return f"reef-{kind}:{ally_id}"


def choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str = "") -> str:
    """A labelled choice; the first is the usual one, unless another is ``chosen``."""
    rows = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{words}</option>'
        for value, words in options
    )
    return f'<label class="field"><span>{label}</span><select name="{name}">{rows}</select></label>'


def _folded(kind: str, ally: Ally, inside: str, here: Place, *, opened: bool = False) -> str:
    return (
        f'<details data-form="{form_of(kind, ally.id)}"{" open" if opened else ""}>'
        f"<summary>{here.text(f'{kind} heading')}</summary><div>{inside}</div></details>"
    )
