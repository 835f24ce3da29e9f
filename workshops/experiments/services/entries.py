"""What of an experiment can be found by searching; every service that changes it calls this."""

from workshops.core.db import db
from workshops.engagements.models import Stage
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import ExperimentResult
from workshops.experiments.queries.plans import list_method_slugs
from workshops.search.models import EntryKind, Visibility
from workshops.search.services import Entry, put_entry, remove_entry


def index_experiment(experiment: Experiment) -> None:
    """Let the experiment be found as it now is, or not at all while it is deleted."""
    if experiment.deleted_at is not None:
        remove_entry(EntryKind.EXPERIMENT, experiment.id)
        return
    put_entry(entry_of(experiment))


def entry_of(experiment: Experiment) -> Entry:
    """The experiment as the index keeps it; drafts are kept to the engagement's own people."""
    engagement = experiment.engagement
    day = (
        experiment.ended_on
        or experiment.started_on
        or experiment.starts_on
        or (experiment.registered_at or experiment.created_at).date()
    )
    return Entry(
        kind=EntryKind.EXPERIMENT,
        record_id=experiment.id,
        public_id=experiment.public_id,
        title=experiment.name,
        text=_text(experiment),
        happened_on=day,
        engagement_id=engagement.id,
        organisation_id=engagement.organisation_id,
        level=engagement.organisation.level.value,
        policy_area=engagement.policy_area,
        stage=Stage.TEST.value,
        outcome=experiment.decision.value if experiment.decision else "",
        evidence_level=experiment.evidence_level,
        methods=tuple(list_method_slugs(experiment)),
        visibility=Visibility.STAFF if experiment.registered_at else Visibility.ENGAGEMENT,
    )


def _text(experiment: Experiment) -> str:
    result = db.session.get(ExperimentResult, experiment.id)
    parts = (
        experiment.problem,
        experiment.hypothesis,
        experiment.change_tested,
        result.lesson if result else "",
        experiment.abandoned_reason,
    )
    return "\n\n".join(part for part in parts if part)
