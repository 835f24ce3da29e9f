"""Seats: empty is no limit and 0 is none.

Until now 0 meant that nobody had set a number, so every 0 that is stored becomes empty; from here
on 0 is none. Columns are added beside the old ones, as SQLite would make the table anew and other
tables point to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SEATS = ("capacity_on_site", "capacity_online")


def upgrade() -> None:
    for name in SEATS:
        _replace(name, f"NULLIF({name}, 0)")


def downgrade() -> None:
    for name in SEATS:
        _replace(name, f"COALESCE({name}, 0)", server_default="0", nullable=False)


def _replace(name: str, value: str, **kept: object) -> None:
    """Give a column another shape, with a value made of the one that it had."""
    op.add_column("workshop", sa.Column(f"{name}_new", sa.Integer(), **kept))
    op.execute(f"UPDATE workshop SET {name}_new = {value}")
    op.drop_column("workshop", name)
    op.alter_column("workshop", f"{name}_new", new_column_name=name)
