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
_FACTS = tuple(c.name for c in SLIM if c.name not in ("id", "language", "visibility", "hidden"))


def shown(rows: Sequence[Any], question: Question, language: str) -> tuple[Hit, ...]:
    """The hits for rows of `SLIM` columns, in their order; one read."""
    ids = [row.id for row in rows]
    query = select(SearchText).where(SearchText.entry_id.in_(ids))
    texts = {text.entry_id: text for text in db.session.scalars(query)} if ids else {}
    return tuple(_hit(row, texts[row.id], question, language) for row in rows)


def find_text(entry_id: int, language: str) -> str:
    """The whole text of an entry, in a language where it has that; one read."""
    found = db.session.get_one(SearchText, entry_id)
    return _words(found, "", language)[2]


def _words(text: SearchText, own: str, language: str) -> tuple[str, str, str]:
    """Language, title and text: in the wanted language if there is a translation, else its own."""
    for other in text.translations:
        if other["language"] == language != own:
            return language, other["title"], other["text"]
    return own, text.title, text.text


def _hit(row: Any, text: SearchText, question: Question, language: str) -> Hit:
    spoken, title, body = _words(text, row.language, language)
    return Hit(
        **{name: row._mapping[name] for name in _FACTS},
        language=spoken,
        title=mark(title, question, spoken),
        snippet=snippet(body, question, spoken),
    )
