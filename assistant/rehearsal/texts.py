"""What a debrief says, in one language."""

from __future__ import annotations

from assistant.phrasing import moment


class Words:
    """The sentences of a language by their keys: ``words("promise steps", count=2)``."""

    def __init__(self, language: str) -> None:
        self.language = "fr" if language == "fr" else "en"
        self._said = _FRENCH if self.language == "fr" else _ENGLISH

    def __call__(self, key: str, **values: object) -> str:
        return self._said[key].format(**values)

    def some(self, key: str, count: int, **values: object) -> str:
        """The sentence for one, or for several."""
        return self(f"{key} {'one' if count == 1 else 'many'}", count=count, **values)

    def quote(self, words: str) -> str:
        """Words between the quotation marks of the language."""
        return f"«\u00a0{words}\u00a0»" if self.language == "fr" else f"“{words}”"

    def day(self, date: str | None) -> str:
        """A date as exactly as it is known, or that there is none."""
        return moment(date, self.language, exact=True) if date else self("undated")

    def listed(self, parts: list[str]) -> str:
        """“1, 4 and 6”."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('and')} {parts[-1]}"


_ENGLISH = {
    "and": "and",
    "undated": "undated",
    "yes": "yes",
    "no": "no",
    "none": "none",
    "summary": "{answers} {held}",
    "answers one": "You answered one question.",
    "answers many": "You answered {count} questions.",
    "answers none": "No question was answered yet.",
    "held all": "Every answer held.",
    "held none": "None of the answers held as it was given; each has a better one below.",
    "held one": "One answer held.",
    "held many": "{count} answers held.",
    "contradictions one": "One does not go with what is on record.",
    "contradictions many": "{count} do not go with what is on record.",
    "promises one": "One promises something that nothing on record commits you to.",
    "promises many": "{count} promise something that nothing on record commits you to.",
    "evasions one": "One left the question open.",
    "evasions many": "{count} left the question open.",
    "contradiction": "Please check: it does not go with what {who} said ({date}): {quote}",
    "contradiction bare": "Please check: it does not go with what is on record.",
    "evasion": "The question is still open after it. A yes or no, the figure, or what you cannot "
    "say: each would have closed it.",
    "bridge": "It moves on before the question is met. Answer in one sentence, then move on.",
    "repeated": "This is the challenger's word. Said by you, it is quoted as yours.",
    "hedged": "Each of these takes back a little: {words}. One is caution, several are a retreat.",
    "long": "About {seconds} s aloud. On air, the first {most} s are kept, and somebody else "
    "chooses which.",
    "answered": "The question was met.",
    "granted": "It grants what is true before it answers.",
    "bridged": "It moves on only after it has answered.",
    "borne one": "One sentence rests on the record.",
    "borne many": "{count} sentences rest on the record.",
    "line contradiction": "It will be printed beside what {who} said ({date}): {quote}",
    "line promise": "A promise is news. Nothing on record bears this one yet.",
    "line wanted": "The line to be quoted by: it is short, and it is on record.",
    "gap topic": "{topic}",
    "gap words": "what became of {quote} ({who}, {date})",
    "gap said": "what there is to say beyond {quote} ({who}, {date})",
    "gap post": "an answer to {quote}",
    "gap told": "an answer to what {who} told you ({date}): {quote}",
    "step contradiction": "Settle {turns} first: either the answer or the dated statement holds. "
    "If the position has changed, put the new one on record before you say it.",
    "step promise": "For {turns}, decide on the promises before you go on air: taken on, with a "
    "name and a date, and put on record; or left out.",
    "step evasion": "Say {turns} again aloud: the answer in the first sentence, the rest after.",
    "step gap": "Put on record, or agree on who answers: {topics}.",
    "step gaps": "the {count} points that the record has no answer to",
    "step fill": "Fill in the brackets of the better answers: a name and a day.",
    "step long": "Cut {turns} to {most} s.",
    "step harder": "Nothing grave was left. Try level {level}, or another challenger.",
    "step other": "Nothing grave was left at the hardest level. Try another challenger.",
    "step begin": "Answer at least one question, then come back here.",
    "turn one": "answer {numbers}",
    "turn many": "answers {numbers}",
    "foreign": "A quotation is in another language: translate it before you say it.",
    "check first": "Before you say it: {finding}",
    "diff answered": "Question met",
    "diff contradictions": "Against the record",
    "diff promises": "New promises",
    "diff borne": "Sentences on record",
    "diff granted": "Grants what is true",
    "diff bridge": "Moves on",
    "diff repeated": "Their words taken up",
    "diff hedges": "Words that take back",
    "diff vague": "Sentences nobody can check",
    "diff seconds": "Seconds aloud",
    "diff voice": "Nearness to the voice",
    "bridge none": "no",
    "bridge after an answer": "after an answer",
    "bridge instead of an answer": "instead of an answer",
    "of": "{part} of {whole}",
    "series answered": "Questions met",
    "series borne": "Sentences on record",
    "series promises": "New promises per answer",
    "series contradictions": "Answers against the record",
    "series seconds": "Seconds per answer",
    "series voice": "Nearness to the voice",
    "avoid off-limits": "The house does not comment on it. Say so, and turn to: {ask}.",
    "avoid superseded": "Replaced by {title} ({date}): say that instead.",
    "avoid embargoed": "Not public before {date}.",
    "avoid internal": "Not public.",
    "brief no position": "Nothing in force is on record on this topic.",
    "brief no figure": "No figure of your own is on record on this topic.",
    "brief late": "Its day was {date}, and what became of it is not on record: {quote}",
    "brief old figures": "The newest figure is of {date}.",
    "brief owned": "Question {number}: the record has no more than the words that are held up.",
    "brief silent": "Question {number}: the record is silent.",
}
_FRENCH = {
    "and": "et",
    "undated": "sans date",
    "yes": "oui",
    "no": "non",
    "none": "aucun",
    "summary": "{answers} {held}",
    "answers one": "Vous avez répondu à une question.",
    "answers many": "Vous avez répondu à {count} questions.",
    "answers none": "Aucune question n'a encore de réponse.",
    "held all": "Toutes les réponses ont tenu.",
    "held none": "Aucune réponse n'a tenu telle quelle ; chacune en a une meilleure plus bas.",
    "held one": "Une réponse a tenu.",
    "held many": "{count} réponses ont tenu.",
    "contradictions one": "Une ne s'accorde pas avec le registre.",
    "contradictions many": "{count} ne s'accordent pas avec le registre.",
    "promises one": "Une promet ce à quoi rien au registre ne vous engage.",
    "promises many": "{count} promettent ce à quoi rien au registre ne vous engage.",
    "evasions one": "Une laisse la question entière.",
    "evasions many": "{count} laissent la question entière.",
    "contradiction": "À vérifier : cela ne s'accorde pas avec ce qu'a dit {who} ({date}) : {quote}",
    "contradiction bare": "À vérifier : cela ne s'accorde pas avec le registre.",
    "evasion": "Après elle, la question reste entière. Un oui ou un non, le chiffre, ou ce que "
    "vous ne pouvez pas dire : chacun l'aurait close.",
    "bridge": "Elle passe à autre chose avant d'avoir répondu. Répondez d'une phrase, puis "
    "enchaînez.",
    "repeated": "C'est le mot de l'autre. Dans votre bouche, il sera cité comme le vôtre.",
    "hedged": "Chacun de ces mots reprend un peu : {words}. Un seul, c'est de la prudence ; "
    "plusieurs, un recul.",
    "long": "Environ {seconds} s à voix haute. À l'antenne, on en garde {most}, et c'est un autre "
    "qui choisit lesquelles.",
    "answered": "La question a sa réponse.",
    "granted": "Elle reconnaît ce qui est vrai avant de répondre.",
    "bridged": "Elle n'enchaîne qu'après avoir répondu.",
    "borne one": "Une phrase repose sur le registre.",
    "borne many": "{count} phrases reposent sur le registre.",
    "line contradiction": "Elle sera imprimée à côté de ce qu'a dit {who} ({date}) : {quote}",
    "line promise": "Une promesse est une nouvelle. Rien au registre ne porte encore celle-ci.",
    "line wanted": "La phrase par laquelle être cité : elle est courte, et elle est au registre.",
    "gap topic": "{topic}",
    "gap words": "ce qu'il en est de {quote} ({who}, {date})",
    "gap said": "de quoi aller plus loin que {quote} ({who}, {date})",
    "gap post": "une réponse à {quote}",
    "gap told": "une réponse à ce que vous a dit {who} ({date}) : {quote}",
    "step contradiction": "Tranchez d'abord {turns} : soit la réponse vaut, soit la déclaration "
    "datée. Si la position a changé, mettez la nouvelle au registre avant de la dire.",
    "step promise": "Pour {turns}, décidez des promesses avant de passer à l'antenne : prises, "
    "avec un nom et une date, et mises au registre ; ou laissées de côté.",
    "step evasion": "Redites {turns} à voix haute : la réponse dans la première phrase, le reste "
    "après.",
    "step gap": "À mettre au registre, ou à confier à quelqu'un : {topics}.",
    "step gaps": "les {count} points auxquels le registre ne répond pas",
    "step fill": "Remplissez les crochets des meilleures réponses : un nom et un jour.",
    "step long": "Ramenez {turns} à {most} s.",
    "step harder": "Rien de grave n'est resté. Essayez le niveau {level}, ou quelqu'un d'autre.",
    "step other": "Rien de grave n'est resté au niveau le plus dur. Essayez quelqu'un d'autre.",
    "step begin": "Répondez à une question au moins, puis revenez ici.",
    "turn one": "la réponse {numbers}",
    "turn many": "les réponses {numbers}",
    "foreign": "Une citation est dans une autre langue : traduisez-la avant de la dire.",
    "check first": "Avant de la dire : {finding}",
    "diff answered": "Question traitée",
    "diff contradictions": "Contre le registre",
    "diff promises": "Promesses nouvelles",
    "diff borne": "Phrases au registre",
    "diff granted": "Reconnaît ce qui est vrai",
    "diff bridge": "Enchaîne",
    "diff repeated": "Mots de l'autre repris",
    "diff hedges": "Mots qui reprennent",
    "diff vague": "Phrases invérifiables",
    "diff seconds": "Secondes à voix haute",
    "diff voice": "Proximité avec la voix",
    "bridge none": "non",
    "bridge after an answer": "après une réponse",
    "bridge instead of an answer": "au lieu d'une réponse",
    "of": "{part} sur {whole}",
    "series answered": "Questions traitées",
    "series borne": "Phrases au registre",
    "series promises": "Promesses nouvelles par réponse",
    "series contradictions": "Réponses contre le registre",
    "series seconds": "Secondes par réponse",
    "series voice": "Proximité avec la voix",
    "avoid off-limits": "La maison ne le commente pas. Dites-le, et adressez-vous à : {ask}.",
    "avoid superseded": "Remplacé par {title} ({date}) : c'est cela qu'il faut dire.",
    "avoid embargoed": "Pas public avant le {date}.",
    "avoid internal": "Pas public.",
    "brief no position": "Rien de valable n'est au registre sur ce sujet.",
    "brief no figure": "Aucun chiffre de la maison n'est au registre sur ce sujet.",
    "brief late": "Son échéance était {date}, et ce qu'il en est n'est pas au registre : {quote}",
    "brief old figures": "Le chiffre le plus récent date de {date}.",
    "brief owned": "Question {number} : le registre n'a que les mots qui sont opposés.",
    "brief silent": "Question {number} : le registre est muet.",
}
