"""How an uploaded file becomes the rows of an import: read by its headings, or as somebody says."""

from collections.abc import Callable

from workshops.core.actor import Actor
from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_
from workshops.people.models import PeopleImport
from workshops.people.queries.imports import find_mapping
from workshops.people.rules.columns import guess_by_rows, guess_columns
from workshops.tables.opening import open_table
from workshops.tables.reading import GUESSED, Choice, Table

LOOKED_AT = 10
MOST_SHEETS = 5
ENOUGH = frozenset(("name", "email"))

Read = Callable[[bytes, Choice], Table]


def read_list(content: bytes, read: Read = open_table) -> Table:
    """A file as a list of people: the sheet and the row of headings in which people are known.

    Call it before a transaction, as `open_table`. Raises Invalid with a sentence.
    """
    table = _below_known_headings(content, read(content, GUESSED), read)
    if ENOUGH.issubset(_mapping(table)):
        return table
    others = [name for name in table.sheets if name != table.sheet]
    for name in others[:MOST_SHEETS]:
        try:
            other = _below_known_headings(content, read(content, Choice(sheet=name)), read)
        except Invalid:
            continue  # an empty sheet, or one that is no list
        if other.rows and ENOUGH.issubset(guess_columns(other.header)):
            return other
    return table


def source_of(upload: PeopleImport) -> bytes:
    """The file that a list was read from. Raises Conflict when it is no longer kept."""
    if upload.source is None:
        raise Conflict(N_("The file is no longer kept. Upload it once more."))
    return upload.source


def keep_reading(actor: Actor, *, upload: PeopleImport, content: bytes, table: Table) -> None:
    """Write down what was read of a file, and guess what its columns are.

    Raises Invalid for a list without rows.
    """
    if not table.rows:
        raise Invalid(N_("The file has a heading but no rows."), "file")
    known = find_mapping(actor, table.header) if table.head else None
    upload.source, upload.kind = content, table.kind
    upload.header, upload.rows, upload.numbers = table.header, table.rows, table.numbers
    upload.mapping = known or _mapping(table)
    unsure = set(table.unsure) | (set() if known or "name" in upload.mapping else {"head"})
    upload.reading = {
        "head": table.head,
        "above": [list(line) for line in table.above],
        "encoding": table.encoding,
        "encodings": list(table.encodings),
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "unsure": sorted(unsure),
    }


def _mapping(table: Table) -> dict[str, int]:
    return guess_columns(table.header) if table.head else guess_by_rows(table.rows)


def _below_known_headings(content: bytes, table: Table, read: Read) -> Table:
    """The table from the row, among its first, in which most headings are known."""
    known = len(guess_columns(table.header))
    first = list(zip(table.numbers, table.rows, strict=True))[:LOOKED_AT]
    number, most = max(
        ((number, len(guess_columns(row))) for number, row in first),
        key=lambda pair: pair[1],
        default=(0, 0),
    )
    if most <= max(known, 1):
        return table
    sheet = table.sheet or None
    return read(content, Choice(sheet=sheet, head=number))
