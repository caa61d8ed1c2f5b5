"""What ``corail listen`` says, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

_SAID: Mapping[str, tuple[str, str]] = {
    "imported": (
        "{new} new posts ({copies} that say the same as another, {replies} replies, {own} of our "
        "own); {known} known already, {empty} empty, {refused} refused.",
        "{new} nouveaux messages (dont {copies} qui en répètent un autre, {replies} réponses, "
        "{own} de la marque) ; {known} déjà connus, {empty} vides, {refused} refusés.",
    ),
    "unused": ("columns not used", "colonnes non utilisées"),
    "row": ("row", "ligne"),
    "more refused": ("and {count} more rows refused.", "et {count} autres lignes refusées."),
    "never": ("never read", "jamais lu"),
    "no feed": (
        "No feed yet. Add one with `corail listen feed add`.",
        "Aucun flux. Ajoutez-en un : `corail listen feed add`.",
    ),
    "dropped": (
        "It is read no more. What was read of it stays.",
        "Ce flux ne sera plus lu. Ce qui en a été lu reste.",
    ),
    "no such feed": ("There is no such feed.", "Ce flux n'existe pas."),
    "page": (
        "{total} posts; page {page} of {pages}.",
        "{total} messages ; page {page} sur {pages}.",
    ),
    "unread": (
        "{count} posts are not read yet: no filter on urgency, route or complaint finds them. "
        "`corail listen import` reads them unless told otherwise.",
        "{count} messages n'ont pas encore été lus : aucun filtre d'urgence, d'orientation ou de "
        "plainte ne les trouve. `corail listen import` les lit, sauf demande contraire.",
    ),
    "count": ("{total} posts, {unread} not read yet.", "{total} messages, {unread} non lus."),
    "states": ("state", "état"),
    "urgencies": ("urgency", "urgence"),
    "routes": ("route", "orientation"),
    "languages": ("language", "langue"),
    "channels": ("channel", "canal"),
    "communities": ("community", "communauté"),
    "exported": ("{count} posts written to {path}.", "{count} messages écrits dans {path}."),
    "sure": (
        "Forget for good all that {author} wrote?",
        "Oublier définitivement tout ce que {author} a écrit ?",
    ),
    "erased": ("{count} posts erased for good.", "{count} messages effacés définitivement."),
    "undated": ("undated", "sans date"),
    "urgency": ("Urgency", "Urgence"),
    "urgency now": ("now", "tout de suite"),
    "urgency today": ("today", "aujourd'hui"),
    "urgency later": ("later", "plus tard"),
    "urgency none": ("none", "aucune"),
    "state new": ("new", "nouveau"),
    "state drafting": ("being drafted", "en rédaction"),
    "state answered": ("answered", "répondu"),
    "state ignored": ("left alone", "laissé de côté"),
    "route": ("Route", "Orientation"),
    "route reply": ("reply in public", "répondre publiquement"),
    "route private": ("move to private", "passer en privé"),
    "route escalate": ("escalate", "escalader"),
    "route listen": ("listen", "écouter"),
    "route silent": ("stay silent", "ne pas répondre"),
    "bears": ("On record, it bears on:", "Au registre, cela touche à :"),
    "silent": ("Nothing on record answers it.", "Rien au registre n'y répond."),
    "commitment": ("[commitment]", "[engagement]"),
    "unknown": ("The record never speaks of", "Le registre ne parle jamais de"),
    "theme": ("Theme", "Thème"),
    "copies": (
        "{count} more posts say the same, nearly to the letter.",
        "{count} autres messages disent la même chose, presque à la lettre.",
    ),
    "note": ("Note", "Note"),
    "no themes": (
        "No themes yet: `corail listen themes --gather` finds them.",
        "Aucun thème : `corail listen themes --gather` les cherche.",
    ),
    "few": (
        "Too few posts for themes: eight that differ are needed.",
        "Trop peu de messages pour des thèmes : il en faut huit qui diffèrent.",
    ),
    "gathered": (
        "Gathered {at}; {unsorted} posts fit in no theme, {since} came since.",
        "Thèmes du {at} ; {unsorted} messages n'entrent dans aucun, {since} sont arrivés depuis.",
    ),
    "posts": ("{count} posts", "{count} messages"),
    "nothing": ("nothing on record", "rien au registre"),
    "covered": (
        "the record answers {answered} of {asked} asked, speaks of {spoken} more",
        "le registre répond à {answered} messages sur {asked} soumis, parle du sujet de {spoken} "
        "autres",
    ),
    "not asked": ("record not asked yet", "registre non interrogé"),
    "volume": ("Volume by {unit}", "Volume par {unit}"),
    "unit day": ("day", "jour"),
    "unit week": ("week", "semaine"),
    "unit month": ("month", "mois"),
    "representative": ("Posts that stand for it", "Messages représentatifs"),
    "communities of": ("By community", "Par communauté"),
    "untold": (
        "not told, or too few known authors to be shown apart",
        "non précisée, ou trop peu d'auteurs connus pour être montrée à part",
    ),
    "open": ("Not answered by the record", "Sans réponse au registre"),
    "sample": (
        "{voices} posts (known authors: {authors}): {for_} for, {against} against, {neither} "
        "neither.",
        "{voices} messages (auteurs connus : {authors}) : {for_} pour, {against} contre, {neither} "
        "ni l'un ni l'autre.",
    ),
    "granted": ("Both sides grant", "Les deux camps admettent"),
    "contested": ("Contested", "Disputé"),
    "irreconcilable": ("Cannot be reconciled", "Inconciliable"),
    "strongest": ("The critics' strongest point", "Le point le plus fort des critiques"),
    "bridge": ("A sentence both could hear", "Une phrase que tous peuvent entendre"),
    "polarisation": (
        "Polarisation {value} (0 to 1{bounds})",
        "Polarisation {value} (de 0 à 1{bounds})",
    ),
    "behind": ("behind it", "derrière"),
    "asked": ("asked {count} times", "demandé {count} fois"),
    "got": ("{count} answered", "{count} répondues"),
    "on record": ("the record could answer", "le registre pourrait répondre"),
    "spoken": (
        "the record speaks of it, and does not answer",
        "le registre en parle sans y répondre",
    ),
    "no asked": ("No question is asked so often.", "Aucune question ne revient aussi souvent."),
    "last word": ("last word", "dernière parole"),
    "no word": ("nothing said", "rien dit"),
    "said": (
        "{said} texts, {on_record} on record; {answers} in answer to somebody, {broadcasts} not "
        "known to be",
        "{said} textes, dont {on_record} au registre\u00a0; {answers} en réponse à quelqu'un, "
        "{broadcasts} dont on ne sait s'ils répondent",
    ),
    "topics": ("speaks to", "parle de"),
    "gaps": ("silent on", "muet sur"),
    "speaks of": ("words", "mots"),
    "empty record": (
        "Nothing is on record for {brand} yet: posts are taken in, and nothing answers them until "
        "`corail ingest --brand {brand} PATH`.",
        "Rien n'est encore au registre de {brand}\u00a0: les messages entrent, rien n'y répondra "
        "avant `corail ingest --brand {brand} CHEMIN`.",
    ),
    "marks": ("“{}”", "«\u00a0{}\u00a0»"),
    "colon": (":", "\u00a0:"),
    "nobody": (
        "No leader spoke on record yet: documents name them as speaker.",
        "Aucun dirigeant n'a encore parlé au registre : les documents les nomment comme locuteurs.",
    ),
    "named": ("{handle} is {speaker}.", "{handle} : {speaker}."),
    "unnamed": ("{handle} is nobody's who is on record.", "{handle} n'est plus à personne."),
}


def said(locale: str) -> dict[str, str]:
    """All that is said, in the reader's language."""
    return {name: told[locale == "fr"] for name, told in _SAID.items()}


def quoted(words: str, texts: Mapping[str, str]) -> str:
    """Words between the marks of the reader's language."""
    return texts["marks"].format(words)
