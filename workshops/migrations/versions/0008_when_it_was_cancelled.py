"""When a workshop was cancelled: what had been held by then stays a record.

Of a workshop that is cancelled already, the last change of its row is the nearest that is known.
"""

import sqlalchemy as sa
from alembic import op

from workshops.core import columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workshop", sa.Column("cancelled_at", columns.UtcDateTime()))
    op.execute("UPDATE workshop SET cancelled_at = updated_at WHERE state = 'cancelled'")


def downgrade() -> None:
    op.drop_column("workshop", "cancelled_at")
