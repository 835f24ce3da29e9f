"""Whether the process lives and whether it can do its work."""

from functools import lru_cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from workshops.core.db import db

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def faults() -> list[str]:
    """What keeps the product from working, in words for an operator; empty when it is ready."""
    try:
        connection = db.session.connection()
        stands_at = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return ["The database does not answer."]
    finally:
        db.session.rollback()
    if stands_at != newest_migration():
        return ["The database is not up to date: run `flask --app wsgi db upgrade`."]
    return []


@lru_cache
def newest_migration() -> str | None:
    """The revision that the migrations of this version lead to."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
