"""Beginning, changing, copying and deleting workshops, and their way from draft to closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workshops.accounts.models import User
from workshops.core import clock, events, holidays
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.config import LANGUAGES
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.models import Engagement
from workshops.engagements.services.members import join_as_facilitators
from workshops.planning import permissions
from workshops.planning.events import WorkshopCancelled, WorkshopChanged
from workshops.planning.models import (
    Sitting,
    TeamNeed,
    Workshop,
    WorkshopFacilitator,
    WorkshopState,
)
from workshops.planning.queries import recipes, standing
from workshops.planning.rules import states, timing
from workshops.planning.services import acts, agenda, bookings, polls, seats
from workshops.planning.services.sittings import (
    SittingPlan,
    check_clock,
    check_plan,
    list_guests,
    put_on,
)

SEATS = frozenset({"capacity_on_site", "capacity_online", "promote_until_hours"})
LONGEST_CUT_OFF_HOURS = 24 * 60


@dataclass(frozen=True)
class WorkshopFacts:
    """What a workshop is, apart from when and where; seats are None where nobody set a number."""

    name: str
    purpose: str = ""
    language: str = "da"
    capacity_on_site: int | None = 20
    capacity_online: int | None = None
    reminds_week_before: bool = True
    reminds_day_before: bool = True
    promote_until_hours: int = 24


@dataclass(frozen=True)
class WorkshopPlan:
    """What a workshop begins with; a recipe brings its own days, lengths and agenda."""

    facts: WorkshopFacts
    first_day: SittingPlan
    recipe: str = ""
    facilitators: Sequence[User] = field(default_factory=tuple)


def plan_workshop(actor: Actor, *, engagement: Engagement, plan: WorkshopPlan) -> Workshop:
    """Begin a workshop as a draft, book its room and people and fill in the recipe's agenda.

    Raises NotAllowed, Invalid, and Taken when the room or a facilitator is booked.
    """
    if not permissions.can_plan_workshop(actor, engagement):
        raise NotAllowed(N_("Only those who work on the engagement can plan a workshop in it."))
    values = _checked(plan.facts)
    recipe = recipes.get_recipe(plan.recipe) if plan.recipe else None
    lengths = [plan.first_day.length_minutes]
    if recipe:
        lengths = [recipe.length_minutes(day) for day in range(recipe.day_count)]
    days = [replace(plan.first_day, length_minutes=length) for length in lengths]
    for day in days:
        check_plan(day)
    workshop = Workshop(engagement=engagement, recipe=plan.recipe, **values)
    workshop.facilitators = [
        WorkshopFacilitator(user=user) for user in dict.fromkeys(plan.facilitators)
    ]
    workshop.sittings = [
        _sitting(day, local)
        for day, local in zip(days, _on_working_days(plan.first_day.local, len(days)), strict=True)
    ]
    db.session.add(workshop)
    db.session.flush()
    join_as_facilitators(actor, engagement=engagement, users=plan.facilitators)
    if recipe:
        agenda.fill(workshop, recipe)
    bookings.rebook_all(actor, workshop=workshop)
    acts.record(actor, "planned", workshop)
    return workshop


def edit_workshop(
    actor: Actor, *, workshop: Workshop, facts: WorkshopFacts, version: int
) -> Workshop:
    """Change title, purpose, language and seats. Raises Stale when somebody else was first."""
    if not permissions.can_edit_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change it."))
    if workshop.version != version:
        raise Stale(N_("Somebody else changed the workshop while you were writing."))
    values = _checked(facts)
    changed = frozenset(name for name, new in values.items() if getattr(workshop, name) != new)
    for name in changed:
        setattr(workshop, name, values[name])
    db.session.flush()
    if changed & SEATS:
        seats.settle_all(workshop=workshop, now=clock.now())
    if changed:
        acts.record(actor, "changed", workshop, fields=changed)
        events.publish(WorkshopChanged(workshop.id, changed))
    return workshop


def copy_workshop(
    actor: Actor, *, workshop: Workshop, name: str, first_day: date, with_guests: bool = False
) -> Workshop:
    """A new draft with the same agenda, needs, facilitators and places, begun on another day.

    Days keep their distance, as far as holidays and weekends let them, and their wall times;
    nobody is invited. With guests, whoever is on the workshop is on the copy, without an answer.
    Raises Taken.
    """
    if not permissions.can_plan_workshop(actor, workshop.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can plan a workshop in it."))
    require_there(workshop)
    facts = {key: getattr(workshop, key) for key in WorkshopFacts.__dataclass_fields__}
    values = _checked(WorkshopFacts(**{**facts, "name": name}))
    twin = Workshop(engagement=workshop.engagement, recipe=workshop.recipe, **values)
    twin.facilitators = [WorkshopFacilitator(user=one.user) for one in workshop.facilitators]
    twin.team_needs = [
        TeamNeed(discipline_id=need.discipline_id, level=need.level, count=need.count)
        for need in workshop.team_needs
    ]
    new_days = holidays.moved([_local(one).date() for one in workshop.sittings], first_day)
    twin.sittings = [
        _moved(sitting, day) for sitting, day in zip(workshop.sittings, new_days, strict=True)
    ]
    db.session.add(twin)
    db.session.flush()
    for old, new in zip(workshop.sittings, twin.sittings, strict=True):
        agenda.copy_blocks(actor, workshop, old, new)
    if with_guests:
        for day in twin.sittings:
            put_on(day, list_guests(workshop))
    bookings.rebook_all(actor, workshop=twin)
    acts.record(actor, "planned", twin)
    return twin


def change_state(
    actor: Actor, *, workshop: Workshop, to: WorkshopState, now: datetime, reason: str = ""
) -> Workshop:
    """Take the workshop a step: invite, confirm, hold, close, or cancel with a reason.

    Raises NotAllowed, and Conflict with what stands in the way.
    """
    if not permissions.can_decide_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can decide this."))
    reason = clean(reason)[:2000]
    obstacle = standing.obstacle(workshop, to, now, reason)
    if obstacle and to is WorkshopState.CANCELLED and not reason:
        raise Invalid(obstacle, "reason")
    if obstacle:
        raise Conflict(obstacle)
    workshop.state = to
    if to is WorkshopState.CANCELLED:
        workshop.cancel_reason, workshop.cancelled_at = reason, now
    db.session.flush()
    acts.record(actor, to.value, workshop, reason=reason)
    if to is WorkshopState.CANCELLED:
        polls.close_of_workshop(actor, workshop=workshop)
        bookings.release([day for day in workshop.sittings if not standing.was_held(day, now)])
        events.publish(WorkshopCancelled(workshop.id, reason))
    return workshop


def delete_workshop(actor: Actor, *, workshop: Workshop) -> None:
    """Put a draft or cancelled workshop in the bin and give back what it had booked."""
    if not permissions.can_delete_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can delete the workshop."))
    obstacle = states.deletion_obstacle(workshop.state)
    if obstacle:
        raise Conflict(obstacle)
    polls.close_of_workshop(actor, workshop=workshop)
    workshop.deleted_at = clock.now()
    bookings.release(workshop.sittings)
    acts.record(actor, "deleted", workshop)


def restore_workshop(actor: Actor, *, workshop: Workshop) -> Workshop:
    """Take a workshop out of the bin and book its room and people again. Raises Taken."""
    if not permissions.can_delete_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can delete the workshop."))
    workshop.deleted_at = None
    bookings.rebook_all(actor, workshop=workshop)
    acts.record(actor, "restored", workshop)
    return workshop


def _checked(facts: WorkshopFacts) -> dict[str, object]:
    name = clean_line(facts.name)[:200]
    if not name:
        raise Invalid(N_("Enter a title."), "name")
    if facts.language not in LANGUAGES:
        raise Invalid(N_("Choose a language."), "language")
    for key in ("capacity_on_site", "capacity_online"):
        if not 0 <= (getattr(facts, key) or 0) <= 5000:
            raise Invalid(N_("Enter a number of seats from 0 to 5000."), key)
    if not 0 <= facts.promote_until_hours <= LONGEST_CUT_OFF_HOURS:
        raise Invalid(N_("Enter a number of hours from 0 to 1440."), "promote_until_hours")
    return {**vars(facts), "name": name, "purpose": clean(facts.purpose)}


def _sitting(plan: SittingPlan, local: datetime) -> Sitting:
    check_clock(local, plan.timezone)
    return Sitting(
        starts_at=timing.instant_of(local, plan.timezone),
        length_minutes=plan.length_minutes,
        timezone=plan.timezone,
        room=plan.room,
        online_url=clean_line(plan.online_url)[:500],
    )


def _on_working_days(first: datetime, count: int) -> list[datetime]:
    """The first day as it is, then the next working days, all at the same wall time."""
    days = holidays.working_days(first.date(), count)
    return [datetime.combine(day, first.time()) for day in days]


def _local(sitting: Sitting) -> datetime:
    return sitting.starts_at.astimezone(ZoneInfo(sitting.timezone)).replace(tzinfo=None)


def _moved(sitting: Sitting, day: date) -> Sitting:
    plan = SittingPlan(
        datetime.combine(day, _local(sitting).time()),
        sitting.length_minutes,
        sitting.timezone,
        sitting.room,
        sitting.online_url,
    )
    return _sitting(plan, plan.local)
