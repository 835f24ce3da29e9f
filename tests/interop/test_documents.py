"""A DOCX opens in LibreOffice with its headings, tables, language and face."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.documents.makers import AT, proposal
from workshops.documents.layout import lay_out
from workshops.documents.word.drawing import write_docx

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
LAYOUT = lay_out(proposal(3))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of the document: an ODT and a PDF, side by side."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "document.docx").write_bytes(write_docx(LAYOUT, AT))
    for kind in ("odt", "pdf"):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(folder),
                str(folder / "document.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


def test_headings_and_header_rows_are_kept(opened: Path) -> None:
    with ZipFile(opened / "document.odt") as package:
        content = ET.fromstring(package.read("content.xml"))  # noqa: S314 - our own program's file

    headings = [
        "".join(h.itertext()) for h in content.iter(f"{TEXT}h") if h.get(f"{TEXT}outline-level")
    ]
    assert headings == [title for _number, title in LAYOUT.headings()]
    tables = list(content.iter(f"{TABLE}table"))
    assert len(list(content.iter(f"{TABLE}table-header-rows"))) == len(tables) == 5


def test_our_face_is_used_although_it_is_not_installed(opened: Path) -> None:
    reader = PdfReader(opened / "document.pdf")

    faces = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {face.partition("-")[0] for face in faces} == {"IBMPlexSans", "OpenSymbol"}
