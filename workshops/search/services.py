"""Writes to the index, in the transaction of the record that changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from workshops.core import clock
from workshops.core.db import db
from workshops.core.text import clean, clean_line
from workshops.jobs.queue import enqueue
from workshops.search.models import EntryKind, SearchEntry, SearchMethod, SearchText, Visibility
from workshops.search.rules import place
from workshops.search.rules.words import stems

FORGET = "search.forget"
WAIT = timedelta(minutes=5)
AT_ONCE = 500
_KEYS = {
    "search_index": "search_index_pkey",
    "search_entry": "pk_search_entry",
    "search_text": "pk_search_text",
}


@dataclass(frozen=True)
class Translation:
    """An entry's words in a further language."""

    language: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record as it is to be found. Codes are the values of the owner's enums; "" is none.

    `methods` are slugs, `policy_area` is a COFOG code, `happened_on` decides what is newest.
    """

    kind: EntryKind
    record_id: int
    public_id: str
    title: str
    text: str
    happened_on: date
    language: str = "da"
    engagement_id: int | None = None
    organisation_id: int | None = None
    level: str = ""
    policy_area: str = ""
    stage: str = ""
    outcome: str = ""
    evidence_level: int | None = None
    year: int | None = None
    methods: tuple[str, ...] = ()
    visibility: Visibility = Visibility.STAFF
    translations: tuple[Translation, ...] = ()


def put_entry(entry: Entry) -> None:
    """Let a record be found as it now is; what was kept of it before is replaced."""
    remove_entry(entry.kind, entry.record_id)
    _write([entry])


def remove_entry(kind: EntryKind, record_id: int) -> None:
    """Let a record be found no more. Its words leave the file some minutes later at the latest."""
    one = (SearchEntry.kind == kind, SearchEntry.record_id == record_id)
    found = db.session.scalar(select(SearchEntry.id).where(*one))
    if found is None:
        return
    for column in (SearchMethod.entry_id, SearchText.entry_id, SearchEntry.id):
        db.session.execute(delete(column.class_).where(column == found))
    _forget_later()


def follow_engagement(
    engagement_id: int, *, organisation_id: int, level: str, policy_area: str, hidden: bool
) -> None:
    """Let an engagement's entries have its agency and area, and be hidden while it is deleted."""
    db.session.execute(
        update(SearchEntry)
        .where(SearchEntry.engagement_id == engagement_id)
        .values(
            organisation_id=organisation_id, level=level, policy_area=policy_area, hidden=hidden
        )
    )


def remove_engagement(engagement_id: int) -> None:
    """Let nothing of an engagement be found ever more."""
    theirs = select(SearchEntry.kind, SearchEntry.record_id)
    for kind, record_id in db.session.execute(
        theirs.where(SearchEntry.engagement_id == engagement_id)
    ).all():
        remove_entry(kind, record_id)


def reindex(entries: Iterable[Entry]) -> int:
    """Replace the whole index; how many entries it has now."""
    for table in (SearchMethod, SearchText, SearchEntry):
        db.session.execute(delete(table))
    count, rest = 0, iter(entries)
    while some := list(islice(rest, AT_ONCE)):
        _write(some)
        count += len(some)
    _forget_later()
    _lay_newest_together()
    return count


def _write(entries: Sequence[Entry]) -> None:
    ids = [place(e.kind, e.record_id, e.happened_on) for e in entries]
    pairs = list(zip(ids, entries, strict=True))
    db.session.execute(insert(SearchEntry), [_slim(number, e) for number, e in pairs])
    db.session.execute(insert(SearchText), [_text(number, e) for number, e in pairs])
    methods = [{"entry_id": n, "method": m} for n, e in pairs for m in sorted(set(e.methods))]
    if methods:
        db.session.execute(insert(SearchMethod), methods)


def _slim(number: int, entry: Entry) -> dict[str, Any]:
    return {
        "id": number,
        "kind": entry.kind,
        "record_id": entry.record_id,
        "public_id": entry.public_id,
        "language": entry.language,
        "engagement_id": entry.engagement_id,
        "organisation_id": entry.organisation_id,
        "level": entry.level,
        "policy_area": entry.policy_area,
        "stage": entry.stage,
        "outcome": entry.outcome,
        "evidence_level": entry.evidence_level,
        "year": entry.year or entry.happened_on.year,
        "happened_on": entry.happened_on,
        "visibility": entry.visibility,
        "hidden": False,
    }


def _text(number: int, entry: Entry) -> dict[str, Any]:
    own = Translation(entry.language, clean_line(entry.title), clean(entry.text))
    every = (own, *entry.translations)
    titles = [" ".join(stems(one.title, one.language)) for one in every]
    texts = [" ".join(stems(one.text, one.language)) for one in every]
    return {
        "entry_id": number,
        "stems": f"{' '.join(titles)}\n{' '.join(texts)}",
        "title": own.title,
        "text": own.text,
        "translations": [
            {"language": t.language, "title": clean_line(t.title), "text": clean(t.text)}
            for t in entry.translations
        ],
    }


def _lay_newest_together() -> None:
    """On PostgreSQL: the rows in the order in which they are read, and their figures counted."""
    if db.engine.dialect.name == "postgresql":
        for table, key in _KEYS.items():
            db.session.execute(text(f"CLUSTER {table} USING {key}"))
            db.session.execute(text(f"ANALYZE {table}"))


def _forget_later() -> None:
    """On SQLite the index keeps removed words until it is rewritten; do that once for many."""
    if db.engine.dialect.name == "sqlite":
        enqueue(FORGET, key=FORGET, run_at=clock.now() + WAIT)
