"""Stages of a service stand in the order in which citizens meet them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the order that managers put them in."""
    op.create_table(
        "service_stage",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"],
            ["engagement.id"],
            name=op.f("fk_service_stage_engagement_id_engagement"),
        ),
        sa.PrimaryKeyConstraint("engagement_id", "name", name=op.f("pk_service_stage")),
        sa.UniqueConstraint(
            "engagement_id", "position", name=op.f("uq_service_stage_engagement_id_position")
        ),
    )


def downgrade() -> None:
    """Forget the order."""
    op.drop_table("service_stage")
