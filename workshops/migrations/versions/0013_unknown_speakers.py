"""Nobody is a citizen because nothing is known of them: the speaker of a note may be unknown."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = "speaker_role IN ('citizen'"
AFTER = "speaker_role IN ('unknown', 'citizen'"
ROLES = (
    "'unknown', 'citizen', 'relative', 'business', 'interest_organisation', 'front_line', "
    "'manager', 'other'"
)
# Written by link, with a role that was only reckoned from who had no, or had some, organisation.
FORGET = """
UPDATE expectation_note SET speaker_role = 'unknown'
WHERE substr(origin, 1, 5) = 'link:' AND speaker_role IN ('citizen', 'other') AND id NOT IN (
  SELECT note_author.note_id FROM note_author
  JOIN person ON person.id = note_author.person_id
  JOIN discipline ON discipline.id = person.discipline_id
  WHERE discipline.standing_key IN
    ('voice-citizen', 'voice-relative', 'voice-business-user', 'voice-interest')
)
"""


def upgrade() -> None:
    """Let the role be unknown, and make it so where nobody had said it."""
    if op.get_bind().dialect.name == "sqlite":
        _write_on_sqlite(BEFORE, AFTER)
    else:
        _write_on_postgresql(ROLES)
    op.execute(sa.text(FORGET.replace(":", r"\:")))


def downgrade() -> None:
    """Who is not known is somebody else."""
    op.execute("UPDATE expectation_note SET speaker_role = 'other' WHERE speaker_role = 'unknown'")
    if op.get_bind().dialect.name == "sqlite":
        _write_on_sqlite(AFTER, BEFORE)
    else:
        _write_on_postgresql(ROLES.removeprefix("'unknown', "))


def _write_on_postgresql(roles: str) -> None:
    name = op.f("ck_expectation_note_speakerrole")
    op.drop_constraint(name, "expectation_note", type_="check")
    op.create_check_constraint(name, "expectation_note", f"speaker_role IN ({roles})")


def _write_on_sqlite(before: str, after: str) -> None:
    """A check is text of the schema: SQLite's own way to widen one (lang_altertable, section 7)."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) "
        "WHERE type = 'table' AND name = 'expectation_note'",
        (before, after),
    )
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")
