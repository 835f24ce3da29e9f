"""How far the cells of a workbook reach, before a reader makes a table of all between them."""

import io
from xml.parsers import expat
from zipfile import ZipFile

from workshops.core.errors import Invalid
from workshops.core.text import N_

MOST_CELLS = 4_000_000
PIECE = 64 * 1024
HELD = frozenset({"v", "is", "f"})
LONGEST_PLACE = 10


def check_extent(content: bytes) -> None:
    """Raises Invalid when a sheet spans more than four million cells, filled or not.

    A single cell far out makes a small file such a sheet. Parts are read as a stream.
    """
    with ZipFile(io.BytesIO(content)) as package:
        for part in package.infolist():
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                reader = _Sheet()
                with package.open(part) as stream:
                    while piece := stream.read(PIECE):
                        reader.feed(piece)


class _Sheet:
    """Follows the cells of one sheet; one without content, which only has a colour, counts not."""

    def __init__(self) -> None:
        self.rows, self.columns = _Span(), _Span()
        self.row = self.column = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes) -> None:
        """Read on. Raises Invalid where the cells reach too far, ValueError for what is no XML."""
        try:
            self.parser.Parse(piece)
        except expat.ExpatError as wrong:
            raise ValueError(str(wrong)) from wrong

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row, self.column = _number(attributes.get("r", ""), self.row + 1), 0
        elif name == "c":
            self._place(attributes.get("r", ""))
        elif name in HELD and self.column:
            self.rows.take(self.row)
            self.columns.take(self.column)
            if self.rows.size * self.columns.size > MOST_CELLS:
                far = N_("Cells of a sheet reach too far out; copy the list into a new workbook.")
                raise Invalid(far, "file")

    def _place(self, said: str) -> None:
        """Where the cell stands: as it says, else right of the last."""
        letters = said.rstrip("0123456789").upper()
        self.row = _number(said[len(letters) :], self.row)
        self.column += 1
        if letters and letters.isascii() and letters.isalpha() and len(said) <= LONGEST_PLACE:
            self.column = 0
            for letter in letters:
                self.column = self.column * 26 + ord(letter) - 64

    def _refuse(self, *_declared: object) -> None:
        raise ValueError("a document type is declared")


class _Span:
    """From the first to the last of some numbers."""

    def __init__(self) -> None:
        self.first = self.last = 0

    def take(self, number: int) -> None:
        """Reach to this number too."""
        self.first = min(self.first or number, number)
        self.last = max(self.last, number)

    @property
    def size(self) -> int:
        """How many numbers it spans."""
        return self.last - self.first + 1


def _number(digits: str, otherwise: int) -> int:
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST_PLACE else otherwise
