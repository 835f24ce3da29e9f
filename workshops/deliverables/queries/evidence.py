"""The snapshot of an engagement's records that its deliverables are composed from.

A deliverable is the engagement's: it says the same whoever has it composed, and only those who may
write drafts of the engagement do. What was withdrawn, hidden or deleted, and what has not been
registered yet, is not there. The number of queries does not grow with the records.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.core.text import fold
from workshops.deliverables.queries import answers_of
from workshops.deliverables.queries.held import workshop_facts
from workshops.deliverables.queries.learned import experiment_fact
from workshops.deliverables.queries.said import note_facts, theme_facts
from workshops.deliverables.rules.evidence import (
    ActionFact,
    EngagementFact,
    Evidence,
    ExperimentFact,
    TrainerFact,
)
from workshops.engagements.models import Engagement
from workshops.engagements.queries.people import list_contacts
from workshops.engagements.queries.tasks import list_tasks
from workshops.expectations.models import ExpectationNote
from workshops.expectations.queries.journey import list_journey
from workshops.experiments.models.kinds import ExperimentState
from workshops.experiments.queries.snapshot import ExperimentRecord, list_records
from workshops.people.models import Organisation, Person, PersonSkill, Scope

NOT_YET = (ExperimentState.IDEA, ExperimentState.DESIGNED)
TEACHES = 4


def gather(engagement: Engagement, language: str, today: date) -> Evidence:
    """Everything that may be told of an engagement, in the language of the deliverable."""
    found = [
        record
        for record in list_records(WORKER, engagement)
        if record.experiment.state not in NOT_YET
    ]
    experiments = tuple(experiment_fact(record, language) for record in found)
    themes = theme_facts(engagement, language, [e.key for e in experiments])
    return Evidence(
        engagement=_engagement(engagement, language),
        today=today,
        language=language,
        experiments=experiments,
        themes=themes,
        journey=tuple(list_journey(engagement, (theme.stage for theme in themes))),
        workshops=workshop_facts(engagement, themes, language),
        trainers=_trainers(engagement, experiments),
        actions=_actions(engagement),
        answers=answers_of(engagement),
        other_notes=note_facts(_noted(found), language),
    )


def _engagement(engagement: Engagement, language: str) -> EngagementFact:
    contacts = list_contacts(engagement)
    first = contacts[0].person if contacts else None
    return EngagementFact(
        key=f"engagement:{engagement.public_id}",
        name=engagement.name,
        question=engagement.question,
        agency=engagement.organisation.name,
        agency_level=engagement.organisation.level.value,
        contact=first.name if first else "",
        contact_title=first.role_title if first else "",
        manager=engagement.manager.name,
        hr_partner=engagement.hr_partner.name if engagement.hr_partner else "",
        goals=tuple(getattr(goal, f"name_{language}") for goal in engagement.goals),
        policy_area=engagement.policy_area,
        starts_on=engagement.starts_on,
        target_on=engagement.target_on,
    )


def _noted(records: list[ExperimentRecord]) -> Iterator[ExpectationNote]:
    for record in records:
        yield from record.observations
        for learned in record.barriers:
            yield from learned.notes


def _trainers(
    engagement: Engagement, experiments: tuple[ExperimentFact, ...]
) -> tuple[TrainerFact, ...]:
    """Who at the agency or the lab teaches what the experiments found wanting."""
    wanted = {fold(s.skill): s.skill for e in experiments for s in e.skills}
    query = (
        select(PersonSkill, Person)
        .join(Person, Person.id == PersonSkill.person_id)
        .where(
            PersonSkill.level == TEACHES,
            Person.deleted_at.is_(None),
            Person.merged_into_id.is_(None),
            Person.scope == Scope.DIRECTORY,
            or_(Person.organisation_id == engagement.organisation_id, Person.user_id.is_not(None)),
        )
        .options(joinedload(PersonSkill.skill), joinedload(Person.organisation))
        .order_by(Person.name_sort, Person.id, PersonSkill.skill_id)
    )
    return tuple(
        TrainerFact(person.name, _house(person.organisation), wanted[name])
        for held, person in db.session.execute(query)
        for name in dict.fromkeys((fold(held.skill.name_da), fold(held.skill.name_en)))
        if name in wanted
    )


def _house(organisation: Organisation | None) -> str:
    return organisation.name if organisation else ""


def _actions(engagement: Engagement) -> tuple[ActionFact, ...]:
    return tuple(
        ActionFact(
            key=f"engagement:{engagement.public_id}",
            text=task.title,
            owner=task.owner.name if task.owner else "",
            on=task.due_on,
            done=task.done_at is not None,
        )
        for task in list_tasks(engagement)
    )
