"""Opening an engagement; the other acts are in the modules beside this one."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workshops.accounts.models import User
from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed
from workshops.core.text import N_, clean, clean_line
from workshops.engagements import permissions
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementKind,
    EngagementMember,
    EngagementStage,
    MemberPart,
    Stage,
    StageState,
    StrategicGoal,
)
from workshops.engagements.queries.goals import list_goals
from workshops.engagements.queries.policy_areas import policy_areas
from workshops.people.models import Organisation, Person

_GOALS = Path(__file__).parent.parent / "data" / "goals.csv"


@dataclass(frozen=True)
class EngagementPlan:
    """What an engagement begins with. `policy_area` is a COFOG code; the first contact leads."""

    name: str
    question: str
    organisation: Organisation
    manager: User
    goals: Sequence[StrategicGoal]
    kind: EngagementKind = EngagementKind.SERIES
    policy_area: str = ""
    levels: Sequence[str] = ()
    starts_on: date | None = None
    target_on: date | None = None
    hr_partner: Person | None = None
    contacts: Sequence[Person] = ()
    members: Sequence[tuple[User, MemberPart]] = ()


def open_engagement(actor: Actor, *, plan: EngagementPlan) -> Engagement:
    """Begin an engagement in its first stage. Raises Invalid without a title, question or goal."""
    if not permissions.can_open_engagement(actor):
        raise NotAllowed(N_("Only a project manager can open an engagement."))
    check_plan(plan)
    engagement = Engagement(
        name=clean_line(plan.name),
        question=clean(plan.question),
        kind=plan.kind,
        organisation=plan.organisation,
        policy_area=plan.policy_area,
        levels=list(plan.levels) or [plan.organisation.level.value],
        manager=plan.manager,
        hr_partner=plan.hr_partner,
        starts_on=plan.starts_on,
        target_on=plan.target_on,
        goals=list(plan.goals),
        stages=[
            EngagementStage(
                stage=stage,
                position=position,
                state=StageState.COMING if position else StageState.CURRENT,
            )
            for position, stage in enumerate(Stage)
        ],
        members=_members(plan),
    )
    db.session.add(engagement)
    db.session.flush()
    _add_contacts(engagement, plan.contacts)
    activity.record(actor, "opened", engagement, title=engagement.name, engagement_id=engagement.id)
    return engagement


def load_standing_goals(actor: Actor) -> None:
    """Set the goals that the product ships with, where the lab has set none of its own."""
    if list_goals(with_retired=True):
        return
    with _GOALS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            goal = StrategicGoal(name_en=row["en"], name_da=row["da"])
            db.session.add(goal)
            db.session.flush()
            activity.record(actor, "added", goal, title=goal.name_en)


def check_plan(plan: EngagementPlan) -> None:
    """Raise Invalid, naming the field, where a plan breaks a rule."""
    if not clean_line(plan.name):
        raise Invalid(N_("Enter a working title."), "name")
    if not clean(plan.question):
        raise Invalid(N_("Enter the question."), "question")
    if not plan.goals:
        raise Invalid(N_("Choose at least one strategic goal."), "goals")
    if plan.policy_area and plan.policy_area not in policy_areas():
        raise Invalid(N_("Choose a policy area from the list."), "policy_area")
    if plan.starts_on and plan.target_on and plan.target_on < plan.starts_on:
        raise Invalid(N_("The target date must not be before the start."), "target_on")


def _members(plan: EngagementPlan) -> list[EngagementMember]:
    parts = {plan.manager.id: EngagementMember(user=plan.manager, part=MemberPart.MANAGER)}
    for user, part in plan.members:
        parts.setdefault(user.id, EngagementMember(user=user, part=part))
    return list(parts.values())


def _add_contacts(engagement: Engagement, contacts: Sequence[Person]) -> None:
    db.session.add_all(
        EngagementContact(engagement_id=engagement.id, person_id=person.id, first=not number)
        for number, person in enumerate(contacts)
    )
    db.session.flush()
