"""What may be done with an experiment now: the next act, and the others."""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.learning import find_result
from workshops.experiments.queries.plans import plan_of
from workshops.experiments.rules import states
from workshops.experiments.rules.plan import PlanStep, wanting
from workshops.web.language import local_day

MEASURED = "measured"


@dataclass(frozen=True)
class Act:
    """A button: a link, or with `posts` a form of one button."""

    label: str
    url: str
    posts: bool = False


def next_act(actor: Actor, experiment: Experiment) -> Act | None:
    """The one thing to do now, for those who may do it."""
    if experiment.state is State.IDEA:
        missing = wanting(plan_of(experiment))
        if missing:
            return _go_on(actor, experiment, missing[0].step)
    if not permissions.can_decide_experiments(actor, experiment.engagement):
        return None
    if experiment.state is State.CONCLUDED and find_result(experiment) is None:
        url = url_for("experiments.edit_result", experiment_id=experiment.public_id, step=MEASURED)
        return Act(_("Write the result"), url)
    label, endpoint = {
        State.IDEA: (_("Register"), "experiments.register"),
        State.DESIGNED: (_("Register"), "experiments.register"),
        State.REGISTERED: (_("Start"), "experiments.start"),
        State.RUNNING: _while_running(experiment),
        State.CONCLUDED: (_("Decide"), "experiments.decision"),
        State.DECIDED: (_("Followed up"), "experiments.follow_up"),
    }.get(experiment.state, ("", ""))
    if endpoint not in current_app.view_functions:
        return None
    url = url_for(endpoint, experiment_id=experiment.public_id)
    return Act(label, url, posts=experiment.state is State.DECIDED)


def other_acts(actor: Actor, experiment: Experiment) -> list[Act]:
    """What else may be done, the harmless first."""
    found: list[Act] = []
    engagement, key = experiment.engagement, experiment.public_id
    may_decide = permissions.can_decide_experiments(actor, engagement)
    if may_decide and _before_its_end(experiment):
        found.append(Act(_("End the experiment"), _url("experiments.end", key)))
    if may_decide and experiment.state in states.LOCKED:
        found.append(Act(_("New version of the plan"), _url("experiments.amend", key)))
    if may_decide and State.ABANDONED in states.STEPS[experiment.state]:
        found.append(Act(_("Abandon"), _url("experiments.abandon", key)))
    if experiment.state in states.OPEN and permissions.can_delete_experiments(actor, engagement):
        found.append(Act(_("Delete"), _url("experiments.delete", key), posts=True))
    return found


def _while_running(experiment: Experiment) -> tuple[str, str]:
    """Results are gathered until the planned end; then the experiment is ended."""
    if _before_its_end(experiment):
        return _("Results so far"), "experiments.results"
    return _("End the experiment"), "experiments.end"


def _before_its_end(experiment: Experiment) -> bool:
    running, ends_on = experiment.state is State.RUNNING, experiment.ends_on
    return running and ends_on is not None and local_day(clock.now()) < ends_on


def _go_on(actor: Actor, experiment: Experiment, step: PlanStep) -> Act | None:
    """On to the first step of the plan that is not whole."""
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        return None
    key = experiment.public_id
    url = url_for("experiments.edit_plan", experiment_id=key, step=step.value)
    return Act(_("Go on with the plan"), url)


def _url(endpoint: str, key: str) -> str:
    return url_for(endpoint, experiment_id=key)
