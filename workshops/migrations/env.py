"""Alembic's environment: our engine, our metadata, one transaction a revision."""

from alembic import context

from workshops.core.db import db, is_modelled

with db.engine.connect().execution_options(write=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=False,
        compare_type=True,
        include_object=is_modelled,
        transaction_per_migration=True,
        user_module_prefix="columns.",
    )
    with context.begin_transaction():
        context.run_migrations()
