"""What the Reef room says."""

from __future__ import annotations

from assistant.ui.texts.text import Text

REEF: dict[str, Text] = {
    "room reef": Text("Reef", "Récif"),
    "reef title": Text("The reef", "Le récif"),
    "reef lead": Text(
        "Who stands near the brand, speaks with their own voice, and may say no. Nobody is cited "
        "without their consent, and what they dispute is shown beside what they share.",
        "Celles et ceux qui se tiennent près de la marque, parlent de leur propre voix et peuvent "
        "dire non. Personne n'est cité sans son accord, et ce qu'ils contestent figure à côté de "
        "ce qu'ils partagent.",
    ),
    "reef empty": Text(
        "Nobody is on the reef yet. Begin with somebody the brand works with who knows the subject "
        "and may disagree: knowledge managers add them below, or bring a list with “corail reef "
        "import FILE”.",
        "Le récif est encore vide. Commencez par quelqu'un qui travaille avec la marque, connaît "
        "le sujet et peut la contredire\u00a0: qui tient le registre l'ajoute ci-dessous, ou "
        "apporte une liste par «\u00a0corail reef import FICHIER\u00a0».",
    ),
    "reef reading": Text("Reading the reef…", "Lecture du récif…"),
    "reef failed": Text("The reef could not be read.", "Le récif n'a pas pu être lu."),
    "reef closed": Text("Sign in to read the reef.", "Connectez-vous pour lire le récif."),
    "hear label": Text("A topic, a theme or a draft", "Un sujet, un thème ou un brouillon"),
    "wonder": Text("Who else could say it?", "Qui d'autre peut le dire\u00a0?"),
    "wonder label": Text(
        "Who could speak to this draft with their own voice: {strategy}",
        "Qui pourrait parler de ce brouillon de sa propre voix\u00a0: {strategy}",
    ),
    "act hear": Text("Who could speak to this?", "Qui pourrait en parler\u00a0?"),
    "heard title": Text("Who could speak to this", "Qui pourrait en parler"),
    "heard about": Text("About:", "Au sujet de\u00a0:"),
    "heard none": Text(
        "None of the {of} allies is known to have said anything on this. That is a hole, not a "
        "reason to speak for them.",
        "Aucun des {of} alliés n'a rien dit là-dessus, à notre connaissance. C'est un manque, pas "
        "une raison de parler à leur place.",
    ),
    "shares title": Text("What they share", "Ce qu'ils partagent"),
    "disputes title": Text("What they dispute", "Ce qu'ils contestent"),
    "nothing here": Text("Nothing on this.", "Rien là-dessus."),
    "elsewhere": Text("On other things", "Sur d'autres sujets"),
    "disputes unknown": Text(
        "Unknown: nothing was noted. That is not agreement.",
        "Inconnu\u00a0: rien n'a été noté. Cela ne vaut pas accord.",
    ),
    "shares unknown": Text("Unknown: nothing was noted.", "Inconnu\u00a0: rien n'a été noté."),
    "ties title": Text("Ties to be told", "Les liens à dire"),
    "ties none": Text("No tie is noted.", "Aucun lien n'est noté."),
    "contact last": Text("Last contact", "Dernier contact"),
    "contact none": Text("None is noted.", "Aucun n'est noté."),
    "contact crisis": Text("in a crisis", "en temps de crise"),
    "contact ordinary": Text("in ordinary times", "en temps ordinaire"),
    "contacts title": Text("Contacts", "Contacts"),
    "only crises": Text(
        "They only ever heard from the brand in crises.",
        "Ils n'ont eu de nouvelles de la marque qu'en temps de crise.",
    ),
    "holes title": Text("What is missing", "Ce qui manque"),
    "holes none": Text("Nothing is missing today.", "Il ne manque rien aujourd'hui."),
    "holes topics": Text(
        "Topics with one voice or none ({count})", "Sujets à une seule voix, ou sans voix ({count})"
    ),
    "map heading": Text("The map", "La carte"),
    "map note": Text(
        "The purpose in the middle, what the brand answers for around it, and allies by community. "
        "The table holds the same.",
        "La raison d'être au centre, ce dont la marque répond autour, puis les alliés par "
        "communauté. Le tableau dit la même chose.",
    ),
    "map scroll": Text("The map, wider than the screen", "La carte, plus large que l'écran"),
    "table heading": Text("The same as a table", "La même chose en tableau"),
    "column ally": Text("Ally", "Allié"),
    "column community": Text("Community", "Communauté"),
    "column shares": Text("Shares", "Partage"),
    "column disputes": Text("Disputes", "Conteste"),
    "column consent": Text("Consent", "Consentement"),
    "column contact": Text("Last contact", "Dernier contact"),
    "nobody speaks": Text("Nobody speaks to:", "Personne ne parle de\u00a0:"),
    "unknown": Text("unknown", "inconnu"),
    "legend shares": Text("shares", "partage"),
    "legend disputes": Text("disputes", "conteste"),
    "legend cited": Text("may be cited", "peut être cité"),
    "legend uncited": Text("no consent today", "pas de consentement aujourd'hui"),
    "legend purpose": Text("part of the purpose", "part de la raison d'être"),
    "legend promise": Text("promise or topic", "promesse ou sujet"),
    "act home-reef": Text("All allies", "Tous les alliés"),
    "act open-ally": Text("Open", "Ouvrir"),
    "act ask-ally": Text("Prepare an ask", "Préparer une demande"),
    "who title": Text("Who they are", "Qui ils sont"),
    "link title": Text("Link to the purpose", "Lien avec la raison d'être"),
    "topics title": Text("Topics", "Sujets"),
    "consent title": Text("Consent to be cited", "Consentement à être cité"),
    "consent line": Text("{answer} on {date}, noted by {by}", "{answer} le {date}, noté par {by}"),
    "consent earlier": Text("What was recorded", "Ce qui a été consigné"),
    "answer asked": Text("Asked", "Demandé"),
    "answer given": Text("Given", "Donné"),
    "answer declined": Text("Declined", "Refusé"),
    "answer withdrawn": Text("Withdrawn", "Retiré"),
    "source document": Text("document on record", "document du registre"),
    # What is done.
    "new ally": Text("Add an ally", "Ajouter un allié"),
    "new ally note": Text(
        "Many at once: corail reef import FILE.csv on the machine.",
        "Plusieurs à la fois\u00a0: corail reef import FICHIER.csv sur la machine.",
    ),
    "field name": Text("Name", "Nom"),
    "field community": Text("Community", "Communauté"),
    "field who": Text("Who they are, whom to ask for", "Qui ils sont, à qui s'adresser"),
    "field link": Text("What of the purpose they share", "Ce qu'ils partagent de la raison d'être"),
    "field ties": Text(
        "Ties to be told, one a line (paid: … member: … supplier: …)",
        "Liens à dire, un par ligne (rémunéré par la marque\u00a0: … membre\u00a0: …)",
    ),
    "field topics": Text("Topics, one a line", "Sujets, un par ligne"),
    "act add-ally": Text("Put them on the reef", "Mettre sur le récif"),
    "done add-ally": Text("{who} is on the reef.", "{who} est sur le récif."),
    "edit heading": Text("Change who they are", "Modifier leur fiche"),
    "act edit-ally": Text("Keep the changes", "Garder les modifications"),
    "done edit-ally": Text("It is changed.", "C'est modifié."),
    "note heading": Text("Note what they said", "Noter ce qu'ils ont dit"),
    "field stance": Text("They", "Ils"),
    "stance shares": Text("share this", "partagent ceci"),
    "stance disputes": Text("dispute this", "contestent ceci"),
    "field words": Text("Their words, to the letter", "Leurs mots, à la lettre"),
    "field date": Text("The day", "Le jour"),
    "field source": Text("Where: an address, an occasion", "Où\u00a0: une adresse, une occasion"),
    "field document": Text("Or the document on record", "Ou le document du registre"),
    "act note-saying": Text("Note it", "Noter"),
    "done note-saying": Text("It is noted.", "C'est noté."),
    "contact heading": Text("Note a contact", "Noter un contact"),
    "field about": Text("What for", "À quel sujet"),
    "field crisis": Text("When", "Quand"),
    "act note-contact": Text("Note the contact", "Noter le contact"),
    "done note-contact": Text("The contact is noted.", "Le contact est noté."),
    "consent heading": Text("Record consent", "Consigner le consentement"),
    "field answer": Text("They were asked, and", "Réponse"),
    "pick asked": Text("have not answered yet", "demandé, pas encore de réponse"),
    "pick given": Text("gave it", "donné"),
    "pick declined": Text("declined", "refusé"),
    "pick withdrawn": Text("withdrew it", "retiré"),
    "field scope": Text("For what", "Pour quoi"),
    "field until": Text("Until (may be empty)", "Jusqu'au (facultatif)"),
    "act record-consent": Text("Record it", "Consigner"),
    "done record-consent": Text("It is recorded.", "C'est consigné."),
    "ask heading": Text("Prepare an ask", "Préparer une demande"),
    "ask note": Text(
        "In your own words: a question, and why of them. No text for them to sign or pass on; the "
        "same text to two allies is refused.",
        "Avec vos mots\u00a0: une question, et pourquoi à eux. Aucun texte à signer ou à "
        "relayer\u00a0; le même texte à deux alliés est refusé.",
    ),
    "field topic": Text("What it is about", "De quoi il s'agit"),
    "field ask": Text("What you ask", "Ce que vous demandez"),
    "field phrase": Text("Let {model} put it better", "Laisser {model} mieux le formuler"),
    "act make-brief": Text("Make the brief", "Préparer la fiche"),
    "done make-brief": Text("The brief is made, and kept.", "La fiche est prête, et gardée."),
    "briefs title": Text("What they were asked", "Ce qui leur a été demandé"),
    "brief line": Text("{date}, by {by}", "{date}, par {by}"),
    "brief ask": Text("The ask", "La demande"),
    "brief facts": Text("Facts for them to check", "Les faits qu'ils peuvent vérifier"),
    "brief no facts": Text(
        "The record says nothing on this: do not ask an ally to stand for it.",
        "Le registre n'en dit rien\u00a0: ne demandez pas à un allié de s'en porter garant.",
    ),
    "brief declines": Text("If they decline", "S'ils refusent"),
    "act save-ask-docx": Text("Word", "Word"),
    "act save-ask-pdf": Text("PDF", "PDF"),
    "save ask": Text("Save the brief:", "Enregistrer la fiche\u00a0:"),
    "act take-back": Text("Take back", "Retirer"),
    "done take-back": Text("It is taken back.", "C'est retiré."),
    "erase heading": Text("Erase this ally", "Effacer cet allié"),
    "erase note": Text(
        "All that is known of them goes: what they said, agreed to, were asked. The journal keeps "
        "that it was done.",
        "Tout ce qu'on sait d'eux disparaît\u00a0: propos, consentements, demandes. Le journal "
        "garde la trace de l'effacement.",
    ),
    "act erase-ally": Text("Erase for good", "Effacer définitivement"),
    "done erase-ally": Text("They are forgotten.", "Cet allié est oublié."),
    "old reef page": Text(
        "This page is older than the server: load it again.",
        "Cette page est plus ancienne que le serveur\u00a0: rechargez-la.",
    ),
}
