"""Issued versions are never changed or deleted; written by hand, not from the models.

Only that a version is superseded may be noted. Rows that the demo's ledger names may go.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSAL = "issued versions are never changed"
TABLES = {
    "deliverable_version": (
        "deliverable_id, number, title, language, document, sha256, journal_number, "
        "short_description, written_by, approved_by, approved_at, issued_by, issued_at"
    ),
    "version_file": "version_id, format, file_id, sha256",
    "recommendation": "version_id, number, key, kind, text",
    "version_source": "version_id, key",
}


def _demo(table: str) -> str:
    """Whether the row is the demo's; rows without an id go with their version."""
    row = "id" if table in ("deliverable_version", "recommendation") else "version_id"
    owner = table if row == "id" else "deliverable_version"
    return f"EXISTS (SELECT 1 FROM demo_row WHERE table_name = '{owner}' AND row_id = OLD.{row})"


def _sqlite(table: str, columns: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER {table}_keeps_update BEFORE UPDATE OF {columns} ON {table} {refuse}",
        f"CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} "
        f"WHEN NOT {_demo(table)} {refuse}",
    ]


def _postgresql(table: str, columns: str) -> list[str]:
    function = f"refuse_{table}_change()"
    return [
        f"""
        CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN IF {_demo(table)} THEN RETURN OLD; END IF; END IF;
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"CREATE TRIGGER {table}_keeps_update BEFORE UPDATE OF {columns} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}",
        f"CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}",
        f"CREATE TRIGGER {table}_keeps_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}",
    ]


def upgrade() -> None:
    write = _postgresql if op.get_bind().dialect.name == "postgresql" else _sqlite
    for table, columns in TABLES.items():
        for statement in write(table, columns):
            op.execute(statement)


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        ending = f" ON {table}" if postgresql else ""
        for act in ("update", "delete", *(["truncate"] if postgresql else [])):
            op.execute(f"DROP TRIGGER {table}_keeps_{act}{ending}")
        if postgresql:
            op.execute(f"DROP FUNCTION refuse_{table}_change()")
