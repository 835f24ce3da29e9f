"""A document laid out: what HTML, PDF and DOCX then draw alike.

Section numbers, table and figure numbers, notes and the trace table are decided here, once, and all
text is made legible, so that the three say the same.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from workshops.core.locale import number
from workshops.core.text import clean_line, ends_of_runs, in_runs
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
    Sentence,
    Source,
    Table,
    TitlePage,
    sentences_of,
    source_keys,
    source_kind,
)
from workshops.documents.words import words_in

_NO_CHARACTERS = re.compile("[\ufffc-\uffff\ufdd0-\ufdef\ud800-\udfff]")
_FACTS = ("engagement", "version", "date", "author", "approver", "journal_number")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block's content; tables and charts are numbered, each for themselves."""

    key: str
    content: Content
    number: int = 0

    @property
    def kind(self) -> str:
        """The name of what it is, as templates choose by it."""
        return type(self.content).__name__


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered section with its pieces."""

    number: int
    key: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source: the word for its kind, and the sections that rest on it."""

    number: int
    key: str
    kind: str
    label: str
    detail: str
    used_in: tuple[int, ...]

    @property
    def text(self) -> str:
        """The note as it is printed behind its number."""
        said = f"{self.kind}: {self.label}" if self.kind else self.label
        return f"{said} – {self.detail}" if self.detail else said


@dataclass(frozen=True, slots=True)
class Layout:
    """All there is to draw. `sources_number` is the number of the section of notes, 0 for none."""

    language: str
    words: dict[str, str]
    title_page: TitlePage
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    sources_number: int
    trace: Part | None

    def marks_of(self, sentence: Sentence | Quote) -> list[list[Note]]:
        """The notes that a sentence or a quote rests on, by number; of a run only its ends."""
        named = set(sentence.sources)
        known = {note.number: note for note in self.notes if note.key in named}
        return [[known[number] for number in ends] for ends in ends_of_runs(sorted(known))]

    def figure(self, value: float) -> str:
        """A number as the document's language writes it."""
        return number(value, self.language)

    def headings(self) -> list[tuple[int, str]]:
        """Number and title of every section, those of the sources included."""
        listed = [(part.number, part.title) for part in self.parts]
        if self.trace:
            listed.append((self.sources_number, self.words["sources"]))
            listed.append((self.trace.number, self.trace.title))
        return listed


def lay_out(document: Document) -> Layout:
    """Number, name and clean everything that the three forms show."""
    words = words_in(document.language)
    page = TitlePage(**{name: legible(getattr(document.title_page, name)) for name in _PAGE})
    parts = _parts(document)
    notes = _notes(document, words)
    last = len(parts)
    return Layout(
        language=document.language,
        words=words,
        title_page=page,
        facts=tuple((words[name], getattr(page, name)) for name in _FACTS if getattr(page, name)),
        parts=parts,
        notes=notes,
        sources_number=last + 1 if notes else 0,
        trace=_trace(last + 2, notes, words, _tables(parts) + 1) if notes else None,
    )


_PAGE = tuple(TitlePage.__dataclass_fields__)


def legible(text: str) -> str:
    """A text as one line, without what nobody can see: controls, turned directions, halves."""
    return clean_line(_NO_CHARACTERS.sub("", text))


def _parts(document: Document) -> tuple[Part, ...]:
    tables = charts = 0
    parts = []
    for place, section in enumerate(document.sections, 1):
        pieces = []
        for block in section.blocks:
            tables += isinstance(block.content, Table)
            charts += isinstance(block.content, Chart)
            pieces.append(_piece(block, tables, charts))
        parts.append(Part(place, section.key, legible(section.title), tuple(pieces)))
    return tuple(parts)


def _piece(block: Block, tables: int, charts: int) -> Piece:
    content = _clean(block.content)
    number = {Table: tables, Chart: charts}.get(type(content), 0)
    return Piece(block.key, content, number)


def _tables(parts: Iterable[Part]) -> int:
    return sum(isinstance(piece.content, Table) for part in parts for piece in part.pieces)


def _clean(content: Content) -> Content:
    """A piece with legible texts; the shape stays."""
    cleaned: Content = _CLEANERS[type(content)](content)
    return content if cleaned == content else cleaned


def _said(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    return tuple(replace(s, text=legible(s.text)) for s in sentences)


_CLEANERS: dict[type, Callable[..., Content]] = {
    Paragraph: lambda c: Paragraph(_said(c.sentences)),
    Bullets: lambda c: Bullets(tuple(_said(item) for item in c.items), c.numbered),
    Table: lambda c: Table(
        legible(c.caption),
        tuple(replace(column, label=legible(column.label)) for column in c.columns),
        tuple(_said(row) for row in c.rows),
    ),
    Facts: lambda c: Facts(tuple((legible(term), _said([v])[0]) for term, v in c.items)),
    Quote: lambda c: replace(c, text=legible(c.text), speaker=legible(c.speaker)),
    Callout: lambda c: replace(c, title=legible(c.title), sentences=_said(c.sentences)),
    Chart: lambda c: Chart(
        legible(c.title),
        legible(c.summary),
        tuple((legible(label), value) for label, value in c.bars),
        legible(c.unit),
    ),
}


def _notes(document: Document, words: dict[str, str]) -> tuple[Note, ...]:
    """Sources in the order in which sentences name them, then those that no sentence names."""
    given = {source.key: source for source in document.sources}
    keys = dict.fromkeys([*source_keys(document), *given])
    used = _used_in(document)
    return tuple(
        Note(
            number,
            key,
            words[f"source_{source.kind}"] if source.kind else "",
            legible(source.label),
            legible(source.detail),
            tuple(used.get(key, ())),
        )
        for number, key in enumerate(keys, 1)
        for source in [given.get(key) or _unlisted(key)]
    )


def _unlisted(key: str) -> Source:
    """A source that a sentence names and the document does not list: its id is all we know."""
    kind, _, name = key.partition(":")
    return Source(key, source_kind(kind), name)


def _used_in(document: Document) -> dict[str, list[int]]:
    """The numbers of the sections in which each source is named."""
    used: dict[str, dict[int, None]] = {}
    for place, section in enumerate(document.sections, 1):
        for block in section.blocks:
            for sentence in sentences_of(block.content):
                for key in sentence.sources:
                    used.setdefault(key, {})[place] = None
    return {key: list(numbers) for key, numbers in used.items()}


def _trace(number: int, notes: tuple[Note, ...], words: dict[str, str], table: int) -> Part:
    columns = (
        Column(words["number"], number=True, width=1),
        Column(words["kind"], width=3),
        Column(words["record"], width=9),
        Column(words["used_in"], width=4),
    )
    rows = tuple(
        (
            Sentence(str(note.number)),
            Sentence(note.kind),
            Sentence(note.label),
            Sentence(in_runs(note.used_in) or "–"),
        )
        for note in notes
    )
    trace = Piece("trace", Table(words["trace_caption"], columns, rows), table)
    return Part(number, "trace", words["trace"], (trace,))
