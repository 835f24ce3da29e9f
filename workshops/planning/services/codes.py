"""Codes that guests show at the door: given, renewed, forgotten."""

from datetime import datetime

from sqlalchemy import delete, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.planning.models import Answer, Participation, Sitting
from workshops.planning.models.attendance import CheckInCode
from workshops.planning.queries.attendance import find_code
from workshops.planning.queries.needs import workshops_over
from workshops.planning.rules import attendance as rules
from workshops.planning.services.attendance import require_staff
from workshops.planning.services.needs import KEPT


def give_code(participation: Participation) -> None:
    """A code for the door to somebody who comes; who has a valid one keeps it."""
    if participation.answer is Answer.YES and find_code(participation) is None:
        db.session.add(CheckInCode(participation=participation, code=rules.new_code()))
        db.session.flush()


def renew_code(actor: Actor, *, participation: Participation) -> None:
    """Make the code that a guest has worthless and give a new one. Raises NotAllowed."""
    require_staff(actor, participation.sitting.workshop)
    old = find_code(participation)
    if old is not None:
        old.revoked_at = clock.now()
        db.session.flush()
    db.session.add(CheckInCode(participation=participation, code=rules.new_code()))
    db.session.flush()
    activity.record(
        actor,
        "code_renewed",
        participation.sitting.workshop,
        title=participation.sitting.workshop.name,
        engagement_id=participation.sitting.workshop.engagement_id,
    )


def purge_codes(*, now: datetime) -> None:
    """Forget the codes of workshops that are over for a week."""
    theirs = (
        select(Participation.id)
        .join(Participation.sitting)
        .where(Sitting.workshop_id.in_(workshops_over(now - KEPT)))
    )
    db.session.execute(
        delete(CheckInCode)
        .where(CheckInCode.participation_id.in_(theirs))
        .execution_options(synchronize_session=False)
    )
