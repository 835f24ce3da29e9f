"""Drawing the pieces of a document into a DOCX, one after the other."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from workshops.core.text import ends_of_runs
from workshops.documents import blocks
from workshops.documents.layout import Layout, Part, Piece
from workshops.documents.word import xml
from workshops.documents.word.file import packed
from workshops.documents.word.styles import AQUA, GREY, MARKS, PETROL, set_up
from workshops.documents.word.tables import draw_chart, draw_table

CONTENTS_FROM = 4
_HEADING = "_Toc{:06d}"
_NOTE = "note_{}"


class Drawing:
    """One DOCX while it is drawn."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.word: Word = docx.Document()
        self.known = {note.key: note.number for note in layout.notes}
        self.marks = 0
        self.draw: dict[type, Callable[[Any, Piece], None]] = {
            blocks.Paragraph: lambda c, _: self.together(self.paragraph(), c.sentences),
            blocks.Bullets: lambda c, _: self.bullets(c),
            blocks.Table: lambda c, piece: draw_table(self, c, piece.number),
            blocks.Facts: lambda c, _: self.facts(c),
            blocks.Quote: lambda c, _: self.quote(c),
            blocks.Callout: lambda c, _: self.callout(c),
            blocks.Chart: lambda c, piece: draw_chart(self, c, piece.number),
        }

    def part(self, part: Part) -> None:
        """A section: its heading and its pieces."""
        self.heading(part.number, part.title)
        for piece in part.pieces:
            self.draw[type(piece.content)](piece.content, piece)

    def heading(self, number: int, title: str) -> None:
        """A heading that the contents list links to; its style numbers it."""
        self._mark(self.paragraph("Heading 1", title), _HEADING.format(number))

    def notes(self) -> None:
        """The numbered sources."""
        self.heading(self.layout.sources_number, self.layout.words["sources"])
        self.paragraph(text=self.layout.words["sources_lead"])
        for note in self.layout.notes:
            paragraph = self.paragraph("Note", f"[{note.number}]\t{note.text}")
            self._mark(paragraph, _NOTE.format(note.number))

    def title_page(self) -> None:
        """Lab, kind, title, agency, and the facts with their terms."""
        page = self.layout.title_page
        named = (
            ("Lab", page.lab),
            ("Kind", page.kind),
            ("Title", page.title),
            ("Subtitle", page.agency),
        )
        for style, text in named:
            if text:
                xml.frame(self.paragraph(style, text), line=PETROL, fill=PETROL)
        self.paragraph("Gap")
        for term, value in self.layout.facts:
            paragraph = self.paragraph("Fact")
            paragraph.add_run(f"{term}\t").font.color.rgb = RGBColor.from_string(GREY)
            paragraph.add_run(value).bold = True
        self.paragraph().add_run().add_break(WD_BREAK.PAGE)

    def contents(self, entries: list[tuple[int, str]]) -> None:
        """The contents list, filled in, as links; a program may work it out anew."""
        self.paragraph("TOC Heading", self.layout.words["contents"])
        rows = [self.paragraph("toc 1") for _ in entries]
        xml.open_field(rows[0], r'TOC \o "1-1" \n \h \z')
        for row, (number, title) in zip(rows, entries, strict=True):
            xml.add_link(row, f"{number}\t{title}", _HEADING.format(number))
        xml.close_field(rows[-1])

    def paragraph(self, style: str = "Normal", text: str = "") -> Paragraph:
        """A new paragraph at the end."""
        return self.word.add_paragraph(text, style=style)

    def together(self, paragraph: Paragraph, sentences: tuple[blocks.Sentence, ...]) -> None:
        """Sentences one after the other, each with the numbers of its notes."""
        for n, sentence in enumerate(sentences):
            paragraph.add_run((" " if n else "") + sentence.text)
            self.refs(paragraph, sentence.sources)

    def refs(self, paragraph: Paragraph, sources: tuple[str, ...]) -> None:
        """Raised numbers in brackets, each a link to its note; of a run only its ends."""
        between = "["
        for ends in ends_of_runs(sorted({self.known[key] for key in sources})):
            for note in ends:
                paragraph.add_run(between).font.superscript = True
                run = xml.add_link(paragraph, str(note), _NOTE.format(note))
                run.font.superscript = True
                between = "–"
            between = ", "
        if sources:
            paragraph.add_run("]").font.superscript = True

    def bullets(self, content: blocks.Bullets) -> None:
        """A list; a numbered one counts from one."""
        items = []
        for item in content.items:
            items.append(self.paragraph("List Number" if content.numbered else "List Bullet"))
            self.together(items[-1], item)
        if content.numbered:
            xml.number_list(self.word, items)

    def facts(self, content: blocks.Facts) -> None:
        """Terms with their values, set off from the terms of the thing before."""
        for number, (term, value) in enumerate(content.items):
            paragraph = self.paragraph("Term")
            if not number:
                paragraph.paragraph_format.space_before = Pt(9)
            paragraph.add_run(f"{term}: ").bold = True
            self.together(paragraph, (value,))

    def quote(self, content: blocks.Quote) -> None:
        """What somebody said, and who."""
        paragraph = self.paragraph("Quote", content.text)
        self.refs(paragraph, content.sources)
        xml.frame(paragraph, line=AQUA)
        if content.speaker:
            paragraph.paragraph_format.keep_with_next = True
            xml.frame(self.paragraph("Speaker", f"— {content.speaker}"), line=AQUA)

    def callout(self, content: blocks.Callout) -> None:
        """A coloured box of a title and a text."""
        line, fill = MARKS.get(content.kind, MARKS["info"])
        title, text = self.paragraph("Callout title"), self.paragraph("Callout")
        title.add_run(content.title).font.color.rgb = RGBColor.from_string(line)
        self.together(text, content.sentences)
        for paragraph in (title, text):
            xml.frame(paragraph, line=line, fill=fill)

    def caption(self, word: str, number: int, text: str) -> None:
        """What stands over a table or a figure, with its number."""
        paragraph = self.paragraph("Caption", f"{word} ")
        xml.open_field(paragraph, f"SEQ {word} \\* ARABIC")
        paragraph.add_run(str(number))
        xml.close_field(paragraph)
        paragraph.add_run(f". {text}")

    def _mark(self, paragraph: Paragraph, name: str) -> None:
        self.marks += 1
        xml.add_bookmark(paragraph, name, self.marks)


def write_docx(layout: Layout, made_at: datetime) -> bytes:
    """The bytes of the DOCX; the same each time for the same layout and instant."""
    drawing = Drawing(layout)
    set_up(drawing.word, layout, made_at)
    drawing.title_page()
    headings = layout.headings()
    if len(headings) >= CONTENTS_FROM:
        drawing.contents(headings)
    for part in layout.parts:
        drawing.part(part)
    if layout.trace:
        drawing.notes()
        drawing.part(layout.trace)
    made = BytesIO()
    drawing.word.save(made)
    return packed(made.getvalue())
