"""The page of an experiment: what it is, its next act, and its plan; and what was done to it."""

from flask_babel import gettext as _

from workshops.activity.queries import list_for_record
from workshops.core.actor import Actor
from workshops.core.errors import NotFound
from workshops.core.resting import list_resting
from workshops.core.text import N_
from workshops.engagements.permissions import can_see_activity
from workshops.experiments import permissions, queries
from workshops.experiments.models import Experiment
from workshops.experiments.queries import plans
from workshops.experiments.queries.similar import list_looked_at
from workshops.experiments.rules import states
from workshops.experiments.rules.plan import FIELDS, LOCKED, PlanStep, wanting
from workshops.experiments.rules.registration import as_json
from workshops.experiments.views.blueprint import bp, experiment_page
from workshops.experiments.views.words import say_baseline, say_guardrail, say_plan, say_rule
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.language import language

SHOWN = {
    PlanStep.IDENTITY: ("problem",),
    PlanStep.HYPOTHESIS: ("change_tested", "assumptions"),
    PlanStep.MEASURE: ("metric", "better", "metric_source", "min_n"),
    PlanStep.FIELDWORK: ("participants_planned", "sites", "subgroups", "starts_on", "ends_on"),
    PlanStep.ETHICS: FIELDS[PlanStep.ETHICS],
}


@bp.get("/experiments/<id:experiment_id>")
@needs("R", "experiment")
def show(experiment_id: str) -> str:
    """The plan, as it stands."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    plan = {name: as_json(getattr(experiment, name)) for name in plans.COLUMNS}
    return experiment_page(
        "experiments/plan.html",
        actor,
        experiment,
        "experiments.show",
        plan={step.value: say_plan(plan, names) for step, names in SHOWN.items()},
        baseline=say_baseline(plan),
        rule=say_rule(plan),
        guardrails=[say_guardrail(one) for one in experiment.guardrails],
        locked=[step.value for step in PlanStep if set(FIELDS[step]) <= set(LOCKED)],
        missing=_missing(experiment),
        themes=plans.list_tested(experiment),
        methods=plans.list_used_methods(experiment, language()),
        replicated=plans.find_replicated(actor, experiment),
        versions=plans.list_versions(experiment),
        looked=list_looked_at(actor, experiment),
        resting=list_resting(actor, f"experiment:{experiment.public_id}"),
        planned=_planned(actor),
        may_edit=experiment.state in states.PLANNABLE
        and permissions.can_edit_experiments(actor, experiment.engagement),
    )


@bp.get("/experiments/<id:experiment_id>/log")
@needs("R", "activity")
def log(experiment_id: str) -> str:
    """Who did what to the experiment, and when."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    if not can_see_activity(actor, experiment.engagement):
        raise NotFound(N_("There is no such experiment."))
    happened = list_for_record(experiment)
    return experiment_page(
        "experiments/log.html", actor, experiment, "experiments.log", happened=happened
    )


def _missing(experiment: Experiment) -> list[tuple[str, str]]:
    """(step, what is missing) before it can be registered, for those who can write it."""
    if experiment.state not in states.OPEN:
        return []
    found = wanting(plans.plan_of(experiment))
    return [(want.step.value, _(want.message)) for want in found]


def _planned(actor: Actor) -> Experiment | None:
    """The experiment for which this one is looked at as similar, as the address says."""
    wish = asked("planned")
    try:
        return queries.get_experiment(actor, wish) if wish else None
    except NotFound:
        return None
