"""Where an entry stands among all others."""

from datetime import date

from workshops.search.models import EntryKind

_KINDS = list(EntryKind)
_RECORDS = 1 << 29


def place(kind: EntryKind, record_id: int, happened_on: date) -> int:
    """A number of the entry's own that is the larger, the newer it is.

    Both databases give the newest matches first by it without sorting.
    """
    if not 0 <= record_id < _RECORDS:
        raise ValueError(f"no place for record {record_id}")
    return (happened_on.toordinal() * len(_KINDS) + _KINDS.index(kind)) * _RECORDS + record_id
