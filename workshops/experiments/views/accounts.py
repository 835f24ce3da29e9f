"""Costs and gains by level, with the alarm where one level gains by another's loss."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.experiments import permissions, queries
from workshops.experiments.forms.accounts import AccountsForm, values_of
from workshops.experiments.models import Experiment
from workshops.experiments.queries import learning
from workshops.experiments.rules.accounts import Account, Range, alarms, total
from workshops.experiments.services.accounts import save_accounts
from workshops.experiments.services.learning import can_learn
from workshops.experiments.views.blueprint import bp, experiment_page, experiment_url
from workshops.experiments.views.telling import say_alarm, say_range
from workshops.web import merge
from workshops.web.access import current_actor, needs, require


@bp.get("/experiments/<id:experiment_id>/accounts")
@needs("R", "experiment")
def accounts(experiment_id: str) -> str:
    """Who pays, who gains, what is left, and where the one lives off the other."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    found = [
        Account(row.payer, Range(row.cost_low, row.cost_high), Range(row.gain_low, row.gain_high))
        for row in learning.list_accounts(experiment)
    ]
    may_edit = permissions.can_edit_experiments(actor, experiment.engagement)
    return experiment_page(
        "experiments/accounts.html",
        actor,
        experiment,
        "experiments.accounts",
        rows=[
            (_(one.payer.label), say_range(one.cost), say_range(one.gain), say_range(one.net))
            for one in found
        ],
        total=say_range(total(found)),
        alarms=[say_alarm(alarm) for alarm in alarms(found)],
        may_edit=may_edit and can_learn(experiment),
    )


@bp.get("/experiments/<id:experiment_id>/accounts/edit")
@needs("U", "experiment")
def edit_accounts(experiment_id: str) -> str:
    """The figures of all levels as a form."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    return _page(AccountsForm(data=_values(experiment)).offer(), experiment)


@bp.post("/experiments/<id:experiment_id>/accounts/edit")
@needs("U", "experiment")
def change_accounts(experiment_id: str) -> Response:
    """Keep the figures."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    form, back = AccountsForm().offer(), experiment_url(experiment, "experiments.accounts")

    def now() -> AccountsForm:
        return AccountsForm(formdata=None, data=_values(experiment)).offer()

    with form.saving(
        lambda: _page(form, experiment),
        stale=lambda: merge.page(form, now(), cancel_url=back),
    ):
        version, accounts = form.version.data, form.accounts()
        save_accounts(actor, experiment=experiment, version=version, accounts=accounts)
    flash(_("Saved."), "success")
    return redirect(back)


def _values(experiment: Experiment) -> dict[str, object]:
    return values_of(learning.list_accounts(experiment), experiment.version)


def _page(form: AccountsForm, experiment: Experiment) -> str:
    back = experiment_url(experiment, "experiments.accounts")
    return render_template(
        "experiments/accounts_form.html", form=form, experiment=experiment, back=back
    )
