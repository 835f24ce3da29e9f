"""Opening an uploaded list, in a process that can be ended."""

import json
import sys
import zlib
from dataclasses import asdict
from zipfile import BadZipFile

from workshops.core.errors import Invalid
from workshops.core.opening import open_apart, open_given
from workshops.core.text import N_
from workshops.core.zips import list_parts
from workshops.tables.extent import check_extent
from workshops.tables.reading import GUESSED, MOST_BYTES, Choice, Table, read_table

MODULE = "workshops.tables.opening"
WORKBOOK = b"PK\x03\x04"
UNREADABLE = (
    BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)


def open_table(content: bytes, choice: Choice = GUESSED) -> Table:
    """The list in an uploaded file, as somebody says it is to be read.

    Raises Invalid with a sentence, on the field `file`. Call it before a transaction: it takes a
    moment, in which nobody else could write.
    """
    if len(content) > MOST_BYTES:
        raise Invalid(N_("The file is larger than 5 MB."), "file")
    return Table(**json.loads(open_apart(MODULE, content, json.dumps(asdict(choice)))))


def _read(content: bytes) -> bytes:
    if content.startswith(WORKBOOK):
        _check_workbook(content)
    return json.dumps(asdict(read_table(content, Choice(**json.loads(sys.argv[1]))))).encode()


def _check_workbook(content: bytes) -> None:
    try:
        list_parts(content)
        check_extent(content)
    except UNREADABLE as wrong:
        unread = N_("The workbook cannot be opened; save it again as XLSX.")
        raise Invalid(unread, "file") from wrong


if __name__ == "__main__":
    open_given(_read)
