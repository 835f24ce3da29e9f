"""Reads of the team: who may run a workshop, what is needed and how it is met."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from workshops.accounts.models import User
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.people.models import Discipline, Organisation, Person
from workshops.planning.models import Answer, Participation, Sitting, TeamNeed, Workshop
from workshops.planning.rules import team

_NEEDS = (
    select(TeamNeed)
    .where(TeamNeed.workshop_id == bindparam("workshop"))
    .options(joinedload(TeamNeed.discipline))
    .order_by(TeamNeed.id)
)
_TEAM = (
    select(Person.id, Person.name, Person.discipline_id, Organisation.level, Participation.answer)
    .select_from(Participation)
    .join(Participation.sitting)
    .join(Participation.person)
    .join(Organisation, Organisation.id == Person.organisation_id, isouter=True)
    .where(
        Sitting.workshop_id == bindparam("workshop"),
        Sitting.is_hold.is_(False),
        Participation.removed_at.is_(None),
    )
    .order_by(Person.name_sort, Person.id)
)


def list_possible_facilitators() -> Sequence[User]:
    """Accounts that may run a workshop, by name."""
    return db.session.scalars(
        select(User)
        .where(User.disabled_at.is_(None), User.role.in_([Role.FACILITATOR, Role.PROJECT_MANAGER]))
        .order_by(User.name_sort, User.id)
    ).all()


def list_needs(workshop: Workshop) -> Sequence[TeamNeed]:
    """The required team with disciplines, in the order it was entered."""
    return db.session.scalars(_NEEDS, {"workshop": workshop.id}).all()


def list_disciplines(language: str) -> Sequence[tuple[int, str]]:
    """Number and name of every discipline in use, for a choice."""
    name, order = (
        (Discipline.name_da, Discipline.sort_da)
        if language == "da"
        else (Discipline.name_en, Discipline.sort_en)
    )
    query = (
        select(Discipline.id, name)
        .where(Discipline.retired.is_(False))
        .order_by(Discipline.position, order)
    )
    return [(number, text) for number, text in db.session.execute(query)]


def coverage(workshop: Workshop, needs: Sequence[TeamNeed]) -> list[team.Coverage]:
    """How the required team is met by who takes part; one query however many they are."""
    if not needs:
        return []
    answers: dict[int, list[Answer]] = defaultdict(list)
    people = {}
    found = db.session.execute(_TEAM, {"workshop": workshop.id})
    for number, name, discipline_id, level, answer in found:
        answers[number].append(answer)
        people[number] = (name, discipline_id, level)
    members = [
        team.Member(*facts, team.combined(answers[number])) for number, facts in people.items()
    ]
    return team.coverage([_need(need) for need in needs], members)


def _need(need: TeamNeed) -> team.Need:
    return team.Need(need.discipline_id, need.level, need.count)
