"""Where one sentence ends and the next begins, in French and English, in prose and in posts.

What the record is quoted by is the sentence, so a wrong cut puts half a thought in the brand's
mouth. The rules here are few and can be read: find what may end a sentence, then ask what stands
before it (an abbreviation, an initial, the number of a list) and after it (a capital, a figure, a
quotation mark, a link). Everything is offsets into the text as it stands, found in linear time.

They are ours because pysbd, the obvious choice, cuts after "Mme." and "p.", doesn't cut after "»",
knows nothing of emoji and hashtags, and is five times slower; ``tests/knowledge`` has the table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from knowledge.lately import of_short

# Pictures that close a sentence in a post. Signs such as ™ or ▪ belong to the text around them.
EMOJI = (
    r"(?:(?:[\p{Extended_Pictographic}--[©®™‼⁉▪▫◼◻↔-↙↩↪➡⬅-⬇]]|\p{Regional_Indicator})"
    r"[\uFE0F\u20E3\p{Emoji_Modifier}\U000E0020-\U000E007F]*+"
    r"|:[a-z][a-z0-9_\-]{1,40}+:)"
)
_EMOJIS = rf"(?:{EMOJI}(?:\u200D?\s?{EMOJI})*+)"

_CLOSERS = r"(?:[\"'’”)\]*_]|\s?[»›])"
_MARKS = r"(?:\[\d{1,3}\]|[¹²³⁰-⁹])"
_LINK = r"(?:https?://|www\.)"

# What may end a sentence: stops and all that clings to them, or pictures in the place of a stop.
_CANDIDATE = regex.compile(
    rf"""
    (?P<stop> \.{{2,}}+ | …++ | [.!?。！？…]++ )
    (?P<tail> (?:{_CLOSERS} | {_MARKS})*+ (?:\s?{_EMOJIS})?+ )
  | (?P<emoji> {_EMOJIS} )
  | (?P<item> (?<=[:;.,!?]) \s*+ (?=[→•▪●◦‣➢✓✔]) | (?<=\s) (?=[•●◦‣]\s)
      | (?<=[:;]) \s*+ (?=[-–—*]\s) | (?<=\.) \s*+ (?=[-–—*]\s+\p{{Lu}}) )
    """,
    regex.VERSION1 | regex.VERBOSE,
)

# What stands at the head of a line and is not of the sentence: quote marks, bullets, numbers.
MARKER = regex.compile(
    r"[ \t]*+(?:>[ \t]*+)*+"
    r"(?:(?:[-*+•▪●◦‣→➢✓✔–—]|\(?\d{1,3}[.)]|\(?[a-z]\))(?:[ \t]++|(?<=[→•▪●◦‣➢✓✔])))?+"
)
# Posts are spaced out with blanks that Python does not take for white space.
_HEAD = regex.compile(r"[\s\x1C-\x1F\u200B\u2800\uFEFF\uFFFC]*+")
_FOOT = regex.compile(r"(?r)[\s\x1C-\x1F\u200B\u2800\uFEFF\uFFFC]*+")
_PICTURE = regex.compile(EMOJI, regex.VERSION1)
_TAG = regex.compile(r"[#@][\w\-]++[.,·|]*+")
_URL = regex.compile(
    rf"{_LINK}\S++|(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++", regex.IGNORECASE
)
_WORD = regex.compile(r"\w")
_OPENERS = regex.compile(r"[\s\"'’“‘«‹(\[*_¿¡–—→•▪●◦‣➢✓✔\-]*+")
_TOKEN = regex.compile(r"[^\s(\[«“\"]*$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A stop after these never ends a sentence.
_TITLES = _words(
    "m mm mme mmes mlle mlles dr drs pr st ste mr mrs ms prof gen gén sen rep gov capt cdt lt "
    "col sgt hon rev mt messrs mgr e.g i.e c.-à-d c.à.d p.ex ex cf vs approx env www viz resp "
    "incl excl tél tel bd av boul réf"
)
# ... nor after these when a number follows.
_NUMBERED = _words(
    "no nos n° n nº fig figs art arts p pp sec sect chap ch vol eq tab ref §  par al annexe app pt "
    "ver v para l r d jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc "
    "approx min max"
)
# After these it does when what follows is a word that opens sentences.
_UNSURE = _words(
    "inc ltd co corp plc llc jr sr bros esq dept assn univ cie sté al ave blvd rd a.m p.m ph.d u.s "
    "u.k e.u u.n u.s.a d.c s.a s.a.s j.-c o.n.u n.b p.s i.d jan feb mar apr jun jul aug sep sept "
    "oct nov dec janv févr avr juil déc éd hrs"
)
_STARTERS = _words(
    "the a an we our i my you your he she it its they their this that these those there here in on "
    "at by for from with as if when while since after before although however but and so yet to "
    "today what how why who where no not all each every both over under thanks please let join "
    "more read see find check visit learn discover watch "
    "le la les l un une des nous notre nos je mon ma mes tu vous votre vos il elle ils elles on ce "
    "cet cette ces c cela ça leur leurs dans en au aux avec pour par sur sous depuis après avant "
    "si quand lorsque mais et donc or ainsi aujourd aussi enfin puis tout toute tous toutes chaque "
    "que qui quoi comment pourquoi où merci bonjour pas n d s j qu"
)
_TITLES_OF = {
    "fr": _words("me"),
    "de": _words("z.b d.h bzw nr str hr fr u.a inkl ggf evtl"),
    "es": _words("sr sra srta ud uds p.ej"),
    "it": _words("sig sigg dott p.es"),
    "nl": _words("dhr mevr bijv nr"),
    "pt": _words("sr sra p.ex"),
}
_ROMAN = regex.compile(r"[ivxlc]{1,6}", regex.IGNORECASE)

# A quotation or an aside longer than this may be cut at its stops.
_ENCLOSED = 240
_PAIRS = {"(": ")", "«": "»", "“": "”", "[": "]"}
_WRAPPED = 40


def sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text`` as ``(start, end)`` offsets, in order and without overlap.

    White space around a sentence, and the bullet or number of a list at its head, are left out,
    and so are lines without a single letter or digit (rules, rows of dots, lone emoji): what is
    returned can be quoted. The rules of French and English are applied together, because records
    mix them; ``language`` (ISO 639-1) adds the titles of another, and tells an English "M." from a
    French one.
    """
    return [(start, end) for start, end in pieces(text, language) if has_words(text, start, end)]


def has_words(text: str, start: int, end: int) -> bool:
    """Whether there is a letter or a digit in ``text[start:end]``."""
    return _WORD.search(text, start, end) is not None


def pieces(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """As :func:`sentences`, with the pieces that hold no word.

    All that is not blank is kept, apart from the markers at the head of lines.
    """
    return list(_pieces(text, language))


@of_short(1024)
def _pieces(text: str, language: str | None) -> tuple[tuple[int, int], ...]:
    return tuple(
        piece for start, end in _lines(text) for piece in _of_line(text, start, end, language)
    )


# --- lines -------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text between line breaks that end a sentence, whatever stands before them."""
    physical: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.rstrip()
        physical.append((position, position + len(stripped)))
        position += len(line)
    # A wrapped paragraph has a margin: the next word would not have fitted on the line.
    first = 0
    while first < len(physical):
        last = first
        while last < len(physical) and physical[last][1] > physical[last][0]:
            last += 1
        margin = max((b - a for a, b in physical[first:last]), default=0)
        start = first
        for number in range(first, last):
            if number + 1 == last or not _goes_on(
                text, physical[number], physical[number + 1], margin
            ):
                yield physical[start][0], physical[number][1]
                start = number + 1
        first = last + 1


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], margin: int) -> bool:
    """Whether the sentence of ``line`` may run on in the line below."""
    marker = MARKER.match(text, *following)
    head = text[following[0] : following[1]].lstrip()
    quoted = text[line[0] : line[1]].lstrip().startswith(">") and head.startswith(">")
    if marker and marker.group().strip() and not quoted:
        return False
    if head[0] in "#|" or text[line[0] : line[1]].lstrip()[0] in "#|":
        return False
    if not has_words(text, *following) or _PICTURE.match(head):
        return False
    if head[0].islower() or head[0] in ",;)»":
        return True
    fits = line[1] - line[0] + 1 + len(head.split(None, 1)[0]) <= margin
    return not fits and margin >= _WRAPPED


# --- sentences of one line ---------------------------------------------------------------------


def _of_line(text: str, start: int, end: int, language: str | None) -> list[tuple[int, int]]:
    marker = MARKER.match(text, start, end)
    if marker and marker.end() < end:
        start = marker.end()
    start, end = _trimmed(text, start, end)
    if start >= end:
        return []
    line = _Line(text, start, end, language)
    found: list[tuple[int, int]] = []
    head = start
    for cut in line.boundaries():
        if cut > head:
            _keep(text, head, cut, found, start)
            head = cut
    _keep(text, head, end, found, start)
    if found:
        found[-1:] = _without_tags(text, *found[-1])
    return found


def _without_tags(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last sentence of a line, and apart from it the hashtags and mentions that close it."""
    if text.find("#", start, end) < 0 and text.find("@", start, end) < 0:
        return [(start, end)]
    words = text[start:end].split()
    tags = 0
    while tags < len(words) and _TAG.fullmatch(words[-1 - tags]):
        tags += 1
    if not tags or tags == len(words):
        return [(start, end)]
    at = end
    for word in reversed(words[-tags:]):
        at = text.rindex(word, start, at)
    before = start + len(text[start:at].rstrip())
    # "Join us at #COP28" needs its hashtag: one stands apart only after a full stop.
    if tags == 1 and text[before - 1] not in '.!?…"»”)':
        return [(start, end)]
    return [(start, before), (at, end)]


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]], first: int) -> None:
    """Add a piece, trimmed; one that holds no word goes with the piece before it."""
    begin, finish = _trimmed(text, start, end)
    marker = MARKER.match(text, begin, finish) if begin > first else None
    bullet = marker.group().strip() if marker else ""
    if marker and bullet and bullet[0] not in "(0123456789>" and marker.end() < finish:
        begin = marker.end()
    if begin >= finish:
        return
    if found and not (has_words(text, begin, finish) and has_words(text, *found[-1])):
        found[-1] = (found[-1][0], finish)
    else:
        found.append((begin, finish))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    head, foot = _HEAD.match(text, start, end), _FOOT.match(text, start, end)
    start = head.end() if head else start
    return start, max(start, foot.start() if foot else end)


class _Line:
    """One line, and what its rules need to know of it as a whole."""

    def __init__(self, text: str, start: int, end: int, language: str | None) -> None:
        self.text, self.start, self.end, self.language = text, start, end, language
        links = [match.span() for match in _URL.finditer(text, start, end)]
        self.link_starts = [a for a, _ in links]
        # The stop that closes the sentence is not of the link.
        self.link_ends = [a + len(text[a:b].rstrip(".,!?;:…»\"')")) for a, b in links]
        bare = text[start:end]
        # Some records come lower-cased: there, a small letter may open a sentence.
        self.caseless = not any(c.isupper() for c in bare) and sum(c.isalpha() for c in bare) > 20
        self.enclosures = self._enclosures()
        self.enclosure_starts = [a for a, _ in self.enclosures]

    def boundaries(self) -> Iterator[int]:
        head = self.start
        for match in _CANDIDATE.finditer(self.text, self.start, self.end):
            cut = match.end()
            if cut >= self.end or self._in_link(match.start()):
                continue
            if match["item"] is not None:
                ends = not self._enclosed(match.start()) and match.start() > head
            elif match["emoji"] is not None:
                ends = self._ends_at_emoji(match.start(), cut)
            else:
                ends = self._ends_at_stop(match, head)
            if ends:
                yield cut
                head = cut

    def _ends_at_emoji(self, start: int, cut: int) -> bool:
        """Pictures close a sentence when a word that opens one follows, or a glued capital."""
        if start == self.start or self._enclosed(start):
            return False
        following = self._word_at(cut)
        glued = not self.text[cut].isspace() and not self.text[start - 1].isspace()
        opens = following[:1].isupper() or following[:1] in "#@"
        return bool(following) and opens and (glued or following.casefold() in _STARTERS)

    def _ends_at_stop(self, match: regex.Match[str], head: int) -> bool:
        stop, cut, text = match["stop"], match.end(), self.text
        if self._enclosed(match.start()):
            return False
        if text[match.start() - 1 : match.start()] in "([" and match["tail"][:1] in ")]":
            return False  # "[...]" stands for what was left out.
        spaced = text[cut].isspace()
        asiatic = stop[-1] in "。！？"
        pictured = bool(match["tail"]) and _PICTURE.search(match["tail"]) is not None
        if not spaced and not asiatic and not pictured:
            # "Bravo!Merci": the space was lost, the capital was not.
            if stop[-1] not in "!?…" or match["tail"]:
                return False
            return (
                text[max(head, match.start() - 2) : match.start()].rstrip()[-1:].islower()
                and text[cut].isupper()
                and text[cut + 1 : cut + 2].islower()
            )
        opening = _OPENERS.match(text, cut, self.end)
        at = opening.end() if opening else cut
        if at >= self.end:
            return False
        if self._link_at(at):
            return True
        following = self._word_at(at)
        lower = text[at].islower()
        if stop == "." and not self._full_stop(match.start(), head, at, following):
            return False
        if text[at] in "#@":
            return True
        if lower and not asiatic:
            # A post may go on in small letters on the next line.
            broken = "\n" in text[cut:at] and stop[-1] in ".!?"
            return (self.caseless or pictured or broken) and stop not in ("...", "…")
        return text[at].isalnum() or _PICTURE.match(text, at) is not None or asiatic

    def _full_stop(self, stop: int, head: int, at: int, following: str) -> bool:
        """Whether a single stop ends a sentence, by the word before it and the word after."""
        text = self.text
        found = _TOKEN.search(text, max(head, stop - 40), stop)
        token = found.group() if found else ""
        word = token.casefold().replace("’", "'").rpartition("'")[2].lstrip("*_-–")
        opens = following.casefold() in _STARTERS
        digit = text[at].isdigit()
        if not word:
            return True
        before = text[max(head, stop - 60) : stop - len(token)].strip(" \t\n*_>-–•→(")
        if len(word) < 3 and token.islower() and before[-1:].isdigit():
            return True  # "100 m." and "12 t." are measures.
        if word in _TITLES or word in _TITLES_OF.get(self.language or "", ()):
            # "M." is nobody's title in English.
            return word in ("m", "mm") and self.language == "en" and opens
        if (digit or (_ROMAN.fullmatch(following) and len(following) > 1)) and word in _NUMBERED:
            return False
        if word in _UNSURE:
            return opens and not (word == "a.m" and digit)
        if not before and (_ROMAN.fullmatch(word) or len(word) == 1 or word.rstrip(")").isdigit()):
            return len(word) > 3 and word.isdigit()  # The number of an item, unless it is a year.
        if len(word) == 1 and word.isalpha():
            return opens and (token.islower() or self._scale(before))
        if regex.fullmatch(r"(?:\p{L}\.-?)+\p{L}", word):
            return opens
        # "1. 5 million": a number torn by extraction. A year may well be followed by a figure.
        return not (digit and word.isdigit() and len(word) < 4)

    @staticmethod
    def _scale(before: str) -> bool:
        """Whether a lone capital closes a phrase ("vitamin C", "plan B") and is no initial."""
        words = before.split()
        return bool(words) and words[-1][:1].islower()

    # What surrounds a place.

    def _word_at(self, at: int) -> str:
        found = regex.match(r"[\s\"“«(]*+([#@]|\w++)", self.text[at : at + 60])
        return found.group(1) if found else ""

    def _link_at(self, at: int) -> bool:
        return at in self.link_starts

    def _in_link(self, at: int) -> bool:
        number = bisect_right(self.link_starts, at) - 1
        return number >= 0 and at < self.link_ends[number]

    def _enclosed(self, at: int) -> bool:
        number = bisect_right(self.enclosure_starts, at) - 1
        return number >= 0 and at < self.enclosures[number][1]

    def _enclosures(self) -> list[tuple[int, int]]:
        """Short asides and quotations, outermost only: they are not cut in the middle."""
        opened: list[tuple[str, int]] = []
        found = self._straight()
        for match in regex.finditer(r"[()«»“”\[\]]", self.text, pos=self.start, endpos=self.end):
            sign, at = match.group(), match.start()
            if sign in _PAIRS:
                opened.append((sign, at))
                continue
            while opened and _PAIRS[opened[-1][0]] != sign and len(opened) > 1:
                opened.pop()
            if opened and _PAIRS[opened[-1][0]] == sign:
                _, start = opened.pop()
                if at - start <= _ENCLOSED:
                    # A stop that is the last thing in it may end the sentence around it.
                    inner = len(self.text[start:at].rstrip().rstrip(".!?…"))
                    found.append((start, start + inner))
        outermost: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if not outermost or start >= outermost[-1][1]:
                outermost.append((start, end))
        return outermost

    def _straight(self) -> list[tuple[int, int]]:
        """Quotations between straight marks, when each mark of the line has its fellow."""
        marks = [m.start() for m in regex.finditer('"', self.text, pos=self.start, endpos=self.end)]
        if len(marks) % 2:
            return []
        pairs = zip(marks[::2], marks[1::2], strict=True)
        return [
            (start, start + len(self.text[start:end].rstrip(" .!?…")))
            for start, end in pairs
            if end - start <= _ENCLOSED
        ]
