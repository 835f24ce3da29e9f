"""What a pack is made of, collected as plain values so that the work needs no open transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from workshops.core.db import db
from workshops.deliverables.compose.pack import PackFacts, index_of
from workshops.deliverables.models.issued import VersionSource
from workshops.deliverables.models.packs import Pack, PackKind, PackPart
from workshops.deliverables.queries.evidence import gather
from workshops.deliverables.rules import packs as rules
from workshops.deliverables.rules.annex import AnnexTable, tables_of
from workshops.deliverables.rules.packs import PackedDocument
from workshops.documents.blocks import Document
from workshops.documents.layout import lay_out
from workshops.documents.stored import document_from_json
from workshops.experiments.models import Experiment
from workshops.files.services import read_whole
from workshops.tables.writing import write_csv

KEPT = timedelta(days=183)


@dataclass(frozen=True)
class Collected:
    """Everything that was read for a pack."""

    public_id: str
    facts: PackFacts
    made_at: datetime
    documents: tuple[PackedDocument, ...]
    files: dict[str, bytes]
    tables: tuple[AnnexTable, ...]

    def index(self) -> Document:
        """The index, to be drawn."""
        return index_of(self.facts, self.documents, self.tables)

    def whole(self, index: dict[str, bytes]) -> bytes:
        """The pack as one file: index, documents, data, manifest and checksums."""
        files = {**index, **self.files, **_data(self)}
        about = {
            "id": self.public_id,
            "title": self.facts.title,
            "kind": "hand-over" if self.facts.handover else "ordinary",
            "language": self.facts.language,
            "agency": self.facts.agency,
            "engagement": self.facts.engagement,
            "made_by": self.facts.made_by,
            "made_at": self.made_at.isoformat(),
        }
        files["manifest.json"] = rules.manifest(about, self.documents, files)
        files[rules.SUMS] = rules.checksums(files)
        return rules.zipped(files, self.made_at)


def collect(pack: Pack, *, folder: Path, lab: str, today: date) -> Collected:
    """Read documents, their files and the evidence behind them. Raises NotFound for lost bytes."""
    documents = tuple(_document(part) for part in pack.parts)
    evidence = gather(pack.engagement, pack.language, today)
    return Collected(
        public_id=pack.public_id,
        facts=_facts(pack, lab),
        made_at=pack.created_at,
        documents=documents,
        files=_files(pack.parts, documents, folder),
        tables=tables_of(evidence, _cited(pack)),
    )


def _facts(pack: Pack, lab: str) -> PackFacts:
    engagement = pack.engagement
    handover = pack.kind is PackKind.HANDOVER
    return PackFacts(
        title=pack.title,
        kind=pack.kind.label,
        language=pack.language,
        agency=engagement.organisation.name,
        lab=lab,
        engagement=engagement.name,
        made_by=pack.made_by.name,
        made_at=pack.created_at,
        handover=handover,
        notes_kept_until=_notes_kept_until(pack) if handover else None,
    )


def _notes_kept_until(pack: Pack) -> date | None:
    """Half a year after the last decision."""
    last = db.session.scalar(
        select(func.max(Experiment.decided_on)).where(
            Experiment.engagement_id == pack.engagement_id, Experiment.deleted_at.is_(None)
        )
    )
    return last + KEPT if last else None


def _document(part: PackPart) -> PackedDocument:
    version = part.issued
    layout = lay_out(document_from_json(json.loads(version.document)))
    return PackedDocument(
        place=part.position,
        kind=version.deliverable.kind.label,
        title=version.title,
        number=version.number,
        language=version.language,
        sha256=version.sha256,
        issued_at=version.issued_at,
        approved_by=version.approved_by,
        journal_number=version.journal_number,
        about=version.short_description,
        notes=layout.notes,
    )


def _files(
    parts: Sequence[PackPart], documents: Sequence[PackedDocument], folder: Path
) -> dict[str, bytes]:
    return {
        document.file_name(made.format.value): read_whole(made.file, folder)
        for part, document in zip(parts, documents, strict=True)
        for made in part.issued.files
    }


def _cited(pack: Pack) -> set[str]:
    ids = [part.version_id for part in pack.parts]
    query = select(VersionSource.key).where(VersionSource.version_id.in_(ids))
    return set(db.session.scalars(query.order_by(VersionSource.key)))


def _data(pack: Collected) -> dict[str, bytes]:
    trace = rules.trace(pack.documents)
    dictionary = [
        (table.name, name, meaning) for table in pack.tables for name, meaning in table.columns
    ]
    return {
        "data/evidence.json": rules.json_bytes({t.name: t.records() for t in pack.tables}),
        **{
            f"data/{table.name}.csv": write_csv([n for n, _m in table.columns], table.texts())
            for table in pack.tables
        },
        "data/trace.csv": write_csv(
            ["key", "kind", "record", "used_in"],
            [(row.key, row.kind, row.label, row.places) for row in trace],
        ),
        "data/dictionary.csv": write_csv(["table", "column", "meaning"], dictionary),
    }
