"""LibreOffice as a colleague's word processor: it opens our DOCX and saves it as its own ODT."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx.oxml import parse_xml

from tests.documents.reading import bare

SPACES = {
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
SECONDS = 120


def saved_anew(content: bytes, folder: Path) -> "Odt":
    """A DOCX as LibreOffice understood it."""
    return Odt(converted(content, folder, "odt"))


def converted(content: bytes, folder: Path, kind: str) -> bytes:
    """What LibreOffice makes of a DOCX; it runs with a profile of its own, and no screen."""
    given = folder / "given.docx"
    given.write_bytes(content)
    subprocess.run(
        [
            "/usr/bin/soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", kind, "--outdir", str(folder), str(given)),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
        env={**os.environ, "HOME": str(folder)},
    )
    return given.with_suffix(f".{kind}").read_bytes()


def _name(prefixed: str) -> str:
    prefix, _, name = prefixed.partition(":")
    return f"{{{SPACES[prefix]}}}{name}"


class Odt:
    """What stands in a text document, with the names of its styles as people see them."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as package:
            self.content, self.styles, self.meta = (
                parse_xml(package.read(f"{part}.xml")) for part in ("content", "styles", "meta")
            )
        self.body = next(self.content.iter(_name("office:text")))
        self.own = {
            style.get(_name("style:name")): style
            for style in self.content.iter(_name("style:style"))
        }

    def style_of(self, paragraph: Any) -> str:
        """The named style that a paragraph rests on, in small letters, spaces as spaces."""
        name = paragraph.get(_name("text:style-name"), "")
        if name in self.own:
            name = self.own[name].get(_name("style:parent-style-name"), name)
        return str(re.sub("_20_", " ", name)).lower()

    def paragraphs(self, style: str) -> list[str]:
        """The texts of all paragraphs of a style."""
        found = (p for p in self.body.iter(_name("text:p")) if self.style_of(p) == style)
        return ["".join(p.itertext()) for p in found]

    def headings(self) -> list[tuple[int, str]]:
        """Level and text of every heading."""
        return [
            (int(h.get(_name("text:outline-level"))), "".join(h.itertext()))
            for h in self.body.iter(_name("text:h"))
        ]

    def header_rows(self) -> list[list[str]]:
        """The cells of the rows that every table repeats as its header, table by table."""
        return [
            [
                "".join(cell.itertext())
                for rows in table.iter(_name("table:table-header-rows"))
                for cell in rows.iter(_name("table:table-cell"))
            ]
            for table in self.body.iter(_name("table:table"))
        ]

    def languages(self) -> set[str]:
        """Every language that text is set in, that of the whole document included."""
        said = {node.text for node in self.meta.iter(_name("dc:language"))}
        properties = [
            node
            for part in (self.styles, self.content)
            for node in part.iter(_name("style:text-properties"))
        ]
        set_in = {(n.get(_name("fo:language")), n.get(_name("fo:country"))) for n in properties}
        return {str(one) for one in said} | {f"{a}-{b}" for a, b in set_in if a}

    def pictures(self) -> list[str]:
        """What stands for each picture when it cannot be seen; empty for an ornament."""
        described = (_name("svg:title"), _name("svg:desc"))
        return [
            "".join(node.text or "" for node in frame if node.tag in described)
            for frame in self.body.iter(_name("draw:frame"))
        ]

    def words(self) -> str:
        """The words in order, headings and numbered items with their numbers; no contents list."""
        return bare("".join(self._words(self.body, Counter())))

    def _words(self, node: Any, counted: Counter[str]) -> Iterator[str]:
        for child in node:
            if child.tag in (_name("text:p"), _name("text:h")):
                if self.style_of(child) != "contents heading":
                    yield self._number(child, counted)
                    yield "".join(child.itertext())
            elif child.tag != _name("text:table-of-content"):
                yield from self._words(child, counted)

    def _number(self, paragraph: Any, counted: Counter[str]) -> str:
        style = self.style_of(paragraph)
        if style not in ("heading 1", "list number"):
            return ""
        own = self.own[paragraph.get(_name("text:style-name"))]
        numbered = own.get(_name("style:list-style-name"), style)
        counted[numbered] += 1
        return f"{counted[numbered]}" + ("." if style == "list number" else "")
