"""What python-docx has no word for: fields, links, places, marked rows, numbering, shading."""

import re
from typing import Any

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FACE = "IBM Plex Sans"
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)


def element(tag: str, /, **values: str) -> Any:
    """An element of WordprocessingML with its `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for attribute, value in values.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def set_face(style: ParagraphStyle) -> None:
    """Have a style use our face for every script, whatever the theme says."""
    _face(style.element.get_or_add_rPr())


def _face(properties: Any) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        properties.insert(0, fonts)
    for name in _THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FACE)


def strip(style: ParagraphStyle) -> None:
    """Take away what the default template draws: lines, grounds, stops, wide letters."""
    for properties in (style.element.get_or_add_pPr(), style.element.get_or_add_rPr()):
        for name in ("pBdr", "shd", "contextualSpacing", "tabs", "spacing", "kern"):
            for old in properties.findall(qn(f"w:{name}")):
                properties.remove(old)


def hyphenate(style: ParagraphStyle, wanted: bool) -> None:
    """Whether words may be parted at the end of a line."""
    properties = style.element.get_or_add_pPr()
    switch = element("suppressAutoHyphens", val="0" if wanted else "1")
    properties.insert_element_before(switch, *_AFTER)


def set_defaults(word: Word, language: str) -> None:
    """The language and the face of everything that does not say otherwise."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _face(defaults)
    defaults.find(qn("w:lang")).set(qn("w:val"), language)
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    zoom = word.settings.element.find(qn("w:zoom"))
    zoom.set(qn("w:percent"), "100")
    zoom.addnext(element("embedTrueTypeFonts"))
    stop = word.settings.element.find(qn("w:defaultTabStop"))
    stop.addnext(element("autoHyphenation"))


def open_field(paragraph: Paragraph, code: str) -> None:
    """Begin a field; what follows is shown until the reader's program works it out."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    text = element("instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def close_field(paragraph: Paragraph) -> None:
    """End the field that was begun."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links go to: the whole paragraph."""
    start = element("bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, text: str, anchor: str) -> Run:
    """A link to a bookmark of the same document."""
    run = paragraph.add_run(text)
    link = element("hyperlink", anchor=anchor, history="1")
    paragraph._p.append(link)
    link.append(run._r)
    return run


def mark_row(row: _Row, *, header: bool = False) -> None:
    """A row that stays whole, and stands again on each page when it is the header."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))


def shade(cell: _Cell, colour: str) -> None:
    """The ground of a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def frame(paragraph: Paragraph, *, line: str, fill: str = "") -> None:
    """A coloured line beside a paragraph; with a ground behind it, room around them too.

    Paragraphs that follow each other with the same frame stand in one box.
    """
    properties = paragraph._p.get_or_add_pPr()
    borders = element("pBdr")
    for side in ("top", "left", "bottom", "right") if fill else ("left",):
        color, size = (line, "24") if side == "left" else (fill, "4")
        borders.append(element(side, val="single", sz=size, space="8", color=color))
    properties.insert_element_before(borders, "w:shd", "w:tabs", *_AFTER)
    if fill:
        ground = element("shd", val="clear", color="auto", fill=fill)
        properties.insert_element_before(ground, "w:tabs", *_AFTER)


_AFTER = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")


def dress(table: Table, caption: str, *, line: str, lines: bool = True) -> None:
    """Thin lines between rows, the first row and column as headers, a name for who hears it."""
    properties = table._tbl.tblPr
    inside = "single" if lines else "nil"
    borders = parse_xml(
        f"<w:tblBorders {nsdecls('w')}>"
        f'<w:top w:val="nil"/><w:bottom w:val="{inside}" w:sz="4" w:color="{line}"/>'
        f'<w:insideH w:val="{inside}" w:sz="4" w:color="{line}"/></w:tblBorders>'
    )
    for name in ("w:tblBorders", "w:tblLook"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.append(borders)
    properties.append(element("tblLook", val="00A0", firstRow="1", firstColumn="1", noVBand="1"))
    properties.append(element("tblCaption", val=caption))


def decorate(run: Run) -> None:
    """Mark a run's picture as ornament: the words beside it say the same."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", "")
        properties.append(parse_xml(_DECORATIVE))


def number_style(word: Word, style: ParagraphStyle) -> None:
    """Have headings of a style count 1, 2, 3."""
    number = _add_numbering(word, '<w:pStyle w:val="Heading1"/>', "%1", 567)
    _set_number(style.element.get_or_add_pPr(), number)


def number_list(word: Word, paragraphs: list[Paragraph]) -> None:
    """Have paragraphs count 1. 2. 3. from one."""
    number = _add_numbering(word, "", "%1.", 425)
    for paragraph in paragraphs:
        _set_number(paragraph._p.get_or_add_pPr(), number)


def _set_number(properties: Any, number: str) -> None:
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = int(number)


def _add_numbering(word: Word, style: str, text: str, hanging: int) -> str:
    """A numbering of its own, so that it starts at one. Abstract ones stand before the rest."""
    part = word.part.numbering_part.element
    known = [int(n) for n in re.findall(r'w:(?:abstractNumId|numId)="(\d+)"', part.xml)]
    number = str(max(known, default=0) + 1)
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/>{style}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{hanging}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
    )
    part.insert(0, abstract)
    numbering = element("num", numId=number)
    numbering.append(element("abstractNumId", val=number))
    part.append(numbering)
    return number
