"""A letter may end as failed: by a fault of our own, for which no mail server is to blame."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "'given_up', 'superseded'"
AFTER = "'given_up', 'failed', 'superseded'"


def upgrade() -> None:
    """Let the state have one more value; what the rows hold stays as it is."""
    if op.get_bind().dialect.name == "sqlite":
        _allow_on_sqlite()
        return
    states = (
        "'queued', 'sending', 'kept', 'handed_over', 'bounced', 'refused', 'given_up', 'failed', "
        "'superseded'"
    )
    op.drop_constraint(op.f("ck_letter_letterstate"), "letter", type_="check")
    op.create_check_constraint(op.f("ck_letter_letterstate"), "letter", f"state IN ({states})")


def _allow_on_sqlite() -> None:
    """A check is text of the schema: SQLite's own way to widen one (lang_altertable, section 7).

    Making the table anew would drop it under the foreign keys of others.
    """
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'letter'",
        (BEFORE, AFTER),
    )
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")
