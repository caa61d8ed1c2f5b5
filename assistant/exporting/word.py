"""A document as a Word document: text only, no fields, no links, nothing fetched."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from assistant.exporting.sections import Block, Manner, Section, Told

if TYPE_CHECKING:
    from docx.document import Document

# What XML cannot hold.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def word(told: Told) -> bytes:
    """The document's bytes."""
    import docx

    document = docx.Document()
    document.core_properties.title = fit(told.title)
    document.core_properties.language = told.language
    document.core_properties.author = "Corail"
    document.core_properties.comments = ""
    _speak(document, told.language)
    if told.banner:
        for part in (document.sections[0].header, document.sections[0].footer):
            part.paragraphs[0].add_run(fit(told.banner)).bold = True
    if told.dense:
        _tighten(document)
    document.add_heading(fit(told.title), level=0)
    if told.lead:
        document.add_paragraph(fit(told.lead))
    for section in told.sections:
        _section(document, section)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fit(words: str) -> str:
    """``words`` without the characters that no XML document may hold, each shown as a mark."""
    return _UNFIT.sub("\ufffd", words)


def _section(document: Document, section: Section) -> None:
    document.add_heading(fit(section.heading), level=1)
    for words in section.paragraphs:
        document.add_paragraph(fit(words))
    for block in section.blocks:
        _block(document, block)
    if section.quoted is not None:
        document.add_paragraph(fit(section.quoted), style="Intense Quote")
    if section.table:
        _table(document, section.table, section.widths)


_STYLES = {Manner.SAID: "Quote", Manner.SAY: "Intense Quote"}


def _block(document: Document, block: Block) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph(style=_STYLES.get(block.manner))
    run = paragraph.add_run(fit(block.text))
    run.bold = True if block.manner is Manner.STRONG else None
    if block.manner is Manner.STRONG:
        paragraph.paragraph_format.keep_with_next = True
    if block.manner is Manner.SMALL:
        run.font.size = Pt(8)


_SIZES = {"Title": 17, "Heading 1": 11, "Quote": 9, "Intense Quote": 9, "Normal": 9}


def _tighten(document: Document) -> None:
    """Narrow margins, a smaller body, little air between paragraphs."""
    from docx.shared import Cm, Pt

    for part in document.sections:
        part.left_margin = part.right_margin = Cm(1.8)
        part.top_margin = part.bottom_margin = Cm(1.3)
    for name, size in _SIZES.items():
        style: Any = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(5 if name == "Heading 1" else 0)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.0


def _table(
    document: Document, rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...] = ()
) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = fit(words)
            if number == 0:
                for run in cell.paragraphs[0].runs:
                    run.bold = True
    _repeat_header(table.rows[0])
    page = document.sections[0]
    if widths and page.page_width and page.left_margin and page.right_margin:
        room = page.page_width - page.left_margin - page.right_margin
        for column, wide in zip(table.columns, widths, strict=True):
            for cell in column.cells:
                cell.width = int(room * wide / sum(widths))


def _repeat_header(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _speak(document: Document, language: str) -> None:
    """The language that the document is read aloud and checked in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles["Normal"].element.get_or_add_rPr()
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), {"fr": "fr-FR"}.get(language, "en-GB"))
    properties.append(told)
