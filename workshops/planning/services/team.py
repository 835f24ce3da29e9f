"""Who runs a workshop and which team it needs."""

from collections.abc import Sequence

from sqlalchemy.orm.attributes import flag_modified

from workshops.accounts.models import User
from workshops.core.actor import Actor, Role
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed, Stale
from workshops.core.text import N_
from workshops.engagements.services.members import join_as_facilitators
from workshops.planning import permissions
from workshops.planning.models import TeamNeed, Workshop, WorkshopFacilitator
from workshops.planning.rules.team import Need
from workshops.planning.services import acts, bookings

__all__ = ["Need", "set_facilitators", "set_needs"]

MOST_NEEDS = 30


def set_facilitators(actor: Actor, *, workshop: Workshop, users: Sequence[User]) -> None:
    """Say who runs the workshop; they join the engagement and are booked for every day.

    Raises NotAllowed, Invalid and Taken.
    """
    if not permissions.can_decide_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can decide this."))
    if any(user.disabled_at is not None or user.role is Role.READER for user in users):
        raise Invalid(N_("Only facilitators and project managers can run a workshop."), "users")
    chosen = {user.id: user for user in users}
    workshop.facilitators = [one for one in workshop.facilitators if one.user_id in chosen] + [
        WorkshopFacilitator(user=user)
        for number, user in chosen.items()
        if number not in {one.user_id for one in workshop.facilitators}
    ]
    db.session.flush()
    join_as_facilitators(actor, engagement=workshop.engagement, users=chosen.values())
    bookings.rebook_all(actor, workshop=workshop)
    acts.record(actor, "facilitators_changed", workshop)


def set_needs(actor: Actor, *, workshop: Workshop, needs: Sequence[Need], version: int) -> None:
    """Say which team the workshop needs. Raises Invalid, and Stale when somebody was first."""
    _check(actor, workshop)
    if workshop.version != version:
        raise Stale(N_("Somebody else changed the workshop while you were writing."))
    if len(needs) > MOST_NEEDS:
        raise Invalid(N_("A team has at most 30 needs."))
    for need in needs:
        if need.discipline_id is None and need.level is None:
            raise Invalid(N_("Choose a discipline, a level, or both."))
        if not 1 <= need.count <= 100:
            raise Invalid(N_("Enter how many, from 1 to 100."))
    workshop.team_needs = [
        TeamNeed(discipline_id=need.discipline_id, level=need.level, count=need.count)
        for need in needs
    ]
    flag_modified(workshop, "updated_at")
    db.session.flush()
    acts.record(actor, "team_changed", workshop)


def _check(actor: Actor, workshop: Workshop) -> None:
    if not permissions.can_edit_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change it."))
