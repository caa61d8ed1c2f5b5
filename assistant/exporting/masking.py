"""Personal data in what outsiders wrote, replaced by a word that says what stood there.

What has a form is found by it and, where it has one, by its check digits: addresses, telephone
numbers (``phonenumbers``, offline), accounts, cards, order numbers that are called so. Names of
people have no form and are left: a reader of an export is told that masking is no anonymisation.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterator

_MARKS = {
    "en": {
        "mail": "[e-mail]",
        "phone": "[telephone]",
        "handle": "[@somebody]",
        "account": "[account]",
        "card": "[card]",
        "number": "[number]",
        "address": "[address]",
        "ip": "[IP]",
    },
    "fr": {
        "mail": "[e-mail]",
        "phone": "[téléphone]",
        "handle": "[@quelqu'un]",
        "account": "[compte]",
        "card": "[carte]",
        "number": "[numéro]",
        "address": "[adresse]",
        "ip": "[IP]",
    },
}
_REGIONS = ("FR", "GB", "US")

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_HANDLE = re.compile(r"(?<![\w@/.])@\w{1,40}(?:\.\w[\w-]{0,40}){0,4}(?:@[\w-]+(?:\.[\w-]+)+)?")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[  ]?[A-Z0-9]{4}){2,7}(?:[  ]?[A-Z0-9]{1,3})?\b")
_LONG = re.compile(r"(?<![\d.,])\d(?:[  -]?\d){12,18}(?![\d.,]?\d)")
_NIR = re.compile(r"\b[12][  ]?\d{2}[  ]?\d{2}[  ]?\d{2}[  ]?\d{3}[  ]?\d{3}[  ]?\d{2}\b")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,7}(?![\w:])")
_CALLED = re.compile(
    r"\b(?:commande|order|client|customer|dossier|ticket|r[ée]f(?:[ée]rence)?|compte|account|"
    r"contrat|contract|facture|invoice|adh[ée]rent|abonn[ée])s?\b"
    r"(?:[  ]?(?:number|num[ée]ro|no\b|n[°o]|ref|id|num))?[  ]?[.:#°]{0,2}[  ]?#?"
    r"((?=[A-Z0-9/-]*\d[A-Z0-9/-]*\d)[A-Z0-9][A-Z0-9/-]{4,24})(?![\w%€$])",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,4}(?:[  ](?:bis|ter|quater))?,?[  ](?:rue|avenue|av\.|boulevard|bd|chemin|impasse|"
    r"all[ée]e|quai|place|route|cours|square|faubourg)"
    r"(?:[  ](?:de|du|des|la|le|les|d['’]|l['’])){0,3}"
    r"[  ]?[A-ZÀ-Ý][\w'’-]*(?:[  ][A-ZÀ-Ý][\w'’-]*){0,4}"
)
_ROAD = re.compile(
    r"\b\d{1,5}[  ](?:[A-Z][\w'’-]*[  ]){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Square|Terrace|Crescent|Court)\b"
)
_YEARISH = re.compile(r"(?:19|20)\d{2}")


def mask(text: str, language: str = "en", keep: Collection[str] = ()) -> str:
    """``text`` with personal data replaced by marks in ``language``; handles in ``keep`` stay."""
    marks = _MARKS["fr" if language == "fr" else "en"]
    kept = {handle.lstrip("@").casefold() for handle in keep}
    shown, end = [], 0
    for start, stop, kind in _chosen(_found(text, kept), len(text)):
        shown += [text[end:start], marks[kind]]
        end = stop
    return "".join([*shown, text[end:]])


Found = tuple[int, int, str]


def _found(text: str, kept: Collection[str]) -> Iterator[Found]:
    for one in _MAIL.finditer(text):
        yield *one.span(), "mail"
    for one in _IBAN.finditer(text):
        if _is_iban(one.group()):
            yield *one.span(), "account"
    for one in _LONG.finditer(text):
        if _is_card(one.group()):
            yield *one.span(), "card"
    for one in _NIR.finditer(text):
        if _is_nir(one.group()):
            yield *one.span(), "number"
    for pattern in (_IPV4, _IPV6):
        for one in pattern.finditer(text):
            if _is_address(one.group()):
                yield *one.span(), "ip"
    for one in _CALLED.finditer(text):
        if not _YEARISH.fullmatch(one.group(1)):
            yield *one.span(1), "number"
    yield from _phones(text)
    for pattern in (_STREET, _ROAD):
        for one in pattern.finditer(text):
            yield *one.span(), "address"
    for one in _HANDLE.finditer(text):
        if one.group().lstrip("@").casefold() not in kept:
            yield *one.span(), "handle"


def _chosen(found: Iterator[Found], length: int) -> list[Found]:
    """What stands, none within another; the kinds that are surest were found first."""
    taken: list[Found] = []
    covered = bytearray(length)
    for start, stop, kind in found:
        if covered.find(1, start, stop) < 0:
            covered[start:stop] = b"\1" * (stop - start)
            taken.append((start, stop, kind))
    return sorted(taken)


def _phones(text: str) -> Iterator[Found]:
    import phonenumbers

    if sum(c.isdigit() for c in text) < 7:
        return
    for region in _REGIONS:
        strict = phonenumbers.Leniency.STRICT_GROUPING
        leniency = phonenumbers.Leniency.VALID if region == "FR" else strict
        for one in phonenumbers.PhoneNumberMatcher(text, region, leniency=leniency):
            yield one.start, one.end, "phone"


def _is_iban(words: str) -> bool:
    bare = re.sub(r"\s", "", words)
    if not 15 <= len(bare) <= 34:
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def _is_card(words: str) -> bool:
    digits = [int(c) for c in words if c.isdigit()]
    doubled = [d if n % 2 == 0 else sum(divmod(2 * d, 10)) for n, d in enumerate(digits[::-1])]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _is_nir(words: str) -> bool:
    digits = "".join(c for c in words if c.isdigit())
    return len(digits) == 15 and 97 - int(digits[:13]) % 97 == int(digits[13:])


def _is_address(words: str) -> bool:
    try:
        ipaddress.ip_address(words)
    except ValueError:
        return False
    return True
