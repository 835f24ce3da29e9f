"""The full-text index over the stems of search_text; written by hand, not from the models.

Both databases call it `search_index` and keep it in step by triggers.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TAKE_OUT = """
INSERT INTO search_index (search_index, rowid, stems) VALUES ('delete', old.entry_id, old.stems);
"""
PUT_IN = "INSERT INTO search_index (rowid, stems) VALUES (new.entry_id, new.stems);"
SQLITE = [
    """
    CREATE VIRTUAL TABLE search_index USING fts5 (
        stems, content = 'search_text', content_rowid = 'entry_id',
        tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
    f"CREATE TRIGGER search_text_put AFTER INSERT ON search_text BEGIN {PUT_IN} END",
    f"CREATE TRIGGER search_text_out AFTER DELETE ON search_text BEGIN {TAKE_OUT} END",
    f"""
    CREATE TRIGGER search_text_set AFTER UPDATE OF stems ON search_text
    BEGIN {TAKE_OUT} {PUT_IN} END
    """,
]
POSTGRESQL = [
    """
    CREATE TABLE search_index (
        entry_id bigint PRIMARY KEY REFERENCES search_text ON DELETE CASCADE,
        vector tsvector NOT NULL
    )
    """,
    """
    CREATE INDEX search_index_vector ON search_index USING gin (vector) WITH (fastupdate = off)
    """,
    """
    CREATE FUNCTION put_into_search_index() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_index VALUES (NEW.entry_id, to_tsvector('simple', NEW.stems))
    ON CONFLICT (entry_id) DO UPDATE SET vector = excluded.vector;
    RETURN NULL; END $$
    """,
    """
    CREATE TRIGGER search_text_put AFTER INSERT OR UPDATE OF stems ON search_text
    FOR EACH ROW EXECUTE FUNCTION put_into_search_index()
    """,
]


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER search_text_put ON search_text")
        op.execute("DROP FUNCTION put_into_search_index()")
    else:
        for name in ("put", "out", "set"):
            op.execute(f"DROP TRIGGER search_text_{name}")
    op.execute("DROP TABLE search_index")
