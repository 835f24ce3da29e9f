"""Where a list begins in a file: the headings, what stands above them, and the rows below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshops.core.errors import Invalid
from workshops.core.text import N_, clean

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 5_000
LOOKED_AT = 20
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_NUMBER = re.compile(r"\+?[\d ().-]{6,40}")


@dataclass(frozen=True)
class Line:
    """A row that holds something, with its number in the file, from 1; its last cell is filled."""

    number: int
    cells: list[str]

    @property
    def filled(self) -> int:
        """How many of its cells say something."""
        return sum(map(bool, self.cells))

    @property
    def is_data(self) -> bool:
        """Whether there is an address or a long number in it, as no heading has."""
        return any(_ADDRESS.fullmatch(cell) or _NUMBER.fullmatch(cell) for cell in self.cells)


@dataclass(frozen=True)
class Place:
    """Where a list begins: the line of the headings, if it has any, and of its first row."""

    head: Line | None
    first: int
    sure: bool


def take_lines(rows: Iterable[Sequence[str]]) -> list[Line]:
    """Every row that holds something. Raises Invalid when there are too many, or too large ones."""
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = [clean(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Invalid(N_("The list has more than 100 columns."), "file")
        if max(map(len, cells)) > MOST_CHARACTERS:
            raise Invalid(
                N_("A cell in row %(row)s has more than 5,000 characters."), "file", row=number
            )
        if len(lines) > MOST_ROWS + LOOKED_AT:
            raise Invalid(N_("The list has more than 20,000 rows; share it out."), "file")
        lines.append(Line(number, cells))
    return lines


def find_place(lines: Sequence[Line], wanted: int | None = None) -> Place:
    """Where the list begins. `wanted` is the number of the headings' row, 0 for none.

    A title stands alone in its row; the headings are the first row with more than one text, unless
    there is an address or a telephone number in it. Raises Invalid for a row that holds nothing.
    """
    if wanted:
        at = next((at for at, line in enumerate(lines) if line.number == wanted), None)
        if at is None:
            raise Invalid(N_("There is nothing in this row."), "head")
        return Place(lines[at], at + 1, True)
    least = min(2, max((line.filled for line in lines[:LOOKED_AT]), default=1))
    at = next((at for at, line in enumerate(lines[:LOOKED_AT]) if line.filled >= least), 0)
    if not lines or wanted == 0 or lines[at].is_data:
        return Place(None, at, wanted == 0)
    return Place(lines[at], at + 1, at == 0)
