"""The index of a pack: what it holds, where each record is used, its data, how to check it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workshops.core.text import N_
from workshops.deliverables.rules.annex import AnnexTable
from workshops.deliverables.rules.packs import SUMS, PackedDocument, trace
from workshops.deliverables.rules.words import CatalogueWords
from workshops.documents.blocks import (
    Block,
    Bullets,
    Column,
    Content,
    Document,
    Facts,
    Paragraph,
    Section,
    Sentence,
    Table,
    TitlePage,
)


@dataclass(frozen=True)
class PackFacts:
    """What the index says of the pack itself. `kind` is a message id.

    `notes_kept_until` is when raw notes go; only a hand-over pack says it.
    """

    title: str
    kind: str
    language: str
    agency: str
    lab: str
    engagement: str
    made_by: str
    made_at: datetime
    handover: bool = False
    notes_kept_until: date | None = None


def index_of(
    pack: PackFacts, documents: Sequence[PackedDocument], tables: Sequence[AnnexTable]
) -> Document:
    """The index as a document of its own."""
    words = CatalogueWords(pack.language)
    page = TitlePage(
        title=pack.title,
        kind=words.gettext(pack.kind),
        agency=pack.agency,
        lab=pack.lab,
        engagement=pack.engagement,
        version="",
        date=words.date(pack.made_at.date()),
        author=pack.made_by,
    )
    sections = [_contents(words, documents), _traced(words, documents), _data(words, tables)]
    if pack.handover:
        sections += [_dictionary(words, tables), _terms(words, pack, tables)]
    return Document(pack.language, page, (*sections, _checking(words)))


def _section(key: str, title: str, *contents: Content) -> Section:
    blocks = tuple(Block(f"{key}-{place}", content) for place, content in enumerate(contents, 1))
    return Section(key, title, blocks)


def _row(*cells: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(cell) for cell in cells)


def _contents(words: CatalogueWords, documents: Sequence[PackedDocument]) -> Section:
    say = words.gettext
    columns = (
        Column(say(N_("No.")), number=True),
        Column(say(N_("Document")), width=6),
        Column(say(N_("Kind")), width=4),
        Column(say(N_("Version")), number=True, width=2),
        Column(say(N_("Approved by")), width=4),
        Column(say(N_("Journal number")), width=3),
    )
    rows = tuple(
        _row(
            str(d.place),
            d.title,
            say(d.kind),
            str(d.number),
            d.approved_by,
            d.journal_number or "–",
        )
        for d in documents
    )
    about = tuple((f"{d.place}. {d.title}", Sentence(d.about)) for d in documents if d.about)
    lead = words.ngettext(
        "The pack holds one document, as PDF and as DOCX.",
        "The pack holds %(num)s documents, each as PDF and as DOCX.",
        len(documents),
    )
    table = Table(say(N_("Documents in this pack")), columns, rows)
    parts: list[Content] = [Paragraph((Sentence(lead),)), table]
    return _section("contents", say(N_("What the pack holds")), *parts, *_facts(about))


def _facts(items: Iterable[tuple[str, Sentence]]) -> list[Content]:
    found = tuple(items)
    return [Facts(found)] if found else []


def _traced(words: CatalogueWords, documents: Sequence[PackedDocument]) -> Section:
    say = words.gettext
    columns = (
        Column(say(N_("Kind")), width=3),
        Column(say(N_("Record")), width=7),
        Column(say(N_("Document and section")), width=4),
    )
    rows = tuple(_row(t.kind, t.label, t.printed) for t in trace(documents))
    lead = Sentence(
        say(N_("The number before the colon is the document, those behind it are its sections."))
    )
    table = Table(say(N_("Where each record is used")), columns, rows)
    return _section("trace", say(N_("Trace across the documents")), Paragraph((lead,)), table)


def _data(words: CatalogueWords, tables: Sequence[AnnexTable]) -> Section:
    say = words.gettext
    columns = (
        Column(say(N_("File")), width=4),
        Column(say(N_("Content")), width=8),
        Column(say(N_("Rows")), number=True, width=2),
    )
    rows = tuple(
        _row(f"data/{table.name}.csv", say(table.title), words.number(len(table.rows)))
        for table in tables
    )
    lead = (
        Sentence(say(N_("The same data stand in data/evidence.json, in one file."))),
        Sentence(say(N_("Quotes stand there only with consent, and no group is under five."))),
    )
    table = Table(say(N_("Data files")), columns, rows)
    return _section("data", say(N_("Data annex")), Paragraph(lead), table)


def _dictionary(words: CatalogueWords, tables: Sequence[AnnexTable]) -> Section:
    say = words.gettext
    columns = (Column(say(N_("Column")), width=3), Column(say(N_("Meaning")), width=7))
    contents = [
        Table(
            say(N_("Columns of %(file)s"), file=f"{table.name}.csv"),
            columns,
            tuple(_row(name, say(meaning)) for name, meaning in table.columns),
        )
        for table in tables
    ]
    return _section("dictionary", say(N_("Data dictionary")), *contents)


def _terms(words: CatalogueWords, pack: PackFacts, tables: Sequence[AnnexTable]) -> Section:
    """Licences and days of deletion."""
    say = words.gettext
    materials = [t for table in tables if table.name == "materials" for t in table.texts()]
    licensed = tuple(
        (name, Sentence(licence or say(N_("no licence is stated"))))
        for _experiment, name, _kind, licence in materials
    )
    told = Sentence(
        say(N_("Materials from the experiments, with what may be done with them:"))
        if licensed
        else say(N_("No materials of others are part of it."))
    )
    kept = [Sentence(say(N_("Issued documents are kept under the rules for public records.")))]
    if pack.notes_kept_until:
        until = words.date(pack.notes_kept_until)
        kept.append(
            Sentence(say(N_("Raw notes are deleted or made anonymous by %(day)s."), day=until))
        )
    contents: list[Content] = [Paragraph((told,)), *_facts(licensed), Paragraph(tuple(kept))]
    return _section("terms", say(N_("Licences and days of deletion")), *contents)


def _checking(words: CatalogueWords) -> Section:
    say = words.gettext
    steps = (
        (Sentence(say(N_("Unpack the pack into an empty folder."))),),
        (Sentence(say(N_("Run “sha256sum --check %(file)s” there."), file=SUMS)),),
        (Sentence(say(N_("Every line must end in OK."))),),
    )
    lead = Sentence(
        say(N_("manifest.json and %(file)s hold a checksum for every file."), file=SUMS)
    )
    return _section(
        "checking", say(N_("How to check the files")), Paragraph((lead,)), Bullets(steps, True)
    )
