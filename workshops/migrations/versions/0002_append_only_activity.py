"""The activity log can be added to and read, never changed; written by hand, not from the models."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the activity log is append-only"
SQLITE = [
    f"""
    CREATE TRIGGER activity_keeps_{act.lower()} BEFORE {act} ON activity
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION refuse_activity_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
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
