"""How a DOCX looks: page, styles, running head and foot, and what the file says of itself."""

from datetime import datetime
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from workshops.documents.layout import Layout
from workshops.documents.word import xml

PETROL, DEEP, MIST, LINE, GREY = "0B4F5E", "083B47", "E4EFF1", "D3DADD", "4D5358"
AQUA, INK, WHITE = "8FD3DC", "1A1A1A", "FFFFFF"
MARKS = {
    "info": (PETROL, MIST),
    "warning": ("8A5A00", "FFF3DC"),
    "question": ("0B4F8F", "E6F0FA"),
    "decision": ("1D6B2F", "E6F4EA"),
}
WIDTH = Cm(15.8)
_LANGUAGES = {"da": "da-DK", "en": "en-GB"}

# name: size, colour, bold, italic, space before, space after, keep with next, left indent in cm
_STYLES: dict[str, tuple[float, str, bool, bool, float, float, bool, float]] = {
    "Normal": (10.5, INK, False, False, 0, 8, False, 0),
    "Heading 1": (17, PETROL, True, False, 24, 9, True, 1),
    "TOC Heading": (17, PETROL, True, False, 0, 10, True, 0),
    "Title": (28, WHITE, True, False, 4, 8, False, 0.3),
    "Subtitle": (15, WHITE, False, False, 0, 8, False, 0.3),
    "Lab": (12, WHITE, True, False, 0, 110, False, 0.3),
    "Kind": (13, AQUA, True, False, 0, 0, False, 0.3),
    "Gap": (10.5, INK, False, False, 0, 90, False, 0),
    "Fact": (10.5, INK, False, False, 0, 6, False, 0),
    "Term": (10.5, INK, False, False, 0, 4, False, 0),
    "List Bullet": (10.5, INK, False, False, 0, 4, False, 0.75),
    "List Number": (10.5, INK, False, False, 0, 4, False, 0.75),
    "toc 1": (10.5, INK, False, False, 0, 4, False, 0),
    "Caption": (9.5, DEEP, True, False, 12, 5, True, 0),
    "Cell": (9, INK, False, False, 3, 3, False, 0),
    "After table": (6, INK, False, False, 0, 6, False, 0),
    "Quote": (10.5, INK, False, True, 6, 2, False, 0.5),
    "Speaker": (9.5, GREY, False, False, 0, 12, False, 0.5),
    "Callout title": (10.5, INK, True, False, 14, 2, True, 0.4),
    "Callout": (10.5, INK, False, False, 0, 18, False, 0.4),
    "Note": (9.5, INK, False, False, 0, 4, False, 1),
    "Header": (8.5, GREY, False, False, 0, 0, False, 0),
    "Footer": (8.5, GREY, False, False, 0, 0, False, 0),
}
_TABS = {"Fact": Cm(4.2), "toc 1": Cm(0.9), "Note": Cm(1)}


def set_up(word: Word, layout: Layout, made_at: datetime) -> None:
    """Page, styles, head, foot and properties, before anything is drawn."""
    language = _LANGUAGES.get(layout.language, layout.language)
    xml.set_defaults(word, language)
    for name, values in _STYLES.items():
        _style(word, name, *values)
    for name, at in _TABS.items():
        word.styles[name].paragraph_format.tab_stops.add_tab_stop(at)
    word.styles["Note"].paragraph_format.first_line_indent = -Cm(1)
    word.styles["TOC Heading"].base_style = word.styles["Normal"]
    xml.number_style(word, word.styles["Heading 1"])
    xml.hyphenate(word.styles["Normal"], wanted=False)
    xml.hyphenate(word.styles["Cell"], wanted=True)
    _page(word, layout)
    _properties(word, layout, language, made_at)


def _style(
    word: Word, name: str, size: float, colour: str, bold: bool, italic: bool, *rest: Any
) -> None:
    before, after, keep, indent = rest
    style: ParagraphStyle = (
        word.styles[name]
        if name in word.styles
        else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    xml.set_face(style)
    xml.strip(style)
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(size), bold, italic
    font.color.rgb = RGBColor.from_string(colour)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next, form.line_spacing = keep, 1.25 if size < 15 else 1.05
    if indent:
        form.left_indent = Cm(indent)


def _page(word: Word, layout: Layout) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.5)
    section.different_first_page_header_footer = True
    page = layout.title_page
    _ends(section.header.paragraphs[0], page.title, page.journal_number, WIDTH)
    foot = section.footer.paragraphs[0]
    _ends(foot, " · ".join(text for text in (page.kind, page.version) if text), "", WIDTH)
    for code, between in (("PAGE", " / "), ("NUMPAGES", "")):
        xml.open_field(foot, code)
        foot.add_run("1")
        xml.close_field(foot)
        foot.add_run(between)


def _ends(paragraph: Paragraph, left: str, right: str, width: Length) -> None:
    """Something at the left end of a line and something at the right."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}")


def _properties(word: Word, layout: Layout, language: str, made_at: datetime) -> None:
    page, said = layout.title_page, word.core_properties
    said.title, said.subject = page.title[:255], page.kind[:255]
    said.author = said.last_modified_by = (page.author or page.lab)[:255]
    said.comments = said.keywords = said.category = ""
    said.language, said.version = language, page.version[:255]
    said.identifier = page.journal_number[:255]
    said.created = said.modified = made_at
    said.revision = 1
