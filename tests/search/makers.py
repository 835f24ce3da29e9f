"""Entries for tests."""

from datetime import date
from itertools import count
from typing import Any

from workshops.core.db import transaction
from workshops.search.models import EntryKind
from workshops.search.services import Entry, put_entry

_numbers = count(1)


def make_entry(title: str, text: str = "", **changes: Any) -> Entry:
    """An entry that everyone finds, put into the index."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "kind": EntryKind.EXPERIMENT,
        "record_id": number,
        "public_id": f"entry{number:011}",
        "happened_on": date(2026, 5, 1),
    }
    entry = Entry(title=title, text=text, **{**values, **changes})
    with transaction():
        put_entry(entry)
    return entry
