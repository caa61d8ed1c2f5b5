"""Which sentences of the record can be quoted in a reply, and which words of them.

A sentence that reads well in its document may be useless, or worse, alone: it leans on the one
before it, it says "this year" of a year long gone, it is a heading, a table row, an invitation
to click, or debris of extraction. ``quotable`` returns the words that stand on their own, always
a substring of the passage to the letter, or says why there are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MIN_WORDS, MAX_WORDS = 5, 60


@dataclass(frozen=True)
class Quotable:
    """Words that can stand alone. Offsets are into the passage's text.

    ``ages``: they name a moving time ("this year") and must be given with their date.
    ``owned``: the brand speaks of itself (we, our, its name). ``pledge``: they promise.
    ``figures``: they hold a number with a meaning.
    """

    start: int
    end: int
    words: str
    ages: bool
    owned: bool
    pledge: bool
    figures: bool


@dataclass(frozen=True)
class NotQuotable:
    """Why a sentence was left out."""

    reason: str


_LEAD = re.compile(
    r"""^(?:\s|rt\s*:|RT\b(?:\s@\w+)?:?|\.?@\w[\w.]*[:,]?|[-–—•*▪●◦>]+\s|\(?\d{1,2}[.)]\s(?=[A-ZÀ-Ý])
        |[\U0001F000-\U0001FAFF\u2600-\u27BF\u25B6\u23E9-\u23FF\uFE0F\u200D▶]+|\[[^\]]{1,25}\]\s)+""",
    re.X,
)
_TRAIL = re.compile(
    r"""(?:\s|https?://\S*|www\.\S+|\b(?:bit\.ly|t\.co)/\S+|\#\w+|\bvia\s@?\w+$|\bvia$|@\w+(?=\s*$)
        |(?:(?<=[.!?:,\s])|^)(?:(?:for\s)?(?:more\s|further\s)?(?:info(?:rmation)?|details?)(?:\s(?:here|at))?|(?:you\scan\s)?
        (?:read|learn|find\sout|see)\s(?:more|how|why)(?:\s(?:here|at|on|in))?|details\s(?:here|below)|watch(?:\shere)?)(?=\W*$)
        |[\U0001F000-\U0001FAFF\u2190-\u21FF\u2600-\u27BF\u2B00-\u2BFF\u25B6\uFE0F\u200D\u2800\u2063]
        |[:\-–—>|]|\(\s*\)|\.(?=\s*\.\s))+$""",
    re.X | re.I,
)
_FOOTNOTE = re.compile(r"(?<=[a-zé.)])\s?(?:\[\d{1,2}\]|\(\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]+)$")

# A first word that points back to a sentence the reader has not seen.
_LEANS_EN = re.compile(
    r"""(?ix)^(?:["“'(]\s*)?(?:this|that|these|those|it|its|they|their|them|he|she|his|her|him|such|
    however|but|and|or|so|also|yet|nor|then|thus|hence|therefore|moreover|furthermore|additionally|
    meanwhile|otherwise|instead|nevertheless|nonetheless|consequently|accordingly|likewise|similarly|
    finally|lastly|secondly|thirdly|besides|still|another|others|both|neither|either|which|who|whose|
    where|because|although|though|whereas|while|here|there(?!\s(?:is|are|will|can)\b)|to\sthis\send|
    as\s(?:a\sresult|such|shown|noted|mentioned|above|well|part\sof\sth(?:is|at|ese))|in\s(?:addition|
    turn|fact|this|that|these|doing\sso|particular|contrast|short|other\swords)|for\s(?:example|
    instance|this|that|these)|by\sdoing|at\s(?:this|that|the\ssame\stime)|on\s(?:this|that|the\sother)|
    with\s(?:this|that|these)|of\s(?:this|these|those)|through\s(?:this|these)|under\sth(?:is|ese)|
    one\sof\s(?:these|them)|the\s(?:latter|former|same|above|following|other)|see\b|note\b|source|
    figure\s\d|table\s\d|e\.g|i\.e|including|rather|even\sso|first,|second,|third,|next,|now,|of\scourse)"""
    r"\b"
)
_LEANS_FR = re.compile(
    r"""(?ix)^(?:["“«'(]\s*)?(?:ce(?:la|ci|tte|t|s|lui|lle|ux|lles)?\b(?!\squi\scompte)|c['’]est|c['’]était|ça|
    il\b(?!\s(?:faut|y\sa|est\s(?:temps|nécessaire|essentiel|indispensable|urgent|juste|vital|important)|
    nous|n['’]y\sa|s['’]agit\sde\s(?!cela)))|ils\b|elles?\b|on\sl['’]|leurs?\b|lui\b|eux\b|en\seffet|
    ainsi|mais\b|et\b|ou\b|or\b|donc\b|car\b|puis\b|enfin\b|aussi\b|toutefois|cependant|pourtant|néanmoins|
    par\sailleurs|de\splus|en\soutre|d['’]autre\spart|d['’]une\spart|par\sexemple|par\sconséquent|notamment|
    c['’]est\s(?:pourquoi|ainsi)|tel(?:le)?s?\b|là\b|ici\b|voici|voilà|alors\b|ensuite|autrement|bref\b|
    au\scontraire|à\scet?\b|dans\sce\b|dans\scette|dans\sces|pour\scela|malgré\scela|pour\sce\sfaire|d['’]autres\b|une?\stelle?\b|de\sce\b|grâce\sà\scela|
    y\scompris|dont\b|où\b|qui\b|que\b|laquelle|lequel|lesquel|certes|non\spas|non\sseulement|surtout\b|
    également|les\suns|les\sautres|l['’]un\b|la\splupart|même\b|parce\sque|puisque|tandis|alors\sque|
    comme\s(?:indiqué|vu|mentionné|cela)|voir\b|cf\b|source\b|tableau\s\d|figure\s\d|premièrement|deuxièmement|
    d['’]abord|en\sparticulier|autant\b)"""
)
_POINTS = re.compile(
    r"""(?ix)\b(?:as\s(?:shown|noted|mentioned|described|discussed|outlined)\s(?:above|below|earlier|in)|
    (?:shown|listed|described|see)\s(?:above|below|here)|(?:the\s)?(?:above|below)-?mentioned|see\s(?:page|p\.|
    note|section|also|our\swebsite)|\(?pages?\s\d+|refer\sto|following\s(?:table|chart|graph|page|link)|
    click|link\sin\s(?:our\s)?bio|in\sour\sbio|swipe|stay\stuned|more\s(?:info|details|in\sour)\b|ci-dessus|
    ci-dessous|ci-après|ci-contre|voir\s(?:page|ci|note|aussi)|plus\shaut|plus\sbas|en\sbio|
    lien\sen|cliquez|pour\sen\ssavoir\splus|more\sin\s(?:our|this|the)\b|find\s(?:out|a\shint)|read\smore|
    learn\smore|know\smore|this\s(?:report|section|chapter|page|document|video|photo|picture|article|summary|post)|
    (?:ce|cette|cet)\s(?:rapport|section|chapitre|page|document|vidéo|photo|article))"""
)
_AGES = re.compile(
    r"""(?ix)\b(?:this|last|next|past|current|coming)\s(?:year|month|week|quarter|decade|summer|winter|spring|
    autumn|fall|morning|evening|night|few|two|three|five|ten|monday|tuesday|wednesday|thursday|friday|saturday|
    sunday|century|weekend)s?\b|\b(?:today|tonight|yesterday|tomorrow|recently|currently|now|nowadays|lately|
    soon|just\s(?:launched|announced|opened|published)|so\sfar|to\sdate|ago|at\spresent|presently|upcoming|
    these\sdays|earlier|already|new\syear)\b
    |\b(?:cette\s(?:année|semaine|nuit)|ce\s(?:mois|soir|matin|trimestre|siècle|week-end)|l['’]an\s(?:dernier|
    passé|prochain)|l['’]année\s(?:dernière|passée|prochaine|qui|écoulée)|(?:semaine|mois|année|ans|siècle)s?\s
    (?:dernière?|prochaine?|passée?|écoulée?|à\svenir)s?|aujourd['’]\s?hui|hier|demain|récemment|actuellement|
    désormais|maintenant|bientôt|prochainement|dès\sà\sprésent|à\sce\sjour|jusqu['’]ici|il\sy\sa\s\w+\s(?:ans|
    jours|mois|semaines)|en\sce\smoment|dernièrement|à\sl['’]heure\sactuelle|d['’]ores\set\sdéjà|déjà|
    (?:ces|les|des|aux)\s(?:dernière?s|prochaine?s)|nouvelle?\sannée|nouvel\san|an\snouveau)"""
)
_CALLS = re.compile(
    r"""(?ix)^(?:check\sout|visit|watch|read|learn|discover|find\sout|don['’]?t\s(?:miss|forget)|join|follow|
    click|register|tune|take\sa|tell\sus|tag|share\syour|vote|apply|see\show|meet|guess|did\syou|want\sto|looking|
    have\syou|how\s(?:to|much|many|do)|why|what|when|where|who|which|are\syou|do\syou|can\syou|get\s(?:ready|your)|
    stay|thank(?:s|\syou)|sorry|hi\b|hello|hey|happy|congrat|welcome|good\s(?:morning|luck)|wishing|you['’]re\s
    welcome|please|dm\b|live\b|breaking|quiz|riddle|monday|let\sus\sknow|call|photos?\b|video|download|great\sto|
    here['’]s|here\sis|stop\sby|save\sthe|wait|ready|hands\sup|today['’]s|rejoice|
    découvrez|retrouvez|regardez|suivez|cliquez|rejoignez|participez|lisez|rendez-vous|venez|partagez|profitez|
    contactez|envoyez|bonjour|bonsoir|merci|désolé|bonne?\s(?:journée|soirée|année)|joyeux|vive\b|mes\s(?:chers|compatriotes)|
    connaissez-vous|savez-vous|saviez-vous|pour\s(?:en\ssavoir|plus)|rdv|n['’]hésitez|n['’]oubliez|à\svous|jouez|tentez)"""
    r"\b"
)
_OWNED = re.compile(
    r"(?i)\b(?:we|we['’](?:re|ve|ll|d)|our|ours|us|nous|notre|nos|nôtres?|i|i['’](?:m|ve|ll)|my|je|j['’]\w|mon|ma|mes)\b"
)
_PLEDGE_EN = re.compile(
    r"""(?ix)\bwe(?:['’]ll|\s(?:will|shall|commit|pledge|aim|intend|plan|undertake|target|expect|are\scommitted|have\scommitted|
    (?:have\s)?set|promise|(?:will\s)?reduce))\b|\b(?:is|are|we['’]re|were)\s(?:committed\sto|on\s(?:our|the|its)\sway|aiming)|
    \b(?:our|the|its|a)\s(?:\w+\s){0,3}(?:goal|target|ambition|commitment|pledge|objective)s?\b|\b(?:goal|target|ambition)s?\s(?:of|to|is|:)|
    \bcommitted\sto\b|\b(?:we|our)\b.*\b(?:by|before|until)\s(?:the\send\sof\s|end\s(?:of\s)?|year-end\s)?20[2-9]\d"""
)
_PLEDGE_FR = re.compile(
    r"""(?ix)\bnous\s(?:nous\s(?:sommes\s)?engag\w+|allons|voulons|visons|prévoyons|\w+rons)\b|\b(?:notre|nos|mon|l['’])\s?
    (?:objectif|ambition|cible|but|engagement)s?\b|\bobjectif\s?:|\bje\s(?:m['’]engage|veux|\w+rai)\b|\bj['’]ai\sdemandé|
    \b(?:nous|notre|nos|la\sfrance|le\sgouvernement)\b.*\bd['’]ici\s(?:à\s|fin\s|la\sfin\s)?20\d\d|s['’]engage(?:nt|ra)?\b"""
)
_FIGURE = re.compile(
    r"(?i)(?:[€$£]\s?\d|\d[\d\s.,]*\s?(?:%|percent|per\scent|pour\s?cent|million|billion|milliard|tonn|kg|litre|"
    r"hectare|euro|dollar|t?co2|mwh|gwh|km|points?|farmers|employees|people|salari|emplois|jobs|ans\b|years)|"
    r"\b\d{1,3}(?:[ ,.\u202f\u00a0]\d{3})+\b|"
    r"\b(?:half|moitié|tiers|third|quart|quarter|twice|double)\b)"
)
_DEBRIS = re.compile(
    r"""(?x)[|¦�→►▶\u2190-\u21ff\u2794-\u27bf]|Ã.|â€|\bnn[a-zà]|[.,!?:;]nn?[a-zà]|\w{32,}|\.{3}|…|\b(\w{3,})\s\1\b|https?:|www\.|\.com/|
    \b\d+\s+\d+\s+\d+\s+\d+|[=_]{2,}|:\s*-\s|\s[-–]\s[^-–]{3,80}\s[-–]\s[^-–]{3,80}\s[-–]\s|&\w+;|\d[A-Z]{4,}|
    \b[A-Z]{2,}\d|:\s*\.|[a-z]\.\d|(?:\b[A-Z]{3,}\s){3}|\s:\s[^:]{5,200}\s:\s|[a-z]\.[A-Z]|\.\d{1,2}\b(?=\s[A-Z])|[a-z]\s,\s?\d{2}\b"""
)
# "Paul Martin: …", "P Martin says …": someone else's words reported by the brand.
_REPORTED = re.compile(
    r"""(?x)^["“]?(?:[A-ZÀ-Ý][\w.’'-]*\s){1,4}?(?:[A-ZÀ-Ý][\w.’'-]*)?(?:,?\s(?:of|at|from|CEO|de|du|chez)\s[^:]{1,50})?
    (?:\s?:\s|\s{2,}|\s(?:says|said|says:|dit|déclare|affirme|explique)\b|\s["“«])"""
)
_LABEL = re.compile(r"^(?:Target|Goal|Objective|Objectif|Cible)s?\s?:\s")
_FRAGMENT_EN = re.compile(
    r"(?i)^(?:\(\d+\)|(?:formerly|excluding|measured|calculated|compared|based\son|as\sat)\b)"
)
# A colon with more than a link or a tag behind it.
_ANNOUNCES = re.compile(r"\s*:\s*(?!https?:|www\.|\#|@|\s|$)\S")
_FRAGMENT = re.compile(
    r"""(?x)^(?:(?!(?:hier|premier|premiere|notre|votre|nôtre|entre|autre|contre|outre|derrière|lettre|guerre|terre|titre|chiffre|
    nombre|maire|père|mère|frère|histoire|mémoire|nucléaire|misère|culture|agriculture|nature|hiver|avenir|chaque)\b)
    [a-zéèêç]{2,}(?:er|ir|oir|dre|tre|ire|vre)\s(?:[a-zàâéèêëîïôûç'’]+))""",
    re.I,
)
_IMPERATIVE_FR = re.compile(r"^(?:N['’]|Ne\s)?\w{2,}(?<!i)ons\b")
# A pronoun that stands for something said before: "we want to change that by investing".
_POINTS_BACK = re.compile(
    r"""(?ix)\b(?:do|does|did|doing|change|achieve|reach|support|prove|address|make|ensure|of|for|about|by|with|on|in|to|like|from)
    \s(?:this|that|these|those|them|it)\b(?=\s(?:by|in|with|for|at|through|and|when|since|because)\b|[.,;:!?]|$)
    |\b(?:this|these)\s(?!year|month|week|summer|is\b|are\b)[a-z]+|^the\sresult:|\bthose\s(?!who|of|in)\w+
    |\b(?:cela|ceci|ce\sdernier|cette\sdernière|ces\sdernie?ère?s|celui-ci|celle-ci|ceux-ci|celles-ci|the\slatter|the\sformer)\b"""
)
_WISHES = re.compile(
    r"(?i)\b(?:happy (?:new year|holidays|birthday|easter)|merry christmas|season['’]?s greetings|"
    r"bonne (?:et heureuse )?année|heureuse année|bonnes fêtes|joyeux noël|(?:mes|nos|mon|les) (?:meilleurs |plus chaleureux )?v(?:œ|oe)ux|"
    r"v(?:œ|oe)ux (?:les plus|très)|pensée chaleureuse)"
)
_ENDS_OPEN = re.compile(
    r"(?i)(?:^|\s)(?:by|to|of|for|with|and|or|the|a|an|in|on|at|from|through|our|your|is|are|that|de|du|des|à|au|aux|par|pour|"
    r"avec|et|ou|le|la|les|un|une|en|dans|sur|que|qui|nos|notre|vos|votre|w/|via)$"
)
_SUBORDINATE_FR = re.compile(
    r",?\s(?:sans\s)?(?:qui|dont|où|laquelle|lequel|lesquelles|lesquels|auquel|auxquels)\s[^,;.]*"
)
_VERB_EN = re.compile(
    r"""(?ix)\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|may|might|must|shall|
    \w+['’](?:re|ve|ll|m|d)|(?:it|that|he|she|there|who|what)['’]s|\w+n['’]t|cannot|\w{3,}ed|makes?|made|gives?|gave|takes|took|
    led|builds|built|buys|bought|sells|sold|pays|paid|invests|provides|reduces|believes?|continues?|remains?|includes|brings|
    brought|keeps|kept|sees|saw|knows?|means|meant|comes|came|goes|went|grows|grew|says?|said|wants?|creates?|delivers|employs|
    recycles|protects|produces|requires?|ensures|expects|commits|strives?|seeks?|encourages|enables?|represents?|operates?|runs|
    ran|publish(?:es)?|launches|reaches|sets|puts|held|serves|stood|thinks?|feels?|allows?|drives|drove|rose|rises|fell|falls|
    becomes?|became|met|limits|prevents|poses|devotes|identif(?:y|ies)|estimates|manages|welcomes|treats|belongs?|depends?|
    helps|aims|works|needs|supports|leads|plays|relies|tells|told|chose|chooses|won|wins|spent|spends|cuts|stands|begins|began|
    (?:we|i|they|you)\s(?:\w+ly\s)?[a-z]{2,})\b"""
)
_VERB_FR = re.compile(
    r"""(?ix)\b(?:est|sont|était|étaient|sera|seront|serait|fut|furent|soit|a|ont|avait|aura|auront|ai|avons|avez|as|
    sommes|êtes|suis|doit|doivent|devons|devra|peut|peuvent|pouvons|pourra|fait|font|faisons|va|vont|allons|faut|
    \w{2,}(?:ait|aient|era|eront|erons|irons|rait)|(?<!\w)\w{3,}(?<!i)ons(?=[-\s]nous)|
    (?:je|j['’]|nous|on|tu|vous|qui)\s?(?:(?:ne|n['’]|me|m['’]|te|se|s['’]|le|la|l['’]|les|lui|leur|en|y)\s?)*\w{3,}|n['’](?:est|a|ont|avons)|c['’]est|j['’]ai|reste|restent|
    permet(?:tent)?|vise(?:nt)?|donne(?:nt)?|prend|prennent|met(?:tent)?|vient|viennent|tient|tiennent|veut|veulent|
    souhaite|pense|crois|dis|sais|demande|engage|représente(?:nt)?|concerne(?:nt)?|exige(?:nt)?|repose(?:nt)?|
    continue(?:nt)?|assure(?:nt)?|garantit|publie|produit|emploie|achète|paie|propose|soutient|agit|compte|mérite(?:nt)?|
    refuse|dépend(?:ent)?|ouvre|crée(?:nt)?|reconnaît|favorise(?:nt)?|répond(?:ent)?|consacre|participe(?:nt)?|réduit|soutiennent|
    appartient|commence|passe(?:nt)?|porte(?:nt)?|avance|progresse|recule|baisse|augmente|affirme|apporte|impose)\b"""
)


def quotable(text: str, span: tuple[int, int], language: str) -> Quotable | NotQuotable:
    """What of the sentence ``text[span]`` can be quoted alone in a reply, in linear time."""
    start, end = _trim(text, *span)
    words = text[start:end]
    count = len(words.split())
    if count < MIN_WORDS:
        return NotQuotable("too short to say anything alone")
    if count > MAX_WORDS:
        return NotQuotable("too long to quote in a reply")
    if reason := _objection(words, text[end : span[1]], language):
        return NotQuotable(reason)
    return Quotable(
        start=start,
        end=end,
        words=words,
        ages=bool(_AGES.search(words)),
        owned=bool(_OWNED.search(words)),
        pledge=bool((_PLEDGE_FR if language == "fr" else _PLEDGE_EN).search(words)),
        figures=bool(_FIGURE.search(words)),
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what frames a sentence without being of it: mentions, bullets, links, tags."""
    if lead := _LEAD.match(text[start:end]):
        start += lead.end()
    for _ in range(4):
        trail = _TRAIL.search(text[start:end]) or _FOOTNOTE.search(text[start:end])
        if trail is None or trail.start() == 0:
            break
        end = start + trail.start()
    return start, end


def _objection(words: str, tail: str, language: str) -> str | None:
    """Why the trimmed words cannot stand alone; None when they can."""
    if _DEBRIS.search(words) or _unbalanced(words) or _noisy(words):
        return "debris of extraction"
    if words.rstrip("»”\"' )").endswith("?"):
        return "a question, not a statement"
    if _ENDS_OPEN.search(words.rstrip(" .:")) or "\n" in words:
        return "cut off, or broken over lines"
    if words.rstrip().endswith((",", ";", "-", "(")) or _ANNOUNCES.match(tail):
        return "announces something that follows it"
    if "@" in words or words.count("#") > 1:
        return "addressed to an account or built on tags"
    if _REPORTED.match(words) and not _LABEL.match(words):
        return "someone else's words"
    if (language == "fr" and _FRAGMENT.match(words)) or _FRAGMENT_EN.match(words):
        return "no verb: a heading or a fragment"
    first = words.lstrip("\"“«'’ (\u00a0\u202f")[:1]
    if not (first.isupper() or first.isdigit() or first in "€$£"):
        return "begins in the middle"
    leans = _LEANS_FR if language == "fr" else _LEANS_EN
    if leans.match(words) or _POINTS_BACK.search(words):
        return "leans on the sentence before it"
    if _CALLS.match(words) or _WISHES.search(words):
        return "an invitation or a greeting"
    if _POINTS.search(words):
        return "points to somewhere else in its document"
    verb = _VERB_FR if language == "fr" else _VERB_EN
    bare = _SUBORDINATE_FR.sub(" ", words) if language == "fr" else words
    if not verb.search(bare) and not (language == "fr" and _IMPERATIVE_FR.match(words)):
        return "no verb: a heading or a fragment"
    return None


def _unbalanced(words: str) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
    return any(words.count(a) != words.count(b) for a, b in pairs) or words.count('"') % 2 == 1


def _noisy(words: str) -> bool:
    """Too few plain words: capitals, numbers or symbols make up most of it."""
    tokens = words.split()
    plain = sum(1 for t in tokens if t.strip(".,;:!?\"'“”«»()").isalpha() and not t[:2].isupper())
    lower = sum(1 for t in tokens[1:] if t[:1].islower())
    return plain < 0.5 * len(tokens) or lower < 0.4 * max(1, len(tokens) - 1)
