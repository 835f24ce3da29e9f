"""What guests need on the day: kept for one workshop and only for it."""

from sqlalchemy import select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_, clean
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning.models import DayNeed, Workshop


def say_needs(
    actor: Actor, *, workshop: Workshop, person: Person, access: str, diet: str
) -> DayNeed | None:
    """Write down what somebody needs; nothing at all takes an earlier note away.

    The activity log is left out on purpose: what somebody needs is kept in one place only.
    Raises NotAllowed.
    """
    if not permissions.can_answer(actor, workshop):
        raise NotAllowed(N_("Only the guest and those who run the workshop can answer."))
    need = db.session.scalar(
        select(DayNeed).where(DayNeed.workshop_id == workshop.id, DayNeed.person_id == person.id)
    )
    access, diet = clean(access)[:500], clean(diet)[:500]
    if not access and not diet:
        if need is not None:
            db.session.delete(need)
            db.session.flush()
        return None
    if need is None:
        need = DayNeed(workshop_id=workshop.id, person_id=person.id)
        db.session.add(need)
    need.access, need.diet = access, diet
    db.session.flush()
    return need
