"""A pasted line as a spreadsheet copies it: name, address, organisation, discipline in cells."""

from dataclasses import dataclass

from workshops.core.text import clean_line

MOST_BEFORE = 2
LEAST_WITH_ADDRESS_FIRST = 3


@dataclass(frozen=True)
class Cells:
    """What the cells of a line hold. `more` is what stands after the discipline."""

    name: str
    address: str
    organisation: str
    discipline: str
    more: tuple[str, ...]


def find_cells(line: str) -> Cells | None:
    """The cells of a line cut by tabs or semicolons; None for a line that is not such a row.

    One cell holds the address and nothing else. First and last name may stand in two cells before
    it. What mail programs write with semicolons between people is no row: there the address comes
    first, or stands in brackets, or more than once.
    """
    mark = "\t" if "\t" in line else ";"
    cells = [clean_line(cell) for cell in line.strip(" ;\r\n").split(mark)]
    at = next((place for place, cell in enumerate(cells) if "@" in cell), -1)
    if at < 0 or '"' in line or sum("@" in cell for cell in cells) > 1 or not _is_bare(cells[at]):
        return None
    names, rest = (cells[:at], cells[at + 1 :]) if at else (cells[1:2], cells[2:])
    filled = sum(map(bool, cells))
    row = mark == "\t" or (bool(cells[0]) and (at > 0 or filled >= LEAST_WITH_ADDRESS_FIRST))
    if filled < MOST_BEFORE or len(names) > MOST_BEFORE or not row:
        return None
    organisation, discipline, *more = [*rest, "", ""]
    name = " ".join(filter(None, names))
    return Cells(name, cells[at], organisation, discipline, tuple(filter(None, more)))


def _is_bare(cell: str) -> bool:
    """Whether a cell holds an address and nothing else."""
    return not any(sign in cell for sign in " ,<>()[]'")
