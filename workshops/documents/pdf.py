"""A laid-out document as PDF: tagged, PDF/UA-1 and PDF/A-2a, in the faces that lie beside this."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from workshops.core.text import ends_of_runs
from workshops.documents.blocks import Chart
from workshops.documents.glyphs import FONTS, printable
from workshops.documents.layout import Layout, Part, Piece
from workshops.documents.stored import content_to_json

TEMPLATE = Path(__file__).with_name("document.typ")
FEW = 3


def write_pdf(layout: Layout, made_at: datetime) -> bytes:
    """The bytes of the PDF; the same each time for the same layout and instant."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_shown(drawn(layout)))},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=made_at)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one stream of bytes")
    return made


def drawn(layout: Layout) -> dict[str, Any]:
    """What the template reads."""
    page = layout.title_page
    parts = [*layout.parts, *([layout.trace] if layout.trace else [])]
    return {
        "language": layout.language,
        "words": layout.words,
        "title_page": asdict(page),
        "author": page.author or page.lab,
        "facts": layout.facts,
        "head": page.title,
        "foot": " · ".join(text for text in (page.kind, page.version) if text),
        "contents": len(parts) > FEW,
        "parts": [_part(part, layout) for part in parts],
        "trace": layout.trace.number if layout.trace else 0,
        "notes": [{"number": note.number, "text": note.text} for note in layout.notes],
    }


def _part(part: Part, layout: Layout) -> dict[str, Any]:
    pieces = [_piece(piece, layout) for piece in part.pieces]
    return {"number": part.number, "title": part.title, "pieces": pieces}


def _piece(piece: Piece, layout: Layout) -> dict[str, Any]:
    """A piece with runs of notes' numbers in place of keys of sources."""
    known = {note.key: note.number for note in layout.notes}
    shown = content_to_json(piece.content)
    for values in _with_sources(shown):
        values["sources"] = ends_of_runs(sorted({known[key] for key in values["sources"]}))
    if isinstance(piece.content, Chart):
        most = max((value for _label, value in piece.content.bars), default=0) or 1
        shown["measure"] = piece.content.unit or layout.words["number_of"]
        shown["bars"] = [
            {"label": label, "share": max(value / most, 0), "shown": layout.figure(value)}
            for label, value in piece.content.bars
        ]
    return shown


def _with_sources(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "sources" in value:
            yield value
        for inner in value.values():
            yield from _with_sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _with_sources(inner)


def _shown(value: Any) -> Any:
    """The same values with every text as the faces can show it."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _shown(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner) for inner in value]
    return value
