"""Messages that came in: each is taken once, and it is written down what became of it."""

from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from workshops.core import clock
from workshops.core.db import Model, db
from workshops.mail import structure
from workshops.mail.models import Handling, Incoming
from workshops.mail.reading import Mail, read


def take(raw: bytes, mail: Mail | None = None) -> tuple[Incoming, bool]:
    """The row of a message, and whether it is new; the same bytes make one row, ever.

    Two who take the same bytes at the same moment get the same row, and only one of them a new
    one. `mail` is what `read` made of the bytes, for who has read them already.
    """
    mail = read(raw) if mail is None else mail
    digest = sha256(raw).hexdigest()
    return _put(digest, mail, raw if len(raw) <= structure.LIMIT_BYTES else None)


def take_unread(head: bytes, size: int) -> tuple[Incoming, bool]:
    """The row of a message that is too large to be read, known by its headers and its size.

    It waits in the tray.
    """
    digest = sha256(b"%d\n%b" % (size, head)).hexdigest()
    row, is_new = _put(digest, read(head), None)
    if is_new:
        settle(row, Handling.TRAY, structure.TOO_LARGE)
    return row, is_new


def settle(
    incoming: Incoming,
    handling: Handling,
    reason: str = "",
    *,
    about: Model | None = None,
    engagement_id: int | None = None,
    **params: object,
) -> None:
    """Write down what became of a message, and the record that it is `about`.

    `reason` is a message id, filled from `params`.
    """
    incoming.handling = handling
    incoming.reason = reason
    incoming.params = dict(params)
    if about is not None:
        incoming.record_kind = about.__tablename__
        incoming.record_id = about.id  # type: ignore[attr-defined]
    incoming.engagement_id = engagement_id or incoming.engagement_id
    if handling is not Handling.TRAY:
        incoming.settled_at = clock.now()
    db.session.flush()


def _put(digest: str, mail: Mail, raw: bytes | None) -> tuple[Incoming, bool]:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    values: dict[str, Any] = {
        "sha256": digest,
        "raw": raw,
        "from_address": mail.from_address,
        "from_name": mail.from_name,
        "subject": mail.subject,
        "text": mail.text,
    }
    made = db.session.execute(
        insert(Incoming)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["sha256"])
        .returning(Incoming.id)
    ).scalar_one_or_none()
    row = db.session.scalars(select(Incoming).where(Incoming.sha256 == digest)).one()
    return row, made is not None
