"""Costs and gains of a change by level."""

from collections.abc import Sequence

from sqlalchemy import delete

from workshops.activity.services import record
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_
from workshops.engagements.services.versions import check_version, touch
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import LevelAccount
from workshops.experiments.rules.accounts import Account
from workshops.experiments.services.entries import index_experiment
from workshops.experiments.services.learning import can_learn
from workshops.experiments.services.verdicts import settle


def save_accounts(
    actor: Actor, *, experiment: Experiment, version: int, accounts: Sequence[Account]
) -> None:
    """Replace the experiment's accounts, one a level. Raises Invalid, Conflict and Stale."""
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can write accounts."))
    require_there(experiment)
    if not can_learn(experiment):
        raise Conflict(N_("Costs and gains are written once the experiment has begun."))
    check_version(experiment, version)
    for account in accounts:
        _check(account)
    db.session.execute(delete(LevelAccount).where(LevelAccount.experiment_id == experiment.id))
    db.session.add_all(_row(experiment, account) for account in accounts)
    touch(experiment)
    db.session.flush()
    settle(experiment)
    index_experiment(experiment)
    number, name = experiment.engagement_id, experiment.name
    record(actor, "accounts_changed", experiment, title=name, engagement_id=number)


def _check(account: Account) -> None:
    for word, span in (("cost", account.cost), ("gain", account.gain)):
        field = f"{account.payer}-{word}_high"
        if span.low < 0:
            raise Invalid(
                N_("Write costs and gains without a minus."), f"{account.payer}-{word}_low"
            )
        if span.low > span.high:
            raise Invalid(N_("The high figure must be at least the low one."), field)


def _row(experiment: Experiment, account: Account) -> LevelAccount:
    return LevelAccount(
        experiment_id=experiment.id,
        payer=account.payer,
        cost_low=account.cost.low,
        cost_high=account.cost.high,
        gain_low=account.gain.low,
        gain_high=account.gain.high,
    )
