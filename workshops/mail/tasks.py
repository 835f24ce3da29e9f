"""What the outbox does by the clock."""

from datetime import timedelta

from sqlalchemy import update

from workshops.core import clock
from workshops.core.db import db
from workshops.mail.models import Letter
from workshops.mail.queries import NOT_LEFT

FORGET = "mail.forget"
KEPT = timedelta(days=30)


def forget_texts() -> None:
    """Once a night: empty letters that ended more than 30 days ago; what is known of them stays."""
    db.session.execute(
        update(Letter)
        .where(
            Letter.state.not_in(NOT_LEFT),
            Letter.updated_at < clock.now() - KEPT,
            Letter.text != "",
        )
        .values(text="", html="", calendar=None, links={})
    )
