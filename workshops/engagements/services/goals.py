"""The lab's strategic goals."""

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean_line
from workshops.engagements import permissions
from workshops.engagements.models import StrategicGoal
from workshops.engagements.queries import goals
from workshops.engagements.services.versions import check_version


def add_goal(actor: Actor, *, name_en: str, name_da: str) -> StrategicGoal:
    """Set a new goal. Raises Invalid without both names, Conflict when one is taken."""
    goal = StrategicGoal(name_en="", name_da="")
    _name(actor, goal, name_en, name_da)
    db.session.add(goal)
    return _note(actor, "added", goal)


def rename_goal(
    actor: Actor, *, goal: StrategicGoal, name_en: str, name_da: str, version: int
) -> StrategicGoal:
    """Say a goal in other words. Raises as adding does, and Stale when somebody was first."""
    check_version(goal, version)
    _name(actor, goal, name_en, name_da)
    return _note(actor, "changed", goal)


def set_retired(actor: Actor, *, goal: StrategicGoal, retired: bool) -> StrategicGoal:
    """Have a goal no longer offered, or offered again; engagements tied to it keep it."""
    _may_keep(actor)
    goal.retired = retired
    return _note(actor, "retired" if retired else "restored", goal)


def _may_keep(actor: Actor) -> None:
    if not permissions.can_keep_goals(actor):
        raise NotAllowed(N_("Only an administrator can change the strategic goals."))


def _name(actor: Actor, goal: StrategicGoal, name_en: str, name_da: str) -> None:
    _may_keep(actor)
    names = {"name_en": clean_line(name_en), "name_da": clean_line(name_da)}
    for field, name in names.items():
        if not name:
            raise Invalid(N_("Enter the goal in both languages."), field)
        other = goals.find_goal_named(field, name)
        if other is not None and other is not goal:
            raise Conflict(N_("There is already a goal with that name."), field)
    goal.name_en, goal.name_da = names["name_en"], names["name_da"]


def _note(actor: Actor, act: str, goal: StrategicGoal) -> StrategicGoal:
    db.session.flush()
    activity.record(actor, act, goal, title=goal.name_en)
    return goal
