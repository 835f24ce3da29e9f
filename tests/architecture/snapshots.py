"""A database as it stood at one moment, put back in a few milliseconds."""

import sqlite3
from pathlib import Path

from workshops.core.db import db


class Snapshot:
    """A copy in memory of the SQLite database in use, taken when made."""

    def __init__(self) -> None:
        db.session.remove()
        db.engine.dispose()
        self.path = Path(str(db.engine.url.database))
        self.kept = sqlite3.connect(":memory:")
        with sqlite3.connect(self.path) as stored:
            stored.backup(self.kept)
        stored.close()
        self.kept.commit()

    def restore(self) -> None:
        """Undo everything that was written since."""
        db.session.remove()
        db.engine.dispose()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        self.path.write_bytes(self.kept.serialize())

    def close(self) -> None:
        """Let the memory go."""
        self.kept.close()
