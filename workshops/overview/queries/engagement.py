"""Everything that an engagement's page shows, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.engagements.queries.people import has_contact
from workshops.engagements.queries.tasks import list_tasks
from workshops.engagements.queries.todo import TaskList, WorkshopFact, task_list_of
from workshops.overview.timeline import Day, Timeline, timeline
from workshops.planning.models import Sitting, Workshop, WorkshopState
from workshops.planning.queries import list_of_engagement

OVER = (WorkshopState.HELD, WorkshopState.CLOSED)


@dataclass(frozen=True)
class Gathered:
    """An engagement with what belongs to it."""

    engagement: Engagement
    workshops: Sequence[Workshop]
    todo: TaskList


def gather(actor: Actor, engagement: Engagement, today: date) -> Gathered:
    """The workshops that the one who asks may see, and the list of what is to be done."""
    workshops = list_of_engagement(actor, engagement)
    facts = [_fact(each) for each in workshops if each.state is not WorkshopState.CANCELLED]
    todo = task_list_of(
        engagement, list_tasks(engagement), facts, has_contact=has_contact(engagement), today=today
    )
    return Gathered(engagement, workshops, todo)


def timeline_of(gathered: Gathered, today: date) -> Timeline:
    """Stages and workshops on their days."""
    engagement = gathered.engagement
    days = [
        Day(each.name, _day(each.sittings[0]), _day(each.sittings[-1]), each.state.value)
        for each in gathered.workshops
        if each.sittings and each.state is not WorkshopState.CANCELLED
    ]
    started = engagement.starts_on or engagement.created_at.date()
    return timeline(started, engagement.target_on, engagement.stages, days, today)


def _fact(workshop: Workshop) -> WorkshopFact:
    return WorkshopFact(
        key=workshop.public_id,
        title=workshop.name,
        done=workshop.state in OVER,
        owner=", ".join(each.user.name for each in workshop.facilitators),
        first_on=_day(workshop.sittings[0]) if workshop.sittings else None,
    )


def _day(sitting: Sitting) -> date:
    """The day of a sitting where it is held."""
    return sitting.starts_at.astimezone(ZoneInfo(sitting.timezone)).date()
