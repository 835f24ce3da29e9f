"""The decision: what the rule says, deciding so in one step, and deciding otherwise."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.experiments import permissions, queries
from workshops.experiments.forms.decision import DecisionForm, JudgementForm, RemarkForm
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision, ExperimentState
from workshops.experiments.queries import decisions, learning
from workshops.experiments.services import decision as services
from workshops.experiments.services.results import can_record
from workshops.experiments.views.blueprint import bp, experiment_page, experiment_url
from workshops.experiments.views.telling import say_reason
from workshops.web.access import current_actor, needs, require
from workshops.web.forms import Form
from workshops.web.language import local_day

Answer = Response | str | tuple[str, int]


@bp.get("/experiments/<id:experiment_id>/decision")
@needs("R", "experiment")
def decision(experiment_id: str) -> str:
    """What the rule says, what was decided or waits, and the acts of the one who reads."""
    actor = current_actor()
    return _page(actor, queries.get_experiment(actor, experiment_id))


@bp.post("/experiments/<id:experiment_id>/decision")
@needs("P", "experiment")
def decide(experiment_id: str) -> Answer:
    """Decide as the rule says, or otherwise with a reason."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_decide_experiments(actor, experiment.engagement))
    form = DecisionForm(data=_seen(experiment)).offer(
        decisions.verdict_of(experiment, learning.find_result(experiment)).decision
    )

    def act() -> str:
        services.decide(
            actor,
            experiment=experiment,
            version=form.version.data,
            decision=Decision(form.decision.data),
            today=local_day(clock.now()),
            reason=form.reason.data or "",
        )
        if experiment.proposed_decision:
            return str(_("The decision waits until a second person has confirmed it."))
        return str(_("The experiment is decided."))

    return _do(actor, experiment, form, act, decision_form=form)


@bp.post("/experiments/<id:experiment_id>/decision/withdraw")
@needs("P", "experiment")
def withdraw_decision(experiment_id: str) -> Answer:
    """Take back a decision that waits."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)

    def act() -> str:
        services.withdraw_decision(actor, experiment=experiment)
        return str(_("The decision is taken back."))

    return _do(actor, experiment, Form(), act)


@bp.post("/experiments/<id:experiment_id>/decision/confirm")
@needs("P", "second_opinion")
def confirm_decision(experiment_id: str) -> Answer:
    """Stand behind a decision against the rule, as a second person."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    form = RemarkForm(data=_seen(experiment))

    def act() -> str:
        today = local_day(clock.now())
        version = form.version.data
        services.confirm_decision(actor, experiment=experiment, version=version, today=today)
        return str(_("The decision is confirmed and in force."))

    return _do(actor, experiment, form, act, remark_form=form)


@bp.post("/experiments/<id:experiment_id>/decision/refuse")
@needs("P", "second_opinion")
def refuse_decision(experiment_id: str) -> Answer:
    """Do not stand behind it, and say why."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    form = RemarkForm(data=_seen(experiment))

    def act() -> str:
        version, remark = form.version.data, form.remark.data or ""
        services.refuse_decision(actor, experiment=experiment, version=version, remark=remark)
        return str(_("The decision is not confirmed. Whoever decided can read why."))

    return _do(actor, experiment, form, act, remark_form=form)


@bp.post("/experiments/<id:experiment_id>/decision/judge")
@needs("P", "second_opinion")
def judge_rule(experiment_id: str) -> Answer:
    """Judge a rule in words, as a second person."""
    actor = current_actor()
    experiment, form = queries.get_experiment(actor, experiment_id), JudgementForm().offer()

    def act() -> str:
        words = form.words.data or ""
        met = form.met.data == "yes"
        services.judge_rule(actor, experiment=experiment, met=met, words=words)
        return str(_("The judgement is recorded."))

    return _do(actor, experiment, form, act, judgement_form=form)


def _do(
    actor: Actor, experiment: Experiment, form: Form, act: Callable[[], str], **forms: Form
) -> Response:
    """Check, act in one transaction, and say what happened; the page again when it did not."""
    with form.saving(lambda: _page(actor, experiment, form=form, **forms)):
        said = act()
    flash(said, "success")
    return redirect(experiment_url(experiment, "experiments.decision"))


def _seen(experiment: Experiment) -> dict[str, int]:
    return {"version": experiment.version}


def _page(actor: Actor, experiment: Experiment, **forms: Any) -> str:
    result = learning.find_result(experiment)
    verdict = decisions.verdict_of(experiment, result)
    engagement, concluded = experiment.engagement, ExperimentState.CONCLUDED
    waiting = experiment.proposed_decision is not None and experiment.state is concluded
    may_decide = permissions.can_decide_experiments(actor, engagement)
    in_words = bool(experiment.decision_words) and experiment.threshold is None
    shown = {
        "decision_form": DecisionForm(formdata=None, data=_seen(experiment)).offer(
            verdict.decision
        ),
        "remark_form": RemarkForm(formdata=None, data=_seen(experiment)),
        "judgement_form": JudgementForm(formdata=None).offer(),
        **forms,
    }
    return experiment_page(
        "experiments/decision.html",
        actor,
        experiment,
        "experiments.decision",
        verdict=verdict,
        reason=say_reason(verdict.reason),
        result=result,
        waiting=waiting,
        may_decide=may_decide and experiment.state is concluded and not waiting,
        may_withdraw=may_decide and waiting,
        may_confirm=waiting and permissions.can_confirm_decision(actor, experiment),
        may_judge=in_words
        and result is not None
        and can_record(experiment)
        and permissions.can_judge_rule(actor, experiment),
        **shown,
    )
