"""What the Inbox room says."""

from __future__ import annotations

from assistant.ui.texts.text import Text

INBOX: dict[str, Text] = {
    "room inbox": Text("Inbox", "Écoute"),
    "inbox failed": Text(
        "This could not be done. What you wrote is still here; try again.",
        "Cela n'a pas pu être fait. Ce que vous avez écrit est toujours là\u00a0; réessayez.",
    ),
    "post unknown": Text(
        "This post is no longer in the inbox.", "Ce message n'est plus dans la boîte."
    ),
    # The parts of the room.
    "inbox parts": Text("What to look at", "Que regarder"),
    "part posts": Text("Posts", "Messages"),
    "part themes": Text("Themes", "Thèmes"),
    "part asked": Text("Asked again", "Questions répétées"),
    "part leaders": Text("Leaders", "Dirigeants"),
    "part import": Text("Bring posts in", "Importer"),
    # With nothing in it.
    "inbox empty": Text("Nothing has come in yet", "Rien n'est encore arrivé"),
    "inbox empty lead": Text(
        "Bring in what is said about {brand}: an export of your listening tool, of a platform or "
        "of a review site. Each post is read, put in order of urgency, and held against the "
        "record.",
        "Importez ce qui se dit de {brand}\u00a0: l'export de votre outil de veille, d'une "
        "plateforme ou d'un site d'avis. Chaque message est lu, classé par urgence et confronté au "
        "registre.",
    ),
    "try example": Text(
        "Try it with the {count} posts of the example",
        "Essayer avec les {count} messages d'exemple",
    ),
    # Bringing posts in.
    "choose files": Text("Choose files…", "Choisir des fichiers…"),
    "import title": Text("Bring posts in", "Importer des messages"),
    "import lead": Text(
        "CSV, JSON Lines, JSON or Excel, as your tools export them: X, Bluesky, Mastodon, reviews. "
        "Bringing the same file in again adds nothing twice.",
        "CSV, JSON Lines, JSON ou Excel, tels que vos outils les exportent\u00a0: X, Bluesky, "
        "Mastodon, avis. Importer deux fois le même fichier n'ajoute rien.",
    ),
    "columns recognised": Text("Columns as they were recognised", "Colonnes reconnues"),
    "columns wrong": Text(
        "No column was recognised as the text of the posts. Choose the one that holds it.",
        "Aucune colonne n'a été reconnue comme le texte des messages. Choisissez celle qui le "
        "contient.",
    ),
    "columns note": Text(
        "What you change here is remembered for files with the same heading.",
        "Vos corrections sont retenues pour les fichiers de même en-tête.",
    ),
    "column none": Text("not read", "non lue"),
    "for example": Text("for example: {words}", "par exemple\u00a0: {words}"),
    "post field text": Text("Text", "Texte"),
    "post field title": Text("Title", "Titre"),
    "post field author": Text("Author", "Auteur"),
    "post field at": Text("When", "Date"),
    "post field url": Text("Address", "Adresse"),
    "post field channel": Text("Channel", "Canal"),
    "post field language": Text("Language", "Langue"),
    "post field community": Text("Community", "Communauté"),
    "post field rating": Text("Stars", "Étoiles"),
    "post field reach": Text("Reach", "Portée"),
    "post field id": Text("The post's own id", "Identifiant du message"),
    "post field reply_to": Text("Answers the post", "Répond au message"),
    "post field brand_reply": Text("The brand's reply", "Réponse de la marque"),
    "post field brand_reply_at": Text("Date of that reply", "Date de cette réponse"),
    "default channel": Text(
        "Channel, where the file does not say", "Canal, si le fichier ne le dit pas"
    ),
    "default community": Text(
        "Community, where the file does not say", "Communauté, si le fichier ne la dit pas"
    ),
    "take in": Text("Bring them in", "Importer"),
    "discard": Text("Put them aside", "Écarter"),
    "discarded": Text("The files were put aside.", "Les fichiers ont été écartés."),
    "no file": Text("Choose a file first.", "Choisissez d'abord un fichier."),
    "imported title": Text("What was brought in", "Ce qui a été importé"),
    "imported new": Text("{count} new posts", "{count} nouveaux messages"),
    "imported new one": Text("1 new post", "1 nouveau message"),
    "imported known": Text("{count} were here already", "{count} étaient déjà là"),
    "imported known one": Text("1 was here already", "1 était déjà là"),
    "imported copies": Text(
        "{count} of the new ones say what another post says",
        "{count} nouveaux en répètent un autre",
    ),
    "imported copies one": Text(
        "1 of the new ones says what another post says", "1 nouveau en répète un autre"
    ),
    "imported replies": Text(
        "{count} answer a post that is here", "{count} répondent à un message présent"
    ),
    "imported replies one": Text("1 answers a post that is here", "1 répond à un message présent"),
    "imported own": Text("{count} are by the brand itself", "{count} sont de la marque elle-même"),
    "imported own one": Text("1 is by the brand itself", "1 est de la marque elle-même"),
    "imported empty": Text("{count} rows say nothing", "{count} lignes ne disent rien"),
    "imported empty one": Text("1 row says nothing", "1 ligne ne dit rien"),
    "imported refused": Text("{count} rows could not be read", "{count} lignes n'ont pu être lues"),
    "imported refused one": Text("1 row could not be read", "1 ligne n'a pu être lue"),
    "refused at": Text("{file}, row {row}", "{file}, ligne {row}"),
    "refused more": Text("and {count} more", "et {count} autres"),
    "unused columns": Text("Columns that were not read", "Colonnes non lues"),
    "read from": Text("{field} from “{column}”", "{field}\u00a0: «\u00a0{column}\u00a0»"),
    "to the posts": Text("See the posts", "Voir les messages"),
    # Feeds.
    "feeds title": Text("Feeds", "Flux"),
    "feeds lead": Text(
        "Forums and news by RSS or Atom, an account or words on Bluesky or Mastodon: what is new "
        "is brought in when you fetch it.",
        "Forums et actualités par RSS ou Atom, un compte ou des mots sur Bluesky ou "
        "Mastodon\u00a0: ce qu'il y a de nouveau est importé quand vous relevez le flux.",
    ),
    "feeds none": Text("There is no feed yet.", "Il n'y a pas encore de flux."),
    "feeds read": Text("Fetch all now", "Tout relever maintenant"),
    "feed rss": Text("RSS or Atom", "RSS ou Atom"),
    "feed bluesky": Text("Bluesky", "Bluesky"),
    "feed mastodon": Text("Mastodon", "Mastodon"),
    "feed read at": Text("Last fetched:", "Dernière relève\u00a0:"),
    "feed never": Text("Never fetched", "Jamais relevé"),
    "feed failed": Text("The last time it failed", "La dernière fois, ce fut en vain"),
    "feed read": Text("Fetch now", "Relever maintenant"),
    "feed drop": Text("Remove", "Retirer"),
    "feed gone": Text("This feed is no longer here.", "Ce flux n'est plus là."),
    "feed note": Text("{feed}: {note}", "{feed}\u00a0: {note}"),
    "feed add": Text("Add a feed", "Ajouter un flux"),
    "feed add go": Text("Add it", "L'ajouter"),
    "feed kind": Text("Kind", "Type"),
    "feed address": Text(
        "Address of the feed, or of the Mastodon server; none for Bluesky",
        "Adresse du flux, ou du serveur Mastodon\u00a0; aucune pour Bluesky",
    ),
    "feed words": Text(
        "What to look for there: @account, #word or words",
        "Quoi y chercher\u00a0: @compte, #mot ou des mots",
    ),
    "done feed-add": Text(
        "The feed is here; fetch it to bring its posts in.",
        "Le flux est ajouté\u00a0; relevez-le pour importer ses messages.",
    ),
    "done feed-drop": Text(
        "It is read no more. What was read of it stays.",
        "Ce flux ne sera plus lu. Ce qui en a été lu reste.",
    ),
    # What leaves.
    "save posts": Text("Save these {count} posts", "Enregistrer ces {count} messages"),
    "save posts one": Text("Save this post", "Enregistrer ce message"),
    "save note": Text(
        "As they are filtered here, copies included, without authors and masked as far as can be "
        "recognised. That is no anonymisation.",
        "Tels qu'ils sont filtrés ici, copies comprises, sans leurs auteurs, et masqués dans la "
        "mesure où cela se reconnaît. Ce n'est pas une anonymisation.",
    ),
    "save names": Text("Who wrote them", "Qui les a écrits"),
    "save without names": Text("leave it out", "ne pas le dire"),
    "save with names": Text("with authors, nothing masked", "avec les auteurs, sans masque"),
    "save csv": Text("CSV", "CSV"),
    "save jsonl": Text("JSON Lines", "JSON Lines"),
    "save docx": Text("Word", "Word"),
    "save pdf": Text("PDF", "PDF"),
    "save themes": Text("Save the themes", "Enregistrer les thèmes"),
    "save sides": Text("Save this read-out", "Enregistrer cette lecture"),
    "save too many": Text(
        "The page saves up to {most} posts. Filter them, or use corail listen export on the "
        "machine.",
        "La page enregistre jusqu'à {most} messages. Filtrez-les, ou passez par corail listen "
        "export sur la machine.",
    ),
    # Somebody forgotten.
    "forget title": Text("Forget somebody", "Oublier quelqu'un"),
    "forget note": Text(
        "Where somebody asks for it: all that they wrote here goes, for good.",
        "Quand une personne le demande\u00a0: tout ce qu'elle a écrit ici disparaît, pour de bon.",
    ),
    "forget author": Text("Their name or account", "Son nom ou son compte"),
    "forget nobody": Text("Say whom to forget.", "Dites qui oublier."),
    "act forget": Text("Forget them…", "Oublier…"),
    "act forget of": Text("Erase all that {who} wrote…", "Effacer tout ce qu'a écrit {who}…"),
    "forget sure": Text("Erase all that {who} wrote?", "Effacer tout ce qu'a écrit {who}\u00a0?"),
    "forget count": Text("{count} posts go for good.", "{count} messages disparaissent."),
    "forget count one": Text("1 post goes for good.", "1 message disparaît."),
    "forget reach": Text(
        "What was read of them goes along, and their account is taken out of what others wrote; "
        "the same file does not bring them back. Earlier backups, conversations and replies in "
        "review hold them still. The journal keeps that it was done, without the name.",
        "Ce qu'on en avait lu disparaît aussi, et leur compte est retiré de ce que d'autres ont "
        "écrit\u00a0; le même fichier ne les ramène pas. Les sauvegardes déjà faites, les "
        "conversations et les réponses en relecture les gardent. Le journal garde la trace de "
        "l'effacement, sans le nom.",
    ),
    "act erase": Text("Erase for good", "Effacer définitivement"),
    "forget keep": Text("Keep everything", "Ne rien effacer"),
    "done erase": Text("{count} posts were erased.", "{count} messages ont été effacés."),
    "done erase one": Text("1 post was erased.", "1 message a été effacé."),
    # Long work.
    "work import": Text("Bringing posts in", "Import des messages"),
    "work read": Text("Reading posts", "Lecture des messages"),
    "work gather": Text("Finding the themes", "Recherche des thèmes"),
    "work agree": Text("Reading both sides", "Lecture des deux côtés"),
    "work asked": Text("Looking for questions", "Recherche des questions"),
    "work leaders": Text("Reading what leaders said", "Lecture des prises de parole"),
    "work feed-read": Text("Fetching feeds", "Relève des flux"),
    "work save": Text("Writing the file", "Écriture du fichier"),
    "work done feed-read": Text("The feeds were fetched.", "Les flux sont relevés."),
    "work done save": Text("The file is written.", "Le fichier est écrit."),
    "stage writing": Text("theme by theme", "thème par thème"),
    "stage embedding": Text("comparing texts", "comparaison des textes"),
    "stage gathering": Text("grouping", "regroupement"),
    "stage asking the record": Text("asking the record", "interrogation du registre"),
    "stage languages": Text("telling languages apart", "reconnaissance des langues"),
    "work step": Text("{work}: {done} of {total}", "{work}\u00a0: {done} sur {total}"),
    "work stage": Text(
        "{work}, {stage}: {done} of {total}", "{work}, {stage}\u00a0: {done} sur {total}"
    ),
    "work under way": Text("{work}…", "{work}…"),
    "work stop": Text("Stop", "Arrêter"),
    "work stopped": Text(
        "Stopped. What was done is kept; begun again, it goes on from there.",
        "Arrêté. Ce qui est fait est gardé\u00a0; relancé, le travail reprend de là.",
    ),
    "work done import": Text("The posts are in.", "Les messages sont importés."),
    "work done read": Text("All posts are read.", "Tous les messages sont lus."),
    "work done gather": Text("The themes are found.", "Les thèmes sont trouvés."),
    "work done agree": Text("Both sides are read.", "Les deux côtés sont lus."),
    "work done asked": Text("The questions are listed.", "Les questions sont listées."),
    "work done leaders": Text("The leaders are listed.", "Les dirigeants sont listés."),
    # The list.
    "inbox count": Text("{count} posts", "{count} messages"),
    "inbox count one": Text("1 post", "1 message"),
    "inbox none": Text("No post passes these filters.", "Aucun message ne passe ces filtres."),
    "inbox done": Text(
        "Nothing waits here. What comes in next will.",
        "Rien n'attend ici. Ce qui arrivera s'y rangera.",
    ),
    "inbox unread": Text(
        "{count} posts are not read yet: they have no urgency, and filters on urgency and route "
        "pass them over.",
        "{count} messages ne sont pas encore lus\u00a0: ils n'ont pas d'urgence, et les filtres "
        "d'urgence et d'orientation les ignorent.",
    ),
    "inbox unread one": Text(
        "1 post is not read yet: it has no urgency, and filters on urgency and route pass it over.",
        "1 message n'est pas encore lu\u00a0: il n'a pas d'urgence, et les filtres d'urgence et "
        "d'orientation l'ignorent.",
    ),
    "read on": Text("Read them now", "Les lire maintenant"),
    "pages": Text("Pages", "Pages"),
    "page of": Text("Page {page} of {pages}", "Page {page} sur {pages}"),
    "page first": Text("First", "Première"),
    "page before": Text("Previous", "Précédente"),
    "page after": Text("Next", "Suivante"),
    "page last": Text("Last", "Dernière"),
    "nobody named": Text("unnamed", "anonyme"),
    "by brand": Text("the brand", "la marque"),
    "has taken": Text("{who} has it", "{who} s'en occupe"),
    "stars": Text("{count} of 5 stars", "{count} étoiles sur 5"),
    "reached": Text("reach {count}", "portée {count}"),
    "said again": Text(
        "{count} more say the same, nearly to the letter",
        "{count} autres disent la même chose, presque à la lettre",
    ),
    "said again one": Text(
        "1 more says the same, nearly to the letter",
        "1 autre dit la même chose, presque à la lettre",
    ),
    # States and urgency.
    "post state new": Text("New", "Nouveau"),
    "post state drafting": Text("Being answered", "Réponse en cours"),
    "post state answered": Text("Answered", "Répondu"),
    "post state ignored": Text("Left alone", "Laissé de côté"),
    "known hand": Text("marked by hand", "marqué à la main"),
    "known reply": Text(
        "the brand's own reply is among the posts", "la réponse de la marque est parmi les messages"
    ),
    "known dossier": Text("a reply went through review", "une réponse est passée en relecture"),
    "urgency now": Text("Now", "Maintenant"),
    "urgency today": Text("Today", "Aujourd'hui"),
    "urgency later": Text("Can wait", "Peut attendre"),
    "urgency none": Text("No urgency", "Sans urgence"),
    "urgency unread": Text("Not read yet", "Pas encore lu"),
    # Filters.
    "filters": Text("Filters", "Filtres"),
    "filter state": Text("Where they stand", "Où ils en sont"),
    "filter todo": Text("To do", "À traiter"),
    "filter mine": Text("Mine", "Les miens"),
    "filter answered": Text("Answered", "Répondus"),
    "filter ignored": Text("Left alone", "Laissés de côté"),
    "filter all": Text("All", "Tous"),
    "filter words": Text("Words in the text", "Mots du texte"),
    "filter urgency": Text("Urgency, at least", "Urgence, au moins"),
    "filter route": Text("Route", "Orientation"),
    "filter language": Text("Language", "Langue"),
    "filter channel": Text("Channel", "Canal"),
    "filter theme": Text("Theme", "Thème"),
    "filter answers": Text("Answer", "Réponse"),
    "filter with answer": Text("answered", "avec réponse"),
    "filter without answer": Text("not answered", "sans réponse"),
    "filter order": Text("In order of", "Par ordre"),
    "order urgent": Text("urgency", "d'urgence"),
    "order newest": Text("date, the newest first", "de date, les plus récents d'abord"),
    "order oldest": Text("date, the oldest first", "de date, les plus anciens d'abord"),
    "order reach": Text("reach", "de portée"),
    "filter any": Text("any", "indifférent"),
    "filter go": Text("Filter", "Filtrer"),
    "filter clear": Text("Clear the filters", "Effacer les filtres"),
    # A post opened.
    "close post": Text("← Back to the list", "← Retour à la liste"),
    "back to theme": Text("← Back to the theme", "← Retour au thème"),
    "pick a post": Text(
        "Open a post: its thread, its reading and what it challenges on record stand here.",
        "Ouvrez un message\u00a0: son fil, sa lecture et ce qu'il met en cause au registre "
        "s'affichent ici.",
    ),
    "said before": Text("Said before", "Avant lui"),
    "said after": Text("Answers to it", "Ce qui lui répond"),
    "why urgent": Text("Why", "Pourquoi"),
    "challenges": Text("What it challenges on record", "Ce qu'il met en cause au registre"),
    "challenges none": Text("Nothing on record answers it.", "Rien au registre n'y répond."),
    "challenges loose": Text(
        "The record does not answer it; the nearest to it there:",
        "Le registre n'y répond pas\u00a0; ce qui s'en approche le plus\u00a0:",
    ),
    "challenges unasked": Text(
        "The record was not asked: this post is not in French or English.",
        "Le registre n'a pas été interrogé\u00a0: ce message n'est ni en français ni en anglais.",
    ),
    "a commitment": Text("Commitment", "Engagement"),
    "never speaks of": Text(
        "The record never speaks of: {words}", "Le registre ne parle jamais de\u00a0: {words}"
    ),
    "in theme": Text("In the theme", "Dans le thème"),
    "act draft": Text("Draft a reply", "Rédiger une réponse"),
    "act answered": Text("Mark as answered", "Marquer comme répondu"),
    "act ignored": Text("Leave alone", "Laisser de côté"),
    "act new": Text("Back to new", "Remettre à traiter"),
    "act takes": Text("I'm on it", "Je m'en occupe"),
    "act over": Text("Take it over from {who}", "Le reprendre à {who}"),
    "act gives": Text("Give it back", "Le rendre"),
    "act note": Text("Keep the note", "Garder la note"),
    "post note": Text("Note for your colleagues", "Note pour vos collègues"),
    "post note alone": Text("Note", "Note"),
    "post act": Text("What to do with it", "Qu'en faire"),
    "done answered": Text("Marked as answered.", "Marqué comme répondu."),
    "done ignored": Text("Left alone.", "Laissé de côté."),
    "done new": Text("It waits again.", "Il attend de nouveau."),
    "done takes": Text("It is yours.", "Il est à vous."),
    "done gives": Text("Given back: anybody may take it.", "Rendu\u00a0: chacun peut le prendre."),
    "done note": Text("The note is kept.", "La note est gardée."),
    "drafting for": Text(
        "From the inbox: {who}. Enter drafts the reply.",
        "Depuis l'écoute\u00a0: {who}. Entrée lance la rédaction.",
    ),
    "drafting elsewhere": Text(
        "From the inbox: {who}, on {channel}. Choose where it is answered; Enter drafts the reply.",
        "Depuis l'écoute\u00a0: {who}, sur {channel}. Choisissez où répondre\u00a0; Entrée lance "
        "la rédaction.",
    ),
    # Themes.
    "themes title": Text("What it is about", "De quoi il est question"),
    "themes lead": Text(
        "Posts that speak of one thing, named by their own words, and how far the record answers "
        "them.",
        "Les messages qui parlent d'une même chose, nommés par leurs propres mots, et jusqu'où le "
        "registre y répond.",
    ),
    "themes go": Text("Find the themes", "Trouver les thèmes"),
    "themes again": Text("Find them anew", "Les chercher à nouveau"),
    "themes none": Text(
        "No themes were found yet. It takes a moment the first time; eight posts that differ are "
        "needed.",
        "Aucun thème trouvé encore. La première fois prend un moment\u00a0; il faut huit messages "
        "qui diffèrent.",
    ),
    "themes few": Text(
        "No theme was found: the posts are too few, or too unlike each other.",
        "Aucun thème trouvé\u00a0: les messages sont trop peu nombreux, ou trop différents.",
    ),
    "themes since": Text(
        "{count} posts came in since; {unsorted} fit in no theme.",
        "{count} messages sont arrivés depuis\u00a0; {unsorted} n'entrent dans aucun thème.",
    ),
    "themes unsorted": Text(
        "{count} posts fit in no theme.", "{count} messages n'entrent dans aucun thème."
    ),
    "themes unsorted one": Text("1 post fits in no theme.", "1 message n'entre dans aucun thème."),
    "theme open posts": Text("{count} still to do", "{count} encore à traiter"),
    "theme span": Text("{first} to {last}", "{first} au {last}"),
    "covered unasked": Text("the record was not asked", "le registre n'a pas été interrogé"),
    "covered none": Text("nothing on record", "rien au registre"),
    "covered none sample": Text(
        "nothing on record for the {asked} put to it",
        "rien au registre pour les {asked} qui lui ont été soumis",
    ),
    "covered some": Text(
        "the record answers {answered} of {asked}, speaks of {spoken} more",
        "le registre répond à {answered} messages sur {asked}, parle du sujet de {spoken} autres",
    ),
    "covered bounds": Text(
        "between {low} and {high}\u00a0% of the theme",
        "entre {low} et {high}\u00a0% du thème",
    ),
    "pick a theme": Text(
        "Open a theme: its volume over time, the posts that stand for it, what both sides grant.",
        "Ouvrez un thème\u00a0: son volume dans le temps, les messages qui le représentent et ce "
        "que les deux côtés s'accordent.",
    ),
    "theme posts": Text("See its posts in the inbox", "Voir ses messages dans la boîte"),
    "theme words": Text("Its words", "Ses mots"),
    "volume title": Text("Volume over time", "Volume dans le temps"),
    "volume shape": Text(
        "{count} posts from {first} to {last}; most {unit}: {most}.",
        "{count} messages du {first} au {last}\u00a0; au plus {unit}\u00a0: {most}.",
    ),
    "volume none": Text(
        "None of these posts is dated: there is no volume to show.",
        "Aucun de ces messages n'est daté\u00a0: pas de volume à montrer.",
    ),
    "volume undated": Text("{count} are undated.", "{count} ne sont pas datés."),
    "volume undated one": Text("1 is undated.", "1 n'est pas daté."),
    "volume table": Text("The same as a table", "Les mêmes chiffres en tableau"),
    "unit in day": Text("in one day", "en un jour"),
    "unit in week": Text("in one week", "en une semaine"),
    "unit in month": Text("in one month", "en un mois"),
    "column begins": Text("From", "À partir du"),
    "column posts": Text("Posts", "Messages"),
    "column who": Text("Where", "Où"),
    "column authors": Text("Authors", "Auteurs"),
    "column share": Text("Share (95\u00a0%)", "Part (95\u00a0%)"),
    "communities": Text("Where it is said", "Où cela se dit"),
    "community untold": Text("not told", "non précisé"),
    "share bounds": Text("{low} to {high}\u00a0%", "{low} à {high}\u00a0%"),
    "stand for it": Text("Posts that stand for it", "Des messages qui le représentent"),
    "not answered": Text("Not answered by the record", "Sans réponse au registre"),
    "open post": Text("Open", "Ouvrir"),
    # Both sides of a theme.
    "sides title": Text("What both sides grant", "Ce que les deux côtés s'accordent"),
    "sides go": Text("Read out both sides", "Lire les deux côtés"),
    "sides lead": Text(
        "What they grant, contest and cannot reconcile, the critic's strongest point, and a "
        "sentence from the record for both; each line with the posts behind it.",
        "Ce qu'ils s'accordent, ce qu'ils contestent, ce qui ne se concilie pas, l'argument le "
        "plus fort de la critique et une phrase du registre pour tous\u00a0; chaque ligne avec "
        "ses messages.",
    ),
    "sides sample": Text(
        "From {voices} posts (known authors: {authors}).",
        "D'après {voices} messages (auteurs connus : {authors}).",
    ),
    "sides granted": Text("Granted by both", "Accordé par les deux"),
    "sides contested": Text("Contested", "Contesté"),
    "sides irreconcilable": Text("Not to be reconciled by words", "Inconciliable par des mots"),
    "sides strongest": Text(
        "The critic's strongest legitimate point", "L'argument légitime le plus fort de la critique"
    ),
    "sides bridge": Text(
        "A sentence for both, from the record", "Une phrase pour tous, du registre"
    ),
    "sides apart": Text(
        "How far apart they are, from 0 (all alike) to 1 (two equal camps at the ends): "
        "{value}{bounds}, by {voices} posts that take a side.",
        "Leur distance, de 0 (tous d'accord) à 1 (deux camps égaux aux extrêmes)\u00a0: "
        "{value}{bounds}, d'après {voices} messages qui prennent parti.",
    ),
    "behind": Text("The {count} posts behind it", "Les {count} messages derrière"),
    "behind one": Text("The post behind it", "Le message derrière"),
    "behind title": Text("The posts behind it", "Les messages derrière"),
    "behind more": Text("{count} more are not shown.", "{count} autres ne sont pas affichés."),
    # Questions asked again.
    "asked title": Text("Asked again and again", "Demandé encore et encore"),
    "asked lead": Text(
        "Questions that at least three posts ask nearly alike, those that nobody answered first.",
        "Les questions que trois messages au moins posent presque dans les mêmes mots, celles sans "
        "réponse d'abord.",
    ),
    "asked go": Text("Look for them", "Les chercher"),
    "asked none": Text(
        "No question is asked three times.", "Aucune question n'est posée trois fois."
    ),
    "asked times": Text("asked {count} times", "posée {count} fois"),
    "asked answered": Text("answered {count} times", "répondue {count} fois"),
    "asked never": Text("never answered", "jamais répondue"),
    "asked on record": Text("the record could answer", "le registre pourrait y répondre"),
    "asked spoken": Text(
        "the record speaks of it, and does not answer", "le registre en parle sans y répondre"
    ),
    "asked off record": Text("nothing on record", "rien au registre"),
    # Leaders.
    "leaders title": Text("Leaders' presence", "La présence des dirigeants"),
    "leaders lead": Text(
        "From the record and from the accounts named below: who spoke last, of what, to whom. "
        "Answers are replies, in a thread or to an account; of all else it is not known.",
        "D'après le registre et les comptes nommés ci-dessous\u00a0: qui a parlé en dernier, de "
        "quoi, à qui. Répondre, c'est parler dans un fil ou à un compte\u00a0; du "
        "reste, on ne le sait pas.",
    ),
    "leaders go": Text("Read what they said", "Lire leurs prises de parole"),
    "leaders none": Text(
        "Nobody speaks on the record under their own name.",
        "Personne ne parle au registre sous son propre nom.",
    ),
    "leader": Text("Who", "Qui"),
    "leader last": Text("Last word", "Dernière parole"),
    "leader said": Text("Answers, and the rest", "Réponses, et le reste"),
    "leader topics": Text("Speaks to", "Parle de"),
    "leader gaps": Text("Silent on", "Se tait sur"),
    "leader dialogue": Text(
        "{answers} answers, {broadcasts} other texts",
        "{answers} réponses, {broadcasts} autres textes",
    ),
    "leader on record": Text("{count} of {said} on record", "{count} sur {said} au registre"),
    "leader no word": Text("no word is known", "aucune parole connue"),
    "leader no themes": Text("no themes were found yet", "aucun thème trouvé encore"),
    "leader nothing": Text("none of the themes", "aucun des thèmes"),
    "account title": Text("Whose account is it", "À qui est ce compte"),
    "account handle": Text("Account", "Compte"),
    "account speaker": Text("Speaks for", "C'est le compte de"),
    "account nobody": Text("nobody (take it back)", "personne (retirer)"),
    "account go": Text("Name it", "Le nommer"),
    "account missing": Text("Name the account.", "Nommez le compte."),
    "done account": Text("The account is named.", "Le compte est nommé."),
}
