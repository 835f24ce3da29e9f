"""Letters to the owners of experiments that are past their planned end."""

from datetime import date

from workshops.core.actor import WORKER
from workshops.core.locale import long_day
from workshops.core.text import N_
from workshops.experiments.models import Experiment
from workshops.experiments.queries import list_past_end
from workshops.mail.outbox import Draft, post


def remind_past_end(*, today: date, base_url: str) -> int:
    """Write to every owner once for each planned end; how many experiments are past theirs.

    An experiment whose owner's account is closed waits on the page Today of its engagement.
    """
    late = list_past_end(WORKER, today)
    for experiment in late:
        if experiment.owner.is_active and experiment.ends_on:
            _remind(experiment, experiment.ends_on, base_url)
    return len(late)


def _remind(experiment: Experiment, ends_on: date, base_url: str) -> None:
    owner = experiment.owner
    post(
        Draft(
            to_address=owner.email,
            to_name=owner.name,
            language=owner.language,
            subject=N_("Past its planned end: %(title)s"),
            subject_params={"title": experiment.name},
            template="experiments/letters/past_end",
            kind="experiment_past_end",
            lane=f"experiment:{experiment.id}",
            context={
                "name": owner.name,
                "title": experiment.name,
                "day": long_day(ends_on, owner.language),
                "url": f"{base_url}/experiments/{experiment.public_id}",
            },
            record_kind=experiment.__tablename__,
            record_id=experiment.id,
            engagement_id=experiment.engagement_id,
            message_id_seed=f"experiment-past-end:{experiment.id}:{ends_on}",
        )
    )
