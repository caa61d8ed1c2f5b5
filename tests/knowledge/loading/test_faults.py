"""Bad files: each is refused in a sentence, and the others go on. See faults 1 to 11."""

import io
import os
import time
import zipfile
import zlib
from pathlib import Path

import docx
import fpdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.loading import Limits, Loaded, Skipped, load, safe_name


def pdf(*pages: str) -> bytes:
    document = fpdf.FPDF()
    document.set_font("Helvetica", size=12)
    for page in pages:
        document.add_page()
        document.multi_cell(0, text=page)
    return bytes(document.output())


def word(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def repacked(package: bytes, name: str, content: bytes) -> bytes:
    """``package`` with one of its files replaced or added."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return held.getvalue()


def scanned() -> bytes:
    document = fpdf.FPDF()
    document.add_page()
    document.rect(20, 20, 100, 100, style="F")
    return bytes(document.output())


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Our pledge for 2030.")))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def pdf_bomb() -> bytes:
    """One page whose content unpacks from kilobytes to hundreds of megabytes."""
    packed = zlib.compress(zlib.compress(b"0 0 m " * 25_000_000, 1), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


def test_a_corrupt_pdf_is_refused_and_the_others_go_on(write, take, tmp_path):
    """Fault 1: one damaged file takes nothing down with it."""
    write("a.pdf", pdf("We will halve our emissions by 2030."))
    write("b.pdf", b"%PDF-1.7\n" + os.urandom(2_000))
    write("c.pdf", pdf("Nous plantons des haies.")[:600])
    write("d.md", "We repair what we sell.")

    outcomes = take(tmp_path)

    assert [one.path.name for one in outcomes.loaded] == ["a.pdf", "d.md"]
    assert [one.path.name for one in outcomes.refused] == ["b.pdf", "c.pdf"]
    assert all("damaged" in one.reason for one in outcomes.refused)


def test_an_encrypted_pdf_is_refused_and_says_that_it_needs_a_password(write, take):
    """Fault 2: a PDF that needs a password says so."""
    assert "needs a password" in take(write("secret.pdf", encrypted("open sesame"))).reason


def test_a_pdf_locked_against_changes_only_is_read(write, take):
    assert "Our pledge for 2030." in take(write("locked.pdf", encrypted(""))).document.text


def test_a_scanned_pdf_is_never_kept_as_an_empty_document(write, take):
    """Fault 3: pages without text are told as such, with what to do."""
    outcomes = take(write("scan.pdf", scanned()))

    assert "no text found" in outcomes.reason
    assert "OCR" in outcomes.reason
    assert not outcomes.documents


def test_a_pdf_bomb_is_capped_and_the_next_file_is_read(write, take):
    """Fault 4: a PDF that unpacks without end is given up within bounds."""
    bomb = write("bomb.pdf", pdf_bomb())
    after = write("next.pdf", pdf("We answer every question."))

    started = time.perf_counter()
    outcomes = take(bomb, after, limits=Limits(seconds=20))

    assert time.perf_counter() - started < 60
    assert [one.path.name for one in outcomes.refused] == ["bomb.pdf"]
    assert outcomes.document.text == "We answer every question."


def test_a_reader_that_takes_too_long_is_stopped_and_the_next_file_is_read(write, take):
    """Fault 4: parsing happens in a process of its own, with a time-out."""
    slow = write("slow.pdf", pdf(*["We answer every question." * 60] * 40))
    outcomes = take(slow, write("fast.md", "We listen."), limits=Limits(seconds=-19.9))

    assert "took more than" in outcomes.reason
    assert outcomes.document.text == "We listen."


def test_a_reader_that_needs_too_much_memory_dies_alone(write, take):
    """Fault 4: the reading process has a limit on its memory."""
    greedy = write("greedy.pdf", pdf("A page."))
    outcomes = take(greedy, write("fine.md", "We listen."), limits=Limits(memory_bytes=30_000_000))

    assert "memory" in outcomes.reason
    assert outcomes.document.text == "We listen."


@pytest.mark.parametrize("name", ["huge.pdf", "huge.docx", "huge.csv", "huge.md"])
def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path, take, name):
    """Fault 5: 200 MB are refused by their size alone."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200_000_000)

    started = time.perf_counter()
    reason = take(path).reason

    assert "200 MB" in reason
    assert "limit is 50 MB" in reason
    assert time.perf_counter() - started < 2


def test_a_zip_bomb_in_a_word_file_is_refused(write, take):
    """Fault 6: what unpacks to far more than a document should is not unpacked."""
    bomb = repacked(word("A pledge."), "word/media/a.bin", b"\0" * 350_000_000)

    assert len(bomb) < 1_000_000
    assert "unpacks from" in take(write("bomb.docx", bomb)).reason


def test_a_word_file_of_a_million_parts_is_refused(write, take):
    """Fault 6: so is one with too many files inside."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for number in range(6_000):
            package.writestr(f"word/{number}.xml", "<a/>")

    assert "more than 5,000 files" in take(write("many.docx", held.getvalue())).reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_word_file_with_a_document_type_is_refused(write, take, encoding):
    """Fault 7: no DTD and no entities, in whatever encoding they hide."""
    laughs = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
    ).encode(encoding)
    hostile = repacked(word("A pledge."), "word/document.xml", laughs)

    assert "document type or entities" in take(write("laughs.docx", hostile)).reason


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("/absolute/plan.pdf", "plan.pdf"),
        ("C:\\plans\\net zero.docx", "net zero.docx"),
        ("plan\x00.pdf", "plan.pdf"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("bad\u202efdp.exe", "badfdp.exe"),
    ],
)
def test_a_file_name_never_leads_out_of_its_folder(name, bare):
    """Fault 8: of a name from outside, only the last part is kept."""
    assert safe_name(name) == bare


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path, take):
    """Fault 8: a folder holds what is in it, not what its links point to."""
    secret = tmp_path / "elsewhere" / "secret.md"
    secret.parent.mkdir()
    secret.write_text("The merger is planned for May.")
    handed = tmp_path / "handed in"
    handed.mkdir()
    (handed / "public.md").write_text("We listen.")
    (handed / "link.md").symlink_to(secret)

    assert take(handed).document.text == "We listen."


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("plan.docx", pdf("A plan."), "a PDF"),
        ("plan.pdf", word("A plan."), "a zip archive or an Office document"),
        ("plan.txt", pdf("A plan."), "a PDF"),
        ("plan.md", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a PNG image"),
        ("plan.csv", word("A plan."), "a zip archive or an Office document"),
        ("plan.html", b"\x7fELF" + b"\0" * 100, "a program"),
        ("plan.pdf", b"Only words.", "not a PDF"),
        ("plan.docx", b"Only words.", "not an Office document"),
    ],
)
def test_a_wrong_extension_is_sniffed_and_refused(write, take, name, content, found):
    """Fault 9: a file is what its content is, and says what it found."""
    reason = take(write(name, content)).reason

    assert found in reason
    assert f"ends in {Path(name).suffix}" in reason


def test_a_spreadsheet_named_as_a_text_document_is_refused(write, take):
    """Fault 9: also when both are Office documents."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")

    assert "another kind of archive" in take(write("plan.docx", held.getvalue())).reason


def test_an_old_or_protected_office_file_says_what_to_do(write, take):
    """Fault 9: so does the container of old and of encrypted Office files."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

    assert "save it without a password as .docx" in take(write("old.docx", old)).reason


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("mac-roman", "Mac Roman"),
        ("utf-32", "UTF-32"),
    ],
)
@pytest.mark.parametrize("name", ["note.md", "note.txt", "rows.csv"])
def test_text_in_another_encoding_is_decoded_and_the_encoding_told(
    write, take, name, encoding, label
):
    """Fault 10: no mojibake, and the reader knows how the bytes were read."""
    words = "Engagée dès l’été 2021, la coopérative a reversé 12 % à ses œuvres."
    content = f"texte\n{words}\n" if name == "rows.csv" else words
    if name == "rows.csv":
        content = content.replace(",", "")
        words = words.replace(",", "")

    outcomes = take(write(name, content.encode(encoding)))

    assert outcomes.document.text == words
    assert f"read as {label} text, not UTF-8" in outcomes.loaded[0].notes


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_needs_no_note(write, take, mark):
    outcomes = take(write("note.md", mark + "Déjà tenu.".encode()))

    assert outcomes.document.text == "Déjà tenu."
    assert outcomes.loaded[0].notes == ()


def test_bytes_in_no_known_encoding_are_refused_or_told(write, take):
    """Fault 10: never silently wrong."""
    noise = bytes(range(128, 256)) * 20

    outcomes = take(write("noise.txt", noise))

    assert outcomes.refused or "please check the accents" in outcomes.loaded[0].notes[0]


def test_nul_bytes_and_lone_surrogates_are_cleaned_at_entry(write, take):
    """Fault 11: what breaks the embedding or the database never reaches it."""
    rows = '{"text": "We\\u0000listen \\ud800 always", "speaker": "Ma\\u0000ya\\ud83d"}\n'

    outcomes = take(write("note.md", b"We\x00 listen."), write("rows.jsonl", rows))

    assert [document.text for document in outcomes.documents] == [
        "We listen.",
        "We listen \ufffd always",
    ]
    assert outcomes.documents[1].speaker == "Ma ya\ufffd"
    assert all("NUL" in document.notes[0] + document.notes[-1] for document in outcomes.documents)


def test_hidden_characters_are_stripped_and_told_even_when_spelt_as_entities(write, take):
    """Faults 34 and 35, at the door of the record."""
    outcomes = take(write("note.md", "We pay &#8238;more&#8236; to far\u200bmers."))

    assert outcomes.document.text == "We pay more to farmers."
    assert "3 hidden characters removed (zero-width, direction)" in outcomes.document.notes


def test_the_same_file_gives_the_same_documents_twice(write, take):
    """Fault 12: nothing in a document changes from one ingest to the next."""
    path = write("rows.csv", "text,date\nWe listen.,2023\nWe act.,2024\n")

    assert take(path).documents == take(path).documents


def test_a_new_version_of_a_file_keeps_its_source(write, take):
    """Fault 13: the same source with another text is a new version of the same document."""
    old = take(write("pledge.md", "Net zero by 2050.")).document
    new = take(write("pledge.md", "Net zero by 2040.")).document

    assert old.source == new.source
    assert old.digest != new.digest


def test_an_empty_file_and_a_missing_one_are_refused_by_name(write, take, tmp_path):
    outcomes = take(write("empty.md", "  \n"), tmp_path / "absent.md")

    assert [(one.path.name, one.reason) for one in outcomes.refused] == [
        ("empty.md", "it is empty."),
        ("absent.md", "there is no such file or folder."),
    ]


PIECES = (
    *(
        "---\n",
        "~~~\n",
        "\n",
        "\r",
        '{"text":',
        "{",
        "}",
        "[",
        "text",
        "date",
        ",",
        ";",
        '"',
        ":",
        "|",
    ),
    *("\x00", "\ud800", "&#", "é", "x" * 70, " ", "- ", "2023", "nn", "***", "`", "We listen."),
)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".csv", ".tsv", ".jsonl"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(PIECES),
            max_size=40,
        ).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")),
    )
)
def test_whatever_a_file_holds_it_gets_an_outcome(tmp_path_factory, suffix, content):
    """Faults 1 to 11: no content of a text file is an error of the whole run."""
    path = tmp_path_factory.mktemp("any") / f"file{suffix}"
    path.write_bytes(content)

    outcomes = list(load([path]))

    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Loaded):
            for document in outcome.documents:
                document.text.encode("utf-8")
                assert document.text.strip()
        else:
            assert outcome.reason.endswith(".") or isinstance(outcome, Skipped)
