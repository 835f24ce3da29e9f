"""Alembic's environment: our engine, our metadata, one transaction a revision.

SQLite changes most columns by making a table anew and dropping the old one. With foreign keys on
that would delete whatever hangs on it, so they are off meanwhile and checked at the end.
"""

from alembic import context

from workshops.core.db import db, is_modelled


def switch_foreign_keys(connection, state):
    """Set SQLite's foreign keys ON or OFF; between transactions, as inside one it does nothing."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def refuse_broken_links(connection):
    """Raise RuntimeError when a row of SQLite points at a row that is not there."""
    if connection.dialect.name == "sqlite":
        broken = connection.connection.driver_connection.execute("PRAGMA foreign_key_check")
        if found := broken.fetchall():
            raise RuntimeError(f"the migration left rows without what they point at: {found[:5]}")


with db.engine.connect().execution_options(write=True) as connection:
    switch_foreign_keys(connection, "OFF")
    try:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=is_modelled,
            transaction_per_migration=True,
            user_module_prefix="columns.",
        )
        with context.begin_transaction():
            context.run_migrations()
        refuse_broken_links(connection)
    finally:
        connection.rollback()
        switch_foreign_keys(connection, "ON")
