"""A document as a PDF: text only, in a font that comes with the library, nothing fetched."""

from __future__ import annotations

import html
import io
import re
import unicodedata
from functools import cache
from typing import Any

from assistant.exporting.sections import Section, Told

MISSING = "\u25a1"
"""Stands for a character that the font lacks."""
_NEAR = {"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2192": "->", "\u2011": "-", "\u25a1": "[?]"}
_LOWERED = re.compile("([\u2080-\u2089]+)")
_LOWER = {0x2080 + digit: str(digit) for digit in range(10)}
"""The 2 of CO₂, which the font lacks and a line below can show."""
_SIZE = 9.5
_DENSE = (8.0, 7.5, 7.0)
"""Points of the body: of any document, and of a dense one, the next where it is to fit a page."""
_NOTE = {
    "en": "Characters that this PDF's font lacks (emoji, other scripts) are shown as [?]; the Word "
    "document and the exact text in Corail have them.",
    "fr": "Les caractères absents de la police de ce PDF (émojis, autres écritures) sont notés "
    "[?] ; le document Word et le texte exact dans Corail les ont.",
}


def pdf(told: Told) -> bytes:
    """The document's bytes."""
    sizes = _DENSE if told.dense else (_SIZE,)
    for size in sizes:
        content, pages = _set(told, size)
        if told.pages is None or pages <= told.pages:
            return content
    return content


def _set(told: Told, size: float) -> tuple[bytes, int]:
    """The document in a size, and how many pages it takes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    _register()
    styles = _styles(size)
    margin = 44 if told.dense else 72
    lacking = [False]

    def words(text: str) -> str:
        parts = []
        for part in _LOWERED.split(text):
            shown, missed = fit(part.translate(_LOWER)) if _LOWERED.match(part) else fit(part)
            lacking[0] = lacking[0] or missed
            escaped = html.escape(shown, quote=False).replace("\n", "<br/>")
            parts.append(f"<sub>{escaped}</sub>" if _LOWERED.match(part) else escaped)
        return "".join(parts)

    flow: list[Any] = [Paragraph(words(told.title), styles["title"])]
    if told.lead:
        flow.append(Paragraph(words(told.lead), styles["lead"]))
    for section in told.sections:
        flow += _section(section, words, styles, A4[0] - 2 * margin)
    if lacking[0]:
        note = html.escape(_NOTE["fr" if told.language == "fr" else "en"])
        flow += [Spacer(1, 12), Paragraph(note, styles["small"])]
    out = io.BytesIO()
    banner = fit(told.banner)[0] if told.banner else ""
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=fit(told.title)[0],
        author="Corail",
        lang=told.language,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=38 if told.dense else 72,
        bottomMargin=44 if told.dense else 72,
    )

    def page(canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFont("Vera", 8)
        canvas.drawRightString(A4[0] - 50, 30, str(canvas.getPageNumber()))
        if banner:
            canvas.setFont("VeraBd", 10)
            canvas.drawString(72, A4[1] - 40, banner)
            canvas.drawString(72, 30, banner)
        canvas.restoreState()

    document.build(flow, onFirstPage=page, onLaterPages=page)
    return out.getvalue(), document.page


def fit(text: str) -> tuple[str, bool]:
    """``text`` in the characters that the font has, and whether one was missing."""
    known, missed, shown = _known(), False, []
    for char in unicodedata.normalize("NFC", text):
        near = _NEAR.get(char, char)
        if all(ord(c) in known or c == "\n" for c in near):
            shown.append(near)
        elif unicodedata.category(char) in ("Cf", "Mn", "Cc"):
            continue
        else:
            missed = True
            if shown[-1:] != ["[?]"]:
                shown.append("[?]")
    return "".join(shown), missed


def _section(section: Section, words: Any, styles: dict[str, Any], room: float) -> list[Any]:
    from reportlab.platypus import Paragraph

    flow: list[Any] = [Paragraph(words(section.heading), styles["heading"])]
    flow += [Paragraph(words(one), styles["body"]) for one in section.paragraphs]
    flow += [Paragraph(words(one.text), styles[one.manner.value]) for one in section.blocks]
    if section.quoted is not None:
        flow += [
            Paragraph(words(one) or "&nbsp;", styles["quoted"]) for one in _parts(section.quoted)
        ]
    if section.table:
        flow.append(_table(section, words, styles, room))
    return flow


def _parts(text: str) -> list[str]:
    """A long text in lines, so that no paragraph is higher than a page."""
    return text.split("\n")


def _table(section: Section, words: Any, styles: dict[str, Any], room: float) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    rows = section.table
    cells = [
        [Paragraph(words(one), styles["head" if number == 0 else "cell"]) for one in row]
        for number, row in enumerate(rows)
    ]
    widths = section.widths or (1.0,) * len(rows[0])
    lines = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return LongTable(
        cells,
        colWidths=[room * wide / sum(widths) for wide in widths],
        repeatRows=1,
        style=lines,
        splitInRow=1,
    )


@cache
def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


@cache
def _known() -> frozenset[int]:
    """The characters that both cuts of the font have."""
    from reportlab.pdfbase import pdfmetrics

    _register()
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in ("Vera", "VeraBd")]
    return frozenset(set(faces[0]) & set(faces[1]))


_INK, _SET_APART = "#1f5f66", "#eef5f5"


@cache
def _styles(size: float) -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    dense = size < _SIZE
    air = 7 if dense else 10
    body = ParagraphStyle(
        "body",
        fontName="Vera",
        fontSize=size,
        leading=size * 1.29 if dense else 13,
        spaceAfter=2 if dense else 4,
    )
    bold = {"fontName": "VeraBd", "parent": body}
    small = {"parent": body, "fontSize": size - 1 if dense else 8, "leading": size + 1}
    cell = {"fontSize": size - 1, "leading": size + 1.5}
    return {
        "body": body,
        "text": body,
        "title": ParagraphStyle("title", fontSize=15, leading=20, spaceAfter=air, **bold),
        "lead": ParagraphStyle("lead", parent=body, textColor=HexColor("#555555")),
        "heading": ParagraphStyle(
            "heading",
            fontSize=size + 1.5,
            spaceBefore=air,
            spaceAfter=3,
            textColor=HexColor(_INK),
            keepWithNext=1,
            **bold,
        ),
        "strong": ParagraphStyle("strong", spaceBefore=3, keepWithNext=1, **bold),
        "quoted": ParagraphStyle("quoted", parent=body, fontSize=10.5, leading=15, leftIndent=14),
        "said": ParagraphStyle("said", parent=body, leftIndent=12),
        "say": ParagraphStyle(
            "say",
            parent=body,
            leftIndent=12,
            rightIndent=4,
            borderPadding=(3, 4, 3, 6),
            spaceBefore=4,
            spaceAfter=7,
            backColor=HexColor(_SET_APART),
        ),
        "head": ParagraphStyle("head", **cell, **bold),
        "cell": ParagraphStyle("cell", parent=body, **cell),
        "small": ParagraphStyle("small", **small),
    }
