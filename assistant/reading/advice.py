"""What speaks against a reply to a post, or against a way of replying.

Not every post is better for an answer: an insult is amplified, a joke is spoiled, what is before a
court or concerns a child is not for the public square, and what was answered stands answered. And
a way of replying that helps one post harms another: figures beside a harmed person read as denial
(Coombs: instruct and adjust first), money offered in public feeds a storm (Herhausen and others
2019), a new promise beside a broken one reads as hypocrisy (Wagner, Lutz and Weitz 2009), a
question back does not calm (Einwiller and Steilen 2015). A small account is not told from a large
one here: nothing on a post says how many follow its author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.checks.offlimits import Topic
from assistant.model import Contraindication, Intent, Post, Route
from assistant.reading.cues import MENTION, say
from knowledge.cleaning import fold

SAID_AGAIN = 0.8
"""Share of the words of two posts from which the second says the first again (Jaccard)."""
FEWEST_WORDS = 4
LONGEST_THANKS = 12
HEATED = 0.5

_WORD = re.compile(r"[^\W_]+")
_AGGRIEVED = frozenset({Intent.HARM, Intent.CRITICISM, Intent.PILE_ON})


@dataclass(frozen=True)
class Against:
    """Why not to reply in public, and what to do instead."""

    route: Route
    reason: str


def do_not_reply(
    post: Post,
    intent: Intent,
    found: Mapping[str, Sequence[str]],
    touched: Sequence[Topic],
    locale: str,
) -> Against | None:
    """The first reason not to reply in public, or ``None`` where there is none."""
    if intent is Intent.TROLL:
        return Against(
            Route.SILENT,
            say(
                locale,
                "Better not to answer: insult without a point; an answer would amplify it.",
                "Mieux vaut ne pas répondre : insulte sans grief ; une réponse l'amplifierait.",
            ),
        )
    topics = {topic.key: topic for topic in touched}
    if (topic := topics.get("litigation")) is not None:
        return Against(
            Route.ESCALATE,
            say(
                locale,
                f"No public reply on the substance: it speaks of {topic.name(locale)} "
                f"(“{topic.words}”). Turn to: {topic.ask(locale)}.",
                f"Pas de réponse publique sur le fond : il est question d'{topic.name(locale)} "
                f"(« {topic.words} »). Voir : {topic.ask(locale)}.",
            ),
        )
    if (topic := topics.get("minors")) is not None:
        return Against(
            Route.ESCALATE,
            say(
                locale,
                f"No public reply on the case: it concerns {topic.name(locale)} "
                f"(“{topic.words}”). Speak with the family in private.",
                f"Pas de réponse publique sur le cas : il concerne {topic.name(locale)} "
                f"(« {topic.words} »). Parlez à la famille en privé.",
            ),
        )
    if found["joke"] and not found["harm"]:
        words = found["joke"][0]
        return Against(
            Route.LISTEN,
            say(
                locale,
                f"Better not to answer: a joke or a satire (“{words}”); a serious answer would "
                "spread it.",
                f"Mieux vaut ne pas répondre : plaisanterie ou satire (« {words} ») ; une réponse "
                "sérieuse la propagerait.",
            ),
        )
    return _answered(post, intent, found, locale)


def _answered(
    post: Post, intent: Intent, found: Mapping[str, Sequence[str]], locale: str
) -> Against | None:
    """Whether the brand has answered this in the thread: it is said again, or it is thanks."""
    ours = [number for number, turn in enumerate(post.thread) if turn.by_brand]
    if not ours:
        return None
    words = _words(post.text)
    before = [turn.text for turn in post.thread[: ours[-1]] if not turn.by_brand]
    if len(words) >= FEWEST_WORDS and any(_alike(words, _words(text)) for text in before):
        reply = " ".join(post.thread[ours[-1]].text.split())[:120]
        return Against(
            Route.LISTEN,
            say(
                locale,
                f"Already answered in this thread: it says again what you replied to (“{reply}”). "
                "Add to that reply only what it lacks.",
                "Déjà répondu dans ce fil : le message redit ce à quoi vous avez répondu "
                f"(« {reply} »). N'y ajoutez que ce qui manque.",
            ),
        )
    closes = found["closing"] and intent not in _AGGRIEVED and "?" not in post.text
    # Thanks with a number in them, or after a question of ours, bring what was asked for.
    brings = any(w.isdigit() for w in words) or ("?" in post.thread[-1].text and len(words) > 3)
    if post.thread[-1].by_brand and closes and not brings and len(words) <= LONGEST_THANKS:
        return Against(
            Route.LISTEN,
            say(
                locale,
                f"Already answered in this thread: the post closes it (“{found['closing'][0]}”).",
                f"Déjà répondu dans ce fil : le message le clôt (« {found['closing'][0]} »).",
            ),
        )
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(MENTION.sub(" ", text))))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAID_AGAIN * max(len(one | other), 1)


# --- ways of replying -------------------------------------------------------------------------


def contraindicated(
    intent: Intent,
    heat: float,
    found: Mapping[str, Sequence[str]],
    touched: Sequence[Topic],
    locale: str,
    *,
    own: bool = False,
) -> tuple[Contraindication, ...]:
    """The ways of replying that would do harm here, each with its reason, each once; ``own`` is
    whether it is the writer's own case."""
    chosen: dict[str, Contraindication] = {}
    topics = {topic.key for topic in touched}
    for strategy, english, french in _unfit(intent, heat, found, topics, own=own):
        if strategy not in chosen:
            chosen[strategy] = Contraindication(strategy, say(locale, english, french))
    return tuple(chosen.values())


def _unfit(
    intent: Intent,
    heat: float,
    found: Mapping[str, Sequence[str]],
    topics: set[str],
    *,
    own: bool,
) -> Iterator[tuple[str, str, str]]:
    harmed = intent is Intent.HARM
    if topics & {"litigation", "investigation"}:
        yield (
            "facts",
            "No facts on the matter itself: what is said in public binds the house before a court.",
            "Pas de faits sur le fond : ce qui est dit en public engage la maison devant un juge.",
        )
        yield (
            "commit",
            "No owning up on the matter itself before the legal department has been asked.",
            "Ne rien assumer sur le fond avant d'avoir vu la direction juridique.",
        )
    if harmed:
        yield (
            "facts",
            "No figures first: beside a person who was harmed they read as a denial. First what is "
            "done for that person.",
            "Pas de chiffres d'abord : face à une personne lésée, ils sonnent comme un démenti. "
            "D'abord ce qui est fait pour elle.",
        )
    if harmed or intent is Intent.PILE_ON or heat >= HEATED:
        yield (
            "denial",
            "No denial: anger hears only that. Deny nothing but what the record shows to be false, "
            "and not in this reply.",
            "Pas de démenti : la colère n'entendra que lui. Ne démentez que ce que le registre "
            "montre faux, et pas dans cette réponse.",
        )
    if heat >= HEATED:
        yield (
            "dialogue",
            "No question back: an angry person hears a way out. First say what is being done.",
            "Pas de question en retour : une personne en colère y voit une esquive. Dites d'abord "
            "ce qui est fait.",
        )
    if intent is Intent.JOURNALIST:
        yield (
            "dialogue",
            "No question back: a journalist would report it as a refusal to answer.",
            "Pas de question en retour : un journaliste la rapporterait comme un refus.",
        )
    if (
        found["promise"]
        and intent in (*_AGGRIEVED, Intent.ALLY)
        and (found["broken"] or found["criticism"])
    ):
        words = found["promise"][0]
        yield (
            "promise",
            f"No new promise: the post recalls one that it holds for broken (“{words}”). Give the "
            "old one with its date, and what came of it.",
            f"Pas de nouvelle promesse : le message en rappelle une qu'il juge rompue "
            f"(« {words} »). Donnez l'ancienne, datée, et ce qu'il en est.",
        )
    if intent in _AGGRIEVED or own:
        yield (
            "compensation",
            "No compensation offered in public: others would ask for it, and it looks like buying "
            "silence.",
            "Pas de compensation offerte en public : d'autres la demanderaient, et cela ressemble "
            "à l'achat d'un silence.",
        )
    if intent in (*_AGGRIEVED, Intent.JOURNALIST) or topics:
        yield (
            "humour",
            "No humour: it would read as not taking this seriously.",
            "Pas d'humour : cela donnerait l'air de ne pas prendre la chose au sérieux.",
        )
