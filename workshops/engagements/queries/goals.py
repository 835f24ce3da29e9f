"""Reads of strategic goals."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import StrategicGoal


def list_goals(*, with_retired: bool = False) -> Sequence[StrategicGoal]:
    """Every goal that is offered, in the order they were set; with those that no longer are."""
    query = select(StrategicGoal).order_by(StrategicGoal.retired, StrategicGoal.id)
    if not with_retired:
        query = query.where(StrategicGoal.retired.is_(False))
    return db.session.scalars(query).all()


def get_goal(public_id: str) -> StrategicGoal:
    """One goal. Raises NotFound."""
    goal = db.session.scalar(select(StrategicGoal).where(StrategicGoal.public_id == public_id))
    if goal is None:
        raise NotFound(N_("There is no such goal."))
    return goal


def find_goal_named(field: str, name: str) -> StrategicGoal | None:
    """The goal whose `name_en` or `name_da` is exactly that."""
    column = StrategicGoal.name_en if field == "name_en" else StrategicGoal.name_da
    return db.session.scalar(select(StrategicGoal).where(column == name))
