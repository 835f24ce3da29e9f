"""Which files are taken in, and under which names."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from workshops.core.errors import Invalid
from workshops.files.rules import MAX_BYTES, kind_of, safe_name

PDF = b"%PDF-1.7\n%%EOF"


def office(main: str, *others: str) -> bytes:
    """A small office package."""
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name in ("[Content_Types].xml", main, *others):
            package.writestr(name, "<x/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("brev.pdf", PDF, "application/pdf"),
        ("BREV.PDF", PDF, "application/pdf"),
        ("liste.csv", "Navn;Æble".encode(), "text/csv"),
        ("noter.txt", "blåbær".encode("cp1252"), "text/plain"),
        ("noter.txt", "blåbær".encode("utf-16"), "text/plain"),
    ],
)
def test_files_are_known_by_content_and_name(name: str, content: bytes, media_type: str) -> None:
    assert kind_of(name, content).media_type == media_type


def test_office_files_are_known_by_their_main_part() -> None:
    assert kind_of("a.docx", office("word/document.xml")).ending == "docx"
    assert kind_of("a.xlsx", office("xl/workbook.xml")).ending == "xlsx"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("page.png", b"<html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
        ("page.html", b"<p>"),
        ("program.exe", b"MZ"),
        ("brev.pdf", b"PK\x03\x04"),
        ("text.txt", b"a\x00b"),
        ("no-ending", PDF),
        ("broken.docx", b"PK\x03\x04rest"),
        ("sheet.docx", office("xl/workbook.xml")),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("large.txt", b"a" * (MAX_BYTES + 1)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everything_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as problem:
        kind_of(name, content)
    assert problem.value.field == "file"


def test_an_office_file_that_unpacks_to_too_much_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", 8) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        with package.open("word/document.xml", "w") as part:
            for _ in range(201):
                part.write(bytes(1024 * 1024))
    with pytest.raises(Invalid):
        kind_of("bomb.docx", packed.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\brev.pdf", "brev.pdf"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        (".htaccess", "htaccess"),
        ("a\nb\u202efdp.exe.pdf", "a bfdp.exe.pdf"),
        ("..", "file"),
        ("Bilag 3: svar?.pdf", "Bilag 3_ svar_.pdf"),
    ],
)
def test_names_lose_what_could_do_harm(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("å" * 300 + ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 200
