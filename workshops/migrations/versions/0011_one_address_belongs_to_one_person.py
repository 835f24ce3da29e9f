"""One address belongs to one person: another address is nobody else's."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# An address that somebody has as their own is theirs, of two others the one that came first.
FORGET = (
    "DELETE FROM person_alias WHERE address IN (SELECT email FROM person WHERE email IS NOT NULL)",
    "DELETE FROM person_alias WHERE id NOT IN (SELECT MIN(id) FROM person_alias GROUP BY address)",
)


def upgrade() -> None:
    for statement in FORGET:
        op.execute(statement)
    with op.batch_alter_table("person_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_alias_address"))
        batch_op.drop_constraint(batch_op.f("uq_person_alias_person_id_address"), type_="unique")
        batch_op.create_index(batch_op.f("ix_person_alias_person_id"), ["person_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_person_alias_address"), ["address"])


def downgrade() -> None:
    with op.batch_alter_table("person_alias", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_person_alias_address"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_person_alias_person_id"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_person_alias_person_id_address"), ["person_id", "address"]
        )
        batch_op.create_index(batch_op.f("ix_person_alias_address"), ["address"], unique=False)
