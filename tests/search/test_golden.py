"""Fifty Danish questions and what they find, the same on both databases."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from tests.marks import both_databases
from workshops.core.actor import WORKER
from workshops.core.db import transaction
from workshops.search.models import EntryKind
from workshops.search.queries import Wish, search
from workshops.search.services import Entry, put_entry

GOLDEN: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("golden.toml").read_text(encoding="utf-8")
)


def load_entries() -> None:
    """The library of the golden set, the last entry the newest."""
    with transaction():
        for number, (key, (title, text)) in enumerate(GOLDEN["entries"].items(), 1):
            entry = Entry(
                kind=EntryKind.EXPERIMENT,
                record_id=number,
                public_id=key,
                title=title,
                text=text,
                happened_on=date(2026, 1, 1) + timedelta(days=number),
            )
            put_entry(entry)


def answers() -> dict[str, list[str]]:
    """What every question finds, the best first."""
    return {
        one["text"]: [hit.public_id for hit in search(WORKER, Wish(text=one["text"])).hits]
        for one in GOLDEN["asked"]
    }


@both_databases
def test_fifty_danish_questions_find_what_they_must(app: Flask) -> None:
    load_entries()
    found = answers()
    assert len(found) == 50
    assert {text: sorted(ids) for text, ids in found.items()} == {
        one["text"]: one["finds"] for one in GOLDEN["asked"]
    }
    assert {one["text"]: found[one["text"]][0] for one in GOLDEN["asked"] if "first" in one} == {
        one["text"]: one["first"] for one in GOLDEN["asked"] if "first" in one
    }
