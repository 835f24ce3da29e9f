"""What a device at the door has kept without network: taps and walk-ins, sent later, each once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Invalid
from workshops.people.models import Person
from workshops.people.services import welcome_guest
from workshops.planning.models import Participation, Seat, Sitting
from workshops.planning.models.attendance import CheckInWay
from workshops.planning.queries.attendance import find_tap
from workshops.planning.queries.coming import is_full
from workshops.planning.services import attendance, coming


class Outcome(StrEnum):
    """What became of one tap of a device.

    OVER is a walk-in who was let in although all seats were taken, CLOSED somebody who was not, as
    the door is not open, or was not yet.
    """

    HERE = "here"
    AWAY = "away"
    REMOVED = "removed"
    UNKNOWN = "unknown"
    OVER = "over"
    CLOSED = "closed"


@dataclass(frozen=True)
class WalkIn:
    """Somebody at the door who was not expected, as typed there."""

    name: str
    email: str
    seat: Seat


@dataclass(frozen=True)
class Tap:
    """What somebody did on a device: who is meant, when by our clock, and the device's own id.

    `undo` takes a tap back; with `walk_in` nobody on the list is meant.
    """

    client_id: str
    guest: str
    at: datetime
    undo: bool = False
    walk_in: WalkIn | None = None


def take_taps(actor: Actor, *, sitting: Sitting, taps: list[Tap]) -> dict[str, Outcome]:
    """Take what a device has queued, in the order of its moments; what became of each, by its id.

    Raises NotAllowed.
    """
    attendance.require_staff(actor, sitting.workshop)
    guests = {
        placed.public_id: placed
        for placed in db.session.scalars(
            select(Participation).where(
                Participation.sitting_id == sitting.id,
                Participation.public_id.in_([tap.guest for tap in taps]),
            )
        )
    }
    return {
        tap.client_id: _let_in(actor, sitting, tap, tap.walk_in)
        if tap.walk_in
        else _take(actor, guests.get(tap.guest), tap)
        for tap in sorted(taps, key=lambda tap: (tap.at, tap.client_id))
    }


def _take(actor: Actor, placed: Participation | None, tap: Tap) -> Outcome:
    if placed is None:
        return Outcome.UNKNOWN
    if tap.undo:
        attendance.undo_check_in(actor, participation=placed, at=tap.at)
        return Outcome.HERE if placed.attended else Outcome.AWAY
    if not attendance.has_opened(placed.sitting, tap.at):
        return Outcome.CLOSED
    attendance.check_in(
        actor, participation=placed, at=tap.at, way=CheckInWay.DEVICE, client_id=tap.client_id
    )
    if placed.removed_at is not None:
        return Outcome.REMOVED
    return Outcome.HERE if placed.attended else Outcome.AWAY


def _let_in(actor: Actor, sitting: Sitting, tap: Tap, walk_in: WalkIn) -> Outcome:
    """Who was let in without network is inside, so nobody is asked whether there is a seat.

    The day is held first, so that the same walk-in sent twice at once makes one person.
    """
    db.session.execute(select(Sitting.id).where(Sitting.id == sitting.id).with_for_update())
    known = find_tap(tap.client_id)
    if known is not None:
        return Outcome.HERE if known.participation.attended else Outcome.AWAY
    if not coming.door_is_open(sitting) or not attendance.has_opened(sitting, tap.at):
        return Outcome.CLOSED
    over = is_full(sitting, walk_in.seat)
    coming.take_in(
        actor,
        sitting=sitting,
        person=_person(actor, sitting, walk_in),
        seat=walk_in.seat,
        anyway=True,
        at=tap.at,
        client_id=tap.client_id,
    )
    return Outcome.OVER if over else Outcome.HERE


def _person(actor: Actor, sitting: Sitting, walk_in: WalkIn) -> Person:
    """The one at the door; an address that cannot be one keeps nobody out."""
    language = sitting.workshop.language
    try:
        return welcome_guest(actor, name=walk_in.name, email=walk_in.email, language=language)
    except Invalid:
        return welcome_guest(actor, name=walk_in.name, email="", language=language)
