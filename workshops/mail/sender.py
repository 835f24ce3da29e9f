"""Sending: claim the next letter, hand it over outside any transaction, note what came of it."""

import logging
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, CursorResult, and_, exists, select, update
from sqlalchemy.orm import aliased

from workshops.core import clock, leases
from workshops.core.config import Settings, WrongSettings
from workshops.core.db import AWAY, db, transaction
from workshops.mail import rules
from workshops.mail.message import compose, envelope_sender
from workshops.mail.models import Letter, LetterState
from workshops.mail.signing import signer
from workshops.mail.transport import Later, Refused, hand_over, mail_server

log = logging.getLogger(__name__)
FINISH_TRIES = 10
LONGEST_ERROR = 2000
PASSING = (*AWAY, OSError, MemoryError)


@dataclass(frozen=True)
class Claim:
    """A letter that this worker holds as long as the token stands in its row."""

    id: int
    attempts: int
    queued_at: datetime
    token: str


def send_one(lease: timedelta = rules.LEASE) -> bool:
    """Send the next letter that may leave. False when there is none.

    `lease` is how long a letter stays with a worker that has died; a living one extends it.
    """
    claim = claim_next(clock.now(), lease)
    if claim is None:
        return False
    mine = update(Letter).where(Letter.id == claim.id, Letter.token == claim.token)
    with leases.extended(mine, lease, f"letter {claim.id}"):
        outcome = _send(claim)
    if not _note(claim, outcome):
        log.warning("letter %s was taken over by another worker", claim.id)
    return True


def claim_next(now: datetime, lease: timedelta) -> Claim | None:
    """Take a letter of a worker that died, else the next that is due; two workers never get one.

    Each kind is asked for alone, so that an index gives the first one however many wait.
    """
    orphaned = and_(Letter.state == LetterState.SENDING, Letter.lease_until < now)
    queued = and_(Letter.state == LetterState.QUEUED, Letter.run_at <= now)
    with transaction():
        return _claim(orphaned, now + lease) or _claim(queued, now + lease)


def _claim(due: ColumnElement[bool], until: datetime) -> Claim | None:
    token = secrets.token_hex(16)
    row = db.session.execute(
        update(Letter)
        .where(Letter.id == _next(due))
        .values(
            state=LetterState.SENDING,
            token=token,
            lease_until=until,
            attempts=Letter.attempts + 1,
        )
        .returning(Letter.id, Letter.attempts, Letter.queued_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Claim(row.id, row.attempts, row.queued_at, token) if row else None


def finish(claim: Claim, outcome: dict[str, Any]) -> bool:
    """Write down what came of a letter. False when it is no longer this worker's."""
    with transaction():
        held: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
            update(Letter)
            .where(Letter.id == claim.id, Letter.token == claim.token)
            .values(token=None, lease_until=None, **outcome)
            .execution_options(synchronize_session=False)
        )
    return held.rowcount == 1


def _note(claim: Claim, outcome: dict[str, Any]) -> bool:
    """Finish, also when the database is away for a moment, so that no letter leaves twice."""
    for _try in range(FINISH_TRIES - 1):
        try:
            return finish(claim, outcome)
        except AWAY:
            log.exception("what came of letter %s could not be written yet", claim.id)
            threading.Event().wait(1)
    return finish(claim, outcome)


def _next(due: ColumnElement[bool]) -> Any:
    """The letter to take of those that are due, with nothing before it in its lane."""
    earlier = aliased(Letter)
    blocked = exists().where(
        earlier.lane == Letter.lane,
        earlier.id < Letter.id,
        earlier.state.in_((LetterState.QUEUED, LetterState.SENDING)),
    )
    return (
        select(Letter.id)
        .where(due, ~blocked)
        .order_by(Letter.run_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Letter)
        .scalar_subquery()
    )


def _send(claim: Claim) -> dict[str, Any]:
    """Hand a letter over and give the new values of its row."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.smtp_url:
        return {"state": LetterState.KEPT, "last_error": ""}
    try:
        letter = db.session.get_one(Letter, claim.id)
        message = _message(letter, settings)
        sender, recipient = envelope_sender(letter, settings), letter.to_address
        db.session.rollback()
        said = hand_over(mail_server(settings.smtp_url), sender, recipient, message)
    except Later as reason:
        return _later(claim, str(reason), LetterState.GIVEN_UP)
    except Refused as reason:
        return _ended(LetterState.REFUSED, str(reason))
    except Exception as fault:
        log.exception("letter %s could not be made", claim.id)
        db.session.rollback()
        return _our_fault(claim, fault)
    return {
        "state": LetterState.HANDED_OVER,
        "handed_over_at": clock.now(),
        "server_answer": said,
        "last_error": "",
    }


def _our_fault(claim: Claim, fault: Exception) -> dict[str, Any]:
    """What passes by itself is tried again like a silent mail server; the rest ends the letter."""
    if isinstance(fault, WrongSettings):
        return _later(claim, str(fault), LetterState.FAILED)
    said = f"{type(fault).__name__}: {fault}"[:LONGEST_ERROR]
    if isinstance(fault, PASSING):
        return _later(claim, said, LetterState.FAILED)
    return _ended(LetterState.FAILED, said)


def _ended(state: LetterState, reason: str) -> dict[str, Any]:
    return {"state": state, "ended_at": clock.now(), "last_error": reason}


def _message(letter: Letter, settings: Settings) -> bytes:
    """The bytes that leave: under our signature where a key is set. Raises WrongSettings."""
    signing = signer(settings)
    message = compose(letter, settings)
    return signing.sign(message, letter.created_at) if signing else message


def _later(claim: Claim, reason: str, at_last: LetterState) -> dict[str, Any]:
    again = rules.next_try(claim.attempts, claim.queued_at, clock.now())
    if again is None:
        return _ended(at_last, reason)
    return {"state": LetterState.QUEUED, "run_at": again, "last_error": reason}
