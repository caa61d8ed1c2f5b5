"""What the Purpose room says."""

from __future__ import annotations

from assistant.ui.texts.text import Text

PURPOSE: dict[str, Text] = {
    "room purpose": Text("Purpose", "Raison d'être"),
    "purpose title": Text("The purpose everyone writes", "La raison d'être que chacun écrit"),
    "purpose lead": Text(
        "Ask what you should be for, read what people say, find words together, vote, and put the "
        "outcome on record with where it comes from.",
        "Demandez à quoi vous devriez servir, lisez ce qui est dit, cherchez les mots ensemble, "
        "votez, et inscrivez le résultat au registre avec sa provenance.",
    ),
    # The steps.
    "purpose steps": Text("Steps", "Étapes"),
    "step call": Text("Call", "Appel"),
    "step said": Text("What they said", "Ce qui est dit"),
    "step few": Text("Few and against", "Peu, et contre"),
    "step words": Text("Words", "Mots"),
    "step sentences": Text("Sentences", "Phrases"),
    "step vote": Text("Vote", "Vote"),
    "step outcome": Text("Outcome", "Résultat"),
    "step next": Text("Next: {step}", "Suite\u00a0: {step}"),
    # The call.
    "purpose none": Text(
        "No call yet. It begins with one question, asked of many.",
        "Aucun appel encore. Tout commence par une question, posée à beaucoup.",
    ),
    "purpose none reader": Text(
        "No call yet. Knowledge managers and administrators open one.",
        "Aucun appel encore. Les gestionnaires du registre et les administrateurs en ouvrent un.",
    ),
    "try example call": Text(
        "Open the example call, with 61 invented answers",
        "Ouvrir l'appel d'exemple, avec 61 réponses inventées",
    ),
    "open call title": Text("Open a call", "Ouvrir un appel"),
    "call question fr": Text("The question, in French", "La question, en français"),
    "call question en": Text("The question, in English", "La question, en anglais"),
    "call asked": Text("Who is asked", "À qui elle est posée"),
    "call asked hint": Text("all employees", "tous les salariés"),
    "call least": Text(
        "People a group needs to be shown", "Personnes qu'il faut pour montrer un groupe"
    ),
    "call named": Text("Keep", "Conserver"),
    "call anonymous": Text("answers only, no names", "les réponses seules, sans les noms"),
    "call with names": Text("answers and names", "les réponses et les noms"),
    "act open-call": Text("Open the call", "Ouvrir l'appel"),
    "other calls": Text("Other calls", "Autres appels"),
    "another call": Text("Open another call", "Ouvrir un autre appel"),
    "call state open": Text("open", "ouvert"),
    "call state closed": Text("closed", "clos"),
    "call state decided": Text("decided", "décidé"),
    "call facts": Text(
        "{answers} answers · opened {day} by {who} · groups from {least} people on",
        "{answers} réponses · ouvert le {day} par {who} · groupes montrés dès {least} personnes",
    ),
    "call is anonymous": Text(
        "Anonymous: names, addresses and dates are dropped as answers come in.",
        "Anonyme\u00a0: noms, adresses et dates sont écartés dès l'arrivée des réponses.",
    ),
    "call is named": Text(
        "With names: they are kept with the answers, and shown nowhere.",
        "Avec les noms\u00a0: ils sont conservés avec les réponses et ne sont montrés nulle part.",
    ),
    "masked note": Text(
        "What looks like a name, an address or a number is masked. That is never perfect: if you "
        "see somebody in an answer, it can be erased.",
        "Ce qui ressemble à un nom, une adresse ou un numéro est masqué. Ce n'est jamais "
        "parfait\u00a0: si l'on reconnaît quelqu'un, la réponse peut être effacée.",
    ),
    "take in title": Text("Answers", "Réponses"),
    "take in label": Text(
        "Paste rows from a spreadsheet with their headings, or one answer a line",
        "Collez les lignes d'un tableur avec leurs intitulés, ou une réponse par ligne",
    ),
    "take in note": Text(
        "Or choose a file below: CSV, JSON Lines or Excel, an answer a row. The same answers again "
        "add nothing.",
        "Ou choisissez un fichier ci-dessous\u00a0: CSV, JSON Lines ou Excel, une réponse par "
        "ligne. Les mêmes réponses une seconde fois n'ajoutent rien.",
    ),
    "take in file": Text("Choose a file of answers…", "Choisir un fichier de réponses…"),
    "act take-in": Text("Take in", "Importer"),
    "act close-call": Text("Close answers and vote", "Clore réponses et vote"),
    "close note": Text(
        "Closing is for good: nothing more comes in, and who voted for what is forgotten.",
        "La clôture est définitive\u00a0: plus rien ne s'ajoute, et l'on oublie qui a voté quoi.",
    ),
    "taken in": Text(
        "New answers: {added}. Known already: {known}. Empty: {emptied}. Refused: {refused}.",
        "Nouvelles réponses\u00a0: {added}. Déjà connues\u00a0: {known}. Vides\u00a0: {emptied}. "
        "Refusées\u00a0: {refused}.",
    ),
    "row refused": Text("Row {row}: {why}", "Ligne {row}\u00a0: {why}"),
    "columns read": Text("Read from: {columns}.", "Colonnes lues\u00a0: {columns}."),
    "columns who": Text("Not kept: {columns}.", "Non conservées\u00a0: {columns}."),
    # What they said.
    "said title": Text("What they said", "Ce qui est dit"),
    "said lead": Text(
        "{answers} answers, in themes that share words or meaning. The line around a bar is the "
        "95 % interval; small samples are only counted.",
        "{answers} réponses, réunies en thèmes par les mots ou le sens. Le trait autour d'une "
        "barre est l'intervalle à 95\u00a0%\u00a0; un petit échantillon est seulement compté.",
    ),
    "too few answers": Text(
        "There are too few answers to read anything out of them yet: {answers} so far, at least "
        "{needed} are needed.",
        "Trop peu de réponses pour en tirer quelque chose\u00a0: {answers} pour l'instant, il en "
        "faut au moins {needed}.",
    ),
    "theme": Text("Theme", "Thème"),
    "answers": Text("Answers", "Réponses"),
    "few mark": Text("said by few", "dit par peu"),
    "theme voices": Text("Answers of this theme", "Réponses de ce thème"),
    "unsorted": Text(
        "{count} answers fit in no theme. They are under “Few and against”.",
        "{count} réponses n'entrent dans aucun thème. Voir «\u00a0Peu, et contre\u00a0».",
    ),
    "by group": Text("By {kind}", "Par {kind}"),
    "kind site": Text("site", "site"),
    "kind department": Text("department", "service"),
    "kind country": Text("country", "pays"),
    "kind seniority": Text("seniority", "ancienneté"),
    "kind role": Text("role", "statut"),
    "others": Text("all others", "tous les autres"),
    "no theme": Text("in no theme", "hors des thèmes"),
    "hidden note": Text(
        "“·” is not shown: too few people, or another figure could be worked out from it.",
        "«\u00a0·\u00a0» n'est pas montré\u00a0: trop peu de personnes, ou un autre chiffre s'en "
        "déduirait.",
    ),
    "hidden all": Text(
        "By {kind}, nearly every figure would be of fewer than {least} people: none is shown.",
        "Par {kind}, presque chaque chiffre porterait sur moins de {least} personnes\u00a0: aucun "
        "n'est montré.",
    ),
    # Few and against.
    "few title": Text("Said by few", "Dit par peu"),
    "few lead": Text(
        "What stands furthest from the rest. A purpose that leaves all of it out is an average.",
        "Ce qui se tient le plus loin du reste. Une raison d'être qui l'écarte entièrement n'est "
        "qu'une moyenne.",
    ),
    "few none": Text(
        "Nothing stands apart: all answers are near others.",
        "Rien ne se détache\u00a0: toutes les réponses sont proches d'autres.",
    ),
    "tensions title": Text("What pulls apart", "Ce qui tire en sens contraire"),
    "tensions lead": Text(
        "Found in the words. No verdict: each is a question that a purpose answers, or leaves open "
        "knowingly.",
        "Trouvé dans les mots. Pas un verdict\u00a0: chacune est une question à laquelle une "
        "raison d'être répond, ou qu'elle laisse ouverte en connaissance de cause.",
    ),
    "tensions none": Text(
        "Nothing that pulls apart was found in the words.",
        "Rien dans les mots ne tire en sens contraire.",
    ),
    # Words.
    "words title": Text("Words", "Mots"),
    "words lead": Text(
        "Words that tell what people write from what the brand has on record, each language by "
        "itself. The further from nought, the surer.",
        "Les mots qui distinguent ce que les gens écrivent de ce que la marque a au registre, "
        "langue par langue. Plus on s'éloigne de zéro, plus c'est sûr.",
    ),
    "words none": Text(
        "Too few answers, or too few texts on record, to compare words.",
        "Trop peu de réponses, ou trop peu de textes au registre, pour comparer les mots.",
    ),
    "words theirs": Text("Their words, in {language}", "Leurs mots, en {language}"),
    "words ours": Text("The brand's words, in {language}", "Les mots de la marque, en {language}"),
    "word": Text("Word", "Mot"),
    "word answers": Text("answers", "réponses"),
    "word record": Text("on record", "au registre"),
    "word weight": Text("z", "z"),
    "no word": Text("none that stands out", "aucun qui se détache"),
    "gap title": Text(
        "Today's purpose, beside the answers", "La raison d'être actuelle, en regard"
    ),
    "gap none": Text(
        "No purpose document is on record: there is nothing to compare with yet.",
        "Aucun document de raison d'être n'est au registre\u00a0: rien à comparer pour l'instant.",
    ),
    "gap unsaid": Text("It says so, and nobody else did", "Elle le dit, et personne d'autre"),
    "gap said": Text("It says so, and so do answers", "Elle le dit, et des réponses aussi"),
    "gap missing": Text("People say so, and it does not", "Des réponses le disent, et pas elle"),
    "gap nearest": Text("nearest in it", "le plus proche chez elle"),
    "nothing here": Text("nothing", "rien"),
    # Sentences.
    "sentences title": Text("Sentences", "Phrases"),
    "sentences lead": Text(
        "Made of people's own words. Underlined words are an answer's, to the letter; what stands "
        "in brackets is for you to write.",
        "Faites des mots des gens. Les mots soulignés sont ceux d'une réponse, à la lettre\u00a0; "
        "ce qui est entre crochets reste à écrire.",
    ),
    "borne": Text("{part} of {whole} answers say so", "{part} réponses sur {whole} le disent"),
    "borne groups": Text("among them people of {groups}", "dont des personnes de {groups}"),
    "unsaid words": Text("Words nobody said: {words}", "Mots que personne n'a dits\u00a0: {words}"),
    "answers behind": Text("The answers behind it", "Les réponses derrière"),
    "act take-up": Text("Put to the vote", "Soumettre au vote"),
    "act start-from": Text("Change it", "La modifier"),
    "own title": Text("Write one", "En écrire une"),
    "own label": Text("Your sentence", "Votre phrase"),
    "own language": Text("Language", "Langue"),
    "act try": Text("See what bears it out", "Voir ce qui la porte"),
    "act put": Text("Put to the vote", "Soumettre au vote"),
    "act phrase": Text("Let {model} phrase some", "En faire formuler par {model}"),
    "phrased by": Text("phrased by {model}", "formulée par {model}"),
    "phrased dropped": Text(
        "{count} sentences rested on no answer, and were left out.",
        "{count} phrases ne reposaient sur aucune réponse et ont été écartées.",
    ),
    "made by record": Text("of people's words", "des mots des gens"),
    "made by person": Text("written by a person", "écrite par une personne"),
    # Vote.
    "vote title": Text("Vote", "Vote"),
    "vote lead": Text(
        "One vote a person, which can be changed until the call is closed. Counts are shown then, "
        "from {least} votes on; who chose what never is.",
        "Une voix par personne, modifiable jusqu'à la clôture. Les comptes sont donnés alors, à "
        "partir de {least} voix\u00a0; le choix de chacun, jamais.",
    ),
    "vote none": Text(
        "No sentence has been put to the vote yet. Take one up under “Sentences”.",
        "Aucune phrase n'est encore soumise au vote. Choisissez-en une sous «\u00a0Phrases\u00a0».",
    ),
    "voters": Text("{count} people voted.", "{count} personnes ont voté."),
    "voters one": Text("1 person voted.", "1 personne a voté."),
    "votes": Text("{count} votes", "{count} voix"),
    "votes one": Text("1 vote", "1 voix"),
    "counts hidden": Text(
        "Too few voted for counts to be shown: they would tell who chose what.",
        "Trop peu de voix pour donner les comptes\u00a0: ils diraient le choix de chacun.",
    ),
    "my vote": Text("your vote", "votre voix"),
    "act vote": Text("Vote for it", "Voter pour elle"),
    "vote label": Text("Vote for sentence {number}", "Voter pour la phrase {number}"),
    "act unvote": Text("Take my vote back", "Reprendre ma voix"),
    "act withdraw-sentence": Text("Withdraw", "Retirer"),
    "to be filled": Text(
        "Cannot be voted for: a place in brackets is still to be written.",
        "Ne peut recevoir de voix\u00a0: un passage entre crochets reste à écrire.",
    ),
    "comments on": Text("Comments ({count})", "Commentaires ({count})"),
    "comment label": Text("Your comment", "Votre commentaire"),
    "act say": Text("Comment", "Commenter"),
    "act unsay": Text("Erase", "Effacer"),
    # Outcome.
    "outcome title": Text("Outcome", "Résultat"),
    "outcome open": Text(
        "The call is still open. Once it is closed, whoever keeps the record decides here.",
        "L'appel est encore ouvert. Une fois clos, la décision se prend ici, par qui tient le "
        "registre.",
    ),
    "outcome none": Text(
        "No sentence was put to the vote: there is nothing to decide on.",
        "Aucune phrase n'a été soumise au vote\u00a0: il n'y a rien à décider.",
    ),
    "outcome lead": Text(
        "What you choose goes on the record as the purpose, with the call, the numbers, the day "
        "and your name. An earlier purpose gives way only if you say so.",
        "Ce que vous choisissez entre au registre comme raison d'être, avec l'appel, les nombres, "
        "le jour et votre nom. Une raison d'être antérieure ne cède la place que si vous le dites.",
    ),
    "outcome waits": Text(
        "The call is closed. Knowledge managers and administrators decide.",
        "L'appel est clos. La décision revient aux gestionnaires du registre et aux "
        "administrateurs.",
    ),
    "choose sentence": Text("Sentence in {language}", "Phrase en {language}"),
    "choose none": Text("none", "aucune"),
    "in place of": Text("In the place of, in {language}", "À la place de, en {language}"),
    "nothing replaced": Text(
        "nothing: beside what there is", "rien\u00a0: à côté de ce qui existe"
    ),
    "who reads it": Text("Who may read it", "Qui peut la lire"),
    "everybody reads": Text("everybody: drafts may cite it", "tous\u00a0: on peut la citer"),
    "inside reads": Text("inside the house for now", "en interne pour l'instant"),
    "act decide": Text("Put on record", "Inscrire au registre"),
    "decided line": Text(
        "Decided by {who} on {day}: {answers} answers, {candidates} sentences, {voters} voters.",
        "Décidé par {who} le {day}\u00a0: {answers} réponses, {candidates} phrases, {voters} "
        "votants.",
    ),
    "files title": Text("For the file", "À conserver"),
    "act docx-call": Text("Word", "Word"),
    "act pdf-call": Text("PDF", "PDF"),
    "act csv-call": Text("Tables (CSV)", "Tableaux (CSV)"),
    # What is under way, and what went wrong.
    "under way reading": Text("Taking answers in…", "Import des réponses…"),
    "under way embedding": Text(
        "Reading answers: {done} of {whole}", "Lecture\u00a0: {done} sur {whole}"
    ),
    "under way themes": Text("Looking for themes…", "Recherche des thèmes…"),
    "under way sentences": Text("Looking for words…", "Recherche des mots…"),
    "under way model": Text("The model phrases…", "Le modèle formule…"),
    "act stop": Text("Stop", "Arrêter"),
    "stopped": Text(
        "Stopped. What was read so far is kept; go on whenever you like.",
        "Arrêté. Ce qui a été lu est conservé\u00a0; reprenez quand vous voudrez.",
    ),
    "purpose unknown": Text(
        "This is no longer here: somebody may have erased it.",
        "Cela n'est plus là\u00a0: quelqu'un l'a peut-être effacé.",
    ),
    "purpose failed": Text(
        "That could not be done. Try again.", "Cela n'a pas pu être fait. Réessayez."
    ),
    "done open-call": Text("The call is open.", "L'appel est ouvert."),
    "done take-up": Text("Put to the vote.", "Soumise au vote."),
    "done put": Text("Put to the vote.", "Soumise au vote."),
    "done vote": Text("Your vote is noted.", "Votre voix est notée."),
    "done unvote": Text("Your vote is taken back.", "Votre voix est reprise."),
    "done close-call": Text("The call is closed.", "L'appel est clos."),
    "done decide": Text("It is on record.", "C'est au registre."),
}
