"""How what was found is said, in French and in English: on the page, in commands and in files."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.themes.values import Theme
from assistant.workshop.hearing import Heard
from assistant.workshop.tensions import pole_names
from assistant.workshop.values import Few, Tension
from knowledge.cleaning import one_line

NBSP = "\u00a0"
SHOWN = 70
"""Characters of an answer that stand for a theme without words of its own."""


def share(part: int, whole: int, low: float | None, high: float | None, language: str) -> str:
    """ "12 of 61 (12 to 31 %)": the share only with its interval, and only where there is one."""
    french = language == "fr"
    told = f"{part} sur {whole}" if french else f"{part} of {whole}"
    if low is None or high is None:
        return told
    ends = f"{100 * low:.0f}", f"{100 * high:.0f}"
    within = f"{ends[0]} à {ends[1]}{NBSP}%" if french else f"{ends[0]} to {ends[1]}%"
    return f"{told} ({within})"


def quoted(words: str, language: str) -> str:
    """Words as a quotation."""
    return f"«{NBSP}{words}{NBSP}»" if language == "fr" else f"“{words}”"


def theme_name(heard: Heard, theme: Theme, language: str) -> str:
    """The name of a theme; one that has no words of its own is called by an answer's."""
    if any(c.isalpha() for c in theme.name):
        return theme.name
    first = (theme.representatives or theme.members)[0]
    return quoted(one_line(heard.by_id[first].text, SHOWN), language)


def few_kind(one: Few, language: str) -> str:
    """What kind of minority it is."""
    return _FEW[one.kind][language == "fr"]


def tension_name(heard: Heard, one: Tension, language: str) -> tuple[str, str]:
    """What the two sides of a tension are called."""
    french = language == "fr"
    if (poles := pole_names(one, language)) is not None:
        return poles
    about = one.about[0] if one.about else ""
    if one.kind == "rather":
        words = quoted(one_line(about, SHOWN), language)
        return (
            (f"autre chose plutôt que {words}", f"pour {words}")
            if french
            else (f"something else rather than {words}", f"for {words}")
        )
    if one.kind == "sides":
        return (
            (f"pour{NBSP}: {about}", f"contre{NBSP}: {about}")
            if french
            else (f"for: {about}", f"against: {about}")
        )
    return (
        ("les uns le veulent", "d'autres le refusent")
        if french
        else (
            "some want it",
            "others refuse it",
        )
    )


_FEW: Mapping[str, tuple[str, str]] = {
    "theme": ("a small theme", "un petit thème"),
    "several": ("said by several, in no theme", "dit par plusieurs, hors des thèmes"),
    "alone": ("one answer, apart from the others", "une réponse, à part des autres"),
}
