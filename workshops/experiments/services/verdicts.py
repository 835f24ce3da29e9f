"""Keeping what the rule says and how sure we are in step with what is recorded."""

from workshops.core.db import db
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState
from workshops.experiments.queries.decisions import grounds_of, list_replications, verdict_of
from workshops.experiments.queries.learning import find_result
from workshops.experiments.rules.evidence_level import ceiling, kept_level
from workshops.experiments.services.entries import index_experiment


def settle(experiment: Experiment) -> None:
    """Work out the verdict and the evidence level anew, also of experiments that it repeats.

    Called in the transaction of every change they depend on, and when an experiment is concluded.
    What the rule says is kept from then on, and no longer changes once the decision is made.
    """
    before = experiment.rule_says
    if experiment.state is ExperimentState.CONCLUDED:
        experiment.rule_says = verdict_of(experiment, find_result(experiment)).decision
    _level(experiment)
    db.session.flush()
    if experiment.rule_says is not before:
        for other in list_replications(experiment):
            _level(other)
            index_experiment(other)


def _level(experiment: Experiment) -> None:
    """Move the ceiling; the level follows, unless it had been set lower."""
    new = ceiling(grounds_of(experiment, find_result(experiment)))
    old, experiment.evidence_ceiling = experiment.evidence_ceiling, new
    experiment.evidence_level = kept_level(experiment.evidence_level, old, new)
