"""What the Record room says."""

from __future__ import annotations

from assistant.ui.texts.text import Text

RECORD: dict[str, Text] = {
    "room record": Text("Record", "Registre"),
    "rec parts": Text("Parts of the record", "Parties du registre"),
    "rec part documents": Text("Documents", "Documents"),
    "rec part proposed": Text("To decide", "À décider"),
    "rec part promises": Text("Promises", "Promesses"),
    "rec part speakers": Text("Speakers", "Qui parle"),
    "rec part done": Text("What was done", "Ce qui a été fait"),
    "rec part add": Text("Add", "Ajouter"),
    "rec closed": Text("Sign in to read the record.", "Connectez-vous pour lire le registre."),
    "rec failed": Text("The record could not be read.", "Le registre n'a pas pu être lu."),
    "rec unknown": Text(
        "This is no longer on record. Go back to the list.",
        "Ce n'est plus au registre. Revenez à la liste.",
    ),
    # The list.
    "rec words": Text(
        "Words in the title, the text or a name", "Mots du titre, du texte, d'un nom"
    ),
    "rec filter": Text("Search", "Chercher"),
    "rec clear": Text("Clear", "Effacer les filtres"),
    "rec more filters": Text("Filters", "Filtres"),
    "rec any": Text("Any", "Indifférent"),
    "rec kind": Text("Kind", "Type"),
    "rec speaker": Text("Who speaks", "Qui parle"),
    "rec since": Text("From (year, month or day)", "Depuis (année, mois ou jour)"),
    "rec until": Text("Up to", "Jusqu'à"),
    "rec seen": Text("Who may see it", "Qui peut le voir"),
    "rec seen public": Text("Public", "Public"),
    "rec seen internal": Text("Internal", "Interne"),
    "rec seen embargoed": Text("Under embargo", "Sous embargo"),
    "rec expired": Text("Expired", "Expiré"),
    "rec removed": Text("Removed", "Retiré"),
    "rec state": Text("State", "État"),
    "rec state here": Text("On record", "Au registre"),
    "rec state superseded": Text("Superseded", "Remplacés"),
    "rec state removed": Text("Removed", "Retirés"),
    "rec state all": Text("All", "Tous"),
    "rec count": Text("{count} documents", "{count} documents"),
    "rec count one": Text("1 document", "1 document"),
    "rec none": Text(
        "No document matches. Clear the filters to see them all.",
        "Aucun document ne correspond. Effacez les filtres pour les voir tous.",
    ),
    "rec empty": Text(
        "Nothing is on record yet. Whoever keeps it puts there, under “Add”, what the brand has "
        "said: files, or one statement.",
        "Rien n'est encore au registre. Qui le tient y verse, sous «\u00a0Ajouter\u00a0», ce que "
        "la marque a dit\u00a0: des fichiers, ou une déclaration.",
    ),
    "rec years": Text("The record over the years", "Le registre au fil des années"),
    "rec year": Text("Year", "Année"),
    "rec shape": Text(
        "{count} dated documents from {first} to {last}, by kind",
        "{count} documents datés de {first} à {last}, par type",
    ),
    "rec undated": Text("{count} more are undated.", "{count} autres sont sans date."),
    "rec undated one": Text("1 more is undated.", "1 autre est sans date."),
    "rec as table": Text("The same as a table", "La même chose en tableau"),
    # One document.
    "rec back": Text("← Back", "← Retour"),
    "rec replaced by": Text("Superseded by", "Remplacé par"),
    "rec stands for": Text("Stands in the place of", "Remplace"),
    "rec facts": Text("What is said of it", "Ce qu'on en dit"),
    "rec fact title": Text("Title", "Titre"),
    "rec fact kind": Text("Kind", "Type"),
    "rec fact speaker": Text("Speaker, as written", "Auteur, tel qu'il est écrit"),
    "rec fact role": Text("Role", "Fonction"),
    "rec fact date": Text("Date", "Date"),
    "rec fact channel": Text("Channel", "Canal"),
    "rec fact language": Text("Language", "Langue"),
    "rec fact url": Text("Web address", "Adresse web"),
    "rec fact visibility": Text("Who may see it", "Qui peut le voir"),
    "rec fact embargoed_until": Text("Embargoed until", "Sous embargo jusqu'au"),
    "rec fact expires": Text("Holds until", "Valable jusqu'au"),
    "rec fact owner": Text("Who answers for it", "Qui en répond"),
    "rec date note": Text(
        "A date is as precise as it is known: 2023, 2023-05 or 2023-05-10. Undated, it is left "
        "empty.",
        "Une date est aussi précise qu'on la connaît\u00a0: 2023, 2023-05 ou 2023-05-10. Sans "
        "date, laissez vide.",
    ),
    "rec save": Text("Save", "Enregistrer"),
    "rec acts": Text("What to do with it", "Qu'en faire"),
    "rec act supersede": Text("Say what replaces it", "Dire ce qui le remplace"),
    "rec act unsupersede": Text("It still holds", "Il tient toujours"),
    "rec successor": Text("The document that replaces it", "Le document qui le remplace"),
    "rec act remove": Text("Remove", "Retirer"),
    "rec act restore": Text("Bring back", "Rétablir"),
    "rec act look": Text(
        "What does it replace or contradict?", "Que remplace ou contredit-il\u00a0?"
    ),
    "rec act erasing": Text("Erase for good…", "Effacer définitivement…"),
    "rec erase sure": Text(
        "Its text, its facts and all that was made of them go for good, and cannot be brought "
        "back. The journal keeps that it was there. Removing is enough to hide it.",
        "Son texte, ce qu'on en dit et tout ce qui en a été tiré disparaissent définitivement. Le "
        "journal garde qu'il était là. Le retirer suffit à le cacher.",
    ),
    "rec act erase": Text("Yes, erase it", "Oui, l'effacer"),
    "rec act keep": Text("Keep it", "Le garder"),
    "rec text": Text("Its text", "Son texte"),
    "rec passages more": Text(
        "{count} more passages are not shown here.",
        "{count} autres passages ne sont pas montrés ici.",
    ),
    "rec passage seen": Text("Who may see this passage", "Qui peut voir ce passage"),
    "rec of passage": Text("(passage {number})", "(passage {number})"),
    "rec as document": Text("As its document", "Comme son document"),
    # What is proposed.
    "rec proposed title": Text("To decide", "À décider"),
    "rec proposed lead": Text(
        "What new documents may replace or contradict. Please check: it is a question, and "
        "nothing changes unless you say so.",
        "Ce que de nouveaux documents remplacent ou contredisent peut-être. À vérifier\u00a0: "
        "c'est une question, et rien ne change sans vous.",
    ),
    "rec proposed none": Text(
        "Nothing is waiting to be decided. Proposals come with what is added.",
        "Rien n'attend de décision. Les propositions viennent avec ce qu'on ajoute.",
    ),
    "rec asks replaces": Text(
        "Does the newer one replace the older?", "Le plus récent remplace-t-il l'ancien\u00a0?"
    ),
    "rec asks contradicts": Text(
        "Please check: do these say different things?",
        "À vérifier\u00a0: ces deux textes se contredisent-ils\u00a0?",
    ),
    "rec because replaces source": Text(
        "The same file or address, with much the same text.",
        "Le même fichier ou la même adresse, avec à peu près le même texte.",
    ),
    "rec because replaces title": Text(
        "The same title, years apart, with much the same text.",
        "Le même titre, aux années près, avec à peu près le même texte.",
    ),
    "rec because replaces text": Text("Nearly the same text.", "Presque le même texte."),
    "rec because replaces figures": Text(
        "The same subject, with other figures.", "Le même sujet, avec d'autres chiffres."
    ),
    "rec because contradicts figure": Text(
        "Another figure is given.", "Un autre chiffre est donné."
    ),
    "rec because contradicts date": Text("Another date is given.", "Une autre date est donnée."),
    "rec because contradicts negation": Text(
        "One says what the other denies.", "L'un dit ce que l'autre nie."
    ),
    "rec because contradicts opposite": Text(
        "One says the opposite of the other.", "L'un dit le contraire de l'autre."
    ),
    "rec newer": Text("Newer", "Plus récent"),
    "rec older": Text("Older", "Plus ancien"),
    "rec act accept": Text("The newer one replaces the older", "Le plus récent remplace l'ancien"),
    "rec act dismiss": Text("No, both stand", "Non, les deux restent"),
    "rec act both": Text("Both stand", "Les deux restent"),
    # Speakers.
    "rec speakers title": Text("Who speaks on the record", "Qui parle au registre"),
    "rec speakers lead": Text(
        "Each name as it is written. Say which are one person: they count as one everywhere, and "
        "the documents keep the letter.",
        "Chaque nom tel qu'il est écrit. Dites lesquels sont une même personne\u00a0: ils comptent "
        "partout pour une, et les documents gardent la lettre.",
    ),
    "rec speakers none": Text(
        "No document says who speaks. Open one to note it, or give it with what you add.",
        "Aucun document ne dit qui parle. Ouvrez-en un pour le noter, ou donnez-le avec ce que "
        "vous ajoutez.",
    ),
    "rec speakers more": Text(
        "{count} more names are not listed here: corail record speakers lists them all.",
        "{count} autres noms ne figurent pas ici\u00a0: corail record speakers les donne tous.",
    ),
    "rec written": Text("As it is written", "Tel qu'il est écrit"),
    "rec who": Text("Who it is", "Qui c'est"),
    "rec own name": Text("the same", "le même"),
    "rec documents": Text("Documents", "Documents"),
    "rec no document": Text("none now", "aucun à présent"),
    "rec last": Text("Last", "Dernier"),
    "rec act lift": Text("Not the same person", "Pas la même personne"),
    "rec likely title": Text("Perhaps one person", "Peut-être une même personne"),
    "rec may be": Text("{spelling} may be {name}", "{spelling} est peut-être {name}"),
    "rec alike letters": Text(
        "the same but for case, accents or order",
        "le même, à la casse, aux accents, à l'ordre près",
    ),
    "rec alike handle": Text("written in one word", "écrit en un mot"),
    "rec alike initial": Text("the same surname and initial", "même nom de famille, même initiale"),
    "rec act confirm": Text("Yes, the same", "Oui, la même"),
    "rec alias open": Text(
        "Say that two names are one person", "Dire que deux noms n'en font qu'un"
    ),
    "rec is": Text("is the same person as", "est la même personne que"),
    "rec alias note": Text(
        "A name of the brand can be given too: what is said under it is then the brand's own.",
        "Un nom de la marque convient aussi\u00a0: ce qui est dit sous ce nom est alors le sien.",
    ),
    "rec act alias": Text("They are one", "C'est la même"),
    # What was done.
    "rec done title": Text("What was done to the record", "Ce qui a été fait au registre"),
    "rec done lead": Text(
        "The last acts, the last first. What can be undone goes back to what it was; where "
        "something was done since, it stays.",
        "Les derniers actes, le dernier en tête. Ce qui peut être annulé redevient ce que "
        "c'était\u00a0; là où autre chose a été fait depuis, rien ne bouge.",
    ),
    "rec done none": Text(
        "Nothing was done yet. What is added, edited or replaced will be listed here, to be undone "
        "if need be.",
        "Rien n'a encore été fait. Ce qui est ajouté, modifié ou remplacé figurera ici, pour être "
        "annulé au besoin.",
    ),
    "rec somebody": Text("somebody who was forgotten", "quelqu'un dont le nom a été oublié"),
    "rec undoing": Text("Undone, by: {what}", "Annulé, par\u00a0: {what}"),
    "rec did document added": Text("Put on record", "Mis au registre"),
    "rec did document replaced": Text("A new version came", "Une nouvelle version est arrivée"),
    "rec did document updated": Text(
        "Its source changed what it says of it", "Sa source en dit autre chose"
    ),
    "rec did document edited": Text("Edited", "Modifié"),
    "rec did passage edited": Text("Who may see a passage", "Qui peut voir un passage"),
    "rec did document superseded": Text("Superseded", "Remplacé"),
    "rec did document current again": Text("Holds again", "Tient de nouveau"),
    "rec did document removed": Text("Removed", "Retiré"),
    "rec did document restored": Text("Brought back", "Rétabli"),
    "rec did document erased": Text("Erased for good", "Effacé définitivement"),
    "rec did speaker alias set": Text("Two names are one person", "Deux noms, une personne"),
    "rec did speaker alias lifted": Text("Two names are two people", "Deux noms, deux personnes"),
    "rec did proposal dismissed": Text("Both stand", "Les deux restent"),
    "rec did proposal reopened": Text("To decide again", "De nouveau à décider"),
    "rec erased": Text("an erased document", "un document effacé"),
    "rec nothing": Text("nothing", "rien"),
    "rec act undo": Text("Undo", "Annuler"),
    "rec why final": Text("Cannot be undone", "Ne peut pas être annulé"),
    "rec why undone": Text("Undone already", "Déjà annulé"),
    "rec why changed": Text("Something was done since", "Autre chose a été fait depuis"),
    "rec why gone": Text("What it was about is erased", "Ce dont il s'agissait est effacé"),
    "rec why forgotten": Text(
        "What was there before is no longer kept", "Ce qu'il y avait avant n'est plus conservé"
    ),
    # What is brought in.
    "rec add title": Text("Put something on record", "Mettre quelque chose au registre"),
    "rec add lead": Text(
        "What the brand has said, as it said it. A new document never replaces another by itself: "
        "that is proposed, and you decide.",
        "Ce que la marque a dit, tel qu'elle l'a dit. Un nouveau document n'en remplace jamais un "
        "autre de lui-même\u00a0: c'est proposé, et vous décidez.",
    ),
    "rec paste title": Text("One statement", "Une déclaration"),
    "rec paste": Text("What was said", "Ce qui a été dit"),
    "rec paste note": Text(
        "Without a title, its first words are its title. Without a date it stays undated.",
        "Sans titre, ses premiers mots en tiennent lieu. Sans date, elle reste sans date.",
    ),
    "rec act paste": Text("Put it on record", "La mettre au registre"),
    "rec files title": Text("Files", "Fichiers"),
    "rec files note": Text(
        "Markdown, text, web pages, PDF, Word, PowerPoint; tables of statements as CSV, JSON Lines "
        "or Excel. Fifty at once at most.",
        "Markdown, texte, pages web, PDF, Word, PowerPoint\u00a0; tableaux de déclarations en CSV, "
        "JSON Lines ou Excel. Cinquante à la fois au plus.",
    ),
    "rec choose files": Text("Choose files…", "Choisir des fichiers…"),
    "rec came": Text("What came of it", "Ce qui en est advenu"),
    "rec fate added": Text("put on record ({count})", "mis au registre ({count})"),
    "rec fate updated": Text(
        "known; what is said of it changed ({count})",
        "connu\u00a0; ce qu'on en dit a changé ({count})",
    ),
    "rec fate replaced": Text("a new version ({count})", "une nouvelle version ({count})"),
    "rec fate unchanged": Text("on record already ({count})", "déjà au registre ({count})"),
    "rec fate duplicate": Text(
        "on record already, from elsewhere ({count})", "déjà au registre, venu d'ailleurs ({count})"
    ),
    "rec fate skipped": Text("left aside ({count})", "laissé de côté ({count})"),
    "rec fate refused": Text("refused ({count})", "refusé ({count})"),
    "rec found": Text("{count} proposals to decide on.", "{count} propositions à décider."),
    "rec found one": Text("1 proposal to decide on.", "1 proposition à décider."),
    "rec found none": Text(
        "Nothing on record was found that it may replace or contradict.",
        "Rien n'a été trouvé au registre qu'il puisse remplacer ou contredire.",
    ),
    "rec not looked": Text(
        "{count} documents were not held against the record: there was no time. Open one to ask "
        "for it.",
        "{count} documents n'ont pas été confrontés au registre, faute de temps. Ouvrez-en un pour "
        "le demander.",
    ),
    "rec not looked one": Text(
        "1 document was not held against the record: there was no time. Open it to ask for it.",
        "1 document n'a pas été confronté au registre, faute de temps. Ouvrez-le pour le demander.",
    ),
    "rec see proposed": Text("See them", "Les voir"),
    "rec open it": Text("Open it", "L'ouvrir"),
    "rec under way reading": Text("Reading, {done} so far", "Lecture, {done} pour l'instant"),
    "rec under way embedding": Text("Making it findable", "Mise en recherche"),
    "rec under way indexing": Text("Indexing", "Indexation"),
    "rec under way proposing": Text("Holding it against the record", "Confrontation au registre"),
    "rec so far": Text("{what}: {done} of {whole}", "{what}\u00a0: {done} sur {whole}"),
    "rec stopped": Text(
        "Stopped. What was put on record until then is there.",
        "Arrêté. Ce qui était déjà au registre y est.",
    ),
    # What was just done.
    "rec done edit": Text("Saved.", "Enregistré."),
    "rec done supersede": Text(
        "Done: the newer one stands in its place, and the older stays citable as past.",
        "C'est fait\u00a0: le plus récent tient sa place, et l'ancien reste citable comme passé.",
    ),
    "rec done unsupersede": Text("It holds again.", "Il tient de nouveau."),
    "rec done remove": Text(
        "Removed: nothing is drawn from it any more. It can be brought back.",
        "Retiré\u00a0: on n'en tire plus rien. Il peut être rétabli.",
    ),
    "rec done restore": Text("Brought back.", "Rétabli."),
    "rec done erase": Text("Erased for good.", "Effacé définitivement."),
    "rec done dismiss": Text(
        "Both stand. This is not proposed again.", "Les deux restent. Ce ne sera plus proposé."
    ),
    "rec done alias": Text("They are one from now on.", "Les deux n'en font plus qu'un."),
    "rec done lift": Text("They are two again.", "Ils sont de nouveau deux."),
    "rec done undo": Text("Undone.", "Annulé."),
}
