"""Keep an uploaded list's file, the numbers of its rows and how it was read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns that may be NULL, so that SQLite need not make the table anew; no row has NULL."""
    for name in ("numbers", "reading"):
        op.add_column("people_import", sa.Column(name, sa.JSON(), nullable=True))
    op.add_column("people_import", sa.Column("source", sa.LargeBinary(), nullable=True))
    _number_rows()


def downgrade() -> None:
    for name in ("source", "reading", "numbers"):
        op.drop_column("people_import", name)


def _number_rows() -> None:
    """Lists that wait have their headings in the first row, as they were read until now."""
    kept = sa.table(
        "people_import",
        sa.column("id"),
        sa.column("rows", sa.JSON),
        sa.column("numbers", sa.JSON),
        sa.column("reading", sa.JSON),
    )
    for number, rows in op.get_bind().execute(sa.select(kept.c.id, kept.c.rows)).all():
        change = sa.update(kept).where(kept.c.id == number)
        values = {"numbers": list(range(2, len(rows) + 2)), "reading": {"head": 1}}
        op.get_bind().execute(change.values(values))
