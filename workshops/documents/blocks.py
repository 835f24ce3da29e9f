"""The neutral document: what every deliverable is composed of before it is HTML, PDF or DOCX.

A sentence is the smallest piece and carries its sources, so that a reader can walk from it to the
evidence. Texts stand in the document's own language. Everything here can be written as JSON, as
`stored` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class SourceKind(StrEnum):
    """What a sentence can rest on."""

    EXPERIMENT = "experiment"
    THEME = "theme"
    NOTE = "note"
    WORKSHOP = "workshop"
    METHOD = "method"
    BARRIER = "barrier"
    SKILL_FINDING = "skill_finding"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True)
class Source:
    """A record that sentences rest on. `key` is "<kind>:<public id>", as in Sentence.sources.

    `kind` is empty where it is none that is known.
    """

    key: str
    kind: SourceKind | Literal[""]
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a cell's text, with the keys of the sources it rests on, in order."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is sentences. Numbered where the order or the numbers matter."""

    items: tuple[tuple[Sentence, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header; figures stand right-aligned. `width` is a share of the table's width."""

    label: str
    number: bool = False
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, a header row, and the first cell of each row as its header."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with their values, such as the facts of a title page."""

    items: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, with consent; `speaker` is role and code, never a name."""

    text: str
    speaker: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Callout:
    """Something to be seen: a warning, a question to the agency, or what is asked for."""

    title: str
    sentences: tuple[Sentence, ...]
    kind: str = "info"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their figures; the summary is its text alternative, the bars its table."""

    title: str
    summary: str
    bars: tuple[tuple[str, float], ...]
    unit: str = ""


Content = Paragraph | Bullets | Table | Facts | Quote | Callout | Chart


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a section with a key that stays the same when it is composed anew."""

    key: str
    content: Content


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section. Keys are unique within a document, block keys within a section."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands first. Dates are written out; an unknown value is an empty text."""

    title: str
    kind: str
    agency: str
    lab: str
    engagement: str
    version: str
    date: str
    author: str
    approver: str = ""
    journal_number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language; `sources` are all that its sentences name, in order."""

    language: str
    title_page: TitlePage
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()


def source_kind(code: str) -> SourceKind | Literal[""]:
    """The kind that a code stands for, as at the beginning of a source's key."""
    return SourceKind(code) if code in list(SourceKind) else ""


def sentences_of(content: Content) -> Iterator[Sentence]:
    """Every sentence of a piece, in reading order; what is said without a source included."""
    match content:
        case Paragraph(sentences) | Callout(_, sentences, _):
            yield from sentences
        case Bullets(lines, _) | Table(_, _, lines):
            for line in lines:
                yield from line
        case Facts(items):
            yield from (value for _term, value in items)
        case Quote(text, _, sources):
            yield Sentence(text, sources)
        case Chart(_, summary, _, _):
            yield Sentence(summary)


def source_keys(document: Document) -> list[str]:
    """The keys of all sources, in the order in which sentences first name them."""
    named: dict[str, None] = {}
    for section in document.sections:
        for block in section.blocks:
            for sentence in sentences_of(block.content):
                named.update(dict.fromkeys(sentence.sources))
    return list(named)
