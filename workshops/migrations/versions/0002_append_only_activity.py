"""The activity log can be added to and read, never changed; written by hand, not from the models.

Only rows that the demo's ledger names may go, when the demo is taken away.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the activity log is append-only"
DEMO = "EXISTS (SELECT 1 FROM demo_row WHERE table_name = 'activity' AND row_id = OLD.id)"
SQLITE = [
    f"""
    CREATE TRIGGER activity_keeps_update BEFORE UPDATE ON activity
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
    f"""
    CREATE TRIGGER activity_keeps_delete BEFORE DELETE ON activity WHEN NOT {DEMO}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION refuse_activity_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN IF {DEMO} THEN RETURN OLD; END IF; END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER activity_keeps_update BEFORE UPDATE ON activity
    FOR EACH ROW EXECUTE FUNCTION refuse_activity_change()
    """,
    """
    CREATE TRIGGER activity_keeps_delete BEFORE DELETE ON activity
    FOR EACH ROW EXECUTE FUNCTION refuse_activity_change()
    """,
    """
    CREATE TRIGGER activity_keeps_truncate BEFORE TRUNCATE ON activity
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_change()
    """,
]


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    ending = " ON activity" if postgresql else ""
    for act in ("update", "delete", *(["truncate"] if postgresql else [])):
        op.execute(f"DROP TRIGGER activity_keeps_{act}{ending}")
    if postgresql:
        op.execute("DROP FUNCTION refuse_activity_change()")
