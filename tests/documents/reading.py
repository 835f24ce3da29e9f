"""What a reader of each form reads, as one text without spaces, in the order of reading."""

import re
from collections import Counter
from io import BytesIO
from typing import Any

import docx
import html5lib
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

from workshops.documents.layout import Layout

XHTML = "{http://www.w3.org/1999/xhtml}"


def bare(text: str) -> str:
    """A text without spaces, places to break, hyphens (a line may end in one), dots of lists."""
    return re.sub("[-\\s\u00ad\u200b•]+", "", text)


def read_html(page: str) -> str:
    """The words of a page, list items with their numbers."""
    return bare("".join(_html(html5lib.parse(page))))


def _html(node: Any, place: int = 0) -> list[str]:
    found = [f"{place}."] if place else []
    numbered = node.tag == f"{XHTML}ol" and "document-list" in node.get("class", "")
    found.append(node.text or "")
    for n, child in enumerate(node, 1):
        found += _html(child, n if numbered else 0) if isinstance(child.tag, str) else []
        found.append(child.tail or "")
    return found


def read_docx(content: bytes) -> str:
    """The words of the body, headings and numbered items with their numbers; no contents list."""
    counted: Counter[str] = Counter()
    found = []
    for block in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            found += [text.text or "" for text in block._tbl.iter(qn("w:t"))]
        elif not block.style or not (block.style.name or "").lower().startswith("toc"):
            found += [_number(block, counted), block.text]
    return bare("".join(found))


def _number(paragraph: Paragraph, counted: Counter[str]) -> str:
    name = paragraph.style.name if paragraph.style else ""
    if name == "Heading 1":
        counted[name] += 1
        return str(counted[name])
    if name == "List Number":
        numbered = paragraph._p.find(f".//{qn('w:numId')}").get(qn("w:val"))
        counted[numbered] += 1
        return f"{counted[numbered]}."
    return ""


def read_pdf(content: bytes, layout: Layout) -> str:
    """The words of the tagged content, without running heads and the contents list."""
    reader = PdfReader(BytesIO(content))
    found = []
    for page in reader.pages:
        stream = ContentStream(page.get_contents(), reader)
        stream.operations = list(_tagged(stream.operations))
        kept = DecodedStreamObject()
        kept.set_data(stream.get_data())
        page[NameObject("/Contents")] = kept
        found.append(page.extract_text())
    return without_contents("".join(found), layout)


def without_contents(read: str, layout: Layout) -> str:
    """The bare words that were read from a PDF, without the contents list and its heading."""
    text = bare(read)
    first = bare("{} {}".format(*layout.headings()[0]))
    title_page, contents, rest = text.partition(bare(layout.words["contents"]) + first)
    if not contents:
        return text
    return title_page + first + rest.partition(first)[2]


def _tagged(operations: Any) -> Any:
    """The operations outside of ornaments."""
    depth = ornament = 0
    for operands, operator in operations:
        if operator in (b"BMC", b"BDC"):
            depth += 1
            if not ornament and operands[0] == "/Artifact":
                ornament = depth
        if not ornament or operator not in (b"Tj", b"TJ", b"'", b'"'):
            yield operands, operator
        if operator == b"EMC":
            ornament = 0 if ornament == depth else ornament
            depth -= 1
