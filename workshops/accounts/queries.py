"""Reads of accounts."""

from workshops.accounts.models import User
from workshops.core.db import db


def find_signed_in(session_id: str) -> User | None:
    """The account that a session belongs to, or None when the session has ended."""
    number, _, stamp = session_id.partition(".")
    user = db.session.get(User, int(number)) if number.isdigit() else None
    if user is None or user.disabled_at is not None or user.session_stamp != stamp:
        return None
    return user
