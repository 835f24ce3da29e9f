"""What guests need on the day (access, diet): kept for one workshop, for a week after it."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import NotAllowed, NotFound
from workshops.core.text import N_, clean_line
from workshops.people.models import Person
from workshops.planning import permissions, queries
from workshops.planning.models import DayNeed, Workshop
from workshops.planning.queries import needs as needs_queries

KEPT = timedelta(days=7)


def say_needs(
    actor: Actor, *, workshop: Workshop, person: Person, access: str, diet: str
) -> DayNeed | None:
    """Keep what somebody needs on the day; with both empty, nothing is kept.

    The activity log is left out on purpose: what somebody needs is kept in one place only.
    Raises NotAllowed, and NotFound when they are not on the workshop.
    """
    if not permissions.can_answer(actor, workshop):
        raise NotAllowed(
            N_("Only the guest and those who run the workshop can say what is needed.")
        )
    require_there(person)
    if not queries.list_of_person(workshop, person):
        raise NotFound(N_("This person is not on the workshop."))
    need = needs_queries.find_need(workshop, person)
    access, diet = clean_line(access)[:500], clean_line(diet)[:500]
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


def purge_needs(*, now: datetime) -> int:
    """Forget what was needed on days that are over for a week; how many rows were forgotten."""
    gone = db.session.execute(
        delete(DayNeed)
        .where(DayNeed.workshop_id.in_(needs_queries.workshops_over(now - KEPT)))
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]
