"""Addresses are kept in one form, with the domain in ASCII, as two that mean the same must match."""

import sqlalchemy as sa
from alembic import op

from workshops.core.addresses import normal_address

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# In each group an address belongs to one row; a second one stays as it was written.
ONE_OWNER = (
    (("person", "email"), ("person_alias", "address")),
    (("user_account", "email"),),
)
KEPT = (
    ("engagement_request", "contact_email"),
    ("delivery", "address"),
    ("substitution", "email"),
    ("adoption", "owner_email"),
    ("adoption_ask", "address"),
)


def upgrade():
    for group in ONE_OWNER:
        taken = {address for place in group for _number, address in _rows(*place)}
        for place in group:
            _write_anew(*place, taken)
    for place in KEPT:
        _write_anew(*place, set())


def _rows(name, column):
    table = sa.table(name, sa.column("id"), sa.column(column))
    return op.get_bind().execute(sa.select(table.c.id, table.c[column])).all()


def _write_anew(name, column, taken):
    table = sa.table(name, sa.column("id"), sa.column(column))
    for number, address in _rows(name, column):
        wanted = normal_address(address or "")
        if not address or address.isascii() or wanted in taken:
            continue
        if name in {each for group in ONE_OWNER for each, _column in group}:
            taken.add(wanted)
        change = sa.update(table).where(table.c.id == number)
        op.get_bind().execute(change.values({column: wanted}))
