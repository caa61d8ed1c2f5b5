"""What is a person's own business, in a draft that everybody reads.

An address, a number or an account of a person may not go out at all; what is merely on no passage
is asked about. What the brand's own passages hold is public already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from assistant.checks import Context
from assistant.checks.exposure.lines import NAME, Line, pattern, quote
from assistant.model import Draft, Finding, Severity
from knowledge.cleaning import flat, fold

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}(?!\w)")
_NUMBER = re.compile(
    r"(?<![\w/.=&?-])(?:\(?\+\s?)?\(?\d(?:[ \u00a0\u202f.()/-]{0,2}\d){6,23}(?!\w)"
)
_PHONE = re.compile(
    r"(?x)(?:\+|00)\d{8,14}|0[1-9]\d{8}|0\d{9,10}|1?[2-9]\d{2}[2-9]\d{6}"  # FR, UK, North America
)
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}(?!\w)")
_NAME = regex.compile(r"\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)+")
_BEFORE = 40

_WORDS = {
    "mail": ("the e-mail address", "l'adresse e-mail"),
    "phone": ("the telephone number", "le numéro de téléphone"),
    "iban": ("the bank account", "le compte bancaire"),
    "card": ("the card number", "le numéro de carte"),
    "reference": ("the order or case number", "le numéro de commande ou de dossier"),
    "name": ("the person's full name", "le nom complet de la personne"),
    "health": ("the person's health", "la santé de la personne"),
}
_THEIRS = (
    "{words}: {what} of a person may not stand in a public reply. Take it out.",
    "{words} : {what} d'une personne ne peut pas figurer dans une réponse publique. Retirez-le.",
)
_ASKED = (
    "{words}: {what} is not on record. Check that it is public and yours.",
    "{words} : {what} ne figure pas au registre. Vérifiez qu'il s'agit bien du vôtre, et public.",
)
_ABOUT = (
    "{words}: {what} is nobody else's business. Leave it out of a public reply.",
    "{words} : {what} ne regarde personne d'autre. À laisser hors d'une réponse publique.",
)


def look(draft: Draft, written: Sequence[Line], context: Context) -> list[Finding]:
    """What is found, each place once."""
    ours = "\n".join(passage.text for passage in context.passages.values())
    theirs = _said(context)
    found: list[Finding] = []
    for one in (
        *_accounts(draft, ours, context),
        *_mails(draft, ours, theirs, context),
        *_phones(draft, ours, theirs, context),
        *_references(draft, ours, context),
        *_names(draft, context),
        *_health(draft, written, context),
    ):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return found


def _said(context: Context) -> str:
    """What the person wrote, in the post and before it."""
    if not context.answers:
        return ""
    turns = [turn.text for turn in context.post.thread if not turn.by_brand]
    return "\n".join((context.post.text, *turns))


def _finding(
    form: tuple[str, str], severity: Severity, kind: str, words: str, at: int, context: Context
) -> Finding:
    french = context.locale == "fr"
    message = form[french].format(words=quote(words, french), what=_WORDS[kind][french])
    return Finding(NAME, severity, message, at, at + len(words))


def _mails(draft: Draft, ours: str, theirs: str, context: Context) -> Iterator[Finding]:
    for match in _MAIL.finditer(draft.text):
        words = match.group()
        if words.casefold() in ours.casefold():
            continue
        local = flat(words.split("@")[0])
        a_service = pattern("personal.role").search(local) is not None
        if a_service and words.casefold() not in theirs.casefold():
            yield _finding(_ASKED, Severity.WARN, "mail", words, match.start(), context)
        else:
            yield _finding(_THEIRS, Severity.BLOCK, "mail", words, match.start(), context)


def _phones(draft: Draft, ours: str, theirs: str, context: Context) -> Iterator[Finding]:
    numbers = list(_NUMBER.finditer(draft.text))
    public, private = (_digits(ours), _digits(theirs)) if numbers else ("", "")
    for match in numbers:
        words, bare = match.group().rstrip(" ().-/"), _digits(match.group())
        plus = "+" if words.lstrip("(").startswith("+") else ""
        if not _PHONE.fullmatch(plus + bare) or bare[-9:] in public:
            continue
        before = flat(draft.text[max(0, match.start() - _BEFORE) : match.start()])
        service = pattern("personal.service").search(before) or pattern("personal.free").search(
            plus + bare
        )
        if service and bare[-9:] not in private:
            yield _finding(_ASKED, Severity.WARN, "phone", words, match.start(), context)
        else:
            yield _finding(_THEIRS, Severity.BLOCK, "phone", words, match.start(), context)


def _accounts(draft: Draft, ours: str, context: Context) -> Iterator[Finding]:
    """Bank accounts whose check digits hold (ISO 13616), and payment cards (ISO/IEC 7812)."""
    for match in _IBAN.finditer(draft.text):
        words = match.group()
        if _is_iban(re.sub(r"\s", "", words)) and _squeezed(words) not in _squeezed(ours):
            yield _finding(_THEIRS, Severity.BLOCK, "iban", words, match.start(), context)
    for match in _NUMBER.finditer(draft.text):
        bare = _digits(match.group())
        if 13 <= len(bare) <= 19 and bare[0] in "23456" and _is_card(bare):
            yield _finding(_THEIRS, Severity.BLOCK, "card", match.group(), match.start(), context)


def _references(draft: Draft, ours: str, context: Context) -> Iterator[Finding]:
    for match in pattern("personal.reference").finditer(draft.text):
        words = match["number"]
        # A year is no reference, nor is what the brand has published.
        if words in ours or re.fullmatch(r"(?:19|20)\d\d(?:-\d\d)*", words):
            continue
        yield _finding(_ABOUT, Severity.WARN, "reference", words, match.start("number"), context)


def _names(draft: Draft, context: Context) -> Iterator[Finding]:
    """The full name of who wrote the post: first names are how people are greeted."""
    author = (context.post.author or "").strip() if context.answers else ""
    if not _NAME.fullmatch(author):
        return
    if match := re.search(rf"(?i)(?<![\w@]){re.escape(author)}(?!\w)", draft.text):
        yield _finding(_ABOUT, Severity.WARN, "name", match.group(), match.start(), context)


def _health(draft: Draft, written: Sequence[Line], context: Context) -> Iterator[Finding]:
    for line in written:
        if not line.quoted and (m := pattern("personal.health", draft.language).search(line.plain)):
            at = line.start + m.start()
            words = draft.text[at : line.start + m.end()]
            yield _finding(_ABOUT, Severity.WARN, "health", words, at, context)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isdigit())


def _squeezed(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _is_iban(bare: str) -> bool:
    if not 15 <= len(bare) <= 34:
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def _is_card(bare: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(bare)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
