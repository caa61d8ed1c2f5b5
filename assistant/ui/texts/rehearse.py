"""What the Rehearse room says."""

from __future__ import annotations

from assistant.ui.texts.text import Text

REHEARSE: dict[str, Text] = {
    "room rehearse": Text("Rehearse", "Répéter"),
    "rehearse title": Text(
        "Try it before the world does", "Essayez avant que le monde ne le fasse"
    ),
    "rehearse lead": Text(
        "Somebody who knows the record asks, one question at a time, and comes back to what you "
        "have just said. After each answer you read what it is worth.",
        "Quelqu'un qui connaît le registre vous interroge, une question à la fois, et revient sur "
        "ce que vous venez de dire. Après chaque réponse, vous lisez ce qu'elle vaut.",
    ),
    "rehearse empty record": Text(
        "Nothing is on record for this brand yet: a challenger can only ask about a topic that you "
        "name. Put statements on record first and the questions will quote them.",
        "Rien n'est encore au registre pour cette marque\u00a0: on ne vous interrogera que sur un "
        "sujet que vous nommez. Versez d'abord des déclarations, et les questions les citeront.",
    ),
    "rehearse try": Text("To begin with, for instance", "Pour commencer, par exemple"),
    # The terms.
    "who asks": Text("Who asks", "Qui interroge"),
    "about what": Text("About what", "À quel sujet"),
    "about hint": Text(
        "plastic packaging, wages, the 2030 target…",
        "les emballages, les salaires, l'objectif 2030…",
    ),
    "how hard": Text("How hard", "À quel point"),
    "level 1": Text("1 · courteous", "1 · courtois"),
    "level 2": Text("2 · insistent", "2 · insistant"),
    "level 3": Text("3 · without mercy", "3 · sans pitié"),
    "in which language": Text("In", "En"),
    "asks by": Text("Questions come from", "Les questions viennent"),
    "by record": Text("the record, by rules", "du registre, par des règles"),
    "by model": Text("{model}, on the record", "de {model}, sur le registre"),
    "speaks as": Text("Speaking as", "Au nom de"),
    "speaks brand": Text("the brand", "la marque"),
    "begin": Text("Begin", "Commencer"),
    # Own rehearsals.
    "own rehearsals": Text("Your rehearsals", "Vos répétitions"),
    "own none": Text(
        "None yet. They are kept here for you alone, and you can share one.",
        "Aucune encore. Elles restent ici pour vous seul, et vous pouvez en partager une.",
    ),
    "own none alone": Text("None yet. They are kept here.", "Aucune encore. Elles restent ici."),
    "shared by": Text("shared by {who}", "partagée par {who}"),
    "turns": Text("{count} questions", "{count} questions"),
    "turns one": Text("1 question", "1 question"),
    "how I get on": Text("How you get on", "Votre progression"),
    "all rehearsals": Text("← All rehearsals", "← Toutes les répétitions"),
    "to the talk": Text("← Back to the questions", "← Retour aux questions"),
    # The brief.
    "brief": Text("Interview brief", "Fiche d'interview"),
    "brief lead": Text(
        "One page for whoever goes on air: what was said and promised, and the hardest questions "
        "with answers from the record.",
        "Une page pour qui passe à l'antenne\u00a0: ce qui a été dit et promis, et les questions "
        "les plus dures, avec des réponses tirées du registre.",
    ),
    "brief make": Text("Make the brief", "Préparer la fiche"),
    "brief holds": Text(
        "Holds for {day}. Quotations are to the letter.", "Valable le {day}. Citations à la lettre."
    ),
    "brief positions": Text("What we have said", "Ce que nous avons dit"),
    "brief promises": Text("What we have promised", "Ce que nous avons promis"),
    "brief figures": Text("Figures", "Chiffres"),
    "brief questions": Text("The hardest questions", "Les questions les plus dures"),
    "brief avoid": Text("Not to be said", "À ne pas dire"),
    "brief gaps": Text("What the record does not know", "Ce que le registre ne sait pas"),
    "brief gone": Text("No longer ours", "N'est plus à nous"),
    "brief since": Text("Since then", "Depuis"),
    "brief due": Text("due {date}", "échéance\u00a0: {date}"),
    "pledge late": Text("late", "en retard"),
    "pledge due": Text("due soon", "bientôt échue"),
    "pledge open": Text("running", "en cours"),
    "pledge kept": Text("kept", "tenue"),
    "pledge dropped": Text("given up", "abandonnée"),
    "pledge superseded": Text("replaced", "remplacée"),
    # The talk.
    "talk terms": Text("level {level} · {language}", "niveau {level} · {language}"),
    "talk as": Text("as {who}", "au nom de {who}"),
    "answer label": Text("Your answer", "Votre réponse"),
    "answer hint": Text("Ctrl+Enter answers.", "Ctrl+Entrée pour répondre."),
    "answer go": Text("Answer", "Répondre"),
    "answer empty": Text(
        "Write an answer first: silence is one only on air.",
        "Écrivez d'abord une réponse\u00a0: le silence n'en est une qu'à l'antenne.",
    ),
    "answer long": Text(
        "The answer has {used} characters; at most {most}.",
        "La réponse a {used} caractères\u00a0; {most} au plus.",
    ),
    "question number": Text("Question {number}", "Question {number}"),
    "answer again": Text("Answer otherwise", "Répondre autrement"),
    "again label": Text("Your other answer", "Votre autre réponse"),
    "again note": Text(
        "The first answer stays: this one is a branch beside it.",
        "La première réponse reste\u00a0: celle-ci est une branche à côté.",
    ),
    "again leave": Text("Leave it", "Laisser"),
    "tried": Text("Answers tried", "Réponses essayées"),
    "answer number": Text("Answer {number}", "Réponse {number}"),
    "compare with": Text("Compare with answer {number}", "Comparer avec la réponse {number}"),
    "no more": Text(
        "They have nothing left to ask. Answer one of the questions otherwise, or read the "
        "debrief.",
        "Il n'y a plus rien à demander. Répondez autrement à l'une des questions, ou lisez le "
        "débriefing.",
    ),
    "debrief": Text("Debrief", "Débriefing"),
    "reading only": Text(
        "{who} shares this rehearsal with you for reading.",
        "{who} partage cette répétition avec vous, en lecture.",
    ),
    # Dictation.
    "dictate": Text("Dictate", "Dicter"),
    "dictate stop": Text("Stop dictating", "Arrêter la dictée"),
    "dictate note": Text(
        "Dictation is your browser's own: some send what you say to their maker. It listens only "
        "once you press.",
        "La dictée est celle de votre navigateur\u00a0: certains envoient ce que vous dites à leur "
        "éditeur. Elle n'écoute qu'une fois activée.",
    ),
    "dictate failed": Text(
        "The browser did not let dictation begin. You can type.",
        "Le navigateur n'a pas permis la dictée. Vous pouvez écrire.",
    ),
    # The read-out.
    "readout": Text("What the answer is worth", "Ce que vaut la réponse"),
    "readout contradiction": Text(
        "Please check: the record says otherwise",
        "À vérifier\u00a0: le registre dit autre chose",
    ),
    "readout promise": Text("A promise that is not on record", "Une promesse absente du registre"),
    "readout evaded": Text("The question was not answered", "La question est restée sans réponse"),
    "readout instead": Text(
        "It leads away without an answer", "Elle passe à autre chose sans répondre"
    ),
    "readout clear": Text(
        "Answered; nothing was found against it", "Répondu\u00a0; rien n'a été trouvé contre"
    ),
    "readout unchecked": Text(
        "Answered; part of it could not be checked",
        "Répondu\u00a0; une partie n'a pas pu être vérifiée",
    ),
    "you said": Text("You said", "Vous avez dit"),
    "on record": Text("On record", "Au registre"),
    "said before": Text("What was said before on this", "Ce qui a été dit là-dessus"),
    "said before why": Text(
        "Nothing on record bears these words out. Whether it says otherwise is for you to see.",
        "Rien au registre n'appuie ces mots. S'il dit autre chose, c'est à vous de le voir.",
    ),
    "replaced since": Text("replaced since", "remplacé depuis"),
    "heard promise": Text("Heard as a promise", "Entendu comme une promesse"),
    "fact answered": Text("answered", "répondu"),
    "fact evaded": Text("not answered", "sans réponse"),
    "fact seconds": Text("about {seconds} s aloud", "environ {seconds} s à voix haute"),
    "fact voice near": Text("near the voice", "proche de la voix"),
    "fact voice between": Text("partly in the voice", "en partie dans la voix"),
    "fact voice far": Text("far from the voice", "loin de la voix"),
    "fact voice told": Text(
        "Nearer to the voice than {share}\u00a0% of the texts on record.",
        "Plus proche de la voix que {share}\u00a0% des textes au registre.",
    ),
    "fact words": Text("{words} words.", "{words} mots."),
    "fact granted": Text(
        "Grants what is true in the question.", "Reconnaît ce qui est vrai dans la question."
    ),
    "fact bridge": Text(
        "Leads on to something else, after an answer.", "Passe à autre chose, après avoir répondu."
    ),
    "fact repeated": Text("Takes up their words", "Reprend leurs mots"),
    "fact hedges": Text("Takes back what it says", "Retire d'une main ce qui est donné de l'autre"),
    "fact vague": Text("Claims much, counts nothing", "Affirme beaucoup, ne compte rien"),
    "fact no proof": Text(
        "“New” is a sentence that nothing on record bears out: silence is no proof.",
        "«\u00a0Nouveau\u00a0»\u00a0: une phrase que rien au registre n'étaie. Le silence n'est "
        "pas une preuve.",
    ),
    "more of it": Text("In detail", "En détail"),
    # Two answers.
    "compare title": Text("Two answers to one question", "Deux réponses à une même question"),
    "compare what": Text("What differs", "Ce qui diffère"),
    "compare better": Text("better", "mieux"),
    "compare none": Text("Nothing to mend was found.", "Rien à reprendre n'a été trouvé."),
    # The debrief.
    "debrief lines": Text("What will be quoted", "Ce qui sera cité"),
    "debrief line": Text("answer {number}", "réponse {number}"),
    "debrief steps": Text("What to do next", "Et maintenant"),
    "debrief turns": Text("Answer by answer", "Réponse par réponse"),
    "debrief gaps": Text("To put on record", "À mettre au registre"),
    "debrief gap": Text("asked in {numbers}", "demandé en {numbers}"),
    "debrief held": Text("held", "a tenu"),
    "debrief not held": Text("to say otherwise", "à dire autrement"),
    "debrief say": Text("Say", "À dire"),
    "debrief same": Text(
        "Say what stands under {number}.", "À dire\u00a0: ce qui figure au {number}."
    ),
    "debrief aloud": Text("about {seconds} s", "environ {seconds} s"),
    "debrief empty": Text(
        "Answer a question first: there is nothing to look back on yet.",
        "Répondez d'abord à une question\u00a0: il n'y a encore rien à revoir.",
    ),
    "save docx": Text("Save as Word", "Enregistrer en Word"),
    "save pdf": Text("Save as PDF", "Enregistrer en PDF"),
    # Progress.
    "progress title": Text("How you get on", "Votre progression"),
    "progress lead": Text(
        "What was counted in each of your rehearsals, the oldest first. Two challengers at two "
        "levels are no race.",
        "Ce qui a été compté dans chacune de vos répétitions, la plus ancienne d'abord. Deux "
        "interlocuteurs à deux niveaux ne font pas une course.",
    ),
    "progress none": Text(
        "Nothing to show yet: answer a question in a rehearsal first.",
        "Rien à montrer encore\u00a0: répondez d'abord à une question dans une répétition.",
    ),
    "progress table": Text("The same in figures", "Les mêmes en chiffres"),
    "progress session": Text("Rehearsal", "Répétition"),
    "progress shape": Text("{label}: from {first} to {last}", "{label}\u00a0: de {first} à {last}"),
    # What may be done with one.
    "manage": Text("Name, share, delete", "Nommer, partager, supprimer"),
    "manage alone": Text("Name, delete", "Nommer, supprimer"),
    "rehearsal name": Text("Its name", "Son nom"),
    "act rehearse-rename": Text("Rename", "Renommer"),
    "act rehearse-share": Text("Share for reading", "Partager en lecture"),
    "share with": Text("With whom", "Avec qui"),
    "shared with": Text("They may read it: {who}", "Peuvent la lire\u00a0: {who}"),
    "unshare": Text("No longer with {who}", "Ne plus partager avec {who}"),
    "delete ask": Text("Delete this rehearsal…", "Supprimer cette répétition…"),
    "delete sure": Text(
        "It is gone for good, for you and for those you share it with.",
        "Elle disparaît pour de bon, pour vous et pour ceux avec qui vous la partagez.",
    ),
    "act rehearse-delete": Text("Delete for good", "Supprimer définitivement"),
    "done rehearse-rename": Text("Renamed.", "Renommée."),
    "done rehearse-share": Text("Shared for reading.", "Partagée en lecture."),
    "done rehearse-unshare": Text("No longer shared.", "N'est plus partagée."),
    "done rehearse-delete": Text("The rehearsal was deleted.", "La répétition est supprimée."),
    # What is under way, and what went wrong.
    "under way begin": Text("They read the record…", "On lit le registre…"),
    "under way answer": Text(
        "Your answer is held against the record…", "Votre réponse est confrontée au registre…"
    ),
    "under way debrief": Text(
        "Better answers are looked for…", "On cherche de meilleures réponses…"
    ),
    "under way debrief step": Text(
        "Better answers are looked for: {done} of {whole}…",
        "On cherche de meilleures réponses\u00a0: {done} sur {whole}…",
    ),
    "under way brief": Text("The brief is being made…", "La fiche se prépare…"),
    "rehearse failed": Text(
        "This could not be done. What you wrote is still here; try again.",
        "Cela n'a pas pu être fait. Ce que vous avez écrit est toujours là\u00a0; réessayez.",
    ),
    "rehearse unknown": Text(
        "This rehearsal is not here, or no longer.",
        "Cette répétition n'est pas là, ou n'y est plus.",
    ),
    "topic missing": Text(
        "A brief is on a topic: say which, in a few words.",
        "Une fiche porte sur un sujet\u00a0: dites lequel, en quelques mots.",
    ),
}
