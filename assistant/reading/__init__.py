"""What a post is: its language, who speaks, what is alleged, how heated, and what to do with it.

Deterministic and quick: each judgement rests on words of the post that ``reading.toml`` lists,
and says which. The routes follow the response triage used by communications teams (US Air Force
response assessment, v2): answer questions and principled criticism, take a harmed person's case to
private, escalate what touches the law, let trolls stand. What speaks against any reply, or against
one way of replying, is in :mod:`assistant.reading.advice`. A person decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.checks.offlimits import Limit, topics
from assistant.model import Allegation, Intent, Post, Reading, Route
from assistant.reading.advice import Against, contraindicated, do_not_reply
from assistant.reading.cues import MENTION, find, say, speaks
from assistant.reading.owncase import own_case, speaks_of_oneself
from knowledge import languages
from knowledge.cleaning import fold
from knowledge.model import Brand

SERVED = ("fr", "en")
MAX_ALLEGATIONS = 4
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*", re.S)
_SHOUT = re.compile(r"\b[A-ZÀ-Ý]{4,}\b")

_LANGUAGE_NAMES = {
    "de": ("German", "allemand"),
    "es": ("Spanish", "espagnol"),
    "it": ("Italian", "italien"),
    "pt": ("Portuguese", "portugais"),
    "nl": ("Dutch", "néerlandais"),
    "pl": ("Polish", "polonais"),
    "ar": ("Arabic", "arabe"),
    "ru": ("Russian", "russe"),
    "zh": ("Chinese", "chinois"),
    "ja": ("Japanese", "japonais"),
    "tr": ("Turkish", "turc"),
    "fr": ("French", "français"),
    "en": ("English", "anglais"),
}


def language_name(code: str, locale: str) -> str:
    """The name of a language for a reader of ``locale``; its code where we have no name."""
    names = _LANGUAGE_NAMES.get(code)
    return code if names is None else names[1 if locale == "fr" else 0]


def read(post: Post, *, locale: str = "en", off_limits: Sequence[Limit] | None = None) -> Reading:
    """The reading of ``post``; its reasons are in ``locale``.

    ``off_limits`` are the topics that this house does not comment on (default: every house's).
    """
    code = languages.detect(post.text).code
    found = find(post.text, code if code in SERVED else "en")
    touched = topics(post.text, code, off_limits)
    heat = _heat(post.text, found)
    intent = _intent(post, found)
    against = do_not_reply(post, intent, found, touched, locale)
    case = own_case(post.text, code) if code in SERVED else None
    own = case.reasons if case is not None and case.is_so else None
    # Harm to others is a matter for everybody; one's own, or one's child's, is not for the square.
    harmed = code not in SERVED or speaks_of_oneself(post.text, code)
    route, why = _route(intent, found, against, own, harmed, locale)
    if against is not None and route is Route.REPLY:
        route, why = against.route, against.reason
    reasons = [say(locale, *_why_intent(intent, found)), why]
    if against is not None and against.reason not in reasons:
        reasons.append(against.reason)
    if heat >= 0.5:
        reasons.append(
            say(
                locale,
                f"Heated in tone ({heat:.0%}): short, calm, no irony.",
                f"Ton vif ({heat:.0%}) : réponse courte, calme, sans ironie.",
            )
        )
    if code not in SERVED:
        reasons.append(
            say(
                locale,
                f"Written in {language_name(code, 'en')}: Corail drafts in French and English.",
                f"Écrit en {language_name(code, 'fr')} : Corail rédige en français et en anglais.",
            )
        )
    return Reading(
        language=code,
        intent=intent,
        allegations=_allegations(post.text),
        heat=heat,
        route=route,
        reasons=tuple(reasons),
        do_not_reply=against.reason if against is not None else None,
        contraindicated=contraindicated(intent, heat, found, touched, locale, own=own is not None),
    )


def asks_for_figures(post: Post) -> bool:
    """Whether the post asks how much, how many, or for the number."""
    return speaks(post, "figures")


def speaks_of_a_promise(post: Post) -> bool:
    """Whether the post holds the brand to what it promised."""
    return speaks(post, "promise")


def addressed_elsewhere(post: Post, brand: Brand) -> tuple[str, ...]:
    """The accounts a post names when none of them is the brand's; empty when it may be ours."""
    handles = re.findall(r"@\s?(\w{2,})", post.text)
    ours = [_letters(n) for n in (brand.name, brand.title, *brand.names, *brand.handles)]
    if any(name and name in _letters(handle) for name in ours for handle in handles):
        return ()
    if any(len(name) > 3 and name in _letters(post.text) for name in ours):
        return ()
    return tuple(dict.fromkeys(handles))


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _heat(text: str, found: Mapping[str, list[str]]) -> float:
    """Arousal in [0, 1] from shouting, exclamation and insult; a plain question has none."""
    letters = max(1, len(text))
    shouting = min(1.0, sum(len(w) for w in _SHOUT.findall(text)) / letters * 4)
    marks = min(1.0, text.count("!") / 4)
    insults = min(1.0, len(found["insult"]) / 2 + len(found["troll"]) / 2)
    blame = min(1.0, len(found["criticism"]) / 4)
    return round(min(1.0, 0.35 * shouting + 0.25 * marks + 0.45 * insults + 0.3 * blame), 2)


def _intent(post: Post, found: Mapping[str, list[str]]) -> Intent:
    asks = "?" in post.text or _opens_with_question(post.text, found["question"])
    words = len(MENTION.sub(" ", post.text).split())
    if found["troll"] and (found["insult"] or words < 8) and not asks:
        return Intent.TROLL
    if found["journalist"]:
        return Intent.JOURNALIST
    if found["harm"] and not (asks and not found["criticism"] and len(found["harm"]) < 2):
        return Intent.HARM
    if len(found["insult"]) >= 2 and not asks and words < 12:
        return Intent.PILE_ON
    if found["ally"] and (found["criticism"] or asks or len(found["ally"]) > 1):
        return Intent.ALLY
    if found["praise"] and not found["criticism"] and not found["insult"]:
        return Intent.QUESTION if asks else Intent.PRAISE
    if found["criticism"] or found["insult"]:
        return Intent.CRITICISM
    if asks:
        return Intent.QUESTION
    return Intent.OTHER


def _opens_with_question(text: str, cues: list[str]) -> bool:
    opening = fold(MENTION.sub(" ", text)).split()[:3]
    return any(cue.split()[0] in opening for cue in cues)


def _route(
    intent: Intent,
    found: Mapping[str, list[str]],
    against: Against | None,
    own: Sequence[str] | None,
    harmed: bool,
    locale: str,
) -> tuple[Route, str]:
    """What to do with a post; ``own`` are the words that make it one person's own case,
    ``harmed`` is whether harm would be to who writes, or theirs."""
    if found["legal"]:
        return Route.ESCALATE, say(
            locale,
            f"Escalate: it touches the law (“{found['legal'][0]}”); ask whoever handles it first.",
            f"À escalader : cela touche au droit (« {found['legal'][0]} ») ; "
            "voir d'abord la personne en charge.",
        )
    if intent is Intent.TROLL and against is not None:
        return against.route, against.reason
    if (intent is Intent.HARM and harmed) or (own is not None and intent is not Intent.JOURNALIST):
        return Route.PRIVATE, say(
            locale,
            f"A case of one person{_in_words(own, locale)}: answer briefly in public, with a "
            "concrete step in private.",
            f"Un cas personnel{_in_words(own, locale)} : brève réponse publique, puis une étape "
            "concrète en privé.",
        )
    if intent is Intent.PILE_ON:
        return Route.LISTEN, say(
            locale,
            "Listen: anger without a question yet; watch whether a point emerges.",
            "Écouter : de la colère, pas encore de question ; voir si un grief se précise.",
        )
    if intent is Intent.JOURNALIST:
        return Route.ESCALATE, say(
            locale,
            "Escalate: a journalist asks; the press office should see the answer.",
            "À escalader : un journaliste demande ; le service de presse doit voir la réponse.",
        )
    if intent is Intent.PRAISE:
        return Route.REPLY, say(
            locale,
            "Thank them, if anything: there is no point to hold against the record.",
            "Remercier, tout au plus : il n'y a aucun point à confronter au registre.",
        )
    if intent is Intent.OTHER:
        return Route.REPLY, say(
            locale,
            "Nothing speaks against a public reply; whether it is worth one is for you to see.",
            "Rien ne s'oppose à une réponse publique ; à vous de voir si elle est utile.",
        )
    return Route.REPLY, say(
        locale,
        "Reply in public: there is a point that the record can be held against.",
        "Répondre publiquement : il y a un point à confronter au registre.",
    )


def _in_words(own: Sequence[str] | None, locale: str) -> str:
    if not own:
        return ""
    marks = "«\u00a0{}\u00a0»" if locale == "fr" else "“{}”"
    return " (" + ", ".join(marks.format(word) for word in own[:2]) + ")"


def _why_intent(intent: Intent, found: Mapping[str, list[str]]) -> tuple[str, str]:
    told = {
        Intent.QUESTION: ("question", "It asks a question", "Pose une question"),
        Intent.HARM: ("harm", "Someone may be harmed", "Une personne peut être lésée"),
        Intent.CRITICISM: ("criticism", "It criticises", "Formule une critique"),
        Intent.ALLY: ("ally", "An ally who disagrees or asks", "Un allié qui conteste ou demande"),
        Intent.JOURNALIST: ("journalist", "A journalist writes", "Un journaliste écrit"),
        Intent.PRAISE: ("praise", "It praises", "Un compliment"),
        Intent.PILE_ON: ("insult", "Part of a pile-on", "Effet de meute"),
        Intent.TROLL: ("troll", "It provokes", "Une provocation"),
        Intent.OTHER: ("", "No question and no charge found", "Ni question ni grief repérés"),
    }
    key, english, french = told[intent]
    words = found.get(key, [])[:3]
    if not words and intent is Intent.CRITICISM:
        words = found["insult"][:3]
    if not words:
        return f"{english}.", f"{french}."
    return (
        english + " (" + ", ".join(f"“{w}”" for w in words) + ").",
        french + " (" + ", ".join(f"« {w} »" for w in words) + ").",
    )


def _allegations(text: str) -> tuple[Allegation, ...]:
    """The post's own sentences that say or ask something, longest first kept, in post order."""
    spans = []
    for match in _SENTENCE.finditer(text[:4000]):
        raw = match.group()
        words = [w for w in MENTION.sub(" ", raw).split() if any(c.isalnum() for c in w)]
        if len(words) >= 4:
            start = match.start() + len(raw) - len(raw.lstrip())
            spans.append((len(words), start, match.start() + len(raw.rstrip())))
    kept = sorted(sorted(spans, reverse=True)[:MAX_ALLEGATIONS], key=lambda s: s[1])
    return tuple(Allegation(text[a:b], a, b) for _, a, b in kept)
