"""Who came: taps at the door, also taken back.

`participation.attended` follows from the taps, in the same transaction.
"""

from datetime import datetime
from uuid import uuid4

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db, lock
from workshops.core.errors import Conflict, NotAllowed, NotFound
from workshops.core.text import N_
from workshops.planning import permissions
from workshops.planning.models import Participation, Sitting, Workshop
from workshops.planning.models.attendance import CheckIn, CheckInState, CheckInWay
from workshops.planning.queries.attendance import find_code, find_standing, find_tap
from workshops.planning.rules import attendance as rules

CLOSED = N_("The door opens twelve hours before the day begins.")


def check_in(
    actor: Actor,
    *,
    participation: Participation,
    at: datetime,
    way: CheckInWay,
    client_id: str = "",
) -> CheckIn:
    """Note that somebody is here. The same `client_id` again, or somebody here already, is once.

    The earliest tap counts. A tap for somebody who was taken off is kept as refused. Raises
    NotAllowed, and Conflict for a moment at which the door was not open yet.
    """
    require_staff(actor, participation.sitting.workshop)
    _require_opened(participation.sitting, at)
    client_id = client_id or str(uuid4())
    lock(participation)
    known = find_tap(client_id)
    if known is not None:
        return known
    tap = CheckIn(
        client_id=client_id, participation=participation, way=way, at=at, noted_by=actor.name
    )
    tap.state = CheckInState.REFUSED if participation.removed_at else _state_of(tap)
    db.session.add(tap)
    if tap.state is CheckInState.STANDING:
        participation.attended = True
    db.session.flush()
    if tap.state is CheckInState.STANDING:
        _note(actor, participation)
    return tap


def _state_of(tap: CheckIn) -> CheckInState:
    """Whether a tap is the first one; the one that stood until now then steps back."""
    standing = find_standing(tap.participation)
    if not rules.is_first(tap.at, standing.at if standing else None):
        return CheckInState.REPEATED
    if standing is not None:
        standing.state = CheckInState.REPEATED
        db.session.flush()
    return CheckInState.STANDING


def undo_check_in(actor: Actor, *, participation: Participation, at: datetime) -> bool:
    """Take back that somebody is here; a tap after `at` stays. Whether anything was taken back.

    Raises NotAllowed.
    """
    require_staff(actor, participation.sitting.workshop)
    lock(participation)
    standing = find_standing(participation)
    if standing is None or not rules.is_undone(standing.at, at):
        return False
    standing.state = CheckInState.UNDONE
    standing.undone_at, standing.undone_by = at, actor.name
    participation.attended = None
    db.session.flush()
    _note(actor, participation)
    return True


def record_attendance(
    actor: Actor, *, participation: Participation, attended: bool | None
) -> Participation:
    """Note afterwards whether somebody came; None takes the note back.

    Raises NotAllowed, and Conflict before the door is open.
    """
    now = clock.now()
    if attended:
        check_in(actor, participation=participation, at=now, way=CheckInWay.NOTED)
        return participation
    undone = undo_check_in(actor, participation=participation, at=now)
    if attended is not None:
        _require_opened(participation.sitting, now)
    participation.attended = attended
    db.session.flush()
    if not undone:
        _note(actor, participation)
    return participation


def follow_merge(*, kept: Participation, gone: Participation, counts: bool) -> None:
    """Somebody was on a day twice: who came as either came, and one tap and one code stay valid.

    `counts` is whether the gone one's word counts; their code is then the one that opens.
    """
    standing = find_standing(gone)
    if standing is not None and find_standing(kept) is None:
        standing.participation = kept
    if kept.attended is not True and gone.attended is not None:
        kept.attended = gone.attended
    kept.walked_in = kept.walked_in and gone.walked_in
    _keep_one_code(kept, gone, counts)
    db.session.flush()


def _keep_one_code(kept: Participation, gone: Participation, counts: bool) -> None:
    theirs, mine = find_code(gone), find_code(kept)
    if theirs is None or (mine is not None and not counts):
        return
    if mine is not None:
        mine.revoked_at = clock.now()
        db.session.flush()
    theirs.participation = kept


def require_staff(actor: Actor, workshop: Workshop) -> None:
    """Raise NotAllowed unless the actor may note who came, NotFound for a deleted workshop."""
    if not permissions.can_record_attendance(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can note who came."))
    if workshop.deleted_at is not None:
        raise NotFound(N_("There is no such workshop."))


def has_opened(sitting: Sitting, at: datetime) -> bool:
    """Whether the door of a day had opened by that moment."""
    return rules.opens_at(sitting.starts_at) <= at


def _require_opened(sitting: Sitting, at: datetime) -> None:
    """Raise Conflict when somebody is said to have come before the door opened."""
    if not has_opened(sitting, at):
        raise Conflict(CLOSED)


def _note(actor: Actor, participation: Participation) -> None:
    workshop = participation.sitting.workshop
    activity.record(
        actor,
        "attendance_noted",
        workshop,
        title=workshop.name,
        engagement_id=workshop.engagement_id,
    )
