"""Letters to those who may confirm a decision against the rule."""

from workshops.core.actor import Actor
from workshops.core.text import N_
from workshops.experiments.models import Experiment
from workshops.experiments.queries.decisions import list_second_persons
from workshops.mail.outbox import Draft, post, supersede

LETTER = "experiment_departure"


def ask_second_persons(actor: Actor, experiment: Experiment) -> None:
    """Write to each of them once for each decision that waits."""
    for person in list_second_persons(experiment):
        post(
            Draft(
                to_address=person.email,
                to_name=person.name,
                language=person.language,
                subject=N_("Will you confirm a decision? %(title)s"),
                subject_params={"title": experiment.name},
                template="experiments/letters/departure",
                kind=LETTER,
                lane=_lane(experiment),
                from_name=actor.name,
                context={
                    "name": person.name,
                    "title": experiment.name,
                    "decided_by": actor.name,
                    "reason": experiment.departure_reason,
                    "path": f"/experiments/{experiment.public_id}/decision",
                },
                record_kind=experiment.__tablename__,
                record_id=experiment.id,
                engagement_id=experiment.engagement_id,
                message_id_seed=f"{_lane(experiment)}:{experiment.version}:{person.id}",
            )
        )


def stop_asking(experiment: Experiment) -> None:
    """What was taken back is not asked about any more, where the letter has not left."""
    supersede(_lane(experiment), LETTER)


def _lane(experiment: Experiment) -> str:
    return f"departure:{experiment.id}"
