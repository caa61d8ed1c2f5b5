"""Every sentence of the page, French and English side by side.

``say("fr")("draft")`` gives a label. Placeholders are named alike in both languages. What the jobs
write (reasons, findings, what is missing) comes already in a person's language and is not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.ui.texts.inbox import INBOX
from assistant.ui.texts.people import PEOPLE
from assistant.ui.texts.purpose import PURPOSE
from assistant.ui.texts.record import RECORD
from assistant.ui.texts.reef import REEF
from assistant.ui.texts.rehearse import REHEARSE
from assistant.ui.texts.review import REVIEW
from assistant.ui.texts.text import Text

LANGUAGES = ("en", "fr")
DEFAULT = "en"

Say = Callable[..., str]


ROOMS = INBOX | REVIEW | PEOPLE | REHEARSE | RECORD | REEF | PURPOSE
CATALOGUE: dict[str, Text] = ROOMS | {
    # The frame of the page.
    "interface language": Text("Interface language", "Langue de l'interface"),
    "brand": Text("Brand", "Marque"),
    "personal mode": Text(
        "Personal mode: nobody signs in; what leaves is journalled as unreviewed.",
        "Mode personnel\u00a0: personne ne se connecte\u00a0; ce qui part est consigné comme non "
        "relu.",
    ),
    "signed in as": Text("Signed in as", "Connecté en tant que"),
    "sign out": Text("Sign out", "Se déconnecter"),
    "session ended": Text(
        "Your session has ended: what was asked last was not done. What you wrote is still here.",
        "Votre session est terminée\u00a0: la dernière demande n'a pas été faite. Ce que vous avez "
        "écrit est toujours là.",
    ),
    "connection lost": Text(
        "The server does not answer. The page will be loaded anew once it does: what you wrote "
        "stays.",
        "Le serveur ne répond pas. La page sera rechargée dès qu'il répondra\u00a0: ce que vous "
        "avez écrit reste.",
    ),
    "sign in again": Text(
        "Sign in again in another tab, then come back.",
        "Reconnectez-vous dans un autre onglet, puis revenez.",
    ),
    "tagline": Text("Answers on the record", "Répondre, textes à l'appui"),
    "engine": Text(
        "No chat model is configured: drafts are composed from the record, word for word.",
        "Aucun modèle de langage n'est configuré\u00a0: les brouillons sont composés à partir du "
        "registre, mot pour mot.",
    ),
    "engine unasked": Text(
        "{model} was not asked: there is nothing on record for it to write from.",
        "{model} n'a pas été sollicité\u00a0: le registre n'offre rien à partir de quoi rédiger.",
    ),
    "engine failed": Text(
        "{model} did not answer: drafts are composed from the record, word for word.",
        "{model} n'a pas répondu\u00a0: les brouillons sont composés à partir du registre, mot "
        "pour mot.",
    ),
    "instead": Text(
        "“Try again” asks it once more.", "«\u00a0Réessayer\u00a0» le sollicite de nouveau."
    ),
    # The rooms.
    "room": Text("Room", "Espace"),
    "room reply": Text("Reply", "Répondre"),
    "room review": Text("Review", "Relire"),
    # What was promised.
    "record title": Text("What was promised", "Ce qui a été promis"),
    "record lead": Text(
        "Every promise on record, once and in its newest words, and how it stands today.",
        "Chaque promesse du registre, une fois et dans ses mots les plus récents, et où elle en "
        "est aujourd'hui.",
    ),
    "no commitments": Text(
        "No promise was found on record. They are read out of what is added: a sentence that "
        "commits the brand to something, with or without a day.",
        "Aucune promesse n'a été trouvée au registre. Elles sont lues dans ce qu'on y "
        "ajoute\u00a0: une phrase qui engage la marque, avec ou sans échéance.",
    ),
    "timeline": Text(
        "From the day it was said to the day it is due; the upright line is today",
        "Du jour où elle a été faite au jour de son échéance\u00a0; le trait vertical, c'est "
        "aujourd'hui",
    ),
    "drawn few": Text(
        "The {shown} nearest of {count} are drawn; the table has them all.",
        "Les {shown} plus proches sur {count} sont dessinées\u00a0; le tableau les a toutes.",
    ),
    "not listed": Text(
        "{count} more are not listed here: corail record commitments lists them all.",
        "{count} autres ne figurent pas ici\u00a0: corail record commitments les donne toutes.",
    ),
    "promises": Text("Promises on record", "Promesses au registre"),
    "promise": Text("Promise", "Promesse"),
    "deadline": Text("Due", "Échéance"),
    "target": Text("Target", "Cible"),
    "baseline": Text("From", "Base"),
    "owner": Text("Owner", "Responsable"),
    "said": Text("Said", "Dit"),
    "no day": Text("no day given", "sans échéance"),
    "hedged": Text("Worded with a way out", "Formulée avec une échappatoire"),
    "because": Text("by {title}, {date}", "selon {title}, {date}"),
    "late because": Text(
        "the day has passed; nothing on record says that it was kept",
        "le jour est passé\u00a0; rien au registre ne dit qu'elle a été tenue",
    ),
    "status": Text("How it stands", "État"),
    "status all": Text("All", "Toutes"),
    "status open": Text("Open", "En cours"),
    "status due": Text("Due within a year", "À échéance dans l'année"),
    "status late": Text("Late", "En retard"),
    "status kept": Text("Kept", "Tenue"),
    "status dropped": Text("Given up", "Abandonnée"),
    "status superseded": Text("Replaced", "Remplacée"),
    # Reviewing a text.
    "review title": Text("Hold a text against the record", "Confronter un texte au registre"),
    "review lead": Text(
        "Paste any text before it is published: each sentence is held against what the brand "
        "said, promised, and how it speaks.",
        "Collez un texte avant de le publier\u00a0: chaque phrase est confrontée à ce que la "
        "marque a dit, promis, et à sa façon de parler.",
    ),
    "review text": Text("Text to check", "Texte à vérifier"),
    "review placeholder": Text(
        "A reply, a post, a statement…", "Une réponse, un message, une déclaration…"
    ),
    "review go": Text("Check", "Vérifier"),
    "review context": Text(
        "The post it answers (optional)", "Le message auquel il répond (facultatif)"
    ),
    "review post": Text("Post it answers", "Message auquel il répond"),
    "review empty": Text("Paste the text to check.", "Collez le texte à vérifier."),
    "review under way": Text("Checking each sentence…", "Vérification de chaque phrase…"),
    "review failed": Text(
        "The text could not be checked. It is still in the box; try again.",
        "Le texte n'a pas pu être vérifié. Il est toujours dans le cadre\u00a0; réessayez.",
    ),
    "review evidence before": Text(
        "What the record says of each sentence appears here.",
        "Ce que le registre dit de chaque phrase apparaîtra ici.",
    ),
    "review record": Text(
        "Checked against the record as it stands: {revision}.",
        "Vérifié au regard du registre en l'état\u00a0: {revision}.",
    ),
    "judged": Text(
        "{model} judged {heeded} of {asked} sentences, each with a quotation; rules judged the "
        "rest.",
        "{model} a jugé {heeded} phrases sur {asked}, citation à l'appui\u00a0; les règles, le "
        "reste.",
    ),
    "findings": Text("What was found", "Ce qui a été relevé"),
    "no findings": Text("Nothing to point out.", "Rien à signaler."),
    "verdict block one": Text("1 thing stands in the way", "1 point fait obstacle"),
    "verdict block": Text("{count} things stand in the way", "{count} points font obstacle"),
    "verdict warn one": Text("1 thing to check", "1 point à vérifier"),
    "verdict warn": Text("{count} things to check", "{count} points à vérifier"),
    "verdict clear": Text("Nothing stands in the way", "Rien ne fait obstacle"),
    "voice": Text(
        "Closer to your voice than {share}\u00a0% of your own texts",
        "Plus proche de votre voix que {share}\u00a0% de vos propres textes",
    ),
    "voice heading": Text("Voice", "Voix"),
    "colon": Text(": ", "\u00a0: "),
    "from to": Text("{low} to {high}", "{low} à {high}"),
    "traits": Text(
        "What was counted, beside what is usual for you (eight texts in ten)",
        "Ce qui a été compté, à côté de votre usage (huit textes sur dix)",
    ),
    "trait": Text("Trait", "Trait"),
    "trait here": Text("This text", "Ce texte"),
    "trait usual": Text("Usual", "Usage"),
    "trait length": Text("Length, characters", "Longueur, en caractères"),
    "trait words a sentence": Text("Words a sentence", "Mots par phrase"),
    "trait characters a word": Text("Letters a word", "Lettres par mot"),
    "trait readability": Text("Readability (Flesch)", "Lisibilité (Flesch)"),
    "trait emoji": Text("Emoji", "Émojis"),
    "trait hashtags": Text("Hashtags", "Mots-dièse"),
    "trait handles": Text("Mentions", "Mentions"),
    "trait links": Text("Links", "Liens"),
    "trait line breaks": Text("Line breaks", "Retours à la ligne"),
    "trait blank lines": Text("Blank lines", "Lignes vides"),
    "trait exclamations": Text("Exclamation marks", "Points d'exclamation"),
    "trait questions": Text("Question marks", "Points d'interrogation"),
    "trait ellipses": Text("Ellipses", "Points de suspension"),
    "trait dashes": Text("Dashes", "Tirets"),
    "trait colons": Text("Colons", "Deux-points"),
    "trait parentheses": Text("Parentheses", "Parenthèses"),
    "trait quotation marks": Text("Quotation marks", "Guillemets"),
    "trait capitals": Text("Words in capitals", "Mots en capitales"),
    "trait figures": Text("Figures", "Chiffres"),
    "trait we": Text("“We”, per 100 words", "«\u00a0Nous\u00a0», pour 100 mots"),
    "trait I": Text("“I”, per 100 words", "«\u00a0Je\u00a0», pour 100 mots"),
    "trait you": Text("“You”, per 100 words", "«\u00a0Vous\u00a0», pour 100 mots"),
    "trait hedges": Text("Hedges, per 100 words", "Nuances, pour 100 mots"),
    "trait formality": Text("Formality", "Registre soutenu"),
    "voice far": Text("unlike you", "loin de vous"),
    "voice near": Text("quite like you", "tout à fait vous"),
    "voice unknown": Text(
        "Voice not checked: {known} texts are known in this language, and 30 are needed.",
        "Voix non vérifiée\u00a0: {known} textes connus dans cette langue, il en faut 30.",
    ),
    # Before the first post.
    "welcome": Text("What was said to {brand}?", "Qu'a-t-on dit à {brand}\u00a0?"),
    "welcome example": Text(
        "{brand} is an example brand, so that you can try Corail: {passages} on record. Paste a "
        "post below, or begin with one of these.",
        "{brand} est une marque d'exemple, pour essayer Corail\u00a0: {passages} au registre. "
        "Collez un message ci-dessous, ou commencez par l'un de ceux-ci.",
    ),
    "welcome brand": Text(
        "{passages} on record. Paste a post below: every draft quotes them and shows its source.",
        "{passages} au registre. Collez un message ci-dessous\u00a0: chaque brouillon les cite "
        "et montre sa source.",
    ),
    "welcome empty": Text(
        "Nothing is on record for {brand} yet, so no draft could quote it. Whoever keeps the "
        "record adds documents and statements in the Record room, under “Add”, or with “corail "
        "ingest --brand {name} PATH”.",
        "Rien n'est encore au registre de {brand}\u00a0: aucun brouillon n'aurait de quoi citer. "
        "Qui tient le registre y ajoute documents et déclarations dans l'espace Registre, sous "
        "«\u00a0Ajouter\u00a0», ou par «\u00a0corail ingest --brand {name} CHEMIN\u00a0».",
    ),
    "passage count one": Text("1 passage", "1 passage"),
    "passage count": Text("{count} passages", "{count} passages"),
    # Asking.
    "post": Text("Post to answer", "Message auquel répondre"),
    "post placeholder": Text(
        "Paste what was said to the brand. Enter drafts, Shift+Enter starts a new line.",
        "Collez ce qui a été dit à la marque. Entrée rédige, Maj+Entrée passe à la ligne.",
    ),
    "platform": Text("Platform", "Plateforme"),
    "reply language": Text("Reply in", "Répondre en"),
    "language auto": Text("the post's language", "langue du message"),
    "language fr": Text("French", "français"),
    "language en": Text("English", "anglais"),
    "context": Text("Author, thread and wishes (optional)", "Auteur, fil et souhaits (facultatif)"),
    "post link": Text("Link to the post", "Lien vers le message"),
    "post time": Text("When it was written", "Quand il a été écrit"),
    "strategy": Text("Strategy", "Stratégie"),
    "strategy auto": Text("those that fit", "celles qui conviennent"),
    "tone": Text("Tone", "Ton"),
    "tone usual": Text("as usual", "comme d'habitude"),
    "tone warmer": Text("warmer", "plus chaleureux"),
    "tone plainer": Text("plainer", "plus sobre"),
    "size": Text("Length", "Longueur"),
    "size short": Text("short", "court"),
    "size usual": Text("as usual", "comme d'habitude"),
    "size full": Text("full", "complet"),
    # Conversations.
    "recent": Text("Recent conversations", "Conversations récentes"),
    "new": Text("New", "Nouvelle"),
    "rename": Text("Rename, then Enter", "Renommer, puis Entrée"),
    "delete": Text("Delete", "Supprimer"),
    "deleted": Text("The conversation was deleted.", "La conversation est supprimée."),
    "renamed": Text("Renamed.", "Renommée."),
    "unreadable one": Text(
        "One exchange of it was kept by another version and cannot be shown.",
        "Un échange a été conservé par une autre version et ne peut pas être montré.",
    ),
    "unreadable": Text(
        "{count} exchanges of it were kept by another version and cannot be shown.",
        "{count} échanges ont été conservés par une autre version et ne peuvent pas être montrés.",
    ),
    "not kept": Text(
        "This conversation could not be kept on the server: {reason}",
        "Cette conversation n'a pas pu être conservée sur le serveur\u00a0: {reason}",
    ),
    # Under the drafts.
    "refine": Text("Ask for a change", "Demander un changement"),
    "refine placeholder": Text(
        "Shorter, warmer, in French, for LinkedIn, mention the 2030 target…",
        "Plus court, plus chaleureux, en anglais, pour LinkedIn, parle de l'objectif 2030…",
    ),
    "refine go": Text("Change", "Changer"),
    "refine empty": Text("Say what to change.", "Dites ce qu'il faut changer."),
    "undo": Text("Undo", "Annuler"),
    "retry": Text("Try again", "Réessayer"),
    "chip shorter": Text("Shorter", "Plus court"),
    "chip warmer": Text("Warmer", "Plus chaleureux"),
    "chip plainer": Text("Plainer", "Plus sobre"),
    "chip other language": Text("Other language", "Autre langue"),
    "chip another quotation": Text("Another quotation", "Une autre citation"),
    "asked": Text("You asked", "Vous avez demandé"),
    "understood": Text("Understood: {done}.", "Compris\u00a0: {done}."),
    "undone": Text("Undone.", "Annulé."),
    "written by": Text(
        "Written by {model} on passages of the record, and held to them. {spent}",
        "Rédigé par {model} à partir de passages du registre, et tenu à ce qu'ils disent. {spent}",
    ),
    "spent": Text("{tokens} tokens, {seconds} s.", "{tokens} jetons, {seconds}\u00a0s."),
    "spent cost": Text(
        "{tokens} tokens, {seconds} s, about {cost}.",
        "{tokens} jetons, {seconds}\u00a0s, environ {cost}.",
    ),
    "writing": Text("being written", "en cours de rédaction"),
    "author": Text("Author of the post", "Auteur du message"),
    "author placeholder": Text("@name or first name", "@nom ou prénom"),
    "thread": Text("What was said before", "Ce qui a été dit avant"),
    "thread placeholder": Text(
        "One message a line, “name: words”; “us: words” for the brand",
        "Un message par ligne, «\u00a0nom\u00a0: texte\u00a0»; «\u00a0nous\u00a0: texte\u00a0» "
        "pour la marque",
    ),
    "draft": Text("Draft", "Rédiger"),
    "stop": Text("Stop", "Arrêter"),
    "empty post": Text("Paste a post first.", "Collez d'abord un message."),
    "stopped": Text(
        "Stopped. What you wrote is still in its box.",
        "Arrêté. Ce que vous avez écrit est resté dans sa zone.",
    ),
    "unfinished": Text(
        "These drafts were not finished. “Try again” makes them.",
        "Ces brouillons n'ont pas été terminés. « Réessayer » les rédige.",
    ),
    "platform changed": Text(
        "The drafts above were made for {before}.",
        "Les brouillons ci-dessus ont été faits pour {before}.",
    ),
    "draft again": Text("Draft again for {after}", "Rédiger à nouveau pour {after}"),
    "failed": Text(
        "Something went wrong on our side, and nothing was lost. The details are in the terminal "
        "where Corail runs.",
        "Un incident est survenu de notre côté, et rien n'est perdu. Le détail est dans le "
        "terminal où tourne Corail.",
    ),
    "not drafted": Text("No draft was made", "Aucun brouillon"),
    # While it works.
    "stage reading": Text("Reading the post", "Lecture du message"),
    "stage searching": Text("Searching the record", "Recherche au registre"),
    "stage composing": Text("Drafting", "Rédaction"),
    "stage checking": Text("Checking every quotation", "Vérification des citations"),
    "step done": Text("done", "fait"),
    "step now": Text("in progress", "en cours"),
    "drafts ready one": Text("One draft is ready.", "Un brouillon est prêt."),
    "drafts ready": Text("{count} drafts are ready.", "{count} brouillons sont prêts."),
    "nothing ready": Text(
        "Nothing on record answers this post; a holding reply is ready.",
        "Rien au registre ne répond à ce message ; une réponse d'attente est prête.",
    ),
    # The post and its reading.
    "conversation": Text("Posts and drafts", "Messages et brouillons"),
    "from": Text("{author} on {platform}", "{author} sur {platform}"),
    "from someone": Text("Post on {platform}", "Message sur {platform}"),
    "to brand": Text("to {brand}", "à {brand}"),
    "show all": Text("Show the whole post", "Afficher tout le message"),
    "thread before": Text("Said before", "Dit avant"),
    "the brand": Text("the brand", "la marque"),
    "someone": Text("someone", "quelqu'un"),
    "reading": Text("Reading", "Lecture"),
    "why": Text("Why", "Pourquoi"),
    "better not": Text("Better not", "À éviter"),
    "alleged": Text("What is at issue", "Ce qui est en cause"),
    "intent question": Text("a question", "une question"),
    "intent harm": Text("a person harmed", "une personne lésée"),
    "intent criticism": Text("criticism", "une critique"),
    "intent ally": Text("an ally who disagrees", "un allié en désaccord"),
    "intent journalist": Text("a journalist", "un journaliste"),
    "intent praise": Text("praise", "un éloge"),
    "intent pile-on": Text("a pile-on", "un effet de meute"),
    "intent troll": Text("a provocation", "une provocation"),
    "intent other": Text("no clear intent", "une intention peu claire"),
    "route reply": Text("reply in public", "répondre en public"),
    "route private": Text("answer, then move to private", "répondre, puis passer en privé"),
    "route escalate": Text("escalate before replying", "faire remonter avant de répondre"),
    "route listen": Text("listen, don't reply yet", "écouter, ne pas répondre encore"),
    "route silent": Text("better not to reply", "mieux vaut ne pas répondre"),
    "advice": Text("Advice: {route}", "Conseil\u00a0: {route}"),
    # Drafts.
    "drafts": Text("Drafts", "Brouillons"),
    "missing": Text(
        "No sentence on record to answer with", "Aucune phrase du registre pour y répondre"
    ),
    "holding lead": Text(
        "To send in the meantime, if anything:", "À envoyer en attendant, si besoin\u00a0:"
    ),
    "copy": Text("Copy", "Copier"),
    "copied": Text("Copied", "Copié"),
    "copy by hand": Text("Press Ctrl+C to copy", "Ctrl+C pour copier"),
    "copy label": Text(
        "Copy the text of “{strategy}”, without its citation marks",
        "Copier le texte «\u00a0{strategy}\u00a0», sans les renvois",
    ),
    "length": Text("Length on {platform}", "Longueur sur {platform}"),
    "length fits": Text("fits", "dans la limite"),
    "length near": Text("fits, barely", "tout juste dans la limite"),
    "length over": Text("{over} too long", "{over} de trop"),
    "unit weighted characters": Text("weighted characters", "caractères pondérés"),
    "unit graphemes": Text("characters", "caractères"),
    "unit characters": Text("characters", "caractères"),
    "unit bytes": Text("bytes", "octets"),
    "unit links": Text("links", "liens"),
    "standing quoted": Text("quoted", "cité"),
    "standing supported": Text("supported", "étayé"),
    "standing extends": Text("goes further", "va plus loin"),
    "standing contradicts": Text("please check", "à vérifier"),
    "standing new": Text("new", "nouveau"),
    "standing opinion": Text("opinion", "opinion"),
    "standing courtesy": Text("courtesy", "courtoisie"),
    "standing not checked": Text("not checked", "non vérifié"),
    "before sending": Text("Before sending", "Avant l'envoi"),
    "severity block": Text("Blocks", "Bloque"),
    "severity warn": Text("To check", "À vérifier"),
    "severity note": Text("Note", "Note"),
    "proposal": Text("Proposed: {wording}", "Proposition\u00a0: {wording}"),
    # Evidence.
    "evidence": Text("Evidence", "Sources"),
    "evidence before": Text(
        "The passages that a draft quotes appear here, each with who said it and when.",
        "Les passages que cite un brouillon apparaissent ici, avec qui l'a dit et quand.",
    ),
    "evidence none": Text(
        "No passage is quoted here.",
        "Aucun passage n'est cité ici.",
    ),
    "mark": Text("Source {number}: {title}, {date}", "Source {number}\u00a0: {title}, {date}"),
    "mark missing": Text(
        "Source {number}: not among the passages found",
        "Source {number}\u00a0: absente des passages trouvés",
    ),
    "card": Text("Source {number}", "Source {number}"),
    "back": Text("Back to the text", "Retour au texte"),
    "untitled": Text("Untitled", "Sans titre"),
    "undated": Text("undated", "sans date"),
    "no speaker": Text("speaker not recorded", "auteur non consigné"),
    "channel": Text("via {channel}", "via {channel}"),
    "link": Text("Open at {host}", "Ouvrir sur {host}"),
    "link new tab": Text("opens in a new tab", "s'ouvre dans un nouvel onglet"),
    "link left out": Text(
        "Its link is not a web address and was left out.",
        "Son lien n'est pas une adresse web et a été écarté.",
    ),
    "in force": Text("Not superseded", "Non remplacé"),
    "superseded": Text("Superseded", "Remplacé"),
    "superseded by": Text("by {title}, {date}", "par {title}, {date}"),
    "quote absent": Text(
        "The words quoted are not in this passage to the letter.",
        "Les mots cités ne figurent pas à la lettre dans ce passage.",
    ),
    "also found one": Text("1 more passage found, not quoted", "1 autre passage trouvé, non cité"),
    "also found": Text(
        "{count} more passages found, not quoted", "{count} autres passages trouvés, non cités"
    ),
    "near one": Text("The nearest passage, not quoted", "Le passage le plus proche, non cité"),
    "near": Text(
        "The {count} nearest passages, not quoted",
        "Les {count} passages les plus proches, non cités",
    ),
    "kind purpose": Text("Purpose", "Raison d'être"),
    "kind statement": Text("Statement", "Déclaration"),
    "kind reply": Text("Past reply", "Réponse passée"),
    "kind commitment": Text("Commitment", "Engagement"),
    "kind fact": Text("Fact", "Fait"),
    "kind policy": Text("Policy", "Règle"),
    "kind ally": Text("Ally", "Allié"),
    "kind outside": Text("Outside voice", "Voix extérieure"),
    # Ages.
    "age today": Text("today", "aujourd'hui"),
    "age yesterday": Text("yesterday", "hier"),
    "age days": Text("{count} days ago", "il y a {count} jours"),
    "age weeks": Text("{count} weeks ago", "il y a {count} semaines"),
    "age this month": Text("this month", "ce mois-ci"),
    "age month": Text("a month ago", "il y a un mois"),
    "age months": Text("{count} months ago", "il y a {count} mois"),
    "age this year": Text("this year", "cette année"),
    "age last year": Text("last year", "l'an dernier"),
    "age years": Text("{count} years ago", "il y a {count} ans"),
    "age about years": Text("about {count} years ago", "il y a environ {count} ans"),
    "age later": Text("dated later than today", "daté d'après aujourd'hui"),
}

_LANGUAGE_NAMES: dict[str, Text] = {
    "ar": Text("Arabic", "arabe"),
    "de": Text("German", "allemand"),
    "en": Text("English", "anglais"),
    "es": Text("Spanish", "espagnol"),
    "fr": Text("French", "français"),
    "it": Text("Italian", "italien"),
    "ja": Text("Japanese", "japonais"),
    "nl": Text("Dutch", "néerlandais"),
    "pl": Text("Polish", "polonais"),
    "pt": Text("Portuguese", "portugais"),
    "ru": Text("Russian", "russe"),
    "zh": Text("Chinese", "chinois"),
}

# What cleaning and receiving say of a post, in English, by their wording there.
_NOTES_IN_FRENCH = (
    (r"(\d+) hidden characters? removed \((.+)\)", r"Caractères cachés retirés : \1 (\2)"),
    (
        r"(\d+) broken characters? replaced by U\+FFFD",
        r"Caractères abîmés remplacés par U+FFFD : \1",
    ),
    (
        r"(\d+) NUL characters? replaced by a space",
        r"Caractères NUL remplacés par une espace : \1",
    ),
    (
        r"The post was cut: its first ([\d,]+) characters are read\.",
        r"Le message a été coupé : ses \1 premiers caractères sont lus.",
    ),
)
_HIDDEN_KINDS = {
    "control": "contrôle",
    "zero-width": "largeur nulle",
    "direction": "sens de lecture",
    "variation selector": "sélecteur de variante",
    "tag": "étiquette",
}


_CHANNELS = {
    "annual report": Text("annual report", "rapport annuel"),
    "blog": Text("blog", "blog"),
    "facebook": Text("Facebook", "Facebook"),
    "google": Text("Google", "Google"),
    "google business": Text("Google", "Google"),
    "google-play": Text("Google Play", "Google Play"),
    "instagram": Text("Instagram", "Instagram"),
    "internal memo": Text("internal memo", "note interne"),
    "interview": Text("interview", "entretien"),
    "linkedin": Text("LinkedIn", "LinkedIn"),
    "mastodon": Text("Mastodon", "Mastodon"),
    "bluesky": Text("Bluesky", "Bluesky"),
    "newsletter": Text("newsletter", "lettre d'information"),
    "other": Text("elsewhere", "ailleurs"),
    "press release": Text("press release", "communiqué de presse"),
    "speech": Text("speech", "discours"),
    "threads": Text("Threads", "Threads"),
    "trustpilot": Text("Trustpilot", "Trustpilot"),
    "website": Text("website", "site web"),
    "x": Text("X", "X"),
    "youtube": Text("YouTube", "YouTube"),
}
"""What a record often calls its channels."""


def say(language: str) -> Say:
    """A function from a key of the catalogue (and its values) to the text in ``language``."""
    column = LANGUAGES.index(language) if language in LANGUAGES else LANGUAGES.index(DEFAULT)

    def text(key: str, /, **values: object) -> str:
        return CATALOGUE[key][column].format(**values)

    return text


def counted(text: Say, key: str, count: int) -> str:
    """``key`` for a number of things, with its own wording for one."""
    return text(f"{key} one") if count == 1 else text(key, count=count)


def language_name(code: str, language: str) -> str:
    """The name of a language in ``language``; its code where we have no name."""
    names = _LANGUAGE_NAMES.get(code)
    return code if names is None else (names.fr if language == "fr" else names.en)


def channel_name(name: str, language: str) -> str:
    """A channel of the record in ``language``; as the record has it where it is not a usual one."""
    names = _CHANNELS.get(name.strip().lower())
    return name if names is None else (names.fr if language == "fr" else names.en)


def note(words: str, language: str) -> str:
    """A note on a post, in ``language`` where its wording is known; as it is otherwise."""
    if language != "fr":
        return words if words[-1:] in ".!?…" else f"{words}."
    for pattern, french in _NOTES_IN_FRENCH:
        if found := re.fullmatch(pattern, words):
            told = found.expand(french).replace(" :", "\u00a0:")
            for english, name in _HIDDEN_KINDS.items():
                told = told.replace(english, name)
            told = re.sub(r"(?<=\d),(?=\d)", "\u202f", told)
            return told if told.endswith(".") else f"{told}."
    return words


def preferred(accept_language: str | None) -> str:
    """The interface's language for an ``Accept-Language`` header: the best ranked of ours."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate((accept_language or "")[:500].split(",")):
        tag, _, quality = part.partition(";")
        code = tag.strip().lower().split("-")[0]
        if code in LANGUAGES:
            weight = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", quality)
            ranked.append((-float(weight.group(1)) if weight else -1.0, place, code))
    return min(ranked)[2] if ranked else DEFAULT
