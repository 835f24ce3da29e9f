"""Documents and their pieces as JSON, and read back from it.

What was written by an older release may lack what came later: it is read as empty.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from workshops.core.config import LANGUAGES
from workshops.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Content,
    Document,
    Facts,
    Paragraph,
    Quote,
    Section,
    Sentence,
    Source,
    Table,
    TitlePage,
    source_kind,
)

_PAGE = tuple(TitlePage.__dataclass_fields__)


def content_to_json(content: Content) -> dict[str, Any]:
    """A piece as JSON values; `content_from_json` reads it back equal."""
    return {"type": type(content).__name__.lower(), **json.loads(json.dumps(asdict(content)))}


def content_from_json(stored: Mapping[str, Any]) -> Content:
    """A piece from its JSON values; one of an unknown type is a paragraph of its words."""
    content: Content = _READERS.get(stored.get("type", ""), _read_unknown)(stored)
    return content


def document_to_json(document: Document) -> dict[str, Any]:
    """A whole document as JSON values; `document_from_json` reads it back equal."""
    stored: dict[str, Any] = json.loads(json.dumps(asdict(document)))
    for section, values in zip(document.sections, stored["sections"], strict=True):
        for block, value in zip(section.blocks, values["blocks"], strict=True):
            value["content"] = content_to_json(block.content)
    return stored


def document_from_json(stored: Mapping[str, Any]) -> Document:
    """A document from its JSON values."""
    page, language = stored.get("title_page", {}), stored.get("language")
    return Document(
        language=language if language in LANGUAGES else LANGUAGES[0],
        title_page=TitlePage(**{name: page.get(name, "") for name in _PAGE}),
        sections=tuple(_read_section(section) for section in stored.get("sections", ())),
        sources=tuple(_read_source(source) for source in stored.get("sources", ())),
    )


def _read_section(stored: Mapping[str, Any]) -> Section:
    blocks = tuple(
        Block(block.get("key", ""), content_from_json(block.get("content", {})))
        for block in stored.get("blocks", ())
    )
    return Section(stored.get("key", ""), stored.get("title", ""), blocks)


def _read_source(stored: Mapping[str, Any]) -> Source:
    key = stored.get("key", "")
    kind = source_kind(stored.get("kind", key.partition(":")[0]))
    return Source(key, kind, stored.get("label", ""), stored.get("detail", ""))


def _read_sentence(stored: Mapping[str, Any]) -> Sentence:
    return Sentence(stored.get("text", ""), tuple(stored.get("sources", ())))


def _read(stored: Iterable[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(_read_sentence(sentence) for sentence in stored)


def _read_table(stored: Mapping[str, Any]) -> Table:
    """A table; each of its cells has a column."""
    rows = tuple(_read(row) for row in stored.get("rows", ()))
    columns = [
        Column(column.get("label", ""), column.get("number", False), column.get("width", 1))
        for column in stored.get("columns", ())
    ]
    columns += [Column("")] * (max(map(len, rows), default=0) - len(columns))
    return Table(stored.get("caption", ""), tuple(columns), rows)


def _read_unknown(stored: Mapping[str, Any]) -> Paragraph:
    return Paragraph(tuple(_sentences_within(stored)))


def _sentences_within(stored: object) -> Iterator[Sentence]:
    """Whatever stands in JSON values as a sentence does, in order."""
    if isinstance(stored, Mapping) and "text" in stored:
        yield _read_sentence(stored)
    elif isinstance(stored, Mapping | list):
        for value in stored.values() if isinstance(stored, Mapping) else stored:
            yield from _sentences_within(value)


_READERS: dict[str, Callable[[Mapping[str, Any]], Content]] = {
    "paragraph": lambda s: Paragraph(_read(s.get("sentences", ()))),
    "bullets": lambda s: Bullets(
        tuple(_read(item) for item in s.get("items", ())), s.get("numbered", False)
    ),
    "table": _read_table,
    "facts": lambda s: Facts(
        tuple((term, _read_sentence(value)) for term, value in s.get("items", ()))
    ),
    "quote": lambda s: Quote(s.get("text", ""), s.get("speaker", ""), tuple(s.get("sources", ()))),
    "callout": lambda s: Callout(
        s.get("title", ""), _read(s.get("sentences", ())), s.get("kind", "info")
    ),
    "chart": lambda s: Chart(
        s.get("title", ""),
        s.get("summary", ""),
        tuple((label, value) for label, value in s.get("bars", ())),
        s.get("unit", ""),
    ),
}
