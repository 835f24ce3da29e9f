"""Following a merge of persons."""

from sqlalchemy import update

from workshops.core.db import db
from workshops.expectations.models import NoteAuthor


def follow_merge(*, kept_id: int, gone_id: int) -> None:
    """Let the kept person be the author of what either wrote."""
    db.session.execute(
        update(NoteAuthor).where(NoteAuthor.person_id == gone_id).values(person_id=kept_id)
    )
