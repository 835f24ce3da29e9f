"""What the outbox does by the clock."""

from datetime import timedelta

from sqlalchemy import select, update

from workshops.core import clock
from workshops.core.db import db
from workshops.mail.failures import why
from workshops.mail.models import Handling, Incoming, Letter
from workshops.mail.queries import NOT_LEFT

FORGET = "mail.forget"
FORGET_INCOMING = "mail.forget_incoming"
KEPT = timedelta(days=30)


def forget_texts() -> None:
    """Once a night: empty letters that ended more than 30 days ago; what is known of them stays.

    A mail server's own words go too, as they often hold the address; what they meant is kept.
    """
    over = (Letter.state.not_in(NOT_LEFT), Letter.updated_at < clock.now() - KEPT)
    said = select(Letter.id, Letter.failure, Letter.last_error).where(
        *over, Letter.last_error != ""
    )
    for number, failure, words in db.session.execute(said).all():
        meant = {"failure": failure or why("", words), "last_error": ""}
        db.session.execute(
            update(Letter).where(Letter.id == number).values(**meant, updated_at=Letter.updated_at)
        )
    db.session.execute(
        update(Letter)
        .where(*over, Letter.text != "")
        .values(text="", html="", calendar=None, links={})
    )


def forget_incoming() -> None:
    """Once a night: drop what came in more than 30 days ago.

    Of every message the bytes go. Of those that ask nothing of anybody all goes that says who
    wrote what; the row is left as a number in a count.
    """
    old = Incoming.created_at < clock.now() - KEPT
    db.session.execute(update(Incoming).where(old, Incoming.raw.is_not(None)).values(raw=None))
    db.session.execute(
        update(Incoming)
        .where(old, Incoming.handling == Handling.IGNORED, Incoming.from_address != "")
        .values(from_address="", from_name="", subject="", text="", params={})
    )
