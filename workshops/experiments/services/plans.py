"""Beginning an experiment, writing its plan, deleting a draft and bringing it back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete

from workshops.accounts.models import User
from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.models import Engagement
from workshops.engagements.services.versions import check_version, touch
from workshops.expectations.models import Theme
from workshops.experiments import permissions
from workshops.experiments.models import (
    Concept,
    Experiment,
    ExperimentMethod,
    ExperimentTheme,
)
from workshops.experiments.models.kinds import ExperimentState
from workshops.experiments.queries.plans import (
    COLUMNS,
    count_answered,
    list_tested,
    list_used_methods,
    plan_of,
)
from workshops.experiments.rules import plan as rules
from workshops.experiments.rules import states
from workshops.experiments.services.entries import index_experiment


@dataclass(frozen=True)
class NewExperiment:
    """What an experiment begins with."""

    name: str
    owner: User
    hypothesis: str = ""
    problem: str = ""
    concept: Concept | None = None
    themes: Iterable[Theme] = field(default_factory=tuple)
    replicates: Experiment | None = None


def plan_experiment(actor: Actor, *, engagement: Engagement, new: NewExperiment) -> Experiment:
    """Begin an experiment as an idea. Raises NotAllowed and Invalid."""
    if not permissions.can_plan_experiments(actor, engagement):
        raise NotAllowed(N_("Only those who work on the engagement can plan an experiment in it."))
    _check_concept(engagement, new.concept)
    _check_themes(engagement, new.themes)
    experiment = Experiment(
        engagement=engagement,
        name=clean_line(new.name),
        owner=new.owner,
        hypothesis=clean(new.hypothesis),
        problem=clean(new.problem),
        concept=new.concept,
        replicates_id=new.replicates.id if new.replicates else None,
    )
    db.session.add(experiment)
    db.session.flush()
    _set_themes(experiment, new.themes)
    note(actor, "planned", experiment)
    return experiment


def change_plan(
    actor: Actor, *, experiment: Experiment, values: Mapping[str, Any], version: int
) -> Experiment:
    """Change planned values by name; a plan that is whole makes an idea a designed experiment.

    `concept`, `owner` and `replicates` are records, `themes` and `methods` lists of them. Raises
    NotAllowed, Stale, Invalid, and Conflict when a locked field would change or it is too late.
    """
    _may_edit(actor, experiment)
    check_version(experiment, version)
    if experiment.state not in states.PLANNABLE:
        raise Conflict(N_("The experiment has ended, and its plan is not changed any more."))
    wanted = {name: _cleaned(value) for name, value in values.items()}
    _check(experiment, wanted)
    changed = write_plan(experiment, wanted)
    if experiment.state in states.OPEN:
        wanting = rules.wanting(plan_of(experiment))
        experiment.state = ExperimentState.IDEA if wanting else ExperimentState.DESIGNED
    touch(experiment)
    db.session.flush()
    if changed:
        note(actor, "changed", experiment, fields=changed)
    return experiment


def write_plan(experiment: Experiment, wanted: Mapping[str, Any]) -> list[str]:
    """Write planned values over an experiment; the names of those that differed."""
    changed = []
    for name, value in wanted.items():
        if name in ("themes", "methods"):
            differed = _links[name](experiment, value)
        elif name == "replicates":
            differed = _put(experiment, "replicates_id", value.id if value else None)
        else:
            differed = _put(experiment, name, value)
        changed += [name] if differed else []
    db.session.flush()
    return changed


def check_plan(experiment: Experiment, wanted: Mapping[str, Any]) -> None:
    """Refuse values that contradict each other. Raises Invalid."""
    merged = {name: getattr(experiment, name) for name in COLUMNS} | dict(wanted)
    found = rules.contradiction(merged)
    if found:
        raise Invalid(*found)


def delete_experiment(actor: Actor, *, experiment: Experiment) -> None:
    """Put a draft in the bin for 30 days. Raises Conflict when it has been registered."""
    _may_delete(actor, experiment)
    obstacle = states.deletion_obstacle(experiment.state)
    if obstacle:
        raise Conflict(obstacle)
    experiment.deleted_at = clock.now()
    db.session.flush()
    note(actor, "deleted", experiment)


def restore_experiment(actor: Actor, *, experiment: Experiment) -> Experiment:
    """Take a draft out of the bin."""
    _may_delete(actor, experiment)
    experiment.deleted_at = None
    db.session.flush()
    note(actor, "restored", experiment)
    return experiment


def note(actor: Actor, act: str, experiment: Experiment, **more: Any) -> None:
    """Log an act on a flushed experiment, and let it be found as it now is."""
    index_experiment(experiment)
    activity.record(
        actor,
        act,
        experiment,
        title=experiment.name,
        engagement_id=experiment.engagement_id,
        **more,
    )


def _check(experiment: Experiment, wanted: Mapping[str, Any]) -> None:
    if experiment.state in states.LOCKED:
        locked = [n for n in rules.LOCKED if n in wanted and wanted[n] != getattr(experiment, n)]
        if locked:
            raise Conflict(N_("This is locked since the registration. Make a new version of it."))
    check_plan(experiment, wanted)
    if "concept" in wanted:
        _check_concept(experiment.engagement, wanted["concept"])
    _check_themes(experiment.engagement, wanted.get("themes", ()))


def _check_concept(engagement: Engagement, concept: Concept | None) -> None:
    """A concept of this engagement that answers something. Raises Invalid."""
    if concept is None:
        return
    if concept.engagement_id != engagement.id or concept.deleted_at is not None:
        raise Invalid(N_("The concept belongs to another engagement or is deleted."), "concept")
    untestable = states.untestable(count_answered(concept))
    if untestable:
        raise Invalid(untestable, "concept")


def _check_themes(engagement: Engagement, themes: Iterable[Theme]) -> None:
    if any(theme.engagement_id != engagement.id for theme in themes):
        raise Invalid(N_("The expectation belongs to another engagement."), "themes")


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and type(value) is str else value


def _put(experiment: Experiment, name: str, value: Any) -> bool:
    differed = bool(getattr(experiment, name) != value)
    if differed:
        setattr(experiment, name, value)
    return differed


def _set_themes(experiment: Experiment, themes: Iterable[Theme]) -> bool:
    wanted = {theme.id for theme in themes}
    if wanted == {theme.id for theme in list_tested(experiment)}:
        return False
    db.session.execute(
        delete(ExperimentTheme).where(ExperimentTheme.experiment_id == experiment.id)
    )
    rows = (ExperimentTheme(experiment_id=experiment.id, theme_id=key) for key in sorted(wanted))
    db.session.add_all(rows)
    db.session.flush()
    return True


def _set_methods(experiment: Experiment, method_ids: Iterable[int]) -> bool:
    wanted = set(method_ids)
    if wanted == {card.method_id for card in list_used_methods(experiment, "da")}:
        return False
    db.session.execute(
        delete(ExperimentMethod).where(ExperimentMethod.experiment_id == experiment.id)
    )
    rows = (ExperimentMethod(experiment_id=experiment.id, method_id=key) for key in sorted(wanted))
    db.session.add_all(rows)
    db.session.flush()
    return True


_links: Mapping[str, Callable[[Experiment, Any], bool]] = {
    "themes": _set_themes,
    "methods": _set_methods,
}


def _may_edit(actor: Actor, experiment: Experiment) -> None:
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can change its experiments."))
    require_there(experiment)


def _may_delete(actor: Actor, experiment: Experiment) -> None:
    if not permissions.can_delete_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can delete its experiments."))
