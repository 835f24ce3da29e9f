"""The neutral document: what every deliverable is composed of before it is HTML, PDF or DOCX.

A sentence is the smallest piece and carries its sources, so that a reader can walk from it to the
evidence. Texts stand in the document's own language. Everything here can be written as JSON.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


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
    """A record that sentences rest on. `key` is "<kind>:<public id>", as in Sentence.sources."""

    key: str
    kind: SourceKind
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


def content_to_json(content: Content) -> dict[str, Any]:
    """A piece as JSON values; `content_from_json` reads it back equal."""
    return {"type": type(content).__name__.lower(), **json.loads(json.dumps(asdict(content)))}


def content_from_json(stored: Mapping[str, Any]) -> Content:
    """A piece from its JSON values. Raises KeyError for an unknown type."""
    content: Content = _READERS[stored["type"]](stored)
    return content


def document_to_json(document: Document) -> dict[str, Any]:
    """A whole document as JSON values; `document_from_json` reads it back equal."""
    stored: dict[str, Any] = json.loads(json.dumps(asdict(document)))
    for section, values in zip(document.sections, stored["sections"], strict=True):
        for block, value in zip(section.blocks, values["blocks"], strict=True):
            value["content"] = content_to_json(block.content)
    return stored


def document_from_json(stored: Mapping[str, Any]) -> Document:
    """A document from its JSON values. Raises KeyError for a piece of unknown type."""
    return Document(
        language=stored["language"],
        title_page=TitlePage(**stored["title_page"]),
        sections=tuple(
            Section(
                section["key"],
                section["title"],
                tuple(Block(b["key"], content_from_json(b["content"])) for b in section["blocks"]),
            )
            for section in stored["sections"]
        ),
        sources=tuple(
            Source(s["key"], SourceKind(s["kind"]), s["label"], s["detail"])
            for s in stored["sources"]
        ),
    )


def _read(stored: list[dict[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(s["text"], tuple(s["sources"])) for s in stored)


_READERS: dict[str, Callable[[Mapping[str, Any]], Content]] = {
    "paragraph": lambda s: Paragraph(_read(s["sentences"])),
    "bullets": lambda s: Bullets(tuple(_read(i) for i in s["items"]), s["numbered"]),
    "table": lambda s: Table(
        s["caption"],
        tuple(Column(**c) for c in s["columns"]),
        tuple(_read(row) for row in s["rows"]),
    ),
    "facts": lambda s: Facts(tuple((term, _read([value])[0]) for term, value in s["items"])),
    "quote": lambda s: Quote(s["text"], s["speaker"], tuple(s["sources"])),
    "callout": lambda s: Callout(s["title"], _read(s["sentences"]), s["kind"]),
    "chart": lambda s: Chart(
        s["title"], s["summary"], tuple((label, value) for label, value in s["bars"]), s["unit"]
    ),
}
