"""A block as a person edits it: lines of text with numbers of sources, or the cells of a table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_, clean_line
from workshops.documents.blocks import (
    Bullets,
    Callout,
    Content,
    Facts,
    Paragraph,
    Sentence,
    Table,
)

_MARKS = re.compile(r"(?:\[\d{1,9}(?:\s*,\s*\d{1,9})*\]\s*)+")
_NUMBER = re.compile(r"\d+")
Line = tuple[Sentence, ...]


@dataclass(frozen=True)
class Marks:
    """The numbers of a draft's sources, both ways."""

    numbers: Mapping[str, int]

    def show(self, sentence: Sentence) -> str:
        """A sentence with its numbers behind it: "They wait. [2, 5]"."""
        numbers = [self.numbers[key] for key in sentence.sources if key in self.numbers]
        mark = f" [{', '.join(map(str, numbers))}]" if numbers else ""
        return sentence.text + mark

    def line(self, sentences: Iterable[Sentence]) -> str:
        """Sentences in one line."""
        return " ".join(self.show(sentence) for sentence in sentences)

    def read(self, line: str) -> Line:
        """Sentences from a line: each ends at its numbers. Raises Invalid for an unknown number."""
        found = []
        for written, marks in _cut(line):
            text = clean_line(written)
            numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(marks))
            if text:
                found.append(Sentence(text, tuple(dict.fromkeys(map(self._key, numbers)))))
        return tuple(found)

    def _key(self, number: int) -> str:
        for key, known in self.numbers.items():
            if known == number:
                return key
        raise Invalid(N_("There is no source [%(number)s] in this draft."), "text", number=number)


def _cut(line: str) -> Iterator[tuple[str, str]]:
    """The line in pieces, each with the numbers that stand behind it."""
    at = 0
    for marks in _MARKS.finditer(line):
        yield line[at : marks.start()], marks[0]
        at = marks.end()
    yield line[at:], ""


def has_lines(content: Content) -> bool:
    """Whether it is edited as lines of text."""
    return isinstance(content, Paragraph | Bullets | Callout)


def has_cells(content: Content) -> bool:
    """Whether it is edited cell by cell."""
    return isinstance(content, Table | Facts)


def can_be_written(content: Content) -> bool:
    """Whether a person may write it: not what somebody said, nor a chart's figures."""
    return has_lines(content) or has_cells(content)


def lines_of(content: Content, marks: Marks) -> str:
    """The text to edit: a sentence a line, in a list an item a line."""
    return "\n".join(marks.line(line) for line in _lines(content))


def with_lines(content: Content, text: str, marks: Marks) -> Content:
    """The content with an edited text. A line that was not changed keeps its sentences.

    Raises Invalid when no text is left or a number is not a source's.
    """
    before = {marks.line(line): line for line in _lines(content)}
    lines = [before.get(line.strip()) or marks.read(line) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise Invalid(N_("Write something, or remove the paragraph."), "text")
    if isinstance(content, Bullets):
        return replace(content, items=tuple(lines))
    flat = tuple(sentence for line in lines for sentence in line)
    return replace(content, sentences=flat) if isinstance(content, Callout) else Paragraph(flat)


def cells_of(content: Content, marks: Marks) -> list[list[str]]:
    """The cells to edit, row by row; the terms of facts are not among them."""
    if isinstance(content, Facts):
        return [[marks.show(value)] for _term, value in content.items]
    return [[marks.show(cell) for cell in row] for row in _rows(content)]


def with_cells(content: Content, cells: Sequence[Sequence[str]], marks: Marks) -> Content:
    """The content with edited cells; a table's row that was emptied is gone. Raises Invalid."""
    if isinstance(content, Facts):
        values = (_cell(row[0] if row else "", marks) for row in cells)
        pairs = zip(content.items, values, strict=True)
        return Facts(tuple((term, value) for (term, _old), value in pairs))
    if not isinstance(content, Table):
        raise Conflict(N_("This part cannot be written by hand."))
    rows = [tuple(_cell(cell, marks) for cell in row) for row in cells if any(map(str.strip, row))]
    if not rows:
        raise Invalid(N_("Leave at least one row, or remove the table."), "cells")
    return replace(content, rows=tuple(rows))


def paragraph_from(text: str, marks: Marks) -> Paragraph:
    """A paragraph written by hand. Raises Invalid when it is empty."""
    written = with_lines(Paragraph(()), text, marks)
    assert isinstance(written, Paragraph)  # noqa: S101 - the kind that was handed in
    return written


def _cell(text: str, marks: Marks) -> Sentence:
    read = marks.read(text)
    keys = dict.fromkeys(key for sentence in read for key in sentence.sources)
    return Sentence(" ".join(sentence.text for sentence in read), tuple(keys))


def _lines(content: Content) -> tuple[Line, ...]:
    if isinstance(content, Bullets):
        return content.items
    if isinstance(content, Paragraph | Callout):
        return tuple((sentence,) for sentence in content.sentences)
    return ()


def _rows(content: Content) -> tuple[Line, ...]:
    return content.rows if isinstance(content, Table) else ()
