"""Entries as hits: their words in the language that is wanted, with what was asked for marked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workshops.core.db import db
from workshops.search.models import SearchEntry, SearchText
from workshops.search.queries.wishes import Hit
from workshops.search.rules.asking import Question
from workshops.search.rules.snippets import mark, snippet

SLIM = tuple(SearchEntry.__table__.columns)
_FACTS = tuple(c.name for c in SLIM if c.name not in ("id", "language", "visibility"))


def shown(rows: Sequence[Any], question: Question, language: str) -> tuple[Hit, ...]:
    """The hits for rows of `SLIM` columns, in their order; one read."""
    ids = [row.id for row in rows]
    query = select(SearchText).where(SearchText.entry_id.in_(ids))
    texts = {text.entry_id: text for text in db.session.scalars(query)} if ids else {}
    return tuple(_hit(row, texts[row.id], question, language) for row in rows)


def _hit(row: Any, text: SearchText, question: Question, language: str) -> Hit:
    spoken, title, body = row.language, text.title, text.text
    for other in text.translations:
        if other["language"] == language != spoken:
            spoken, title, body = language, other["title"], other["text"]
    return Hit(
        **{name: row._mapping[name] for name in _FACTS},
        language=spoken,
        title=mark(title, question, spoken),
        snippet=snippet(body, question, spoken),
    )
