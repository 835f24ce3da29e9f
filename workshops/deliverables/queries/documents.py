"""A draft as the neutral document that preview, PDF and DOCX are made from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from workshops.deliverables.models import Deliverable, DeliverableBlock, DeliverableSection
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.documents.blocks import (
    Block,
    Document,
    Section,
    Source,
    TitlePage,
    source_keys,
    source_kind,
)
from workshops.documents.stored import content_from_json, document_from_json, document_to_json


@dataclass(frozen=True)
class Imprint:
    """What stands on the title page besides what the deliverable itself knows.

    `gone` is what a source is called that was withdrawn or deleted.
    """

    lab: str
    kind: str
    version: str
    date: str
    approver: str = ""
    gone: str = ""


def document_of(deliverable: Deliverable, imprint: Imprint) -> Document:
    """The document as it would be issued now: edits in place, removed parts left out."""
    page = TitlePage(
        title=deliverable.title,
        kind=imprint.kind,
        agency=deliverable.engagement.organisation.name,
        lab=imprint.lab,
        engagement=deliverable.engagement.name,
        version=imprint.version,
        date=imprint.date,
        author=deliverable.author.name,
        approver=imprint.approver,
        journal_number=deliverable.journal_number,
    )
    sections = tuple(section for row in deliverable.sections if (section := _section(row)))
    bare = Document(deliverable.language, page, sections)
    return replace(bare, sources=tuple(_sources(deliverable, source_keys(bare), imprint.gone)))


def stamp_of(deliverable: Deliverable) -> str:
    """A hash that changes whenever the words of the draft do."""
    document = document_of(deliverable, Imprint("", "", "", ""))
    return sha256(canonical(document)).hexdigest()


def canonical(document: Document) -> bytes:
    """The bytes of a document: the same each time for the same words."""
    written = json.dumps(
        document_to_json(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return written.encode()


def frozen_document(version: DeliverableVersion) -> Document:
    """The document as it was issued."""
    return document_from_json(json.loads(version.document))


def shown_blocks(section: DeliverableSection) -> list[tuple[DeliverableBlock, dict[str, Any]]]:
    """The blocks of a section that stand in the document, with their contents."""
    return [
        (block, block.current)
        for block in section.blocks
        if not block.removed and block.current is not None
    ]


def _section(row: DeliverableSection) -> Section | None:
    blocks = tuple(
        Block(block.key, content_from_json(content)) for block, content in shown_blocks(row)
    )
    return Section(row.key, row.heading, blocks) if blocks else None


def _sources(deliverable: Deliverable, keys: Iterable[str], gone: str) -> Iterable[Source]:
    """The sources that the sentences name, in that order; a tombstone stands without a name."""
    known = {row.key: row for row in deliverable.sources}
    for key in keys:
        row = known.get(key)
        if row is not None:
            yield Source(key, source_kind(row.kind), row.label or gone, row.detail)
