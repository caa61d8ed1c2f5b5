"""Office, web and PDF files come in as legible text with the facts they state."""

import io
from datetime import datetime
from pathlib import Path

import docx
import fpdf
import openpyxl
import pptx
import pytest

from knowledge.loading import Loaded, Skipped, load

PAGE = """<!doctype html>
<html lang="fr-FR"><head><meta charset="utf-8">
<title>Notre engagement | Halage</title>
<link rel="canonical" href="https://halage.example/engagement">
<meta property="article:published_time" content="2023-05-10T08:00:00+02:00"></head>
<body><nav><a href="/">Accueil</a> <a href="/b">Boutique en ligne</a></nav>
<article><h1>Notre engagement</h1>
<p>Depuis 2019, la coopérative <strong>Halage</strong> reverse 12 % de ses ventes aux producteurs,
et publie chaque année le détail de ces versements, vérifié par un tiers.</p>
<ul><li>Un premier point qui compte</li><li>Un second point</li></ul>
<p>Il reste 8 % de plastique dans nos emballages, comme le dit
<a href="https://halage.example/rapport">le rapport annuel</a>.</p>
<table><tr><th>Année</th><th>Part</th></tr><tr><td>2023</td><td>12 %</td></tr></table></article>
<footer>Mentions légales</footer><script>alert("bonjour")</script></body></html>"""


def word() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Plan climat 2040"
    document.add_heading("Le plan", 1)
    document.add_paragraph("Nous visons la neutralité, ").add_run("sans compensation").bold = True
    document.add_paragraph("Un premier point", style="List Bullet")
    table = document.add_table(2, 2)
    for place, words in {(0, 0): "Année", (0, 1): "Part", (1, 0): "2023", (1, 1): "12 %"}.items():
        table.cell(*place).text = words
    return _saved(document)


def slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Our promise"
    slide.placeholders[1].text = "We repair.\nWe reuse."
    return _saved(deck)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Année", "Part", "Note"], [2023, 0.12, None], [2024, 0.15, "estimée"]):
        book.active.append(row)
    return _saved(book)


def _saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def report() -> bytes:
    document = fpdf.FPDF()
    document.set_title("Our report")
    document.set_font("Helvetica", size=12)
    for page in range(1, 5):
        document.add_page()
        document.cell(text="Halage 2023", new_x="LMARGIN", new_y="NEXT")
        document.ln(8)
        document.multi_cell(
            0,
            text=f"In chapter {page} we say what we promised, what we did of it, and what is still "
            "missing, because the people who buy from us have a right to know all of the three. "
            "Nothing is left out.",
        )
        document.ln(6)
        document.multi_cell(60, text="The long-\nterm plan for the environ-\nment stands.")
        document.ln(6)
        document.cell(text=f"{page}")
    return bytes(document.output())


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """All formats in one folder, read in one go: the readers start once."""
    from knowledge.loading import Loaded, load

    folder = tmp_path_factory.mktemp("formats")
    for name, content in {
        "plan.docx": word(),
        "deck.pptx": slides(),
        "figures.xlsx": sheet(),
        "page.html": PAGE.encode(),
        "old page.htm": PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"),
        "report.pdf": report(),
    }.items():
        (folder / name).write_bytes(content)
    outcomes = list(load([folder]))
    assert all(isinstance(one, Loaded) for one in outcomes), outcomes
    return {one.path.name: one.documents[0] for one in outcomes if isinstance(one, Loaded)}


def test_a_word_document_keeps_its_headings_lists_and_tables(read):
    document = read["plan.docx"]

    assert document.title == "Plan climat 2040"
    assert "# Le plan" in document.text
    assert "Nous visons la neutralité, sans compensation" in document.text
    assert "* Un premier point" in document.text
    assert "| 2023 | 12 % |" in document.text
    assert document.language == "fr"


def test_slides_are_read_without_their_bookkeeping(read):
    assert read["deck.pptx"].text == "# Our promise\nWe repair.\nWe reuse."


def test_a_spreadsheet_is_a_table_without_nan(read):
    assert "| 2023 | 0.12 |  |\n| 2024 | 0.15 | estimée |" in read["figures.xlsx"].text


def test_a_web_page_is_its_article_and_what_its_head_states(read):
    document = read["page.html"]

    assert document.title == "Notre engagement"
    assert document.date == "2023-05-10"
    assert document.language == "fr"
    assert document.url == "https://halage.example/engagement"
    assert "la coopérative Halage reverse 12 % de ses ventes" in document.text
    assert "- Un premier point qui compte" in document.text
    assert "comme le dit le rapport annuel." in document.text
    assert "| 2023 | 12 % |" in document.text
    for left_out in ("Accueil", "Boutique", "Mentions", "alert", "rapport)"):
        assert left_out not in document.text


def test_an_old_web_page_is_decoded_as_it_declares(read):
    """Fault 10, for a web page."""
    assert "vérifié par un tiers" in read["old page.htm"].text
    assert "read as iso-8859-1 text, not UTF-8" in read["old page.htm"].notes


def test_the_lines_of_a_printed_page_are_paragraphs_again(read):
    document = read["report.pdf"]

    assert document.title == "Our report"
    assert "we say what we promised, what we did of it, and what is still missing" in document.text
    assert "The long-term plan for the environment stands." in document.text


def test_running_heads_and_page_numbers_are_left_out_and_told(read):
    document = read["report.pdf"]

    assert "Halage 2023" not in document.text
    assert "8 running heads and page numbers removed" in document.notes


def test_no_format_is_given_a_date_it_does_not_state(read):
    for name in ("plan.docx", "deck.pptx", "figures.xlsx", "report.pdf"):
        assert read[name].date is None


def test_a_workbook_with_a_column_for_the_text_is_a_table_of_statements(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Tweets"
    for row in (
        ["Date", "Texte", "Compte"],
        [datetime(2024, 5, 2), "Nos péniches rouleront au colza.", "Halage"],
        [None, None, None],
        ["2025", "Le port de Lille est rouvert.", "Halage"],
    ):
        book.active.append(row)
    book.create_sheet("Légende").append(["Couleur", "Sens"])
    path = tmp_path / "tweets.xlsx"
    path.write_bytes(_saved(book))

    loaded, skipped = load([path])

    assert isinstance(loaded, Loaded)
    assert isinstance(skipped, Skipped)
    assert "Légende" in skipped.reason
    assert [(d.text, d.date, d.speaker) for d in loaded.documents] == [
        ("Nos péniches rouleront au colza.", "2024-05-02", "Halage"),
        ("Le port de Lille est rouvert.", "2025", "Halage"),
    ]
