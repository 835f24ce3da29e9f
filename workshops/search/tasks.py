"""What the index does later."""

from sqlalchemy import text

from workshops.core.db import db


def forget() -> None:
    """Rewrite SQLite's index, so that words that were removed are no longer in the file."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))
